"""Answers of a ledger as text for a person, JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from shutil import get_terminal_size
from typing import Any, BinaryIO, Literal

import typer

from onrecord import Answer
from onrecord.errors import InputError
from onrecord.faces.tables import print_rows

__all__ = ["write_answer"]

_PLAIN_WIDTH = 100


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
    is_terminal = output is None and sys.stdout.isatty()
    if format == "parquet" and is_terminal:
        raise InputError("parquet is not for a terminal; give a file with --output")
    with _stream(output) as stream:
        if format == "parquet":
            _write_parquet(answer, stream)
        elif format == "csv":
            stream.write(_csv(answer).encode("utf-8", "replace"))
        elif format == "jsonl":
            for row in answer:
                stream.write((json.dumps(row, ensure_ascii=False, default=_plain) + "\n").encode("utf-8", "replace"))
        else:
            width = min(get_terminal_size().columns, 120) if is_terminal else _PLAIN_WIDTH
            is_coloured = is_terminal and "NO_COLOR" not in os.environ
            text = print_rows(answer, question=question, width=width, is_coloured=is_coloured)
            stream.write(text.encode("utf-8", "replace"))
        stream.flush()
    if answer.is_cut:
        typer.echo(f"onrecord: the first {len(answer)} rows; there are more: give --limit or more terms", err=True)


@contextmanager
def _stream(output: Path | None) -> Iterator[BinaryIO]:
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        stream = output.open("wb")
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}; give another --output") from error
    with stream:
        yield stream


def _write_parquet(answer: Answer, stream: BinaryIO) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415  -- only this format needs it

    pq.write_table(answer.to_arrow(), stream)


def _csv(answer: Answer) -> str:
    """Lists become their values with a bar between, what is not stated an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in answer:
        writer.writerow([_cell(value) for value in row.values()])
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "|".join(str(one) for one in value)
    return "" if value is None else value


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
