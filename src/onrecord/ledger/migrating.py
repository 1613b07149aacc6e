"""The ledger's schema, brought up to date one numbered step at a time."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from onrecord.errors import LedgerError
from onrecord.ledger.views import view_statements

__all__ = ["migrate", "newest_version"]


@cache
def _steps() -> tuple[tuple[int, str], ...]:
    """Number and SQL of each step, in order; a file is named ``0001_what_it_does.sql``."""
    folder = files("onrecord.ledger") / "migrations"
    found = [
        (int(entry.name[:4]), entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".sql")
    ]
    return tuple(sorted(found))


def newest_version() -> int:
    """The number of the last step this Onrecord knows."""
    return _steps()[-1][0]


def migrate(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Runs the steps a ledger lacks and writes its views anew, all in one transaction.

    Raises:
        LedgerError: the database holds something else, or was written by a newer Onrecord.

    """
    version = _version_of(connection, path)
    if version > newest_version():
        connection.close()
        raise LedgerError(f"{path}: written by a newer Onrecord (schema {version}); update Onrecord")
    connection.begin()
    for number, statements in _steps():
        if number > version:
            connection.execute(statements)
    connection.execute("CREATE OR REPLACE TABLE history.ledger AS SELECT ? AS schema_version", [newest_version()])
    for statement in view_statements():
        connection.execute(statement)
    connection.commit()


def _version_of(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    tables = {
        (schema, name)
        for schema, name in connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal"
        ).fetchall()
    }
    if ("history", "ledger") in tables:
        row = connection.execute("SELECT schema_version FROM history.ledger").fetchone()
        return int(row[0]) if row else 0
    if tables:
        connection.close()
        raise LedgerError(f"{path}: a DuckDB database, but no ledger of Onrecord; give another file")
    return 0
