"""How words, lists and ids are written for a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["listed", "short_id", "shortened"]

_ID_DIGITS = 8  # enough for `explain`, which takes the first digits of an id


def shortened(words: str, longest: int) -> str:
    """The words on one line, cut where they are too many."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[: longest - 2].rstrip()} …"


def short_id(identity: str) -> str:
    """The first digits of an id."""
    return identity[:_ID_DIGITS]


def listed(values: Iterable[Any] | None) -> str:
    """The values with commas between; nothing where there are none."""
    return ", ".join(str(value) for value in values or ())
