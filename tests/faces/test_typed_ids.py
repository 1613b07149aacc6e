"""What a person copies from an answer can be typed into the next command: ids there have eight digits."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

import onrecord
from onrecord.faces.cli import app
from onrecord.ledger.names import actor_ids_of

CLAIM = "date 2022-03-08\nGhana shipped nine mortars to Togo on Monday, Benin's foreign minister said.\n"
DENIAL = "date 2022-03-09\nGhana denied on Wednesday that it had shipped nine mortars to Togo on Monday.\n"


def _run(*words: str, ledger: Path) -> Result:
    return CliRunner().invoke(app, list(words), env={"ONRECORD_LEDGER": str(ledger)})


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    for name, text in (("claim", CLAIM), ("denial", DENIAL)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "x.ledger"
    onrecord.add_reports(path, onrecord.read_inputs([tmp_path / "claim.txt", tmp_path / "denial.txt"]))
    return path


def _shown(ledger: Path, key: str) -> tuple[str, str]:
    """The ids of a report's transfer as a person sees them."""
    words = _run("transfers", f"report={key}", ledger=ledger).stdout.split()
    return words[words.index("event") + 1], words[words.index("incident") + 1]


def test_a_filter_takes_the_ids_that_are_shown(ledger: Path) -> None:
    event, incident = _shown(ledger, "claim")
    assert len(event) == len(incident) == 8
    assert _run("events", f"event={event}", ledger=ledger).stdout.count("nine mortars") == 1
    assert _run("events", f"incident={incident}", ledger=ledger).stdout.count("nine mortars") >= 1
    report = _run("sql", "SELECT report_id FROM report WHERE key = 'claim'", ledger=ledger).stdout.split()[-1]
    assert "event " in _run("events", f"report={report[:8]}", ledger=ledger).stdout
    assert _run("events", "event=00000000", ledger=ledger).stdout == "nothing on record\n"


def test_a_judgement_takes_the_ids_that_are_shown(ledger: Path) -> None:
    (claim, _), (denial, _) = _shown(ledger, "claim"), _shown(ledger, "denial")
    apart = _run("different", claim, denial, "--by", "me", ledger=ledger)
    assert (apart.exit_code, apart.stderr) == (0, "")
    assert _shown(ledger, "claim")[1] != _shown(ledger, "denial")[1]
    assert _run("wrong", claim, "--by", "me", ledger=ledger).exit_code == 0
    assert _run("transfers", "report=claim", ledger=ledger).stdout == "nothing on record\n"


def test_digits_that_several_ids_begin_with_are_told(ledger: Path) -> None:
    _, incident = _shown(ledger, "claim")
    with duckdb.connect(str(ledger)) as opened:
        opened.execute(
            "INSERT INTO history.incident SELECT * REPLACE ($1 || repeat('0', 8) AS incident_id)"
            " FROM history.incident WHERE starts_with(incident_id, $1)",
            [incident],
        )
    told = _run("wrong", incident, "--by", "me", ledger=ledger)
    assert told.exit_code == 2
    assert f"'{incident}': 2 ids begin so; give more digits of one: {incident}00000000, {incident}" in told.stderr


@pytest.mark.parametrize("typed", ["GHA", "gha", "Ghana", "ghana", "GHANA", "Gha:mil"])
def test_an_actor_is_known_however_it_is_typed(typed: str, ledger: Path) -> None:
    told = _run("events", f"actor={typed}", ledger=ledger)
    assert told.exit_code == 0
    assert told.stdout == _run("events", f"actor={'GHA:MIL' if ':' in typed else 'GHA'}", ledger=ledger).stdout


def test_an_actor_by_a_name_with_marks_or_of_one_word(ledger: Path) -> None:
    for typed in ("Türkiye", "türkiye", "suharto", "P5+1", "south sudan"):
        told = _run("events", f"actor={typed}", ledger=ledger)
        assert (told.exit_code, told.stdout) == (0, "nothing on record\n"), typed


def test_a_state_is_meant_where_a_region_of_another_has_its_name() -> None:
    assert actor_ids_of("Georgia") == ("GEO",)
