"""What adding keeps, skips, supersedes and refuses."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from invented import TEXTS, report

import onrecord
from onrecord import InputError, Ledger, LedgerError, Problem, QueryError, Report, Unreadable, add_reports
from onrecord.ledger import recoding, store
from onrecord.ledger.files import WriterLock
from onrecord.ledger.migrating import newest_version

pytestmark = pytest.mark.usefixtures("coded_once")
Reports = Callable[..., list[Report]]


def _keys(path: Path) -> list[str]:
    with Ledger(path) as ledger:
        return [row["key"] for row in ledger.sql("SELECT key FROM report ORDER BY key")]


def test_reports_are_kept_with_all_their_events(path: Path, reports: Reports) -> None:
    done = add_reports(path, reports())
    assert (done.added, done.already_there, done.failed) == (4, 0, 0)
    with Ledger(path) as ledger:
        events = list(ledger.events())
        expected = [event for r in reports() for event in next(iter(onrecord.code_reports([r]))).events]
        assert {row["event_id"] for row in events} == {event.id for event in expected}
        assert len(events) == len(expected) == done.events
        assert all(row["quote"] in TEXTS[row["key"]][2].replace("\n", " ") for row in events)


def test_the_public_record_comes_back_whole(path: Path, reports: Reports) -> None:
    add_reports(path, reports("deal"))
    with Ledger(path) as ledger:
        kept = ledger.report("deal")
    coded = next(iter(onrecord.code_reports(reports("deal"))))
    assert kept["document"] == onrecord.to_json(coded) + "\n"
    assert kept["text"] == coded.text


def test_adding_again_changes_nothing(path: Path, reports: Reports) -> None:
    add_reports(path, reports())
    with Ledger(path) as ledger:
        before = list(ledger.events()), list(ledger.incidents())
    again = add_reports(path, reports())
    assert (again.added, again.already_there, again.superseded) == (0, 4, 0)
    with Ledger(path) as ledger:
        assert (list(ledger.events()), list(ledger.incidents())) == before


def test_a_changed_report_supersedes_and_the_old_one_is_kept(path: Path, reports: Reports) -> None:
    add_reports(path, reports())
    changed = report("plea", "France urged Kenya not to sell rifles to Sudan.")
    done = add_reports(path, [changed])
    assert (done.added, done.superseded) == (1, 1)
    assert _keys(path) == sorted(TEXTS)
    with Ledger(path) as ledger:
        quotes = {row["quote"] for row in ledger.events("report=plea")}
        assert quotes == {changed.text}
        old = list(ledger.sql("SELECT superseded_by FROM history.report WHERE superseded_at IS NOT NULL"))
        assert old == [{"superseded_by": changed.id}]
        told = list(ledger.sql("SELECT count(*) AS n FROM incident_link l ANTI JOIN event e USING (event_id)"))
        assert told == [{"n": 0}]


def test_twins_in_one_run_are_two_reports(path: Path) -> None:
    twin = report("plea", "France urged Kenya not to sell rifles to Sudan.")
    add_reports(path, [report("plea"), twin])
    assert _keys(path) == ["plea", "plea"]
    assert add_reports(path, [report("plea"), twin]).already_there == 2
    assert _keys(path) == ["plea", "plea"]


def test_the_same_words_under_another_publisher_are_one_more_copy(path: Path, reports: Reports) -> None:
    add_reports(path, reports("raid"))
    elsewhere = replace(report("raid", publisher="Morning News"), key="raid-2")
    done = add_reports(path, [elsewhere])
    assert (done.added, done.seen_elsewhere, done.superseded) == (0, 1, 0)
    assert add_reports(path, [elsewhere]).already_there == 1
    with Ledger(path) as ledger:
        incident = next(iter(ledger.incidents("type=ASSAULT")))
    assert (incident["reports"], incident["copies"]) == (2, 1)
    assert incident["publishers"] == ["Evening Post", "Morning News"]


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(path: Path, reports: Reports) -> None:
    problem = Problem("empty", "error", "gone.txt: the file is empty; there is nothing to code")
    done = add_reports(path, [Unreadable("gone", "gone.txt", (problem,)), *reports("talks")])
    assert (done.unreadable, done.added) == (1, 1)
    assert done.problems == [("gone", problem)]


def test_as_of_a_moment_the_record_is_what_it_was(path: Path, reports: Reports) -> None:
    add_reports(path, reports("talks"))
    between = datetime.now(UTC)
    add_reports(
        path, [*reports("raid"), report("talks", "The foreign ministers of Kenya and Ethiopia met in Nairobi.")]
    )
    with Ledger(path, as_of=between) as then, Ledger(path) as now:
        assert {row["quote"] for row in then.events()} == {TEXTS["talks"][2]}
        assert {row["key"] for row in now.events()} == {"talks", "raid"}
        assert len(then.incidents()) == len({row["incident_id"] for row in then.events()})
    with Ledger(path, as_of=between - timedelta(days=1)) as before:
        assert len(before.events()) == 0


def test_a_second_writer_is_told_so(path: Path, reports: Reports) -> None:
    add_reports(path, reports("talks"))
    with WriterLock(path), pytest.raises(LedgerError, match=r"test\.ledger: another process is adding to this ledger"):
        add_reports(path, reports("raid"))
    assert _keys(path) == ["talks"]


def _add_and_wait(path: Path, ready: object, go: object) -> None:
    with store.LedgerWriter(path, "add"):
        ready.set()  # type: ignore[attr-defined]
        go.wait(30)  # type: ignore[attr-defined]


def test_readers_go_on_while_another_process_writes(path: Path, reports: Reports) -> None:
    add_reports(path, reports("talks"))
    context = multiprocessing.get_context("spawn")
    ready, go = context.Event(), context.Event()
    writer = context.Process(target=_add_and_wait, args=(path, ready, go))
    writer.start()
    try:
        assert ready.wait(30)
        assert _keys(path) == ["talks"]
    finally:
        go.set()
        writer.join(30)
    assert writer.exitcode == 0


def test_a_transaction_that_fails_leaves_nothing(path: Path, reports: Reports, monkeypatch: pytest.MonkeyPatch) -> None:
    add_reports(path, reports("talks"))

    def break_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.ledger.adding.link_reports", break_off)
    with pytest.raises(KeyboardInterrupt):
        add_reports(path, reports("raid", "deal"))
    monkeypatch.undo()
    assert _keys(path) == ["talks"]


def test_what_is_no_ledger_is_refused(path: Path, tmp_path: Path, reports: Reports) -> None:
    path.write_text("no database")
    with pytest.raises(LedgerError, match="cannot be opened as a ledger"):
        add_reports(path, reports("talks"))
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(LedgerError, match="a DuckDB database, but no ledger of Onrecord"):
        add_reports(other, reports("talks"))
    with pytest.raises(InputError, match=r"none\.ledger: no such ledger"):
        Ledger(tmp_path / "none.ledger")


def test_a_ledger_of_a_newer_version_is_left_alone(path: Path, reports: Reports) -> None:
    add_reports(path, reports("talks"))
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE history.ledger SET schema_version = ?", [newest_version() + 1])
    with pytest.raises(LedgerError, match="written by a newer Onrecord"):
        add_reports(path, reports("raid"))


def test_a_clock_that_goes_back_does_not_reorder_the_history(
    path: Path, reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_reports(path, reports("talks"))

    monkeypatch.setattr(store, "clock", lambda: datetime(2001, 1, 1))
    add_reports(path, reports("raid"))
    with Ledger(path) as ledger:
        rows = list(ledger.sql("SELECT key FROM history.report ORDER BY added_at, key DESC"))
    assert [row["key"] for row in rows] == ["talks", "raid"]


def test_recoding_without_a_change_confirms_what_is_there(path: Path, reports: Reports) -> None:
    add_reports(path, reports("talks", "raid"))
    assert onrecord.recode(path).reports == 0
    done = onrecord.recode(path, is_everything=True)
    assert (done.reports, done.same, done.changes) == (2, 2, [])


def test_recoding_tells_what_was_gained_and_lost(path: Path, reports: Reports, monkeypatch: pytest.MonkeyPatch) -> None:
    add_reports(path, reports("talks", "raid"))
    with Ledger(path) as ledger:
        events = list(ledger.events("report=talks"))
    onrecord.judge(path, "WRONG", events[-1]["event_id"], by="ada")
    code = onrecord.code_reports

    def forgetful(inputs: object) -> object:
        for coded in code(inputs):  # type: ignore[arg-type]
            yield replace(coded, events=coded.events[1:]) if coded.report.key == "talks" else coded

    monkeypatch.setattr(onrecord, "code_reports", forgetful)
    versions = SimpleNamespace(code="other", knowledge="other", model="other")
    for module in (recoding, store):
        monkeypatch.setattr(module, "installed_versions", lambda: versions)
    done = onrecord.recode(path)
    assert (done.reports, done.same) == (2, 1)
    assert [(change.kind, change.event) for change in done.changes] == [("lost", events[0]["event_id"])]
    assert onrecord.recode(path).reports == 0
    with Ledger(path) as ledger:
        left = {row["event_id"] for row in ledger.events("report=talks")}
        assert left == {row["event_id"] for row in events[1:-1]}
        assert list(ledger.sql("SELECT count(*) AS n FROM history.coding")) == [{"n": 3}]


def test_a_judgement_of_what_is_not_there_is_refused(path: Path, reports: Reports) -> None:
    with pytest.raises(InputError, match="no such ledger"):
        onrecord.judge(path, "WRONG", "0123456789abcdef", by="ada")
    assert not path.exists()
    add_reports(path, reports("talks"))
    with pytest.raises(QueryError, match="no event and no incident"):
        onrecord.judge(path, "WRONG", "0123456789abcdef", by="ada")
    with pytest.raises(QueryError, match="give two ids"):
        onrecord.judge(path, "SAME", "0123456789abcdef", by="ada")


def test_people_join_and_part_incidents_and_take_it_back(path: Path, reports: Reports) -> None:
    add_reports(path, reports("talks", "raid"))

    def incident_of(event: str) -> str:
        with Ledger(path) as ledger:
            return str(next(iter(ledger.events(f"event={event}")))["incident_id"])

    with Ledger(path) as ledger:
        first = next(iter(ledger.events("report=talks")))["event_id"]
        second = next(iter(ledger.events("report=raid")))["event_id"]
    assert incident_of(first) != incident_of(second)
    joined = onrecord.judge(path, "SAME", first, second, by="ada", why="one meeting")
    assert incident_of(first) == incident_of(second)
    onrecord.judge(path, "DIFFERENT", first, second, by="ben")
    assert incident_of(first) != incident_of(second)
    onrecord.withdraw(path, joined)
    with pytest.raises(QueryError, match="none such that still holds"):
        onrecord.withdraw(path, joined)
