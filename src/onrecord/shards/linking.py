"""Incidents over all shards, bucket by bucket: the pairs that a ledger would find adding the same reports in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.batch import Engine, run_jobs
from onrecord.errors import LedgerError
from onrecord.ledger import BATCH
from onrecord.shards.candidates import Found, FoundJob, find_candidates
from onrecord.shards.comparing import CompareJob, compare_batches
from onrecord.shards.folders import Folder
from onrecord.shards.keying import KeyedShard, KeyJob, write_keys

__all__ = ["Ids", "Shuffled", "first_batches", "link_shards", "places_of"]

_MOST_DEATHS = 3
_REPORTS_A_BUCKET = 20_000
_MOST_BUCKETS = 1_024
_ROWS_A_PART = 4_000_000  # of keys in memory at once; a hot bucket has more and is split

Ids = Sequence[str | None]  # of the rows of a shard; None: no report


@dataclass(frozen=True, slots=True)
class Shuffled:
    """What linking wrote on the way: bytes and rows of the keys and of what they found."""

    key_rows: int
    key_bytes: int
    found_rows: int
    found_bytes: int
    parts: int


def places_of(shards: Iterable[Ids]) -> list[bytes]:
    """Where each row stands among the reports to be added, -1 where its content came before: 64-bit numbers."""
    seen: set[str] = set()
    places = []
    for ids in shards:
        row = np.full(len(ids), -1, np.int64)
        for number, identity in enumerate(ids):
            if identity is not None and identity not in seen:
                row[number] = len(seen)
                seen.add(identity)
        places.append(row.tobytes())
    return places


def link_shards(engine: Engine, folder: Folder, shards: Sequence[str], places: Sequence[bytes]) -> Shuffled:
    """Writes keys by bucket, what they find, and the pairs that comparing leaves, each step on the engine."""
    reports = sum(int((np.frombuffer(place, np.int64) >= 0).sum()) for place in places)
    buckets = min(_MOST_BUCKETS, reports // _REPORTS_A_BUCKET + 2)
    jobs = [KeyJob(folder, s, n, p, buckets) for n, (s, p) in enumerate(zip(shards, places, strict=True))]
    keyed = _in_order(engine, write_keys, jobs)
    firsts = first_batches(places)
    split = _parts(keyed, buckets)
    found = _in_order(engine, find_candidates, [FoundJob(folder, *one, tuple(keyed), firsts) for one in split])
    _in_order(engine, compare_batches, list(_compare_jobs(folder, shards, places, firsts, found)))
    return Shuffled(
        key_rows=sum(sum(one.rows) for one in keyed),
        key_bytes=sum(one.size for one in keyed),
        found_rows=sum(sum(one.rows) for one in found),
        found_bytes=sum(one.size for one in found),
        parts=len(split),
    )


def _parts(keyed: Sequence[KeyedShard], buckets: int) -> list[tuple[int, int, int]]:
    """Bucket, part and number of parts of each job."""
    split = []
    for bucket in range(buckets):
        parts = sum(one.rows[bucket] for one in keyed) // _ROWS_A_PART + 1
        split += [(bucket, part, parts) for part in range(parts)]
    return split


def first_batches(places: Sequence[bytes]) -> tuple[int, ...]:
    """The first batch that begins in each shard; a batch belongs to the shard where its first report is."""
    firsts, begun = [], 0
    for place in places:
        firsts.append(-(-begun // BATCH))
        begun += int((np.frombuffer(place, np.int64) >= 0).sum())
    return tuple(firsts)


def _compare_jobs(
    folder: Folder, shards: Sequence[str], places: Sequence[bytes], firsts: Sequence[int], found: Sequence[Found]
) -> Iterator[CompareJob]:
    counts = [int((np.frombuffer(place, np.int64) >= 0).sum()) for place in places]
    starts = np.cumsum([0, *counts])
    ends = [*firsts[1:], -(-int(starts[-1]) // BATCH)]
    for number, (first, end) in enumerate(zip(firsts, ends, strict=True)):
        own = tuple(
            (other, places[other])
            for other in range(number, len(shards))
            if starts[other] < end * BATCH and starts[other + 1] > first * BATCH
        )
        yield CompareJob(folder, number, tuple(shards), own, first, end, tuple(f for f in found if f.rows[number]))


def _in_order(engine: Engine, work: Any, jobs: Sequence[Any]) -> list[Any]:
    results = dict(run_jobs(engine, work, jobs, after_death=_once_more))
    return [results[job] for job in jobs]


def _once_more(job: Any, deaths: int) -> Sequence[Any]:
    if deaths >= _MOST_DEATHS:
        raise LedgerError(f"linking: {deaths} workers died of one bucket or shard; is there enough memory?")
    return [job]
