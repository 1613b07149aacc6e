"""Who, where and when a report speaks of: actors, places, times and what refers back to them."""

from onrecord.mentions.actors import find_actors

__all__ = ["find_actors"]
