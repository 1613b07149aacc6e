"""A process that takes SQL from outside, held to memory and time by the system, which no query can talk to.

The ledger's guard stops a query between its steps; one expression, as a list of a thousand million numbers, is one
step.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.faces.telling import WRONG_CALL

__all__ = ["confined"]

_MOST_MEMORY = 3 * 2**30  # bytes over what the process has when it starts to ask
_GRACE = 5.0  # seconds for the guard to stop the query by itself


@contextmanager
def confined(seconds: float) -> Iterator[None]:
    """A context in which this process gets little more memory, and is ended when it takes longer than ``seconds``.

    For processes that do nothing else: ending is without clean-up.  Where the system sets no bound to memory, time is
    bound alone.
    """
    timer = threading.Timer(seconds + _GRACE, _end, [seconds])
    timer.daemon = True
    timer.start()
    try:
        with _little_memory():
            yield
    finally:
        timer.cancel()


def _end(seconds: float) -> None:
    sys.stderr.write(f"onrecord: sql: took longer than {seconds:g} seconds; ask for less\n")
    sys.stderr.flush()
    os._exit(WRONG_CALL)


@contextmanager
def _little_memory() -> Iterator[None]:
    try:
        import resource  # noqa: PLC0415  -- not on Windows
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = _data_now() + _MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_now() -> int:
    """Bytes of data that the process has; 0 where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as told:  # noqa: PTH123  -- a line of the system, no file
            return next(int(line.split()[1]) * 1024 for line in told if line.startswith("VmData"))
    except (OSError, StopIteration, ValueError):
        return 0
