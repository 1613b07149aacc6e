"""What a page over many rows needs: counts by week, pair, place and flow, names of actors, and what is new since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from onrecord.errors import QueryError
from onrecord.knowledge.files import read_csv
from onrecord.ledger.narrowing import events_alone, events_only, listed, narrow_of
from onrecord.ledger.questions import QUESTIONS, Question
from onrecord.ledger.views import parts_of

__all__ = ["COUNTS", "changes_since", "find_count", "names_of_actors", "newest_moment"]

Select = Callable[..., list[dict[str, Any]]]

_PAIRS = "SELECT e.*, x.one, y.other FROM event e, unnest(e.actors) AS x(one), unnest(e.recipients) AS y(other)"
_FLOWS = (
    f"SELECT t.*, x.one, y.other FROM ({QUESTIONS['transfers'].base}) t,"
    " unnest(t.supplier) AS x(one), unnest(t.recipient) AS y(other)"
)

COUNTS: Mapping[str, Question] = {
    "weeks": Question(
        "Events of each week, by type; a week is named by its Monday.",
        "SELECT * FROM event",
        "date_trunc('week', day)::DATE AS week, type, count(*) AS events, count(DISTINCT report_id) AS reports",
        "week, type",
        "ALL",
        narrow=narrow_of("weeks"),
    ),
    "months": Question(
        "Incidents of each month.",
        "SELECT * FROM incident",
        "date_trunc('month', day)::DATE AS month, count(*) AS incidents",
        "month",
        "ALL",
        narrow=narrow_of("months"),
    ),
    "pairs": Question(
        "Events of each pair of an actor and a recipient, by type.",
        _PAIRS,
        "one, other, type, count(*) AS events, count(DISTINCT incident_id) AS incidents",
        "incidents DESC, one, other, type",
        "ALL",
    ),
    "sites": Question(
        "Events of each place that was resolved.",
        "SELECT * FROM event",
        "country, place, latitude, longitude, geonameid, count(*) AS events, count(DISTINCT incident_id) AS incidents",
        "events DESC, country, place, geonameid",
        "ALL",
    ),
    "flows": Question(
        "Transfer claims of each supplier, recipient and stage.",
        _FLOWS,
        "one AS supplier, other AS recipient, stage, count(*) AS claims, count(DISTINCT incident_id) AS incidents,"
        " max(independent) AS independent, count(*) FILTER (certainty IN ('CT-', 'PR-', 'PS-')) AS denied,"
        " count(*) FILTER (certainty = 'CT+') AS certain, list(DISTINCT items ORDER BY items)[1:4] AS items,"
        " list_sort(list_distinct(flatten(list(verdicts)))) AS verdicts",
        "claims DESC, one, other, stage",
        "ALL",
    ),
}

_NAMES = "SELECT actor_id, mode(name) AS name FROM event_party GROUP BY actor_id"

_NEWEST = """
SELECT max(moment) AS moment FROM (
    SELECT max(greatest(coded_at, coalesce(retired_at, coded_at))) AS moment FROM history.coding
    UNION ALL SELECT max(greatest(added_at, coalesce(superseded_at, added_at))) FROM history.report
    UNION ALL SELECT max(seen_at) FROM history.appearance
    UNION ALL SELECT max(found_at) FROM history.copy
    UNION ALL SELECT max(greatest(since, coalesce(until, since))) FROM history.incident
    UNION ALL SELECT max(greatest(since, coalesce(until, since))) FROM history.incident_link
    UNION ALL SELECT max(greatest(made_at, coalesce(withdrawn_at, made_at))) FROM history.judgement
)
"""

_SHOWN = (
    "e.day, e.date_precision, e.actors, e.type, e.mode, e.recipients, e.certainty, e.status, e.quote, e.key,"
    " e.report_id, e.event_id"
)

_CHANGES = {
    "reports": "SELECT added_at, key, report_id, publisher, published, title FROM report"
    " WHERE added_at > $1 ORDER BY added_at DESC, key",
    "superseded": "SELECT superseded_at, key, report_id, publisher, superseded_by FROM history.report"
    " WHERE superseded_at > $1 ORDER BY superseded_at DESC, key",
    "gained": f"SELECT {_SHOWN} FROM ({{event}}) e ORDER BY e.day DESC, e.event_id",
    "lost": "SELECT DISTINCT o.type, o.mode, o.actors, o.recipients, o.certainty, o.status, o.quote, o.report_id,"
    " o.event_id FROM history.event o JOIN history.coding d USING (coding_id) WHERE d.retired_at > $1"
    " AND o.event_id NOT IN (SELECT event_id FROM history.event WHERE {current} AND {right} AND report_id IN"
    " (SELECT report_id FROM history.coding WHERE retired_at > $1)) ORDER BY o.event_id",
    "steps": f"SELECT s.published, s.certainty AS reached, s.has_new_evidence, s.incident_id, {_SHOWN}"
    " FROM history.certainty_step s JOIN ({event}) e USING (event_id) WHERE s.rowid IN ({rows})"
    " ORDER BY s.published DESC NULLS LAST, e.event_id",
    "judgements": "SELECT made_at, verdict, event_id, other_id, by_whom, why, withdrawn_at, judgement_id"
    " FROM history.judgement WHERE made_at > $1 OR withdrawn_at > $1 ORDER BY made_at DESC",
}

# Which rows two of them show, by what they are ordered by: all else of an event is looked up for these alone.
_CHANGED = {
    "gained": "SELECT event_id FROM ({alone}) WHERE coding_id IN"
    " (SELECT coding_id FROM history.coding WHERE coded_at > $1) AND event_id NOT IN (SELECT event_id"
    " FROM history.event JOIN history.coding USING (coding_id) WHERE coded_at <= $1 AND retired_at IS NOT NULL)"
    " ORDER BY day DESC, event_id",
    "steps": "SELECT s.rowid AS row, s.event_id FROM history.certainty_step s WHERE s.until IS NULL AND s.since > $1"
    " AND s.event_id IN (SELECT event_id FROM history.event WHERE {current} AND {right})"
    " AND NOT EXISTS (SELECT 1 FROM history.certainty_step p WHERE p.event_id = s.event_id AND p.since <= $1"
    " AND p.certainty = s.certainty) ORDER BY s.published DESC NULLS LAST, s.event_id",
}


def find_count(name: str) -> Question:
    """The count of that name.

    Raises:
        QueryError: there is none.

    """
    if name not in COUNTS:
        raise QueryError(f"count {name!r}: there are {', '.join(sorted(COUNTS))}")
    return COUNTS[name]


def names_of_actors(select: Select) -> dict[str, str]:
    """What each actor of the ledger's events is called, by id; states by their usual name."""
    found = {str(row["actor_id"]): str(row["name"]) for row in select(_NAMES)}
    states = read_csv("places/countries.csv", columns=("country", "name"))
    return found | {row["country"]: row["name"] for row in states}


def newest_moment(select: Select) -> datetime | None:
    """When the ledger was last changed (UTC), as far as what is open shows; ``None`` of an empty one."""
    return select(_NEWEST)[0]["moment"]  # type: ignore[no-any-return]  # a timestamp or null


def changes_since(
    select: Select, since: datetime, *, limit: int, as_of: datetime | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Reports, events, steps of certainty and judgements that came or went after ``since`` (UTC), so many at most."""
    parts = parts_of(as_of) | {"alone": events_alone(as_of)}
    found = {}
    for name, query in _CHANGES.items():
        if name in _CHANGED:
            rows = select(f"{_CHANGED[name].format(**parts)} LIMIT {limit}", [since])
            parts |= {
                "event": events_only((row["event_id"] for row in rows), as_of, is_alone=True),
                "rows": listed(row.get("row") for row in rows),
            }
        asked = f"{query.format(**parts)} LIMIT {limit}"
        found[name] = select(asked, [since] if "$1" in asked else [])
    return found
