"""The Admiralty letter: how reliable a source is by what it is and how it stands to what it tells."""

from __future__ import annotations

from onrecord.evidence.claims import Claim
from onrecord.knowledge.evidence_words import LetterRule, Outlet, SourceTable

__all__ = ["letter_of"]


def letter_of(claim: Claim, table: SourceTable) -> tuple[str, str]:
    """The letter and the id of the rule that gives it: the first rule of the table whose conditions all hold.

    A named source whose word somebody unnamed brings is as good as that bringer: F.
    """
    if claim.is_passed_on and claim.who != "unnamed":
        return "F", "passed-on-by-unnamed"
    is_adversary = _is_about_adversary(claim, table)
    for rule in table.rules:
        if _holds(rule, claim, table, is_adversary=is_adversary):
            return _by_outlet(claim, table) if rule.letter == "table" else rule.letter, rule.id
    return "F", "no-rule"


def _holds(rule: LetterRule, claim: Claim, table: SourceTable, *, is_adversary: bool) -> bool:
    return (
        (not rule.who or claim.who in rule.who)
        and (not rule.about or _standing(claim) in rule.about)
        and (not rule.ids or not rule.ids.isdisjoint(claim.sources))
        and rule.hostile in (None, claim.event.type in table.hostile_types)
        and rule.talk in (None, claim.event.type in table.talk_types)
        and rule.adversary in (None, is_adversary)
        and rule.negative in (None, claim.is_negative)
    )


def _standing(claim: Claim) -> str:
    if not claim.sources.isdisjoint(claim.actors):
        return "actor"
    return "other" if claim.sources.isdisjoint(claim.recipients) else "recipient"


def _is_about_adversary(claim: Claim, table: SourceTable) -> bool:
    parties = claim.actors | claim.recipients
    return any((source, party) in table.adversaries for source in claim.sources for party in parties)


def _by_outlet(claim: Claim, table: SourceTable) -> str:
    """The outlet's own letter; one that a state holds is better on that state's word and worse on its adversary."""
    outlet = claim.outlet
    if outlet is None:
        return table.unknown_outlet
    if not outlet.is_held_by_state:
        return outlet.letter
    return _of_held_outlet(outlet, claim, table)


def _of_held_outlet(outlet: Outlet, claim: Claim, table: SourceTable) -> str:
    if any((outlet.state, party) in table.adversaries for party in claim.actors):
        return max(outlet.letter, table.adversary_word)
    if claim.event.type in table.talk_types and claim.actors == {outlet.state}:
        return min(outlet.letter, table.own_word)
    return outlet.letter
