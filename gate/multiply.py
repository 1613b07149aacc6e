"""Makes a large ledger of a small one, to time the reading room on.

    gate/multiply.py SMALL LARGE [--times 28]

Each copy of the record has ids and keys of its own and its days moved by a month or more, so that it is as skewed as
the small one: few actors have most of the events.  What only the writer reads is left out: nothing can be added to
the large ledger.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from onrecord.ledger.files import WriterLock, connect_writing, publish

__all__ = ["multiply"]

_IDS = frozenset(
    {"report_id", "event_id", "coding_id", "incident_id", "other_id", "to_event", "inside", "first_event"}
    | {"superseded_by", "component", "report_incident", "judgement_id"}
)
_LEFT_OUT = frozenset({"run", "ledger", "copy_key", "copy_sketch", "event_key", "event_sketch", "report_sketch"})
_DAYS_APART = 37  # no multiple of a week, a month or a year


def main() -> int:
    """Copies the ledger and multiplies the copy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--times", type=int, default=28)
    options = parser.parse_args()
    multiply(options.small, options.large, options.times)
    print(f"{options.large}: {options.large.stat().st_size / 2**20:.0f} MiB")
    return 0


def multiply(small: Path, large: Path, times: int) -> None:
    """Writes ``large``, which holds the record of ``small`` so many times."""
    shutil.copyfile(small, large)
    with WriterLock(large):
        connection = connect_writing(large)
        columns: dict[str, list[tuple[str, str]]] = {}
        for table, column, kind in connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'history'"
        ).fetchall():
            columns.setdefault(table, []).append((column, kind))
        for table in columns.keys() - _LEFT_OUT:
            connection.execute(f"CREATE TEMP TABLE base AS SELECT * FROM history.{table}")
            for copy in range(1, times):
                changed = ", ".join(_changed(column, kind, copy) for column, kind in columns[table])
                connection.execute(f"INSERT INTO history.{table} SELECT {changed} FROM base")
            connection.execute("DROP TABLE base")
        connection.close()
        publish(large)


def _changed(column: str, kind: str, copy: int) -> str:
    if column in _IDS:
        return f"left(md5({column} || '{copy}'), length({column}))"
    if column == "unsure":
        return f"list_transform(unsure, lambda x: left(md5(x || '{copy}'), length(x)))"
    if column == "key":
        return f"key || '-{copy}'"
    return f"{column} + {copy * _DAYS_APART}" if kind == "DATE" else column


if __name__ == "__main__":
    sys.exit(main())
