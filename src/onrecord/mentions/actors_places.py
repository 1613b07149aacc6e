"""The state of a town or province that a description names: "*Kramatorsk* residents", "the mayor of *Guwahati*"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.knowledge.gazetteer import FEATURES, NameFlag, NameKind, fold, load_gazetteer
from onrecord.mentions.actors_tokens import Line, phrase_start, spelled

__all__ = ["Settled", "is_at_a_town", "settled_state", "state_of_place"]

_REMEMBERED = 4096
_FEWEST_PEOPLE = 15_000
_CLEARLY_LARGER = 3
_MISTAKEN = frozenset({"NOUN", "ADJ", "VERB", "ADV", "X", "INTJ"})
_SHORTEST_MISTAKEN = 4
_SETTLED = frozenset({"city", "capital", "division", "county", "island", "region"})
_TELLING = (NameKind.MAIN, NameKind.ALIAS, NameKind.PRIMARY, NameKind.ALTERNATE)


@lru_cache(maxsize=_REMEMBERED)
def state_of_place(name: str) -> str | None:
    """The state of the one place of a name that stands out, as ISO 3166-1 alpha-3; ``None`` if none does.

    A name that is a person's or a common word says nothing: "*Lincoln* supporters".
    """
    gazetteer = load_gazetteer()
    number = gazetteer.number(fold(name))
    if number is None or gazetteer.flags[number] & (NameFlag.SURNAME | NameFlag.GIVEN_NAME | NameFlag.COMMON_WORD):
        return None
    largest: dict[str, int] = {}
    for row, kind in zip(gazetteer.rows_of(number), gazetteer.kinds_of(number), strict=True):
        if kind not in _TELLING or FEATURES[gazetteer.feature[row]] not in _SETTLED:
            continue
        country = gazetteer.countries[gazetteer.country[row]]
        people = int(gazetteer.population[row])
        if country:
            largest[country] = max(largest.get(country, 0), people)
    ranked = sorted(largest.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < _FEWEST_PEOPLE:
        return None
    is_clear = len(ranked) == 1 or ranked[0][1] >= _CLEARLY_LARGER * ranked[1][1]
    return ranked[0][0] if is_clear else None


@dataclass(frozen=True, slots=True)
class Settled:
    """The state a town or province lies in; ``last`` is the end (exclusive) of its name."""

    state: str
    name: str
    last: int


def _name_runs(line: Line, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """Stretches of capital words that no known name has, the last one first."""
    end = stop
    while end > first:
        start = end
        while start > first and _is_name_word(line, start - 1):
            start -= 1
        if start < end:
            yield start, end
        end = start - 1 if start < end else end - 1


def _is_name_word(line: Line, token: int) -> bool:
    """Whether a token may be part of a place's name; the parser takes rare ones for other words than names."""
    s = line.sentence
    word = s.words[token]
    if line.owner[token] >= 0 or not (word == "-" or word[0].isupper()):
        return False
    return s.poses[token] in ("PROPN", "PUNCT") or (s.poses[token] in _MISTAKEN and len(word) >= _SHORTEST_MISTAKEN)


def settled_state(line: Line, first: int, stop: int) -> Settled | None:
    """The state of the town or province that the words from ``first`` to ``stop`` name."""
    for start, end in _name_runs(line, first, stop):
        state = state_of_place(spelled(line, start, end))
        if state in line.names.states:
            return Settled(state, line.names.states[state], end)
    return None


def is_at_a_town(line: Line, at: int) -> bool:
    """Whether people are only met at a place: "the opposition *at Geneva*"; not "officials *at the Kremlin*"."""
    token = line.sentence.child(at, "pobj")
    if token is None:
        return False
    position = line.owner[token]
    if position >= 0:
        return line.known[position].hit.kind == "region"
    return settled_state(line, phrase_start(line, token), token + 1) is not None
