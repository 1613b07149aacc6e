"""What a claimed transfer would amount to under each regime on its day; never that law was broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.knowledge.memberships import load_memberships
from onrecord.knowledge.regimes import Part, Regime, load_regimes
from onrecord.records import CodedEvent, Finding, Judgement, Report, Transfer, body_of

__all__ = ["Claim", "assess_claim", "assess_transfers"]

_HEAVY = frozenset({"I", "II", "III", "IV", "IVa", "IVb", "V", "Va", "Vb", "VI", "VII", "VIIa", "VIIb"})
_SMALL_ARMS = frozenset({"small-arms", "SALW"})
_MISSILE = frozenset({"VII", "VIIa", "missile-parts"})
_ACCOMPLISHED = frozenset({"produced", "shipped", "delivered", "used", "diverted"})
_SAYS_LITTLE = frozenset({"not_bound", "not_covered"})
_NON_STATE = frozenset({"REB", "SEP", "CRM", "UAF", "OPP"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One supplier, one recipient, arms, a day and how the claim is made; ids may be ``UNK``.

    ``categories`` are UN Register heads or words; empty or ``None`` inside means the arms class is not known.
    """

    supplier: str
    recipient: str
    categories: tuple[str | None, ...]
    day: str | None
    stage: str
    is_asserted: bool
    is_accomplished: bool


def assess_transfers(
    report: Report, transfers: Mapping[int, Transfer], events: Sequence[CodedEvent], judgements: Sequence[Judgement]
) -> dict[int, tuple[Finding, ...]]:
    """Findings of the innermost event that tells a transfer; the day is the event's, else the report's.

    An accusation or a request carries the transfer it speaks of, but the law is asked about that transfer once.
    """
    told_inside = {events[position].inside for position in transfers}
    out = {}
    for position, transfer in transfers.items():
        if position in told_inside:
            continue
        found: list[Finding] = []
        for claim in _claims(report, transfer, events[position], judgements):
            found.extend(f for f in assess_claim(claim) if f not in found)
        out[position] = _worth_saying(found)
    return out


def _claims(report: Report, transfer: Transfer, event: CodedEvent, judgements: Sequence[Judgement]) -> Iterator[Claim]:
    """One claim for each pair of a supplier and a recipient."""
    judgement = judgements[event.proposition]
    is_asserted = judgement.status not in ("hypothetical", "negated") and judgement.certainty[-1] == "+"
    for supplier in transfer.supplier or ("UNK",):
        for recipient in transfer.recipient or ("UNK",):
            yield Claim(
                supplier=supplier,
                recipient=transfer.end_user or recipient,
                categories=tuple(item.category for item in transfer.items),
                day=_day(report, event),
                stage=transfer.stage,
                is_asserted=is_asserted and event.type not in ("REJECT", "PROTEST"),
                is_accomplished=judgement.status in ("occurred", "ongoing"),
            )


def _worth_saying(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Without the regimes that bind neither side or look the other way, where another regime says more."""
    said = tuple(f for f in findings if f.verdict not in _SAYS_LITTLE)
    return said or tuple(findings)


def _day(report: Report, event: CodedEvent) -> str | None:
    if event.when is not None:
        return event.when.latest
    if report.published and len(report.published) == 10:
        return report.published
    return None


def assess_claim(claim: Claim) -> tuple[Finding, ...]:
    """One finding for each regime that names a side of the claim, or a single ``no_regime``.

    The verdicts are those of docs/embargoes.md; order is that of the regime file.
    """
    sides = {body_of(claim.supplier), body_of(claim.recipient)}
    regimes = [r for r in load_regimes() if r.targets & sides]
    if not regimes:
        if "UNK" in (claim.supplier, claim.recipient):
            return (Finding("NONE", None, claim.day, "not_assessable", "supplier or recipient is not stated"),)
        return (Finding("NONE", None, claim.day, "no_regime", "no regime on file names either side"),)
    return tuple(_finding(claim, regime) for regime in regimes)


def _finding(claim: Claim, regime: Regime) -> Finding:
    verdict, why, part = _verdict(claim, regime)
    if regime.review and claim.day and claim.day > regime.review:
        why += f"; the review date {regime.review} has passed and its renewal is not on file"
    return Finding(regime.id, part.citation or None if part else None, claim.day, verdict, why)


def _verdict(claim: Claim, regime: Regime) -> tuple[str, str, Part | None]:
    if claim.day is None:
        return "not_assessable", "the day of the transfer is not known", None
    concerned = list(_concerned(claim, regime))
    if not concerned:
        return "not_covered", f"the regime covers {regime.scope}, not this direction or end user", None
    current = [p for p in concerned if p.first <= claim.day <= p.last]
    if not current:
        return "not_in_force", f"no part of the regime was in force on {claim.day}", concerned[0]
    if not _is_bound(claim, regime):
        return "not_bound", f"the supplier is not bound by measures of {regime.authority}", current[0]
    part, cover = _best_cover(claim, current)
    if cover == "no":
        return "not_covered", f"the arms are not among those covered ({part.arms})", part
    if not claim.is_asserted or claim.stage in ("requested", "refused", "cancelled", "blocked"):
        return (
            "not_assessable",
            "no transfer is asserted: the text denies, asks for, warns against or supposes it",
            part,
        )
    if cover == "unknown":
        return "not_assessable", f"the arms are not described closely enough (covered: {part.arms})", part
    return _breach(claim, regime, part, cover)


def _breach(claim: Claim, regime: Regime, part: Part, cover: str) -> tuple[str, str, Part]:
    sides = {body_of(claim.supplier), body_of(claim.recipient)}
    if regime.contested_from and part.first >= regime.contested_from and sides & regime.contested_by:
        return "contested", "a side does not accept that the measures are in force", part
    if regime.reach == "area":
        return "not_assessable", f"only {regime.scope} is covered and the place of use is not known", part
    if cover == "exempt" or (part.exempt and (part.arms == "heavy" or regime.bound == "USA")):
        return "breach_unless_exempt", f"the regime allows: {part.exempt}", part
    if claim.stage in _ACCOMPLISHED and claim.is_accomplished:
        return "breach_if_true", "the claim is of a transfer carried out; its truth is not judged here", part
    if claim.stage == "seized":
        return "breach_if_true", "the goods were under way when seized, by the claim", part
    return (
        "would_breach_if_carried_out",
        "the claim is of a transfer agreed, offered or planned, not of a delivery",
        part,
    )


def _concerned(claim: Claim, regime: Regime) -> Iterator[Part]:
    """The parts whose direction meets a side of the claim, whatever the day."""
    supplier, recipient = body_of(claim.supplier), body_of(claim.recipient)
    sector = claim.recipient.partition(":")[2]
    to_target, from_target = recipient in regime.targets, supplier in regime.targets
    is_group = sector in _NON_STATE or (to_target and regime.reach == "groups" and len(recipient) != 3)
    for part in regime.parts:
        if part.direction == "to-groups":
            if to_target and is_group:
                yield part
        elif (to_target and part.direction in ("to", "both")) or (from_target and part.direction in ("from", "both")):
            yield part


def _is_bound(claim: Claim, regime: Regime) -> bool:
    """UN measures bind every state; the European Union's its members of the day; the United States' itself."""
    parties = {body_of(claim.supplier), body_of(claim.recipient)} - set(regime.targets)
    if regime.bound == "all":
        return regime.mandatory
    if regime.bound == "USA":
        return "USA" in parties
    return any(load_memberships().is_member(regime.bound, p, claim.day or "") for p in parties)


def _best_cover(claim: Claim, parts: Sequence[Part]) -> tuple[Part, str]:
    """The part that covers most: yes, exempt, unknown, no, in that order."""
    order = ("yes", "exempt", "unknown", "no")
    covers = [(part, _covers(part, claim.categories)) for part in parts]
    return min(covers, key=lambda pair: order.index(pair[1]))


def _covers(part: Part, categories: Sequence[str | None]) -> str:
    known = [c for c in categories if c]
    if part.arms == "all":
        return "yes"
    if not known:
        return "unknown"
    if part.arms == "heavy":
        return "yes" if any(c in _HEAVY for c in known) else "no" if all(c in _SMALL_ARMS for c in known) else "unknown"
    if part.arms == "all-but-small-arms":
        return "yes" if any(c not in _SMALL_ARMS for c in known) else "exempt"
    return "yes" if any(c in _MISSILE for c in known) else "no"
