"""Repeated mentions of one event inside one report."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.records import CodedEvent, Interval, Proposition, Report, content_id

__all__ = ["join_incidents"]


def join_incidents(report: Report, events: Sequence[CodedEvent], propositions: Sequence[Proposition]) -> tuple[str, ...]:
    """An incident id for every event: mentions of one type, the same parties and no conflicting day share one.

    The id is a hash of the report and of the incident's first mention.
    """
    first: dict[tuple[object, ...], list[int]] = {}
    ids: list[str] = []
    for i, event in enumerate(events):
        rivals = first.setdefault(_key(event), [])
        match = next((j for j in rivals if _same_time(events[j].when, event.when)), None)
        if match is None:
            rivals.append(i)
            start = propositions[event.proposition].start
            ids.append(content_id(report.id, "incident", event.type, start))
        else:
            ids.append(ids[match])
    return tuple(ids)


def _key(event: CodedEvent) -> tuple[object, ...]:
    sides = frozenset(i for i, _ in event.actors), frozenset(i for i, _ in event.recipients)
    return (event.type, event.mode, *sides)


def _same_time(one: Interval | None, other: Interval | None) -> bool:
    if one is None or other is None:
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest
