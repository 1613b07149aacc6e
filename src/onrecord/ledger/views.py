"""The views of the ledger: the record as it holds now, or as it stood at a moment before."""

from __future__ import annotations

from datetime import datetime

__all__ = ["EVENT", "EVENT_ALONE", "parts_of", "view_statements"]


def view_statements(as_of: datetime | None = None, *, is_temporary: bool = False) -> list[str]:
    """SQL that makes the views; with ``as_of`` (UTC) they show what stood then.

    A reader makes them anew for itself: those in the file may be an older Onrecord's.

    A row judged wrong by a person leaves the views and stays in ``history``.
    """
    make = "CREATE OR REPLACE TEMP VIEW " if is_temporary else "CREATE OR REPLACE VIEW main."
    parts = parts_of(as_of)
    queries = dict.fromkeys(_OF_A_REPORT, "SELECT * EXCLUDE (coding_id) FROM history.{0} WHERE {current}")
    queries |= dict.fromkeys(_OF_AN_EVENT, queries["problem"] + " AND {right}")
    queries |= dict.fromkeys(_OF_AN_INCIDENT, "SELECT * EXCLUDE (since, until) FROM history.{0} WHERE {linked}")
    queries |= _QUERIES
    return [f"{make}{name} AS {query.format(name, **parts)}" for name, query in queries.items()]


def parts_of(as_of: datetime | None) -> dict[str, str]:
    """What stands in the braces of the queries below; with ``as_of`` (UTC) it takes what stood then."""
    moment = None if as_of is None else f"TIMESTAMP '{as_of.isoformat(sep=' ')}'"
    judged = f"SELECT * FROM history.judgement WHERE {_holds('made_at', 'withdrawn_at', moment)}"
    codings = f"SELECT coding_id FROM history.coding WHERE {_holds('coded_at', 'retired_at', moment)}"
    return {
        "current": f"coding_id IN ({codings})",
        "right": f"event_id NOT IN (SELECT event_id FROM ({judged}) WHERE verdict = 'WRONG')",
        "reports": f"SELECT * FROM history.report WHERE {_holds('added_at', 'superseded_at', moment)}",
        "judged": judged,
        "linked": _holds("since", "until", moment),
        "seen": "true" if moment is None else f"seen_at <= {moment}",
        "found": "true" if moment is None else f"found_at <= {moment}",
        "events": "history.event",
        "links": "history.incident_link",
    }


def _holds(start: str, end: str, moment: str | None) -> str:
    """A condition on a row that holds from ``start`` until ``end``."""
    if moment is None:
        return f"{end} IS NULL"
    return f"{start} <= {moment} AND ({end} IS NULL OR {end} > {moment})"


_OF_A_REPORT = ("actor_mention", "place_mention", "time_mention", "problem")
_OF_AN_EVENT = ("event_party", "event_source", "event_reason", "transfer_item", "finding")
_OF_AN_INCIDENT = ("incident_link", "corroboration", "certainty_step")

EVENT = """
        SELECT e.* EXCLUDE (coding_id), coalesce(e.earliest, r.published) AS day, l.incident_id,
               r.key, r.publisher, r.published, r.url, r.title
        FROM {events} e
        JOIN ({reports}) r USING (report_id)
        LEFT JOIN (SELECT event_id, incident_id FROM {links} WHERE {linked}) l USING (event_id)
        WHERE {current} AND {right}
"""

# An event without its incident: what a view needs that knows the incident, and a join less to pay for.
EVENT_ALONE = """
        SELECT e.*, coalesce(e.earliest, r.published) AS day,
               r.key, r.publisher, r.published, r.url, r.title
        FROM {events} e
        JOIN ({reports}) r USING (report_id)
        WHERE {current} AND {right}
"""

# Few events are transfers: they are picked before anything is joined to them.
_PICKED = "(SELECT * FROM {} WHERE event_id IN (SELECT event_id FROM history.transfer))"
_EVENT_OF_A_TRANSFER = EVENT.replace("{events}", _PICKED.format("history.event")).replace(
    "{links}", _PICKED.format("history.incident_link")
)

# In the order they are made: a view may use those above it.
_QUERIES = {
    "coding": "SELECT * FROM history.coding WHERE {current}",
    "report": "SELECT * EXCLUDE (superseded_by, superseded_at) FROM ({reports})",
    "appearance": "SELECT * FROM history.appearance WHERE {seen}",
    "judgement": "{judged}",
    "copy": "SELECT * FROM history.copy WHERE {found}",
    "event": EVENT,
    "claim": """
        SELECT s.kind AS holder_kind, s.actor_id AS holder, s.mention AS holder_mention, e.*
        FROM event e JOIN event_source s USING (event_id) WHERE s.is_holder
    """,
    "transfer": f"""
        SELECT t.* EXCLUDE (coding_id), e.* EXCLUDE (event_id)
        FROM (SELECT * FROM history.transfer WHERE {{current}}) t JOIN ({_EVENT_OF_A_TRANSFER}) e USING (event_id)
    """,
    "account": "SELECT * EXCLUDE (since, until) FROM history.incident WHERE {linked}",
    "incident": f"""
        SELECT i.* EXCLUDE (since, until), e.* EXCLUDE (event_id, coding_id, holders, number)
        FROM history.incident i LEFT JOIN ({EVENT_ALONE}) e ON e.event_id = i.first_event WHERE {{linked}}
    """,
}
