"""How worker processes come to be: with model and knowledge loaded once and their memory shared, where that can be."""

from __future__ import annotations

import signal
import sys
from multiprocessing import get_context
from multiprocessing.context import BaseContext

__all__ = ["ignore_interrupts", "worker_context"]

_PRELOADED = "onrecord.batch.warm"


def worker_context() -> BaseContext:
    """The start method of workers: forked from one warm process on Linux, each started afresh elsewhere.

    The warm process has no threads and holds no file or lock of ours, which a fork of this process could not promise;
    what it loaded lies in memory once, however many workers there are.  A worker that dies is replaced in milliseconds.
    """
    if not sys.platform.startswith("linux"):
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def ignore_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; only the first one answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
