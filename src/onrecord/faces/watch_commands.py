"""The command that watches feeds, sitemaps and pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord.faces.options import ledger_option

if TYPE_CHECKING:
    from onrecord.watching import Note

__all__ = ["watch"]


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="What is watched, asked, and alerted on.")],
    *,
    ledger: Annotated[Path | None, ledger_option("The ledger to add to; else the file says it.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Ask every source once and stop, for a timer to call.")] = False,
    state: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What a restart goes on from; else it lies beside FEEDS.toml.")
    ] = None,
) -> None:
    """Watch feeds, sitemaps and pages: add what is new to the ledger, and alert on saved questions, each alert once."""
    from onrecord.watching import Watcher, read_plan  # noqa: PLC0415  -- `--help` must be quick

    plan = read_plan(feeds, version=onrecord.__version__)
    Watcher(plan, ledger=ledger, state=state, tell=_tell).run(is_once=once)


def _tell(note: Note) -> None:
    typer.echo(f"{'onrecord: ' if note.is_problem else ''}{note.about}: {note.message}", err=note.is_problem)
