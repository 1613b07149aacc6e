"""Two scopes or two numbers of one event: all and some, both ways and one way, twelve and fourteen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.knowledge.evidence_words import ContradictionWords
from onrecord.records import PlaceMention, bodies_of
from onrecord.resolution.tellings import Found, Telling, pairs

__all__ = ["two_numbers", "two_scopes"]

_ASKED = ("hypothetical", "negated")
_REACH_OF_A_BOUND = 3  # tokens
_TWO = 2


def two_scopes(tellings: Sequence[Telling], words: ContradictionWords) -> Iterator[Found]:
    """All of a thing and some or none of it; a ban on trade, which goes both ways, told as one on supply alone."""
    yield from _two_amounts(tellings, words)
    yield from _two_directions(tellings, words)


def _two_amounts(tellings: Sequence[Telling], words: ContradictionWords) -> Iterator[Found]:
    """As in "freed *all* prisoners ... freed *some* prisoners", by the same party on the same word."""
    counted = [t for t in tellings if t.is_live or t.judgement.status == "negated"]
    measured = [(t, word) for t in counted if t.doers and (word := _quantifier(t, words))]
    by_index = {t.index: word for t, word in measured}
    told = [t for t, _ in measured]
    for one, other in pairs(told, lambda t: (t.proposition.lemma, t.doers, t.speakers, _thing(t), t.proposition.tense)):
        first, second = by_index[one.index], by_index[other.index]
        if _amount(one, first, words) != _amount(other, second, words):
            yield Found("contradiction-scope", (one, other), (first, second))


def _quantifier(telling: Telling, words: ContradictionWords) -> str | None:
    """The word that says how much of the object is meant: "freed *all* prisoners", "freed *some* of the prisoners"."""
    thing = telling.proposition.argument("object")
    if thing is None:
        return None
    sentence = telling.sentence
    near = [thing.head, *(c for c in sentence.children[thing.head] if c < thing.head)]
    found = (sentence.words[t].lower() for t in near)
    return next((w for w in found if w in words.all_of or w in words.some_of or w in words.none_of), None)


def _amount(telling: Telling, word: str, words: ContradictionWords) -> str:
    """How much that is; "*not* ... *any*" is none."""
    if word in words.all_of:
        return "none" if word == "any" and telling.judgement.polarity == "negative" else "all"
    return "some" if word in words.some_of else "none"


def _thing(telling: Telling) -> str | None:
    """The object as a lemma; of "*some of the prisoners*" the prisoners."""
    thing = telling.proposition.argument("object")
    if thing is None:
        return None
    sentence = telling.sentence
    of = next((c for c in sentence.dependents(thing.head, "prep") if sentence.words[c].lower() == "of"), None)
    whole = None if of is None else sentence.child(of, "pobj")
    return sentence.lemmas[thing.head if whole is None else whole].lower()


def _two_directions(tellings: Sequence[Telling], words: ContradictionWords) -> Iterator[Found]:
    """One demand told twice: "urged not to *trade* arms with Chad ... warned against arms *supply* to Chad"."""
    asked = [t for t in tellings if t.judgement.status in _ASKED and t.speakers and t.event.recipients]
    for one in asked:
        if one.proposition.lemma not in words.both_ways:
            continue
        partner = bodies_of(i for i, _ in one.event.recipients)
        for other in asked:
            is_same = other.speakers == one.speakers and bodies_of(i for i, _ in other.event.recipients) == partner
            if is_same and other.proposition.lemma in words.one_way and _shares_goods(one, other, words):
                earlier, later = sorted((one, other), key=lambda t: t.index)
                values = (earlier.proposition.lemma, later.proposition.lemma)
                yield Found("contradiction-scope", (earlier, later), values)
                return


def _shares_goods(one: Telling, other: Telling, words: ContradictionWords) -> bool:
    return all(not words.goods.isdisjoint(lemma.lower() for lemma in t.sentence.lemmas) for t in (one, other))


def two_numbers(group: Sequence[Telling], places: Sequence[PlaceMention], words: ContradictionWords) -> Iterator[Found]:
    """Two exact numbers of one thing that one event befell: "killed *12* people ... killed *14* people".

    "At least 12" and "14" agree, and "12 people, two of them children" counts a part.
    """
    counts = {t.index: n for t in group if t.is_live and (n := _number(t, words)) is not None}
    told = [t for t in group if t.index in counts]
    for one, other in pairs(told, lambda t: (t.proposition.lemma, _counted(t, words))):
        if counts[one.index] != counts[other.index] and _may_be_one(one, other, places):
            yield Found("contradiction-number", (one, other), (str(counts[one.index]), str(counts[other.index])))
            return


def _may_be_one(one: Telling, other: Telling, places: Sequence[PlaceMention]) -> bool:
    """Whether nothing sets two tellings apart: one sentence, other parties, another country."""
    if one.sentence.index == other.sentence.index or not (one.sides <= other.sides or other.sides <= one.sides):
        return False
    countries = {places[t.event.where].country for t in (one, other) if t.event.where is not None}
    return len(countries) < _TWO


def _number(telling: Telling, words: ContradictionWords) -> int | None:
    """The number before the object, if nothing makes it a bound, a part or an addition."""
    thing = telling.proposition.argument("object")
    if thing is None or telling.proposition.lemma not in words.counted_lemmas:
        return None
    sentence = telling.sentence
    number = thing.head if sentence.tags[thing.head] == "CD" else sentence.child(thing.head, "nummod")
    if number is None or not words.additions.isdisjoint(word.lower() for word in sentence.words):
        return None
    near = sentence.words[max(0, number - _REACH_OF_A_BOUND) : number]
    if not words.not_exact.isdisjoint(word.lower() for word in near):
        return None
    text = sentence.words[number].lower().replace(",", "")
    return int(text) if text.isdecimal() else words.number_words.get(text)


def _counted(telling: Telling, words: ContradictionWords) -> str | None:
    """What is counted, as a lemma; people are people whatever the word."""
    thing = _thing(telling)
    return "people" if thing in words.people or (thing or "").isdecimal() or thing in words.number_words else thing
