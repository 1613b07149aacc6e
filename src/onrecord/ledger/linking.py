"""Incidents over all reports of a ledger, kept up to date as reports come and go.

What a report's events are compared with is looked up by key, never walked through; the components that a change
touches are clustered anew, and the account of each incident that changed is written beside the old one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.knowledge.matching import load_matching_rules
from onrecord.ledger.accounts import write_accounts
from onrecord.ledger.rows import CodedRows
from onrecord.ledger.store import LedgerWriter
from onrecord.resolution import (
    Edge,
    EventSketch,
    Incident,
    PersonJudgement,
    candidate_keys,
    cluster_matches,
    day_window,
    match_candidates,
)

__all__ = ["event_keys", "events_of", "forget_events", "hash_of_key", "link_again", "link_reports"]

_SKETCH_FIELDS = (
    "event_id, report_id, sketch_start, e.published, report_incident, type, mode, trigger, actors, recipients,"
    " earliest, latest, date_precision, date_basis, place, place_id, country, numbers, items, arguments, names, words,"
    " quoted, about, weights, about_names, name_weights"
)

_Key = tuple[int, int, str]  # hashed, with the window of days and the event


def link_reports(writer: LedgerWriter, batch: Sequence[CodedRows], *, joined: Sequence[str] = ()) -> None:
    """Joins the events of newly coded reports to the incidents there; to be called in a transaction.

    What stands behind the incidents of ``joined`` reports, whose copy groups became one, is written anew.
    """
    new = [sketch for rows in batch for sketch in rows.sketches]
    edges = _write_and_compare(writer, batch, new) if new else ()
    events = {sketch.id for sketch in new} | {end for edge in edges for end in (edge.one, edge.other)}
    link_again(writer, events, stale=events_of(writer, joined) if joined else ())


def link_again(writer: LedgerWriter, events: Iterable[str] = (), *, stale: Iterable[str] = ()) -> None:
    """Clusters anew the components that these events belong to, and writes what changed; in a transaction.

    The accounts of the incidents of ``stale`` events are written anew even if no link changed.
    """
    stale = set(stale)
    events = stale.union(events)
    if not events:
        return
    touched = _members(writer, events)
    edges = _edges(writer, touched)
    incidents = cluster_matches(touched, edges, _judgements(writer, touched))
    before = _links(writer, touched)
    after = {event: (i.id, i.component) for i in incidents for event in i.tellings}
    changed = [event for event in touched if before.get(event) != after.get(event)]
    moment = writer.now()
    _end(writer, "incident_link", "event_id", [event for event in changed if event in before])
    writer.insert(
        "incident_link", ((event, *after[event], moment, None) for event in sorted(changed) if event in after)
    )
    known = {incident for incident, _ in before.values()}
    anew = {links[event][0] for links in (before, after) for event in changed if event in links}
    anew |= {after[event][0] for event in stale if event in after}
    anew |= _with_other_doubts(writer, incidents, known - anew)
    ended = sorted(anew & known)
    for table in ("incident", "corroboration", "certainty_step"):
        _end(writer, table, "incident_id", ended)
    write_accounts(writer, [i for i in incidents if i.id in anew])


def _with_other_doubts(writer: LedgerWriter, incidents: Iterable[Incident], known: set[str]) -> set[str]:
    """The incidents that were there and may be one with other tellings now, though no telling changed its incident."""
    if not known:
        return set()
    rows = writer.records(
        "SELECT incident_id, unsure FROM history.incident WHERE until IS NULL AND incident_id IN (SELECT unnest(?))",
        [sorted(known)],
    )
    unsure = {str(row["incident_id"]): tuple(row["unsure"]) for row in rows}
    return {i.id for i in incidents if unsure.get(i.id, i.unsure) != i.unsure}


def forget_events(writer: LedgerWriter, reports: Sequence[str]) -> None:
    """Takes the events of retired codings out of the incidents; to be called in a transaction, before new ones come."""
    gone = events_of(writer, reports)
    if not gone:
        return
    left = _members(writer, gone) - gone
    values = [sorted(gone)]
    for table in ("event_sketch", "event_key"):
        writer.execute(f"DELETE FROM history.{table} WHERE event_id IN (SELECT unnest(?))", values)
    writer.execute("DELETE FROM history.report_sketch WHERE report_id IN (SELECT unnest(?))", [list(reports)])
    writer.execute(
        "DELETE FROM history.event_pair WHERE event_id IN (SELECT unnest(?)) OR other_id IN (SELECT unnest(?))",
        values * 2,
    )
    ended = {link[0] for link in _links(writer, gone).values()}
    _end(writer, "incident_link", "event_id", gone)
    for table in ("incident", "corroboration", "certainty_step"):
        _end(writer, table, "incident_id", ended)
    link_again(writer, left)


def hash_of_key(key: str) -> int:
    """A key as 64 bits, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def events_of(writer: LedgerWriter, reports: Sequence[str]) -> set[str]:
    """The tellings of these reports."""
    rows = writer.execute(
        "SELECT event_id FROM history.event_sketch WHERE report_id IN (SELECT unnest(?))", [list(reports)]
    )
    return {str(row[0]) for row in rows}


def _write_and_compare(
    writer: LedgerWriter, batch: Sequence[CodedRows], new: Sequence[EventSketch]
) -> tuple[Edge, ...]:
    """Writes the tellings of new reports, and the pairs they make with one another and with those there."""
    _write_sketches(writer, batch)
    keys = [row for sketch in new for row in event_keys(sketch)]
    writer.insert("event_key", keys)
    edges = match_candidates(new, _candidates(writer, keys, {sketch.id for sketch in new}))
    _write_edges(writer, edges)
    return edges


def _write_sketches(writer: LedgerWriter, batch: Sequence[CodedRows]) -> None:
    firsts = [rows.sketches[0] for rows in batch if rows.sketches]
    writer.insert("report_sketch", ((s.report, s.about, s.weights, s.about_names, s.name_weights) for s in firsts))
    writer.insert("event_sketch", (_sketch_row(sketch) for rows in batch for sketch in rows.sketches))


def _sketch_row(s: EventSketch) -> tuple[object, ...]:
    where = (s.place, s.place_id, s.country)
    words = (s.numbers, s.items, s.arguments, s.names, s.words, s.quoted)
    kind = (s.type, s.mode, s.trigger, s.actors, s.recipients)
    when = (s.earliest, s.latest, s.precision, s.basis)
    return s.id, s.report, s.start, s.published, s.incident, *kind, *when, *where, *words


def _sketch(row: Sequence[Any]) -> EventSketch:
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
    return EventSketch(*values)


def event_keys(sketch: EventSketch) -> list[_Key]:
    """The keys a telling is looked up by, hashed, with its window of days and its id; none of one without a day."""
    window = day_window(sketch)
    return [] if window is None else [(hash_of_key(key), window, sketch.id) for key in candidate_keys(sketch)]


def _candidates(writer: LedgerWriter, keys: Iterable[_Key], new: set[str]) -> list[EventSketch]:
    """The tellings there that share a key with a new one in windows side by side; of a crowded key some only.

    Which reports they are of is asked for first: else the sketches of all reports would be gone through.
    """
    asked = sorted({(key, window + step) for key, window, _ in keys for step in (-1, 0, 1)})
    rows = writer.execute(
        f"""
        WITH asked AS (SELECT unnest(?::UBIGINT[]) AS key, unnest(?::INTEGER[]) AS day_window),
        found AS (
            SELECT DISTINCT event_id FROM (
                SELECT event_id, row_number() OVER (PARTITION BY key, day_window ORDER BY event_id) AS place
                FROM history.event_key JOIN asked USING (key, day_window)
            ) WHERE place <= {load_matching_rules().most}
        )
        SELECT {_SKETCH_FIELDS} FROM history.event_sketch e
        SEMI JOIN found USING (event_id) JOIN history.report_sketch r USING (report_id)
        WHERE r.report_id IN (SELECT report_id FROM history.event_sketch SEMI JOIN found USING (event_id))
        """,
        [[key for key, _ in asked], [window for _, window in asked]],
    )
    return [_sketch(row) for row in rows if row[0] not in new]


def _write_edges(writer: LedgerWriter, edges: Iterable[Edge]) -> None:
    writer.insert(
        "event_pair",
        (
            (e.one, e.other, e.score, e.decision, e.margin, [f"{name} {added:+.2f}" for name, added in e.reasons])
            for e in edges
        ),
    )


def _members(writer: LedgerWriter, events: set[str]) -> set[str]:
    """These events and all that were clustered together with one of them, or that a person's judgement ties to one."""
    tied = writer.execute(
        "SELECT event_id, other_id FROM history.judgement WHERE withdrawn_at IS NULL AND other_id IS NOT NULL"
        " AND (event_id IN (SELECT unnest($1)) OR other_id IN (SELECT unnest($1)))",
        [sorted(events)],
    )
    events = events.union(str(event) for pair in tied for event in pair)
    rows = writer.execute(
        "SELECT event_id FROM history.incident_link WHERE until IS NULL AND component IN"
        " (SELECT component FROM history.incident_link WHERE until IS NULL AND event_id IN (SELECT unnest(?)))",
        [sorted(events)],
    )
    here = writer.execute(
        "SELECT event_id FROM history.event_sketch WHERE event_id IN (SELECT unnest(?))", [sorted(events)]
    )
    return {str(row[0]) for row in (*rows, *here)}


def _edges(writer: LedgerWriter, events: set[str]) -> list[Edge]:
    rows = writer.execute(
        "SELECT event_id, other_id, score, decision, margin FROM history.event_pair"
        " WHERE event_id IN (SELECT unnest(?))",
        [sorted(events)],
    )
    values: list[list[Any]] = [[*row, ()] for row in rows]
    return [Edge(*row) for row in values]


def _judgements(writer: LedgerWriter, events: set[str]) -> list[PersonJudgement]:
    rows = writer.execute(
        "SELECT event_id, other_id, verdict FROM history.judgement"
        " WHERE withdrawn_at IS NULL AND verdict IN ('SAME', 'DIFFERENT') AND event_id IN (SELECT unnest(?))",
        [sorted(events)],
    )
    return [PersonJudgement(*row) for row in rows]  # type: ignore[arg-type]  # the columns have these types


def _links(writer: LedgerWriter, events: Iterable[str]) -> dict[str, tuple[str, str]]:
    rows = writer.execute(
        "SELECT event_id, incident_id, component FROM history.incident_link"
        " WHERE until IS NULL AND event_id IN (SELECT unnest(?))",
        [sorted(events)],
    )
    return {str(event): (str(incident), str(component)) for event, incident, component in rows}


def _end(writer: LedgerWriter, table: str, column: str, values: Iterable[str]) -> None:
    """Ends the current rows with these values; asked only where there are some, for it looks through the table."""
    ended = sorted(values)
    if not ended:
        return
    writer.execute(
        f"UPDATE history.{table} SET until = ? WHERE until IS NULL AND {column} IN (SELECT unnest(?::VARCHAR[]))",
        [writer.now(), ended],
    )
