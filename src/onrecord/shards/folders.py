"""A folder of shard files, on a disk or in an object store; a file is there whole or not at all."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING, Any, BinaryIO

from filelock import FileLock, Timeout

from onrecord.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Folder", "is_address", "list_address", "open_address"]

_DRAFT = ".new"


def is_address(name: str | Path) -> bool:
    """Whether this names something in an object store: ``s3://bucket/folder``, ``gs://``, ``abfs://``, ``file://``."""
    return "://" in str(name)


@dataclass(frozen=True)
class Folder:
    """Where the shards of one run lie; ``place`` is a path or an address, the same on every machine that works there.

    Raises:
        LedgerError: (all methods) the place cannot be read or written.

    """

    place: str

    def write(self, name: str, fill: Callable[[Any], None]) -> None:
        """Writes a file through ``fill``; it appears under its name when all of it is on the disk."""
        with self._told(name):
            if is_address(self.place):  # an object appears when its upload is complete
                self._make_way(name)
                with self._system.open_output_stream(self._under(name)) as stream:
                    fill(stream)
            else:
                _write_atomically(Path(self.place) / name, fill)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; ``None`` if it is not there."""
        if not self.has(name):
            return None
        with self.open(name) as stream:
            return bytes(stream.read())

    def open(self, name: str) -> Any:
        """A file to be read at any place of it, as Parquet is."""
        with self._told(name):
            return self._system.open_input_file(self._under(name))

    def has(self, name: str) -> bool:
        """Whether the file is there."""
        return name in self.sizes([name])

    def sizes(self, names: list[str]) -> dict[str, int]:
        """The bytes of each of these files that is there."""
        with self._told(""):
            found = self._system.get_file_info([self._under(name) for name in names])
        return {name: info.size for name, info in zip(names, found, strict=True) if info.is_file}

    def remove(self, name: str) -> None:
        """Removes a file that is there."""
        with self._told(name):
            self._system.delete_file(self._under(name))

    @contextmanager
    def held(self) -> Iterator[None]:
        """A context in which no other run works in a folder on a disk; drafts of killed workers are removed."""
        if is_address(self.place):
            yield
            return
        root = Path(self.place)
        lock = FileLock(root / "lock", timeout=0)
        with self._told("lock"):
            root.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire()
            except Timeout as error:
                raise LedgerError(f"{self.path('')}: another process works in it; wait, or name another") from error
        try:
            yield
        finally:
            for draft in root.glob(f"*/*{_DRAFT}"):
                draft.unlink(missing_ok=True)
            lock.release()

    def path(self, name: str) -> str:
        """The path or address of a file, for who reads Parquet by itself."""
        return f"{_without_secrets(self.place).rstrip('/')}/{name}"

    def _make_way(self, name: str) -> None:
        """Makes the folder of a file that an address of a disk names; object stores have no folders."""
        if self.place.startswith("file://"):
            self._system.create_dir(self._under(name).rpartition("/")[0], recursive=True)

    def _under(self, name: str) -> str:
        return f"{self._root}/{name}"

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        return _system_of(self.place)

    @property
    def _system(self) -> Any:
        return self._opened[0]

    @property
    def _root(self) -> str:
        return self._opened[1].rstrip("/")

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = error.strerror or str(error)
            raise LedgerError(
                f"{self.path(name)}: cannot be read or written: {what}; what was done before is kept: "
                "mend this, then run the same command again"
            ) from error


def list_address(address: str) -> list[tuple[str, int, int]]:
    """The files under an address, sorted, with their bytes and the time of their last change in nanoseconds.

    Each is named by an address of its own that tells no password and no setting.

    Raises:
        OSError: the store cannot be reached, or nothing is there.
        ValueError: there is no such kind of address.

    """
    from pyarrow import fs  # noqa: PLC0415  -- only object stores pay for loading it

    system, root = _system_of(address)
    scheme = address.partition("://")[0]
    info = system.get_file_info(root)
    found = [info] if info.is_file else system.get_file_info(fs.FileSelector(root, recursive=True))
    return sorted((f"{scheme}://{entry.path}", entry.size, entry.mtime_ns) for entry in found if entry.is_file)


def open_address(store: str, name: str) -> BinaryIO:
    """One of the files listed under the address ``store``, as a stream.

    Raises:
        OSError: it cannot be read.

    """
    system, _ = _system_of(store)
    return io.BufferedReader(system.open_input_file(name.partition("://")[2]))


def _system_of(place: str) -> tuple[Any, str]:
    from pyarrow import fs  # noqa: PLC0415  -- `import onrecord` must be quick

    if is_address(place):
        system, root = fs.FileSystem.from_uri(_with_single_uploads(place))
        return system, str(root)
    return fs.LocalFileSystem(), str(Path(place).absolute())


def _with_single_uploads(address: str) -> str:
    """S3 gets a small file in one request, not in the three that a file of unknown length needs."""
    if not address.startswith("s3://") or "allow_delayed_open" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}allow_delayed_open=true"


def _without_secrets(place: str) -> str:
    """An address without the user, password and settings it may have been given."""
    if not is_address(place):
        return place
    scheme, _, rest = place.partition("?")[0].partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def _write_atomically(path: Path, fill: Callable[[Any], None]) -> None:
    """Two that write one file, as after a machine was wrongly held for lost, do not get into each other's way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=_DRAFT)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the new name last, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
