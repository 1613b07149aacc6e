"""The one writer of a ledger: batches of coded reports, each in one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from onrecord.document import ReportSummary
from onrecord.errors import LedgerError
from onrecord.ledger.files import WriterLock, connect_writing, publish, unwritable
from onrecord.ledger.rows import TABLES_OF_A_CODING, CodedRows, Row, first_day
from onrecord.records import content_id
from onrecord.versions import Versions, installed_versions

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["LedgerWriter", "clock"]

_SECONDS_BETWEEN_SNAPSHOTS = 60.0


def clock() -> datetime:
    """The machine's time in UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


class LedgerWriter:
    """An open ledger to write to, for one run; use it in a ``with`` statement.

    Everything written between two calls is committed or not there at all, whenever the process dies.

    Raises:
        LedgerError: somebody else writes, the file is no ledger, or there is no room.

    """

    def __init__(self, path: Path, command: str, *, wait_seconds: float = 0.0) -> None:
        self.path = path
        self._command = command
        self._lock = WriterLock(path, wait_seconds=wait_seconds)
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._published_at = time.monotonic()
        self.run_id = ""

    def __enter__(self) -> LedgerWriter:
        self._lock.__enter__()
        try:
            self._connection = connect_writing(self.path)
            self._start_run(installed_versions())
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.execute("UPDATE history.run SET finished_at = ? WHERE run_id = ?", [self.now(), self.run_id])
            self._disconnect()
            publish(self.path)
        finally:
            self._close()

    def now(self) -> datetime:
        """The moment in UTC, never before what the ledger already holds, whatever the machine's clock says."""
        return max(clock(), self._last_moment)

    def execute(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The rows of one statement."""
        try:
            return self._open.execute(query, values).fetchall()
        except duckdb.Error as error:
            raise unwritable(self.path, error) from error

    def records(self, query: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of one statement, each by the names of its columns."""
        rows = self.execute(query, values)
        names = [column[0] for column in self._open.description or ()]
        return [dict(zip(names, row, strict=True)) for row in rows]

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Appends rows to a table of ``history``, values in the order of its columns."""
        columns = list(zip(*rows, strict=True))
        if not columns:
            return
        schema = self._open.sql(f"SELECT * FROM history.{table} LIMIT 0").to_arrow_table().schema
        arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        self._open.register("new_rows", pa.Table.from_arrays(arrays, schema=schema))
        try:
            self._open.execute(f"INSERT INTO history.{table} SELECT * FROM new_rows")
        except duckdb.Error as error:
            raise unwritable(self.path, error) from error
        self._open.unregister("new_rows")  # not where it failed: nothing more can be said to a broken transaction

    def insert_from(self, table: str, query: str, values: Sequence[object] = (), **sources: pa.Table) -> None:
        """Appends what a query over these Arrow tables gives, its columns in the order of the table of ``history``."""
        for name, source in sources.items():
            self._open.register(name, source)
        self._open.execute(f"INSERT INTO history.{table} {query}", values)
        for name in sources:  # not where it failed: the transaction is broken, and nothing more can be said to it
            self._open.unregister(name)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A context in which all that is written is committed together, or nothing is."""
        connection = self._open
        try:
            connection.begin()
            yield
            connection.commit()
        except BaseException as error:
            with suppress(duckdb.Error):  # where the disk was full it is rolled back, or invalid, already
                connection.rollback()
            if isinstance(error, duckdb.Error):
                raise unwritable(self.path, error) from error
            raise

    def known(self, reports: Sequence[str]) -> dict[str, str]:
        """Which of these reports are here, current or superseded, and the key each was added under."""
        rows = self.execute(
            "SELECT report_id, key FROM history.report WHERE report_id IN (SELECT unnest(?))", [reports]
        )
        return {str(report): str(key) for report, key in rows}

    def add_reports(self, batch: Sequence[CodedRows]) -> None:
        """Writes new reports with their codings; to be called in a transaction."""
        moment = self.now()
        self.insert("report", (_report(rows.summary, self.run_id, moment) for rows in batch))
        self.insert("content", ((rows.summary.id, rows.text) for rows in batch))
        self.add_codings(batch)

    def add_codings(self, batch: Sequence[CodedRows]) -> dict[str, str]:
        """Writes codings of reports that are here; gives the coding of each report; to be called in a transaction."""
        moment = self.now()
        codings = {rows.summary.id: content_id(rows.summary.id, self.run_id) for rows in batch}
        self.insert("coding", [self._coding(codings[rows.summary.id], rows, moment) for rows in batch])
        for table in TABLES_OF_A_CODING:
            self.insert(
                table, [(codings[rows.summary.id], *row) for rows in batch for row in rows.tables.get(table, ())]
            )
        return codings

    def _coding(self, coding: str, rows: CodedRows, moment: datetime) -> Row:
        return coding, rows.summary.id, self.run_id, moment, None, rows.has_failed, None, rows.document

    def retire_codings(self, reports: Sequence[str], *, but: Mapping[str, str] | None = None) -> None:
        """Ends the current codings of reports, all but the ones named; to be called in a transaction."""
        kept = list((but or {}).values())
        self.execute(
            "UPDATE history.coding SET retired_at = ? WHERE retired_at IS NULL"
            " AND report_id IN (SELECT unnest(?)) AND coding_id NOT IN (SELECT unnest(?::VARCHAR[]))",
            [self.now(), list(reports), kept],
        )

    def publish_now_and_then(self) -> None:
        """Publishes what is committed, if the last time was long ago; between transactions only."""
        if time.monotonic() - self._published_at < _SECONDS_BETWEEN_SNAPSHOTS:
            return
        self._disconnect()
        publish(self.path)
        self._connection = connect_writing(self.path)
        self._published_at = time.monotonic()

    @property
    def _open(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            raise LedgerError(f"{self.path}: the ledger is closed; use it inside its with statement")
        return self._connection

    def _start_run(self, versions: Versions) -> None:
        latest = self.execute("SELECT max(greatest(started_at, finished_at)) FROM history.run")[0][0]
        coded = self.execute("SELECT max(coded_at) FROM history.coding")[0][0]
        self._last_moment = max(
            (moment for moment in (latest, coded) if isinstance(moment, datetime)), default=datetime.min
        )
        count = self.execute("SELECT count(*) FROM history.run")[0][0]
        started = self.now()
        self.run_id = content_id(str(count), started.isoformat(), self._command)
        row = (self.run_id, self._command, started, None, versions.code, versions.knowledge, versions.model)
        self.insert("run", [row])

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except duckdb.Error as error:
                raise unwritable(self.path, error) from error

    def _close(self) -> None:
        try:
            self._disconnect()
        finally:
            self._lock.__exit__()


def _report(s: ReportSummary, run: str, moment: datetime) -> Row:
    where = (s.id, s.key, s.path, s.url, s.title, s.publisher)
    when = (first_day(s.published), s.published, s.published_precision)
    return (*where, *when, s.language, s.length, run, moment, None, None)
