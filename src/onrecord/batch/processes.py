"""How worker processes come to be: with model and knowledge loaded once and their memory shared, where that can be."""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from threading import Thread

__all__ = ["settle_worker", "worker_context"]

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


def settle_worker() -> None:
    """What a worker does first: it leaves Ctrl-C, which reaches every process, to the one that gives out the work.

    And it ends when that one is gone: a killed process cannot tell its workers to stop, and they would wait for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
