"""Codes and columns of the formats that exports write: ``knowledge/exports``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.actor_names import load_actor_names
from onrecord.knowledge.files import read_csv, read_toml
from onrecord.records import body_of

__all__ = ["Country", "ExportCodes", "load_export_codes"]

_FILE = "exports/formats.toml"
_COUNTRIES = "exports/country_codes.csv"
_DIVISIONS = "places/divisions.csv"
_NAMED_KINDS = ("body", "agency", "company", "group", "party")


@dataclass(frozen=True, slots=True)
class Country:
    """A country as other formats name it: ISO 3166-1 alpha-2 and numeric, FIPS 10-4; empty where it has no code."""

    name: str
    iso2: str
    numeric: str
    fips: str
    geonameid: int


@dataclass(frozen=True, slots=True)
class ExportCodes:
    """The tables of ``formats.toml``; ``kinds`` tells what an actor's body is ("state", "company", "person")."""

    cameo: Mapping[str, str]
    roots: Mapping[str, str]
    quads: Mapping[str, int]
    goldstein: Mapping[str, float]
    cameo_roles: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    acled: Mapping[str, tuple[str, str, str]]
    acled_inter: Mapping[str, str]
    ftm_schemata: Mapping[str, str]
    confidence: Mapping[str, int]
    countries: Mapping[str, Country]
    divisions: frozenset[tuple[str, str]]
    kinds: Mapping[str, str]

    def cameo_code(self, type_: str, mode: str | None) -> str:
        """The three digits of CAMEO for a PLOVER type and mode: the mode's own, else the root and a nought."""
        return self.cameo.get(f"{type_}/{mode}", self.roots[type_] + "0")

    def kind_of(self, identity: str) -> str:
        """What an actor is: state, body, agency, company, group, party, person, or other."""
        return self.kinds.get(body_of(identity), "other")


@cache
def load_export_codes() -> ExportCodes:
    """The checked tables.

    Raises:
        KnowledgeError: a code has no place on the Goldstein scale, or a column is named twice.

    """
    table, ontology = read_toml(_FILE), read_toml("predicates/ontology.toml")["types"]
    columns = {name: tuple(listed) for name, listed in table["columns"].items()}
    for name, listed in columns.items():
        if len(set(listed)) != len(listed):
            raise KnowledgeError(f"{_FILE}: columns.{name}: a column is named twice")
    roots = {name: str(entry["cameo"]) for name, entry in ontology.items()}
    missing = ({*table["cameo"].values()} | {root + "0" for root in roots.values()}) - table["goldstein"].keys()
    if missing:
        raise KnowledgeError(f"{_FILE}: goldstein: no value for {', '.join(sorted(missing))}")
    return ExportCodes(
        cameo=table["cameo"],
        roots=roots,
        quads={name: int(entry["quad"]) for name, entry in ontology.items()},
        goldstein=table["goldstein"],
        cameo_roles=table["cameo_roles"],
        columns=columns,
        acled={key: (row[0], row[1], row[2]) for key, row in table["acled"].items()},
        acled_inter=table["acled_inter"],
        ftm_schemata=table["ftm_schemata"],
        confidence=table["confidence"],
        countries=_countries(),
        divisions=frozenset((row["country"], row["name"]) for row in read_csv(_DIVISIONS, columns=("country", "name"))),
        kinds=_kinds(),
    )


def _countries() -> dict[str, Country]:
    rows = read_csv(_COUNTRIES, columns=("country", "name", "iso2", "numeric", "fips", "geonameid"))
    return {
        row["country"]: Country(row["name"], row["iso2"], row["numeric"], row["fips"], int(row["geonameid"]))
        for row in rows
    }


def _kinds() -> dict[str, str]:
    known = load_actor_names()
    named = (entry for entries in known.names.values() for entry in entries if entry.kind in _NAMED_KINDS)
    kinds = {entry.id: str(entry.kind) for entry in named}
    return kinds | dict.fromkeys(known.persons, "person") | dict.fromkeys(known.states, "state")
