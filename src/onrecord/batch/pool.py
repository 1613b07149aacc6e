"""Reports coded in chunks, in this process or in several, and given in the order they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

import onrecord
from onrecord.batch.processes import settle_worker, worker_context
from onrecord.deadlines import TookTooLong, seconds_for, stopped_after
from onrecord.document import CodedReport
from onrecord.records import Problem, Report, Unreadable
from onrecord.writing import empty_record

__all__ = ["code_in_order"]

_MOST_REPORTS = 32  # of a chunk: enough to keep the parser's batches full, few enough to share out among processes
_MOST_CHARACTERS = 400_000
_CHUNKS_AHEAD = 2  # for each process; bounds what is held in memory
_ATTEMPTS = 2

Chunk = tuple[Report | Unreadable, ...]
Result = TypeVar("Result")


def code_in_order(
    inputs: Iterable[Report | Unreadable], finish: Callable[[CodedReport], Result], *, jobs: int = 1
) -> Iterator[Result]:
    """What ``finish`` makes of each coded input, in input order; the results do not depend on ``jobs``.

    ``finish`` runs in the process that coded, so with ``jobs`` over 1 it and its results must pickle; at most two
    chunks a process are read ahead.  A report that fails, or kills its process twice, comes out empty with a problem
    that says so.
    """
    chunks = _cut_chunks(inputs)
    if jobs == 1:
        for chunk in chunks:
            yield from _code_chunk(chunk, finish)
    else:
        yield from _code_in_processes(chunks, finish, jobs)


def _cut_chunks(inputs: Iterable[Report | Unreadable]) -> Iterator[Chunk]:
    chunk: list[Report | Unreadable] = []
    characters = 0
    for item in inputs:
        chunk.append(item)
        characters += len(getattr(item, "text", ""))
        if len(chunk) == _MOST_REPORTS or characters >= _MOST_CHARACTERS:
            yield tuple(chunk)
            chunk, characters = [], 0
    if chunk:
        yield tuple(chunk)


def _code_chunk(chunk: Chunk, finish: Callable[[CodedReport], Result]) -> list[Result]:
    try:
        with stopped_after(seconds_for(chunk)):
            return [finish(coded) for coded in onrecord.code_reports(chunk)]
    except onrecord.OnrecordError:
        raise
    except Exception:  # noqa: BLE001  -- the boundary: one report that fails must not take the others with it
        return [finish(_code_alone(item)) for item in chunk]


def _code_alone(item: Report | Unreadable) -> CodedReport:
    try:
        with stopped_after(seconds_for((item,))):
            return next(iter(onrecord.code_reports((item,))))
    except onrecord.OnrecordError:
        raise
    except TookTooLong as error:
        return _failed(item, "took-too-long", f"left out, since {error}; please report it")
    except Exception as error:  # noqa: BLE001  -- the boundary: what was caught goes into the record
        return _failed(item, "coding-failed", f"coding stopped with {type(error).__name__}: {error}; please report it")


def _failed(item: Report | Unreadable, code: str, message: str) -> CodedReport:
    return empty_record(item, Problem(code, "error", message))


@dataclass
class _Task(Generic[Result]):
    chunk: Chunk
    future: Future[list[Result]] | None = None
    attempts: int = 0


def _new_pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=worker_context(), initializer=settle_worker)


def _code_in_processes(chunks: Iterator[Chunk], finish: Callable[[CodedReport], Result], jobs: int) -> Iterator[Result]:
    pool = _new_pool(jobs)
    waiting: deque[_Task[Result]] = deque()
    try:
        while True:
            for chunk in _take(chunks, jobs * _CHUNKS_AHEAD - len(waiting)):
                waiting.append(_Task(chunk))
            if not waiting:
                return
            try:
                _submit(pool, waiting, finish)
                first = waiting[0]
                results = first.future.result() if first.future else []
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _new_pool(jobs)
                yield from _after_a_death(waiting, finish)
            else:
                waiting.popleft()
                yield from results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _take(chunks: Iterator[Chunk], count: int) -> Sequence[Chunk]:
    return [chunk for _, chunk in zip(range(count), chunks, strict=False)]


def _submit(
    pool: ProcessPoolExecutor, waiting: Iterable[_Task[Result]], finish: Callable[[CodedReport], Result]
) -> None:
    for task in waiting:
        if task.future is None:
            task.future = pool.submit(_code_chunk, task.chunk, finish)


def _after_a_death(waiting: deque[_Task[Result]], finish: Callable[[CodedReport], Result]) -> Iterator[Result]:
    """Makes the waiting tasks ready for a new pool; a report alone in its task that died twice is given up."""
    first = waiting.popleft()
    for task in waiting:
        task.future = None
    attempts = first.attempts + 1
    if len(first.chunk) > 1:
        waiting.extendleft(_Task((item,), attempts=attempts - 1) for item in reversed(first.chunk))
    elif attempts < _ATTEMPTS:
        waiting.appendleft(_Task(first.chunk, attempts=attempts))
    else:
        message = "the process that coded this report died; is there enough memory?"
        yield finish(_failed(first.chunk[0], "worker-died", message))
