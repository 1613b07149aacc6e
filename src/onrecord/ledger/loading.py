"""Reports that were coded elsewhere put into a ledger, and the columns that its tables have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from onrecord.ledger.adding import Added, add_with
from onrecord.ledger.migrating import migrate
from onrecord.ledger.rows import TABLES_OF_A_CODING, CodedRows
from onrecord.records import Report, Unreadable

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["add_coded", "table_schemas"]

_SKETCHES = ("copy_sketch", "report_sketch", "event_sketch")
_HELD = 1024  # coded reports kept until it is known whether they are new: many times what is read ahead

Coded = CodedRows | Unreadable


@cache
def table_schemas() -> dict[str, pa.Schema]:
    """The columns of the tables that keep what is coded and compared of a report, without the id of the coding."""
    with duckdb.connect(":memory:") as connection:
        migrate(connection, Path("memory"))
        schemas = {
            name: connection.sql(f"SELECT * FROM history.{name} LIMIT 0").to_arrow_table().schema
            for name in (*TABLES_OF_A_CODING, *_SKETCHES)
        }
    return {name: schema.remove(0) if name in TABLES_OF_A_CODING else schema for name, schema in schemas.items()}


def add_coded(
    path: Path,
    coded: Iterable[Coded],
    *,
    wait_seconds: float = 0.0,
    on_progress: Callable[[Added], None] | None = None,
) -> Added:
    """Adds coded reports as :func:`~onrecord.ledger.adding.add_reports` adds the reports they were coded from.

    Raises:
        LedgerError: another process writes to it, it is no ledger, or there is no room.

    """
    held: dict[str, CodedRows] = {}

    def items() -> Iterator[Report | Unreadable]:
        for one in coded:
            if isinstance(one, Unreadable):
                yield one
                continue
            while len(held) >= _HELD:
                del held[next(iter(held))]
            held.setdefault(one.summary.id, one)
            yield _known_by(one)

    def coder(fresh: Iterable[Report]) -> Iterator[CodedRows]:
        return (held.pop(report.id) for report in fresh)

    return add_with(path, items(), coder, wait_seconds=wait_seconds, on_progress=on_progress)


def _known_by(rows: CodedRows) -> Report:
    """What the ledger has to know of a report to say whether it is new; the text is not looked at."""
    summary = rows.summary
    return Report(id=summary.id, key=summary.key, text="", path=summary.path, publisher=summary.publisher)
