"""News reports into a cited, dated record of who did, said, promised, threatened or asked what, to whom.

``code`` takes a text, ``code_reports`` files or many reports, ``explain`` shows why a record is as it is, and
``schema`` gives the JSON Schema of a record.  ``add_reports`` keeps reports in a ledger, ``Ledger`` asks it.
Nothing heavy is loaded before the first report is coded.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.errors import InputError, KnowledgeError, LedgerError, ModelError, OnrecordError, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from onrecord.document import CodedReport, Event, EventTransfer
    from onrecord.explanation import Explanation
    from onrecord.ledger import (
        Added,
        Answer,
        BriefLine,
        Change,
        Detail,
        Ledger,
        Recoded,
        add_reports,
        judge,
        recode,
        withdraw,
    )
    from onrecord.pipeline import Coder
    from onrecord.reading import read_inputs, read_text
    from onrecord.records import Problem, Report, Unreadable
    from onrecord.shards import add_in_shards

    __version__: str

__all__ = [
    "Added",
    "Answer",
    "BriefLine",
    "Change",
    "CodedReport",
    "Detail",
    "Event",
    "EventTransfer",
    "Explanation",
    "InputError",
    "KnowledgeError",
    "Ledger",
    "LedgerError",
    "ModelError",
    "OnrecordError",
    "Problem",
    "QueryError",
    "Recoded",
    "Report",
    "Unreadable",
    "__version__",
    "add_in_shards",
    "add_reports",
    "code",
    "code_reports",
    "explain",
    "judge",
    "read_inputs",
    "read_text",
    "recode",
    "schema",
    "to_json",
    "withdraw",
]

_HOMES = {
    "Added": "onrecord.ledger",
    "Answer": "onrecord.ledger",
    "BriefLine": "onrecord.ledger",
    "Detail": "onrecord.ledger",
    "Change": "onrecord.ledger",
    "Recoded": "onrecord.ledger",
    "judge": "onrecord.ledger",
    "recode": "onrecord.ledger",
    "withdraw": "onrecord.ledger",
    "Ledger": "onrecord.ledger",
    "add_in_shards": "onrecord.shards",
    "add_reports": "onrecord.ledger",
    "CodedReport": "onrecord.document",
    "Event": "onrecord.document",
    "EventTransfer": "onrecord.document",
    "Explanation": "onrecord.explanation",
    "Problem": "onrecord.records",
    "Report": "onrecord.records",
    "Unreadable": "onrecord.records",
    "read_inputs": "onrecord.reading",
    "read_text": "onrecord.reading",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415  -- reads files

        return version("onrecord")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


def code(
    text: str,
    *,
    date: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
) -> CodedReport:
    """The record of one report given as text.

    ``date`` is the day (``YYYY-MM-DD``), month or year of publication; a ``date`` line at the head of the text is
    understood too.  Offsets count code points of ``text``.  The same call gives the same record.

    Raises:
        ModelError: no English model is installed, or not the one we know.

    """
    from onrecord.reading import read_text  # noqa: PLC0415  -- loaded when first used

    report = read_text(text, date=date, title=title, url=url, publisher=publisher)
    return next(code_reports([report]))


def code_reports(inputs: str | Path | Iterable[str | Path | Report | Unreadable]) -> Iterator[CodedReport]:
    """The records of many reports, in input order; a path stands for all reports of that file or directory.

    An input that cannot be read gives a record that holds its problems and nothing else.

    Raises:
        InputError: a path does not exist.
        ModelError: no English model is installed, or not the one we know.

    """
    from itertools import groupby  # noqa: PLC0415  -- loaded when first used

    from onrecord.records import Report  # noqa: PLC0415  -- loaded when first used
    from onrecord.writing import empty_record  # noqa: PLC0415  -- loaded when first used

    for is_readable, items in groupby(_opened(inputs), key=lambda item: isinstance(item, Report)):
        if is_readable:
            yield from _coder().code(item for item in items if isinstance(item, Report))
        else:
            yield from map(empty_record, items)


def explain(report: str | Report, *, at: int, date: str | None = None) -> Explanation:
    """Why the record is as it is around ``at``, a code point of the text: parse, rules and knowledge entries.

    ``report`` is a text or a report; ``date`` is the day of publication of a text.

    Raises:
        InputError: no sentence stands at that place.
        ModelError: no English model is installed, or not the one we know.

    """
    from dataclasses import replace  # noqa: PLC0415  -- loaded when first used

    from onrecord.bounds import part_at, shifted  # noqa: PLC0415  -- loaded when first used
    from onrecord.explanation import explain_at  # noqa: PLC0415  -- loaded when first used
    from onrecord.reading import read_text  # noqa: PLC0415  -- loaded when first used

    given = read_text(report, date=date) if isinstance(report, str) else report
    part = part_at(given, at)
    found = explain_at(next(_coder().trace([part.report])), at - part.start)
    return replace(shifted(found, part.start), report=given)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one coded report."""
    from onrecord.writing import json_schema  # noqa: PLC0415  -- loaded when first used

    return json_schema()


def to_json(coded: CodedReport, *, with_text: bool = False) -> str:
    """A coded report as one line of JSON, exactly as ``onrecord code --format jsonl`` prints it, newline left out."""
    from onrecord.writing import to_json_line  # noqa: PLC0415  -- loaded when first used

    return to_json_line(coded, with_text=with_text).decode().rstrip("\n")


def _opened(inputs: str | Path | Iterable[str | Path | Report | Unreadable]) -> Iterator[Report | Unreadable]:
    from onrecord.reading import read_inputs  # noqa: PLC0415  -- loaded when first used
    from onrecord.records import Report, Unreadable  # noqa: PLC0415  -- loaded when first used

    if isinstance(inputs, str | os.PathLike):
        yield from read_inputs(inputs)
        return
    for item in inputs:
        if isinstance(item, Report | Unreadable):
            yield item
        else:
            yield from read_inputs([item])


@cache
def _coder() -> Coder:
    """The one coder of this process: model and knowledge are loaded once and never changed."""
    from onrecord.pipeline import Coder  # noqa: PLC0415  -- loads the language model

    return Coder()
