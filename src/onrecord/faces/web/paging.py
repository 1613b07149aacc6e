"""One page of an answer, stable while the ledger grows, and whole answers as files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow.parquet

from onrecord import Answer, QueryError
from onrecord.faces.exports.tables import csv_line
from onrecord.faces.moments import moment_of
from onrecord.faces.web.keeping import LedgerPool
from onrecord.ledger import QUESTIONS
from onrecord.ledger.pages import COUNTS

__all__ = ["FILE_TYPES", "MOST_ROWS", "Page", "as_file", "page_of", "plain", "whole_answer"]

MOST_ROWS = 200_000  # of one downloaded file
_CURSOR = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?)~(\d{1,7})", re.ASCII)
FILE_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of an answer; ``moment`` (UTC) is the state of the record that they and the pages after them show."""

    answer: Answer
    moment: datetime | None
    offset: int
    limit: int

    @property
    def next(self) -> str | None:
        """The cursor of the page after this; ``None`` on the last."""
        return self._cursor(self.offset + self.limit) if self.answer.is_cut else None

    @property
    def previous(self) -> str | None:
        """The cursor of the page before this; ``None`` on the first."""
        return self._cursor(max(0, self.offset - self.limit)) if self.offset else None

    def _cursor(self, offset: int) -> str | None:
        return None if self.moment is None else f"{self.moment.isoformat()}~{offset}"


def page_of(
    pool: LedgerPool,
    question: str,
    terms: Sequence[str],
    *,
    limit: int,
    cursor: str | None = None,
    as_of: datetime | None = None,
    is_newest_first: bool = False,
) -> Page:
    """The page that ``cursor`` names, the first without one.

    Raises:
        QueryError: a term or the cursor is not well put.

    """
    moment, offset = _start(cursor, as_of)
    moment, asked = _which(pool, moment)
    answer = pool.page(question, terms, limit=limit, offset=offset, as_of=asked, is_newest_first=is_newest_first)
    return Page(answer, moment, offset, limit)


def whole_answer(pool: LedgerPool, name: str, terms: Sequence[str], as_of: datetime | None) -> Answer:
    """All rows of a question or a count.

    Raises:
        QueryError: there is no such question, a term is not well put, or a file may not have so many rows.

    """
    with pool.opened(_which(pool, as_of)[1]) as ledger:
        if name in COUNTS:
            return ledger.counts(name, *terms)
        if name not in QUESTIONS:
            raise QueryError(f"download {name!r}: there are {', '.join(sorted([*QUESTIONS, *COUNTS]))}")
        answer = ledger.ask(name, *terms, limit=MOST_ROWS)
    if answer.is_cut:
        raise QueryError(f"download: more than {MOST_ROWS} rows; narrow the filter, or use the command line")
    return answer


def as_file(answer: Answer, form: str) -> bytes:
    """The rows as CSV for a spreadsheet, JSON Lines or Parquet."""
    if form == "parquet":
        binary = io.BytesIO()
        pyarrow.parquet.write_table(answer.to_arrow(), binary, compression="zstd")
        return binary.getvalue()
    if form == "jsonl":
        return "".join(json.dumps(plain(row), ensure_ascii=False) + "\n" for row in answer).encode()
    return b"".join([csv_line(answer.columns), *(csv_line(row.values()) for row in answer)])


def plain(value: Any) -> Any:
    """The value with days and moments as ISO text, for JSON."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _start(cursor: str | None, as_of: datetime | None) -> tuple[datetime | None, int]:
    if not cursor:
        return as_of, 0
    match = _CURSOR.fullmatch(cursor)
    moment = moment_of(match[1]) if match else None
    if match is None or moment is None:
        raise QueryError(f"cursor {cursor!r}: give one as an answer has it in 'next'")
    return moment, int(match[2])


def _which(pool: LedgerPool, moment: datetime | None) -> tuple[datetime | None, datetime | None]:
    """The state that a moment means, and how to open it: the published one needs no looking back."""
    newest = pool.facts().newest
    if newest is None or moment is None or moment >= newest:
        return newest, None
    return moment, moment
