"""The command that serves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.faces.cli import app
from onrecord.faces.web import server


def test_the_command_serves_the_ledger_read_only_on_this_machine(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[dict[str, Any]] = []
    monkeypatch.setattr(server.uvicorn, "run", lambda _app, **options: ran.append(options))
    done = CliRunner().invoke(app, ["serve", "--ledger", str(made), "--port", "8123"])
    assert done.exit_code == 0, done.output
    assert (ran[0]["host"], ran[0]["port"]) == ("127.0.0.1", 8123)
    assert "http://127.0.0.1:8123/" in done.stderr


def test_no_ledger_and_a_short_token_are_told(made: Path, tmp_path: Path) -> None:
    run = CliRunner()
    missing = run.invoke(app, ["serve", "--ledger", str(tmp_path / "none.ledger")])
    assert (missing.exit_code, "no such ledger" in missing.stderr) == (2, True)
    short = run.invoke(app, ["serve", "--ledger", str(made), "--token", "abc"])
    assert (short.exit_code, "too short" in short.stderr) == (2, True)
