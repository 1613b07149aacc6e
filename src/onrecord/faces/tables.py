"""Rows of a ledger's answer for a person: blocks with the quote beneath, or a plain table."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

__all__ = ["print_rows", "short"]

Row = Mapping[str, Any]

_ID_DIGITS = 8  # enough for `explain`, which takes the first digits of an id
_LONGEST_QUOTE = 200
_BLOCKS = frozenset({"events", "claims", "transfers", "incidents", "findings", "tellings", "timeline"})


def print_rows(rows: Iterable[Row], *, question: str, width: int, is_coloured: bool) -> str:
    """The rows as text, ``width`` columns wide."""
    buffer = io.StringIO()
    console = Console(
        file=buffer, width=width, force_terminal=is_coloured, highlight=False, markup=False, emoji=False,
        color_system="standard" if is_coloured else None,
    )  # fmt: skip
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
    left, right = _listed(row[first]) or "(nobody named)", _listed(row[second])
    return f"{left} -> {right}" if right else left


def _kind(row: Row) -> str:
    if "stage" in row:
        return f"{row['stage']}: {row['items'] or 'arms'}"
    return f"{row['type']}/{row['mode']}" if row["mode"] else str(row["type"])


def _body(row: Row) -> Text:
    lines = [line for line in (_word(row), _account(row), _relation(row), _finding(row)) if line]
    body = Text("\n".join(lines))
    if row.get("quote"):
        body.append(("\n" if lines else "") + f"“{short(row['quote'])}”", "dim")
    place = " ".join(str(row[name]) for name in ("publisher", "published", "key") if row.get(name))
    ids = [f"{name} {row[f'{name}_id'][:_ID_DIGITS]}" for name in ("event", "incident") if row.get(f"{name}_id")]
    body.append("\n" + "  ".join([place, *ids]), "dim")
    return body


def _word(row: Row) -> str:
    """On whose word."""
    if "holder_kind" in row:
        said = f", “{row['holder_mention']}”" if row["holder_mention"] else ""
        return _holders(row["holder_kind"], row["holder"] or "") + said
    if "source_kind" not in row:
        return ""
    return _holders(row["source_kind"], _listed(row["holders"]))


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
        told += f"; denied by {_listed(row['deniers'])}"
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
        return _listed(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def _listed(values: Iterable[Any] | None) -> str:
    return ", ".join(str(value) for value in values or ())


def short(quote: str, longest: int = _LONGEST_QUOTE) -> str:
    """The words on one line, cut where they are too many."""
    line = " ".join(quote.split())
    return line if len(line) <= longest else f"{line[: longest - 2].rstrip()} …"
