"""Fetchers for tests: small limits, a clock of their own."""

from __future__ import annotations

from collections.abc import Callable

from rude_server import FakeTime

from onrecord.fetching import Courtesy, Fetcher, FetchLimits, FetchPolicy

LIMITS = FetchLimits(max_bytes=200_000, total_seconds=1.0, stall_seconds=0.3, max_redirects=3)


def make_fetcher(
    clock: FakeTime,
    *allow: str,
    resolver: Callable[[str, int], list[str]] | None = None,
    limits: FetchLimits = LIMITS,
) -> Fetcher:
    policy = FetchPolicy(contact="mailto:desk@example.org", version="9", allow=frozenset(allow), limits=limits)
    courtesy = Courtesy(delay=2.0, patience=30.0, now=clock.now, sleep=clock.sleep)
    more = {} if resolver is None else {"resolver": resolver}
    return Fetcher(policy, courtesy, now=clock.now, **more)
