"""Where one report contradicts itself: two certainties, places, days or doers of one event, a party with itself.

Nothing is repaired: each contradiction is a problem that names both readings with their characters, and a flag on the
events concerned.  Few and right: only tellings that cannot be two happenings are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
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
)
from onrecord.resolution.scopes import two_numbers, two_scopes
from onrecord.resolution.tellings import Found, Telling, make_telling, pairs

__all__ = ["find_contradictions"]

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
    "contradiction-scope": "one {type} has two scopes",
    "contradiction-number": "one {type} has two numbers",
    "contradiction-self-reference": "a {type} of one party with itself, an apparent slip",
}


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
    tellings = [make_telling(i, e, sentences, propositions, attributions, judgements) for i, e in enumerate(events)]
    by_incident: dict[str, list[Telling]] = defaultdict(list)
    for telling, incident in zip(tellings, incidents, strict=True):
        by_incident[incident].append(telling)
    found: list[Found] = []
    for group in by_incident.values():
        if len(group) > 1:
            found += _two_certainties(group)
            found += _two_places(group, places, words)
            found += two_numbers(group, places, words)
    found += _two_days(tellings, words)
    found += _two_doers(tellings, actors, words)
    found += _yes_and_no(tellings, words)
    found += two_scopes(tellings, words)
    found += _with_oneself(tellings, actors, words)
    return _flagged(events, found), tuple(_problem(report, one) for one in _once_a_sentence(found))


def _two_certainties(group: Sequence[Telling]) -> Iterator[Found]:
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
            yield Found("contradiction-certainty", (one, other), values)


def _yes_and_no(tellings: Sequence[Telling], words: ContradictionWords) -> Iterator[Found]:
    """What the reporter tells as done and as not done: "*signed* the treaty ... did not *sign* the treaty"."""
    told = [
        t
        for t in tellings
        if t.holder == "narrator"
        and t.proposition.category == "verb"
        and t.proposition.lemma in words.once_lemmas
        and t.judgement.certainty in ("CT+", "CT-")
        and t.judgement.status in ("occurred", "negated")
        and t.sides
        and t.proposition.modal is None
        and words.changing_words.isdisjoint(word.lower() for word in t.sentence.words)
    ]
    for one, other in pairs(told, lambda t: (t.proposition.lemma, t.sides, _thing(t))):
        if one.judgement.polarity != other.judgement.polarity:
            values = tuple(f"{t.judgement.certainty} {t.judgement.status}" for t in (one, other))
            yield Found("contradiction-certainty", (one, other), values)


def _two_places(group: Sequence[Telling], places: Sequence[PlaceMention], words: ContradictionWords) -> Iterator[Found]:
    """One meeting of two parties at two places far apart, each stated in the sentence of its telling."""
    placed = [(t, p) for t in group if _is_one_meeting(t, words) and (p := _stated_place(t, places, words))]
    for (one, here), (other, there) in combinations(placed, 2):
        is_wide = not words.wide_features.isdisjoint((here.feature, there.feature))
        if one.sides == other.sides and _distance(here, there) > (
            words.wide_kilometres if is_wide else words.place_kilometres
        ):
            yield Found("contradiction-place", (one, other), (here.text, there.text))
            return


def _is_one_meeting(telling: Telling, words: ContradictionWords) -> bool:
    return (
        telling.proposition.lemma in words.meeting_lemmas
        and len(telling.sides) == 2
        and telling.judgement.certainty == "CT+"
        and telling.judgement.status == "occurred"
        and words.repeating_words.isdisjoint(word.lower() for word in telling.sentence.words)
    )


def _stated_place(telling: Telling, places: Sequence[PlaceMention], words: ContradictionWords) -> PlaceMention | None:
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


def _two_days(tellings: Sequence[Telling], words: ContradictionWords) -> Iterator[Found]:
    """An act that the same parties do once, dated to two days: "*signed* it on Monday ... *signed* it on Friday"."""
    dated = [t for t in tellings if t.proposition.lemma in words.once_lemmas and _has_day(t) and t.is_fact]
    for one, other in pairs(dated, lambda t: (t.proposition.lemma, t.sides, _thing(t))):
        first, second = one.event.when, other.event.when
        if first is None or second is None or not one.sides:
            continue
        days = abs((date.fromisoformat(first.earliest) - date.fromisoformat(second.earliest)).days)
        if 0 < days <= words.once_days:
            yield Found("contradiction-date", (one, other), (first.earliest, second.earliest))


def _has_day(telling: Telling) -> bool:
    when = telling.event.when
    return when is not None and when.earliest == when.latest and when.basis != "publication"


def _thing(telling: Telling) -> str | None:
    """What is signed or ratified, as a lemma."""
    thing = telling.proposition.argument("object")
    return None if thing is None else telling.sentence.lemmas[thing.head]


def _two_doers(
    tellings: Sequence[Telling], actors: Sequence[ActorMention], words: ContradictionWords
) -> Iterator[Found]:
    """What a named person or a known thing suffers once, done by two actors, both on the reporter's word.

    "Chad shot down *the airliner* ... Mali shot down *the airliner*"; "a drone" is another drone each time.
    """
    done = [t for t in tellings if t.is_fact and t.holder == "narrator" and t.event.actors]
    suffered = {t.index: _victim(t, actors, words) or _known_thing(t, words) for t in done}
    told = [t for t in done if suffered[t.index] is not None]
    for one, other in pairs(told, lambda t: (t.word, suffered[t.index])):
        ids = [t.doers for t in (one, other)]
        if all(ids) and ids[0].isdisjoint(ids[1]):
            yield Found("contradiction-party", (one, other), tuple(", ".join(sorted(i)) for i in ids))


def _known_thing(telling: Telling, words: ContradictionWords) -> str | None:
    """The object of what is done once to a thing, as printed, if it is one that the reader knows."""
    thing, sentence = telling.proposition.argument("object"), telling.sentence
    if thing is None or telling.word not in words.once_for_thing or sentence.tags[thing.head] == "NNS":
        return None
    first = sentence.words[thing.first].lower()
    return " ".join(sentence.words[thing.first : thing.head + 1]).lower() if first == "the" else None


def _victim(telling: Telling, actors: Sequence[ActorMention], words: ContradictionWords) -> str | None:
    """The one person the event befalls, by name; ``None`` for groups and states."""
    if telling.proposition.lemma not in words.once_for_person:
        return None
    if len(telling.event.recipients) != 1 or telling.event.recipients[0][1] is None:
        return None
    mention = actors[telling.event.recipients[0][1]]
    is_person = mention.kind in ("name", "alias") and not mention.plural and mention.rule in words.person_rules
    return mention.names[0] if is_person and len(mention.names) == 1 else None


def _with_oneself(
    tellings: Iterable[Telling], actors: Sequence[ActorMention], words: ContradictionWords
) -> Iterator[Found]:
    """A mutual act of a state with itself: "Russia agreed to develop *ties with Moscow*" makes no sense as printed."""
    for telling in tellings:
        event = telling.event
        if event.type not in words.mutual_types or event.mode in words.one_sided_modes:
            continue
        one, other = _named_state(event.actors, actors, words), _named_state(event.recipients, actors, words)
        rules = {r.rule.removeprefix("recipient:") for r in event.reasons if r.rule.startswith("recipient:")}
        if one and one[0] == (other or [""])[0] and rules <= words.plain_recipient_rules:
            yield Found("contradiction-self-reference", (telling,), (one[1], (other or one)[1]))


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


def _once_a_sentence(found: Iterable[Found]) -> list[Found]:
    """One problem for a pair of sentences: "rumoured to have *signed* a *pact*" is one rumour of two events."""
    kept = {(one.code, *(t.sentence.index for t in one.tellings)): one for one in reversed(list(found))}
    return list(reversed(kept.values()))


def _flagged(events: Sequence[CodedEvent], found: Sequence[Found]) -> tuple[CodedEvent, ...]:
    flags: Mapping[int, set[str]] = defaultdict(set)
    for one in found:
        flag = "apparent-slip" if one.code == "contradiction-self-reference" else "contradicted-in-report"
        for telling in one.tellings:
            flags[telling.index].add(flag)
    return tuple(
        replace(event, flags=tuple(sorted({*event.flags, *flags[i]}))) if i in flags else event
        for i, event in enumerate(events)
    )


def _problem(report: Report, found: Found) -> Problem:
    """The problem, placed at the later of the two."""
    predicates = [t.proposition for t in found.tellings * 2]
    said = "; ".join(
        f"{value!r} ({report.text[p.start : p.end]!r} at {p.start}-{p.end})"
        for value, p in zip(found.values, predicates, strict=False)
    )
    last = found.tellings[-1].proposition
    head = _MESSAGES[found.code].format(type=found.tellings[0].event.type)
    return Problem(found.code, _SEVERITIES.get(found.code, "note"), f"{head}: {said}; both stand", last.start, last.end)
