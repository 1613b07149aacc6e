"""Saved questions against the ledger: what is new, or says something else, becomes an alert, once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from onrecord.errors import InputError, QueryError
from onrecord.ledger import Ledger
from onrecord.records import content_id
from onrecord.watching.config import SavedQuestion, WatchPlan
from onrecord.watching.looking import Row, rows_of
from onrecord.watching.state import State

__all__ = ["Alert", "look"]

_MOST_TELLINGS = 20  # shown in one alert


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it goes out; ``body`` is its JSON."""

    id: str
    question: SavedQuestion
    summary: str
    body: str


def look(plan: WatchPlan, state: State, ledger_file: Path, now: Callable[[], float]) -> list[Alert]:
    """Asks every saved question; alerts and what was seen are kept in one transaction a question.

    The first look of a question alerts on nothing: it sees what was there before.

    Raises:
        InputError: a question cannot be asked so; the message has file and key.

    """
    alerts: list[Alert] = []
    with Ledger(ledger_file) as ledger:
        for question in plan.questions:
            try:
                alerts += _look(ledger, state, question, now)
            except QueryError as error:
                raise InputError(f"{plan.file}: alerts.{question.name}.where: {error}") from error
    return alerts


def _look(ledger: Ledger, state: State, question: SavedQuestion, now: Callable[[], float]) -> list[Alert]:
    is_first = state.looked(question.name) != question.wording
    events = [] if is_first else [mark.partition(" ")[2] for mark in state.marks(question.name, "told ")]
    rows = rows_of(ledger, question, events)
    moment = datetime.fromtimestamp(now(), UTC)
    with state.together():
        if is_first:
            state.start_looking(question.name, question.wording)
        see = _see_changes if question.is_change else _see_new
        alerts = see(state, question, rows, moment, is_first=is_first)
        for alert in alerts:
            for channel in question.channels:
                state.post(alert.id, channel, alert.body)
    return alerts


def _see_new(
    state: State, question: SavedQuestion, rows: Sequence[Row], moment: datetime, *, is_first: bool
) -> list[Alert]:
    """Alerts on rows of which no mark was seen, unless all their reports stood there before the watch."""
    alerts = []
    told_now: set[str] = set()
    for row in rows:
        lines = state.lines(question.name, row.marks)
        coarse = {mark for mark in row.marks if not mark.startswith("words ")}
        is_told = bool(lines) or bool(coarse & told_now)
        if not is_first and not is_told and not state.is_old(str(one["report_id"]) for one in row.tellings):
            alerts.append(_alert(question, row, moment, row.marks[0], ()))
            told_now |= coarse
    for row in rows:
        if len(state.lines(question.name, row.marks)) < len(row.marks):
            state.keep_marks(question.name, row.marks, row.marks[0])
    return alerts


def _see_changes(
    state: State, question: SavedQuestion, rows: Sequence[Row], moment: datetime, *, is_first: bool
) -> list[Alert]:
    """Alerts on rows that were seen before and say something else in the columns watched."""
    alerts = []
    taken: set[str] = set()
    for row in rows:
        line = _line_of(state, question, row, taken)
        taken.add(line)
        state.keep_marks(question.name, row.marks, line)
        said = json.dumps([_plain(row.values.get(column)) for column in question.columns])
        known = state.value(question.name, line)
        if known is None:
            state.keep_value(question.name, line, said, 0)
        elif known[0] != said:
            number = known[1] + 1
            state.keep_value(question.name, line, said, number)
            changes = _changes(question.columns, json.loads(known[0]), json.loads(said))
            if not is_first:
                alerts.append(_alert(question, row, moment, f"{line} {number}", changes))
    return alerts


def _line_of(state: State, question: SavedQuestion, row: Row, taken: set[str]) -> str:
    """As what a row was seen before: the line most of its marks have; of an incident that split, the first keeps it."""
    known = Counter(line for line in state.lines(question.name, row.marks) if line not in taken)
    if known:
        return min(known, key=lambda line: (-known[line], line))
    own = row.marks[0]
    number = 1
    while own in taken or state.value(question.name, own) is not None:
        number += 1
        own = f"{row.marks[0]} {number}"
    return own


def _changes(columns: Sequence[str], before: Sequence[Any], after: Sequence[Any]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"field": column, "before": old, "now": new}
        for column, old, new in zip(columns, before, after, strict=True)
        if old != new
    )


def _alert(
    question: SavedQuestion, row: Row, moment: datetime, what: str, changes: Sequence[Mapping[str, Any]]
) -> Alert:
    identity = content_id("alert", question.name, question.wording, what)
    summary = f"{question.name}: {_summary(row.values, changes)}"
    body = {
        "id": identity,
        "alert": question.name,
        "summary": summary,
        "made_at": moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "question": question.question,
        "where": list(question.where),
        "when": "changed" if question.is_change else "new",
        "changes": list(changes),
        "row": {name: _plain(value) for name, value in row.values.items()},
        "tellings": [{name: _plain(value) for name, value in one.items()} for one in row.tellings[-_MOST_TELLINGS:]],
        "tellings_left_out": max(0, len(row.tellings) - _MOST_TELLINGS),
    }
    return Alert(identity, question, summary, json.dumps(body, ensure_ascii=False))


def _summary(values: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> str:
    """A row in one line: who, what, to whom, how surely."""
    moved = "; ".join(f"{one['field']} {_shown(one['before'])} -> {_shown(one['now'])}" for one in changes)
    who = _shown(values.get("supplier") or values.get("actors") or values.get("holder"))
    whom = _shown(values.get("recipient") or values.get("recipients"))
    what = _shown(values.get("stage") or values.get("type") or values.get("verdict"))
    parts = [f"{who} {what} {whom}".strip(), _shown(values.get("items")), _shown(values.get("certainty"))]
    line = ", ".join(part for part in parts if part)
    return f"{moved} ({line})" if moved else line


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "+".join(str(one) for one in value) or "nobody"
    return "" if value is None else str(value)


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
