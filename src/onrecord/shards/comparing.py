"""The batches of a shard compared with what their keys found, by the very functions that a ledger compares with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.ledger import BATCH
from onrecord.resolution import CopyVerdict, Edge, EventSketch, Sketch, find_copies, match_candidates
from onrecord.shards.candidates import Candidate, Found, read_found
from onrecord.shards.coded import read_sketches
from onrecord.shards.folders import Folder
from onrecord.shards.keying import EVENT

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["CompareJob", "Compared", "compare_batches", "read_copies", "read_pairs"]

Place = tuple[int, int]  # the number of a shard, and a row of it


@dataclass(frozen=True, slots=True)
class CompareJob:
    """The batches from ``first`` to before ``end``, which begin in shard ``number``.

    ``shards`` are the names of all; ``own`` are the shards that hold reports of these batches, each with the places of
    its rows among the reports that are added, as the bytes of 64-bit numbers.
    """

    folder: Folder
    number: int
    shards: tuple[str, ...]
    own: tuple[tuple[int, bytes], ...]
    first: int
    end: int
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """How many pairs of tellings and of texts were kept."""

    shard: str
    pairs: int
    copies: int


def compare_batches(job: CompareJob) -> Compared:
    """Writes the pairs of tellings that may be one incident, and the pairs of reports that share their text."""
    candidates = sorted({one for found in job.found for one in read_found(job.folder, found, job.number)})
    own = dict(_own(job))
    there = _sketches(job, {(shard, row) for _, _, shard, row, _ in candidates})
    by_batch: dict[int, list[Candidate]] = defaultdict(list)
    for one in candidates:
        by_batch[one[1]].append(one)
    edges: list[Edge] = []
    copies: list[tuple[tuple[str, str], CopyVerdict]] = []
    for batch in range(job.first, job.end):
        new = [own[place] for place in range(batch * BATCH, (batch + 1) * BATCH) if place in own]
        found = by_batch[batch]
        edges += match_candidates(
            [sketch for one in new for sketch in one.events],
            [there[shard, row].events[event] for kind, _, shard, row, event in found if kind == EVENT],
        )
        texts = [there[shard, row] for kind, _, shard, row, _ in found if kind != EVENT]
        copies += sorted(find_copies(_texts(new), _texts(texts)).items())
    shard = job.shards[job.number]
    _write(job.folder, f"pairs/{shard}.parquet", _pair_table(edges))
    _write(job.folder, f"copies/{shard}.parquet", _copy_table(copies))
    return Compared(shard, len(edges), len(copies))


def read_pairs(folder: Folder, shard: str) -> pa.Table:
    """The pairs of tellings, as the ledger's table ``event_pair`` has them."""
    return _read(folder, f"pairs/{shard}.parquet")


def read_copies(folder: Folder, shard: str) -> pa.Table:
    """The pairs of reports, as the ledger's table ``copy`` has them, without the moment."""
    return _read(folder, f"copies/{shard}.parquet")


@dataclass(frozen=True, slots=True)
class _Sketched:
    report: str
    text: Sketch
    events: tuple[EventSketch, ...]


def _own(job: CompareJob) -> Iterator[tuple[int, _Sketched]]:
    """The reports of the job's batches by their place."""
    for number, data in job.own:
        places = np.frombuffer(data, np.int64)
        rows = np.flatnonzero((places >= job.first * BATCH) & (places < job.end * BATCH))
        for row, report, text, events in read_sketches(job.folder, job.shards[number], rows.tolist()):
            yield int(places[row]), _Sketched(report, text, events)


def _sketches(job: CompareJob, places: Iterable[Place]) -> dict[Place, _Sketched]:
    rows: dict[int, list[int]] = defaultdict(list)
    for shard, row in sorted(places):
        rows[shard].append(row)
    return {
        (shard, row): _Sketched(report, text, events)
        for shard, wanted in rows.items()
        for row, report, text, events in read_sketches(job.folder, job.shards[shard], wanted)
    }


def _texts(reports: Iterable[_Sketched]) -> Mapping[str, Sketch]:
    return {one.report: one.text for one in reports if one.text.word_count}


def _pair_table(edges: Iterable[Edge]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    rows = [
        (e.one, e.other, e.score, e.decision, e.margin, [f"{name} {added:+.2f}" for name, added in e.reasons])
        for e in edges
    ]
    names = ("event_id", "other_id", "score", "decision", "margin", "reasons")
    types = (pa.string(), pa.string(), pa.float64(), pa.string(), pa.float64(), pa.list_(pa.string()))
    return _table(rows, names, types)


def _copy_table(copies: Iterable[tuple[tuple[str, str], CopyVerdict]]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    rows = [(one, other, v.kind, v.basis, v.similarity) for (one, other), v in copies]
    names = ("report_id", "other_id", "kind", "basis", "similarity")
    return _table(rows, names, (pa.string(), pa.string(), pa.string(), pa.string(), pa.float64()))


def _table(rows: list[Any], names: tuple[str, ...], types: tuple[Any, ...]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.Table.from_arrays([pa.array(c, t) for c, t in zip(columns, types, strict=True)], names=list(names))


def _write(folder: Folder, name: str, table: pa.Table) -> None:
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    folder.write(name, lambda stream: parquet.write_table(table, stream, compression="zstd"))


def _read(folder: Folder, name: str) -> pa.Table:
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    with folder.open(name) as source:
        return parquet.read_table(source, use_threads=False)
