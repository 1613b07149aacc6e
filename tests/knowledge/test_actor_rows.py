"""The rows of ``knowledge/actors`` that list persons and organisations: ids, days, states."""

from __future__ import annotations

import itertools
import re

import pytest

from onrecord.knowledge.files import read_csv

ORGANISATIONS = ("armed_groups", "parties", "companies", "outlets", "agencies")
COLUMNS = ("id", "name", "aliases", "state", "sector", "from", "to", "source", "checked")
OFFICIAL_COLUMNS = ("body", "office", "sector", "name", "from", "to", "aliases", "sure", "source", "checked")
LEADER_COLUMNS = ("body", "office", "name", "from", "to", "aliases", "sure", "source", "checked")
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
# States that are gone keep the ISO 3166-3 code they had; Kosovo has a user-assigned one.
FORMER = {"SUN", "YUG", "DDR", "CSK", "XKX"}


def rows(name: str) -> list[dict[str, str]]:
    columns = {"leaders": LEADER_COLUMNS, "officials": OFFICIAL_COLUMNS}.get(name, COLUMNS)
    return list(read_csv(f"actors/{name}.csv", columns=columns))


def known_states() -> set[str]:
    return {row["id"] for row in read_csv("actors/states.csv", columns=("id",))} | FORMER


@pytest.mark.parametrize("name", [*ORGANISATIONS, "persons"])
def test_ids_are_unique(name: str) -> None:
    ids = [row["id"] for row in rows(name)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", [*ORGANISATIONS, "persons", "leaders"])
def test_days_are_iso_and_in_order(name: str) -> None:
    for row in rows(name):
        for column in ("from", "to", "checked"):
            assert not row[column] or DAY.match(row[column]), row
        assert not row["from"] or not row["to"] or row["from"] < row["to"], row


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_states_of_organisations_are_known(name: str) -> None:
    states = known_states()
    assert not {row["state"] for row in rows(name)} - states - {""}


def test_persons_belong_to_a_state_or_an_organisation() -> None:
    bodies = {row["id"] for row in read_csv("actors/bodies.csv", columns=("id",))}
    known = known_states() | bodies | {row["id"] for name in ORGANISATIONS for row in rows(name)}
    assert not {row["state"] for row in rows("persons")} - known - {""}


def test_terms_of_one_office_do_not_overlap() -> None:
    offices: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows("leaders"):
        offices.setdefault((row["body"], row["office"]), []).append(row)
    for terms in offices.values():
        terms.sort(key=lambda row: row["from"])
        for earlier, later in itertools.pairwise(terms):
            assert earlier["to"], (earlier, later)
            assert earlier["to"] <= later["from"], (earlier, later)


def test_leaders_cover_the_world() -> None:
    terms = rows("leaders")
    states = known_states()
    assert len(terms) > 1500
    assert len({row["body"] for row in terms} & states) > 130
    assert {"UN", "NATO", "EU", "IAEA"} <= {row["body"] for row in terms}


@pytest.mark.parametrize("name", [*ORGANISATIONS, "persons", "leaders", "officials"])
def test_aliases_are_not_blank_and_not_the_name(name: str) -> None:
    for row in rows(name):
        aliases = row["aliases"].split(";") if row["aliases"] else []
        assert all(alias == alias.strip() and alias for alias in aliases), row
        assert row["name"] not in aliases, row
        assert len(aliases) == len(set(aliases)), row


def test_surenesses_are_stated() -> None:
    assert {row["sure"] for row in rows("leaders")} == {"known", "known-medium"}


def test_officials_cover_the_world_by_year_or_month() -> None:
    terms = rows("officials")
    bodies = {row["id"] for row in read_csv("actors/bodies.csv", columns=("id",))}
    known = known_states() | bodies | {row["id"] for name in ORGANISATIONS for row in rows(name)}
    assert not {row["body"] for row in terms} - known
    assert len({row["body"] for row in terms} & known_states()) > 185
    for row in terms:
        assert re.match(r"\d{4}(-(0[1-9]|1[0-2]))?$", row["from"]), row
        assert not row["to"] or row["from"] < row["to"], row
        assert row["sector"] or row["body"] not in known_states(), row
        assert row["sure"] in {"known", "known-medium"}, row
