"""JSON Lines to Reports, one line at a time, and JSON with one object or a list of them; a bad one becomes a record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from onrecord.reading.decoding import NotText, decode, unicode_encoding
from onrecord.reading.documents import Document, Limits, Part, Refused
from onrecord.reading.reports import Source
from onrecord.reading.rows import read_row
from onrecord.reading.streams import as_utf8, lines_of, with_head
from onrecord.reading.tables_header import Columns, find_columns
from onrecord.records import Report, Unreadable

__all__ = ["read_json", "read_lines"]

_COLUMNS = Columns(text="text", id="id", title="title", date="date", url="url", publisher="publisher", byline="byline")


def read_lines(document: Document, limits: Limits) -> Iterator[Part]:
    """A report for each line; a line without ``id`` takes ``key:line`` as its key.

    Raises:
        Refused: there is no line.

    """
    head, stream = with_head(document.stream)
    encoding, _ = unicode_encoding(head) or ("utf-8", 0)
    lines = stream if encoding == "utf-8" else as_utf8(stream, encoding)
    empty = True
    for number, line in lines_of(lines, limits.max_bytes):
        empty = False
        place = f"{document.place}:{number}"
        source = replace(document.source(), key=f"{document.key}:{number}", place=place)
        if line is None:
            what = f"the line has over {limits.max_bytes} bytes; skipped; split it or raise max_bytes"
            yield source.refusal("too-big", what)
        else:
            yield _read_line(line, source)
    if empty:
        raise Refused("empty", "the file is empty; expected one JSON object a line")


def _read_line(line: bytes, source: Source) -> Report | Unreadable:
    try:
        decoded = decode(line, source.place)
        row = json.loads(decoded.text)
    except NotText as error:
        return source.refusal("not-text", f"{error}; expected a JSON object in UTF-8")
    except (ValueError, RecursionError) as error:
        return source.refusal("bad-json", f"not JSON ({str(error)[:120]}); expected one object a line")
    return _read_object(row, replace(source, encoding=decoded.encoding, problems=decoded.problems))


def _read_object(row: object, source: Source) -> Report | Unreadable:
    if not isinstance(row, dict):
        return source.refusal("bad-json", f"a JSON {type(row).__name__}; expected an object with the field text")
    return read_row(row, _columns(row), source)


def _columns(row: Mapping[str, object]) -> Columns:
    """The fields of our own form where ``text`` is there, else the names other programs give them."""
    return _COLUMNS if "text" in row else find_columns(list(row)) or _COLUMNS


def read_json(document: Document, limits: Limits) -> Iterator[Part]:
    """The reports of a file that is one JSON value: an object, or a list of them.

    Raises:
        Refused: the file is no JSON.

    """
    try:
        decoded = decode(document.read(limits), document.place)
        value = json.loads(decoded.text)
    except NotText as error:
        raise Refused("not-text", f"not text: {error}; expected JSON in UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise Refused("bad-json", f"not JSON ({str(error)[:120]}); expected an object or a list of objects") from error
    rows = value if isinstance(value, list) else [value]
    source = replace(document.source(), encoding=decoded.encoding, problems=decoded.problems)
    for number, row in enumerate(rows, start=1):
        is_one = not isinstance(value, list)
        place = document.place if is_one else f"{document.place}[{number}]"
        key = document.key if is_one else f"{document.key}:{number}"
        yield _read_object(row, replace(source, key=key, place=place))
    if not rows:
        raise Refused("empty", "an empty list; expected objects with the field text")
