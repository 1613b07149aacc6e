"""Reports coded into a ledger: new ones added, changed ones put in the place of the old, the rest left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from onrecord.batch import code_in_order
from onrecord.ledger.copying import find_new_copies
from onrecord.ledger.linking import events_of, forget_events, link_again, link_reports
from onrecord.ledger.rows import CodedRows, rows_of
from onrecord.ledger.store import LedgerWriter
from onrecord.records import Problem, Report, Unreadable

__all__ = ["BATCH", "Added", "add_reports", "add_with", "chunks"]

Item = TypeVar("Item")

_READ_AHEAD = 64  # reports looked up in the ledger together, before any is coded
BATCH = 64  # reports of one transaction: a kill costs their coding; which candidates a telling meets depends on it


@dataclass
class Added:
    """What became of the inputs of one run; ``problems`` are those of inputs that gave no report, with their key."""

    added: int = 0
    superseded: int = 0
    already_there: int = 0
    seen_elsewhere: int = 0
    failed: int = 0
    unreadable: int = 0
    events: int = 0
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """How many inputs there were."""
        return self.added + self.already_there + self.seen_elsewhere + self.unreadable


def add_reports(
    path: str | Path,
    inputs: Iterable[Report | Unreadable],
    *,
    jobs: int = 1,
    wait_seconds: float = 0.0,
    on_progress: Callable[[Added], None] | None = None,
) -> Added:
    """Adds reports to the ledger at ``path``, which is made if it is not there.

    A report whose content is there is skipped before it is coded; one with the key of another supersedes it, and the
    old one is kept.  Batches are committed as they are coded: after a kill, the same call adds what is missing.

    Raises:
        LedgerError: another process writes to it, it is no ledger, or there is no room.
        ModelError: no English model is installed, or not the one we know.

    """

    def coder(fresh: Iterable[Report]) -> Iterator[CodedRows]:
        return code_in_order(fresh, rows_of, jobs=jobs)

    return add_with(Path(path), inputs, coder, wait_seconds=wait_seconds, on_progress=on_progress)


def add_with(
    path: Path,
    inputs: Iterable[Report | Unreadable],
    coder: Callable[[Iterable[Report]], Iterator[CodedRows]],
    *,
    wait_seconds: float = 0.0,
    on_progress: Callable[[Added], None] | None = None,
) -> Added:
    """Adds reports as :func:`add_reports` does; ``coder`` gives the rows of the new ones, in their order."""
    done = Added()
    with LedgerWriter(path, "add", wait_seconds=wait_seconds) as writer:
        fresh = _Fresh(writer, done)
        for batch in chunks(coder(fresh.of(inputs)), BATCH):
            with writer.transaction():
                _write(writer, batch, fresh, done)
            writer.publish_now_and_then()
            if on_progress is not None:
                on_progress(done)
        fresh.note_the_rest()
    return done


class _Fresh:
    """Picks the inputs that have to be coded, and remembers what was seen beside them."""

    def __init__(self, writer: LedgerWriter, done: Added) -> None:
        self._writer = writer
        self._done = done
        self._reports: set[str] = set()
        self._elsewhere: list[tuple[Report, str]] = []
        self.keys: set[str] = set()

    def of(self, inputs: Iterable[Report | Unreadable]) -> Iterator[Report]:
        """The reports whose content is new; the ledger is asked for many at a time."""
        for chunk in chunks(inputs, _READ_AHEAD):
            known = self._writer.known([item.id for item in chunk if isinstance(item, Report)])
            for item in chunk:
                if isinstance(item, Unreadable):
                    self._done.unreadable += 1
                    self._done.problems.extend((item.key, problem) for problem in item.problems)
                elif item.id in self._reports or item.id in known:
                    self._note(item, known.get(item.id, ""))
                else:
                    self._reports.add(item.id)
                    yield item

    def _note(self, report: Report, key: str) -> None:
        """Content that is there: the same report again, or the same words under another key, path or publisher."""
        self.keys.add(report.key)
        if key == report.key:
            self._done.already_there += 1
        else:
            self._elsewhere.append((report, key))

    def note_the_rest(self) -> None:
        """Writes where else known content appeared, each place once."""
        if not self._elsewhere:
            return
        writer, moment = self._writer, self._writer.now()
        with writer.transaction():
            reports = [report.id for report, _ in self._elsewhere]
            known = set(
                writer.execute(
                    "SELECT report_id, key, path, publisher FROM history.report WHERE report_id IN (SELECT unnest($1))"
                    " UNION SELECT report_id, key, path, publisher FROM history.appearance"
                    " WHERE report_id IN (SELECT unnest($1))",
                    [reports],
                )
            )
            places = dict.fromkeys((r.id, r.key, r.path, r.publisher) for r, _ in self._elsewhere)
            new = [place for place in places if place not in known]
            self._done.seen_elsewhere += len(new)
            self._done.already_there += len(self._elsewhere) - len(new)
            writer.insert("appearance", [(*place, writer.run_id, moment) for place in new])
            link_again(writer, stale=events_of(writer, [place[0] for place in new]))


def _write(writer: LedgerWriter, batch: Sequence[CodedRows], fresh: _Fresh, done: Added) -> None:
    done.superseded += _supersede(writer, batch, fresh)
    writer.add_reports(batch)
    link_reports(writer, batch, joined=find_new_copies(writer, batch))
    done.added += len(batch)
    done.failed += sum(rows.has_failed for rows in batch)
    done.events += sum(len(rows.tables["event"]) for rows in batch)


def _supersede(writer: LedgerWriter, batch: Sequence[CodedRows], fresh: _Fresh) -> int:
    """Ends the reports whose key a new one of the batch has; twins within one run are two reports, not two versions."""
    newer = {rows.summary.key: rows.summary.id for rows in batch if rows.summary.key not in fresh.keys}
    fresh.keys.update(newer)
    rows = writer.execute(
        "SELECT report_id, key FROM history.report WHERE superseded_at IS NULL"
        " AND key IN (SELECT unnest(?::VARCHAR[]))",
        [list(newer)],
    )
    old = [(str(report), newer[str(key)]) for report, key in rows]
    if not old:
        return 0
    moment = writer.now()
    for report, by in old:
        writer.execute(
            "UPDATE history.report SET superseded_by = ?, superseded_at = ? WHERE report_id = ?", [by, moment, report]
        )
    reports = [report for report, _ in old]
    writer.retire_codings(reports)
    forget_events(writer, reports)
    return len(old)


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of at most ``size`` items, in order."""
    chunk: list[Item] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
