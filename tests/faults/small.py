"""Short reports of our own, and what is left of them in a ledger."""

from __future__ import annotations

from pathlib import Path

import onrecord
from onrecord import Report

__all__ = ["invented", "keys_of"]

_STATES = ("Kenya", "Chad", "Peru", "Nepal", "Oman", "Fiji", "Chile", "Ghana", "Laos", "Malta")


def invented(first: int, last: int) -> list[Report]:
    """Short reports, numbered."""
    return [
        onrecord.read_text(
            f"{_STATES[n % 10]} delivered {n + 2} rifles to {_STATES[(n + 3) % 10]} on Monday, its minister said.",
            date=f"2023-{n % 12 + 1:02}-15",
            key=f"r{n}",
            publisher=f"Paper {n % 3}",
        )
        for n in range(first, last)
    ]


def keys_of(path: Path) -> set[str]:
    """The reports that are there, asked as a reader would."""
    with onrecord.Ledger(path) as opened:
        return {row["key"] for row in opened.sql("SELECT key FROM report")}
