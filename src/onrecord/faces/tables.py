"""Rows of a ledger's answer for a person: blocks with the quote beneath, a plain table, or a field a line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.faces.streams import made_console
from onrecord.faces.wording import listed, shortened, when
from onrecord.records import short_id

__all__ = ["LONGEST_QUOTE", "print_rows"]

Row = Mapping[str, Any]

LONGEST_QUOTE = 200
_ASKED_FREELY = "sql"  # any columns, in any number
_NARROW = 8  # columns: words in less are no longer read as words
_GAP = 3
_STRETCHES = ("week", "season", "quarter", "half")  # no shorter way of writing the day says that it is one of these
_BLOCKS = frozenset({"events", "claims", "transfers", "incidents", "findings", "tellings", "timeline"})


def print_rows(rows: Iterable[Row], *, question: str, width: int, is_coloured: bool) -> str:
    """The rows as text, ``width`` columns wide."""
    buffer = io.StringIO()
    console = made_console(buffer, width=width, is_coloured=is_coloured)
    found = list(rows)
    if not found:
        return "nothing on record\n"
    if question in _BLOCKS:
        for row in found:
            console.print(_head(row))
            console.print(Padding(_body(row), (0, 0, 0, 4)))
    elif _fits(found, width) or question != _ASKED_FREELY:
        console.print(_table(found, is_wide=_fits(found, width)))
    else:
        for number, row in enumerate(found):
            console.print(*([] if number == 0 else [""]), _fields(row), sep="\n")
    return "\n".join(line.rstrip() for line in buffer.getvalue().rstrip("\n").split("\n")) + "\n"


def _head(row: Row) -> Text:
    """Day, who -> whom, type, certainty, whose word."""
    head = Text(f"{_day(row)}  ", "bold")
    head.append(_parties(row), "bold")
    head.append(f"  {_kind(row)}", "green")
    head.append(f"  {row['certainty']} {row['status']}", "cyan")
    if "letter" in row:
        head.append(f"  {row['letter']}{row['number']}")
    return head


def _day(row: Row) -> str:
    """As precise as the report tells it: of "in September" the month, not its first day."""
    if "day" not in row:
        return str(row["published"] or "no date")
    precision = row.get("date_precision")
    return (when(row["day"], precision) or "no day") + (f" ({precision})" if precision in _STRETCHES else "")


def _parties(row: Row) -> str:
    first, second = ("supplier", "recipient") if "supplier" in row else ("actors", "recipients")
    left, right = listed(row[first]) or "(nobody named)", listed(row[second])
    return f"{left} -> {right}" if right else left


def _kind(row: Row) -> str:
    if "stage" in row:
        return f"{row['stage']}: {row['items'] or 'arms'}"
    return f"{row['type']}/{row['mode']}" if row["mode"] else str(row["type"])


def _body(row: Row) -> Text:
    lines = [line for line in (_word(row), _account(row), _relation(row), _finding(row)) if line]
    body = Text("\n".join(lines))
    if row.get("quote"):
        body.append(("\n" if lines else "") + f"“{shortened(row['quote'], LONGEST_QUOTE)}”", "dim")
    place = " ".join(str(row[name]) for name in ("publisher", "published", "key") if row.get(name))
    ids = [f"{name} {short_id(row[f'{name}_id'])}" for name in ("event", "incident") if row.get(f"{name}_id")]
    body.append("\n" + "  ".join([place, *ids]), "dim")
    return body


def _word(row: Row) -> str:
    """On whose word."""
    if "holder_kind" in row:
        said = f", “{row['holder_mention']}”" if row["holder_mention"] else ""
        return _holders(row["holder_kind"], row["holder"] or "") + said
    if "source_kind" not in row:
        return ""
    return _holders(row["source_kind"], listed(row["holders"]))


def _holders(kind: str, holders: str) -> str:
    if kind == "narrator":
        return "the reporter says so"
    return f"on the word of {holders or 'somebody'}{' (unnamed)' if kind == 'unnamed' else ''}"


def _account(row: Row) -> str:
    if row.get("independent") is None:
        return ""
    told = f"independent sources: {row['independent']}"
    if "reports" in row:
        told = f"reports: {row['reports']}, {told}"
    if row.get("copies"):
        told += f", copies: {row['copies']}"
    if row.get("deniers"):
        told += f"; denied by {listed(row['deniers'])}"
    return told


def _relation(row: Row) -> str:
    if "relation" not in row:
        return ""
    return f"{row['relation']}{' ' + row['to_key'] if row['to_key'] else ''} ({row['basis']})"


def _finding(row: Row) -> str:
    if "verdict" in row:
        provision = f" ({row['provision']})" if row["provision"] else ""
        return f"{row['verdict']}: {row['regime']}{provision}; {row['why']}"
    pairs = zip(row.get("verdicts") or (), row.get("regimes") or (), strict=True)
    return "; ".join(f"{regime}: {verdict}" for verdict, regime in pairs if regime != "NONE")


def _table(rows: Sequence[Row], *, is_wide: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in rows[0]:
        is_number = all(isinstance(row[name], int | float) for row in rows)
        justify: Literal["left", "right"] = "right" if is_number else "left"
        table.add_column(name, justify=justify, overflow="fold", min_width=_least(name, rows) if is_wide else None)
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    return table


def _fits(rows: Sequence[Row], width: int) -> bool:
    """Whether a table of these rows can be read."""
    return sum(_least(name, rows) for name in rows[0]) + _GAP * (len(rows[0]) - 1) <= width


def _least(name: str, rows: Sequence[Row]) -> int:
    """The columns that a column of a table has to have: its head and its ids stand on one line, to be copied."""
    longest = max(len(_cell(row[name])) for row in rows)
    return max(len(name), longest if name.endswith("_id") else min(longest, _NARROW))


def _fields(row: Row) -> Table:
    """One row of more fields than a table has room for: a field a line."""
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in row.items():
        grid.add_row(Text(name, "bold"), _cell(value))
    return grid


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return listed(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
