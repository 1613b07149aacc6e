"""Work on the machines of a Ray cluster, or on this one if there is none: Ray Core tasks over the same functions.

Ray Data is not used: it decides by itself what a task is, and ours is a shard.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from onrecord.batch.engines import Outcome
from onrecord.errors import InputError

__all__ = ["RayEngine"]

_STORE_BYTES = 100_000_000  # jobs and results are small; what is large goes through files
_DIED = ("OutOfMemoryError", "WorkerCrashedError")
_LOST = (
    "NodeDiedError",
    "LocalRayletDiedError",
    "ObjectLostError",
    "OwnerDiedError",
    "ObjectReconstructionFailedError",
)


class RayEngine:
    """Tasks of one processor each; the cluster is that of ``RAY_ADDRESS``, else one of ``workers`` on this machine.

    A cluster that was there already is left running.  Ray's usage reports are switched off: who reads such news may
    not want to be counted.

    Raises:
        InputError: Ray is not installed, or the cluster cannot be reached.

    """

    def __init__(self, workers: int) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        self._ray = _import_ray()
        self.workers = workers
        self.ahead = workers  # waits at the workers, so that none is idle while its result travels
        self._busy: dict[Any, Any] = {}
        self._tasks: dict[Callable[[Any], Any], Any] = {}
        self._is_ours = not self._ray.is_initialized()
        if self._is_ours:
            _connect(self._ray, workers)

    def start(self, work: Callable[[Any], Any], job: Any) -> None:
        """Hands the job to the cluster, which is to try it once."""
        if work not in self._tasks:
            self._tasks[work] = self._ray.remote(num_cpus=1, max_retries=0)(work)
        self._busy[self._tasks[work].remote(job)] = job

    def finish(self) -> Outcome:
        """Waits for the first task to end."""
        done, _ = self._ray.wait(list(self._busy), num_returns=1)
        job = self._busy.pop(done[0])
        try:
            return Outcome(job, self._ray.get(done[0]))
        except self._ray.exceptions.RayTaskError as error:
            raise error.cause from error
        except self._ray.exceptions.RayError as error:
            kind = type(error).__name__
            if kind in _LOST:
                return Outcome(job, end="machine-lost")
            if kind in _DIED:
                return Outcome(job, end="worker-died")
            raise

    def close(self) -> None:
        """Takes back what has not ended, and lets go of the cluster."""
        for task in self._busy:
            self._ray.cancel(task, force=True)
        if self._is_ours:
            self._ray.shutdown()


def _import_ray() -> Any:
    try:
        import ray  # noqa: PLC0415  -- an extra
    except ImportError as error:
        raise InputError("engine ray: Ray is not installed; install it with: pip install 'onrecord[ray]'") from error
    return ray


def _connect(ray: Any, workers: int) -> None:
    settings: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}
    if not os.environ.get("RAY_ADDRESS"):
        local = {"num_cpus": workers, "include_dashboard": False, "object_store_memory": _STORE_BYTES}
        settings |= {"address": "local", **local}
    try:
        ray.init(**settings)
    except (ConnectionError, OSError, RuntimeError, ValueError) as error:
        raise InputError(f"engine ray: no cluster can be reached or started: {error}; check RAY_ADDRESS") from error
