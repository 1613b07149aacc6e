"""A news site on this machine, a plan that watches it, and a watcher with a clock of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fetching"))

from rude_server import FakeTime, RudeServer, running
from watched import Site


@pytest.fixture
def server() -> Iterator[RudeServer]:
    with running() as one:
        yield one


@pytest.fixture
def clock() -> FakeTime:
    return FakeTime()


@pytest.fixture
def site(server: RudeServer, clock: FakeTime, tmp_path: Path) -> Site:
    return Site(server, clock, tmp_path)
