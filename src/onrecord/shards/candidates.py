"""Which tellings the batches of a ledger would look at, found key by key: one bucket, or a part of a hot one, a job.

A ledger that adds batch after batch asks, for each key of a new telling and each of three windows of days, for the
tellings there: the first sixty by id, of those that came in this batch or before.  A cell is one key in one window, and
what a cell answers depends on no other, so cells may be looked at anywhere and in any order.  The cost of a cell is
linear in its rows, however many share it; a bucket with too many rows is split by cells.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.knowledge.matching import load_matching_rules
from onrecord.shards.folders import Folder
from onrecord.shards.keying import EVENT, TEXT, KeyedShard, read_keys

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["Found", "FoundJob", "find_candidates", "read_found"]

_NOWHERE = np.int64(-(2**40))  # the window of texts, and of tellings without a day, which nobody asks for
_ALL = 2**40
_STEPS = (-1, 0, 1)
_MIX = np.uint64(0x9E3779B97F4A7C15)  # spreads neighbouring windows over the parts of a bucket

Candidate = tuple[int, int, int, int, int]  # kind, batch that looks, and shard, row and event of what it looks at
Entry = tuple[int, int, int, int, int]  # batch, id, and shard, row and event


@dataclass(frozen=True, slots=True)
class FoundJob:
    """A part of a bucket; ``firsts`` are the batches that the shards begin with, so that each gets its own."""

    folder: Folder
    bucket: int
    part: int
    parts: int
    keyed: tuple[KeyedShard, ...]
    firsts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A file of candidates with a row group for each shard that has some: ``rows`` by the number of the shard."""

    name: str
    rows: tuple[int, ...]
    size: int


def find_candidates(job: FoundJob) -> Found:
    """Writes what the batches of each shard have to be compared with, as far as this part of a bucket knows."""
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    tables = [table for one in job.keyed if (table := read_keys(job.folder, one, job.bucket)) is not None]
    found = sorted(set(_candidates(pa.concat_tables(tables), job))) if tables else []
    by_shard: list[list[Candidate]] = [[] for _ in job.firsts]
    for one in found:
        by_shard[bisect_right(job.firsts, one[1]) - 1].append(one)
    names = ("kind", "batch", "shard", "row", "event")

    def fill(stream: Any) -> None:
        with parquet.ParquetWriter(stream, pa.schema([(name, pa.int64()) for name in names])) as writer:
            for rows in filter(None, by_shard):
                columns = [pa.array(column, pa.int64()) for column in zip(*rows, strict=True)]
                writer.write_table(pa.Table.from_arrays(columns, names=names), row_group_size=len(rows))

    name = f"found/{job.bucket:04d}-{job.part:04d}.parquet"
    job.folder.write(name, fill)
    return Found(name, tuple(map(len, by_shard)), job.folder.sizes([name])[name])


def read_found(folder: Folder, found: Found, shard: int) -> list[Candidate]:
    """The candidates of the batches of one shard."""
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    if not found.rows[shard]:
        return []
    group = sum(map(bool, found.rows[:shard]))
    with folder.open(found.name) as source:
        table = parquet.ParquetFile(source).read_row_group(group, use_threads=False)
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _candidates(table: pa.Table, job: FoundJob) -> Iterator[Candidate]:
    for kind, most in ((EVENT, load_matching_rules().most), (TEXT, _ALL)):
        rows = np.flatnonzero(np.asarray(table["kind"]) == kind)
        columns = _columns(table.take(rows))
        for cell in _cells(columns, kind, job):
            yield from ((kind, *one) for one in _looked_at(cell, most))


@dataclass(frozen=True, slots=True)
class _Columns:
    key: NDArray[np.uint64]
    window: NDArray[np.int64]
    batch: NDArray[np.int64]
    id: NDArray[np.uint64]
    place: NDArray[np.int64]  # shard, row and event, a row each


def _columns(table: pa.Table) -> _Columns:
    window = table["window"].combine_chunks().cast("int64").fill_null(int(_NOWHERE))
    place = np.stack([np.asarray(table[name]).astype(np.int64) for name in ("shard", "row", "event")], axis=1)
    return _Columns(
        np.asarray(table["key"]), np.asarray(window), np.asarray(table["batch"]), np.asarray(table["id"]), place
    )


def _cells(columns: _Columns, kind: int, job: FoundJob) -> Iterator[tuple[list[Entry], list[int]]]:
    """The cells of this part where somebody asks after somebody came: who is there by batch, and the batches that ask.

    Texts have no windows: who shares a key is looked at, whenever it came.
    """
    steps = _STEPS if kind == EVENT else (0,)
    rows = np.arange(len(columns.key))
    asked = [(rows, columns.window + step) for step in steps]
    is_dated = columns.window != _NOWHERE
    row = np.concatenate([rows, *(r[is_dated | (kind == TEXT)] for r, _ in asked)])
    window = np.concatenate([columns.window, *(w[is_dated | (kind == TEXT)] for _, w in asked)])
    is_asking = np.concatenate([np.zeros(len(rows), bool), np.ones(len(row) - len(rows), bool)])
    key = columns.key[row]
    mine = ((key ^ (window.astype(np.uint64) * _MIX)) >> np.uint64(20)) % np.uint64(job.parts) == job.part
    row, window, is_asking, key = row[mine], window[mine], is_asking[mine], key[mine]
    order = np.lexsort((columns.batch[row], window, key))
    row, is_asking, key, window = row[order], is_asking[order], key[order], window[order]
    changes = np.flatnonzero((key[1:] != key[:-1]) | (window[1:] != window[:-1])) + 1
    bounds = [0, *changes.tolist(), len(row)]
    for start, end in pairwise(bounds):
        there, asks = row[start:end][~is_asking[start:end]], columns.batch[row[start:end][is_asking[start:end]]]
        if len(there) and len(asks) and columns.batch[there].min() < asks.max():
            yield _entries(columns, there), sorted(set(asks.tolist()))


def _entries(columns: _Columns, rows: NDArray[np.int64]) -> list[Entry]:
    batch, identity = columns.batch[rows].tolist(), columns.id[rows].tolist()
    return [(b, i, *place) for b, i, place in zip(batch, identity, columns.place[rows].tolist(), strict=True)]


def _looked_at(cell: tuple[list[Entry], list[int]], most: int) -> Iterator[tuple[int, int, int, int]]:
    """For each batch that asks, what came before it among the first by id of all that is there with that batch."""
    there, asks = cell
    first: list[tuple[int, int, int, int, int]] = []  # id, batch, and shard, row and event
    waiting = iter(asks)
    ask = next(waiting, None)
    for batch, entries in groupby(sorted(there), key=lambda entry: entry[0]):
        while ask is not None and ask < batch:
            yield from _answer(ask, first)
            ask = next(waiting, None)
        for _, identity, shard, row, event in entries:
            insort(first, (identity, batch, shard, row, event))
        del first[most:]
    while ask is not None:
        yield from _answer(ask, first)
        ask = next(waiting, None)


def _answer(batch: int, first: Sequence[tuple[int, int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    return ((batch, shard, row, event) for _, came, shard, row, event in first if came < batch)
