"""The ledger's files: the one writer's lock, the database, and the snapshot that readers open.

``FILE`` is the database, ``FILE.lock`` says that somebody writes, and ``FILE.snapshot`` is a whole copy that was
published by renaming, so a reader never sees half a batch and never keeps a writer out.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from onrecord.errors import InputError, LedgerError
from onrecord.ledger.migrating import migrate

__all__ = ["WriterLock", "connect_reading", "connect_writing", "existing", "publish", "unwritable"]

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

_HEADER = 3 * 4096  # bytes of a DuckDB file before its first block
_DAMAGE = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)
_NO_ROOM = re.compile(r"could not write|no space left|file too large|quota", re.IGNORECASE)


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
    _refuse_to_begin_anew(path)
    if _is_half_made(path):
        path.unlink()
    is_new, connection = not path.exists(), None
    try:
        connection = duckdb.connect(str(path), config={**_STORAGE, **_OFFLINE})
        migrate(connection, path)
    except duckdb.Error as error:
        if connection is not None:
            with suppress(duckdb.Error):
                connection.close()
        if is_new:
            path.unlink(missing_ok=True)
        raise unwritable(path, error) from error
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
        return _connect_sealed(_snapshot_of(path))
    except duckdb.Error:
        _publish_anew(path)
    try:
        return _connect_sealed(_snapshot_of(path))
    except duckdb.Error as error:
        raise _unusable(path, error) from error


def _connect_sealed(snapshot: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(snapshot), read_only=True, config={**_OFFLINE, **_SEALED})
    row = connection.execute("SELECT used_blocks * block_size FROM pragma_database_size()").fetchone()
    if row is None or row[0] + _HEADER > snapshot.stat().st_size:
        connection.close()
        raise duckdb.IOException("the file is cut off")
    return connection


def publish(path: Path) -> None:
    """Copies the closed database and puts the copy in the snapshot's place; only under a :class:`WriterLock`.

    Raises:
        LedgerError: there is no room for the copy, or it cannot be opened: what was published before stays.

    """
    draft = path.with_name(path.name + ".snapshot.new")
    try:
        shutil.copyfile(path, draft)
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        _connect_sealed(draft).close()
        draft.replace(_snapshot_of(path))
    except duckdb.Error as error:
        draft.unlink(missing_ok=True)
        raise _unusable(path, error) from error
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


def _publish_anew(path: Path) -> None:
    with WriterLock(path):
        connect_writing(path).close()
        publish(path)


def _publish_what_was_left(path: Path) -> None:
    try:
        _publish_anew(path)
    except LedgerError:
        if not _snapshot_of(path).is_file():
            raise


def _refuse_to_begin_anew(path: Path) -> None:
    """An empty file, or none, beside a snapshot is a ledger that was lost: a new one would be published over it."""
    snapshot = _snapshot_of(path)
    if snapshot.is_file() and not (path.is_file() and path.stat().st_size):
        raise LedgerError(
            f"{path}: is {'empty' if path.exists() else 'gone'}, though what was last published is there; "
            f"put it back with: cp {snapshot} {path}; or move {snapshot} away to begin anew"
        )


def _is_half_made(path: Path) -> bool:
    """Whether a process died when it had just begun a new database; a file of anything else is left alone."""
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)[8:12] == b"DUCK" and path.stat().st_size < _HEADER
    except OSError:
        return False


def unwritable(path: Path, error: duckdb.Error) -> LedgerError:
    """What to raise where DuckDB could not write to a ledger, or met damage in it."""
    if not _NO_ROOM.search(str(error)) and isinstance(error, _DAMAGE):
        return _unusable(path, error)
    return LedgerError(
        f"{path}: cannot be written: {_first_line(error)}; what was committed before is whole; make room or mend this, "
        "then run the same command again"
    )


def _unusable(path: Path, error: duckdb.Error) -> LedgerError:
    snapshot = _snapshot_of(path)
    copy = f", or what was last published: {snapshot}" if snapshot.is_file() else ""
    return LedgerError(
        f"{path}: cannot be opened as a ledger: {_first_line(error)}; give another file, or restore a copy{copy}"
    )


def _first_line(error: duckdb.Error) -> str:
    return str(error).strip().partition("\n")[0]
