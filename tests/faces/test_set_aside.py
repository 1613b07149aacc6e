"""How many reports were set aside as not English is said once, on standard error; the run has not failed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FRENCH = (
    "Le Tchad et le Mali ont sign\u00e9 lundi un accord sur le grain, le premier entre les deux voisins depuis "
    "longtemps, a dit le ministre apr\u00e8s les entretiens dans la capitale."
)


def test_the_count_is_said(tmp_path: Path) -> None:
    done = _run("code", str(_reports(tmp_path)), "--format", "jsonl")
    assert done.returncode == 0
    assert done.stdout.count('"not-english"') == 2
    assert done.stdout.count('"language":"fr"') == 2
    assert done.stderr.count("2 reports set aside as not English") == 1


def test_adding_says_so_too_and_has_not_failed(tmp_path: Path) -> None:
    for engine in ([], ["--engine", "serial"]):
        ledger = tmp_path / f"x{len(engine)}.ledger"
        done = _run("add", str(_reports(tmp_path)), "--ledger", str(ledger), *engine)
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"{ledger}: 0 added, 2 set aside as not English; 0 events\n"
        assert "a: warning: " in done.stderr


def test_what_cannot_be_read_beside_it_is_counted_apart(tmp_path: Path) -> None:
    (_reports(tmp_path) / "c.txt").write_bytes(b"")
    done = _run("add", str(tmp_path / "reports"), "--ledger", str(tmp_path / "x.ledger"))
    assert done.returncode == 1
    assert "0 added, 2 set aside as not English, 1 unreadable" in done.stdout


def _reports(folder: Path) -> Path:
    place = folder / "reports"
    place.mkdir(exist_ok=True)
    for name in ("a", "b"):
        (place / f"{name}.txt").write_text(f"date 2021-04-05\n{FRENCH}", encoding="utf-8")
    return place


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord.faces.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)
