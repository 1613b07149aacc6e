"""What stands behind one id of a ledger, for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from onrecord import Detail
from onrecord.faces.tables import LONGEST_QUOTE
from onrecord.faces.wording import listed, shortened

__all__ = ["print_detail"]

Row = Mapping[str, Any]


def print_detail(detail: Detail) -> str:
    """The id's own facts, then each part that has rows."""
    head = {"event": _event_head, "incident": _incident_head, "report": _report_head}[detail.kind](detail)
    parts = ["\n".join(head)]
    for name, rows in detail.parts.items():
        if rows:
            write = _LINES.get(name, _plain)
            parts.append("\n".join([name.replace("_", " "), *(f"  {line}" for row in rows for line in write(row))]))
    return "\n\n".join(parts) + "\n"


def _event_head(detail: Detail) -> Iterable[str]:
    row = detail.row
    yield f"event {detail.id}: {_what(row)}"
    yield f"“{shortened(row['quote'], 1000)}”"
    place = f"{row['key']}, {row['publisher'] or 'no publisher'}, {row['published'] or 'no date'}"
    yield f"{place}; report {row['report_id']}"
    yield f"trigger “{row['trigger']}” at {row['trigger_start']}-{row['trigger_end']}"
    grade = f"graded {row['letter']}{row['number']}, source {row['source_kind']}"
    yield f"certainty {row['certainty']}, status {row['status']}, {grade}"
    yield f"when {_days(row)}, where {row['place'] or 'not told'}"
    if row["flags"]:
        yield f"doubtful: {', '.join(row['flags'])}"


def _days(row: Row) -> str:
    first, last = row["earliest"], row["latest"]
    if first is None and last is None:
        return "not told"
    return f"{first or 'not told'} to {last or 'not told'} ({row['date_basis'] or 'basis not told'})"


def _incident_head(detail: Detail) -> Iterable[str]:
    row = detail.row
    yield f"incident {detail.id}: {_what(row)}"
    counts = f"reports {row['reports']}, tellings {row['tellings']}, copies {row['copies']}"
    yield f"{counts}, publishers {listed(row['publishers']) or 'none named'}"
    yield f"independent sources {row['independent']}: {listed(row['holders']) or 'none with a name'}"
    yield f"reports resting on somebody unnamed: {row['unnamed_reports']}"
    yield f"denied by {listed(row['deniers']) or 'nobody on record'}"
    yield f"Admiralty number {row['number']} by the rule {row['rule']}"
    if row["unsure"]:
        yield f"may be the same, not decided: {listed(row['unsure'])}"


def _report_head(detail: Detail) -> Iterable[str]:
    row = detail.row
    yield f"report {detail.id}: {row['key']}"
    facts = (row["title"], row["publisher"], row["published_as"], row["url"], row["path"])
    yield ", ".join(str(fact) for fact in facts if fact)


def _what(row: Row) -> str:
    mode = f"/{row['mode']}" if row["mode"] else ""
    recipients = f" -> {listed(row['recipients'])}" if row["recipients"] else ""
    return f"{row['type']}{mode}  {listed(row['actors']) or '(nobody named)'}{recipients}"


def _telling(row: Row) -> Iterable[str]:
    to = f" {row['to_event']}" if row["to_event"] else ""
    own = ", independent" if row["is_independent"] else ""
    place = f"{row['published'] or 'no date'}  {row['publisher'] or row['key']}"
    yield f"{place}: {row['relation']}{to} ({row['basis']}{own})"
    holders = listed(row["holders"]) or row["source_kind"]
    yield f"  {row['certainty']} {row['status']}, on the word of {holders}; event {row['event_id']}"
    yield f"  “{shortened(row['quote'], LONGEST_QUOTE)}”"


def _event(row: Row) -> Iterable[str]:
    yield f"{row['event_id']}  {_what(row)}  {row['certainty']} {row['status']}; incident {row['incident_id']}"


def _pair(row: Row) -> Iterable[str]:
    other = f"{row['one']} / {row['other']}" if "one" in row else f"{row['key']}, event {row['event_id']}"
    yield f"{row['decision']} {row['score']:+.2f}  {other}"
    yield f"  {', '.join(row['reasons'])}"


def _step(row: Row) -> Iterable[str]:
    evidence = "with new evidence" if row["has_new_evidence"] else "without new evidence"
    yield f"{row['published'] or 'no date'}  {row['certainty']} {evidence}; {row['key']}, event {row['event_id']}"


def _link(row: Row) -> Iterable[str]:
    place = f" at {row['mention_start']}-{row['mention_end']}" if row["mention_start"] is not None else ""
    vouches = ", vouches for it" if row["is_holder"] else ""
    words = f" “{row['mention']}”" if row["mention"] else ""
    actor = f" {row['actor_id']}" if row["actor_id"] else ""
    yield f"{row['link']}  {row['kind']}{actor}{words}{place}{vouches}"


def _reason(row: Row) -> Iterable[str]:
    entry = f"  [{row['entry']}]" if row["entry"] else ""
    yield f"{row['rule']}{entry}  {row['reason_start']}-{row['reason_end']}"


def _finding(row: Row) -> Iterable[str]:
    provision = f" ({row['provision']})" if row["provision"] else ""
    yield f"{row['regime']}{provision}: {row['verdict']}; {row['why']}"


def _plain(row: Row) -> Iterable[str]:
    yield ", ".join(f"{name} {_value(value)}" for name, value in row.items() if value not in (None, []))


def _value(value: Any) -> str:
    return listed(value) if isinstance(value, list) else shortened(str(value), LONGEST_QUOTE)


_LINES: Mapping[str, Callable[[Row], Iterable[str]]] = {
    "tellings": _telling,
    "events": _event,
    "pairs": _pair,
    "steps": _step,
    "chain": _link,
    "reasons": _reason,
    "findings": _finding,
}
