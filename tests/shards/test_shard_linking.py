"""Incidents linked bucket by bucket are those of a ledger that added the same reports one after the other."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from sharded import write_inputs

import onrecord
from onrecord import Ledger
from onrecord.ledger import BATCH
from onrecord.ledger import linking as ledger_linking
from onrecord.shards import add_in_shards, candidates, linking

# All that linking writes, without the moments and the ids of runs and codings.
_TABLES = {
    "event": "SELECT * EXCLUDE (coding_id)",
    "report": "SELECT * EXCLUDE (run_id, added_at)",
    "appearance": "SELECT * EXCLUDE (run_id, seen_at)",
    "content": "SELECT *",
    "coding": "SELECT report_id, has_failed, document",
    "event_key": "SELECT *",
    "event_pair": "SELECT *",
    "event_sketch": "SELECT *",
    "report_sketch": "SELECT *",
    "copy_sketch": "SELECT *",
    "copy_key": "SELECT *",
    "copy": "SELECT * EXCLUDE (found_at)",
    "incident_link": "SELECT event_id, incident_id, component",
    "incident": "SELECT * EXCLUDE (since, until)",
    "corroboration": "SELECT * EXCLUDE (since, until)",
    "certainty_step": "SELECT * EXCLUDE (since, until)",
}
_CURRENT = ("incident_link", "incident", "corroboration", "certainty_step")


def _tables(path: Path) -> dict[str, list[dict[str, object]]]:
    with Ledger(path) as ledger:
        return {
            table: list(
                ledger.sql(
                    f"{query} FROM history.{table} {'WHERE until IS NULL' if table in _CURRENT else ''} ORDER BY ALL",
                    limit=1_000_000,
                )
            )
            for table, query in _TABLES.items()
        }


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Reports of few states and days in no order, so that many tellings share each key."""
    folder = tmp_path_factory.mktemp("crowded")
    files = write_inputs(folder, 240)
    for file in files:
        lines = file.read_text().splitlines()
        random.Random(3).shuffle(lines)
        file.write_text("\n".join(lines) + "\n")
    return files


@pytest.fixture(params=[3, 60])
def most(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many tellings a key is compared with at most: few, so that which they are matters, and as it is."""
    rules = replace(candidates.load_matching_rules(), most=request.param)
    for module in (candidates, ledger_linking):
        monkeypatch.setattr(module, "load_matching_rules", lambda: rules)
    return int(request.param)


@pytest.mark.parametrize("size", [17, 100])
def test_the_pairs_and_incidents_are_those_of_the_ledger(
    size: int, most: int, crowded: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    onrecord.add_reports(tmp_path / "one", onrecord.read_inputs(crowded))
    one = _tables(tmp_path / "one")
    if size == 17:
        monkeypatch.setattr(linking, "_ROWS_A_PART", 300)  # every bucket is hot
    add_in_shards(tmp_path / "two", crowded, shards=tmp_path / "shards", engine="serial", size=size)
    two = _tables(tmp_path / "two")
    for table in _TABLES:
        assert two[table] == one[table], table
    largest = max(len([row for row in one["event_key"] if row["key"] == key["key"]]) for key in one["event_key"][:50])
    assert largest > 3
    assert len({row["incident_id"] for row in one["incident_link"]}) < len(one["incident_link"])
    assert len(list((tmp_path / "shards" / "found").iterdir())) >= (9 if size == 17 else 2)


def test_a_batch_belongs_to_the_shard_where_it_begins() -> None:
    more = BATCH + 8
    first, last = [str(i) for i in range(more)], [str(i) for i in range(more + 1, 3 * BATCH)]
    places = linking.places_of([first, ["1", None, str(more)], last])
    assert linking.first_batches(places) == (0, 2, 2)
