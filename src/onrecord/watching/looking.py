"""The rows of a saved question, each with what it is known by again and with the words of the reports behind it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.ledger import FIELDS, Ledger
from onrecord.records import content_id
from onrecord.watching.config import SavedQuestion

__all__ = ["Row", "rows_of"]

# What tells a row from others of the same event, by question.
_MORE: Mapping[str, tuple[str, ...]] = {
    "claims": ("holder_kind", "holder", "holder_mention"),
    "findings": ("regime", "provision", "verdict"),
}
_SAME_WORDS = ("key", "type", "mode", "stage", "actors", "supplier", "recipients", "recipient", "quote")
_TELLINGS = (
    "SELECT event_id, incident_id, report_id, key, url, title, publisher, published, certainty, holders, quote"
    " FROM event WHERE {column} IN ({ids}) ORDER BY published NULLS LAST, report_id, position"
)
_ID = re.compile(r"[0-9a-f]{8,64}")
_AT_ONCE = 500  # ids in one query
_CERTAINTIES = FIELDS["certainty"].scale


@dataclass(frozen=True, slots=True)
class Row:
    """A row, the tellings it rests on (each with quote, report and address), and its marks.

    A row is known again by any of its marks: an event keeps its id while its report is coded the same, the words
    stay when the report is coded or published anew.
    """

    values: Mapping[str, Any]
    tellings: Sequence[Mapping[str, Any]]
    marks: tuple[str, ...]


def rows_of(ledger: Ledger, question: SavedQuestion, seen_events: Sequence[str]) -> list[Row]:
    """The rows a question has now; ``seen_events`` are those it rested on before.

    A term ``incident=ID`` follows its incident, whose id changes when an earlier telling joins it.

    Raises:
        QueryError: the question cannot be asked so.

    """
    terms = [_followed(ledger, term, seen_events) for term in question.where]
    found = list(ledger.ask(question.question, *terms))
    by_event = _tellings(ledger, "event_id", (row["event_id"] for row in found if row.get("event_id")))
    has_own_event = bool(found) and "event_id" in found[0]
    needs_incident = question.once_per == "incident" or not has_own_event
    incidents = (row["incident_id"] for row in found if needs_incident and row.get("incident_id"))
    by_incident = _tellings(ledger, "incident_id", incidents)
    certainties = _best_certainties(ledger, by_incident) if question.is_change and not has_own_event else {}
    rows = []
    for values in found:
        told = by_event.get(values.get("event_id"), []) or by_incident.get(values.get("incident_id"), [])
        best = certainties.get(values.get("incident_id"))
        now = {**values, "certainty": best} if best else values
        whole = by_incident.get(values.get("incident_id"), []) if needs_incident else []
        rows.append(Row(now, told, tuple(dict.fromkeys(_marks(question, values, whole)))))
    return rows


def _marks(question: SavedQuestion, values: Mapping[str, Any], whole: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """By what a row is known again, the surest first; ``whole`` are all tellings of its incident, if that counts."""
    more = [str(values.get(name)) for name in _MORE.get(question.question, ())]
    if event := values.get("event_id"):
        yield f"event {event} {content_id(*more)}" if more else f"event {event}"
        yield f"words {content_id(*(str(values.get(name)) for name in _SAME_WORDS), *more)}"
    for telling in whole:
        yield f"told {telling['event_id']}"
    if question.once_per == "report" and values.get("key"):
        yield f"report {values['key']}"


def _followed(ledger: Ledger, term: str, seen_events: Sequence[str]) -> str:
    """A term; where it names an incident that is gone, the incidents its tellings are in now."""
    name, sign, _ = term.partition("=")
    if name.strip() != "incident" or not sign or not seen_events or len(ledger.events(term, limit=1)):
        return term
    now = {row["incident_id"] for rows in _tellings(ledger, "event_id", seen_events).values() for row in rows}
    return f"incident={','.join(sorted(now - {None}))}" if now - {None} else term


def _tellings(ledger: Ledger, column: str, identities: Iterable[str]) -> dict[str | None, list[dict[str, Any]]]:
    """The tellings of events or incidents, by their id."""
    wanted = sorted({one for one in identities if _ID.fullmatch(one)})
    found: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for start in range(0, len(wanted), _AT_ONCE):
        ids = ", ".join(f"'{one}'" for one in wanted[start : start + _AT_ONCE])
        for row in ledger.sql(_TELLINGS.format(column=column, ids=ids)):
            found[row[column]].append(row)
    return found


def _best_certainties(ledger: Ledger, incidents: Iterable[str | None]) -> dict[str | None, str]:
    """The best certainty that each incident has reached: the row itself has that of its first telling."""
    wanted = sorted(one for one in incidents if one and _ID.fullmatch(one))
    best: dict[str | None, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        ids = ", ".join(f"'{one}'" for one in wanted[start : start + _AT_ONCE])
        for row in ledger.sql(f"SELECT incident_id, certainty FROM certainty_step WHERE incident_id IN ({ids})"):  # noqa: S608  -- ids are hexadecimal
            known = best.get(row["incident_id"])
            if known is None or _CERTAINTIES.index(row["certainty"]) > _CERTAINTIES.index(known):
                best[row["incident_id"]] = row["certainty"]
    return best
