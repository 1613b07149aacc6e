"""Where the event's own sentence says it is: locative phrases, places acted on, modifiers, governing clauses."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.knowledge.event_place_words import EventPlaceWords
from onrecord.records import ActorMention, PlaceMention, Proposition, Report, Sentence

__all__ = [
    "MOST_STEPS",
    "OPAQUE",
    "STATED",
    "STATES",
    "EventView",
    "Setting",
    "denoted_place",
    "find_dateline",
    "is_where",
    "places_by_token",
]

STATES = frozenset({"country", "adjective"})
_TOWNS = frozenset({"city", "capital", "site"})
_WIDE = frozenset({"region", "division", "island", "disputed", "county"})
_TARGETS = frozenset({"country", "capital", "region"})
_NOT_WHERE = frozenset({"continent"})
OPAQUE = frozenset({"ccomp", "parataxis", "csubj"})
MOST_STEPS = 6
_MOST_CLIMBS = 3
_SENTENCES_BACK = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a report is set.

    ``country`` is that of most of its literal places, ``only_country`` the one nearly all it names is in,
    ``theatre`` the one its placed events of force are in.
    """

    country: str | None
    only_country: str | None
    theatre: str | None = None


@dataclass(frozen=True, slots=True)
class EventView:
    """One proposition with its sentence, its report's places, and the places of this sentence by token."""

    proposition: Proposition
    sentence: Sentence
    places: Sequence[PlaceMention]
    by_token: dict[int, int]
    words: EventPlaceWords
    report: Report
    actors: Sequence[ActorMention]
    setting: Setting | None


def places_by_token(places: Sequence[PlaceMention], sentence: Sentence) -> dict[int, int]:
    """The position of the place each token of the sentence belongs to; continents are no place of an event."""
    first = bisect.bisect_left(places, sentence.start, key=lambda place: place.start)
    found: dict[int, int] = {}
    for position in range(first, len(places)):
        place = places[position]
        if place.sentence != sentence.index or place.start >= sentence.end:
            break
        if place.feature not in _NOT_WHERE:
            for token in range(place.first, place.last):
                found.setdefault(token, position)
    return found


def own_locative(view: EventView) -> int | None:
    """As in "shelled *in Kharkiv*", "the attack *on Aleppo*", "a meeting with envoys *in Geneva*"."""
    head, lemma = view.proposition.head, view.proposition.lemma
    place = _locative_of(view, head, lemma)
    return _beside_company(view, head, lemma) if place is None else place


def _beside_company(view: EventView, node: int, lemma: str) -> int | None:
    """The place of a meeting hangs on whom it is with: "talks between *envoys* in Abu Dhabi"."""
    sentence = view.sentence
    if lemma not in view.words.meetings:
        return None
    for child in sentence.dependents(node, "prep"):
        company = sentence.child(child, "pobj")
        if company is None or sentence.words[child].lower() not in ("with", "between", "among"):
            continue
        for member in (company, *sentence.dependents(company, "conj")):
            place = _locative_of(view, member, "")
            if place is not None:
                return place
    return None


def _locative_of(view: EventView, node: int, lemma: str) -> int | None:
    """The place in the nearest prepositional phrase of ``node`` that says where, the most exact preposition first."""
    sentence, words = view.sentence, view.words
    best: tuple[int, int] | None = None
    for child in sentence.children[node]:
        if sentence.relations[child] == "advmod" and sentence.words[child].lower() in ("here", "there"):
            return _pointed_at(view, sentence.words[child].lower())
        if sentence.relations[child] not in ("prep", "agent", "dative"):
            continue
        preposition = sentence.words[child].lower()
        is_directed = lemma in words.directed.get(preposition, ())
        rank = -1 if is_directed else words.locative.get(preposition)
        if rank is None:
            continue
        place = _object_of(view, child)
        if place is not None and not is_directed and preposition in words.narrow and _is_bare_state(view, child):
            continue
        if place is not None and (best is None or rank < best[0]):
            best = (rank, place)
    return best[1] if best else None


def _is_bare_state(view: EventView, preposition: int) -> bool:
    """As in "sanctions on *Iran*", "aim at *Russia*", where the state is a target and no place."""
    token = view.sentence.child(preposition, "pobj")
    position = view.by_token.get(token) if token is not None else None
    return position is not None and view.places[position].feature in _TARGETS


def _object_of(view: EventView, preposition: int) -> int | None:
    """The place a preposition governs: "in *Kharkiv*", "off the coast of *Yemen*", "from near *Wonsan*"."""
    for child in view.sentence.children[preposition]:
        relation = view.sentence.relations[child]
        if relation == "pobj":
            return denoted_place(view, child, 0)
        if relation in ("prep", "pcomp"):
            place = _object_of(view, child)
            if place is not None:
                return place
    return None


def denoted_place(view: EventView, token: int, depth: int) -> int | None:
    """The place a noun phrase denotes: a name, "the Kherson *region*", "the *edge* of Aleppo", "the *city*"."""
    sentence, lemma = view.sentence, view.sentence.lemmas[token]
    if token in view.by_token:
        position = view.by_token[token]
        return position if view.places[position].feature != "adjective" else None
    if depth > 3:
        return None
    if lemma not in view.words.spatial:
        return _nested_event(view, token, depth)
    for child in sentence.dependents(token, "appos"):
        place = denoted_place(view, child, depth + 1)
        if place is not None:
            return place
    for child in sentence.dependents(token, "prep"):
        inner = sentence.child(child, "pobj")
        place = denoted_place(view, inner, depth + 1) if inner is not None else None
        if place is not None:
            return place
    before = (view.by_token[t] for t in range(sentence.lefts[token], token) if t in view.by_token)
    place = next(before, None)
    if place is not None:
        return place
    return _taken_up(view, token, lemma)


def _nested_event(view: EventView, token: int, depth: int) -> int | None:
    """As in "killed in an *attack* near Damascus": the place of the event named there."""
    if depth or view.sentence.poses[token] != "NOUN":
        return None
    return _locative_of(view, token, view.sentence.lemmas[token])


def _taken_up(view: EventView, token: int, lemma: str) -> int | None:
    """As in "the *city*": the last place of that kind named before."""
    sentence, words = view.sentence, view.words
    determiner = sentence.child(token, "det")
    if determiner is None or sentence.lemmas[determiner] not in ("the", "this", "that"):
        return None
    kinds = (
        _TOWNS if lemma in words.city_nouns else STATES if lemma in words.country_nouns
        else _WIDE if lemma in words.region_nouns else frozenset()
    )  # fmt: skip
    before = (p for p in places_before(view, sentence.starts[token]) if view.places[p].feature in kinds)
    return next((p for p in before if kinds is not STATES or is_where(view.places[p])), None)


def places_before(view: EventView, start: int) -> Iterator[int]:
    """Positions of the places named before a code point, the last first, a few sentences back."""
    earliest = view.sentence.index - _SENTENCES_BACK
    for position in range(bisect.bisect_left(view.places, start, key=lambda place: place.start) - 1, -1, -1):
        if view.places[position].sentence < earliest:
            return
        yield position


def _pointed_at(view: EventView, word: str) -> int | None:
    """What "here" (the dateline) or "there" (the last literal place) points at."""
    if word == "here":
        return find_dateline(view)
    start = view.sentence.starts[view.proposition.head]
    return next((p for p in places_before(view, start) if is_where(view.places[p])), None)


def is_where(place: PlaceMention) -> bool:
    """Whether the name stands for a place where things happen, not a people, a government or a dateline."""
    return place.is_literal and not place.is_dateline and place.feature not in ("adjective", "continent")


def find_dateline(view: EventView) -> int | None:
    """The place the report was written from."""
    return next((i for i, place in enumerate(view.places[:12]) if place.is_dateline), None)


def acted_on(view: EventView) -> int | None:
    """As in "visited *Moscow*", "*Kharkiv* was shelled"."""
    if view.proposition.lemma not in view.words.place_object:
        return None
    argument = view.proposition.argument("object")
    return denoted_place(view, argument.head, 1) if argument else None


def modifier_place(view: EventView) -> int | None:
    """As in "the *Geneva* talks", "the *Syrian* war"; not "the *Iran* deal"'s people or a maker's name."""
    sentence, head = view.sentence, view.proposition.head
    if view.proposition.category != "noun":
        return None
    for child in sentence.dependents(head, "compound", "nmod", "amod", "poss"):
        position = view.by_token.get(child)
        if position is None:
            continue
        if view.places[position].feature in _TOWNS | _WIDE and sentence.relations[child] != "poss":
            return position
        if view.proposition.lemma in view.words.national:
            return position
    return None


def place_of_arguments(view: EventView) -> int | None:
    """As in "held *talks* in Geneva", "fired a *missile* near Wonsan": the phrase hangs on the object."""
    sentence, head = view.sentence, view.proposition.head
    for child in sentence.dependents(head, "dobj", "nsubjpass", "attr"):
        lemma = sentence.lemmas[child]
        place = _locative_of(view, child, lemma)
        place = _beside_company(view, child, lemma) if place is None else place
        if place is None and sentence.lemmas[child] in view.words.national:
            place = next((view.by_token[c] for c in sentence.children[child] if c in view.by_token), None)
        if place is not None:
            return place
    return None


def governing_place(view: EventView) -> int | None:
    """The locative of what the predicate depends on, up to the content of a speech act."""
    if view.proposition.lemma in view.words.placeless:
        return None
    sentence, token = view.sentence, view.proposition.head
    is_force = view.proposition.lemma in view.words.grounded or view.proposition.lemma in view.words.national
    for _ in range(_MOST_CLIMBS):
        parent = sentence.heads[token]
        if parent == token or sentence.relations[token] in OPAQUE or is_saying(view, sentence.lemmas[parent]):
            return None
        if is_force and is_talk(view, sentence.lemmas[parent]):
            return None
        if sentence.relations[token] == "relcl":
            return denoted_place(view, parent, 1)
        if sentence.poses[parent] in ("VERB", "NOUN", "AUX"):
            place = _locative_of(view, parent, sentence.lemmas[parent])
            if place is not None:
                return place
            if sentence.lemmas[parent] in view.words.place_object:
                target = sentence.child(parent, "dobj", "nsubjpass")
                place = denoted_place(view, target, 1) if target is not None and target != token else None
                if place is not None:
                    return place
        token = parent
    return None


def is_talk(view: EventView, lemma: str) -> bool:
    """Whether a word tells where people talked, which is not where the fighting they talked of is."""
    return lemma in view.words.meetings or lemma in view.words.consultations


def is_saying(view: EventView, lemma: str) -> bool:
    """Whether a verb tells where somebody spoke, which is not where the thing spoken of is."""
    return lemma in view.words.spoken and lemma not in view.words.meetings


def place_below(view: EventView) -> int | None:
    """As in "is preparing to *conduct* a test at X": the locative of what the predicate takes."""
    sentence = view.sentence
    for child in sentence.dependents(view.proposition.head, "xcomp", "dobj"):
        place = _locative_of(view, child, sentence.lemmas[child])
        if place is not None:
            return place
        for inner in sentence.dependents(child, "dobj", "nsubjpass", "xcomp"):
            place = _locative_of(view, inner, sentence.lemmas[inner])
            if place is not None:
                return place
    return None


STATED: tuple[Callable[[EventView], int | None], ...] = (
    own_locative,
    acted_on,
    modifier_place,
    place_of_arguments,
    governing_place,
    place_below,
)
