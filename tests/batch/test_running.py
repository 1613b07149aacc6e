"""Jobs run to the end, with an engine whose workers and machines die as they are told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from onrecord.batch import open_engine, run_jobs
from onrecord.batch.engines import Outcome
from onrecord.batch.processes import worker_context
from onrecord.errors import LedgerError


class _Engine:
    """Does one job after the other; ``ends`` says how often the worker or the machine of a job dies first."""

    workers, ahead = 2, 1

    def __init__(self, **ends: Sequence[str]) -> None:
        self._ends: dict[str, Iterator[str]] = {job: iter(kinds) for job, kinds in ends.items()}
        self._taken: list[tuple[Callable[[str], str], str]] = []
        self.most = 0

    def start(self, work: Callable[[str], str], job: str) -> None:
        self._taken.append((work, job))
        self.most = max(self.most, len(self._taken))

    def finish(self) -> Outcome:
        work, job = self._taken.pop(0)
        end = next(self._ends.get(job, iter(())), None)
        return Outcome(job, work(job)) if end is None else Outcome(job, end=end)  # type: ignore[arg-type]

    def close(self) -> None:
        pass


def _halves(job: str, deaths: int) -> list[str]:
    return [job] if deaths == 1 or len(job) == 1 else [job[: len(job) // 2], job[len(job) // 2 :]]


def _run(engine: _Engine, *jobs: str) -> dict[str, str]:
    return dict(run_jobs(engine, str.upper, jobs, after_death=_halves))


def test_every_job_is_done_and_few_are_taken_at_once() -> None:
    engine = _Engine()
    assert _run(engine, *"abcdefgh") == {letter: letter.upper() for letter in "abcdefgh"}
    assert engine.most == 3


def test_a_job_whose_worker_died_is_what_was_said_instead() -> None:
    died = "worker-died"
    assert _run(_Engine(ab=[died]), "ab", "c") == {"ab": "AB", "c": "C"}
    assert _run(_Engine(ab=[died, died], b=[died]), "ab", "c") == {"a": "A", "b": "B", "c": "C"}


def test_a_lost_machine_is_not_held_against_its_job() -> None:
    assert _run(_Engine(ab=["machine-lost"] * 9 + ["worker-died"]), "ab") == {"ab": "AB"}
    with pytest.raises(LedgerError, match="ab: 10 machines were lost under it"):
        _run(_Engine(ab=["machine-lost"] * 10), "ab")


def _double_or_die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 4:
        raise ZeroDivisionError("no such luck")
    return 2 * number


def test_a_pool_says_whose_worker_died_and_goes_on() -> None:
    with open_engine("pool", 2) as engine:
        done = dict(run_jobs(engine, _double_or_die, [1, 3, 2], after_death=lambda job, _: [job + 10]))
        assert done == {1: 2, 2: 4, 13: 26}
        with pytest.raises(ZeroDivisionError, match="no such luck"):
            dict(run_jobs(engine, _double_or_die, [4], after_death=lambda job, _: [job]))
        assert dict(run_jobs(engine, _double_or_die, [5], after_death=lambda job, _: [job])) == {5: 10}


def _is_warm(_: Any) -> bool:
    return "onrecord.batch.warm" in sys.modules and "onrecord.pipeline" in sys.modules


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked from a warm process on Linux only")
def test_workers_come_with_model_and_knowledge_loaded() -> None:
    assert worker_context().get_start_method() == "forkserver"
    with open_engine("pool", 1) as engine:
        engine.start(_is_warm, None)
        assert engine.finish().result


_KILLED = """
import os, signal, sys, time
from onrecord.batch import open_engine

if __name__ == "__main__":
    with open_engine("pool", 2) as engine:
        engine.start(os.getenv, "PATH")
        engine.finish()
        engine.start(time.sleep, 60)
        pids = [pid for worker in (*engine._idle, *(w for w, _ in engine._busy.values())) for pid in worker._processes]
        sys.stdout.write(" ".join(map(str, pids)))
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_workers_end_with_the_process_that_gave_them_work(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(_KILLED)
    ran = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, timeout=60, check=False)
    workers = [Path(f"/proc/{pid}/stat") for pid in ran.stdout.split()]
    assert ran.returncode == -signal.SIGKILL
    assert workers
    ends = time.monotonic() + 20
    while any(_lives(worker) for worker in workers):
        assert time.monotonic() < ends, "a worker waits for ever"
        time.sleep(0.1)


def _lives(stat: Path) -> bool:
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
