"""Which framed propositions are worth recording: a political side is known, or the whole report is political."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.coding.kinds import is_political
from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords

__all__ = ["recorded"]


def recorded(parties: Mapping[int, Parties], words: CodingWords) -> set[int]:
    """The propositions to record.

    An event whose sides are not known is kept where most events of its report have a political side, as "the
    *fighting*" in a report of a war; a report of sport or business loses it.
    """
    sided = {p for p, sides in parties.items() if _has_political_side(sides)}
    if len(sided) >= words.political_report_events and len(sided) >= words.political_report_share * len(parties):
        return set(parties)
    return sided


def _has_political_side(parties: Parties) -> bool:
    return any(is_political(p.id) for p in (*parties.actors, *parties.recipients))
