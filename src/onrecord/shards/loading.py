"""Coded shards on their way into a ledger: batch after batch into one with reports, table by table into a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.batch import Engine
from onrecord.ledger import Added, CodedRows, LinkedShard, add_coded, fill_ledger, has_reports
from onrecord.records import Problem, Unreadable
from onrecord.shards.coded import read_coded
from onrecord.shards.comparing import read_copies, read_pairs
from onrecord.shards.folders import Folder
from onrecord.shards.keying import EVENT
from onrecord.shards.linking import link_shards, places_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["fill_from", "ids_of", "load_shards"]

Place = tuple[str, str, str | None, str | None]  # report, key, path and publisher


def load_shards(engine: Engine, path: Path, folder: Folder, shards: Sequence[str], *, wait_seconds: float) -> Added:
    """Adds coded shards to a ledger; the record is the same whichever way it takes."""
    if has_reports(path):
        return add_coded(path, _one_by_one(folder, shards), wait_seconds=wait_seconds)
    places = places_of([ids_of(folder, shard) for shard in shards])
    link_shards(engine, folder, shards, places)
    return fill_from(folder, shards, places, path, wait_seconds=wait_seconds)


def fill_from(
    folder: Folder, shards: Sequence[str], places: Sequence[bytes], path: Path, *, wait_seconds: float = 0.0
) -> Added:
    """Fills a new ledger with shards that are coded and linked."""
    done, again = _count(folder, shards, places)
    linked = (_linked(folder, shard, place) for shard, place in zip(shards, places, strict=True))
    done.events = fill_ledger(path, linked, again, wait_seconds=wait_seconds)
    return done


def ids_of(folder: Folder, shard: str) -> list[str | None]:
    """The id of each row's report; of an input that gave none, nothing."""
    table = _read(folder, f"coded/{shard}.parquet", ["id", "is_report"])
    return [row["id"] if row["is_report"] else None for row in table.to_pylist()]


def _count(folder: Folder, shards: Sequence[str], places: Sequence[bytes]) -> tuple[Added, list[Place]]:
    """What becomes of the inputs, and each further place where known content appeared."""
    done = Added()
    known: set[Place] = set()
    again: list[Place] = []
    columns = ["id", "key", "path", "publisher", "is_report", "has_failed", "problem"]
    for shard, data in zip(shards, places, strict=True):
        rows = _read(folder, f"coded/{shard}.parquet", columns).to_pylist()
        for row, place in zip(rows, np.frombuffer(data, np.int64).tolist(), strict=True):
            here = (row["id"], row["key"], row["path"], row["publisher"])
            if not row["is_report"]:
                done.unreadable += 1
                done.problems.extend((row["key"], _problem(one)) for one in row["problem"])
            elif place >= 0:
                done.added += 1
                done.failed += row["has_failed"]
            elif here in known:
                done.already_there += 1
            else:
                done.seen_elsewhere += 1
                again.append(here)
            known.add(here)
    return done, again


def _linked(folder: Folder, shard: str, place: bytes) -> LinkedShard:
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    is_added = pa.array(np.frombuffer(place, np.int64) >= 0)
    keys = _read(folder, f"keys/{shard}.parquet", ["kind", "key", "window", "id"])
    return LinkedShard(
        coded=_read(folder, f"coded/{shard}.parquet").filter(is_added),
        keys=keys.filter(pa.array(np.asarray(keys["kind"]) == EVENT)),
        pairs=read_pairs(folder, shard),
        copies=read_copies(folder, shard),
    )


def _one_by_one(folder: Folder, shards: Sequence[str]) -> Iterator[CodedRows | Unreadable]:
    for shard in shards:
        with folder.open(f"coded/{shard}.parquet") as source:
            for is_report, rows in read_coded(source):
                yield rows if is_report else _unreadable(rows)


def _unreadable(rows: CodedRows) -> Unreadable:
    names = ("report_id", "code", "severity", "message", "start", "end")
    problems = tuple(_problem(dict(zip(names, row, strict=True))) for row in rows.tables["problem"])
    return Unreadable(rows.summary.key, rows.summary.path, problems, rows.summary.language)


def _problem(row: dict[str, Any]) -> Problem:
    """A row of the ledger's table of problems."""
    _, code, severity, message, start, end = row.values()
    return Problem(code, severity, message, start, end)


def _read(folder: Folder, name: str, columns: list[str] | None = None) -> pa.Table:
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    with folder.open(name) as source:
        return parquet.read_table(source, columns=columns, use_threads=False)
