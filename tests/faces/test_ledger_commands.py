"""The ledger on the command line: what is printed where, and the exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

import onrecord
from onrecord.faces.cli import app
from onrecord.faces.ledger_commands import ASKING
from onrecord.ledger import QUESTIONS
from onrecord.ledger.files import WriterLock

CLAIM = "date 2023-09-05\nPeru delivered 40 tanks to Libya on Monday, Norway's defence minister said.\n"
DENIAL = "date 2023-09-06\nPeru denied on Wednesday that it had delivered 40 tanks to Libya on Monday.\n"


def _run(*words: str, ledger: Path) -> Result:
    return CliRunner().invoke(app, list(words), env={"ONRECORD_LEDGER": str(ledger)})


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "claim.txt").write_text(CLAIM, encoding="utf-8")
    (folder / "denial.txt").write_text(DENIAL, encoding="utf-8")
    path = folder / "onrecord.ledger"
    result = _run("add", str(folder / "claim.txt"), str(folder / "denial.txt"), ledger=path)
    assert result.exit_code == 0, result.output
    assert "2 added" in result.stdout
    return path


def test_the_commands_are_the_questions_of_the_ledger() -> None:
    assert {name: question.meaning for name, question in QUESTIONS.items()} == ASKING


@pytest.mark.parametrize("name", [*ASKING, "brief"])
def test_help_lists_the_fields(name: str, tmp_path: Path) -> None:
    result = _run(name, "--help", ledger=tmp_path / "none")
    assert result.exit_code == 0
    assert "who did it: an id" in result.stdout


def test_help_loads_no_database() -> None:
    code = "import sys, onrecord.faces.cli; print([m for m in ('duckdb', 'pyarrow', 'spacy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_adding_again_changes_nothing_and_says_so(ledger: Path) -> None:
    result = _run("add", str(ledger.parent / "claim.txt"), ledger=ledger)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "0 added, 1 already there" in result.stdout


def test_a_changed_report_supersedes_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    report, path = tmp_path / "claim.txt", tmp_path / "x.ledger"
    report.write_text(CLAIM, encoding="utf-8")
    assert _run("add", str(report), "--quiet", ledger=path).output == ""
    report.write_text(CLAIM.replace("40", "4"), encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    result = _run("add", str(report), str(tmp_path / "picture.txt"), ledger=path)
    assert result.exit_code == 1
    assert "1 added, 1 of them superseding" in result.stdout
    assert "1 unreadable" in result.stdout
    assert result.stderr.startswith("picture: error: ")


def test_a_second_writer_is_told_and_stops(tmp_path: Path, ledger: Path) -> None:
    path = tmp_path / "busy.ledger"
    with WriterLock(path):
        started = time.monotonic()
        result = _run("add", str(ledger.parent / "claim.txt"), "--ledger", str(path), "--wait", "0.2", ledger=ledger)
    assert result.exit_code == 2
    assert "another process is adding" in result.stderr
    assert time.monotonic() - started >= 0.2


@pytest.mark.parametrize("name", sorted(ASKING))
def test_a_question_in_every_form(name: str, ledger: Path, tmp_path: Path) -> None:
    text = _run(name, "recipient=LBY", ledger=ledger)
    assert (text.exit_code, text.stderr) == (0, "")
    assert "\x1b" not in text.stdout
    assert all(len(line) <= 100 for line in text.stdout.splitlines())
    rows = [
        json.loads(line) for line in _run(name, "recipient=LBY", "--format", "jsonl", ledger=ledger).stdout.splitlines()
    ]
    table = list(csv.DictReader(io.StringIO(_run(name, "recipient=LBY", "--format", "csv", ledger=ledger).stdout)))
    target = tmp_path / "rows.parquet"
    assert _run(name, "recipient=LBY", "--format", "parquet", "--output", str(target), ledger=ledger).output == ""
    parquet = pq.read_table(target)
    assert len(rows) == len(table) == parquet.num_rows > 0
    assert list(rows[0]) == list(table[0]) == parquet.column_names


def test_a_person_sees_who_whom_type_day_certainty_word_quote_and_ids(ledger: Path) -> None:
    told = _run("transfers", "supplier=PER", "certainty=CT+", ledger=ledger).stdout
    for part in (
        "2023-09-04",
        "PER -> LBY",
        "delivered: 40 tanks",
        "CT+ occurred",
        "on the word of NOR",
        "“Peru",
        "incident ",
    ):
        assert part in told
    assert "denied by PER" in told


def test_sources_and_sql_are_tables(ledger: Path) -> None:
    assert _run("sources", ledger=ledger).stdout.split()[:2] == ["holder_kind", "holder"]
    told = _run("sql", "SELECT key, count(*) AS events FROM event GROUP BY key ORDER BY key", ledger=ledger).stdout
    assert told.split()[:2] == ["key", "events"]
    assert told.splitlines()[2].split()[0] == "claim"


def test_a_limit_is_told_on_standard_error(ledger: Path) -> None:
    result = _run("events", "--limit", "1", ledger=ledger)
    assert result.exit_code == 0
    assert "the first row is shown" in result.stderr


def test_a_limit_may_be_of_any_size(ledger: Path) -> None:
    for limit in ("9223372036854775807", "99999999999999999999"):
        for words in (("events",), ("sql", "FROM event"), ("brief",)):
            result = _run(*words, "--limit", limit, ledger=ledger)
            assert (result.exit_code, result.stderr) == (0, "")


def test_nothing_on_record_is_no_error(ledger: Path) -> None:
    for words in (("events", "actor=USA"), ("timeline", "--as-of", "2000-01-01"), ("brief", "actor=USA")):
        result = _run(*words, ledger=ledger)
        assert (result.exit_code, result.stdout.lower().rstrip(".\n")) == (0, "nothing on record")


def test_the_brief_is_told_in_sentences_with_ids(ledger: Path) -> None:
    told = " ".join(_run("brief", "recipient=LBY", ledger=ledger).stdout.split())
    assert "Peru is said to have delivered 40 tanks to Libya, 4 September 2023." in told
    assert "Denied by Peru." in told
    assert _run("brief", "--since", "2000-01-01", ledger=ledger).stdout.startswith("What changed\n- New: ")


def test_explain_takes_ids_of_a_ledger_and_files_as_before(ledger: Path) -> None:
    row = next(iter(onrecord.Ledger(ledger).transfers("certainty=CT+")))
    event = _run("explain", row["event_id"][:8], ledger=ledger).stdout
    assert row["quote"] in event
    assert "\nreasons\n" in event
    incident = _run("explain", row["incident_id"], ledger=ledger).stdout
    assert "denied by PER" in incident
    assert "Admiralty number 4 by the rule" in incident
    assert "AID  PER -> LBY  CT- negated" in _run("explain", "denial", ledger=ledger).stdout
    assert "propositions" in _run("explain", str(ledger.parent / "claim.txt"), "--at", "20", ledger=ledger).stdout
    missing = _run("explain", str(ledger.parent / "claim.txt"), ledger=ledger)
    assert (missing.exit_code, "--at" in missing.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("events", "colour=red"), "no field 'colour'"),
        (("events", "stage=shipped"), "has no stage"),
        (("events", "--as-of", "soon"), "date 'soon'"),
        (("events", "--as-of", "0001-01-01T00:00:00+14:00"), "date '0001"),
        (("events", "--limit", "0"), "--limit"),
        (("events", "--format", "xml"), "'xml'"),
        (("events", "--ledger", "no.ledger"), "no such ledger"),
        (("events", "--output", "no/such/folder/x"), "cannot be written"),
        (("sql", "DROP VIEW event"), "give one SELECT"),
        (("sql", "SELECT * FROM read_text('/etc/passwd')"), "is closed here"),
        (("explain", "ffff"), "no event, incident or report"),
        (("brief", "relation=denies"), "has no relation"),
        (("wrong", "ffff", "--by", "me"), "no event and no incident"),
        (("wrong", "ffff", "--by", " "), "say it with --by NAME"),
        (("sql", "SELECT * FROM evnt"), 'evnt does not exist! Did you mean "event"?'),
        (("sql", "SELECT supplyer FROM transfer"), 'Candidate bindings: "supplier"'),
        (("explain", "no-such.txt"), "no report has this key"),
        (("explain", "no-such.txt", "--ledger", "no.ledger"), "no-such.txt: no such file, and no.ledger"),
        (("withdraw", "ffff"), "none such"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(words: tuple[str, ...], told: str, ledger: Path) -> None:
    result = _run(*words, ledger=ledger)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_judgement_is_kept_and_taken_back(tmp_path: Path) -> None:
    report, path = tmp_path / "claim.txt", tmp_path / "x.ledger"
    report.write_text(CLAIM, encoding="utf-8")
    _run("add", str(report), ledger=path)
    with onrecord.Ledger(path) as opened:
        event = next(iter(opened.transfers()))["event_id"]
    told = _run("wrong", event, "--by", "me", "--why", "misread", ledger=path)
    assert told.exit_code == 0
    assert _run("transfers", ledger=path).stdout == "nothing on record\n"
    assert _run("withdraw", told.stdout.split()[1], ledger=path).exit_code == 0
    assert "PER -> LBY" in _run("transfers", ledger=path).stdout
    assert "1 report coded anew, 1 without any change" in _run("recode", "--all", ledger=path).stdout
