"""The command that serves a ledger to agents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.faces.options import LEDGER_FILE, ledger_option

__all__ = ["mcp"]


def mcp(
    *,
    ledger: Annotated[Path, ledger_option()] = LEDGER_FILE,
    http: Annotated[
        int | None,
        typer.Option(
            min=1, max=65535, metavar="PORT", help="Serve at http://127.0.0.1:PORT/mcp; without it, on standard input."
        ),
    ] = None,
) -> None:
    """Serve the record to agents by the Model Context Protocol; nothing can be written."""
    from onrecord.faces.agents import agent_server  # noqa: PLC0415  -- `--help` must be quick

    server = agent_server(ledger)
    if http is None:
        server.run("stdio")
    else:
        server.run("streamable-http", host="127.0.0.1", port=http, stateless_http=True, json_response=True)
