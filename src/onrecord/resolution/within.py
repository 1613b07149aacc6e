"""Repeated mentions of one event inside one report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.knowledge.linking import WithinWords, family_of, load_linking_rules, near_groups, stem_of
from onrecord.records import CodedEvent, Interval, Proposition, Report, bodies_of, body_of, content_id

__all__ = ["happening_keys", "join_incidents"]

_WORD = re.compile(r"\w+")
_LOOK_BACK = 60  # characters that hold the few words before a trigger


@dataclass(frozen=True, slots=True)
class _Mention:
    """One event with what decides whether another is the same.

    ``is_set_apart`` tells of "*another* test"; ``is_pointing`` of "*the* deal"; ``mood`` is what is supposed, to come
    or long past.
    """

    event: CodedEvent
    lemma: str
    stem: str
    family: str | None
    is_plural: bool
    is_set_apart: bool
    is_pointing: bool
    mood: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]

    @property
    def sides(self) -> frozenset[str]:
        """States, groups and bodies on either side."""
        return self.actors | self.recipients


def join_incidents(
    report: Report, events: Sequence[CodedEvent], propositions: Sequence[Proposition]
) -> tuple[str, ...]:
    """An incident id for every event; the id is a hash of the report and of the incident's first mention.

    A mention joins the last incident of which some mention tells the same and whose days none excludes: the same word
    or one of its family ("fired ... the *shooting*") with a party in common, or with none named; another word for force
    or movement by one doer, or on one victim, on one stated day; or a noun without parties that points back ("*the*
    deal").
    "*Another* test", "tests" beside "the test", and what is only asked for or to come stay apart.
    """
    incidents: list[list[_Mention]] = []
    ids: list[str] = []
    names: list[str] = []
    words = load_linking_rules().within
    for event in events:
        proposition = propositions[event.proposition]
        mention = _mention(report, event, proposition, words)
        fits = (i for i in reversed(range(len(incidents))) if _belongs(mention, incidents[i], words))
        home = next(fits, None)
        if home is None:
            home = len(incidents)
            incidents.append([])
            names.append(content_id(report.id, "incident", event.type, proposition.start))
        incidents[home].append(mention)
        ids.append(names[home])
    return tuple(ids)


def _mention(report: Report, event: CodedEvent, proposition: Proposition, words: WithinWords) -> _Mention:
    start = proposition.start
    before = [w.lower() for w in _WORD.findall(report.text[max(0, start - _LOOK_BACK) : start])][-words.before :]
    is_noun = proposition.category == "noun"
    printed = report.text[start : proposition.end].lower()
    return _Mention(
        event=event,
        lemma=proposition.lemma,
        stem=stem_of(proposition.lemma),
        family=family_of(proposition.lemma),
        is_plural=is_noun and printed.endswith("s") and printed != proposition.lemma,
        is_set_apart=is_noun and not words.apart.isdisjoint(before),
        is_pointing=is_noun and not words.definite.isdisjoint(before),
        mood=words.unmixed.intersection(event.auxiliary),
        actors=bodies_of(identity for identity, _ in event.actors),
        recipients=bodies_of(identity for identity, _ in event.recipients),
    )


def _belongs(mention: _Mention, incident: Sequence[_Mention], words: WithinWords) -> bool:
    return all(_same_time(m.event.when, mention.event.when) for m in incident) and any(
        _is_same(m, mention, words) for m in incident
    )


def _is_same(one: _Mention, other: _Mention, words: WithinWords) -> bool:
    """Whether a later mention tells what an earlier one told."""
    if one.event.type != other.event.type or one.is_plural != other.is_plural or one.mood != other.mood:
        return False
    if other.is_set_apart:
        return False
    is_word = one.stem == other.stem or (one.family is not None and one.family == other.family)
    if is_word and not other.sides and other.is_pointing:
        return True
    if _are_other_sides(one, other, words) or _is_vague(one.event.when, words) != _is_vague(other.event.when, words):
        return False
    return is_word or _is_one_deed(one, other, words)


def _are_other_sides(one: _Mention, other: _Mention, words: WithinWords) -> bool:
    """Parties that have nobody in common, or only crosswise: who was indicted is not who indicts."""
    if not one.sides or not other.sides:
        return False
    aligned = one.actors & other.actors or one.recipients & other.recipients
    return not aligned and (one.event.type not in words.mutual or one.sides.isdisjoint(other.sides))


def _is_vague(when: Interval | None, words: WithinWords) -> bool:
    """Whether an event is put into a season or a year: a habit, not a happening."""
    if when is None:
        return False
    return (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days > words.vague_days


def _is_one_deed(one: _Mention, other: _Mention, words: WithinWords) -> bool:
    """Force or movement in other words: by one doer, or on one victim, on one day that the text states."""
    is_near = not near_groups(one.family).isdisjoint(near_groups(other.family))
    is_mode = one.event.mode is not None and one.event.mode == other.event.mode
    if one.event.type not in words.material or not (is_near or is_mode):
        return False
    first, second = one.event.when, other.event.when
    if first is None or second is None or "publication" in (first.basis, second.basis):
        return False
    is_day = first.earliest == first.latest == second.earliest == second.latest
    return is_day and bool(one.actors & other.actors or one.recipients & other.recipients)


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
