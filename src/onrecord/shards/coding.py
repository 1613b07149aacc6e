"""A shard of reports coded into a shard of records: the unit of work of every engine.

What is read is ``reports/NAME.parquet``; what is written is ``coded/NAME.parquet``, ``errors/NAME.jsonl`` with the
reports that were set aside, and last ``coded/NAME.json``, which says that the shard is done and with which versions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from socket import gethostname
from typing import Any

from onrecord.batch import code_in_order
from onrecord.errors import LedgerError
from onrecord.ledger import CodedRows, rows_of
from onrecord.reading import mark_twin
from onrecord.records import Problem, Report, content_id
from onrecord.shards.coded import coded_schema, table_of_coded
from onrecord.shards.folders import Folder
from onrecord.shards.markers import made_with, read_marker, write_marker
from onrecord.shards.reports import Item, read_items
from onrecord.writing import empty_record

__all__ = ["CodeJob", "CodedShard", "code_shard", "halves_after_death", "join_parts", "known_shard"]

_ROWS_AT_ONCE = 256  # of a row group of coded records: what a worker holds of them
_MOST_DEATHS = 5
_DIED = Problem("worker-died", "error", "the process that coded this report died; is there enough memory?")


@dataclass(frozen=True, slots=True)
class CodeJob:
    """Rows of a shard to code; ``twins`` are those whose key came before, anywhere in the inputs.

    ``state`` is that of the files the shard was cut from, ``made_with`` the versions that who gives the job has.
    ``start`` and ``end`` are a part of the shard after its worker died; ``is_given_up`` writes down that a single
    report killed every worker that it met.
    """

    folder: Folder
    shard: str
    state: str
    made_with: str
    rows: int
    twins: tuple[int, ...] = ()
    start: int = 0
    end: int = -1
    is_given_up: bool = False

    @property
    def is_part(self) -> bool:
        """Whether this is not the whole shard."""
        return self.end >= 0

    @property
    def stop(self) -> int:
        """The row before which to stop."""
        return self.end if self.is_part else self.rows


@dataclass(frozen=True, slots=True)
class CodedShard:
    """A shard that was coded: of how many rows, with how many events, and how many reports were set aside."""

    shard: str
    state: str
    rows: int
    twins: tuple[int, ...]
    events: int
    set_aside: int


def known_shard(job: CodeJob) -> CodedShard | None:
    """The shard if it was coded before from the same rows with the same versions."""
    found = read_marker(job.folder, _marker(job), CodedShard)
    is_same = found is not None and (found.state, found.rows, found.twins) == (job.state, job.rows, job.twins)
    return found if is_same and job.folder.has(f"coded/{job.shard}.parquet") else None


def code_shard(job: CodeJob) -> CodedShard:
    """Codes the rows of a job and writes them down; of a whole shard the marker too.

    Raises:
        LedgerError: this machine has another version than the one that gave the job.

    """
    if job.made_with != made_with():
        raise LedgerError(
            f"{job.shard}: {gethostname()} has another version of Onrecord, its knowledge or its model than who "
            "gave it the work; install the same on all, then run the same command again"
        )
    name = _name(job)
    events, set_aside = 0, list[dict[str, Any]]()

    def fill(stream: Any) -> None:
        nonlocal events
        from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

        with parquet.ParquetWriter(stream, coded_schema(), compression="zstd") as writer:
            for rows, are_reports in _coded(job):
                events += sum(len(row.tables["event"]) for row in rows)
                set_aside.extend(_told(row) for row in rows if row.has_failed)
                writer.write_table(table_of_coded(rows, are_reports))

    job.folder.write(f"coded/{name}.parquet", fill)
    _write_errors(job.folder, name, set_aside)
    done = CodedShard(job.shard, job.state, job.rows, job.twins, events, len(set_aside))
    if not job.is_part:
        write_marker(job.folder, _marker(job), done)
    return done


def halves_after_death(job: CodeJob, deaths: int) -> Sequence[CodeJob]:
    """What to do instead of a job whose worker died: the shard once more, then its halves, down to one report.

    A worker may die of what another program does to the machine, so nothing is set aside for one death.

    Raises:
        LedgerError: workers die that only write down that a report was given up.

    """
    if job.is_given_up and deaths >= _MOST_DEATHS:
        raise LedgerError(f"{job.shard}: workers die whatever they do; is there enough memory? Then run this again")
    if deaths == 1 and (not job.is_part or job.stop - job.start == 1):
        return [job]
    if job.stop - job.start == 1:
        return [replace(job, start=job.start, end=job.stop, is_given_up=True)]
    middle = (job.start + job.stop) // 2
    return [replace(job, end=middle), replace(job, start=middle, end=job.stop)]


def join_parts(job: CodeJob, parts: Sequence[CodeJob]) -> CodedShard:
    """Puts the coded parts of a shard together into the files of the whole, and writes its marker."""
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    names = [_name(part) for part in sorted(parts, key=lambda part: part.start)]
    set_aside: list[dict[str, Any]] = []
    events = 0

    def fill(stream: Any) -> None:
        nonlocal events
        with parquet.ParquetWriter(stream, coded_schema(), compression="zstd") as writer:
            for name in names:
                with job.folder.open(f"coded/{name}.parquet") as source:
                    for batch in parquet.ParquetFile(source).iter_batches(batch_size=_ROWS_AT_ONCE):
                        events += len(batch.column("event").flatten())
                        writer.write_batch(batch)

    job.folder.write(f"coded/{job.shard}.parquet", fill)
    for name in names:
        set_aside.extend(map(json.loads, (job.folder.read(f"errors/{name}.jsonl") or b"").splitlines()))
    _write_errors(job.folder, job.shard, set_aside)
    done = CodedShard(job.shard, job.state, job.rows, job.twins, events, len(set_aside))
    write_marker(job.folder, _marker(job), done)
    written = [*(f"coded/{name}.parquet" for name in names), *(f"errors/{name}.jsonl" for name in names)]
    for file in job.folder.sizes(written):
        job.folder.remove(file)
    return done


def _name(job: CodeJob) -> str:
    return f"{job.shard}.{job.start}-{job.end}" if job.is_part else job.shard


def _marker(job: CodeJob) -> str:
    return f"coded/{job.shard}.json"


def _coded(job: CodeJob) -> Iterator[tuple[list[CodedRows], list[bool]]]:
    """The coded rows, some hundred at a time, each with whether its input gave a report."""
    given_up = (rows_of(empty_record(item, _DIED)) for item in _items(job))
    held: list[CodedRows] = []
    for rows in given_up if job.is_given_up else code_in_order(_items(job), rows_of):
        held.append(rows)
        if len(held) == _ROWS_AT_ONCE:
            yield held, list(map(_is_report, held))
            held = []
    yield held, list(map(_is_report, held))


def _items(job: CodeJob) -> Iterator[Item]:
    twins = frozenset(job.twins)
    with job.folder.open(f"reports/{job.shard}.parquet") as source:
        items = list(read_items(source, start=job.start, end=job.stop))
    for row, item in enumerate(items, start=job.start):
        yield mark_twin(item) if row in twins and isinstance(item, Report) else item


def _is_report(rows: CodedRows) -> bool:
    """An input that gave no report has the id that its key makes."""
    return rows.summary.id != content_id("unreadable", rows.summary.key)


def _told(rows: CodedRows) -> dict[str, Any]:
    """A report that was set aside, with what is wrong: columns of the ledger's table of problems."""
    problems = [
        {"code": code, "severity": severity, "message": message}
        for _, code, severity, message, *_ in rows.tables["problem"]
        if severity == "error"
    ]
    return {"key": rows.summary.key, "path": rows.summary.path, "problems": problems}


def _write_errors(folder: Folder, name: str, set_aside: Sequence[dict[str, Any]]) -> None:
    """Writes the file of what was set aside; none where nothing was, and one of an earlier run is taken away."""
    file = f"errors/{name}.jsonl"
    if set_aside:
        data = b"".join(json.dumps(one).encode() + b"\n" for one in set_aside)
        folder.write(file, lambda stream: stream.write(data))
    elif folder.has(file):
        folder.remove(file)
