"""One coded report as rows of the ledger's tables: plain tuples, so they cross from the process that coded it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

import zstandard

from onrecord.document import CodedReport, Event, EventActor, ReportSummary
from onrecord.records import body_of
from onrecord.resolution import EventSketch, Sketch, event_sketches, sketch
from onrecord.writing import has_errors, to_json_line

__all__ = ["TABLES_OF_A_CODING", "CodedRows", "Row", "first_day", "rows_of", "unpacked"]

Row = tuple[object, ...]

# The tables whose rows belong to one coding of a report and start with its coding_id, in the order they are written.
TABLES_OF_A_CODING = (
    "event",
    "event_party",
    "event_source",
    "event_reason",
    "transfer",
    "transfer_item",
    "finding",
    "actor_mention",
    "place_mention",
    "time_mention",
    "problem",
)


@dataclass(frozen=True, slots=True)
class CodedRows:
    """A coded report ready to be written; ``tables`` holds rows without their first column, the coding's id.

    ``text`` and ``document`` are Zstandard frames of UTF-8; ``has_failed`` says that the coder broke on the report,
    so that adding it again tries once more.
    """

    summary: ReportSummary
    text: bytes
    document: bytes
    tables: dict[str, tuple[Row, ...]]
    copies: Sketch
    sketches: tuple[EventSketch, ...]
    has_failed: bool


def rows_of(coded: CodedReport) -> CodedRows:
    """The rows of one coded report; its text must be there."""
    text = coded.text or ""
    coded = replace(coded, text=text)
    report = coded.report.id
    tables: dict[str, tuple[Row, ...]] = {
        "event": tuple(_event(report, i, e) for i, e in enumerate(coded.events)),
        "event_party": tuple(chain.from_iterable(map(_parties, coded.events))),
        "event_source": tuple(chain.from_iterable(map(_sources, coded.events))),
        "event_reason": tuple((e.id, r.rule, r.entry, r.start, r.end) for e in coded.events for r in e.reasons),
        "transfer": tuple(_transfer(e) for e in coded.events if e.transfer),
        "transfer_item": tuple(chain.from_iterable(map(_items, coded.events))),
        "finding": tuple(
            (e.id, f.regime, f.provision, f.on, f.verdict, f.why) for e in coded.events for f in e.findings
        ),
        "actor_mention": tuple((report, a.start, a.end, a.text, a.id, a.name, a.kind, a.rule) for a in coded.actors),
        "place_mention": tuple(
            (report, p.start, p.end, p.text, p.name, p.country, p.lat, p.lon, p.geonameid) for p in coded.places
        ),
        "time_mention": tuple((report, t.start, t.end, t.text, t.type, t.value) for t in coded.times),
        "problem": tuple((report, p.code, p.severity, p.message, p.start, p.end) for p in coded.problems),
    }
    return CodedRows(
        summary=coded.report,
        text=_packed(text.encode("utf-8", "surrogatepass")),
        document=_packed(to_json_line(coded)),
        tables=tables,
        copies=sketch(text),
        sketches=event_sketches(coded),
        has_failed=has_errors(coded),
    )


def first_day(written: str | None) -> date | None:
    """The first day of a date written ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    return date.fromisoformat((written + "-01-01")[:10]) if written else None


def unpacked(data: bytes) -> str:
    """The text of a Zstandard frame of the ledger."""
    return zstandard.decompress(data).decode("utf-8", "surrogatepass")


def _packed(data: bytes) -> bytes:
    return zstandard.compress(data)


def _event(report: str, position: int, event: Event) -> Row:
    when, where, source = event.when, event.where, event.source
    return (
        report,
        event.id,
        position,
        event.trigger.start,
        event.trigger.end,
        event.trigger.text,
        event.sentence.start,
        event.sentence.end,
        event.type,
        event.mode,
        event.contexts,
        event.cameo,
        event.auxiliary,
        tuple(side.id for side in event.actors),
        tuple(side.id for side in event.recipients),
        source.kind,
        tuple(holder.id for holder in source.holders),
        source.stance,
        source.cue.text if source.cue else None,
        event.certainty,
        event.status,
        event.grade.letter,
        event.grade.number,
        first_day(when.earliest) if when else None,
        first_day(when.latest) if when else None,
        when.precision if when else None,
        when.basis if when else None,
        where.name if where else None,
        where.country if where else None,
        where.lat if where else None,
        where.lon if where else None,
        where.geonameid if where else None,
        event.inside,
        event.incident,
        event.quote,
        event.flags,
    )


def _parties(event: Event) -> Iterator[Row]:
    sides: tuple[tuple[str, tuple[EventActor, ...]], ...] = (("actor", event.actors), ("recipient", event.recipients))
    for side, parties in sides:
        for position, party in enumerate(parties):
            body = body_of(party.id)
            yield event.id, side, position, party.id, body, party.name, party.start, party.end, party.text


def _sources(event: Event) -> Iterator[Row]:
    """The links of the chain, the reporter first; those who vouch are the last link, one row each."""
    links = event.source.chain
    for number, link in enumerate(links):
        is_holder = number == len(links) - 1
        for identity in link.ids or (None,):
            yield event.id, number, is_holder, link.kind, identity, link.start, link.end, link.text


def _transfer(event: Event) -> Row:
    transfer = event.transfer
    if transfer is None:
        raise ValueError(f"event {event.id} is no transfer")
    sides = (transfer.supplier, transfer.recipient, transfer.end_user)
    ways = (transfer.transit, transfer.broker, transfer.maker, transfer.terms, transfer.condition)
    days = (transfer.order_date, transfer.delivery_date)
    return event.id, *sides, transfer.value, transfer.stage, *ways, *days, transfer.amount, transfer.currency


def _items(event: Event) -> Iterator[Row]:
    for position, item in enumerate(event.transfer.items if event.transfer else ()):
        quantity = item.quantity
        numbers = (quantity.min, quantity.max, quantity.unit, quantity.hedge) if quantity else (None,) * 4
        yield event.id, position, item.text, item.designation, item.category, item.munitions_list, *numbers
