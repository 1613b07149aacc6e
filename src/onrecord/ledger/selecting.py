"""The events that a filter lets through, with their whole public records and texts, report by report: for exports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from onrecord.errors import QueryError
from onrecord.ledger.filters import Condition
from onrecord.ledger.questions import Question
from onrecord.ledger.rows import unpacked

__all__ = ["SelectedEvent", "SelectedReport", "record_versions", "select_reports"]

Row = dict[str, Any]
Select = Callable[..., list[Row]]

_REPORTS_AT_ONCE = 500
_NEEDED = frozenset({"event_id", "report_id", "published", "position"})


@dataclass(frozen=True, slots=True)
class SelectedEvent:
    """One event: ``coded`` is the event of the public JSON, its ``incident`` that of the ledger.

    ``row`` is its row in the ledger; ``account`` what stands behind its incident over all reports, or ``None``.
    """

    coded: Mapping[str, Any]
    row: Mapping[str, Any]
    account: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class SelectedReport:
    """A report of which at least one event was let through; ``document`` is its public JSON without the text."""

    document: Mapping[str, Any]
    text: str
    events: tuple[SelectedEvent, ...]


def select_reports(select: Select, asked: Question, condition: Condition) -> Iterator[SelectedReport]:
    """The reports in the order of publication, each with its events in the order of the text.

    Raises:
        QueryError: the rows of the question are not events.

    """
    base = f"SELECT * FROM ({asked.base}) WHERE {condition.sql}"
    columns = {row["column_name"] for row in select(f"DESCRIBE {asked.base}")}
    if not columns >= _NEEDED:
        raise QueryError("export: this format takes events; ask for events, claims, transfers, findings or tellings")
    order = f"SELECT report_id FROM ({base}) GROUP BY report_id ORDER BY min(published) NULLS LAST, report_id"
    reports = [row["report_id"] for row in select(order, condition.values)]
    for start in range(0, len(reports), _REPORTS_AT_ONCE):
        yield from _chunk(select, base, condition, reports[start : start + _REPORTS_AT_ONCE])


def _chunk(select: Select, base: str, condition: Condition, reports: Sequence[str]) -> Iterator[SelectedReport]:
    rows = select(
        f"SELECT * FROM ({base}) WHERE report_id IN (SELECT unnest(?)) ORDER BY report_id, position, event_id",
        [*condition.values, list(reports)],
    )
    documents = _documents(select, reports)
    accounts = _accounts(select, rows)
    by_report = {report: list(group) for report, group in groupby(rows, key=lambda row: str(row["report_id"]))}
    for report in reports:
        packed, text = documents.pop(report)
        document = json.loads(unpacked(packed))
        coded = {event["id"]: event for event in document["events"]}
        kept = {row["event_id"]: row for row in reversed(by_report[report])}
        events = tuple(
            SelectedEvent({**coded[event], "incident": row["incident_id"]}, row, accounts.get(row["incident_id"]))
            for event, row in reversed(kept.items())
        )
        yield SelectedReport(document, unpacked(text), events)


def _documents(select: Select, reports: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
    """The public JSON and the text of each report, packed: they are opened one after another."""
    rows = select(
        "SELECT c.report_id, c.document, t.text FROM coding c JOIN history.content t USING (report_id)"
        " WHERE c.report_id IN (SELECT unnest(?))",
        [list(reports)],
    )
    return {row["report_id"]: (row["document"], row["text"]) for row in rows}


def _accounts(select: Select, rows: Sequence[Row]) -> dict[str | None, Row]:
    wanted = sorted({row["incident_id"] for row in rows if row["incident_id"] is not None})
    found = select(
        "SELECT incident_id, tellings, reports, publishers, copies, independent, holders, unnamed_reports, deniers,"
        " number, rule FROM incident WHERE incident_id IN (SELECT unnest(?::VARCHAR[]))",
        [wanted],
    )
    return {row["incident_id"]: row for row in found}


def record_versions(select: Select) -> list[Row]:
    """The versions of code, knowledge and model that made what now holds."""
    return select(
        "SELECT DISTINCT code_version AS code, knowledge_version AS knowledge, model_version AS model"
        " FROM history.run WHERE run_id IN (SELECT run_id FROM coding) ORDER BY ALL"
    )
