"""What several commands ask for: which ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

__all__ = ["LEDGER_FILE", "ledger_option"]

LEDGER_FILE = Path("onrecord.ledger")


def ledger_option(help: str = "The ledger.") -> Any:  # noqa: A002  -- the word of typer
    """The option ``--ledger``, which the environment may give too."""
    return typer.Option("--ledger", metavar="FILE", envvar="ONRECORD_LEDGER", help=help)
