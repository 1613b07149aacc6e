"""Ctrl-C ends a run quietly, whatever its processes are just doing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="only there are workers forked from a warm process")
def test_ctrl_c_while_the_workers_warm_up_says_nothing(tmp_path: Path) -> None:
    for number in range(300):
        text = f"date 2023-05-02\nTogo sent {number} trucks to Benin on Monday, Ghana said."
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "onrecord.faces.cli", "add", str(tmp_path), "--jobs", "2"]
    running = subprocess.Popen(
        [*command, "--ledger", str(tmp_path / "x.ledger")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while _processes_of(running.pid) < 3 and time.monotonic() < deadline and running.poll() is None:
        time.sleep(0.02)
    time.sleep(0.5)  # the warm process is there, and loads the model
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, "")


def _processes_of(session: int) -> int:
    """How many processes belong to a session."""
    found = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        found += int(fields[3]) == session
    return found
