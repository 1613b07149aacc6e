"""Reports that were coded elsewhere put into a ledger, and the columns that its tables have.

Into a ledger that holds reports they are added one batch after the other, as if they had been coded here.  A new one
is filled table by table from whole shards whose pairs were compared elsewhere too, in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from onrecord.errors import LedgerError
from onrecord.ledger.accounts import write_accounts
from onrecord.ledger.adding import Added, add_with, chunks
from onrecord.ledger.asking import Ledger
from onrecord.ledger.migrating import migrate
from onrecord.ledger.rows import TABLES_OF_A_CODING, CodedRows
from onrecord.ledger.store import LedgerWriter
from onrecord.records import Report, Unreadable, content_id
from onrecord.resolution import Edge, cluster_matches

__all__ = ["LinkedShard", "add_coded", "fill_ledger", "has_reports", "table_schemas"]

_SKETCHES = ("copy_sketch", "report_sketch", "event_sketch")
_INCIDENTS_AT_ONCE = 20_000  # of accounts written together: each time the tables of tellings are gone through once
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


@dataclass(frozen=True, slots=True)
class LinkedShard:
    """The reports of a shard that are to be added: a row each, the keys of their tellings, and pairs found for them."""

    coded: pa.Table
    keys: pa.Table
    pairs: pa.Table
    copies: pa.Table


def has_reports(path: Path) -> bool:
    """Whether a ledger is there and holds reports, superseded ones included."""
    if not path.is_file():
        return False
    with Ledger(path) as ledger:
        return len(ledger.sql("SELECT report_id FROM history.report", limit=1)) > 0


def fill_ledger(
    path: Path,
    shards: Iterable[LinkedShard],
    appearances: Sequence[tuple[str, str, str | None, str | None]],
    *,
    wait_seconds: float = 0.0,
) -> int:
    """Fills a new ledger with whole shards and gives the number of events; all of it is committed, or nothing.

    ``appearances`` are report, key, path and publisher of content that was met again.

    Raises:
        LedgerError: the ledger holds reports by now, another process writes to it, or there is no room.

    """
    with LedgerWriter(path, "add", wait_seconds=wait_seconds) as writer, writer.transaction():
        if writer.execute("SELECT 1 FROM history.report LIMIT 1"):
            raise LedgerError(f"{path}: another process added reports meanwhile; run the same command again")
        edges = [edge for shard in shards for edge in _load(writer, shard)]
        moment = writer.now()
        writer.insert("appearance", [(*place, writer.run_id, moment) for place in appearances])
        return _link(writer, edges)


def _load(writer: LedgerWriter, shard: LinkedShard) -> list[Edge]:
    """Writes all that a shard holds; gives its pairs of tellings."""
    moment, run = writer.now(), writer.run_id
    codings = [content_id(report, run) for report in shard.coded["id"].to_pylist()]
    coded = shard.coded.append_column("coding_id", pa.array(codings, pa.string()))
    writer.insert_from("report", _REPORT, [run, moment], coded=coded)
    writer.insert_from("content", "SELECT id, text FROM coded", coded=coded)
    writer.insert_from(
        "coding", "SELECT coding_id, id, ?, ?, NULL, has_failed, NULL, document FROM coded", [run, moment], coded=coded
    )
    for table in TABLES_OF_A_CODING:
        unnested = f"SELECT coding_id, row.* FROM (SELECT coding_id, unnest({table}) AS row FROM coded)"
        writer.insert_from(table, unnested, coded=coded)
    for table, query in _SKETCHED.items():
        writer.insert_from(table, query, coded=coded)
    writer.insert_from("event_key", f'SELECT key, "window", {_HEX} FROM keys', keys=shard.keys)
    writer.insert_from("event_pair", "SELECT * FROM pairs", pairs=shard.pairs)
    writer.insert_from("copy", "SELECT *, ? FROM copies", [moment], copies=shard.copies)
    names = ("event_id", "other_id", "score", "decision", "margin")
    columns = [shard.pairs[name].to_pylist() for name in names]
    rows = zip(*columns, strict=True)
    return [Edge(one, other, score, decision, margin, ()) for one, other, score, decision, margin in rows]


def _link(writer: LedgerWriter, edges: Iterable[Edge]) -> int:
    """Joins all tellings to incidents and writes their accounts."""
    events = [str(row[0]) for row in writer.execute("SELECT event_id FROM history.event_sketch")]
    incidents = cluster_matches(events, edges)
    moment = writer.now()
    writer.insert(
        "incident_link", ((event, i.id, i.component, moment, None) for i in incidents for event in i.tellings)
    )
    for some in chunks(incidents, _INCIDENTS_AT_ONCE):
        write_accounts(writer, some)
    return len(events)


_REPORT = """
SELECT id, key, path, url, title, publisher, CAST((published || '-01-01')[1:10] AS DATE), published,
       published_precision, language, length, ?, ?, NULL, NULL
FROM coded
"""
_HEX = "lpad(lower(hex(id)), 16, '0')"
_SKETCHED = {
    "copy_sketch": "SELECT id, copies.* FROM coded WHERE copies.word_count > 0",
    "copy_key": "SELECT unnest(copies.keys), id FROM coded WHERE copies.word_count > 0",
    "report_sketch": "SELECT id, about, weights, about_names, name_weights FROM coded WHERE len(event_sketch) > 0",
    "event_sketch": "SELECT row.* FROM (SELECT unnest(event_sketch) AS row FROM coded)",
}
