"""Who, where and when a report speaks of: actors, places, times and what refers back to them."""

from onrecord.mentions.actors import find_actors
from onrecord.mentions.coreference import resolve_coreference
from onrecord.mentions.event_places import place_events
from onrecord.mentions.places import find_places
from onrecord.mentions.times import find_times
from onrecord.mentions.times_of_events import date_propositions
from onrecord.mentions.times_of_story import date_events

__all__ = [
    "date_events",
    "date_propositions",
    "find_actors",
    "find_places",
    "find_times",
    "place_events",
    "resolve_coreference",
]
