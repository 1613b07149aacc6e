"""Where an event is when its sentence does not say: a state's own ground, the theatre of the report, its dateline."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from onrecord.mentions.coreference_memory import is_state_id
from onrecord.mentions.event_places_syntax import (
    MOST_STEPS,
    OPAQUE,
    STATES,
    EventView,
    Setting,
    denoted_place,
    find_dateline,
    is_talk,
    is_where,
)
from onrecord.records import ActorMention, PlaceMention, body_of

__all__ = ["dateline_place", "home_ground", "most_frequent", "only_country", "setting_of", "theatre_place"]

_MOST_PLACES = 40
_FEW = 4
_NEARLY_ALL = 0.7
_TAKEN = frozenset({"dobj", "attr", "conj", "compound"})
_INSIDE_A_NAME = frozenset({"pobj", "compound", "conj", "appos", "amod", "nmod"})


def home_ground(view: EventView) -> int | None:
    """As in "*North Korea* tested a missile", "*Iran*'s nuclear test": an act on a state's own ground."""
    proposition, sentence = view.proposition, view.sentence
    taken = sentence.dependents(proposition.head, "dobj") if proposition.category == "verb" else []
    lemmas = {proposition.lemma, *(sentence.lemmas[c] for c in taken)}
    if lemmas.isdisjoint(view.words.home):
        return None
    owned = sentence.dependents(proposition.head, "poss", "amod", "compound", "nmod")
    if proposition.category == "noun":
        position = next((view.by_token[c] for c in owned if c in view.by_token), None)
        if position is not None:
            return position
    country = _country_of_subject(view)
    return _mention_of(view, country) if country else None


def _country_of_subject(view: EventView) -> str | None:
    """The one country of whoever acts: by an actor's id, else by a country's name in the subject."""
    argument = view.proposition.argument("subject")
    spans = [(argument.first, argument.last)] if argument else []
    spans += [(s, s + 1) for s in view.sentence.dependents(view.proposition.head, "poss")]
    if not spans and not view.proposition.is_passive and (holder := _subject_above(view)) is not None:
        spans = [(view.sentence.lefts[holder], view.sentence.rights[holder])]
    for first, last in spans:
        countries = {_country_of_id(i) for actor in _actors_in(view, first, last) for i in actor.ids}
        if countries <= {None}:
            countries = {view.places[view.by_token[t]].country for t in range(first, last) if t in view.by_token}
        countries.discard(None)
        if len(countries) == 1:
            return countries.pop()
    return None


def _country_of_id(actor: str) -> str | None:
    return body_of(actor) if is_state_id(actor) else None


def _actors_in(view: EventView, first: int, last: int) -> Iterator[ActorMention]:
    start = bisect.bisect_left(view.actors, view.sentence.starts[first], key=lambda actor: actor.start)
    end = view.sentence.ends[last - 1]
    for position in range(start, len(view.actors)):
        if view.actors[position].start >= end:
            return
        yield view.actors[position]


def _subject_above(view: EventView) -> int | None:
    """The subject of the nearest verb above: "*Iran* conducted a *test*"."""
    sentence, token = view.sentence, view.proposition.head
    if view.proposition.category == "noun" and sentence.relations[token] not in _TAKEN:
        return None
    for _ in range(MOST_STEPS):
        parent = sentence.heads[token]
        if parent == token or sentence.relations[token] in OPAQUE:
            return None
        subject = sentence.child(parent, "nsubj", "agent")
        if subject is not None and subject != token:
            return subject
        token = parent
    return None


def _mention_of(view: EventView, country: str) -> int | None:
    """A mention that stands for the country, the nearest before, else the first in the report."""
    end = bisect.bisect_left(view.places, view.sentence.end, key=lambda place: place.start)
    back = range(end - 1, max(end - _MOST_PLACES, 0) - 1, -1)
    for position in chain(back, range(min(_MOST_PLACES, len(view.places)))):
        place = view.places[position]
        if place.country == country and place.feature in STATES:
            return position
    return None


def setting_of(places: Sequence[PlaceMention], actors: Sequence[ActorMention]) -> Setting:
    """Where the report is set, by its literal places, its place names and its actors."""
    literal = Counter(p.country for p in places if p.country and is_where(p))
    named = Counter(p.country for p in places if p.country and not p.is_dateline)
    for actor in actors:
        named.update(state for state in {_country_of_id(identity) for identity in actor.ids} if state)
    only = most_frequent(literal, _NEARLY_ALL) or most_frequent(named, _NEARLY_ALL)
    return Setting(most_frequent(literal, 0.0), only)


def most_frequent(counts: Counter[str], share: float) -> str | None:
    """The most frequent country, if it has that share of the whole."""
    if not counts:
        return None
    country = min(counts, key=lambda c: (-counts[c], c))
    if share and (counts[country] < _FEW or counts[country] < share * sum(counts.values())):
        return None
    return country


def theatre_place(view: EventView) -> int | None:
    """Events of force and control stay where this sentence puts things, else in the country the report is set in."""
    if view.setting is None:
        return None
    grounds = [a.head for a in view.proposition.arguments if a.role in ("subject", "object")]
    grounds = [head for head in grounds if view.sentence.lemmas[head] in view.words.spatial]
    if view.proposition.lemma not in view.words.grounded and not (
        grounds and view.proposition.lemma in view.words.taking
    ):
        return None
    for head in grounds:
        place = denoted_place(view, head, 1)
        if place is not None:
            return place
    for position in sorted(set(view.by_token.values())):
        if is_where(view.places[position]) and _is_set_in(view, view.places[position].last - 1):
            return position
    if view.setting.theatre is None:
        return None
    country = _mention_of(view, view.setting.theatre)
    return country if country is not None else _nearest_in(view, view.setting.theatre)


def _is_set_in(view: EventView, token: int) -> bool:
    """Whether a name of the sentence is the object of a locative preposition, or names such an object's region."""
    sentence = view.sentence
    for _ in range(MOST_STEPS):
        parent, relation = sentence.heads[token], sentence.relations[token]
        if relation == "pobj":
            if sentence.words[parent].lower() in view.words.locative:
                return not is_talk(view, sentence.lemmas[sentence.heads[parent]])
            parent = sentence.heads[parent]
        if relation in ("pobj", "compound") and sentence.lemmas[parent] not in view.words.spatial:
            return False
        if relation not in _INSIDE_A_NAME or parent == token:
            return False
        token = parent
    return False


def _nearest_in(view: EventView, country: str) -> int | None:
    """The last literal place of the country named before, else its first."""
    start = view.sentence.starts[view.proposition.head]
    end = bisect.bisect_left(view.places, start, key=lambda place: place.start)
    back = range(end - 1, max(end - _MOST_PLACES, 0) - 1, -1)
    order = chain(back, range(end, min(end + _MOST_PLACES, len(view.places))))
    return next((p for p in order if view.places[p].country == country and is_where(view.places[p])), None)


def only_country(view: EventView) -> int | None:
    """In a report that speaks of one country nearly throughout, an act of no other state is there."""
    if view.setting is None or not (country := view.setting.only_country):
        return None
    if view.proposition.lemma in view.words.traded:
        return None
    if _country_of_subject(view) not in (None, country):
        return None
    return _mention_of(view, country)


def dateline_place(view: EventView) -> int | None:
    """A speech act of somebody of the country the report is written from: "BERLIN - *German* ministers warned"."""
    if view.proposition.lemma not in view.words.spoken:
        return None
    position = find_dateline(view)
    if position is None or not (country := _country_of_subject(view)):
        return None
    return position if view.places[position].country == country else None
