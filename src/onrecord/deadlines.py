"""Coding that takes too long is stopped, so that one report cannot keep all others waiting."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from onrecord.records import Report, Unreadable

__all__ = ["TookTooLong", "seconds_for", "stopped_after"]

_SECONDS = 60.0
_SECONDS_A_CHARACTER = 0.001  # thirty times what ordinary text takes
_REMINDER = 1.0  # seconds: compiled code may swallow the first call to stop


class TookTooLong(Exception):  # noqa: N818  -- a finding about a report, caught where many are coded
    """Raised in the midst of coding when its time is over; becomes a problem of the report."""


def seconds_for(items: Iterable[Report | Unreadable]) -> float:
    """The processor time that the coding of these may take: far more than ordinary text needs on a slow machine."""
    return _SECONDS + _SECONDS_A_CHARACTER * sum(len(getattr(item, "text", "")) for item in items)


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """A context that is left with :class:`TookTooLong` when it has used so much processor time.

    The system's timer tells it, which only the main thread hears; elsewhere, and on Windows, nothing bounds the time.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TookTooLong(f"it took over {seconds:.0f} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _REMINDER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
