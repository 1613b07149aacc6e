"""Row formats: each read back by an independent reader; nothing is invented, nothing denied is told as done."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import onrecord
from onrecord.knowledge.exporting import load_export_codes

Export = Callable[..., tuple[Path, dict[str, Any]]]


def _tab(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").removesuffix("\n").split("\n")]


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_csv_holds_the_answer(export: Export, exported_ledger: Path) -> None:
    path, manifest = export("csv", "recipient=RUS", question="transfers")
    with onrecord.Ledger(exported_ledger) as ledger:
        answer = ledger.transfers("recipient=RUS")
    rows = _csv(path)
    assert [row["event_id"] for row in rows] == [row["event_id"] for row in answer]
    assert list(rows[0]) == list(answer.columns)
    assert manifest["selected"] == {"rows": len(rows)}
    assert manifest["written"] == {"row": len(rows)}


def test_csv_runs_no_formula(export: Export) -> None:
    path, _ = export("csv", "report=hostile")
    publishers = {row["publisher"] for row in _csv(path)}
    assert publishers == {'\'=HYPERLINK("x")'}


def test_parquet_keeps_types_and_exact_words(export: Export, exported_ledger: Path) -> None:
    path, manifest = export("parquet", "report=hostile")
    table = pq.read_table(path)
    with onrecord.Ledger(exported_ledger) as ledger:
        assert table.to_pylist() == list(ledger.events("report=hostile"))
    assert set(table.column("publisher").to_pylist()) == {'=HYPERLINK("x")'}
    inside = json.loads(table.schema.metadata[b"onrecord"])
    assert inside["filter"] == ["report=hostile"]
    assert inside["versions"] == manifest["versions"]


def test_icews_lines_have_one_width_and_no_denial(export: Export, exported_ledger: Path) -> None:
    path, manifest = export("cameo")
    head, *rows = _tab(path)
    assert tuple(head[:20]) == load_export_codes().columns["icews"]
    assert {len(row) for row in rows} == {len(head)}
    assert manifest["selected"]["events"] > manifest["written"]["event"] > 0
    records = [dict(zip(head, row, strict=True)) for row in rows]
    assert {r["Story ID"] for r in records if r["CAMEO Code"] == "070"} >= {"shells-norway", "shells-officials"}
    assert not any(r["Story ID"] == "shells-denial" and r["CAMEO Code"] == "070" for r in records)
    shells = next(r for r in records if r["Story ID"] == "shells-norway" and r["CAMEO Code"] == "070")
    assert (shells["Source Country"], shells["Target Country"]) == ("North Korea", "Russia")
    assert (shells["Intensity"], shells["Source Of Claim"], shells["Certainty"]) == ("7.0", "NOR", "CT+")
    assert all(len(r["CAMEO Code"]) == 3 for r in records)


def test_gdelt_lines_have_61_columns_and_one_line_for_an_incident(export: Export) -> None:
    path, _ = export("gdelt-like")
    columns = load_export_codes().columns["gdelt"]
    assert len(columns) == 61
    rows = [dict(zip(columns, row, strict=True)) for row in _tab(path)]
    shells = [r for r in rows if r["Actor1Code"] == "PRK" and r["EventRootCode"] == "07"]
    assert len(shells) == 1
    assert (shells[0]["Actor2CountryCode"], shells[0]["SQLDATE"], shells[0]["QuadClass"]) == ("RUS", "20230901", "2")
    assert int(shells[0]["NumArticles"]) > int(shells[0]["NumSources"]) >= 1
    assert len({r["GLOBALEVENTID"] for r in rows}) == len(rows)
    assert all(r["GLOBALEVENTID"].isdigit() and len(r["SQLDATE"]) == 8 for r in rows)
    assert "javascript:" not in path.read_text("utf-8")


def test_a_country_is_no_pin(export: Export) -> None:
    path, _ = export("gdelt-like")
    columns = load_export_codes().columns["gdelt"]
    rows = [dict(zip(columns, row, strict=True)) for row in _tab(path)]
    countries = [r for r in rows if r["ActionGeo_Type"] == "1"]
    assert countries
    assert all(r["ActionGeo_Lat"] == "" and len(r["ActionGeo_CountryCode"]) == 2 for r in countries)
    features = json.loads(export("geojson")[0].read_text("utf-8"))["features"]
    for feature in features:
        if feature["properties"]["geo_precision"] in (None, "country"):
            assert feature["geometry"] is None


def test_acled_rows_tell_their_precision(export: Export) -> None:
    path, _ = export("acled-csv")
    rows = _csv(path)
    assert tuple(rows[0]) == load_export_codes().columns["acled"]
    raid = next(row for row in rows if row["event_type"] == "Battles")
    assert raid["fatalities"] == ""
    assert raid["time_precision"] in {"1", "2", "3"}
    assert raid["notes"].startswith("Rebels attacked an army base")
    assert len({row["event_id_cnty"] for row in rows}) == len(rows)
    assert all(row["geo_precision"] in {"", "1", "2", "3"} for row in rows)
    assert not any(row["event_type"] == "AID" for row in rows)


def test_plover_lines_keep_compound_actors_in_one_event(export: Export, exported_ledger: Path) -> None:
    path, _ = export("plover-json")
    events = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    with onrecord.Ledger(exported_ledger) as ledger:
        assert len(events) == len(ledger.events())
    assert {"id", "date", "actor", "recipient", "event", "quad_code", "text", "cite_info"} <= events[0].keys()
    denied = next(e for e in events if e["onrecord"]["certainty"] == "CT-")
    assert denied["cite_info"]["citation"] == "shells-denial"
    assert "negation" in denied["onrecord"]["auxiliary"] or denied["onrecord"]["status"] == "negated"


def test_sipri_rows_count_an_incident_once(export: Export) -> None:
    path, _ = export("sipri-like")
    rows = _csv(path)
    howitzers = next(row for row in rows if row["desc"] == "40 howitzers")
    assert (howitzers["sellercod"], howitzers["buyercod"], howitzers["nrdel"]) == ("SDN", "LBY", "40")
    assert not any(row["sellercod"] == "IRN" for row in rows)
    assert len({r["tidn"] for r in rows}) == len(rows)


def test_sqlite_is_whole_and_searchable(export: Export, exported_ledger: Path) -> None:
    path, manifest = export("sqlite")
    with closing(sqlite3.connect(path)) as database, onrecord.Ledger(exported_ledger) as ledger:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT count(*) FROM events").fetchone()[0] == len(ledger.events())
        found = database.execute(
            "SELECT e.id FROM event_text t JOIN events e ON e.rowid = t.rowid WHERE event_text MATCH 'deliver shell'"
        ).fetchall()
        assert len(found) >= 3
        for start, end, words, text in database.execute(
            'SELECT start, "end", words, text FROM evidence v JOIN events e ON e.id = v.event_id'
            " JOIN reports r ON r.id = e.report_id"
        ):
            assert text[start:end] == words
        listed = database.execute("SELECT actors FROM events").fetchall()
        assert all(isinstance(json.loads(row[0]), list) for row in listed)
        told = dict(database.execute("SELECT name, value FROM manifest").fetchall())
        assert told["question"] == "events"
        assert {kind: n for kind, n in manifest["written"].items() if kind == "events"} == {
            "events": len(ledger.events())
        }
        pinned = database.execute(
            "SELECT count(*) FROM events WHERE geo_precision = 'country' AND latitude IS NOT NULL"
        )
        assert pinned.fetchone() == (0,)
