"""JSON Lines to Reports, one line at a time; a bad line becomes a record and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.reading.decoding import NotText, clean_text, decode
from onrecord.reading.reports import Source, make_report
from onrecord.reading.streams import lines_of
from onrecord.records import Problem, Report, Unreadable

__all__ = ["read_json_lines"]

_FIELDS = ("id", "date", "title", "url", "publisher")


def read_json_lines(
    stream: BinaryIO, *, key: str, path: str | None, date: str | None, max_bytes: int
) -> Iterator[Report | Unreadable]:
    """A report for each line; a line without ``id`` takes ``key:line`` as its key."""
    empty = True
    for number, line in lines_of(stream, max_bytes):
        empty = False
        place = f"{path or key}:{number}"
        if line is None:
            message = f"{place}: the line has over {max_bytes} bytes; skipped; split it or raise max_bytes"
            yield Unreadable(f"{key}:{number}", path, (Problem("too-big", "error", message),))
        else:
            yield _read_line(line, Source(f"{key}:{number}", place, path, default_date=date))
    if empty:
        message = f"{path or key}: the file is empty; expected one JSON object a line"
        yield Unreadable(key, path, (Problem("empty", "error", message),))


def _unreadable(source: Source, code: str, message: str) -> Unreadable:
    return Unreadable(source.key, source.path, (Problem(code, "error", f"{source.place}: {message}"),))


def _read_line(line: bytes, source: Source) -> Report | Unreadable:
    try:
        decoded = decode(line, source.place)
        row = json.loads(decoded.text)
    except NotText as error:
        return _unreadable(source, "not-text", f"{error}; expected a JSON object in UTF-8")
    except (ValueError, RecursionError) as error:
        return _unreadable(source, "bad-json", f"not JSON ({str(error)[:120]}); expected one object a line")
    if not isinstance(row, dict):
        return _unreadable(source, "bad-json", f"a JSON {type(row).__name__}; expected an object with the field text")
    return _read_row(row, source, decoded.encoding, decoded.problems)


def _field(row: dict[str, Any], name: str, place: str) -> tuple[str | None, tuple[Problem, ...]]:
    """A field as a string without outer spaces; a number is taken as written, other types are left out."""
    value = row.get(name)
    if isinstance(value, str):
        text, problems = clean_text(value, f"{place}: field {name}")
        return text.strip() or None, tuple(Problem(p.code, p.severity, p.message) for p in problems)
    if value is None:
        return None, ()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value), ()
    message = f"{place}: field {name} is a {type(value).__name__}; expected a string; left out"
    return None, (Problem("bad-field", "warning", message),)


def _read_row(row: dict[str, Any], source: Source, encoding: str, problems: tuple[Problem, ...]) -> Report | Unreadable:
    values: dict[str, str | None] = {}
    for name in _FIELDS:
        values[name], found = _field(row, name, source.place)
        problems += found
    key = values["id"] or source.key
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        what = "is empty" if isinstance(text, str) else "is missing" if text is None else "is no string"
        problem = Problem("no-text", "error", f"{source.place}: field text {what}; there is nothing to code")
        return Unreadable(key, source.path, (*problems, problem))
    text, found = clean_text(text, source.place)
    full = Source(
        key=key,
        place=source.place,
        path=source.path,
        title=values["title"],
        url=values["url"],
        publisher=values["publisher"],
        date=values["date"],
        default_date=source.default_date,
        encoding=encoding,
        problems=problems + found,
    )
    return make_report(text, full)
