"""Inputs cut into shards: Parquet files of a bounded number of reports, in the order of the inputs.

Inputs are read in portions, each by one worker: a portion is one large file or some small ones side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.reading import list_files, read_files, read_stream
from onrecord.records import content_id
from onrecord.shards.folders import Folder, is_address, list_address, open_address
from onrecord.shards.markers import read_marker, write_marker
from onrecord.shards.reports import Item, table_of

__all__ = ["CutJob", "Portion", "cut_portion", "is_from_standard_input", "known_portion", "plan_portions"]

_PORTION_BYTES = 64_000_000
_PORTION_FILES = 1_000
_SHARD_CHARACTERS = 100_000_000  # of text: a shard is held in memory by who codes it
_STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class CutJob:
    """A portion to cut: files side by side in the order of the inputs, and how many reports a shard holds at most.

    ``store`` is the address that the file was listed under, with all that is needed to read it.
    """

    folder: Folder
    number: int
    files: tuple[str, ...]
    store: str | None
    state: str
    date: str | None
    size: int


@dataclass(frozen=True, slots=True)
class Portion:
    """A portion that was cut: its shards' names and how many rows each has; ``state`` is that of its files then."""

    state: str
    shards: tuple[str, ...]
    rows: tuple[int, ...]


def plan_portions(folder: Folder, inputs: Iterable[str | Path], *, date: str | None, size: int) -> list[CutJob]:
    """What has to be read, in order.

    Raises:
        InputError: an input does not exist, an object store cannot be reached, or ``-`` is given twice.

    """
    files = [file for name in inputs for file in _files_of(name)]
    if files.count(_FROM_STANDARD_INPUT) > 1:
        raise InputError("-: standard input is given twice; give it once")
    return [
        CutJob(
            folder, number, tuple(f.name for f in some), some[0].store, content_id(str(some), date, size), date, size
        )
        for number, some in enumerate(_side_by_side(files))
    ]


@dataclass(frozen=True, slots=True)
class _File:
    """A file with what would tell that it changed, and the address it was listed under, if it lies elsewhere."""

    name: str
    size: int = 0
    changed: int = 0
    store: str | None = None


_FROM_STANDARD_INPUT = _File(_STANDARD_INPUT)


def _files_of(name: str | Path) -> list[_File]:
    if is_address(name):
        return [_File(*found, store=str(name)) for found in _addresses(str(name))]
    if str(name) == _STANDARD_INPUT:
        return [_FROM_STANDARD_INPUT]
    return [_stated(str(file)) for file in list_files([name])]


def _stated(name: str) -> _File:
    found = Path(name).stat()
    return _File(name, found.st_size, found.st_mtime_ns)


def _addresses(address: str) -> list[tuple[str, int, int]]:
    try:
        return list_address(address)
    except (OSError, ValueError) as error:
        raise InputError(f"{address}: cannot be read: {error}; check the address and the right to read it") from error


def _side_by_side(files: Sequence[_File]) -> Iterator[tuple[_File, ...]]:
    """Small files together; one that is large, lies elsewhere or is standard input alone."""
    held: list[_File] = []
    for file in files:
        is_alone = file.store is not None or file == _FROM_STANDARD_INPUT
        full = sum(other.size for other in held) + file.size > _PORTION_BYTES or len(held) == _PORTION_FILES
        if held and (is_alone or full):
            yield tuple(held)
            held = []
        if is_alone:
            yield (file,)
        else:
            held.append(file)
    if held:
        yield tuple(held)


def is_from_standard_input(job: CutJob) -> bool:
    """Whether only the process that has the standard input can do it."""
    return job.files == (_STANDARD_INPUT,)


def known_portion(job: CutJob) -> Portion | None:
    """The portion if it was cut before from the same files and all its shards are there."""
    if is_from_standard_input(job):
        return None
    found = read_marker(job.folder, _marker(job), Portion)
    if found is None or found.state != job.state:
        return None
    names = [f"reports/{shard}.parquet" for shard in found.shards]
    return found if len(job.folder.sizes(names)) == len(names) else None


def cut_portion(job: CutJob) -> Portion:
    """Reads a portion and writes its shards, then its marker."""
    names, counts = [], []
    for number, items in enumerate(_in_shards(_read(job), job.size)):
        name = f"{job.number:05d}-{number:05d}"
        _write(job.folder, f"reports/{name}.parquet", items)
        names.append(name)
        counts.append(len(items))
    done = Portion(job.state, tuple(names), tuple(counts))
    write_marker(job.folder, _marker(job), done)
    return done


def _marker(job: CutJob) -> str:
    return f"reports/{job.number:05d}.json"


def _read(job: CutJob) -> Iterator[Item]:
    first = job.files[0]
    if job.store is None:
        yield from read_files(job.files, date=job.date)
        return
    try:
        with open_address(job.store, first) as stream:
            yield from read_stream(first, stream, date=job.date)
    except OSError as error:
        raise InputError(f"{first}: cannot be read: {error}; check the address and the right to read it") from error


def _in_shards(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    held: list[Item] = []
    characters = 0
    for item in items:
        held.append(item)
        characters += len(getattr(item, "text", ""))
        if len(held) == size or characters >= _SHARD_CHARACTERS:
            yield held
            held, characters = [], 0
    if held:
        yield held


def _write(folder: Folder, name: str, items: Sequence[Item]) -> None:
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    folder.write(name, lambda stream: parquet.write_table(table_of(items), stream, compression="zstd"))
