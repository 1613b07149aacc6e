"""What we know beside the reports, as tables for SQL: who held which office when, who was a member of what when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pyarrow as pa

from onrecord.knowledge.actor_names import load_actor_names
from onrecord.ledger.rows import first_day
from onrecord.records import body_of

__all__ = ["REFERENCE_TABLES", "add_reference_tables"]

_OFFICES = pa.schema(
    [
        *((column, pa.string()) for column in ("body", "office", "name", "person", "actor_id")),
        ("first_day", pa.date32()),
        ("until", pa.date32()),
    ]
)
_MEMBERS = pa.schema(
    [("body", pa.string()), ("member", pa.string()), ("first_day", pa.date32()), ("until", pa.date32())]
)
REFERENCE_TABLES = ("officeholder", "membership")


def add_reference_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the temporary tables ``officeholder`` and ``membership``; ``until`` is the day after the last, or null.

    Years and months stand for their first day; where only the year of an end is known, the day is the last the year
    has, and so may be late.
    """
    rows = {"officeholder": (_OFFICES, _offices()), "membership": (_MEMBERS, _members())}
    for name, (schema, values) in rows.items():
        columns = list(zip(*values, strict=True))
        arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        connection.register("reference_rows", pa.Table.from_arrays(arrays, schema=schema))
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM reference_rows")
        connection.unregister("reference_rows")


def _offices() -> Iterator[tuple[object, ...]]:
    for person in load_actor_names().persons.values():
        for term in person.terms:
            days = (first_day(term.start or None), _until(term.end))
            yield body_of(term.id), term.office, person.name, person.slug, term.id, *days


def _members() -> Iterator[tuple[object, ...]]:
    for body, members in load_actor_names().members.items():
        for member, start, end in members:
            yield body, member, first_day(start or None), _until(end)


def _until(written: str) -> date | None:
    """The day after the last; a year or month alone is the last one included."""
    parts = [int(part) for part in written.split("-")] if written else []
    if not parts:
        return None
    if len(parts) == 1:
        return date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        return date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return date(*parts)
