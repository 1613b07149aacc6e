"""How a page of a large answer is found: first which rows it has, by the few columns a filter looks at, then the rows.

A question over all events would else carry every column of every event, its report and its incident to the sort, and
throw all but a page of it away.  Nothing is kept between two questions, so nothing can go stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from onrecord.errors import QueryError
from onrecord.ledger.filters import Condition
from onrecord.ledger.views import EVENT, EVENT_ALONE, parts_of

__all__ = ["Narrow", "events_alone", "events_only", "incidents_only", "listed", "narrow_of"]


@dataclass(frozen=True, slots=True)
class Narrow:
    """SQL of the same rows as a question's ``base``, without the joins that only show and never sort or filter.

    ``lacks`` are the columns of ``base`` that are not there, ``own`` those that do not come from the events it joins.
    A row is named by ``key``; ``events`` are the columns that hold the events it is about, and ``shown`` is SQL of the
    rows of ``base`` over these events alone.
    """

    found: str
    lacks: tuple[str, ...] = ()
    own: frozenset[str] | None = None
    key: str = ""
    events: tuple[str, ...] = ("event_id",)
    shown: str = ""

    def serves(self, condition: Condition) -> bool:
        """Whether a filter can be held against these rows."""
        return not any(column in condition.sql for column in self.lacks)

    def rows(self, condition: Condition, as_of: datetime | None) -> str:
        """SQL of rows among which are those that a filter lets through, as they stood at ``as_of`` (UTC)."""
        found = self.found.format(alone=EVENT_ALONE).format(**parts_of(as_of))
        if self.own is not None and any(self.own.isdisjoint(columns) for columns in condition.needed):
            return found.replace("LEFT JOIN", "JOIN", 1)  # which can be filtered before it is joined
        return found

    def rows_of(self, found: Iterable[Mapping[str, object]], as_of: datetime | None) -> str:
        """SQL of the rows of the question's ``base`` that were found."""
        rows = list(found)
        parts = _parts(as_of, (row[column] for row in rows for column in self.events))
        keys = listed(row[self.key] for row in rows)
        shown = self.shown.format(event=EVENT, alone=EVENT_ALONE).format(**parts, keys=keys)
        return f"SELECT * FROM ({shown}) WHERE {self.key} IN ({keys})"


def events_only(events: Iterable[str], as_of: datetime | None, *, is_alone: bool = False) -> str:
    """SQL of the rows of the view ``event`` with these ids, as of ``as_of`` (UTC); alone without their incidents."""
    return (EVENT_ALONE if is_alone else EVENT).format(**_parts(as_of, events))


def events_alone(as_of: datetime | None) -> str:
    """SQL of the rows of the view ``event`` without their incidents, with their codings."""
    return EVENT_ALONE.format(**parts_of(as_of))


def incidents_only(found: Iterable[Mapping[str, object]], as_of: datetime | None) -> str:
    """SQL of the rows of the view ``incident`` of which ``found`` has the id and the first event."""
    return _INCIDENTS.rows_of(found, as_of)


def _parts(as_of: datetime | None, events: Iterable[object]) -> dict[str, str]:
    only = f"event_id IN ({listed(events)})"
    return {
        **parts_of(as_of),
        "events": f"(SELECT * FROM history.event WHERE {only})",
        "links": f"(SELECT * FROM history.incident_link WHERE {only})",
        "sources": f"(SELECT rowid AS source_row, * FROM history.event_source WHERE {only})",
        "only": only,
    }


def listed(values: Iterable[object]) -> str:
    """Ids and row numbers as they may stand in SQL.

    Raises:
        QueryError: one is neither.

    """
    words = sorted({str(value) for value in values if value is not None})
    wrong = next((word for word in words if not word.isalnum()), None)
    if wrong is not None:
        raise QueryError(f"id {wrong!r}: none looks like this")
    return ", ".join(f"'{word}'" for word in words) or "NULL"


_EVENTS = Narrow("{alone}", ("incident_id",), key="event_id", shown="{event}")

_CLAIMS = Narrow(
    "SELECT s.rowid AS source_row, s.kind AS holder_kind, s.actor_id AS holder, s.mention AS holder_mention, e.*"
    " FROM ({alone}) e JOIN history.event_source s USING (event_id, coding_id) WHERE s.is_holder",
    ("incident_id", "chain"),
    key="source_row",
    shown="""
        SELECT s.source_row, s.kind AS holder_kind, s.actor_id AS holder, s.mention AS holder_mention, e.*, c.chain
        FROM ({event}) e JOIN (SELECT * FROM {{sources}} WHERE is_holder AND {{current}}) s USING (event_id)
        JOIN (SELECT event_id, list(actor_id ORDER BY link) FILTER (actor_id IS NOT NULL) AS chain
              FROM {{sources}} WHERE {{current}} GROUP BY event_id) c USING (event_id)
    """,
)

_INCIDENTS = Narrow(
    "SELECT i.* EXCLUDE (since, until), e.* EXCLUDE (event_id, coding_id, holders, number)"
    " FROM history.incident i LEFT JOIN ({alone}) e ON e.event_id = i.first_event WHERE {{linked}}",
    own=frozenset(
        {"incident_id", "tellings", "reports", "publishers", "copies", "independent", "holders", "unnamed_reports"}
        | {"deniers", "number", "rule", "first_event", "first_holders", "unsure"}
    ),
    key="incident_id",
    events=("first_event",),
    shown="""
        SELECT i.* EXCLUDE (since, until), e.* EXCLUDE (event_id, incident_id, holders, number)
        FROM (SELECT * FROM history.incident WHERE incident_id IN ({{keys}})) i
        LEFT JOIN ({event}) e ON e.event_id = i.first_event WHERE {{linked}}
    """,
)

_TELLINGS = Narrow(
    "SELECT e.*, c.incident_id, c.relation, c.is_independent, c.to_event, c.basis FROM ({alone}) e"
    " JOIN (SELECT * FROM history.corroboration WHERE {{linked}}) c USING (event_id)",
    ("to_key",),
    key="event_id",
    events=("event_id", "to_event"),
    shown="""
        SELECT e.*, c.relation, c.is_independent, c.to_event, c.basis, o.key AS to_key
        FROM ({event}) e JOIN (SELECT * FROM history.corroboration WHERE {{only}} AND {{linked}}) c USING (event_id)
        LEFT JOIN (SELECT event_id, key FROM ({alone})) o ON o.event_id = to_event
    """,
)

_OF_A_QUESTION: Mapping[str, Narrow] = {
    "events": _EVENTS,
    "claims": _CLAIMS,
    "incidents": _INCIDENTS,
    "timeline": _INCIDENTS,
    "tellings": _TELLINGS,
    "sources": _CLAIMS,
    "weeks": _EVENTS,
    "months": _INCIDENTS,
}


def narrow_of(question: str) -> Narrow | None:
    """How the rows of a question or a count are found; ``None`` if it is asked as it stands."""
    return _OF_A_QUESTION.get(question)
