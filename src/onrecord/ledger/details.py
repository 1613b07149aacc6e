"""All that stands behind one id: of an event its quote, chain, rules and findings, of an incident all its tellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from onrecord.errors import QueryError
from onrecord.ledger.narrowing import events_only, incidents_only, listed
from onrecord.ledger.views import parts_of

__all__ = ["Detail", "find_detail"]

Row = dict[str, Any]
Select = Callable[..., list[Row]]
Kind = Literal["event", "incident", "report"]

_LEAST_DIGITS = 4
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Detail:
    """What an id stands for: its own row, and rows of what belongs to it, by the name of the part."""

    kind: Kind
    id: str
    row: Row
    parts: Mapping[str, list[Row]] = field(default_factory=dict)


# In braces stand ids found before, and ``{event}`` for the rows of the view ``event`` that have them: joined to by id,
# that view would be read whole.
_OF_AN_EVENT = {
    "chain": "SELECT link, is_holder, kind, actor_id, mention, mention_start, mention_end FROM event_source"
    " WHERE event_id = $1 ORDER BY link, actor_id",
    "parties": "SELECT side, actor_id, name, mention, mention_start, mention_end FROM event_party"
    " WHERE event_id = $1 ORDER BY side, position",
    "reasons": "SELECT rule, entry, reason_start, reason_end FROM event_reason WHERE event_id = $1",
    "transfer": "SELECT supplier, recipient, end_user, stage, value, transit, broker, maker, terms, condition,"
    " order_date, delivery_date FROM history.transfer WHERE event_id = $1 AND {current} AND {right}",
    "items": "SELECT item, designation, category, munitions_list, quantity_min, quantity_max, unit, hedge"
    " FROM transfer_item WHERE event_id = $1 ORDER BY position",
    "findings": "SELECT regime, provision, on_day, verdict, why FROM finding WHERE event_id = $1 ORDER BY regime",
    "contradicted_by": "SELECT c.relation, c.basis, e.event_id, e.key, e.quote FROM corroboration c"
    " JOIN ({event}) e USING (event_id) WHERE c.to_event = $1 AND c.relation IN ('denies', 'contradicts', 'corrects')"
    " ORDER BY e.published, e.event_id",
    "adds": "SELECT relation, is_independent, basis, to_event FROM corroboration WHERE event_id = $1",
    "incident": "SELECT incident_id, tellings, reports, publishers, copies, independent, holders, unnamed_reports,"
    " deniers, number, rule FROM history.incident WHERE {linked}"
    " AND incident_id = (SELECT incident_id FROM incident_link WHERE event_id = $1)",
    "pairs": "SELECT p.decision, p.score, p.reasons, e.event_id, e.key, e.quote FROM ("
    " SELECT CASE WHEN event_id = $1 THEN other_id ELSE event_id END AS event_id, decision, score, reasons"
    " FROM history.event_pair WHERE event_id = $1 OR other_id = $1) p JOIN ({event}) e USING (event_id)"
    " ORDER BY p.score DESC, e.event_id",
    "judgements": "SELECT verdict, event_id, other_id, by_whom, why, made_at, judgement_id FROM judgement"
    " WHERE event_id = $1 OR other_id = $1 ORDER BY made_at",
}

_BESIDE_AN_EVENT = (
    "SELECT event_id AS id FROM corroboration WHERE to_event = $1"
    " UNION SELECT CASE WHEN event_id = $1 THEN other_id ELSE event_id END AS id FROM history.event_pair"
    " WHERE event_id = $1 OR other_id = $1"
)

# Reports of one run may share a key: which is given must not depend on the batches they were committed in.
_OF_A_KEY = (
    "SELECT p.* FROM report p JOIN history.run r USING (run_id) WHERE p.key = $1"
    " ORDER BY r.started_at DESC, p.report_id LIMIT 1"
)

_MEMBERS = "SELECT event_id AS id FROM incident_link WHERE incident_id = $1"

_BESIDE_MEMBERS = (
    "SELECT unnest([event_id, other_id]) AS id FROM history.event_pair"
    " WHERE event_id IN ({members}) OR other_id IN ({members})"
)

_OF_AN_INCIDENT = {
    "tellings": "SELECT e.*, c.relation, c.is_independent, c.to_event, c.basis FROM ({telling}) e"
    " LEFT JOIN (SELECT * FROM corroboration WHERE event_id IN ({members})) c USING (event_id)"
    " WHERE e.incident_id = $1 ORDER BY e.published NULLS LAST, e.report_id, e.position",
    "steps": "SELECT s.published, s.certainty, s.has_new_evidence, e.key, e.event_id FROM certainty_step s"
    " JOIN ({event}) e USING (event_id) WHERE s.incident_id = $1 ORDER BY s.published, e.event_id",
    "copies": "SELECT c.kind, c.basis, c.similarity, a.key AS one, b.key AS other FROM copy c"
    " JOIN report a ON a.report_id = c.report_id JOIN report b ON b.report_id = c.other_id"
    " WHERE c.report_id IN ({reports}) AND c.other_id IN ({reports}) ORDER BY one, other",
    "appearances": "SELECT r.key AS report, a.key, a.publisher FROM appearance a JOIN report r USING (report_id)"
    " WHERE a.report_id IN ({reports}) ORDER BY ALL",
    "pairs": "SELECT p.decision, p.score, p.reasons, p.event_id, p.other_id, a.key AS one, b.key AS other"
    " FROM history.event_pair p JOIN ({event}) a ON a.event_id = p.event_id JOIN ({event}) b ON b.event_id = p.other_id"
    " WHERE p.event_id IN ({members}) OR p.other_id IN ({members}) ORDER BY p.score DESC, p.event_id, p.other_id",
    "findings": "SELECT DISTINCT regime, provision, verdict, why FROM finding"
    " WHERE event_id IN ({members}) ORDER BY ALL",
}

_OF_A_REPORT = {
    "events": "SELECT * FROM event WHERE report_id = $1 ORDER BY position",
    "problems": "SELECT code, severity, message, mention_start FROM problem WHERE report_id = $1",
    "copies": "SELECT c.kind, c.basis, c.similarity, r.key, r.publisher FROM ("
    " SELECT CASE WHEN report_id = $1 THEN other_id ELSE report_id END AS report_id, kind, basis, similarity"
    " FROM copy WHERE report_id = $1 OR other_id = $1) c JOIN report r USING (report_id) ORDER BY r.key",
    "appearances": "SELECT key, path, publisher FROM appearance WHERE report_id = $1 ORDER BY ALL",
}

_PARTS: Mapping[Kind, Mapping[str, str]] = {
    "event": _OF_AN_EVENT,
    "incident": _OF_AN_INCIDENT,
    "report": _OF_A_REPORT,
}


def find_detail(select: Select, identity: str, *, as_of: datetime | None = None) -> Detail:
    """What ``identity`` stands for: an id, its first digits (four at least), or the key of a report.

    Raises:
        QueryError: nothing has it, or several have.

    """
    kind, row = _resolve(select, identity, as_of)
    full = str(row[f"{kind}_id"])
    beside = _beside(select, kind, full, as_of)
    parts: dict[str, list[Row]] = {}
    for name, query in _PARTS[kind].items():
        asked = query.format(**beside)
        parts[name] = select(asked, [full] if "$1" in asked else [])
        if name == "tellings":
            beside["reports"] = listed(row["report_id"] for row in parts[name])
    return Detail(kind, full, row, parts)


def _row(select: Select, kind: Kind, identity: str, as_of: datetime | None) -> list[Row]:
    """The row of an event, an incident or a report; none if there is none, found in the history before it is shown."""
    if kind == "report":
        return select("SELECT * FROM report WHERE report_id = $1", [identity])
    if kind == "event":
        there = select("SELECT 1 FROM history.event WHERE event_id = $1 LIMIT 1", [identity])
        return select(events_only([identity], as_of)) if there else []
    there = select(
        f"SELECT incident_id, first_event FROM history.incident WHERE incident_id = $1 AND {parts_of(as_of)['linked']}",
        [identity],
    )
    return select(incidents_only(there, as_of)) if there else []


def _beside(select: Select, kind: Kind, identity: str, as_of: datetime | None) -> dict[str, str]:
    """What stands in the braces of the parts."""
    parts = {name: parts_of(as_of)[name] for name in ("current", "right", "linked")}
    if kind == "report":
        return parts
    if kind == "event":
        events = [row["id"] for row in select(_BESIDE_AN_EVENT, [identity])]
        return {**parts, "event": events_only(events, as_of, is_alone=True)}
    members = [row["id"] for row in select(_MEMBERS, [identity])]
    parts |= {"members": listed(members), "telling": events_only(members, as_of)}
    others = [row["id"] for row in select(_BESIDE_MEMBERS.format(**parts))]
    return {**parts, "event": events_only([*members, *others], as_of, is_alone=True)}


def _resolve(select: Select, identity: str, as_of: datetime | None) -> tuple[Kind, Row]:
    keys = select(_OF_A_KEY, [identity])
    if keys:
        return "report", keys[0]
    if not re.fullmatch(rf"[0-9a-f]{{{_LEAST_DIGITS},64}}", identity):
        raise QueryError(f"id {identity!r}: no report has this key; ids have {_LEAST_DIGITS} or more digits of 0-9a-f")
    for kind in _PARTS:  # a whole id is found at once; its first digits take a look at every row
        rows = _row(select, kind, identity, as_of)
        if rows:
            return kind, rows[0]
    found: list[tuple[Kind, str]] = []
    for kind in _PARTS:
        rows = select(f"SELECT DISTINCT {kind}_id AS id FROM {kind} WHERE starts_with({kind}_id, $1)", [identity])
        found.extend((kind, row["id"]) for row in rows)
    if len(found) == 1:
        (kind, full) = found[0]
        return kind, _row(select, kind, full, as_of)[0]
    if not found:
        raise QueryError(f"id {identity!r}: no event, incident or report of this ledger has it")
    named = ", ".join(f"{kind} {full}" for kind, full in sorted(found)[:_MOST_NAMED])
    raise QueryError(f"id {identity!r}: {len(found)} have it; give more digits of one: {named}")
