"""Where a command writes: a file or standard output, how wide, and whether in colour."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import get_terminal_size
from typing import BinaryIO

from rich.console import Console

from onrecord.errors import InputError

__all__ = ["is_shown", "made_console", "opened_output", "shown_width", "wants_colour"]

_PLAIN_WIDTH = 100  # of output that no terminal shows: the same everywhere
_WIDEST = 120


def is_shown(output: Path | None) -> bool:
    """Whether a terminal shows what is written."""
    return output is None and sys.stdout.isatty()


def shown_width(output: Path | None) -> int:
    """How many columns there are."""
    return min(get_terminal_size().columns, _WIDEST) if is_shown(output) else _PLAIN_WIDTH


def wants_colour(output: Path | None) -> bool:
    """Whether colours show and are not turned off (https://no-color.org)."""
    return is_shown(output) and "NO_COLOR" not in os.environ


@contextlib.contextmanager
def opened_output(output: Path | None) -> Iterator[BinaryIO]:
    """The file anew, or standard output.

    Raises:
        InputError: the file cannot be written.

    """
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        stream = output.open("wb")
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}; give another --output") from error
    with stream:
        yield stream


def made_console(buffer: io.StringIO, *, width: int, is_coloured: bool) -> Console:
    """A console that lays words out as they are: nothing in a report is markup."""
    return Console(
        file=buffer,
        width=width,
        force_terminal=is_coloured,
        color_system="standard" if is_coloured else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
