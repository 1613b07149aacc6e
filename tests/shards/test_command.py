"""The command that adds by shards, and the record it makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord import Ledger
from onrecord.faces.cli import app
from onrecord.ledger import QUESTIONS


def _answers(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every question's answer; moments of adding are not asked for."""
    with Ledger(path) as ledger:
        found = {name: list(ledger.ask(name)) for name in QUESTIONS}
        found["texts"] = [ledger.report(key) for key in ("r0", "r2")]
    return found


@pytest.mark.parametrize("engine", ["serial", "pool"])
def test_the_record_is_that_of_one_process(engine: str, inputs: list[Path], one_process: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.ledger"
    asked = ["add", *map(str, inputs), "--ledger", str(path), "--engine", engine, "--workers", "2", "--shard-size", "7"]
    ran = CliRunner().invoke(app, asked)
    assert ran.exit_code == 1  # one line of the input is no JSON, and that is told
    assert "part0:25: error" in ran.output
    assert f"{path}: 48 added, 1 seen elsewhere, 1 unreadable" in ran.output
    assert not path.with_name("new.ledger.shards").exists()
    assert _answers(path) == _answers(one_process)


def test_added_again_nothing_changes(inputs: list[Path], tmp_path: Path) -> None:
    path, shards = tmp_path / "new.ledger", tmp_path / "shards"
    asked = ["add", *map(str, inputs), "--ledger", str(path), "--engine", "serial", "--shards", str(shards)]
    CliRunner().invoke(app, asked)
    before = _answers(path)
    ran = CliRunner().invoke(app, asked)
    assert "0 added, 49 already there, 1 unreadable" in ran.output
    assert _answers(path) == before
    assert (shards / "coded").is_dir()


@pytest.mark.parametrize("option", [("--workers", "2"), ("--shards", "there"), ("--shard-size", "1000")])
def test_workers_and_shards_are_for_an_engine(option: tuple[str, str], inputs: list[Path], tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["add", str(inputs[0]), "--ledger", str(tmp_path / "a.ledger"), *option])
    assert ran.exit_code == 2
    assert "give --engine too, or --jobs N" in ran.output
