"""Reports of a ledger coded anew after code, knowledge or model changed, with what the record gained and lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import onrecord
from onrecord.batch import code_in_order
from onrecord.ledger.adding import BATCH, chunks
from onrecord.ledger.files import existing
from onrecord.ledger.linking import forget_events, link_reports
from onrecord.ledger.rows import CodedRows, rows_of, unpacked
from onrecord.ledger.store import LedgerWriter
from onrecord.records import Report
from onrecord.versions import installed_versions

__all__ = ["Change", "Recoded", "recode"]

# What tells that an event is another one to an analyst; places in the text and reasons may move without that.
_TOLD = (
    *("type", "mode", "actors", "recipients", "certainty", "status"),
    *("source", "when", "where", "transfer", "findings"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One event that a report gained, lost, or that reads otherwise now; ``fields`` are those that differ."""

    kind: Literal["gained", "lost", "changed"]
    key: str
    event: str
    type: str
    quote: str
    fields: tuple[str, ...] = ()


@dataclass
class Recoded:
    """What re-coding did; ``same`` are reports whose record did not change by one byte."""

    reports: int = 0
    same: int = 0
    changes: list[Change] = field(default_factory=list)


def recode(
    path: str | Path,
    *,
    is_everything: bool = False,
    jobs: int = 1,
    on_progress: Callable[[Recoded], None] | None = None,
) -> Recoded:
    """Codes anew the current reports that other versions coded, or all; a kill loses nothing, and a rerun goes on.

    The old coding stays in the history; people's judgements hold on.

    Raises:
        InputError: there is no ledger at ``path``.
        LedgerError: another process writes to it.
        ModelError: no English model is installed, or not the one we know.

    """
    done = Recoded()
    with LedgerWriter(existing(path), "recode") as writer:
        stale = _stale(writer, is_everything=is_everything)
        coded = code_in_order(_reports(writer, stale), rows_of, jobs=jobs)
        for batch in chunks(coded, BATCH):
            with writer.transaction():
                _replace_codings(writer, batch, done)
            writer.publish_now_and_then()
            if on_progress is not None:
                on_progress(done)
    return done


def _stale(writer: LedgerWriter, *, is_everything: bool) -> list[str]:
    """The reports whose current coding other versions made, in the order they were added."""
    versions = installed_versions()
    rows = writer.execute(
        "SELECT c.report_id FROM history.coding c JOIN history.run r ON r.run_id = coalesce(c.confirmed_by, c.run_id)"
        " JOIN history.report p USING (report_id) WHERE c.retired_at IS NULL AND p.superseded_at IS NULL"
        " AND (? OR r.code_version <> ? OR r.knowledge_version <> ? OR r.model_version <> ?)"
        " ORDER BY p.added_at, c.report_id",
        [is_everything, versions.code, versions.knowledge, versions.model],
    )
    return [str(row[0]) for row in rows]


def _reports(writer: LedgerWriter, stale: Sequence[str]) -> Iterator[Report]:
    for chunk in chunks(stale, BATCH):
        rows = writer.records(
            "SELECT r.*, t.text FROM history.report r JOIN history.content t USING (report_id)"
            " WHERE report_id IN (SELECT unnest(?))",
            [chunk],
        )
        found = {row["report_id"]: row for row in rows}
        yield from (_report(found[identity]) for identity in chunk)


def _report(row: Mapping[str, Any]) -> Report:
    """The report as it was read; its id stays, whatever today's reader would make of it."""
    read = onrecord.read_text(
        unpacked(row["text"]), date=row["published_as"], title=row["title"], url=row["url"], publisher=row["publisher"]
    )
    return replace(read, id=row["report_id"], key=row["key"], path=row["path"], language=row["language"])


def _replace_codings(writer: LedgerWriter, batch: Sequence[CodedRows], done: Recoded) -> None:
    """Puts the new codings that differ in the place of the old; to be called in a transaction."""
    reports = [rows.summary.id for rows in batch]
    old = {
        str(report): json.loads(unpacked(document))  # type: ignore[arg-type]  # a BLOB column
        for report, document in writer.execute(
            "SELECT report_id, document FROM history.coding"
            " WHERE retired_at IS NULL AND report_id IN (SELECT unnest(?))",
            [reports],
        )
    }
    changed = []
    for rows in batch:
        new = json.loads(unpacked(rows.document))
        if _essence(new) == _essence(old[rows.summary.id]):
            done.same += 1
        else:
            changed.append(rows)
            done.changes.extend(_changes(old[rows.summary.id], new))
    done.reports += len(batch)
    ids = [rows.summary.id for rows in changed]
    writer.execute(
        "UPDATE history.coding SET confirmed_by = ? WHERE retired_at IS NULL"
        " AND report_id IN (SELECT unnest(?)) AND report_id NOT IN (SELECT unnest(?::VARCHAR[]))",
        [writer.run_id, reports, ids],
    )
    if changed:
        writer.retire_codings(ids)
        forget_events(writer, ids)
        writer.add_codings(changed)
        link_reports(writer, changed)


def _essence(document: Mapping[str, Any]) -> dict[str, Any]:
    """A record without what reading said of the file: the file itself is not there any more."""
    return {name: value for name, value in document.items() if name not in ("report", "problems")}


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    key = new["report"]["key"]
    before = {event["id"]: event for event in old["events"]}
    after = {event["id"]: event for event in new["events"]}
    for kind, here, there in (("lost", before, after), ("gained", after, before)):
        for identity, event in here.items():
            if identity not in there:
                yield Change(kind, key, identity, event["type"], event["quote"])  # type: ignore[arg-type]  # the two above
    for identity, event in after.items():
        if identity in before:
            fields = tuple(name for name in _TOLD if event[name] != before[identity][name])
            if fields:
                yield Change("changed", key, identity, event["type"], event["quote"], fields)
