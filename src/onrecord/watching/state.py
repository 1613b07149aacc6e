"""What a watcher must not forget, in one SQLite file; every method that writes is one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from filelock import FileLock, Timeout

from onrecord.errors import InputError
from onrecord.fetching import HostState, Validators

__all__ = ["Delivery", "Kept", "Link", "SourceState", "State"]

_VERSION = 1
_SCHEMA = """
CREATE TABLE source (             -- what is known of a feed; read_at is null until it was read well once
    name TEXT PRIMARY KEY, url TEXT, etag TEXT, last_modified TEXT, read_at REAL, due_at REAL NOT NULL);
CREATE TABLE entry (              -- entries met, with what they said
    source TEXT, entry TEXT, wording TEXT NOT NULL, PRIMARY KEY (source, entry)) WITHOUT ROWID;
CREATE TABLE link (               -- pages still to be fetched; instead: the report to take if that fails
    number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, url TEXT NOT NULL, instead TEXT,
    is_old INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, due_at REAL NOT NULL DEFAULT 0);
CREATE TABLE spool (              -- reports fetched and not yet in the ledger
    number INTEGER PRIMARY KEY AUTOINCREMENT, report_id TEXT NOT NULL, report TEXT NOT NULL, is_old INTEGER NOT NULL);
CREATE TABLE old_report (         -- reports that stood in a source before it was watched
    report_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE host (name TEXT PRIMARY KEY, not_before REAL NOT NULL, failures INTEGER NOT NULL);
CREATE TABLE remembered (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE looked (             -- saved questions that had their first look, with their wording then
    alert TEXT PRIMARY KEY, wording TEXT NOT NULL);
CREATE TABLE mark (               -- by what a row that was seen is known again
    alert TEXT, mark TEXT, line TEXT NOT NULL, PRIMARY KEY (alert, mark)) WITHOUT ROWID;
CREATE TABLE value (              -- what a row said last, for questions about changes
    alert TEXT, line TEXT, value TEXT NOT NULL, changes INTEGER NOT NULL, PRIMARY KEY (alert, line)) WITHOUT ROWID;
CREATE TABLE outbox (             -- alerts, once for each channel; sent_at is null until delivered
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, channel TEXT NOT NULL, body TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, due_at REAL NOT NULL DEFAULT 0, place INTEGER, sent_at REAL,
    UNIQUE (id, channel));
CREATE INDEX unsent ON outbox (number) WHERE sent_at IS NULL;
"""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source as it was left; moments are seconds since 1970."""

    validators: Validators | None = None
    was_read: bool = False
    due_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A page to fetch for a source; ``instead`` is the report (JSON) to take if it cannot be had."""

    source: str
    url: str
    instead: str | None
    is_old: bool
    number: int = 0
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A report on its way to the ledger, as JSON."""

    report_id: str
    report: str
    is_old: bool
    number: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """An alert to deliver; ``attempts`` above 0 says that it may have arrived already."""

    number: int
    id: str
    channel: str
    body: str
    attempts: int
    place: int | None


class State:
    """An open state file, held by one process; use it in a ``with`` statement.

    Raises:
        InputError: another process holds it, it cannot be opened, or is of another version.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(f"{path}.lock", timeout=0)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise InputError(f"{path}: another watch runs with this state; end it, or give another --state") from error
        except OSError as error:
            raise InputError(f"{path}: cannot be written: {error.strerror}; give another --state") from error
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA synchronous = FULL")
            self._prepare()
        except sqlite3.Error as error:
            self._lock.release()
            raise InputError(f"{path}: no state of a watch ({error}); give another --state") from error

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()
        self._lock.release()

    def _prepare(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
        elif version != _VERSION:
            raise sqlite3.DatabaseError(f"version {version}, not {_VERSION}")

    @contextmanager
    def together(self) -> Iterator[None]:
        """A context in which all that is written is kept together, or nothing is."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def recall(self, name: str) -> str | None:
        """What was remembered under a name."""
        row = self._one("SELECT value FROM remembered WHERE name = ?", name)
        return str(row[0]) if row else None

    def remember(self, name: str, value: str) -> None:
        """Keeps a value under a name."""
        self._write("INSERT OR REPLACE INTO remembered VALUES (?, ?)", name, value)

    # sources and their entries

    def source(self, name: str) -> SourceState:
        """A source as it was left."""
        row = self._one("SELECT url, etag, last_modified, read_at, due_at FROM source WHERE name = ?", name)
        if row is None:
            return SourceState()
        url, etag, changed, read_at, due_at = row
        validators = Validators(str(url), _text(etag), _text(changed)) if url else None
        return SourceState(validators, read_at is not None, float(cast("float", due_at)))

    def keep_read(self, name: str, validators: Validators | None, *, read_at: float, due_at: float) -> None:
        """A source was read well."""
        url, etag, changed = (validators.url, validators.etag, validators.last_modified) if validators else (None,) * 3
        self._write(
            "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)", name, url, etag, changed, read_at, due_at
        )

    def keep_due(self, name: str, due_at: float) -> None:
        """A source is to be asked again at a moment; the rest stays."""
        self._write(
            "INSERT INTO source (name, due_at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at",
            name,
            due_at,
        )

    def wording(self, source: str, entry: str) -> str | None:
        """What an entry said when it was met last."""
        row = self._one("SELECT wording FROM entry WHERE source = ? AND entry = ?", source, entry)
        return str(row[0]) if row else None

    def keep_entry(self, source: str, entry: str, wording: str) -> None:
        """An entry was met and is taken care of."""
        self._write("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", source, entry, wording)

    def hosts(self) -> dict[str, HostState]:
        """When hosts may be asked again."""
        return {str(row[0]): HostState(row[1], row[2]) for row in self._db.execute("SELECT * FROM host")}

    def keep_hosts(self, hosts: Mapping[str, HostState]) -> None:
        """Writes when hosts may be asked again."""
        known = self.hosts()
        with self.together():
            for name, host in hosts.items():
                if known.get(name) != host:
                    self._write("INSERT OR REPLACE INTO host VALUES (?, ?, ?)", name, host.not_before, host.failures)

    # pages to fetch, reports to add

    def queue(self, link: Link) -> None:
        """A page to fetch, once however often it is queued."""
        if self._one("SELECT 1 FROM link WHERE source = ? AND url = ?", link.source, link.url) is None:
            self._write(
                "INSERT INTO link (source, url, instead, is_old) VALUES (?, ?, ?, ?)",
                link.source,
                link.url,
                link.instead,
                link.is_old,
            )

    def links(self, source: str, now: float, limit: int) -> list[Link]:
        """Pages of a source whose time has come, the longest waiting first."""
        rows = self._db.execute(
            "SELECT source, url, instead, is_old, number, attempts FROM link WHERE source = ? AND due_at <= ?"
            " ORDER BY number LIMIT ?",
            (source, now, limit),
        )
        return [Link(row[0], row[1], row[2], bool(row[3]), row[4], row[5]) for row in rows]

    def put_off(self, link: Link, due_at: float, *, is_attempt: bool) -> None:
        """A page that is to be fetched later."""
        self._write(
            "UPDATE link SET attempts = attempts + ?, due_at = ? WHERE number = ?", is_attempt, due_at, link.number
        )

    def drop(self, link: Link) -> None:
        """A page that is taken care of."""
        self._write("DELETE FROM link WHERE number = ?", link.number)

    def spool(self, kept: Kept) -> None:
        """A report on its way to the ledger; one that is old and new at once is new."""
        query = "INSERT INTO spool (report_id, report, is_old) VALUES (?, ?, ?)"
        with self.together():
            if not kept.is_old:
                self._write("DELETE FROM old_report WHERE report_id = ?", kept.report_id)
            elif self._one("SELECT 1 FROM spool WHERE report_id = ? AND NOT is_old", kept.report_id) is None:
                self._write("INSERT OR IGNORE INTO old_report VALUES (?)", kept.report_id)
            self._write(query, kept.report_id, kept.report, kept.is_old)

    def spooled(self) -> list[Kept]:
        """All reports on their way, in order."""
        rows = self._db.execute("SELECT report_id, report, is_old, number FROM spool ORDER BY number")
        return [Kept(row[0], row[1], bool(row[2]), row[3]) for row in rows]

    def clear_spool(self, up_to: int) -> None:
        """Reports that are in the ledger."""
        self._write("DELETE FROM spool WHERE number <= ?", up_to)

    def is_old(self, report_ids: Iterable[str]) -> bool:
        """Whether all of these reports stood in their source before it was watched; false for none."""
        ids = set(report_ids)
        return bool(ids) and all(self._one("SELECT 1 FROM old_report WHERE report_id = ?", one) for one in ids)

    # saved questions

    def looked(self, alert: str) -> str | None:
        """The wording of a saved question at its first look."""
        row = self._one("SELECT wording FROM looked WHERE alert = ?", alert)
        return str(row[0]) if row else None

    def start_looking(self, alert: str, wording: str) -> None:
        """A saved question has its first look; what it saw under another wording is forgotten."""
        with self.together():
            for table in ("mark", "value"):
                self._write(f"DELETE FROM {table} WHERE alert = ?", alert)  # noqa: S608  -- names of ours
            self._write("INSERT OR REPLACE INTO looked VALUES (?, ?)", alert, wording)

    def lines(self, alert: str, marks: Iterable[str]) -> list[str]:
        """The lines that rows with these marks were seen as, one for each mark known."""
        rows = (self._one("SELECT line FROM mark WHERE alert = ? AND mark = ?", alert, mark) for mark in marks)
        return [str(row[0]) for row in rows if row]

    def marks(self, alert: str, start: str) -> list[str]:
        """The marks of a question that start with a word."""
        query = "SELECT mark FROM mark WHERE alert = ? AND mark GLOB ? ORDER BY mark"
        return [str(row[0]) for row in self._db.execute(query, (alert, f"{start}*"))]

    def keep_marks(self, alert: str, marks: Iterable[str], line: str) -> None:
        """Rows with these marks were seen as this line."""
        with self.together():
            for mark in marks:
                self._write("INSERT OR REPLACE INTO mark VALUES (?, ?, ?)", alert, mark, line)

    def value(self, alert: str, line: str) -> tuple[str, int] | None:
        """What a line said last and how often it had changed."""
        row = self._one("SELECT value, changes FROM value WHERE alert = ? AND line = ?", alert, line)
        return (str(row[0]), int(cast("int", row[1]))) if row else None

    def keep_value(self, alert: str, line: str, value: str, changes: int) -> None:
        """What a line says now."""
        self._write("INSERT OR REPLACE INTO value VALUES (?, ?, ?, ?)", alert, line, value, changes)

    # alerts on their way

    def post(self, identity: str, channel: str, body: str) -> None:
        """An alert for a channel, once however often it is posted."""
        self._write("INSERT OR IGNORE INTO outbox (id, channel, body) VALUES (?, ?, ?)", identity, channel, body)

    def unsent(self, now: float) -> list[Delivery]:
        """Alerts whose time has come, in order; of each channel up to the first that has to wait."""
        rows = self._db.execute(
            "SELECT number, id, channel, body, attempts, place, due_at FROM outbox"
            " WHERE sent_at IS NULL ORDER BY number"
        ).fetchall()
        waiting: set[str] = set()
        found = []
        for row in rows:
            if row[6] > now:
                waiting.add(row[2])
            if row[2] not in waiting:
                found.append(Delivery(*row[:6]))
        return found

    def sent(self, channel: str, limit: int) -> list[str]:
        """The bodies of the last alerts delivered to a channel, the newest first."""
        query = "SELECT body FROM outbox WHERE channel = ? AND sent_at IS NOT NULL ORDER BY number DESC LIMIT ?"
        return [str(row[0]) for row in self._db.execute(query, (channel, limit))]

    def keep_attempt(self, delivery: Delivery, place: int | None) -> None:
        """A delivery is about to be tried; ``place`` is the length of the file it is written to."""
        self._write("UPDATE outbox SET attempts = attempts + 1, place = ? WHERE number = ?", place, delivery.number)

    def keep_sent(self, delivery: Delivery, sent_at: float) -> None:
        """A delivery arrived."""
        self._write("UPDATE outbox SET sent_at = ? WHERE number = ?", sent_at, delivery.number)

    def keep_unsent(self, delivery: Delivery, due_at: float) -> None:
        """A delivery failed and is tried again at a moment."""
        self._write("UPDATE outbox SET due_at = ? WHERE number = ?", due_at, delivery.number)

    def next_due(self) -> float | None:
        """When the next page or alert that waits is due."""
        row = self._one(
            "SELECT min(due_at) FROM"
            " (SELECT due_at FROM link UNION ALL SELECT due_at FROM outbox WHERE sent_at IS NULL)"
        )
        return None if row is None or row[0] is None else float(cast("float", row[0]))

    def _one(self, query: str, *values: object) -> tuple[object, ...] | None:
        row = self._db.execute(query, values).fetchone()
        return None if row is None else tuple(row)

    def _write(self, query: str, *values: object) -> None:
        self._db.execute(query, values)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
