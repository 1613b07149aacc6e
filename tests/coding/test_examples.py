"""Every frame's examples run through the line up to coding, and every counter-example must not get its type."""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.document import Event
from onrecord.knowledge.frames import Example, Frame, load_frames
from onrecord.parsing import Parser
from onrecord.pipeline import Coder
from onrecord.records import Report

# The small parser misreads some short sentences; the share that must hold is a floor, not a wish.
EXAMPLES_RIGHT = 0.95
COUNTERS_RIGHT = 0.97


@cache
def _frames() -> tuple[Frame, ...]:
    return tuple(f for f in load_frames().frames if f.type != "NONE")


def _coded(parser: Parser, examples: list[Example]) -> list[list[tuple[str, str, set[str], set[str]]]]:
    reports = [
        Report(id=str(i), key=str(i), text=e.text, published="2020-05-12", published_precision="day")
        for i, e in enumerate(examples)
    ]
    return [[_shown(event) for event in coded.events] for coded in Coder(parser).code(reports)]


def _shown(event: Event) -> tuple[str, str, set[str], set[str]]:
    sides = [{a.id.partition(":")[0] for a in side} for side in (event.actors, event.recipients)]
    return event.trigger.text, event.type, sides[0], sides[1]


def _is_right(frame: Frame, example: Example, events: list[tuple[str, str, set[str], set[str]]]) -> bool:
    for trigger, kind, actors, recipients in events:
        if kind == frame.type and (trigger in example.trigger or example.trigger in trigger):
            sides = (not example.actors or set(example.actors) <= actors) and (
                not example.recipients or set(example.recipients) <= recipients
            )
            if sides:
                return True
    return False


def test_examples_get_their_type_and_parties(parser: Parser) -> None:
    pairs = [(f, e) for f in _frames() for e in f.examples]
    coded = _coded(parser, [e for _, e in pairs])
    wrong = [
        f"{f.id}: {e.text} [{e.trigger}] -> {events}"
        for (f, e), events in zip(pairs, coded, strict=True)
        if not _is_right(f, e, events)
    ]
    share = 1 - len(wrong) / len(pairs)
    assert share >= EXAMPLES_RIGHT, f"{share:.3f} of {len(pairs)} examples are right; wrong:\n" + "\n".join(wrong[:80])


def test_counter_examples_do_not_get_the_type(parser: Parser) -> None:
    pairs = [(f, e) for f in _frames() for e in f.counter]
    coded = _coded(parser, [e for _, e in pairs])
    wrong = [
        f"{f.id}: {e.text} -> {events}"
        for (f, e), events in zip(pairs, coded, strict=True)
        if any(kind == f.type and trigger in e.trigger for trigger, kind, _, _ in events)
    ]
    share = 1 - len(wrong) / len(pairs)
    assert share >= COUNTERS_RIGHT, f"{share:.3f} of {len(pairs)}; wrong:\n" + "\n".join(wrong)


def test_every_frame_has_an_example() -> None:
    bare = [f.id for f in load_frames().frames if not f.examples]
    assert bare == []


@pytest.mark.parametrize("kind", sorted({f.type for f in load_frames().frames} - {"NONE"}))
def test_every_mode_has_three_examples(kind: str) -> None:
    from onrecord.knowledge.frames import _plover

    counts = dict.fromkeys(_plover()[1][kind], 0)
    for frame in load_frames().frames:
        if frame.type == kind and frame.mode:
            counts[frame.mode] += len(frame.examples)
    assert {m: n for m, n in counts.items() if n < 3} == {}
