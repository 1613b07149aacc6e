"""The whole way of many inputs into a ledger by shard files: cut, code, load; each step takes up where it was left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from onrecord.batch import Engine, EngineName, open_engine, run_jobs
from onrecord.errors import LedgerError
from onrecord.ledger import Added, unpacked
from onrecord.shards.coded import read_coded
from onrecord.shards.coding import CodedShard, CodeJob, code_shard, halves_after_death, join_parts, known_shard
from onrecord.shards.cutting import CutJob, Portion, cut_portion, is_from_standard_input, known_portion, plan_portions
from onrecord.shards.folders import Folder
from onrecord.shards.loading import load_shards
from onrecord.shards.markers import made_with
from onrecord.shards.reports import read_names

__all__ = ["add_in_shards", "code_in_shards", "coded_lines", "twins_of"]

_MOST_DEATHS = 3  # of workers that read one portion
Tell = Callable[[int, int], None]


def add_in_shards(
    path: Path,
    inputs: Iterable[str | Path],
    *,
    shards: str | Path,
    engine: EngineName = "pool",
    workers: int = 1,
    size: int = 1_000,
    date: str | None = None,
    wait_seconds: float = 0.0,
    on_progress: Tell | None = None,
) -> Added:
    """Adds what the inputs hold to the ledger at ``path``, coded on an engine in shards of ``size`` reports.

    ``shards`` is a folder or an address where every worker can read and write; what was done there with the same
    versions is not done again.  The record is that of :func:`~onrecord.ledger.adding.add_reports`.

    Raises:
        InputError: an input does not exist, or the engine is not installed or cannot be reached.
        LedgerError: another process writes to the ledger or works in the folder, or there is no room.
        ModelError: no English model is installed, or not the one we know.

    """
    folder = Folder(str(shards))
    with folder.held(), open_engine(engine, workers) as opened:
        names = code_in_shards(folder, inputs, opened, size=size, date=date, on_progress=on_progress)
        return load_shards(opened, path, folder, names, wait_seconds=wait_seconds)


def code_in_shards(
    folder: Folder,
    inputs: Iterable[str | Path],
    engine: Engine,
    *,
    size: int,
    date: str | None = None,
    on_progress: Tell | None = None,
) -> list[str]:
    """The names of the coded shards in the order of the inputs; those that were not there are coded on the engine."""
    portions = _cut(engine, plan_portions(folder, inputs, date=date, size=size))
    jobs = _jobs(folder, portions)
    _code(engine, jobs, on_progress or _tell_nobody)
    return [job.shard for job in jobs]


def coded_lines(folder: Folder, names: Iterable[str]) -> Iterator[bytes]:
    """The public JSON of each input in order, a line each: the very bytes of ``onrecord code --format jsonl``."""
    for name in names:
        with folder.open(f"coded/{name}.parquet") as source:
            for _, rows in read_coded(source):
                yield unpacked(rows.document).encode("utf-8", "surrogatepass")


def _cut(engine: Engine, jobs: Sequence[CutJob]) -> list[Portion]:
    found: dict[int, Portion] = {}
    for job in jobs:
        if is_from_standard_input(job):
            found[job.number] = cut_portion(job)
        elif (known := known_portion(job)) is not None:
            found[job.number] = known
    todo = [job for job in jobs if job.number not in found]
    for job, portion in run_jobs(engine, cut_portion, todo, after_death=_read_again):
        found[job.number] = portion
    return [found[job.number] for job in jobs]


def _read_again(job: CutJob, deaths: int) -> Sequence[CutJob]:
    if deaths >= _MOST_DEATHS:
        raise LedgerError(
            f"{job.files[0]}: {deaths} workers died that read it; is there enough memory? "
            "Give it in smaller files, then run the same command again"
        )
    return [job]


def _jobs(folder: Folder, portions: Iterable[Portion]) -> list[CodeJob]:
    """A job for each shard, with the rows whose key came before, in this shard or in one before it."""
    seen: set[bytes] = set()
    jobs = []
    for portion in portions:
        for shard, rows in zip(portion.shards, portion.rows, strict=True):
            with folder.open(f"reports/{shard}.parquet") as source:
                twins = tuple(twins_of(*read_names(source), seen))
            jobs.append(CodeJob(folder, shard, portion.state, made_with(), rows, twins))
    return jobs


def twins_of(ids: Sequence[str | None], keys: Sequence[str], seen: set[bytes]) -> Iterator[int]:
    """The rows whose key came before; ``seen`` holds a hash of each key that came, and gets those of these rows."""
    for row, (identity, key) in enumerate(zip(ids, keys, strict=True)):
        if identity is not None:
            digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            if digest in seen:
                yield row
            seen.add(digest)


def _code(engine: Engine, jobs: Sequence[CodeJob], tell: Tell) -> list[CodedShard]:
    done = [known for job in jobs if (known := known_shard(job)) is not None]
    finished = {shard.shard for shard in done}
    rows, whole = sum(shard.rows for shard in done), sum(job.rows for job in jobs)
    tell(rows, whole)
    parts = _Parts()
    todo = [job for job in jobs if job.shard not in finished]
    for job, shard in run_jobs(engine, code_shard, todo, after_death=parts.after_death):
        rows += job.stop - job.start
        tell(rows, whole)
        whole_shard = parts.finish(job) if job.is_part else shard
        if whole_shard is not None:
            done.append(whole_shard)
    return done


@dataclass
class _Parts:
    """Shards whose worker died, in parts until all are coded."""

    _open: dict[str, set[CodeJob]] = field(default_factory=lambda: defaultdict(set))
    _coded: dict[str, list[CodeJob]] = field(default_factory=lambda: defaultdict(list))

    def after_death(self, job: CodeJob, deaths: int) -> Sequence[CodeJob]:
        instead = halves_after_death(job, deaths)
        self._open[job.shard].discard(job)
        self._open[job.shard].update(part for part in instead if part.is_part)
        return instead

    def finish(self, job: CodeJob) -> CodedShard | None:
        """Counts a part as coded; the whole shard once it is the last."""
        self._open[job.shard].discard(job)
        self._coded[job.shard].append(job)
        return None if self._open[job.shard] else join_parts(job, self._coded.pop(job.shard))


def _tell_nobody(_done: int, _whole: int) -> None:
    pass
