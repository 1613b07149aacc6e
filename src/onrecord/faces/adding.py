"""Reports added to a ledger with a bar that shows how it goes, and a summary of what became of them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

import onrecord
from onrecord import Added, Report, Unreadable

__all__ = ["add_and_tell"]


def add_and_tell(
    ledger: Path, items: Iterable[Report | Unreadable], *, jobs: int, wait_seconds: float, is_quiet: bool
) -> bool:
    """Adds the reports, tells what became of them, and gives whether all could be read and coded.

    Raises:
        LedgerError: another process writes to the ledger, it is none, or there is no room.

    """
    with _progress(is_shown=sys.stderr.isatty() and not is_quiet) as tell:
        done = onrecord.add_reports(ledger, items, jobs=jobs, wait_seconds=wait_seconds, on_progress=tell)
    for key, problem in done.problems:
        typer.echo(f"{key}: {problem.severity}: {problem.message}", err=True)
    if not is_quiet:
        typer.echo(f"{ledger}: {_summary(done)}")
    return not done.failed and not done.unreadable


def _summary(done: Added) -> str:
    counts = {
        "added": done.added,
        "of them superseding an older one": done.superseded,
        "already there": done.already_there,
        "seen elsewhere": done.seen_elsewhere,
        "failed to code": done.failed,
        "unreadable": done.unreadable,
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
