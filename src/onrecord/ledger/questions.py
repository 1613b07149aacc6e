"""The named questions: what each selects, from which rows, in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from onrecord.ledger.filters import FIELDS, Condition, Field
from onrecord.ledger.migrating import migrate
from onrecord.ledger.narrowing import Narrow, narrow_of

__all__ = ["QUESTIONS", "Question", "fields_of"]

_BY_DAY = ("day NULLS LAST", "published NULLS LAST")


@dataclass(frozen=True, slots=True)
class Question:
    """``base`` gives the rows a filter looks at; ``columns`` what is shown of them; ``narrow`` finds a page."""

    meaning: str
    base: str
    columns: str
    order: str
    grouping: str = ""
    narrow: Narrow | None = None

    @property
    def is_by_day(self) -> bool:
        """Whether its rows come by day, so that the latest may come first."""
        return self.order.startswith(_BY_DAY)

    def ordered(self, *, is_newest_first: bool) -> str:
        """What its rows are ordered by; with ``is_newest_first`` the latest day comes first, of what has one."""
        if not (is_newest_first and self.is_by_day):
            return self.order
        return self.order.replace(" NULLS LAST", " DESC NULLS LAST", 1)

    def query(self, rows: str, condition: Condition, *, is_newest_first: bool = False) -> str:
        """The SQL of the question over ``rows`` with a filter."""
        parts = (
            f"SELECT {self.columns} FROM ({rows}) WHERE {condition.sql}",
            f"GROUP BY {self.grouping}" if self.grouping else "",
            f"ORDER BY {self.ordered(is_newest_first=is_newest_first)}",
        )
        return " ".join(part for part in parts if part)


_TRANSFERS = """
SELECT t.*, i.independent, i.deniers, n.items, n.designations, f.verdicts, f.regimes
FROM transfer t
LEFT JOIN (SELECT incident_id, independent, deniers FROM account) i USING (incident_id)
LEFT JOIN (
    SELECT event_id, string_agg(concat_ws(' ', item, '[' || designation || ']', '(' || category || ')'), '; '
                                ORDER BY position) AS items,
           list(DISTINCT designation) FILTER (designation IS NOT NULL) AS designations
    FROM transfer_item GROUP BY event_id
) n USING (event_id)
LEFT JOIN (
    SELECT event_id, list(verdict ORDER BY regime) AS verdicts, list(regime ORDER BY regime) AS regimes
    FROM finding GROUP BY event_id
) f USING (event_id)
"""

_FINDINGS = f"""
SELECT t.* EXCLUDE (verdicts, regimes), [v.verdict] AS verdicts, [v.regime] AS regimes, v.regime, v.provision, v.on_day,
       v.verdict, v.why
FROM ({_TRANSFERS}) t JOIN finding v USING (event_id)
"""

_CLAIMS = """
SELECT c.*, s.chain FROM claim c
LEFT JOIN (SELECT event_id, list(actor_id ORDER BY link) FILTER (actor_id IS NOT NULL) AS chain
           FROM event_source GROUP BY event_id) s USING (event_id)
"""

_TELLINGS = """
SELECT e.*, c.relation, c.is_independent, c.to_event, c.basis, o.key AS to_key
FROM corroboration c JOIN event e USING (event_id)
LEFT JOIN (SELECT event_id, key FROM event) o ON o.event_id = to_event
"""

QUESTIONS: Mapping[str, Question] = {
    "events": Question(
        "Who did what to whom: each event of each report.",
        "SELECT * FROM event",
        "day, earliest, latest, date_precision, actors, type, mode, contexts, recipients, certainty, status,"
        " source_kind, holders, stance, letter, number, place, country, quote, flags, publisher, published, key,"
        " report_id, event_id, incident_id, inside",
        "day NULLS LAST, report_id, position, event_id",
        narrow=narrow_of("events"),
    ),
    "claims": Question(
        "On whose word: each event and each who vouches for it.",
        _CLAIMS,
        "day, date_precision, holder_kind, holder, holder_mention, stance, certainty, status, letter, number,"
        " actors, type, mode, recipients, place, country, chain, quote, publisher, published, key, report_id,"
        " event_id, incident_id",
        "day NULLS LAST, report_id, position, holder NULLS FIRST",
        narrow=narrow_of("claims"),
    ),
    "transfers": Question(
        "Arms said to change hands, and what that would be under the embargoes of the day.",
        _TRANSFERS,
        "day, earliest, latest, date_precision, type, actors, supplier, stage, recipient, end_user, items, value,"
        " transit, broker, terms, certainty, status, source_kind, holders, letter, number, independent, deniers,"
        " verdicts, regimes, quote, publisher, published, key, report_id, event_id, incident_id",
        "day NULLS LAST, report_id, position, event_id",
    ),
    "findings": Question(
        "What each transfer claim would amount to under each embargo regime.",
        _FINDINGS,
        "day, date_precision, regime, provision, on_day, verdict, why, supplier, stage, recipient, items,"
        " certainty, status, holders, independent, quote, publisher, key, report_id, event_id, incident_id",
        "day NULLS LAST, report_id, position, regime",
    ),
    "incidents": Question(
        "Each happening once, with who really stands behind it.",
        "SELECT * FROM incident",
        "day, date_precision, actors, type, mode, recipients, place, country, tellings, reports, publishers,"
        " copies, independent, holders, unnamed_reports, deniers, number, rule, certainty, status, quote, key,"
        " incident_id",
        "reports DESC, independent DESC, day NULLS LAST, incident_id",
        narrow=narrow_of("incidents"),
    ),
    "timeline": Question(
        "Incidents in the order of their days.",
        "SELECT * FROM incident",
        "day, date_precision, actors, type, mode, recipients, certainty, status, independent, reports, deniers, quote,"
        " key, incident_id",
        "day NULLS LAST, incident_id",
        narrow=narrow_of("timeline"),
    ),
    "tellings": Question(
        "What each telling adds to its incident, and to which other telling.",
        _TELLINGS,
        "published, publisher, relation, is_independent, to_key, basis, actors, type, mode, recipients, holders,"
        " certainty, status, quote, key, report_id, event_id, to_event, incident_id",
        "published NULLS LAST, incident_id, position, event_id",
        narrow=narrow_of("tellings"),
    ),
    "sources": Question(
        "Who vouches for how much, and how firmly.",
        _CLAIMS,
        "holder_kind, holder, count(*) AS claims, count(DISTINCT report_id) AS reports,"
        " count(DISTINCT publisher) AS publishers, count(*) FILTER (certainty = 'CT+') AS certain,"
        " count(*) FILTER (certainty IN ('CT-', 'PR-', 'PS-')) AS denied, min(day) AS first_day, max(day) AS last_day",
        "claims DESC, holder NULLS LAST, holder_kind",
        grouping="holder_kind, holder",
        narrow=narrow_of("sources"),
    ),
}


def fields_of(question: str) -> dict[str, Field]:
    """The fields that the terms of a question may name; of a brief, those of events and of transfers."""
    if question == "brief":
        return {name: FIELDS[name] for name in FIELDS if name in fields_of("events") | fields_of("transfers")}
    columns = _columns_of(QUESTIONS[question].base)
    return {name: field for name, field in FIELDS.items() if columns.issuperset(field.columns)}


@cache
def _columns_of(base: str) -> frozenset[str]:
    """The columns of a question's rows, from an empty ledger."""
    with duckdb.connect(":memory:") as empty:
        migrate(empty, Path(":memory:"))
        return frozenset(str(row[0]) for row in empty.execute(f"DESCRIBE {base}").fetchall())
