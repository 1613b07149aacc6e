"""What a report brings along does no harm in the files of an answer."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from typer.testing import CliRunner

import onrecord
from onrecord.faces.cli import app

TEXT = "Togo shipped 12 mortars to Benin on Monday, Ghana said."


def test_a_spreadsheet_runs_nothing_of_a_csv_answer(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    onrecord.add_reports(path, [onrecord.read_text(TEXT, date="2023-05-02", publisher="@post")])
    query = "SELECT '=1+' || quote AS words, publisher, -1 AS number, ['-x', 'y'] AS listed FROM event"

    def ask(form: str) -> str:
        return CliRunner().invoke(app, ["sql", query, "--ledger", str(path), "--format", form]).stdout

    row = next(csv.DictReader(io.StringIO(ask("csv"))))
    assert row["words"].startswith("'=1+Togo")
    assert (row["publisher"], row["number"], row["listed"]) == ("'@post", "-1", "'-x|y")
    told = json.loads(ask("jsonl").splitlines()[0])
    assert told["words"].startswith("=1+Togo")
