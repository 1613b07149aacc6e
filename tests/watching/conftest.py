"""A news site on this machine, a plan that watches it, and a watcher with a clock of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fetching"))

from rude_server import FakeTime, RudeServer
from serving import clock, server
from watched import Site

__all__ = ["clock", "server", "site"]


@pytest.fixture
def site(server: RudeServer, clock: FakeTime, tmp_path: Path) -> Site:
    return Site(server, clock, tmp_path)
