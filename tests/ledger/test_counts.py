"""Counts over many rows, names of actors, and what came and went since a day."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import onrecord
from onrecord import Ledger, QueryError
from onrecord.ledger.pages import COUNTS


def test_weeks_count_every_dated_event_once(ledger: Ledger) -> None:
    weeks = list(ledger.counts("weeks"))
    assert sum(row["events"] for row in weeks) == len(ledger.events())
    assert all(row["week"] is None or row["week"].weekday() == 0 for row in weeks)


def test_months_count_every_incident_once(ledger: Ledger) -> None:
    assert sum(row["incidents"] for row in ledger.counts("months")) == len(ledger.incidents())


def test_pairs_count_each_actor_with_each_recipient(ledger: Ledger) -> None:
    expected = Counter(
        (one, other, row["type"]) for row in ledger.events() for one in row["actors"] for other in row["recipients"]
    )
    found = {(row["one"], row["other"], row["type"]): row["events"] for row in ledger.counts("pairs")}
    assert found == expected


def test_sites_count_every_event_once(ledger: Ledger) -> None:
    assert sum(row["events"] for row in ledger.counts("sites")) == len(ledger.events())


def test_flows_tell_claims_apart_by_stage_and_count_denials(ledger: Ledger) -> None:
    rows = [row for row in ledger.transfers() if row["supplier"] == ["SRB"] and row["recipient"] == ["LBY"]]
    flows = {row["stage"]: row for row in ledger.counts("flows", "supplier=SRB", "recipient=LBY")}
    assert {stage: flow["claims"] for stage, flow in flows.items()} == Counter(row["stage"] for row in rows)
    assert sum(flow["denied"] for flow in flows.values()) == sum(row["certainty"].endswith("-") for row in rows) > 0


def test_counts_take_the_filter_language_and_a_limit(ledger: Ledger) -> None:
    cut = ledger.counts("pairs", "actor=SRB", limit=1)
    assert (len(cut), cut.is_cut) == (1, True)
    for name in COUNTS:
        assert len(ledger.counts(name, "date=..1999")) == 0
    with pytest.raises(QueryError, match="no field"):
        ledger.counts("weeks", "actr=SRB")
    with pytest.raises(QueryError, match="count 'years'"):
        ledger.counts("years")


def test_states_and_persons_have_names(ledger: Ledger) -> None:
    names = ledger.names()
    assert names["SRB"] == "Serbia"
    assert {one for row in ledger.events() for one in row["actors"]} <= set(names)


def test_what_came_since_is_told_and_nothing_else(asked: Path) -> None:
    with Ledger(asked) as ledger:
        newest = ledger.newest()
        assert isinstance(newest, datetime)
        everything = ledger.changes(date(2000, 1, 1))
        nothing = ledger.changes(newest + timedelta(seconds=1))
        reports, events = len(ledger.sql("FROM report")), {row["event_id"] for row in ledger.events()}
    assert len(everything["reports"]) == reports
    assert {row["event_id"] for row in everything["gained"]} == events
    assert all(rows == [] for rows in nothing.values())


def test_a_corrected_report_and_a_judgement_are_changes(tmp_path: Path, asked: Path) -> None:
    path = tmp_path / "changed.ledger"
    path.write_bytes(asked.read_bytes())
    with Ledger(path) as ledger:
        before = ledger.newest()
        event = next(iter(ledger.events()))["event_id"]
    assert before is not None
    judgement = onrecord.judge(path, "WRONG", event, by="tester")
    text = "Norway accused Serbia of sending shells to Libya."
    onrecord.add_reports(path, [onrecord.read_text(text, date="2024-01-02", key="shells-denial")])
    with Ledger(path) as ledger:
        changed = ledger.changes(before)
        assert ledger.newest() > before
    assert [row["judgement_id"] for row in changed["judgements"]] == [judgement]
    assert [row["key"] for row in changed["superseded"]] == ["shells-denial"]
    assert {row["key"] for row in changed["gained"]} == {"shells-denial"}
    assert "Serbia denied" in " ".join(row["quote"] for row in changed["lost"])
