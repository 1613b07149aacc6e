"""The fixtures of tests that ask a server: a rude one on this machine, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rude_server import FakeTime, RudeServer, running

__all__ = ["clock", "server"]


@pytest.fixture
def server() -> Iterator[RudeServer]:
    with running() as one:
        yield one


@pytest.fixture
def clock() -> FakeTime:
    return FakeTime()
