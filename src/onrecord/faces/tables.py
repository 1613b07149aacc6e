"""Rows of a ledger's answer for a person: blocks with the quote beneath, or a plain table."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.faces.streams import made_console
from onrecord.faces.wording import listed, short_id, shortened

__all__ = ["LONGEST_QUOTE", "print_rows"]

Row = Mapping[str, Any]

LONGEST_QUOTE = 200
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
    else:
        console.print(_table(found))
    return "\n".join(line.rstrip() for line in buffer.getvalue().rstrip("\n").split("\n")) + "\n"


def _head(row: Row) -> Text:
    """Day, who -> whom, type, certainty, whose word."""
    head = Text(f"{row['day'] or 'no day'}  " if "day" in row else f"{row['published'] or 'no date'}  ", "bold")
    head.append(_parties(row), "bold")
    head.append(f"  {_kind(row)}", "green")
    head.append(f"  {row['certainty']} {row['status']}", "cyan")
    if "letter" in row:
        head.append(f"  {row['letter']}{row['number']}")
    return head


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


def _table(rows: list[Row]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in rows[0]:
        is_number = all(isinstance(row[name], int | float) for row in rows)
        table.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return listed(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
