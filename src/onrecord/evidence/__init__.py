"""The evidence stage: how good the source of each event is, and how well the report bears the event out."""

from onrecord.evidence.grading import grade_events

__all__ = ["grade_events"]
