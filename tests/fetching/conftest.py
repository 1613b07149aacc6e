"""A rude server, a clock that stands still, and a fetcher that may ask the server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fetchers import make_fetcher
from rude_server import FakeTime, RudeServer, running
from serving import clock, server

from onrecord.fetching import Fetcher

__all__ = ["clock", "fetcher", "other", "server"]


@pytest.fixture
def other() -> Iterator[RudeServer]:
    with running() as one:
        yield one


@pytest.fixture
def fetcher(server: RudeServer, other: RudeServer, clock: FakeTime) -> Fetcher:
    return make_fetcher(clock, f"127.0.0.1:{server.port}", f"127.0.0.1:{other.port}")
