"""The account of each incident, from its tellings as the ledger holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.ledger.store import LedgerWriter
from onrecord.resolution import Corroboration, Incident, Telling, copy_groups, corroborate

__all__ = ["whole_copy_groups", "write_accounts"]

_TELLING = """
SELECT e.event_id, e.report_id, r.published_as, r.publisher, s.agency, e.source_kind, e.holders, e.certainty, e.status,
       e.stance, e.actors, e.recipients, e.earliest, e.latest, e.date_basis, e.place, e.country, t.supplier,
       t.recipient, t.stage, e.sentence_start, p.report_id AS supersedes
FROM history.event e
JOIN history.coding c ON c.coding_id = e.coding_id AND c.retired_at IS NULL
JOIN history.report r ON r.report_id = e.report_id
LEFT JOIN history.copy_sketch s ON s.report_id = e.report_id
LEFT JOIN history.transfer t ON t.coding_id = e.coding_id AND t.event_id = e.event_id
LEFT JOIN history.report p ON p.superseded_by = e.report_id
WHERE e.event_id IN (SELECT unnest(?))
  AND e.event_id NOT IN (SELECT event_id FROM history.judgement WHERE verdict = 'WRONG' AND withdrawn_at IS NULL)
"""


def write_accounts(writer: LedgerWriter, incidents: Sequence[Incident]) -> None:
    """Writes how well each of these incidents is borne out; to be called in a transaction, old accounts ended."""
    events = [event for incident in incidents for event in incident.tellings]
    if not events:
        return
    found = writer.records(_TELLING, [events])
    reports = sorted({row["report_id"] for row in found})
    groups = whole_copy_groups(writer, reports)
    elsewhere = _appearances(writer, reports)
    tellings = {row["event_id"]: _telling(row, groups) for row in found}
    moment = writer.now()
    accounts = []
    for incident in incidents:
        own = [tellings[event] for event in incident.tellings if event in tellings]
        if own:
            accounts.append((incident, len(own), _with_appearances(corroborate(own), own, elsewhere)))
    writer.insert("incident", ((*_incident(*account), moment, None) for account in accounts))
    writer.insert(
        "corroboration",
        (
            (i.id, r.event, r.relation, r.is_independent, r.to, r.basis, moment, None)
            for i, _, account in accounts
            for r in account.relations
        ),
    )
    writer.insert(
        "certainty_step",
        (
            (i.id, s.event, s.published, s.certainty, s.has_new_evidence, moment, None)
            for i, _, account in accounts
            for s in account.steps
        ),
    )


def _appearances(writer: LedgerWriter, reports: Sequence[str]) -> dict[str, list[str | None]]:
    """Under which publishers the very same content appeared again, by report."""
    found: dict[str, list[str | None]] = defaultdict(list)
    for report, publisher in writer.execute(
        "SELECT report_id, publisher FROM history.appearance WHERE report_id IN (SELECT unnest(?))", [reports]
    ):
        found[str(report)].append(None if publisher is None else str(publisher))
    return found


def _with_appearances(
    account: Corroboration, tellings: Sequence[Telling], elsewhere: Mapping[str, Sequence[str | None]]
) -> Corroboration:
    """The account with each further appearance of a report counted as one more report and one more copy."""
    again = [one for report in {t.report for t in tellings} for one in elsewhere.get(report, ())]
    publishers = {*account.publishers, *(one for one in again if one is not None)}
    return replace(
        account,
        reports=account.reports + len(again),
        copies=account.copies + len(again),
        publishers=tuple(sorted(publishers)),
    )


def _incident(incident: Incident, tellings: int, account: Corroboration) -> tuple[object, ...]:
    return (
        incident.id,
        tellings,
        account.reports,
        account.publishers,
        account.copies,
        account.independent,
        ["+".join(holders) for holders in account.holders],
        account.unnamed_reports,
        account.deniers,
        account.number,
        account.rule,
        account.first,
        account.first_holders,
        incident.unsure,
    )


def whole_copy_groups(writer: LedgerWriter, reports: Sequence[str]) -> dict[str, str]:
    """The copy group of each report and of all others of these groups; copies of copies are followed to the end."""
    known: set[str] = set(reports)
    pairs: set[tuple[str, str]] = set()
    while True:
        rows = writer.execute(
            "SELECT report_id, other_id FROM history.copy WHERE kind <> 'shared-quote'"
            " AND (report_id IN (SELECT unnest(?)) OR other_id IN (SELECT unnest(?)))",
            [sorted(known), sorted(known)],
        )
        pairs |= {(str(one), str(other)) for one, other in rows}
        reached = known | {report for pair in pairs for report in pair}
        if reached == known:
            return copy_groups(known, pairs)
        known = reached


def _telling(row: Mapping[str, Any], groups: Mapping[str, str]) -> Telling:
    return Telling(
        event=row["event_id"],
        report=row["report_id"],
        published=row["published_as"],
        publisher=row["publisher"],
        copy_group=groups[row["report_id"]],
        agency=row["agency"],
        holder_kind=row["source_kind"],
        holder_ids=tuple(row["holders"]),
        certainty=row["certainty"],
        status=row["status"],
        stance=row["stance"],
        parties=(*row["actors"], *row["recipients"]),
        values=tuple(_values(row)),
        supersedes=row["supersedes"],
        sentence_start=row["sentence_start"],
    )


def _values(row: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """What of a telling can be contradicted: a day it states, the country, a transfer's parties; unknown left out."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    if row["earliest"] and row["date_basis"] != "publication":
        found["day"] = (f"{row['earliest']}/{row['latest'] or row['earliest']}",)
    if row["country"]:
        found["place"] = (row["country"],)
    for field in ("supplier", "recipient"):
        known = tuple(sorted(one for one in row[field] or () if one != "UNK"))
        if known:
            found[field] = known
    return list(found.items())
