"""Where coded reports are written, how wide and whether in colour, and the progress bar beside them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from onrecord.faces.printed import Printed, Style, print_inputs
from onrecord.faces.streams import is_shown, opened_output, shown_width, wants_colour
from onrecord.records import Report, Unreadable

__all__ = ["NOT_ENGLISH", "write_records"]

_FEW_REPORTS = 20
NOT_ENGLISH = "not-english"


def write_records(
    inputs: Iterable[Report | Unreadable],
    *,
    format: Literal["text", "jsonl"],  # noqa: A002  -- the word of the command line
    with_text: bool,
    jobs: int,
    output: Path | None,
) -> bool:
    """Codes the inputs and writes them in order; gives whether some had errors.

    Raises:
        InputError: ``output`` cannot be written.

    """
    is_terminal = is_shown(output)
    style = Style(
        format=format,
        with_text=with_text,
        is_coloured=wants_colour(output),
        width=shown_width(output),
    )
    failed = False
    with opened_output(output) as stream:
        printed = print_inputs(_counted(inputs), style=style, jobs=jobs)
        for item in _with_progress(printed, has_bar=sys.stderr.isatty() and not is_terminal):
            for piece in item.pieces:
                stream.write(piece)
            failed = failed or item.has_errors
            if is_terminal:
                stream.flush()
        stream.flush()
    return failed


def _counted(inputs: Iterable[Report | Unreadable]) -> Iterator[Report | Unreadable]:
    """The inputs; how many were set aside as not English is said on standard error after the last."""
    aside = 0
    for item in inputs:
        aside += any(problem.code == NOT_ENGLISH for problem in item.problems)
        yield item
    if aside:
        told = "1 report" if aside == 1 else f"{aside} reports"
        sys.stderr.write(f"onrecord: {told} set aside as not English; the record of each names its language\n")


def _with_progress(items: Iterable[Printed], *, has_bar: bool) -> Iterator[Printed]:
    """The items, with a bar on standard error once there are more than a few; how many will come is not known."""
    if not has_bar:
        yield from items
        return
    columns = (TextColumn("{task.completed} reports"), BarColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task("coding", total=None)
    try:
        for count, item in enumerate(items, start=1):
            if count == _FEW_REPORTS:
                progress.start()
            progress.update(task, completed=count)
            yield item
    finally:
        progress.stop()
