"""Sentences to attributions: who says, thinks, wants or fears what, by which cue, and who holds it."""

from onrecord.attribution.build import attribute

__all__ = ["attribute"]
