"""Words and tables about places: cues beside a name, publishers' homes, who holds a disputed area when."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_bytes, read_csv, read_toml

__all__ = [
    "Control",
    "Outlets",
    "PlaceCues",
    "control_of",
    "load_controls",
    "load_outlets",
    "load_place_cues",
    "load_words",
]

_CUES = "places/cues.toml"
_DISPUTED = "places/disputed.csv"


@functools.cache
def load_words(name: str) -> frozenset[str]:
    """The entries of a word list ``places/NAME.txt``: one a line, ``#`` starts a comment.

    Raises:
        KnowledgeError: there is no such list, or it is empty.

    """
    lines = read_bytes(f"places/{name}.txt").decode("utf-8").splitlines()
    words = frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    if not words:
        raise KnowledgeError(f"places/{name}.txt: no entry; expected one word a line")
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
    found: dict[str, list[Control]] = {}
    for row in read_csv(_DISPUTED, columns=("name", "controls", "claims", "since", "until", "aliases")):
        if len(row["since"]) != len("2014-03-18") or (row["until"] and row["until"] < row["since"]):
            raise KnowledgeError(f"{_DISPUTED}: {row['name']}: expected since <= until as YYYY-MM-DD")
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
    directions: frozenset[str]
    acronyms: frozenset[str]
    facilities: frozenset[str]
    facility_heads: frozenset[str]
    streets: frozenset[str]
    ways: frozenset[str]
    generic_domains: frozenset[str]
    locale: Mapping[str, str]
    domains: Mapping[str, str]


@functools.cache
def load_place_cues() -> PlaceCues:
    """The cue words.

    Raises:
        KnowledgeError: a list is missing or empty.

    """
    table = read_toml(_CUES)
    lists = [field.name for field in fields(PlaceCues) if field.name not in ("locale", "domains")]
    for key in lists:
        if not table.get(key):
            raise KnowledgeError(f"{_CUES}: {key}: expected a list of words")
    locale = {word: country for country, words in table["locale"].items() for word in words}
    return PlaceCues(**{key: frozenset(table[key]) for key in lists}, locale=locale, domains=table["domains"])


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where publishers sit: ``places`` by web domain or unmistakable name, ``domains`` countries by national domain."""

    places: dict[str, tuple[str, float, float]]
    domains: dict[str, str]


@functools.cache
def load_outlets() -> Outlets:
    """Publishers' homes from ``places/outlets.csv`` and national domains from ``places/countries.csv``."""
    rows = list(read_csv("places/outlets.csv", columns=("domain", "publisher", "country", "latitude", "longitude")))
    names = [row["publisher"] for row in rows]
    places = {}
    for row in rows:
        home = (row["country"], float(row["latitude"]), float(row["longitude"]))
        places[row["domain"]] = home
        if names.count(row["publisher"]) == 1:
            places[row["publisher"]] = home
    cues = load_place_cues()
    countries = read_csv("places/countries.csv", columns=("country", "iso2"))
    domains = {cues.domains.get(row["iso2"], row["iso2"].lower()): row["country"] for row in countries}
    return Outlets(
        places, {domain: country for domain, country in domains.items() if domain not in cues.generic_domains}
    )
