"""Propositions to PLOVER events: type, mode, contexts, parties, nesting."""

from onrecord.coding.code import code_events

__all__ = ["code_events"]
