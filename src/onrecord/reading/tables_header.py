"""The header row of a table: which column holds what, and whether a line is such a row at all."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.knowledge.page_words import load_page_words
from onrecord.reading.page_tree import squeezed

__all__ = ["Columns", "delimiter_of", "find_columns", "names_columns"]

_DELIMITERS = (",", "\t", ";", "|")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """For each field of a report, the name its column has; ``None`` where the table lacks it."""

    text: str
    id: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None


def find_columns(names: Sequence[str]) -> Columns | None:
    """Which column is which, whatever the case and the spaces of their names; ``None`` without one of text.

    The order of the known names decides where several would do: "text" before "content".
    """
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(squeezed(name), name)
    chosen = {
        field: next((by_plain[known] for known in knowns if known in by_plain), None)
        for field, knowns in load_page_words().columns.items()
    }
    text = chosen.pop("text")
    return Columns(text=text, **chosen) if text is not None else None


def delimiter_of(line: str) -> str:
    """The delimiter that parts the header row into the most fields."""
    return max(_DELIMITERS, key=line.count)


def names_columns(head: str, *, is_named: bool) -> bool:
    """Whether the first line names columns, one of them text: "id,date,text"; ``is_named`` as CSV."""
    line = head.lstrip().partition("\n")[0].strip()
    if not line or len(line) > 2_000 or not (is_named or any(mark in line for mark in _DELIMITERS)):
        return False
    try:
        names = next(csv.reader([line], delimiter=delimiter_of(line), strict=True))
    except (csv.Error, StopIteration):
        return False
    if is_named:
        return len(names) > 1 or find_columns(names) is not None
    if len(names) < 2 or any(len(name) > _LONGEST_NAME or not name.strip() for name in names):
        return False
    columns = find_columns(names)
    known = {squeezed(name) for name in names} & {
        known for knowns in load_page_words().columns.values() for known in knowns
    }
    return columns is not None and len(known) >= 2 and not line.endswith((".", "!", "?"))
