"""An SQLite file ready for Datasette: plain tables with foreign keys, ISO days, JSON lists and a full-text index."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.faces.exports.places import precision_of
from onrecord.faces.exports.selection import Selection, mention_spans
from onrecord.faces.wording import encodable
from onrecord.ledger.selecting import SelectedEvent, SelectedReport

__all__ = ["write_sqlite"]

Rows = Iterator[tuple[str, tuple[object, ...]]]
_ROLES = (("actor", "actors"), ("recipient", "recipients"))
_TRANSFER = ("end_user", "stage", "value", "terms", "condition", "order_date", "delivery_date", "amount", "currency")


def write_sqlite(selection: Selection, path: Path) -> dict[str, int]:
    """Writes the file anew and gives the number of rows of each table."""
    path.unlink(missing_ok=True)
    written: Counter[str] = Counter()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(files("onrecord.faces.exports").joinpath("sqlite.sql").read_text("utf-8"))
        for report in selection.reports():
            for table, values in _rows(report):
                marks = ", ".join("?" * len(values))
                done = connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", _clean(values))  # noqa: S608  -- the table is ours
                written[table] += done.rowcount
        connection.executemany(
            "INSERT INTO manifest VALUES (?, ?)",
            [_clean((name, _list(value))) for name, value in selection.about.items()],
        )
        connection.execute("INSERT INTO event_text(event_text) VALUES ('rebuild')")
        connection.commit()
        connection.execute("VACUUM")
    return dict(written)


def _clean(values: tuple[object, ...]) -> tuple[object, ...]:
    """SQLite takes UTF-8 only."""
    return tuple(encodable(v) if isinstance(v, str) else v for v in values)


def _list(value: object) -> str | None:
    return None if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _day(value: object) -> str | None:
    return None if value is None else str(value)


def _rows(report: SelectedReport) -> Rows:
    """Rows of all tables, each after those it points at."""
    summary = report.document["report"]
    named = ("id", "key", "title", "publisher", "published", "published_precision", "url", "language")
    yield "reports", (*(summary[name] for name in named), report.text)
    for event in report.events:
        if event.account is not None:
            yield "incidents", _incident(event.account)
        for side in ("actors", "recipients"):
            for party in event.coded[side]:
                yield "actors", (party["id"], party["name"])
        for holder in event.coded["source"]["holders"]:
            yield "actors", (holder["id"], holder["text"] or holder["id"])
        yield "events", _event(report, event)
        yield from _parts(report, event)


def _incident(account: Mapping[str, Any]) -> tuple[object, ...]:
    counts = ("tellings", "reports", "copies", "independent", "unnamed_reports", "number")
    lists = ("publishers", "holders", "deniers")
    return (account["incident_id"], *(account[name] for name in counts), *(_list(account[name]) for name in lists))


def _event(report: SelectedReport, event: SelectedEvent) -> tuple[object, ...]:
    coded, row, where = event.coded, event.row, event.coded["where"]
    is_pinned = where is not None and precision_of(where) != "country"
    grade = coded["grade"]
    return (
        *(coded["id"], report.document["report"]["id"], coded["incident"], coded["inside"]),
        *(_day(row["day"]), _day(row["earliest"]), _day(row["latest"]), row["date_precision"], row["date_basis"]),
        *(coded["type"], coded["mode"], coded["cameo"], _list(coded["contexts"]), _list(coded["auxiliary"])),
        *(_list(row["actors"]), _list(row["recipients"]), coded["certainty"], coded["status"]),
        *(coded["source"]["kind"], _list(row["holders"]), coded["source"]["stance"], grade["letter"], grade["number"]),
        *(where["name"] if where else None, where["country"] if where else None),
        *((where["lat"], where["lon"]) if where is not None and is_pinned else (None, None)),
        *(precision_of(where) if where else None, coded["quote"], _list(coded["flags"])),
    )


def _parts(report: SelectedReport, event: SelectedEvent) -> Rows:
    coded = event.coded
    for role, side in _ROLES:
        for position, party in enumerate(coded[side]):
            yield "parties", (coded["id"], role, position, party["id"], party["text"])
    source = coded["source"]
    for position, holder in enumerate(source["holders"] or [{"id": None, "text": None}]):
        yield (
            "claims",
            (coded["id"], position, source["kind"], holder["id"], holder["text"], source["stance"], coded["certainty"]),
        )
    for number, (role, _, start, end) in enumerate(mention_spans(coded)):
        yield "evidence", (f"{coded['id']}:{number}", coded["id"], role, start, end, report.text[start:end])
    yield from _transfer(coded)


def _transfer(coded: Mapping[str, Any]) -> Rows:
    transfer = coded["transfer"]
    if transfer is None:
        return
    sides = (_list(transfer["supplier"]), _list(transfer["recipient"]))
    yield "transfers", (coded["id"], *sides, *(transfer[name] for name in _TRANSFER))
    for position, item in enumerate(transfer["items"]):
        quantity = item["quantity"] or dict.fromkeys(("min", "max", "unit", "hedge"))
        named = (item["text"], item["designation"], item["category"], item["munitions_list"])
        yield "items", (coded["id"], position, *named, *(quantity[name] for name in ("min", "max", "unit", "hedge")))
    for finding in coded["findings"]:
        row = (finding["regime"], finding["provision"], finding["on"], finding["verdict"], finding["why"])
        yield "findings", (coded["id"], *row)
