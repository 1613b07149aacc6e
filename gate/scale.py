"""What coding in shards costs: engines beside one another, two processes beside one, and what linking writes.

    gate/scale.py engines [--reports 50000] [--size 1000]   Ray with two workers beside the pool with two
    gate/scale.py processes [--reports 3000]                two processes beside one
    gate/scale.py shuffle [--reports 10000] [--real]        bytes of shards, keys and candidates, and seconds a step
    gate/scale.py held [--reports 1000000]                  memory of the process that gives out the work

Reports are invented, two short sentences each with parties, numbers and days of their own, so that 50,000 of them are
coded in minutes; ``--real`` takes the real reports under ONRECORD_CORPORA.  ``engines`` and ``processes`` take turns
over six parts, so that what else the machine does meets both alike, and tell how busy it was.  Where the bytes of the
two differ, the exit status is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
import tempfile
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import onrecord
from onrecord import Report
from onrecord.batch import Engine, EngineName, open_engine
from onrecord.records import content_id
from onrecord.shards import Folder, code_in_shards, coded_lines
from onrecord.shards.adding import twins_of
from onrecord.shards.linking import link_shards, places_of
from onrecord.shards.loading import fill_from, ids_of

_STATES = (
    *("Kenya", "Chad", "Peru", "Nepal", "Oman", "Fiji", "Chile", "Ghana", "Laos", "Malta", "Sudan", "Belarus"),
    *("Serbia", "Turkey", "Brazil", "Norway", "Poland", "Angola", "Jordan", "Bolivia", "Latvia", "Mexico", "Cuba"),
)
_PEOPLE = ("a government spokesman", "the defence ministry", "an army officer", "a diplomat", "the president")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ACTS = (
    "{0} delivered {2} rifles to {1} on {4}, {3} said.",
    "The foreign ministers of {0} and {1} met for {2} hours on {4} and signed an agreement.",
    "{0} accused {1} of shelling {2} villages near the border on {4}.",
    "{0} threatened on {4} to expel {2} diplomats of {1}, {3} said.",
    "{1} denied on {4} that {0} had sold it {2} missiles.",
    "Troops of {0} attacked a camp near the border with {1} on {4}, killing {2} fighters, {3} said.",
)
_FIRST_DAY = date(2030, 1, 1)
Result = TypeVar("Result")
_TURNS = 6
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Measures what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("engines", "processes", "shuffle", "held"))
    parser.add_argument("--reports", type=int)
    parser.add_argument("--size", type=int, default=1_000, help="reports of a shard")
    parser.add_argument("--real", action="store_true")
    options = parser.parse_args()
    if options.what == "held":
        return _held(options.reports or 1_000_000)
    usual = {"engines": 50_000, "processes": 3_000, "shuffle": 10_000}[options.what]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports = _real(options.reports) if options.real else _invented(options.reports or usual)
        if options.what == "shuffle":
            return _shuffle(folder, _write(folder / "reports.jsonl", reports), options.size)
        parts, count = _write_parts(folder, list(reports))
        return {"engines": _engines, "processes": _processes}[options.what](folder, parts, count, options.size)


def _invented(count: int) -> Iterator[dict[str, object]]:
    chance = random.Random(1)
    for number in range(count):
        day = _FIRST_DAY + timedelta(days=number * 30 // count)
        lines = []
        for _ in range(2):
            one, other = chance.sample(_STATES, 2)
            values = (one, other, chance.randint(2, 90), chance.choice(_PEOPLE), chance.choice(_WEEKDAYS))
            lines.append(chance.choice(_ACTS).format(*values))
        yield {"id": f"r{number}", "text": " ".join(lines), "date": day.isoformat(), "publisher": f"p{number % 50}"}


def _real(count: int | None) -> Iterator[dict[str, object]]:
    found = onrecord.read_inputs([Path(os.environ["ONRECORD_CORPORA"]) / "corpora" / "news.dev.jsonl.gz"])
    for number, report in enumerate(found):
        if count is not None and number >= count:
            return
        if isinstance(report, Report):
            rest = {"id": report.key, "date": report.published, "publisher": report.publisher, "title": report.title}
            yield {"text": report.text, **{name: value for name, value in rest.items() if value is not None}}


def _write_parts(folder: Path, rows: list[dict[str, object]]) -> tuple[list[Path], int]:
    """The reports in so many files as there are turns."""
    paths = [folder / f"part{number}.jsonl" for number in range(_TURNS)]
    for number, path in enumerate(paths):
        _write(path, iter(rows[number::_TURNS]))
    return paths, len(rows)


def _write(path: Path, rows: Iterator[dict[str, object]]) -> int:
    count = 0
    with path.open("w") as file:
        for row in rows:
            count += 1
            file.write(json.dumps(row) + "\n")
    return count


@dataclass
class _Watch:
    """Wall time, processor time of this process and all below it, and of the whole machine; over all entries."""

    wall: float = 0.0
    ours: float = 0.0
    busy: float = 0.0
    _started: tuple[float, float, float] = field(default=(0.0, 0.0, 0.0))

    def __enter__(self) -> _Watch:
        self._started = time.monotonic(), _ours(), _busy()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall += time.monotonic() - self._started[0]
        self.ours += _ours() - self._started[1]
        self.busy += _busy() - self._started[2]


def _ours() -> float:
    """Processor seconds of this process and of all that it started, that live."""
    children: dict[int, list[int]] = defaultdict(list)
    seconds: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        process = int(path.parent.name)
        children[int(words[1])].append(process)
        seconds[process] = (int(words[11]) + int(words[12])) / _TICKS
    found = [os.getpid()]
    for process in found:
        found.extend(children[process])
    return sum(seconds.get(process, 0.0) for process in found)


def _busy() -> float:
    """Processor seconds that this machine has spent on anything."""
    try:
        numbers = [int(word) for word in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    except OSError:
        return 0.0
    return (sum(numbers) - numbers[3] - numbers[4]) / _TICKS


def _engines(folder: Path, parts: list[Path], count: int, size: int) -> int:
    pool, ray, is_same = _in_turns(folder, parts, ("pool", 2), ("ray", 2), size)
    _tell("pool, two workers", count, pool)
    _tell("ray, two workers", count, ray)
    print(
        f"ray against the pool: {ray.wall / pool.wall:.2f} times the time (at most 1.3),"
        f" {ray.ours / pool.ours:.2f} times the processor time"
    )
    return _equal(is_same)


def _processes(folder: Path, parts: list[Path], count: int, size: int) -> int:
    one, two, is_same = _in_turns(folder, parts, ("pool", 1), ("pool", 2), min(size, count // len(parts) // 8))
    _tell("pool, one process", count, one)
    _tell("pool, two processes", count, two)
    print(
        f"two against one: {one.wall / two.wall:.2f} times the reports per second (at least 1.8);"
        f" by processor time {2 * one.ours / two.ours:.2f} times, if there are two free processors"
    )
    return _equal(is_same)


def _equal(is_same: bool) -> int:  # noqa: FBT001  -- the answer itself
    print(f"the records are {'the same, byte for byte' if is_same else 'NOT the same'}")
    return 0 if is_same else 1


def _in_turns(
    folder: Path, parts: list[Path], one: tuple[EngineName, int], other: tuple[EngineName, int], size: int
) -> tuple[_Watch, _Watch, bool]:
    """How long two engines code the parts, by turns, so that what else the machine does meets both alike.

    From warm workers to the last shard on the disk; and whether the records are the same.
    """
    watches, digests = (_Watch(), _Watch()), (hashlib.sha256(), hashlib.sha256())
    # Ray starts its workers nicer than ours, which on a busy machine would be the whole difference.
    os.environ["RAY_worker_niceness"] = "0"  # noqa: SIM112  -- so it is spelt
    with _started(one, folder) as first, _started(other, folder) as second:
        engines = (first, second)
        for number, part in enumerate(parts):
            for turn in (0, 1) if number % 2 else (1, 0):
                shards = Folder(str(folder / f"shards-{turn}-{number}"))
                with watches[turn]:
                    names = code_in_shards(shards, [part], engines[turn], size=size)
                for line in coded_lines(shards, names):
                    digests[turn].update(line)
    return *watches, digests[0].digest() == digests[1].digest()


@contextmanager
def _started(which: tuple[EngineName, int], folder: Path) -> Iterator[Engine]:
    """An engine with warm workers; how long it took is told."""
    began = time.monotonic()
    with open_engine(*which) as engine:
        _warm(engine, folder)
        print(f"{which[0]} with {which[1]}: ready after {time.monotonic() - began:.1f} s", flush=True)
        yield engine


def _warm(engine: Engine, folder: Path) -> None:
    """Some reports for each worker, so that all have loaded model and knowledge."""
    file = folder / "warm.jsonl"
    count = 40 * engine.workers
    _write(file, _invented(count))
    code_in_shards(Folder(str(folder / f"warm-{engine.workers}-{id(engine)}")), [file], engine, size=10)


def _tell(what: str, count: int, watch: _Watch) -> None:
    print(
        f"{what:24} {count} reports in {watch.wall:.1f} s: {count / watch.wall:.1f} a second;"
        f" {watch.ours:.1f} processor seconds; the machine was busy for {watch.busy:.1f}"
        f" of {watch.wall * (os.cpu_count() or 1):.1f}",
        flush=True,
    )


def _shuffle(folder: Path, count: int, size: int) -> int:
    shards = Folder(str(folder / "shards"))
    with open_engine("serial", 1) as engine:
        _warm(engine, folder)
        names = _step("coded", count, lambda: code_in_shards(shards, [folder / "reports.jsonl"], engine, size=size))
        places = places_of([ids_of(shards, name) for name in names])
        told = _step("linked", count, lambda: link_shards(engine, shards, names, places))
        _step("loaded", count, lambda: fill_from(shards, names, places, folder / "new.ledger"))
    print(f"keys of the shuffle: {told.key_rows / count:.1f} rows, {told.key_bytes / count:.0f} bytes a report")
    print(f"what they found:     {told.found_rows / count:.1f} rows, {told.found_bytes / count:.0f} bytes a report")
    for kind in ("reports", "coded", "pairs", "copies"):
        written = sum(path.stat().st_size for path in (folder / "shards" / kind).iterdir())
        print(f"{kind + ' on the disk:':20} {written / count:.0f} bytes a report")
    print(f"{'ledger:':20} {(folder / 'new.ledger').stat().st_size / count:.0f} bytes a report")
    return 0


def _held(count: int) -> int:
    """What is held of each report while its key and its content are looked for among those before it."""
    ids = [content_id(number) for number in range(count)]
    tracemalloc.start()
    places = places_of([ids])
    peak = tracemalloc.get_traced_memory()[1]
    bytes_of_ids = sum(map(sys.getsizeof, ids))
    print(f"ids and places: {(peak + bytes_of_ids) / count:.0f} bytes a report ({len(places[0]) // 8} reports)")
    seen: set[bytes] = set()
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    twins = list(twins_of(ids, ids, seen))
    held = tracemalloc.get_traced_memory()[0] - before
    print(f"keys that came: {held / count:.0f} bytes a report ({len(twins)} twins)")
    _tell_memory_of_workers(2)
    return 0


def _tell_memory_of_workers(count: int) -> None:
    """What warm workers have in memory, and what of it is theirs alone, each after coding forty reports."""
    with tempfile.TemporaryDirectory() as folder, open_engine("pool", count) as engine:
        _warm(engine, Path(folder))
        for _ in range(count):
            engine.start(_memory, None)
        for worker in range(count):
            whole, own = engine.finish().result
            print(f"worker {worker + 1}: {whole} MiB, {own} MiB of it not shared")


def _memory(_: None) -> tuple[int, int]:
    """MiB of this process, and of it those that no other process shares; (Linux)."""
    time.sleep(1)  # so that the other worker takes the other job
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
    found = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    return found["Rss"] // 1024, (found["Private_Clean"] + found["Private_Dirty"]) // 1024


def _step(what: str, count: int, work: Callable[[], Result]) -> Result:
    """The result of a step done in this process, its processor time told."""
    before = time.process_time()
    result = work()
    seconds = time.process_time() - before
    print(f"{what:8} {seconds:8.1f} processor seconds: {1000 * seconds / count:.2f} ms a report", flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main())
