"""The rows of the answer as they are: CSV for a spreadsheet, Parquet for a data frame, rows like SIPRI's register."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onrecord.faces.exports.selection import Part, Selection, json_bytes, told
from onrecord.faces.exports.sipri import sipri_rows
from onrecord.faces.wording import harmless
from onrecord.knowledge.sipri import load_register_words

__all__ = ["csv_line", "csv_lines", "sipri_lines", "write_parquet"]

_JOIN = "; "


def csv_line(values: Iterable[object], *, is_for_people: bool = True) -> bytes:
    """One line of CSV; lists are joined.

    In a file for people, words that a spreadsheet would run as a formula get an apostrophe before them.
    """
    stream = io.StringIO()
    cells = [_JOIN.join(map(str, value)) if isinstance(value, list | tuple) else value for value in values]
    csv.writer(stream, lineterminator="\n").writerow(map(harmless, cells) if is_for_people else cells)
    return stream.getvalue().encode("utf-8", "replace")


def csv_lines(selection: Selection) -> Iterator[Part]:
    """The answer with a head line."""
    answer = selection.answer()
    yield "", csv_line(answer.columns)
    for row in answer:
        yield "row", csv_line(row.values())


def sipri_lines(selection: Selection) -> Iterator[Part]:
    """Claimed transfers in the columns of SIPRI's trade register, as CSV; see docs/transfers.md."""
    yield "", csv_line(load_register_words().columns)
    for row in sipri_rows(event.coded for _, event in told(selection)):
        yield "transfer", csv_line(row.values())


def write_parquet(selection: Selection, path: Path) -> dict[str, int]:
    """The answer as a Parquet file, with the manifest's words in its metadata; gives how many rows it has."""
    table: Any = selection.answer().to_arrow()
    metadata = {**(table.schema.metadata or {}), b"onrecord": json_bytes(selection.about)}
    pq.write_table(table.replace_schema_metadata(metadata), path, compression="zstd")
    return {"row": int(table.num_rows)}
