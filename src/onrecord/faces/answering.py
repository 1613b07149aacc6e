"""Answers of a ledger as text for a person, JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal

import typer

from onrecord import Answer
from onrecord.errors import InputError
from onrecord.faces.streams import is_shown, opened_output, shown_width, wants_colour
from onrecord.faces.tables import print_rows
from onrecord.faces.wording import harmless

__all__ = ["write_answer"]


def write_answer(
    answer: Answer,
    *,
    question: str,
    format: Literal["text", "jsonl", "csv", "parquet"],  # noqa: A002  -- the word of the option
    output: Path | None,
) -> None:
    """Writes an answer, and says on standard error when there was more than the limit.

    Raises:
        InputError: ``output`` cannot be written, or Parquet would go to a terminal.

    """
    if format == "parquet" and is_shown(output):
        raise InputError("parquet is not for a terminal; give a file with --output")
    with opened_output(output) as stream:
        if format == "parquet":
            _write_parquet(answer, stream)
        elif format == "csv":
            stream.write(_csv(answer).encode("utf-8", "replace"))
        elif format == "jsonl":
            for row in answer:
                stream.write((json.dumps(row, ensure_ascii=False, default=_plain) + "\n").encode("utf-8", "replace"))
        else:
            text = print_rows(answer, question=question, width=shown_width(output), is_coloured=wants_colour(output))
            stream.write(text.encode("utf-8", "replace"))
        stream.flush()
    if answer.is_cut:
        shown = "row is" if len(answer) == 1 else f"{len(answer)} rows are"
        typer.echo(f"onrecord: the first {shown} shown; there are more: give --limit or more terms", err=True)


def _write_parquet(answer: Answer, stream: BinaryIO) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415  -- only this format needs it

    pq.write_table(answer.to_arrow(), stream)


def _csv(answer: Answer) -> str:
    """Lists become their values with a bar between, what is not stated an empty cell.

    Words that a spreadsheet would run as a formula get an apostrophe before them, as in every CSV file we write.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in answer:
        writer.writerow([_cell(value) for value in row.values()])
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return harmless("|".join(str(one) for one in value))
    return "" if value is None else harmless(value)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
