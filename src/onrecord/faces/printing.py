"""A coded report for a person: its text, and beneath each sentence the record that was made of it."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rich.padding import Padding
from rich.text import Text

from onrecord.document import (
    CodedReport,
    Event,
    EventActor,
    EventHolder,
    EventTransfer,
    PlaceReference,
    TransferItem,
    Trigger,
)
from onrecord.faces.streams import made_console
from onrecord.faces.wording import shortened
from onrecord.records import UNKNOWN_ACTOR

__all__ = ["print_report"]

_INDENT = 4
_LONGEST_QUOTE = 160
_DATE_LINE = re.compile(r"\s*date [\d-]{4,10}\s*")  # the header shows the date
_TOLD_VERDICTS = {  # of an embargo finding; the others say that a regime does not apply or cannot be judged
    "breach_if_true",
    "would_breach_if_carried_out",
    "breach_unless_exempt",
    "breach_found_by_body",
    "contested",
}
_TYPE_STYLES = {
    "AGREE": "green",
    "CONSULT": "green",
    "SUPPORT": "green",
    "CONCEDE": "green",
    "COOPERATE": "bright_green",
    "AID": "bright_green",
    "RETREAT": "bright_green",
    "REQUEST": "yellow",
    "ACCUSE": "yellow",
    "REJECT": "yellow",
    "THREATEN": "yellow",
    "PROTEST": "red",
    "SANCTION": "red",
    "MOBILIZE": "red",
    "COERCE": "red",
    "ASSAULT": "red",
}


def print_report(coded: CodedReport, *, is_coloured: bool = False, width: int = 100) -> str:
    """The report and its record as text that ends with a blank line; ``width`` in columns."""
    buffer = io.StringIO()
    console = made_console(buffer, width=width, is_coloured=is_coloured)
    console.print(_header(coded))
    for line in _body(coded):
        console.print(line)
    for problem in coded.problems:
        place = "" if problem.start is None else f" at {problem.start}"
        style = "bold red" if problem.severity == "error" else "magenta"
        console.print(Text(f"{problem.severity}: {problem.code}{place}: {problem.message}", style))
    console.print()
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def _header(coded: CodedReport) -> Text:
    report = coded.report
    facts = (report.key, report.published or "no date", report.publisher, f"events: {len(coded.events)}")
    header = Text(" | ".join(fact for fact in facts if fact), "bold")
    if report.title and report.title not in (coded.text or "")[:1000]:
        header.append(f"\n{report.title}", "bold")
    return header


def _body(coded: CodedReport) -> Iterator[Text | Padding]:
    """The text in order, cut after each sentence that has events, with these beneath it."""
    text = coded.text or ""
    inside = {event.id: event for event in coded.events}
    by_sentence: defaultdict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in coded.events:
        by_sentence[event.sentence.start, event.sentence.end].append(event)
    position = 0
    for (start, end), events in sorted(by_sentence.items()):
        yield from _paragraphs(text[position:start])
        yield _marked_sentence(text, start, end, events)
        yield from _records(events, inside)
        position = max(position, end)
    yield from _paragraphs(text[position:])


def _paragraphs(text: str) -> Iterator[Text]:
    for line in text.splitlines():
        if line.strip() and not _DATE_LINE.fullmatch(line):
            yield Text(" ".join(line.split()), "dim")


def _marked_sentence(text: str, start: int, end: int, events: Iterable[Event]) -> Text:
    sentence = Text(text[start:end].replace("\n", " "))
    for event in events:
        sentence.stylize(f"bold {_TYPE_STYLES[event.type]}", event.trigger.start - start, event.trigger.end - start)
    return sentence


def _records(events: list[Event], known: dict[str, Event]) -> Iterator[Padding]:
    """Each event under the one it is inside of; an event inside one of another sentence stands for itself."""
    here = {event.id for event in events}
    children: defaultdict[str | None, list[Event]] = defaultdict(list)
    for event in events:
        children[event.inside if event.inside in here else None].append(event)
    stack = [(event, 0) for event in reversed(children[None])]
    while stack:
        event, depth = stack.pop()
        yield Padding(_record(event, known, depth), (0, 0, 0, _INDENT * (depth + 1)))
        stack.extend((child, depth + 1) for child in reversed(children[event.id]))


def _record(event: Event, known: dict[str, Event], depth: int) -> Text:
    style = _TYPE_STYLES[event.type]
    mode = f"/{event.mode}" if event.mode else ""
    record = Text()
    record.append(f"{event.type}{mode}", f"bold {style}")
    record.append(f"  {_parties(event)}\n")
    record.append(f"{event.certainty} {event.status}", "cyan")
    record.append(f" | {event.grade.letter}{event.grade.number} | {_source(event)}")
    if event.when:
        record.append(f" | {_day(event)}")
    if event.where:
        record.append(f" | {_place(event.where)}")
    if event.inside and not depth and event.inside in known:
        record.append(f"\nas part of: {known[event.inside].trigger.text}", "dim")
    if event.transfer:
        record.append(f"\narms: {_transfer(event.transfer)}")
    for finding in event.findings:
        if finding.verdict in _TOLD_VERDICTS:
            provision = f" ({finding.provision})" if finding.provision else ""
            record.append(f"\nembargo: {finding.regime}{provision}: {finding.verdict}", "bold")
    if event.sentence.end - event.sentence.start > len(event.quote):  # else the sentence stands right above
        record.append(f"\n“{shortened(event.quote, _LONGEST_QUOTE)}”", "dim")
    return record


def _parties(event: Event) -> str:
    actors, recipients = _names(event.actors), _names(event.recipients)
    return f"{actors or '(nobody named)'} -> {recipients}" if recipients else actors or "(nobody named)"


def _names(actors: Iterable[EventActor]) -> str:
    return ", ".join(dict.fromkeys("(unknown)" if a.id.startswith(UNKNOWN_ACTOR) else a.name for a in actors))


def _source(event: Event) -> str:
    """On whose word the report has the event, as a phrase."""
    source = event.source
    if source.kind == "narrator":
        return "the reporter says so"
    texts = [_holder(holder) for holder in source.holders] or [source.chain[-1].text or "somebody"]
    holders = ", ".join(dict.fromkeys(texts))
    unnamed = " (unnamed)" if source.kind == "unnamed" else ""
    return f"on the word of {holders}{unnamed}{_cue(source.cue)}"


def _holder(holder: EventHolder) -> str:
    return holder.text or ("somebody" if holder.id.startswith(UNKNOWN_ACTOR) else holder.id)


def _cue(cue: Trigger | None) -> str:
    return f", “{cue.text}”" if cue else ""


def _day(event: Event) -> str:
    when = event.when
    if when is None:
        return ""
    days = when.earliest if when.earliest == when.latest else f"{when.earliest} to {when.latest}"
    return f"{days} ({when.basis})"


def _place(where: PlaceReference) -> str:
    return where.name if where.country is None else f"{where.name}, {where.country}"


def _transfer(transfer: EventTransfer) -> str:
    parties = f"{', '.join(transfer.supplier) or 'UNK'} -> {', '.join(transfer.recipient) or 'UNK'}"
    user = f" for {transfer.end_user}" if transfer.end_user else ""
    items = "; ".join(_item(item) for item in transfer.items) or "not specified"
    value = f", {transfer.value}" if transfer.value else ""
    return f"{transfer.stage}, {parties}{user}: {items}{value}"


def _item(item: TransferItem) -> str:
    quantity = item.quantity
    if quantity is None or (quantity.min is None and quantity.max is None) or re.match(r"[\d$€£]", item.text):
        return item.text
    bounds = [
        f"{bound:g}" if bound < 1e6 else f"{bound:.0f}" for bound in (quantity.min, quantity.max) if bound is not None
    ]
    number = " to ".join(dict.fromkeys(bounds))
    hedge = f"{quantity.hedge} " if quantity.hedge else ""
    unit = quantity.unit.removesuffix("s") if quantity.unit and number == "1" else quantity.unit
    return f"{item.text} ({hedge}{number}{f' {unit}' if unit else ''})"
