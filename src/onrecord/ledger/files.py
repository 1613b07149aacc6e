"""The ledger's files: the one writer's lock, the database, and the snapshot that readers open.

``FILE`` is the database, ``FILE.lock`` says that somebody writes, and ``FILE.snapshot`` is a whole copy that was
published by renaming, so a reader never sees half a batch and never keeps a writer out.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from onrecord.errors import InputError, LedgerError
from onrecord.ledger.migrating import migrate

__all__ = ["WriterLock", "connect_reading", "connect_writing", "existing", "publish"]

# Files that DuckDB 1.5 can read too.
_STORAGE = {"storage_compatibility_version": "v1.5.0"}
_OFFLINE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
_SEALED = {
    "enable_external_access": "false",
    "lock_configuration": "true",
    "memory_limit": "1GB",
    "max_temp_directory_size": "0B",  # nothing is spilled to the disk of who keeps the ledger
}


class WriterLock:
    """Held by the one process that writes to a ledger; the system lets go of it when that process dies.

    Raises:
        LedgerError: another process holds it, or the folder cannot be written.

    """

    def __init__(self, path: Path, *, wait_seconds: float = 0.0) -> None:
        self._path = path
        self._lock = FileLock(f"{path}.lock", timeout=wait_seconds)

    def __enter__(self) -> WriterLock:
        try:
            self._lock.acquire()
        except Timeout as error:
            raise LedgerError(
                f"{self._path}: another process is adding to this ledger; wait until it has finished, or add to another"
            ) from error
        except OSError as error:
            raise LedgerError(
                f"{self._path}: the folder cannot be written: {error.strerror}; put the ledger elsewhere"
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def existing(path: str | Path) -> Path:
    """The path of a ledger that is there.

    Raises:
        InputError: there is none.

    """
    found = Path(path)
    if not found.is_file():
        raise InputError(f"{found}: no such ledger; make one with: onrecord add REPORTS --ledger {found}")
    return found


def connect_writing(path: Path) -> duckdb.DuckDBPyConnection:
    """The database, brought to the newest schema; only under a :class:`WriterLock`.

    Raises:
        LedgerError: the file is no ledger, is damaged, or is of a newer Onrecord.

    """
    try:
        connection = duckdb.connect(str(path), config={**_STORAGE, **_OFFLINE})
    except duckdb.Error as error:
        raise _unusable(path, error) from error
    migrate(connection, path)
    return connection


def connect_reading(path: Path) -> duckdb.DuckDBPyConnection:
    """What was last published, read-only, closed to files, extensions and networks.

    A ledger that nobody writes to and that has no snapshot as new as itself (its writer was killed) is published first.

    Raises:
        InputError: there is no ledger at ``path``.
        LedgerError: the file is no ledger or is damaged.

    """
    if not _is_published(existing(path)):
        _publish_what_was_left(path)
    try:
        return duckdb.connect(str(_snapshot_of(path)), read_only=True, config={**_OFFLINE, **_SEALED})
    except duckdb.Error as error:
        raise _unusable(path, error) from error


def publish(path: Path) -> None:
    """Copies the closed database and puts the copy in the snapshot's place; only under a :class:`WriterLock`.

    Raises:
        LedgerError: there is no room for the copy.

    """
    draft = path.with_name(path.name + ".snapshot.new")
    try:
        shutil.copyfile(path, draft)
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        draft.replace(_snapshot_of(path))
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise LedgerError(
            f"{path}: the snapshot for readers cannot be written: {error.strerror}; "
            "the ledger itself is whole; make room and add again"
        ) from error


def _snapshot_of(path: Path) -> Path:
    return path.with_name(path.name + ".snapshot")


def _is_published(path: Path) -> bool:
    """Whether the snapshot is as new as the database and nothing waits in the write-ahead log."""
    snapshot = _snapshot_of(path)
    if not snapshot.is_file() or path.with_name(path.name + ".wal").exists():
        return False
    return snapshot.stat().st_mtime_ns >= path.stat().st_mtime_ns


def _publish_what_was_left(path: Path) -> None:
    try:
        with WriterLock(path):
            connect_writing(path).close()
            publish(path)
    except LedgerError:
        if not _snapshot_of(path).is_file():
            raise


def _unusable(path: Path, error: duckdb.Error) -> LedgerError:
    first_line = str(error).partition("\n")[0]
    return LedgerError(f"{path}: cannot be opened as a ledger: {first_line}; give another file, or restore a copy")
