"""Jobs run to the end on an engine, whatever dies on the way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from onrecord.batch.engines import Engine
from onrecord.errors import LedgerError

__all__ = ["run_jobs"]

Job = TypeVar("Job")
Result = TypeVar("Result")

_MOST_LOSSES = 10  # of machines under one job; it is the job itself that ends them, or there is no machine left


def run_jobs(
    engine: Engine,
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    *,
    after_death: Callable[[Job, int], Sequence[Job]],
) -> Iterator[tuple[Job, Result]]:
    """Each job with its result, in the order of completion.

    ``after_death`` gives what is to be done instead of a job whose worker died, the times it died counted from one:
    the same job once more, or its halves.  A machine that was lost is not held against the job it ran.

    Raises:
        LedgerError: ten machines were lost under one job.

    """
    todo = iter(jobs)
    again: deque[Job] = deque()
    deaths: dict[Job, int] = {}
    losses: dict[Job, int] = {}
    running = 0
    while True:
        while running < engine.workers + engine.ahead:
            job = again.popleft() if again else next(todo, None)
            if job is None:
                break
            engine.start(work, job)
            running += 1
        if not running:
            return
        outcome = engine.finish()
        running -= 1
        if outcome.end == "done":
            yield outcome.job, outcome.result
        elif outcome.end == "worker-died":
            deaths[outcome.job] = deaths.get(outcome.job, 0) + 1
            again.extend(after_death(outcome.job, deaths[outcome.job]))
        else:
            again.append(_once_more(outcome.job, losses))


def _once_more(job: Job, losses: dict[Job, int]) -> Job:
    losses[job] = losses.get(job, 0) + 1
    if losses[job] >= _MOST_LOSSES:
        raise LedgerError(f"{job}: {_MOST_LOSSES} machines were lost under it; look at the cluster, then run it again")
    return job
