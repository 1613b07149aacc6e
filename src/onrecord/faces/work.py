"""Reports coded in chunks, in this process or in several, and printed in the order they came."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Literal

import onrecord
from onrecord.document import CodedReport
from onrecord.faces.printing import print_report
from onrecord.records import Problem, Report, Unreadable
from onrecord.writing import empty_record, has_errors, to_json_line

__all__ = ["Printed", "Style", "print_inputs"]

_MOST_REPORTS = 32  # of a chunk: enough to keep the parser's batches full, few enough to share out among processes
_MOST_CHARACTERS = 400_000
_CHUNKS_AHEAD = 2  # for each process; bounds what is held in memory
_ATTEMPTS = 2

Chunk = tuple[Report | Unreadable, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How coded reports are printed; ``width`` in columns and ``is_coloured`` matter to people only."""

    format: Literal["text", "jsonl"]
    with_text: bool = False
    is_coloured: bool = False
    width: int = 100


@dataclass(frozen=True, slots=True)
class Printed:
    """One coded report as bytes to write."""

    output: bytes
    has_errors: bool


def print_inputs(inputs: Iterable[Report | Unreadable], *, style: Style, jobs: int = 1) -> Iterator[Printed]:
    """Each input coded and printed, in input order; the bytes do not depend on ``jobs``.

    With ``jobs`` over 1, at most two chunks a process are read ahead.  A report that fails, or kills its
    process twice, comes out empty with a problem that says so.
    """
    chunks = _cut_chunks(inputs)
    if jobs == 1:
        for chunk in chunks:
            yield from _print_chunk(chunk, style)
    else:
        yield from _print_in_processes(chunks, style, jobs)


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


def _print_chunk(chunk: Chunk, style: Style) -> list[Printed]:
    try:
        return [_print_coded(coded, style) for coded in onrecord.code_reports(chunk)]
    except onrecord.OnrecordError:
        raise
    except Exception:  # noqa: BLE001  -- the boundary: one report that fails must not take the others with it
        return [_print_alone(item, style) for item in chunk]


def _print_alone(item: Report | Unreadable, style: Style) -> Printed:
    try:
        coded = next(iter(onrecord.code_reports((item,))))
    except onrecord.OnrecordError:
        raise
    except Exception as error:  # noqa: BLE001  -- the boundary: what was caught goes into the record
        coded = _failed(item, "coding-failed", f"coding stopped with {type(error).__name__}: {error}; please report it")
    return _print_coded(coded, style)


def _print_coded(coded: CodedReport, style: Style) -> Printed:
    if style.format == "jsonl":
        output = to_json_line(coded, with_text=style.with_text)
    else:
        output = print_report(coded, is_coloured=style.is_coloured, width=style.width).encode("utf-8", "replace")
    return Printed(output, has_errors(coded))


def _failed(item: Report | Unreadable, code: str, message: str) -> CodedReport:
    return empty_record(item, Problem(code, "error", message))


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; only the first one answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@dataclass
class _Task:
    chunk: Chunk
    future: Future[list[Printed]] | None = None
    attempts: int = 0


def _new_pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupts)


def _print_in_processes(chunks: Iterator[Chunk], style: Style, jobs: int) -> Iterator[Printed]:
    pool = _new_pool(jobs)
    waiting: deque[_Task] = deque()
    try:
        while True:
            for chunk in _take(chunks, jobs * _CHUNKS_AHEAD - len(waiting)):
                waiting.append(_Task(chunk))
            if not waiting:
                return
            try:
                _submit(pool, waiting, style)
                first = waiting[0]
                printed = first.future.result() if first.future else []
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _new_pool(jobs)
                yield from _after_a_death(waiting, style)
            else:
                waiting.popleft()
                yield from printed
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _take(chunks: Iterator[Chunk], count: int) -> Sequence[Chunk]:
    return [chunk for _, chunk in zip(range(count), chunks, strict=False)]


def _submit(pool: ProcessPoolExecutor, waiting: Iterable[_Task], style: Style) -> None:
    for task in waiting:
        if task.future is None:
            task.future = pool.submit(_print_chunk, task.chunk, style)


def _after_a_death(waiting: deque[_Task], style: Style) -> Iterator[Printed]:
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
        yield _print_coded(_failed(first.chunk[0], "worker-died", message), style)
