"""The Admiralty number: how credible a claim is by what else the same report says about the same event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.evidence.claims import Claim
from onrecord.records import Credibility

__all__ = ["number_of"]

_ENOUGH = 2


def number_of(claim: Claim, tellings: Sequence[Claim], deniers: Sequence[Claim]) -> tuple[Credibility, str]:
    """The number and the rule that gives it.

    ``tellings`` are all claims of the same event in the report; ``deniers`` are denials of it without repeating it.
    Unnamed sources add nothing to it, but what they say may be borne out by those with names.
    What nobody puts forward (asked for, supposed) cannot be judged.
    """
    if claim.judgement.status == "hypothetical" or claim.judgement.certainty == "Uu":
        return 6, "nobody-says-so"
    same = [t for t in tellings if t.sides == claim.sides and _is_put_forward(t)]
    against = [t for t in same if t.is_negative != claim.is_negative and _denies(t, claim)]
    if against or deniers:
        outsiders = independent(t for t in against if t.holder.kind == "named" and not t.is_party)
        return (5, "independent-sources-say-otherwise") if outsiders >= _ENOUGH else (4, "denied-in-the-report")
    named = [t for t in same if t.is_negative == claim.is_negative and t.holder.kind == "named"]
    if independent(named) >= _ENOUGH:
        return 1, "independent-sources"
    if claim.holder.kind == "unnamed":
        return _single(named[0]) if independent(named) else (6, "single-unnamed")
    return _single(claim)


def _single(claim: Claim) -> tuple[Credibility, str]:
    """One source with a name is probable, where it speaks plainly and the report does not contradict itself."""
    if claim.who == "narrator" and claim.outlet is None:
        return 3, "single-reporter"
    if claim.who == "document":
        return 3, "single-document"
    if "contradicted-in-report" in claim.event.flags:
        return 3, "report-not-consistent"
    if claim.stance == "distances" or claim.judgement.certainty[:2] != "CT":
        return 3, "put-forward-with-reserve"
    return 2, "single-named"


def _is_put_forward(claim: Claim) -> bool:
    return claim.judgement.status != "hypothetical" and claim.judgement.certainty != "Uu"


def _denies(one: Claim, other: Claim) -> bool:
    """Two sources, or a source and the reporter; the reporter's own yes and no are two occasions.

    "There were *no talks*" on the reporter's word is about other talks than those that somebody speaks of.
    """
    negative = one if one.is_negative else other
    if negative.holder.kind == "narrator" and negative.proposition.category != "verb":
        return False
    if one.holder.kind == other.holder.kind == "narrator":
        return False
    return not one.sources or one.sources != other.sources


def independent(claims: Iterable[Claim]) -> int:
    """How many of the sources share no state, body or person: a joint statement is one source."""
    used: set[str] = set()
    count = 0
    for claim in claims:
        if claim.sources and used.isdisjoint(claim.sources):
            count += 1
        used |= claim.sources
    return count
