"""Which framed propositions are worth recording: a political side is known, and the sense is not generic."""

from __future__ import annotations

from onrecord.coding.kinds import is_political
from onrecord.coding.roles import Parties
from onrecord.scene import Scene
from onrecord.knowledge.frames import Frame
from onrecord.records import Proposition

__all__ = ["is_recorded"]


def is_recorded(scene: Scene, proposition: Proposition, frame: Frame, parties: Parties) -> bool:
    """Whether at least one side is a state, armed group, body or another actor an analyst follows."""
    return any(is_political(p.id) for p in (*parties.actors, *parties.recipients))
