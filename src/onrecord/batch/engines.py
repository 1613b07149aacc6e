"""Where work is done: in this process, in worker processes, or on the machines of a cluster; the same functions run.

An engine is given a function and a small job and says, in the order of completion, what became of each.  It never
tries anything again: that a worker died is told, and who gave the job knows what to do about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from onrecord.batch.processes import settle_worker, worker_context
from onrecord.errors import InputError

__all__ = ["ENGINES", "Engine", "EngineName", "Outcome", "open_engine"]

EngineName = Literal["serial", "pool", "ray"]
ENGINES: tuple[EngineName, ...] = ("serial", "pool", "ray")
Work = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its result, or that its worker died, or that the machine it ran on was lost."""

    job: Any
    result: Any = None
    end: Literal["done", "worker-died", "machine-lost"] = "done"


class Engine(Protocol):
    """What runs jobs; ``workers`` is how many at once, ``ahead`` how many more may wait inside it."""

    workers: int
    ahead: int

    def start(self, work: Work, job: Any) -> None:
        """Takes a job; never more than ``workers`` + ``ahead`` are taken and not finished."""

    def finish(self) -> Outcome:
        """Waits until a job taken has come to an end; what its work raised is raised here."""

    def close(self) -> None:
        """Stops the workers; what they have not finished is lost."""


@contextmanager
def open_engine(name: EngineName, workers: int) -> Iterator[Engine]:
    """The engine of this name, closed at the end.

    Raises:
        InputError: there is no such engine, or what it needs is not installed or cannot be reached.

    """
    engine = _new_engine(name, workers)
    try:
        yield engine
    finally:
        engine.close()


def _new_engine(name: EngineName, workers: int) -> Engine:
    if name == "serial":
        return SerialEngine()
    if name == "pool":
        return PoolEngine(workers)
    if name == "ray":
        from onrecord.batch.ray_engine import RayEngine  # noqa: PLC0415  -- an extra: loaded where it is asked for

        return RayEngine(workers)
    raise InputError(f"engine {name!r}: there are {', '.join(ENGINES)}")


class SerialEngine:
    """Does each job at once, in this process."""

    workers = 1
    ahead = 0

    def __init__(self) -> None:
        self._ended: list[Outcome] = []

    def start(self, work: Work, job: Any) -> None:
        """Does it."""
        self._ended.append(Outcome(job, work(job)))

    def finish(self) -> Outcome:
        """What was done."""
        return self._ended.pop()

    def close(self) -> None:
        """Nothing is held."""


class PoolEngine:
    """Worker processes of this machine, each in a pool of its own, so that it is certain which job killed a worker."""

    ahead = 0

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._idle = [_new_worker() for _ in range(workers)]
        self._busy: dict[Future[Any], tuple[ProcessPoolExecutor, Any]] = {}

    def start(self, work: Work, job: Any) -> None:
        """Gives the job to an idle worker."""
        worker = self._idle.pop()
        self._busy[worker.submit(work, job)] = (worker, job)

    def finish(self) -> Outcome:
        """Waits for the first worker to end; a dead one is replaced."""
        done, _ = wait(self._busy, return_when=FIRST_COMPLETED)
        future = min(done, key=list(self._busy).index)
        worker, job = self._busy.pop(future)
        try:
            result = future.result()
        except BrokenProcessPool:
            worker.shutdown(wait=False)
            self._idle.append(_new_worker())
            return Outcome(job, end="worker-died")
        except BaseException:
            self._idle.append(worker)
            raise
        self._idle.append(worker)
        return Outcome(job, result)

    def close(self) -> None:
        """Lets idle workers go, and ends those that are at work."""
        for worker, _ in self._busy.values():
            for process in list((worker._processes or {}).values()):  # noqa: SLF001  -- until 3.14 nothing public ends one
                process.kill()
        for worker in (*self._idle, *(worker for worker, _ in self._busy.values())):
            worker.shutdown(wait=False, cancel_futures=True)


def _new_worker() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=worker_context(), initializer=settle_worker)
