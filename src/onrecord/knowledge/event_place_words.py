"""The words that link an event to a place; data in ``places/event_places.toml``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["EventPlaceWords", "load_event_place_words"]

_FILE = "places/event_places.toml"


@dataclass(frozen=True, slots=True)
class EventPlaceWords:
    """Prepositions (``locative`` in order of exactness, ``directed`` with the lemmas they place) and word classes."""

    locative: Mapping[str, int]
    directed: Mapping[str, frozenset[str]]
    narrow: frozenset[str]
    place_object: frozenset[str]
    spatial: frozenset[str]
    city_nouns: frozenset[str]
    country_nouns: frozenset[str]
    region_nouns: frozenset[str]
    grounded: frozenset[str]
    taking: frozenset[str]
    trials: frozenset[str]
    traded: frozenset[str]
    placeless: frozenset[str]
    home: frozenset[str]
    meetings: frozenset[str]
    consultations: frozenset[str]
    national: frozenset[str]
    spoken: frozenset[str]


@functools.cache
def load_event_place_words() -> EventPlaceWords:
    """The words, checked.

    Raises:
        KnowledgeError: a list is missing or empty.

    """
    table = read_toml(_FILE)
    names = [field.name for field in fields(EventPlaceWords) if field.name not in ("locative", "directed", "narrow")]
    for name in names:
        if not table.get("words", {}).get(name):
            raise KnowledgeError(f"{_FILE}: words.{name}: expected a list of words")
    return EventPlaceWords(
        locative={word: rank for rank, word in enumerate(table["locative"])},
        directed={word: frozenset(lemmas) for word, lemmas in table["directed"].items()},
        narrow=frozenset(table["narrow"]),
        **{name: frozenset(table["words"][name]) for name in names},
    )
