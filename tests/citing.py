"""What holds for the public record of any text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["check_record"]


def check_record(record: dict[str, Any]) -> None:
    """Every span lies in the text and cites what stands there; events have ids of their own and no loops."""
    text, events = record["text"], {event["id"]: event for event in record["events"]}
    assert len(events) == len(record["events"]), "two events of one id"
    for span in _spans({name: part for name, part in record.items() if name != "report"}):
        assert 0 <= span["start"] <= span["end"] <= len(text), f"a span outside the text: {span}"
        assert span.get("text") in (None, text[span["start"] : span["end"]]), f"a span cites other words: {span}"
    for event in record["events"]:
        assert event["quote"] in text, "a quote that does not stand in the text"
        seen, inside = {event["id"]}, event["inside"]
        while inside is not None:
            assert inside in events, "inside an event that is not there"
            assert inside not in seen, "an event inside itself"
            seen.add(inside)
            inside = events[inside]["inside"]


def _spans(part: Any) -> Iterator[dict[str, Any]]:
    """Every object with a start and an end, at any depth."""
    if isinstance(part, dict):
        if part.get("start") is not None and part.get("end") is not None:
            yield part
        for value in part.values():
            yield from _spans(value)
    elif isinstance(part, list):
        for value in part:
            yield from _spans(value)
