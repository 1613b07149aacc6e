"""A report's text cut into stretches, each with what it says: actors, places, times, quotes and their events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from onrecord.faces.web.rendering import shown

__all__ = ["Mark", "Nested", "Stretch", "marks_of", "nested_events", "stretches"]

_LAYERS = ("quote", "actor", "place", "time", "source", "cue", "trigger")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text (code points, half-open) that says something, and the event it says it of."""

    start: int
    end: int
    layer: str
    event: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters under the same marks; ``opens`` is the event whose trigger starts here."""

    text: str
    layers: tuple[str, ...]
    events: tuple[str, ...]
    label: str
    opens: str | None
    trigger_of: str | None


@dataclass(frozen=True, slots=True)
class Nested:
    """An event of a report with those inside it."""

    event: Mapping[str, Any]
    inner: tuple[Nested, ...]


def marks_of(document: Mapping[str, Any], text: str) -> list[Mark]:
    """All that is to be marked in the text of a coded report."""
    found = [Mark(a["start"], a["end"], "actor", label=f"actor {a['id']}: {a['name']}") for a in document["actors"]]
    found += [Mark(p["start"], p["end"], "place", label=f"place {p['name']}") for p in document["places"]]
    found += [Mark(t["start"], t["end"], "time", label=f"time {t['value']}") for t in document["times"]]
    for event in document["events"]:
        found += _of_event(event, text)
    return [mark for mark in found if 0 <= mark.start < mark.end <= len(text)]


def _of_event(event: Mapping[str, Any], text: str) -> Iterator[Mark]:
    identity = event["id"]
    trigger = event["trigger"]
    yield Mark(trigger["start"], trigger["end"], "trigger", identity)
    quote, sentence = event["quote"], event["sentence"]
    start = text.find(quote, sentence["start"])
    if start >= 0:
        yield Mark(start, start + len(quote), "quote", identity)
    else:
        yield Mark(sentence["start"], sentence["end"], "quote", identity)
    for party in (*event["actors"], *event["recipients"]):
        yield from _spanned(party, "actor", identity)
    for link in (*event["source"]["holders"], *event["source"]["chain"]):
        yield from _spanned(link, "source", identity)
    if event["source"]["cue"]:
        yield from _spanned(event["source"]["cue"], "cue", identity)


def _spanned(part: Mapping[str, Any], layer: str, event: str) -> Iterator[Mark]:
    if part["start"] is not None and part["end"] is not None:
        yield Mark(part["start"], part["end"], layer, event)


def stretches(text: str, marks: Sequence[Mark]) -> Iterator[Stretch]:
    """The text from first to last character, cut wherever a mark starts or ends."""
    starts, ends = defaultdict(list), defaultdict(list)
    for mark in marks:
        starts[mark.start].append(mark)
        ends[mark.end].append(mark)
    cuts = sorted({0, len(text), *starts, *ends})
    active: list[Mark] = []
    for start, end in pairwise(cuts):
        gone = set(map(id, ends[start]))
        active = [mark for mark in active if id(mark) not in gone] + starts[start]
        yield _stretch(text[start:end], active, start)


def _stretch(text: str, active: Sequence[Mark], start: int) -> Stretch:
    layers = {mark.layer for mark in active}
    close = [mark for mark in active if mark.event and mark.layer != "quote"]
    triggers = [mark for mark in active if mark.layer == "trigger"]
    return Stretch(
        text=str(shown(text)),
        layers=tuple(layer for layer in _LAYERS if layer in layers),
        events=tuple(dict.fromkeys(mark.event for mark in active if mark.event)),
        label="; ".join(dict.fromkeys(mark.label for mark in active if mark.label)),
        opens=next((mark.event for mark in triggers if mark.start == start), None),
        trigger_of=triggers[-1].event if triggers and close else None,
    )


def nested_events(events: Iterable[Mapping[str, Any]]) -> list[Nested]:
    """The events as trees: what was asked, said or threatened lies inside the asking, saying or threat."""
    ordered = list(events)
    known = {event["id"] for event in ordered}
    inner = defaultdict(list)
    for event in ordered:
        inner[event["inside"] if event["inside"] in known else None].append(event)
    reached: set[str] = set()

    def grow(event: Mapping[str, Any]) -> Nested:
        reached.add(event["id"])
        return Nested(event, tuple(grow(one) for one in inner[event["id"]] if one["id"] not in reached))

    return [grow(event) for event in inner[None]]
