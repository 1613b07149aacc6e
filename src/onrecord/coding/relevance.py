"""Which framed propositions are worth recording: a political side is known, or the whole report is political."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.coding.kinds import is_political
from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame

__all__ = ["recorded"]


def recorded(framed: Mapping[int, Frame], parties: Mapping[int, Parties], words: CodingWords) -> set[int]:
    """The propositions to record.

    Protest, force and repression are political whoever the people are, so any known side is enough for them.

    An event whose sides are not known is kept where most events of its report have a political side, as "the
    *fighting*" in a report of a war; a report of sport or business loses it.
    """
    sided = {p for p in framed if _has_political_side(parties[p]) or _is_public(framed[p], parties[p], words)}
    if len(sided) >= words.political_report_events and len(sided) >= words.political_report_share * len(framed):
        return set(framed)
    return sided


def _is_public(frame: Frame, parties: Parties, words: CodingWords) -> bool:
    return frame.type in words.public_types and bool(parties.actors or parties.recipients)


def _has_political_side(parties: Parties) -> bool:
    return any(is_political(p.id) for p in (*parties.actors, *parties.recipients))
