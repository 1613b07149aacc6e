"""Events with their whole records: the same that asking answers with, as they stood, without what is judged wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from invented import report

import onrecord
from onrecord import Ledger, QueryError, Report, add_reports
from onrecord.ledger import selecting
from onrecord.ledger.judging import Judged, judge_all

pytestmark = pytest.mark.usefixtures("coded_once")
Reports = Callable[..., list[Report]]


def _moment(path: Path) -> datetime:
    with Ledger(path) as ledger:
        return next(iter(ledger.sql("SELECT max(finished_at) AS moment FROM history.run")))["moment"]


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_the_same_events_as_asking(at_once: int, path: Path, reports: Reports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selecting, "_REPORTS_AT_ONCE", at_once)
    add_reports(path, reports())
    with Ledger(path) as ledger:
        for question, *terms in (("events",), ("events", "actor=KEN"), ("transfers", "stage=delivered"), ("claims",)):
            found = list(ledger.selected(question, *terms))
            ids = [event.coded["id"] for one in found for event in one.events]
            assert sorted(ids) == sorted({row["event_id"] for row in ledger.ask(question, *terms)})
            assert len(set(ids)) == len(ids)
            days = [one.document["report"]["published"] for one in found]
            assert days == sorted(days)


def test_an_event_comes_with_its_record_and_account(path: Path, reports: Reports) -> None:
    add_reports(path, reports("deal"))
    coded = next(iter(onrecord.code_reports(reports("deal"))))
    with Ledger(path) as ledger:
        found = next(ledger.selected("transfers", "stage=delivered", "certainty=CT+"))
        incidents = {row["incident_id"]: row for row in ledger.incidents()}
    assert found.text == coded.text
    event = found.events[0]
    assert event.coded["trigger"]["text"] == "delivered"
    assert event.coded["incident"] == event.row["incident_id"]
    assert event.account is not None
    assert event.account["independent"] == incidents[event.row["incident_id"]]["independent"]


def test_what_is_judged_wrong_or_superseded_stands_only_as_of_before(path: Path, reports: Reports) -> None:
    add_reports(path, reports("deal", "talks"))
    before = _moment(path)
    with Ledger(path) as ledger:
        wrong = next(ledger.selected("events", "report=deal")).events[0].coded["id"]
        all_there = {event.coded["id"] for one in ledger.selected("events") for event in one.events}
    onrecord.judge(path, "WRONG", wrong, by="ada")
    add_reports(path, [report("talks", "The foreign minister of Kenya condemned Ethiopia on Thursday.")])
    with Ledger(path) as ledger:
        now = list(ledger.selected("events"))
        assert wrong not in {event.coded["id"] for one in now for event in one.events}
        assert [one.text for one in now if one.document["report"]["key"] == "talks"] == [
            "The foreign minister of Kenya condemned Ethiopia on Thursday."
        ]
    with Ledger(path, as_of=before + timedelta(microseconds=1)) as ledger:
        then = {event.coded["id"] for one in ledger.selected("events") for event in one.events}
    assert then == all_there


def test_rows_that_are_no_events_are_refused(path: Path, reports: Reports) -> None:
    add_reports(path, reports("talks"))
    with Ledger(path) as ledger:
        for question in ("incidents", "timeline"):
            with pytest.raises(QueryError, match="takes events"):
                list(ledger.selected(question))
        with pytest.raises(QueryError, match="question 'nothing'"):
            ledger.selected("nothing")


def test_the_versions_are_those_of_what_holds(path: Path, reports: Reports) -> None:
    add_reports(path, reports("talks"))
    with Ledger(path) as ledger:
        (versions,) = ledger.versions()
        assert versions["model"]
        assert set(versions) == {"code", "knowledge", "model"}


def test_judgements_are_made_together_or_not_at_all(path: Path, reports: Reports) -> None:
    add_reports(path, reports("talks", "raid"))
    with Ledger(path) as ledger:
        talks, raid = (next(iter(ledger.events(f"report={key}")))["event_id"] for key in ("talks", "raid"))
    with pytest.raises(QueryError, match="no event and no incident"):
        judge_all(path, [Judged("WRONG", talks, by="ada"), Judged("WRONG", "0123456789abcdef", by="ada")])
    with Ledger(path) as ledger:
        assert len(ledger.sql("FROM judgement")) == 0
    assert judge_all(path, []) == []
    ids = judge_all(path, [Judged("SAME", talks, raid, by="ada"), Judged("WRONG", raid, by="ada", why="no raid")])
    with Ledger(path) as ledger:
        rows = list(ledger.sql("SELECT judgement_id, verdict, why FROM judgement ORDER BY verdict"))
    assert [(row["judgement_id"], row["verdict"], row["why"]) for row in rows] == [
        (ids[0], "SAME", None),
        (ids[1], "WRONG", "no raid"),
    ]
