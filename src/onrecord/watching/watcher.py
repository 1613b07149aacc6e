"""The watch itself: rounds of asking sources, adding reports, asking the record, and delivering alerts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import onrecord
from onrecord.errors import LedgerError
from onrecord.fetching import Courtesy, Fetcher
from onrecord.records import Report, content_id
from onrecord.watching.alerts import look
from onrecord.watching.config import WatchPlan
from onrecord.watching.delivery import Deliverer
from onrecord.watching.notes import Note
from onrecord.watching.polling import Poller, report_from_json
from onrecord.watching.state import Kept, State

__all__ = ["Watcher"]

_PATIENCE = 30.0  # seconds slept for the sake of one host; longer rests are waited for in later rounds
_WAIT_FOR_LEDGER = 30.0
_SHORTEST_SLEEP = 1.0
_LONGEST_SLEEP = 3600.0


class Watcher:
    """Watches as a plan says; clock, sleep and what is told are given from outside.

    Killed at any moment and started again it loses nothing and says nothing twice: what was fetched is kept before it
    goes to the ledger, and alerts are kept before they go out.  ``step`` is called between any two steps.
    """

    def __init__(
        self,
        plan: WatchPlan,
        *,
        ledger: Path | None = None,
        state: Path | None = None,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        tell: Callable[[Note], None] = lambda _: None,
        step: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._plan = plan
        self._ledger = ledger or plan.ledger
        self._state_file = state or plan.state
        self._now = now
        self._sleep = sleep
        self._tell = tell
        self._step = step

    def run(self, *, is_once: bool) -> None:
        """Rounds without end, or one in which each source is asked once.

        Raises:
            InputError: the state is in use or no state, or a saved question cannot be asked.
            LedgerError: the ledger cannot be made or read.
            ModelError: no English model is installed, or not the one we know.

        """
        with State(self._state_file) as state:
            poller, deliverer = self._poller(state), self._deliverer(state)
            if not self._ledger.exists():
                onrecord.add_reports(self._ledger, [])
            self._finish_round(state, deliverer)
            while True:
                for source in self._plan.sources:
                    if is_once or state.source(source.name).due_at <= self._now():
                        poller.poll(source)
                    poller.follow(source)
                self._finish_round(state, deliverer)
                if is_once:
                    return
                self._sleep(self._pause(state))

    def _poller(self, state: State) -> Poller:
        courtesy = Courtesy(
            delay=self._plan.delay, patience=_PATIENCE, now=self._now, sleep=self._sleep, states=state.hosts()
        )
        fetcher = Fetcher(self._plan.policy, courtesy, now=self._now)
        return Poller(state, fetcher, self._plan.policy.limits, self._now, self._tell, self._step)

    def _deliverer(self, state: State) -> Deliverer:
        courtesy = Courtesy(delay=0.0, patience=_PATIENCE, now=self._now, sleep=self._sleep)
        fetcher = Fetcher(self._plan.policy, courtesy, now=self._now)
        return Deliverer(state, self._plan.channels, fetcher, now=self._now, tell=self._tell, step=self._step)

    def _finish_round(self, state: State, deliverer: Deliverer) -> None:
        """Reports to the ledger, questions to the ledger, alerts out."""
        self._add(state)
        asked = self._asked()
        if state.recall("asked") != asked:
            for alert in look(self._plan, state, self._ledger, self._now):
                self._tell(Note("alert", alert.summary))
            state.remember("asked", asked)
        self._step("looked")
        deliverer.deliver()

    def _asked(self) -> str:
        """Questions and ledger in one string: nothing has to be asked again where nothing was added or judged."""
        files = (self._ledger, self._ledger.with_name(self._ledger.name + ".snapshot"))
        written = [str(file.stat().st_mtime_ns) for file in files if file.exists()]
        wordings = [part for question in self._plan.questions for part in (question.name, question.wording)]
        return content_id(str(self._ledger.resolve()), *written, *wordings)

    def _add(self, state: State) -> None:
        for up_to, reports in _without_twins(state.spooled()):
            try:
                self._add_reports(reports)
            except LedgerError as error:
                self._tell(Note("ledger", f"{error}; tried again in the next round", is_problem=True))
                return
            self._step("added")
            state.clear_spool(up_to)
            self._step("spool-cleared")

    def _add_reports(self, reports: list[Report]) -> None:
        done = onrecord.add_reports(self._ledger, reports, jobs=self._plan.jobs, wait_seconds=_WAIT_FOR_LEDGER)
        if done.added or done.failed:
            failed = f", {done.failed} could not be coded" if done.failed else ""
            self._tell(Note("ledger", f"{done.added} reports added, {done.events} events{failed}"))

    def _pause(self, state: State) -> float:
        """The seconds until something is due."""
        due = [state.source(source.name).due_at for source in self._plan.sources]
        waiting = state.next_due()
        moments = due if waiting is None else [*due, waiting]
        left = min(moments, default=self._now() + _LONGEST_SLEEP) - self._now()
        return max(_SHORTEST_SLEEP, min(left, _LONGEST_SLEEP))


def _without_twins(spooled: list[Kept]) -> Iterator[tuple[int, list[Report]]]:
    """The reports in order with the number of the last, cut where a key comes again: that is a new version, no twin."""
    batch: dict[str, Report] = {}
    last = 0
    for kept in spooled:
        report = report_from_json(kept.report)
        if report.key in batch:
            yield last, list(batch.values())
            batch = {}
        batch[report.key] = report
        last = kept.number
    if batch:
        yield last, list(batch.values())
