"""A row with named fields (a line of JSON, of CSV, of Parquet) to a Report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from onrecord.reading.decoding import clean_text
from onrecord.reading.reports import Source, make_report
from onrecord.reading.tables_header import Columns
from onrecord.records import Problem, Report, Unreadable

__all__ = ["read_row"]

_FIELDS = ("id", "date", "title", "url", "publisher", "byline")


def _field(
    row: Mapping[str, object], field: str, name: str | None, place: str
) -> tuple[str | None, tuple[Problem, ...]]:
    """A field as a string without outer spaces; a number is taken as written, other types are left out."""
    value = row.get(name) if name is not None else None
    if isinstance(value, str):
        text, problems = clean_text(value, f"{place}: field {field}")
        return text.strip() or None, tuple(Problem(p.code, p.severity, p.message) for p in problems)
    if value is None:
        return None, ()
    if isinstance(value, date):
        return value.isoformat(), ()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value), ()
    message = f"{place}: field {field} is a {type(value).__name__}; expected a string; left out"
    return None, (Problem("bad-field", "warning", message),)


def read_row(row: Mapping[str, object], columns: Columns, source: Source) -> Report | Unreadable:
    """The report of a row; ``source`` has its place, and the key of a row without an id of its own."""
    values: dict[str, str | None] = {}
    problems = source.problems
    for field in _FIELDS:
        values[field], found = _field(row, field, getattr(columns, field), source.place)
        problems += found
    key = values["id"] or source.key
    text = row.get(columns.text)
    if not isinstance(text, str) or not text.strip():
        what = "is empty" if isinstance(text, str) else "is missing" if text is None else "is no string"
        problem = Problem("no-text", "error", f"{source.place}: field {columns.text} {what}; there is nothing to code")
        return Unreadable(key, source.path, (*problems, problem))
    text, found = clean_text(text, source.place)
    full = replace(
        source,
        key=key,
        title=values["title"],
        url=values["url"],
        publisher=values["publisher"],
        byline=values["byline"],
        date=values["date"],
        problems=problems + found,
    )
    return make_report(text, full)
