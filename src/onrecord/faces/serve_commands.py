"""The command that opens the reading room and the HTTP API over a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord import InputError
from onrecord.faces.options import LEDGER_FILE, ledger_option

__all__ = ["serve"]

_LEAST_TOKEN = 8


def serve(
    *,
    ledger: Annotated[Path, ledger_option("The ledger to show.")] = LEDGER_FILE,
    host: Annotated[str, typer.Option(metavar="NAME", help="Where to listen; 0.0.0.0 for other machines too.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    token: Annotated[
        str | None,
        typer.Option(
            metavar="TOKEN", envvar="ONRECORD_TOKEN", help="Allow corrections to who gives this; read-only without it."
        ),
    ] = None,
    is_opened: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
) -> None:
    """Open the reading room: a web page and an HTTP API over a ledger, until Ctrl-C."""
    from onrecord.faces.web.server import run_server  # noqa: PLC0415  -- `--help` must be quick

    if token is not None and len(token) < _LEAST_TOKEN:
        raise InputError(f"--token: too short to keep anybody out; give {_LEAST_TOKEN} characters or more")
    typer.echo(f"the reading room of {ledger}: http://{host}:{port}/  (Ctrl-C ends it)", err=True)
    run_server(ledger, host=host, port=port, token=token, is_opened=is_opened)
