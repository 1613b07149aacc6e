"""Where one report contradicts itself: two certainties, places, days or doers of one event, a party with itself.

Nothing is repaired: each contradiction is a problem that names both readings with their characters, and a flag on the
events concerned.  Few and right: only tellings that cannot be two happenings are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

from onrecord.knowledge.evidence_words import ContradictionWords, load_contradiction_words
from onrecord.records import (
    ActorMention,
    Attribution,
    CodedEvent,
    Judgement,
    PlaceMention,
    Problem,
    Proposition,
    Report,
    Sentence,
    Severity,
    bodies_of,
)

__all__ = ["find_contradictions"]

_LIVE = ("occurred", "ongoing")
_EARTH_KILOMETRES = 6371.0
_SEVERITIES: Mapping[str, Severity] = {
    "contradiction-party": "warning",
    "contradiction-self-reference": "warning",
}
_MESSAGES = {
    "contradiction-certainty": "one {type} has two certainties",
    "contradiction-place": "one {type} has two places",
    "contradiction-date": "one {type} has two days",
    "contradiction-party": "one {type} has two doers",
    "contradiction-self-reference": "a {type} of one party with itself, an apparent slip",
}


@dataclass(frozen=True, slots=True)
class _Telling:
    """One event of the report with what a comparison needs of it; ``sides`` are states and bodies without sectors."""

    index: int
    event: CodedEvent
    proposition: Proposition
    judgement: Judgement
    sentence: Sentence
    holder: str
    sides: frozenset[str]

    @property
    def is_live(self) -> bool:
        """Whether it is put forward as done or going on."""
        return self.judgement.status in _LIVE


@dataclass(frozen=True, slots=True)
class _Found:
    """Two tellings that differ, or one that differs from sense; ``values`` are what each says."""

    code: str
    tellings: tuple[_Telling, ...]
    values: tuple[str, ...]


def find_contradictions(
    report: Report,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    places: Sequence[PlaceMention],
    propositions: Sequence[Proposition],
    attributions: Sequence[Attribution],
    judgements: Sequence[Judgement],
    events: Sequence[CodedEvent],
    incidents: Sequence[str],
) -> tuple[tuple[CodedEvent, ...], tuple[Problem, ...]]:
    """The events, with flags ``contradicted-in-report`` and ``apparent-slip`` where due, and the problems found."""
    words = load_contradiction_words()
    tellings = [_telling(i, e, sentences, propositions, attributions, judgements) for i, e in enumerate(events)]
    by_incident: dict[str, list[_Telling]] = defaultdict(list)
    for telling, incident in zip(tellings, incidents, strict=True):
        by_incident[incident].append(telling)
    found: list[_Found] = []
    for group in by_incident.values():
        if len(group) > 1:
            found += _two_certainties(group)
            found += _two_places(group, places, words)
    found += _two_days(tellings, words)
    found += _two_doers(tellings, actors, words)
    found += _with_oneself(tellings, actors, words)
    return _flagged(events, found), tuple(_problem(report, one) for one in _once_a_sentence(found))


def _telling(
    index: int,
    event: CodedEvent,
    sentences: Sequence[Sentence],
    propositions: Sequence[Proposition],
    attributions: Sequence[Attribution],
    judgements: Sequence[Judgement],
) -> _Telling:
    proposition, judgement = propositions[event.proposition], judgements[event.proposition]
    holder = "narrator" if judgement.attribution is None else attributions[judgement.attribution].holder.kind
    sides = bodies_of(i for i, _ in (*event.actors, *event.recipients))
    return _Telling(index, event, proposition, judgement, sentences[proposition.sentence], holder, sides)


def _two_certainties(group: Sequence[_Telling]) -> Iterator[_Found]:
    """A rumour that the reporter elsewhere takes for a fact.

    "The two are rumoured to have signed a *pact* ... neither side spoke about the *pact* that was signed": the same
    sides, once on nobody's name and less than certain, once certain on the reporter's word.
    """
    weak = [t for t in group if t.judgement.certainty in ("PR+", "PS+") and t.is_live and t.holder != "named"]
    firm = [t for t in group if t.judgement.certainty == "CT+" and t.is_live and t.holder == "narrator"]
    for one in weak[:1]:
        other = next((t for t in firm if t.sides == one.sides and len(t.sides) > 1), None)
        if other is not None:
            values = tuple(f"{t.judgement.certainty} {t.judgement.status}" for t in (one, other))
            yield _Found("contradiction-certainty", (one, other), values)


def _two_places(
    group: Sequence[_Telling], places: Sequence[PlaceMention], words: ContradictionWords
) -> Iterator[_Found]:
    """One meeting of two parties at two places far apart, each stated in the sentence of its telling."""
    placed = [(t, p) for t in group if _is_one_meeting(t, words) and (p := _stated_place(t, places, words))]
    for (one, here), (other, there) in combinations(placed, 2):
        is_wide = not words.wide_features.isdisjoint((here.feature, there.feature))
        if one.sides == other.sides and _distance(here, there) > (
            words.wide_kilometres if is_wide else words.place_kilometres
        ):
            yield _Found("contradiction-place", (one, other), (here.text, there.text))
            return


def _is_one_meeting(telling: _Telling, words: ContradictionWords) -> bool:
    return (
        telling.proposition.lemma in words.meeting_lemmas
        and len(telling.sides) == 2
        and telling.judgement.certainty == "CT+"
        and telling.judgement.status == "occurred"
        and words.repeating_words.isdisjoint(word.lower() for word in telling.sentence.words)
    )


def _stated_place(telling: _Telling, places: Sequence[PlaceMention], words: ContradictionWords) -> PlaceMention | None:
    place = None if telling.event.where is None else places[telling.event.where]
    if place is None or place.sentence != telling.sentence.index or place.feature not in words.place_features:
        return None
    return place if place.lat is not None and place.lon is not None else None


def _distance(one: PlaceMention, other: PlaceMention) -> float:
    """Kilometres on the great circle."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    north, south = radians(one.lat), radians(other.lat)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KILOMETRES * asin(sqrt(half))


def _two_days(tellings: Sequence[_Telling], words: ContradictionWords) -> Iterator[_Found]:
    """An act that the same parties do once, dated to two days: "*signed* it on Monday ... *signed* it on Friday"."""
    dated = [t for t in tellings if t.proposition.lemma in words.once_lemmas and _has_day(t) and _is_fact(t)]
    for one, other in _pairs(dated, lambda t: (t.proposition.lemma, t.sides, _thing(t))):
        first, second = one.event.when, other.event.when
        if first is None or second is None or not one.sides:
            continue
        days = abs((date.fromisoformat(first.earliest) - date.fromisoformat(second.earliest)).days)
        if 0 < days <= words.once_days:
            yield _Found("contradiction-date", (one, other), (first.earliest, second.earliest))


def _has_day(telling: _Telling) -> bool:
    when = telling.event.when
    return when is not None and when.earliest == when.latest and when.basis != "publication"


def _is_fact(telling: _Telling) -> bool:
    return telling.judgement.certainty == "CT+" and telling.judgement.status == "occurred"


def _thing(telling: _Telling) -> str | None:
    """What is signed or ratified, as a lemma."""
    thing = telling.proposition.argument("object")
    return None if thing is None else telling.sentence.lemmas[thing.head]


def _two_doers(
    tellings: Sequence[_Telling], actors: Sequence[ActorMention], words: ContradictionWords
) -> Iterator[_Found]:
    """What a named person suffers once, done by two actors, both on the reporter's word."""
    done = [
        t
        for t in tellings
        if t.proposition.lemma in words.once_for_person
        and _is_fact(t)
        and t.holder == "narrator"
        and _victim(t, actors, words)
        and t.event.actors
    ]
    for one, other in _pairs(done, lambda t: (t.proposition.lemma, _victim(t, actors, words))):
        ids = [bodies_of(i for i, _ in t.event.actors) for t in (one, other)]
        if all(ids) and ids[0].isdisjoint(ids[1]):
            yield _Found("contradiction-party", (one, other), tuple(", ".join(sorted(i)) for i in ids))


def _victim(telling: _Telling, actors: Sequence[ActorMention], words: ContradictionWords) -> str | None:
    """The one person the event befalls, by name; ``None`` for groups and states."""
    if len(telling.event.recipients) != 1 or telling.event.recipients[0][1] is None:
        return None
    mention = actors[telling.event.recipients[0][1]]
    is_person = mention.kind in ("name", "alias") and not mention.plural and mention.rule in words.person_rules
    return mention.names[0] if is_person and len(mention.names) == 1 else None


def _with_oneself(
    tellings: Iterable[_Telling], actors: Sequence[ActorMention], words: ContradictionWords
) -> Iterator[_Found]:
    """A mutual act of a state with itself: "Russia agreed to develop *ties with Moscow*" makes no sense as printed."""
    for telling in tellings:
        event = telling.event
        if event.type not in words.mutual_types or event.mode in words.one_sided_modes:
            continue
        one, other = _named_state(event.actors, actors, words), _named_state(event.recipients, actors, words)
        rules = {r.rule.removeprefix("recipient:") for r in event.reasons if r.rule.startswith("recipient:")}
        if one and one[0] == (other or [""])[0] and rules <= words.plain_recipient_rules:
            yield _Found("contradiction-self-reference", (telling,), (one[1], (other or one)[1]))


def _named_state(
    side: Sequence[tuple[str, int | None]], actors: Sequence[ActorMention], words: ContradictionWords
) -> list[str] | None:
    """A state and the words that name it, if a side is that one state, named as such."""
    if len(side) != 1 or side[0][1] is None:
        return None
    state, _, sector = side[0][0].partition(":")
    mention = actors[side[0][1]]
    if sector not in words.state_sectors or mention.kind not in words.naming_kinds or state == "UNK":
        return None
    return [state, mention.text]


def _pairs(tellings: Iterable[_Telling], key: Callable[[_Telling], Hashable]) -> Iterator[tuple[_Telling, _Telling]]:
    """Each later telling with the first of its key."""
    first: dict[Hashable, _Telling] = {}
    for telling in tellings:
        earlier = first.setdefault(key(telling), telling)
        if earlier is not telling:
            yield earlier, telling


def _once_a_sentence(found: Iterable[_Found]) -> list[_Found]:
    """One problem for a pair of sentences: "rumoured to have *signed* a *pact*" is one rumour of two events."""
    kept = {(one.code, *(t.sentence.index for t in one.tellings)): one for one in reversed(list(found))}
    return list(reversed(kept.values()))


def _flagged(events: Sequence[CodedEvent], found: Sequence[_Found]) -> tuple[CodedEvent, ...]:
    flags: Mapping[int, set[str]] = defaultdict(set)
    for one in found:
        flag = "apparent-slip" if one.code == "contradiction-self-reference" else "contradicted-in-report"
        for telling in one.tellings:
            flags[telling.index].add(flag)
    return tuple(
        replace(event, flags=tuple(sorted({*event.flags, *flags[i]}))) if i in flags else event
        for i, event in enumerate(events)
    )


def _problem(report: Report, found: _Found) -> Problem:
    """The problem, placed at the later of the two."""
    predicates = [t.proposition for t in found.tellings * 2]
    said = "; ".join(
        f"{value!r} ({report.text[p.start : p.end]!r} at {p.start}-{p.end})"
        for value, p in zip(found.values, predicates, strict=False)
    )
    last = found.tellings[-1].proposition
    head = _MESSAGES[found.code].format(type=found.tellings[0].event.type)
    return Problem(found.code, _SEVERITIES.get(found.code, "note"), f"{head}: {said}; both stand", last.start, last.end)
