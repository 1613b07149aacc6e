"""Reports added to a ledger with a bar that shows how it goes, and a summary of what became of them."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

import onrecord
from onrecord import Added, Report, Unreadable
from onrecord.faces.output import NOT_ENGLISH

__all__ = ["add_and_tell", "add_shards_and_tell"]


def add_and_tell(
    ledger: Path, items: Iterable[Report | Unreadable], *, jobs: int, wait_seconds: float, is_quiet: bool
) -> bool:
    """Adds the reports, tells what became of them, and gives whether all could be read and coded.

    Raises:
        LedgerError: another process writes to the ledger, it is none, or there is no room.

    """
    with _progress(is_shown=sys.stderr.isatty() and not is_quiet) as tell:
        done = onrecord.add_reports(ledger, items, jobs=jobs, wait_seconds=wait_seconds, on_progress=tell)
    return _told(ledger, done, is_quiet=is_quiet)


def add_shards_and_tell(
    ledger: Path, inputs: Sequence[str], shards: str | None, *, workers: int | None, is_quiet: bool, **options: Any
) -> bool:
    """Adds the inputs by shard files, tells what became of them, and gives whether all could be read and coded.

    Shard files that nobody named a place for lie beside the ledger until all is added.

    Raises:
        InputError: an input does not exist, or the engine is not installed or cannot be reached.
        LedgerError: another process writes to the ledger, it is none, or there is no room.

    """
    place = shards or f"{ledger}.shards"
    with _shards_progress(is_shown=sys.stderr.isatty() and not is_quiet) as tell:
        done = onrecord.add_in_shards(
            ledger, inputs, shards=place, workers=workers or os.cpu_count() or 1, on_progress=tell, **options
        )
    if shards is None:
        shutil.rmtree(place)
    return _told(ledger, done, is_quiet=is_quiet)


def _told(ledger: Path, done: Added, *, is_quiet: bool) -> bool:
    for key, problem in done.problems:
        typer.echo(f"{key}: {problem.severity}: {problem.message}", err=True)
    if not is_quiet:
        typer.echo(f"{ledger}: {_summary(done)}")
    return not done.failed and done.unreadable == _set_aside(done)


def _set_aside(done: Added) -> int:
    """How many inputs could be read and are not English: their record is empty, and the run has not failed."""
    return sum(problem.code == NOT_ENGLISH for _, problem in done.problems)


def _summary(done: Added) -> str:
    aside = _set_aside(done)
    counts = {
        "added": done.added,
        "of them superseding an older one": done.superseded,
        "already there": done.already_there,
        "seen elsewhere": done.seen_elsewhere,
        "failed to code": done.failed,
        "set aside as not English": aside,
        "unreadable": done.unreadable - aside,
    }
    told = [f"{number} {name}" for name, number in counts.items() if number or name == "added"]
    return f"{', '.join(told)}; {done.events} events"


@contextmanager
def _progress(*, is_shown: bool) -> Iterator[Callable[[Added], None] | None]:
    """How far it is and how fast, on standard error; how many reports will come is not known."""
    if not is_shown:
        yield None
        return
    columns = (TextColumn("{task.completed} reports"), BarColumn(), TextColumn("{task.fields[rate]:.1f} a second"))
    started = time.monotonic()
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("adding", total=None, rate=0.0)

        def tell(done: Added) -> None:
            rate = done.seen / max(time.monotonic() - started, 1e-9)
            progress.update(task, completed=done.seen, rate=rate)

        yield tell


@contextmanager
def _shards_progress(*, is_shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """How many of all reports are coded, on standard error."""
    if not is_shown:
        yield None
        return
    columns = (TextColumn("{task.completed} of {task.total} reports coded"), BarColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("coding", total=None)
        yield lambda done, whole: progress.update(task, completed=done, total=whole)
