"""Repeated mentions of one event inside one report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.records import CodedEvent, Interval, Proposition, Report, bodies_of, body_of, content_id

__all__ = ["happening_keys", "join_incidents"]

_STEM = 5
_ENDINGS = ("ing", "tion", "ment", "al", "er")


def join_incidents(
    report: Report, events: Sequence[CodedEvent], propositions: Sequence[Proposition]
) -> tuple[str, ...]:
    """An incident id for every event; the id is a hash of the report and of the incident's first mention.

    Two mentions are one incident when they have one type and word stem ("fired ... the *firing*"), share most of the
    parties of the one that names fewer, and their days do not exclude each other.
    """
    earlier: dict[tuple[str, str], list[int]] = defaultdict(list)
    ids: list[str] = []
    for i, event in enumerate(events):
        proposition = propositions[event.proposition]
        kin = earlier[event.type, _stem(proposition.lemma)]
        match = next((j for j in reversed(kin) if _is_same(events[j], event)), None)
        kin.append(i)
        ids.append(
            ids[match] if match is not None else content_id(report.id, "incident", event.type, proposition.start)
        )
    return tuple(ids)


def _stem(lemma: str) -> str:
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) > 2:
            return lemma[: -len(ending)][:_STEM]
    return lemma[:_STEM]


def _is_same(one: CodedEvent, other: CodedEvent) -> bool:
    sides, others = _sides(one), _sides(other)
    shared = len(sides & others)
    return shared > 0 and shared >= min(2, len(sides), len(others)) and _same_time(one.when, other.when)


def _sides(event: CodedEvent) -> frozenset[str]:
    return bodies_of(identity for identity, _ in (*event.actors, *event.recipients))


def _same_time(one: Interval | None, other: Interval | None) -> bool:
    if one is None or other is None:
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest


def happening_keys(events: Sequence[CodedEvent]) -> tuple[str, ...]:
    """A wider key than the incident's: events of one type and mode between the same sides, whatever the word.

    What such events all agree on (one day, one place) may be lent to those that do not say it.
    """
    return tuple(
        f"{e.type}|{e.mode}|{_shown(i for i, _ in e.actors)}|{_shown(i for i, _ in e.recipients)}" for e in events
    )


def _shown(ids: Iterable[str]) -> str:
    return ",".join(sorted({body_of(i) for i in ids}))
