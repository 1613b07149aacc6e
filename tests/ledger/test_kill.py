"""A ledger whose writer is killed at random moments; ``gate/kill.py`` does the same two hundred times."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

GATE = Path(__file__).parents[2] / "gate" / "kill.py"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are needed")
def test_nothing_is_lost_or_doubled_by_kills() -> None:
    command = [sys.executable, str(GATE), "--kills", "10", "--reports", "160"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kills: 0 lost, 0 faults, 0 times unreadable" in done.stdout
    assert int(done.stdout.split(" kills")[0]) >= 3, done.stdout
