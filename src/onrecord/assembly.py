"""The stages' records put together as the public JSON of one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from onrecord.document import (
    Actor,
    AttributionSpans,
    CodedReport,
    Event,
    EventActor,
    EventFinding,
    EventGrade,
    EventHolder,
    EventSource,
    EventTime,
    EventTransfer,
    HolderIds,
    Place,
    PlaceReference,
    Predicate,
    SourceLink,
    TextSpan,
    TimeExpression,
    TransferItem,
    TransferQuantity,
    Trigger,
    UsedReason,
)
from onrecord.knowledge.coding_words import load_coding_words
from onrecord.knowledge.frames import cameo_root
from onrecord.records import (
    NARRATOR,
    ActorMention,
    Attribution,
    Certainty,
    CodedEvent,
    Finding,
    Grade,
    Holder,
    Item,
    Judgement,
    PlaceMention,
    Problem,
    Proposition,
    Reason,
    Report,
    Sentence,
    Span,
    Status,
    TimeMention,
    Transfer,
    content_id,
)
from onrecord.writing import report_problems, report_summary

__all__ = ["Coding", "assemble"]


@dataclass(frozen=True, slots=True)
class Coding:
    """Everything the stages made of one report, in the order of the line."""

    report: Report
    sentences: tuple[Sentence, ...]
    actors: tuple[ActorMention, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    propositions: tuple[Proposition, ...]
    attributions: tuple[Attribution, ...]
    judgements: tuple[Judgement, ...]
    events: tuple[CodedEvent, ...]
    incidents: tuple[str, ...]
    grades: tuple[Grade, ...]
    transfers: Mapping[int, Transfer]
    findings: Mapping[int, tuple[Finding, ...]]
    problems: tuple[Problem, ...]


def assemble(coding: Coding) -> CodedReport:
    """The public record; every list in text order, every id a hash of content."""
    text = coding.report.text
    ids = _event_ids(coding)
    return CodedReport(
        report=report_summary(coding.report),
        actors=tuple(row for mention in coding.actors for row in _actor_rows(mention, coding.actors)),
        places=tuple(
            Place(p.start, p.end, p.text, p.name, p.country, p.lat, p.lon, p.geonameid) for p in coding.places
        ),
        times=tuple(TimeExpression(t.start, t.end, t.text, t.type, t.value) for t in coding.times),
        propositions=tuple(_predicates(coding)),
        attributions=tuple(
            AttributionSpans(
                _span(a.source), _span(a.cue), tuple(TextSpan(s.start, s.end) for s in a.content), _holder_ids(a.holder)
            )
            for a in coding.attributions
        ),
        events=tuple(_event(coding, i, ids) for i in range(len(coding.events))),
        problems=report_problems((*coding.report.problems, *coding.problems)),
        text=text,
    )


def _span(span: Span | None) -> TextSpan | None:
    return None if span is None else TextSpan(span.start, span.end)


def _holder_ids(holder: Holder) -> HolderIds:
    return HolderIds(holder.kind, holder.ids)


def _actor_rows(mention: ActorMention, mentions: Sequence[ActorMention]) -> list[Actor]:
    antecedent = None
    if mention.antecedent is not None:
        source = mentions[mention.antecedent]
        antecedent = TextSpan(source.start, source.end)
    return [
        Actor(mention.start, mention.end, mention.text, identity, name, mention.kind, antecedent, mention.rule)
        for identity, name in zip(mention.ids, mention.names, strict=True)
    ]


def _predicates(coding: Coding) -> list[Predicate]:
    found = []
    for p, j in zip(coding.propositions, coding.judgements, strict=True):
        found.append(Predicate(p.start, p.end, p.lemma, j.polarity, j.certainty, j.score, j.status))
    return found


def _event_ids(coding: Coding) -> list[str]:
    ids = []
    for event in coding.events:
        proposition = coding.propositions[event.proposition]
        ids.append(content_id(coding.report.id, proposition.start, proposition.end, event.type))
    return ids


def _event(coding: Coding, index: int, ids: Sequence[str]) -> Event:
    event = coding.events[index]
    proposition = coding.propositions[event.proposition]
    sentence = coding.sentences[proposition.sentence]
    judgement = coding.judgements[event.proposition]
    certainty, status = _standing(event, judgement)
    text = coding.report.text
    transfer = coding.transfers.get(index)
    return Event(
        id=ids[index],
        trigger=Trigger(proposition.start, proposition.end, text[proposition.start : proposition.end]),
        sentence=TextSpan(sentence.start, sentence.end),
        type=event.type,  # type: ignore[arg-type]  # the frame loader lets only PLOVER types through
        mode=event.mode,
        contexts=event.contexts,
        cameo=cameo_root(event.type),
        auxiliary=event.auxiliary,  # type: ignore[arg-type]  # the coding stage gives the four
        actors=tuple(_party(coding, *side) for side in event.actors),
        recipients=tuple(_party(coding, *side) for side in event.recipients),
        source=_source(coding, judgement),
        certainty=certainty,
        status=status,
        grade=_grade(coding.grades[index]),
        when=None
        if event.when is None
        else EventTime(event.when.earliest, event.when.latest, event.when.precision, event.when.basis),
        where=_place(coding, event.where),
        inside=None if event.inside is None else ids[event.inside],
        incident=coding.incidents[index],
        quote=text[sentence.start : sentence.end],
        transfer=None if transfer is None else _transfer(transfer),
        findings=tuple(
            EventFinding(f.regime, f.provision, f.on, f.verdict, f.why) for f in coding.findings.get(index, ())
        ),
        flags=event.flags if transfer is None else (*event.flags, *transfer.flags),
        reasons=tuple(_reason(r) for r in (*event.reasons, *judgement.reasons)),
    )


def _standing(event: CodedEvent, judgement: Judgement) -> tuple[Certainty, Status]:
    """Certainty and status of the event; where the negation is the act, the act was done.

    "Chad *will not release* the crew": the release is negated, the refusal took place.
    """
    if event.frame in load_coding_words().refusal_frames and judgement.polarity == "negative":
        return cast("Certainty", judgement.certainty.replace("-", "+")), "occurred"
    return judgement.certainty, judgement.status


def _grade(grade: Grade) -> EventGrade:
    return EventGrade(grade.letter, grade.number, tuple(_reason(r) for r in grade.reasons))


def _reason(reason: Reason) -> UsedReason:
    return UsedReason(reason.rule, reason.entry, reason.start, reason.end)


def _party(coding: Coding, identity: str, position: int | None) -> EventActor:
    if position is None:
        return EventActor(identity, identity, None, None, None)
    mention = coding.actors[position]
    name = dict(zip(mention.ids, mention.names, strict=True)).get(identity, identity)
    return EventActor(identity, name, mention.start, mention.end, mention.text)


def _place(coding: Coding, position: int | None) -> PlaceReference | None:
    if position is None:
        return None
    place = coding.places[position]
    return PlaceReference(place.name, place.country, place.lat, place.lon, place.geonameid)


def _source(coding: Coding, judgement: Judgement) -> EventSource:
    """The innermost holder and the chain of those who pass its word on, the reporter first."""
    chain: list[Attribution] = []
    position = judgement.attribution
    while position is not None and len(chain) < len(coding.attributions):
        chain.insert(0, coding.attributions[position])
        position = coding.attributions[position].parent
    links = tuple(_link(h) for h in (NARRATOR, *(a.holder for a in chain)))
    if not chain:
        return EventSource("narrator", (), links, None, "neutral")
    inner = chain[-1]
    cue = None
    if inner.cue is not None:
        cue = Trigger(inner.cue.start, inner.cue.end, coding.report.text[inner.cue.start : inner.cue.end])
    holder = inner.holder
    holders = tuple(EventHolder(i, holder.text or None, holder.start, holder.end) for i in holder.ids)
    return EventSource(holder.kind, holders, links, cue, inner.stance)


def _link(holder: Holder) -> SourceLink:
    return SourceLink(holder.kind, holder.ids, holder.text or None, holder.start, holder.end)


def _transfer(transfer: Transfer) -> EventTransfer:
    return EventTransfer(
        transfer.supplier,
        transfer.recipient,
        transfer.end_user,
        tuple(_item(i) for i in transfer.items),
        transfer.value,
        transfer.stage,  # type: ignore[arg-type]  # the transfer stage gives the sixteen stages
        transit=transfer.transit,
        broker=transfer.broker,
        maker=transfer.maker,
        terms=transfer.terms,
        condition=transfer.condition,
        order_date=transfer.order_date,
        delivery_date=transfer.delivery_date,
        amount=transfer.amount,
        currency=transfer.currency,
    )


def _item(item: Item) -> TransferItem:
    quantity = item.quantity
    counted = None if quantity is None else TransferQuantity(quantity.min, quantity.max, quantity.unit, quantity.hedge)
    return TransferItem(item.text, item.designation, item.category, item.munitions_list, counted)
