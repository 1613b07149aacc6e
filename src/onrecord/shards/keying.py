"""What tellings and texts are looked up by, shard by shard, split by link bucket: all that linking has to shuffle.

``keys/NAME.parquet`` has one row group for each bucket that has rows.  A row is one key of one telling (or of one
report's text, to find its copies), with where the telling stands and in which batch a ledger would have added it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.ledger import BATCH, event_keys, hash_of_key
from onrecord.resolution import EventSketch, Sketch
from onrecord.shards.coded import read_sketches
from onrecord.shards.folders import Folder

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["EVENT", "TEXT", "KeyJob", "KeyedShard", "read_keys", "write_keys"]

EVENT, TEXT = 0, 1


@dataclass(frozen=True, slots=True)
class KeyJob:
    """A coded shard; ``places`` are where its rows stand among the reports that are added, -1 for those that are not.

    They are the bytes of 64-bit numbers.
    """

    folder: Folder
    shard: str
    number: int
    places: bytes
    buckets: int


@dataclass(frozen=True, slots=True)
class KeyedShard:
    """How many rows each bucket has, and how many bytes the file."""

    shard: str
    rows: tuple[int, ...]
    size: int


def write_keys(job: KeyJob) -> KeyedShard:
    """Writes the keys of a shard by bucket."""
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    table = _table(job)
    bucket = np.asarray(table["key"]) % job.buckets
    order = np.argsort(bucket, kind="stable")
    counts = np.bincount(bucket.astype(np.int64), minlength=job.buckets)
    ends = np.cumsum(counts)
    split = table.take(order)

    def fill(stream: Any) -> None:
        with parquet.ParquetWriter(stream, table.schema, compression="zstd") as writer:
            for count, end in zip(counts, ends, strict=True):
                if count:
                    writer.write_table(split.slice(end - count, count), row_group_size=count)

    name = f"keys/{job.shard}.parquet"
    job.folder.write(name, fill)
    return KeyedShard(job.shard, tuple(map(int, counts)), job.folder.sizes([name])[name])


def read_keys(folder: Folder, keyed: KeyedShard, bucket: int) -> pa.Table | None:
    """The rows of one bucket of a shard."""
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    if not keyed.rows[bucket]:
        return None
    group = sum(map(bool, keyed.rows[:bucket]))
    with folder.open(f"keys/{keyed.shard}.parquet") as source:
        return parquet.ParquetFile(source).read_row_group(group, use_threads=False)


def _table(job: KeyJob) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    places: NDArray[np.int64] = np.frombuffer(job.places, np.int64)
    rows = np.flatnonzero(places >= 0)
    found = read_sketches(job.folder, job.shard, rows.tolist())
    columns = list(zip(*_rows(job, places.tolist(), found), strict=True)) or [()] * 8
    names = ("kind", "key", "window", "batch", "id", "shard", "row", "event")
    types = (pa.int8(), pa.uint64(), pa.int32(), pa.int64(), pa.uint64(), pa.int32(), pa.int32(), pa.int32())
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    return pa.Table.from_arrays(arrays, names=names)


def _rows(
    job: KeyJob, places: Sequence[int], found: Iterator[tuple[int, str, Sketch, tuple[EventSketch, ...]]]
) -> Iterator[tuple[object, ...]]:
    for row, report, copies, sketches in found:
        batch = places[row] // BATCH
        for number, sketch in enumerate(sketches):
            for key, window, _ in event_keys(sketch):
                yield EVENT, key, window, batch, int(sketch.id, 16), job.number, row, number
        if copies.word_count:
            for name in copies.keys:
                yield TEXT, hash_of_key(name), None, batch, int(report, 16), job.number, row, 0
