"""Opened ledgers, one for each request at work, opened anew when a writer has published."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Condition, Lock
from typing import Any

from onrecord import Answer, Ledger

__all__ = ["MOST_FLOWS", "PAGE_ROWS", "Facts", "LedgerPool"]

PAGE_ROWS = 50  # of a list
MOST_FLOWS = 400  # rows that the picture of transfers is made of

_AT_WORK = 3  # requests that ask at the same time; more wait: of more, each would be slower, as one core runs them
_MOST_TOLD = 12  # incidents of the start page
_IDLE = 4  # opened ledgers kept for each moment asked for
_MOMENTS = 8  # moments of the past that opened ledgers are kept for
_COUNTED = (
    "SELECT (SELECT count(*) FROM report) AS report, (SELECT count(*) FROM event) AS event,"
    " (SELECT count(*) FROM transfer) AS transfer, (SELECT count(*) FROM incident) AS incident"
)
_REFERENCE = ("SELECT * FROM officeholder", "SELECT * FROM membership")

_ANSWERS = 128  # remembered of one published state, a page of rows each
_FIRST_PAGES = ("events", "incidents", "timeline", "transfers", "claims", "sources")

_Signature = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for all pages of one published state: ``newest`` is its last change (UTC), ``None`` if empty.

    ``most_told`` are the incidents that most reports tell.
    """

    newest: datetime | None
    names: Mapping[str, str]
    counts: Mapping[str, int]
    most_told: Sequence[Mapping[str, Any]]


class LedgerPool:
    """Lends opened ledgers; all of them show the same published state.

    DuckDB gives one process one database a path, so all are closed before the next state can be opened: requests that
    come after a writer has published wait until those at work are done.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._condition = Condition()
        self._idle: dict[datetime | None, list[Ledger]] = defaultdict(list)
        self._at_work = 0
        self._signature: _Signature = None
        self._facts: Facts | None = None
        self._answers: dict[tuple[Hashable, ...], Answer] = {}
        self._reference: tuple[list[dict[str, Any]], list[dict[str, Any]]] | None = None
        self._reference_lock = Lock()

    @contextmanager
    def opened(self, as_of: datetime | None = None) -> Iterator[Ledger]:
        """A ledger nobody else uses meanwhile.

        Raises:
            InputError: there is no ledger at the path.
            LedgerError: it is damaged.

        """
        ledger = self._take(as_of)
        try:
            yield ledger
        finally:
            self._give_back(as_of, ledger)

    def facts(self) -> Facts:
        """What holds of the published state, looked up once for each."""
        with self.opened() as ledger:
            with self._condition:
                known = self._facts
            if known is None:
                counts = next(iter(ledger.sql(_COUNTED)))
                known = Facts(ledger.newest(), ledger.names(), counts, list(ledger.incidents(limit=_MOST_TOLD)))
                with self._condition:
                    self._facts = known
            return known

    def page(
        self,
        question: str,
        terms: Sequence[str],
        *,
        limit: int,
        offset: int = 0,
        as_of: datetime | None = None,
        is_newest_first: bool = False,
    ) -> Answer:
        """Rows of a question; what was asked before of the same published state is remembered.

        Raises:
            QueryError: a term is not well put.

        """

        def ask(ledger: Ledger) -> Answer:
            return ledger.ask(question, *terms, limit=limit, offset=offset, is_newest_first=is_newest_first)

        return self._remembered(as_of, ask, "page", question, tuple(terms), limit, offset, is_newest_first)

    def counts(
        self, name: str, terms: Sequence[str], *, limit: int | None = None, as_of: datetime | None = None
    ) -> Answer:
        """Rows of a count, remembered likewise.

        Raises:
            QueryError: a term is not well put.

        """

        def count(ledger: Ledger) -> Answer:
            return ledger.counts(name, *terms, limit=limit)

        return self._remembered(as_of, count, "counts", name, tuple(terms), limit)

    def _remembered(self, as_of: datetime | None, ask: Callable[[Ledger], Answer], *asked: Hashable) -> Answer:
        """What ``ask`` gave before for the same ``asked``; a ledger is opened even so, which tells of a new state."""
        key = (as_of, *asked)
        with self.opened(as_of) as ledger:
            with self._condition:
                known = self._answers.get(key)
            if known is None:
                known = ask(ledger)
                with self._condition:
                    if len(self._answers) >= _ANSWERS:
                        self._answers.pop(next(iter(self._answers)))
                    self._answers[key] = known
            return known

    def warm_up(self) -> None:
        """Asks beforehand what the pages without a filter show, and loads what is known of actors."""
        for question in _FIRST_PAGES:
            self.page(question, (), limit=PAGE_ROWS, is_newest_first=True)
        self.counts("flows", (), limit=MOST_FLOWS)
        self.counts("months", ())
        self.reference()

    def reference(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Who held which office when, and who was a member of what when, as far as is known; looked up once."""
        with self._reference_lock:
            if self._reference is None:
                with self.opened() as ledger:
                    offices, members = (list(ledger.sql(query)) for query in _REFERENCE)
                self._reference = offices, members
            return self._reference

    def state(self) -> Hashable:
        """What changes whenever a writer publishes."""
        return self._published()

    def close(self) -> None:
        """Lets go of the file."""
        with self._condition:
            self._close_idle()

    def _take(self, as_of: datetime | None) -> Ledger:
        with self._condition:
            while not self._may_start():
                self._condition.wait(timeout=0.5)
            self._at_work += 1
            idle = self._idle[as_of]
            if idle:
                return idle.pop()
        try:
            return Ledger(self.path, as_of=as_of)
        except BaseException:
            self._leave()
            raise

    def _may_start(self) -> bool:
        """Whether there is room; where a new state was published, only once nobody asks the old one."""
        now = self._published()
        if now != self._signature:
            if self._at_work:
                return False
            self._close_idle()
            self._signature = now
        return self._at_work < _AT_WORK

    def _give_back(self, as_of: datetime | None, ledger: Ledger) -> None:
        with self._condition:
            is_wanted = len(self._idle[as_of]) < _IDLE and len(self._idle) <= _MOMENTS
            if is_wanted:
                self._idle[as_of].append(ledger)
            elif not self._idle[as_of]:
                del self._idle[as_of]
        if not is_wanted:
            ledger.close()
        self._leave()

    def _leave(self) -> None:
        with self._condition:
            self._at_work -= 1
            self._condition.notify_all()

    def _close_idle(self) -> None:
        for ledgers in self._idle.values():
            for ledger in ledgers:
                ledger.close()
        self._idle.clear()
        self._answers.clear()
        self._facts = None

    def _published(self) -> _Signature:
        try:
            found = os.stat(f"{self.path}.snapshot")  # noqa: PTH116  -- asked at each request
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
