"""What an export is made of: a filtered part of a ledger, told report by report, and helpers all formats share."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.ledger import Answer
from onrecord.ledger.selecting import SelectedEvent, SelectedReport
from onrecord.records import UNKNOWN_ACTOR

__all__ = [
    "Part",
    "Selection",
    "date_of",
    "is_known",
    "is_put_forward",
    "json_bytes",
    "json_items",
    "known_pairs_of",
    "line_of",
    "mention_spans",
    "pairs_of",
    "tab_line",
    "told",
    "web_address",
]

Part = tuple[str, bytes]
"""A piece of an export: what it holds ("event", "node", "" for the frame around them), and its bytes."""

_LIVE = frozenset({"occurred", "ongoing"})
_BREAKS = re.compile(r"[\t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SIDES = ("actors", "recipients")


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of a ledger, as it stood: the flat ``answer`` to the question, and the ``reports`` with their records.

    Both are calls, so that a format reads only what it needs, and may read it twice.  ``about`` is what the manifest
    says of it: question, filter, as-of, versions.
    """

    answer: Callable[[], Answer]
    reports: Callable[[], Iterable[SelectedReport]]
    about: Mapping[str, Any] = field(default_factory=dict)


def told(selection: Selection) -> Iterator[tuple[SelectedReport, SelectedEvent]]:
    """Each event with its report, by day of publication and in the order of the text."""
    for report in selection.reports():
        for event in report.events:
            yield report, event


def is_put_forward(coded: Mapping[str, Any]) -> bool:
    """Whether somebody says that it happened: formats without a place for denials, plans and doubts take only these."""
    return coded["status"] in _LIVE and coded["certainty"].endswith("+")


def pairs_of(event: SelectedEvent) -> Iterator[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """Every actor with every recipient, for formats that have one of each; ``None`` where a side is empty."""
    actors, recipients = (event.coded[side] or [None] for side in _SIDES)
    for actor in actors:
        yield from ((actor, recipient) for recipient in recipients)


def known_pairs_of(event: SelectedEvent) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The pairs that name somebody on both sides, for formats that draw a link between the two."""
    for actor, recipient in pairs_of(event):
        if actor is not None and recipient is not None and is_known(actor["id"]) and is_known(recipient["id"]):
            yield actor, recipient


def date_of(event: SelectedEvent) -> str | None:
    """The first day that the event may have been on, else the day of publication, as an ISO day."""
    return None if event.row["day"] is None else str(event.row["day"])


def mention_spans(coded: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], int, int]]:
    """The characters that say each part of an event: its role, what stands there, and where."""
    yield "sentence", coded["sentence"], coded["sentence"]["start"], coded["sentence"]["end"]
    yield "trigger", coded["trigger"], coded["trigger"]["start"], coded["trigger"]["end"]
    cue = coded["source"]["cue"]
    if cue is not None:
        yield "cue", cue, cue["start"], cue["end"]
    groups = (("actor", coded["actors"]), ("recipient", coded["recipients"]), ("holder", coded["source"]["holders"]))
    for role, mentions in groups:
        for mention in mentions:
            if mention["start"] is not None:
                yield role, mention, mention["start"], mention["end"]


def json_bytes(value: object, *, indent: int | None = None) -> bytes:
    """JSON in UTF-8; days become ISO days, half a surrogate pair becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, default=str, indent=indent).encode("utf-8", "replace")


def json_items(things: Iterable[tuple[str, object]]) -> Iterator[Part]:
    """The items of a JSON array, a line each: what each holds, and the item itself."""
    for number, (kind, thing) in enumerate(things):
        yield kind, (b",\n" if number else b"\n") + json_bytes(thing)


def line_of(text: object) -> str:
    """A value on one line: tabs and line breaks are spaces, ``None`` is nothing."""
    return "" if text is None else _BREAKS.sub(" ", str(text))


def tab_line(values: Sequence[object]) -> bytes:
    """One line of a tab-separated file."""
    return ("\t".join(map(line_of, values)) + "\n").encode("utf-8", "replace")


def web_address(written: str | None) -> str | None:
    """An address that may be followed: http and https only, so that nothing a report brings along can run."""
    return written if written is not None and re.match(r"https?://[^\s<>\"']+$", written) else None


def is_known(identity: str) -> bool:
    """Whether the id names somebody."""
    return identity.partition(":")[0] != UNKNOWN_ACTOR
