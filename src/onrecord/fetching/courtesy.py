"""How often a host is asked: a pause between two requests, and a longer one each time it is in trouble."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

__all__ = ["Courtesy", "HostState", "retry_seconds"]

_FIRST_BACK_OFF = 60.0  # seconds, doubled with each failure in a row
_LONGEST_BACK_OFF = 6 * 3600.0
_LONGEST_RETRY = 24 * 3600.0
_LONGEST_CRAWL_DELAY = 60.0
_MOST_DOUBLINGS = 12


@dataclass(frozen=True, slots=True)
class HostState:
    """When a host may be asked again (seconds since 1970) and how often in a row it failed."""

    not_before: float = 0.0
    failures: int = 0


class Courtesy:
    """The times at which hosts may be asked; ``states`` can be kept and given to the next process."""

    def __init__(
        self,
        *,
        delay: float,
        patience: float,
        now: Callable[[], float],
        sleep: Callable[[float], None],
        states: Mapping[str, HostState] | None = None,
    ) -> None:
        self._delay = delay
        self._patience = patience
        self._now = now
        self._sleep = sleep
        self.states: dict[str, HostState] = dict(states or {})

    def wait(self, host: str) -> float | None:
        """Waits until a host may be asked; gives the seconds still to wait where that is longer than our patience."""
        left = self.states.get(host, HostState()).not_before - self._now()
        if left > self._patience:
            return left
        if left > 0:
            self._sleep(left)
        return None

    def note_answer(self, host: str, crawl_delay: float | None = None, *, is_settled: bool = True) -> None:
        """The host answered: only the usual pause until the next request.

        An answer that settles nothing (robots.txt is there while all pages fail) leaves the count of failures.
        """
        pause = max(self._delay, min(crawl_delay or 0.0, _LONGEST_CRAWL_DELAY))
        failures = 0 if is_settled else self.states.get(host, HostState()).failures
        self.states[host] = HostState(self._now() + pause, failures)

    def note_failure(self, host: str, retry_after: float | None = None) -> float:
        """The host is in trouble or asks for a rest; gives the seconds it gets."""
        failures = self.states.get(host, HostState()).failures + 1
        own = min(_FIRST_BACK_OFF * 2 ** min(failures - 1, _MOST_DOUBLINGS), _LONGEST_BACK_OFF)
        pause = own if retry_after is None else max(self._delay, min(retry_after, _LONGEST_RETRY))
        self.states[host] = HostState(self._now() + pause, failures)
        return pause


def retry_seconds(written: str | None, now: float) -> float | None:
    """The seconds of a ``Retry-After`` header, given as a number or as a date; ``None`` for anything else."""
    value = (written or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, moment.timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
