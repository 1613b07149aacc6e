"""How words, lists and ids are written for a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from onrecord.records import NO_OUTLET

__all__ = ["encodable", "harmless", "listed", "shortened", "when"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def shortened(words: str, longest: int) -> str:
    """The words on one line, cut where they are too many."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[: longest - 2].rstrip()} …"


def listed(values: Iterable[Any] | None) -> str:
    """The values with commas between; nothing where there are none."""
    return ", ".join("the reporter" if value == NO_OUTLET else str(value) for value in values or ())


def when(day: date | None, precision: str | None) -> str:
    """A day as precise as it is known: a year as "1950", a decade as "1950s"; empty if not known at all."""
    if day is None:
        return ""
    written = day.isoformat()
    shorter = {"month": written[:7], "year": written[:4], "decade": f"{written[:3]}0s", "century": f"{written[:2]}00s"}
    return shorter.get(precision or "", written)


def harmless(cell: object) -> object:
    """A cell of a table for a spreadsheet: an apostrophe stands before words that it would run as a formula."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def encodable(text: str) -> str:
    """The text without what UTF-8 cannot have: half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
