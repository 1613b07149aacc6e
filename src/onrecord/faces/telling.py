"""How a command ends: what Onrecord raises in one line on standard error, and the exit status."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator

import typer

import onrecord

__all__ = ["SOME_FAILED", "WRONG_CALL", "told_plainly"]

SOME_FAILED = 1
WRONG_CALL = 2
_INTERRUPTED = 130
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


@contextlib.contextmanager
def told_plainly() -> Iterator[None]:
    """What Onrecord raises becomes one line on standard error; a closed pipe and Ctrl-C end the run quietly.

    So does a disk that is full when the output is written.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        raise typer.Exit from None
    except KeyboardInterrupt:
        raise typer.Exit(_INTERRUPTED) from None
    except onrecord.OnrecordError as error:
        typer.echo(f"onrecord: {error}", err=True)
        raise typer.Exit(WRONG_CALL) from error
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _drop_output()
        typer.echo(f"onrecord: the output cannot be written: {error.strerror}; make room, then run it again", err=True)
        raise typer.Exit(WRONG_CALL) from error


def _drop_output() -> None:
    """Nobody reads on: what is still buffered goes nowhere instead of raising again at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
