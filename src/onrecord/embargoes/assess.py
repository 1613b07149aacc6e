"""What a claimed transfer would amount to under each regime on its day; never that law was broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.knowledge.memberships import load_memberships
from onrecord.knowledge.regimes import Part, Regime, load_competence, load_regimes
from onrecord.records import Attribution, CodedEvent, Finding, Judgement, Proposition, Report, Transfer, body_of

__all__ = ["Claim", "assess_claim", "assess_transfers"]

_HEAVY = frozenset({"I", "II", "III", "IV", "IVa", "IVb", "V", "Va", "Vb", "VI", "VII", "VIIa", "VIIb"})
_SMALL_ARMS = frozenset({"small-arms", "SALW"})
_MISSILE = frozenset({"VII", "VIIa", "missile-parts"})
_ACCOMPLISHED = frozenset({"produced", "shipped", "delivered", "used", "diverted"})
_SAYS_LITTLE = frozenset({"not_bound", "not_covered"})
_NOTHING_MOVED = frozenset({"requested", "refused", "cancelled", "blocked"})
_UNKNOWN = "UNK"
_LENGTH_OF_DAY = len("2006-10-14")
_NON_STATE = frozenset({"REB", "SEP", "CRM", "UAF", "OPP"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One supplier, one recipient, arms, a day and how the claim is made; ids may be ``UNK``.

    ``categories`` are UN Register heads or words; empty or ``None`` inside means the arms class is not known.
    ``first_day`` is the earliest day where only a stretch of time is known, ``day`` then its latest.  ``found_by`` is
    the body that is reported to have found a breach.
    """

    supplier: str
    recipient: str
    categories: tuple[str | None, ...]
    day: str | None
    stage: str
    is_asserted: bool
    is_accomplished: bool
    first_day: str | None = None
    found_by: str | None = None


def assess_transfers(
    report: Report,
    transfers: Mapping[int, Transfer],
    events: Sequence[CodedEvent],
    judgements: Sequence[Judgement],
    *,
    propositions: Sequence[Proposition] = (),
    attributions: Sequence[Attribution] = (),
) -> dict[int, tuple[Finding, ...]]:
    """Findings of the innermost event that tells a transfer; the day is the event's, else the report's.

    An accusation or a request carries the transfer it speaks of, but the law is asked about that transfer once.
    With ``propositions`` and ``attributions`` a breach that a competent body is said to have found is told as such.
    """
    told_inside = {events[position].inside for position in transfers}
    breaches = _sentences_of_breach(propositions)
    out = {}
    for position, transfer in transfers.items():
        if position in told_inside:
            continue
        found: list[Finding] = []
        event = events[position]
        is_breach = bool(propositions) and propositions[event.proposition].sentence in breaches
        body = _body_that_found(judgements[event.proposition], attributions) if is_breach else None
        for claim in _claims(report, transfer, event, judgements, body):
            found.extend(f for f in assess_claim(claim) if f not in found)
        out[position] = _worth_saying(found)
    return out


def _sentences_of_breach(propositions: Sequence[Proposition]) -> frozenset[int]:
    """The sentences that speak of a breach: "had ended up with rebels in *violation* of the embargo"."""
    words = load_competence().breach_words
    return frozenset(p.sentence for p in propositions if p.lemma in words and not p.negations)


def _body_that_found(judgement: Judgement, attributions: Sequence[Attribution]) -> str | None:
    """The competent body on whose word the proposition is certain, if it is one's."""
    if judgement.attribution is None or not attributions or judgement.certainty != "CT+":
        return None
    holders = {body_of(i) for i in attributions[judgement.attribution].holder.ids}
    return min(holders & load_competence().bodies, default=None)


def _claims(
    report: Report, transfer: Transfer, event: CodedEvent, judgements: Sequence[Judgement], body: str | None
) -> Iterator[Claim]:
    """One claim for each pair of a supplier and a recipient."""
    judgement = judgements[event.proposition]
    is_asserted = judgement.status not in ("hypothetical", "negated") and judgement.certainty[-1] == "+"
    first_day, day = _days(report, event)
    for supplier in transfer.supplier or (_UNKNOWN,):
        for recipient in transfer.recipient or (_UNKNOWN,):
            yield Claim(
                supplier=supplier,
                recipient=transfer.end_user or recipient,
                categories=tuple(item.category for item in transfer.items),
                day=day,
                stage=transfer.stage,
                is_asserted=is_asserted and event.type not in ("REJECT", "PROTEST"),
                is_accomplished=judgement.status in ("occurred", "ongoing"),
                first_day=first_day,
                found_by=body,
            )


def _worth_saying(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Without the regimes that bind neither side or look the other way, where another regime says more."""
    said = tuple(f for f in findings if f.verdict not in _SAYS_LITTLE)
    return said or tuple(findings)


def _days(report: Report, event: CodedEvent) -> tuple[str | None, str | None]:
    """First and last day of the event, else of the report."""
    if event.when is not None:
        return event.when.earliest, event.when.latest
    if report.published and len(report.published) == _LENGTH_OF_DAY:
        return report.published, report.published
    return None, None


def assess_claim(claim: Claim) -> tuple[Finding, ...]:
    """One finding for each regime that names a side of the claim, or a single ``no_regime``.

    The verdicts are those of docs/embargoes.md; order is that of the regime file.
    """
    sides = {body_of(claim.supplier), body_of(claim.recipient)}
    regimes = [r for r in load_regimes() if r.targets & sides]
    if not regimes:
        if _UNKNOWN in (claim.supplier, claim.recipient):
            return (Finding("NONE", None, claim.day, "not_assessable", "supplier or recipient is not stated"),)
        return (Finding("NONE", None, claim.day, "no_regime", "no regime on file names either side"),)
    return tuple(_finding(claim, regime) for regime in regimes)


def _finding(claim: Claim, regime: Regime) -> Finding:
    verdict, why, part = _verdict(claim, regime)
    if claim.first_day is not None and claim.day is not None and claim.first_day < claim.day:
        earlier = _verdict(replace(claim, day=claim.first_day), regime)[0]
        if earlier != verdict:
            why = f"the day lies between {claim.first_day} ({earlier}) and {claim.day} ({verdict})"
            verdict = "not_assessable"
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
    is_bound = _is_bound(claim, regime)
    if is_bound is False:
        return "not_bound", f"neither side is bound by measures of {regime.authority}", current[0]
    part, cover = _best_cover(claim, current)
    if cover == "no":
        return "not_covered", f"the arms are not among those covered ({part.arms})", part
    if not claim.is_asserted or claim.stage in _NOTHING_MOVED:
        return (
            "not_assessable",
            "no transfer is asserted: the text denies, asks for, warns against or supposes it",
            part,
        )
    if is_bound is None:
        return "not_assessable", f"a side is not known, and the measures of {regime.authority} bind not everybody", part
    if cover == "unknown":
        return "not_assessable", f"the arms are not described closely enough (covered: {part.arms})", part
    return _breach(claim, regime, part, cover)


def _breach(claim: Claim, regime: Regime, part: Part, cover: str) -> tuple[str, str, Part]:
    sides = {body_of(claim.supplier), body_of(claim.recipient)}
    if regime.contested_from and part.first >= regime.contested_from and sides & regime.contested_by:
        return "contested", "a side does not accept that the measures are in force", part
    if claim.found_by is not None and claim.stage in _ACCOMPLISHED and regime.authority == "UN":
        return "breach_found_by_body", f"the report says that {claim.found_by} found a breach", part
    if regime.reach == "area":
        return "not_assessable", f"only {regime.scope} is covered and the place of use is not known", part
    if cover == "exempt" or (part.exempt and (part.arms == "heavy" or regime.bound == "USA")):
        return "breach_unless_exempt", f"the regime allows: {part.exempt}", part
    if claim.stage in _ACCOMPLISHED and claim.is_accomplished:
        return "breach_if_true", "the claim is of a transfer carried out; its truth is not judged here", part
    if claim.stage == "alleged":
        return "breach_if_true", "the claim is of a transfer that somebody is accused of", part
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


def _is_bound(claim: Claim, regime: Regime) -> bool | None:
    """UN measures bind every state; the European Union's its members of the day; the United States' itself.

    ``None`` where a side that may decide is not known, is a person or a firm of no known state, or where the members
    of the body are not on file.
    """
    if regime.bound == "all":
        return regime.mandatory
    sides = [i for i in (claim.supplier, claim.recipient) if body_of(i) not in regime.targets]
    bodies = {body_of(i) for i in sides}
    if any(_binds(regime, body, claim.day or "") for body in bodies):
        return True
    is_on_file = regime.bound == "USA" or regime.bound in load_memberships().terms
    is_known = not any(body_of(i) == _UNKNOWN or i.islower() for i in sides)
    return False if is_on_file and is_known else None


def _binds(regime: Regime, body: str, day: str) -> bool:
    """The body's members of the day, and the body itself."""
    return body == regime.bound or load_memberships().is_member(regime.bound, body, day)


def _best_cover(claim: Claim, parts: Sequence[Part]) -> tuple[Part, str]:
    """The part that covers most: yes, exempt, unknown, no, in that order."""
    order = ("yes", "exempt", "unknown", "no")
    covers = [(part, _covers(part, claim.categories)) for part in parts]
    return min(covers, key=lambda pair: order.index(pair[1]))


def _covers(part: Part, categories: Sequence[str | None]) -> str:
    known = [c for c in categories if c]
    if part.arms == "all":
        return "yes"
    is_open = not known or len(known) < len(categories)
    if part.arms == "heavy":
        if any(c in _HEAVY for c in known):
            return "yes"
        return "unknown" if is_open or any(c not in _SMALL_ARMS for c in known) else "no"
    if part.arms == "all-but-small-arms":
        if any(c not in _SMALL_ARMS for c in known):
            return "yes"
        return "unknown" if is_open else "exempt"
    if any(c in _MISSILE for c in known):
        return "yes"
    # The list of missile technology has drones of 300 km and more, and no report tells the range.
    return "unknown" if is_open or "IVb" in known else "no"
