"""CSV and Parquet with named columns to Reports, row by row; a bad row becomes a record and the rest goes on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from onrecord.reading.decoding import NotText, decode, unicode_encoding
from onrecord.reading.documents import Document, Limits, Part, Refused
from onrecord.reading.reports import Source
from onrecord.reading.rows import read_row
from onrecord.reading.streams import as_utf8, with_head
from onrecord.reading.tables_header import Columns, delimiter_of, find_columns

__all__ = ["read_csv", "read_parquet"]

_ROWS_AT_ONCE = 256
_NO_ROWS = "a table with a header and no rows; there is nothing to code"
_EXPECTED = "expected one of the columns text, body, content; name the column of the text so"


def read_csv(document: Document, limits: Limits) -> Iterator[Part]:
    """A report for each row of a CSV or TSV file; a row without ``id`` takes ``key:line`` as its key.

    Raises:
        Refused: no column holds text.

    """
    head, stream = with_head(document.stream)
    source = _with_encoding(document, head)
    encoding = source.encoding or "utf-8"
    lines = _lines(stream if encoding == "utf-8" else as_utf8(stream, encoding), limits)
    first = next(lines, "").lstrip("\ufeff")
    reader = csv.reader(_put_back(first, lines), delimiter=delimiter_of(first))
    names = [name.strip() for name in _next_row(reader, limits) or ()]
    columns = find_columns(names)
    if columns is None:
        raise Refused("no-text-column", f"the columns are {', '.join(names[:20])[:200]}; {_EXPECTED}")
    given = 0
    while (row := _next_row(reader, limits)) is not None:
        if not row:
            continue
        given += 1
        here = replace(source, key=f"{document.key}:{reader.line_num}", place=f"{document.place}:{reader.line_num}")
        yield _read_cells(row, names, columns, here)
    if not given:
        raise Refused("no-reports", _NO_ROWS)


def _read_cells(row: list[str], names: list[str], columns: Columns, source: Source) -> Part:
    if len(row) > len(names):
        what = f"{len(row)} fields under {len(names)} columns; put fields with commas in quotes"
        return source.refusal("bad-row", what)
    return read_row({name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}, columns, source)


def _with_encoding(document: Document, head: bytes) -> Source:
    """The source with the encoding told from the first bytes.

    Raises:
        Refused: they are no text.

    """
    source = document.source()
    if found := unicode_encoding(head):
        return replace(source, encoding=found[0])
    try:
        decoded = decode(head[: head.rfind(b"\n") + 1] or head, document.place)
    except NotText as error:
        raise Refused("not-text", f"not text: {error}; save the table as CSV in UTF-8") from error
    return replace(source, encoding=decoded.encoding, problems=decoded.problems)


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[str]:
    while line := stream.readline(limits.max_bytes + 1):
        if len(line) > limits.max_bytes:
            raise Refused("too-big", f"a line of over {limits.max_bytes} bytes; split it or raise max_bytes")
        yield line.decode("utf-8", "replace").replace("\x00", "\ufffd")


def _put_back(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _next_row(reader: Iterator[list[str]], limits: Limits) -> list[str] | None:
    """The next row; the size a field may have is a setting of the whole process, so it is put back after each row.

    Raises:
        Refused: a quote that never closes, or a field of over ``max_bytes``.

    """
    before = csv.field_size_limit(min(limits.max_bytes, 2**31 - 1))
    try:
        return next(reader, None)
    except csv.Error as error:
        raise Refused("bad-row", f"the table breaks off: {error}; look for a quote that does not close") from error
    finally:
        csv.field_size_limit(before)


def read_parquet(document: Document, limits: Limits) -> Iterator[Part]:
    """A report for each row of a Parquet file, a few hundred rows at a time; only the named columns are read.

    Raises:
        Refused: no column holds text.

    """
    from pyarrow import parquet  # noqa: PLC0415  -- only Parquet files pay for loading it

    file = parquet.ParquetFile(document.seekable(limits))
    names = file.schema_arrow.names
    columns = find_columns(names)
    if columns is None:
        raise Refused("no-text-column", f"the columns are {', '.join(names[:20])[:200]}; {_EXPECTED}")
    wanted = [name for name in (getattr(columns, field) for field in Columns.__dataclass_fields__) if name]
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=wanted, use_threads=False):
        for row in batch.to_pylist():
            number += 1
            source = replace(document.source(), key=f"{document.key}:{number}", place=f"{document.place}:{number}")
            yield read_row(row, columns, source)
    if not number:
        raise Refused("no-reports", _NO_ROWS)
