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
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"date 2021-04-05\n{FRENCH}", encoding="utf-8")
    command = [sys.executable, "-m", "onrecord.faces.cli", "code", str(tmp_path), "--format", "jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.count('"not-english"') == 2
    assert done.stdout.count('"language":"fr"') == 2
    assert done.stderr.count("2 report(s) set aside as not English") == 1
