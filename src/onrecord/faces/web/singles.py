"""The pages of one thing: a report, an incident, an actor, two actors."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from threading import Lock
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

import onrecord
from onrecord import Ledger, QueryError
from onrecord.faces.web.failing import NotThereError
from onrecord.faces.web.filtering import Asked, asked_of
from onrecord.faces.web.highlighting import marks_of, nested_events, stretches
from onrecord.faces.web.keeping import LedgerPool
from onrecord.faces.web.lists import LISTS, shared
from onrecord.faces.web.pictures import week_bars
from onrecord.faces.web.rendering import page_url, render
from onrecord.records import UNKNOWN_ACTOR

__all__ = ["fold_copies", "single_router"]

_SHOWN = 25
_MOST_OF_A_REPORT = 20_000  # events; with a limit they are found by few columns
_FOLLOWS = timedelta(days=60)
_MOST_OF_TWO = 2000
_HOSTILE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST"})
_LONGEST_EXPLAINED = 100_000
_ACTOR_ID = re.compile(r"[\w:.+-]{1,80}")

_Row = Mapping[str, Any]
_coding = Lock()


def single_router(pool: LedgerPool, *, is_writable: bool) -> APIRouter:
    """The paths of single things."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/report/{report_id:path}")
    def report(request: Request, report_id: str) -> str:
        return _report(pool, asked_of(request), report_id, is_writable=is_writable)

    @router.get("/why/{report_id:path}")
    def why(request: Request, report_id: str, *, at: int = 0) -> str:
        return _why(pool, asked_of(request), report_id, at)

    @router.get("/event/{event_id}")
    def event(request: Request, event_id: str) -> Response:
        asked = asked_of(request)
        with pool.opened(asked.as_of) as ledger:
            found = _found(ledger, event_id, "event")
        address = page_url(f"/report/{found.row['report_id']}", as_of=asked.as_of_written)
        return RedirectResponse(f"{address}#e-{found.id}", 303)

    @router.get("/incident/{incident_id}")
    def incident(request: Request, incident_id: str) -> str:
        return _incident(pool, asked_of(request), incident_id, is_writable=is_writable)

    @router.get("/actor/{actor_id}")
    def actor(request: Request, actor_id: str) -> str:
        return _actor(pool, asked_of(request), actor_id)

    @router.get("/dyad")
    def dyad(request: Request, *, one: str = "", other: str = "") -> str:
        return _dyad(pool, asked_of(request), one.strip(), other.strip())

    return router


def _report(pool: LedgerPool, asked: Asked, report_id: str, *, is_writable: bool) -> str:
    with pool.opened(asked.as_of) as ledger:
        document, text = _kept(ledger, report_id)
        identity = document["report"]["id"]
        held = {row["event_id"]: row for row in ledger.events(f"report={identity}", limit=_MOST_OF_A_REPORT)}
        against = _against(ledger, identity)
        adds = {row["event_id"]: row for row in ledger.tellings(f"report={identity}", limit=_MOST_OF_A_REPORT)}
    return render(
        "report.html",
        **shared(pool, asked, "report"),
        report=document["report"],
        problems=document["problems"],
        stretches=stretches(text, marks_of(document, text)),
        events=nested_events(document["events"]),
        held=held,
        against=against,
        adds=adds,
        is_writable=is_writable,
    )


def _kept(ledger: Ledger, report_id: str) -> tuple[dict[str, Any], str]:
    """The public record of a report and its text.

    Raises:
        NotThereError: there is no such report.

    """
    try:
        kept = ledger.report(report_id)
    except QueryError as error:
        raise NotThereError(str(error)) from error
    return json.loads(kept["document"]), kept["text"]


def _against(ledger: Ledger, report: str) -> dict[str, list[_Row]]:
    """Tellings of other reports that deny, contradict or correct an event of this one, by event."""
    found: dict[str, list[_Row]] = {}
    speaking = (
        "SELECT event_id, to_event, relation, basis FROM corroboration"  # noqa: S608  -- the id is checked
        " WHERE relation IN ('denies', 'contradicts', 'corrects')"
        f" AND to_event IN (SELECT event_id FROM history.event WHERE report_id = '{_checked(report)}')"
    )
    said: dict[str, list[_Row]] = {}
    for link in ledger.sql(speaking):
        said.setdefault(link["event_id"], []).append(link)
    if not said:
        return found
    ids = ", ".join(f"'{event}'" for event in said)
    query = (
        "SELECT e.event_id, e.report_id, r.key, e.quote"  # noqa: S608  -- ids of our own
        f" FROM (SELECT * FROM history.event WHERE event_id IN ({ids})) e"
        " JOIN coding USING (coding_id) JOIN report r ON r.report_id = e.report_id ORDER BY r.published, e.event_id"
    )
    for telling in ledger.sql(query):
        for one in said[telling["event_id"]]:
            found.setdefault(one["to_event"], []).append({**one, **telling})
    return found


def _checked(identity: str) -> str:
    """An id that may stand in SQL.

    Raises:
        NotThereError: no id looks so.

    """
    if not _ACTOR_ID.fullmatch(identity):
        raise NotThereError(f"id {identity!r}: none looks like this")
    return identity


def _why(pool: LedgerPool, asked: Asked, report_id: str, at: int) -> str:
    with pool.opened(asked.as_of) as ledger:
        document, text = _kept(ledger, report_id)
    about = document["report"]
    if len(text) > _LONGEST_EXPLAINED:
        raise QueryError(f"{about['key']}: too long to be parsed on a page; use: onrecord explain")
    parts = {name: about[name] for name in ("title", "url", "publisher")}
    with _coding:  # one report at a time: it is the model's work, a second or so
        try:
            found = onrecord.explain(onrecord.read_text(text, date=about["published"], **parts), at=at)
        except onrecord.InputError as error:
            raise QueryError(str(error)) from error
    words = text[found.sentence.start : found.sentence.end]
    return render("why.html", **shared(pool, asked, "report"), found=found, words=words, report=about)


def _incident(pool: LedgerPool, asked: Asked, incident_id: str, *, is_writable: bool) -> str:
    with pool.opened(asked.as_of) as ledger:
        found = _found(ledger, incident_id, "incident")
    own, copies = fold_copies(found.parts["tellings"])
    return render(
        "incident.html",
        **shared(pool, asked, "incident"),
        incident=found.row,
        identity=found.id,
        forth=[row for row in own if not _speaks_against(row)],
        denials=[row for row in own if _speaks_against(row)],
        copies=copies,
        parts=found.parts,
        is_writable=is_writable,
    )


def fold_copies(tellings: Sequence[_Row]) -> tuple[list[_Row], dict[str, list[_Row]]]:
    """The tellings in words of their own, and by each those that have its words; copies of nothing stand alone."""
    there = {row["event_id"] for row in tellings if row["relation"] != "copies"}
    own: list[_Row] = []
    copies: dict[str, list[_Row]] = {}
    for row in tellings:
        if row["relation"] == "copies" and row["to_event"] in there:
            copies.setdefault(row["to_event"], []).append(row)
        else:
            own.append(row)
    return own, copies


def _speaks_against(row: _Row) -> bool:
    return row["relation"] == "denies" or str(row["certainty"]).endswith("-") or str(row["stance"]) == "disputes"


def _found(ledger: Ledger, identity: str, kind: str) -> Any:
    try:
        found = ledger.explain(identity)
    except QueryError as error:
        raise NotThereError(str(error)) from error
    if found.kind != kind:
        raise NotThereError(f"{identity!r} is the id of one {found.kind}, not of one {kind}")
    return found


def _actor(pool: LedgerPool, asked: Asked, actor_id: str) -> str:
    identity = _checked(actor_id)
    asks = {
        "did": ("events", f"actor={identity}"),
        "said": ("claims", f"source={identity}"),
        "accused": ("events", f"recipient={identity}", "type=ACCUSE"),
        "met": ("events", f"recipient={identity}", "type!=ACCUSE"),
        "sent": ("transfers", f"supplier={identity}"),
        "got": ("transfers", f"recipient={identity}"),
    }
    with pool.opened(asked.as_of) as ledger:
        parts = {
            name: ledger.ask(question, *terms, *asked.terms, limit=_SHOWN, is_newest_first=True)
            for name, (question, *terms) in asks.items()
        }
        pairs = list(ledger.counts("pairs", f"party={identity}", *asked.terms, limit=200))
    offices, members = pool.reference()
    return render(
        "actor.html",
        **shared(pool, asked, "actor"),
        identity=identity,
        parts=parts,
        asks=asks,
        columns={name: LISTS[question].columns for name, (question, *_) in asks.items()},
        offices=_of_actor(offices, ("body", "actor_id", "person"), identity),
        members=_of_actor(members, ("body", "member"), identity),
        partners=_partners(pairs, identity),
    )


def _of_actor(rows: Sequence[_Row], columns: Sequence[str], identity: str) -> list[_Row]:
    """Terms that an actor, or the body it is an organ of, has to do with; the latest first, sixty at most."""
    known = {identity, identity.partition(":")[0]}
    found = [row for row in rows if any(row[column] in known for column in columns)]
    return sorted(found, key=lambda row: row["first_day"] or date.min, reverse=True)[:60]


def _partners(pairs: Sequence[_Row], identity: str) -> list[str]:
    """With whom an actor has most to do."""
    counted: dict[str, int] = {}
    for row in pairs:
        for one in (row["one"], row["other"]):
            if not one.startswith(identity) and one != UNKNOWN_ACTOR:
                counted[one] = counted.get(one, 0) + row["incidents"]
    return sorted(counted, key=lambda one: (-counted[one], one))[:12]


def _dyad(pool: LedgerPool, asked: Asked, one: str, other: str) -> str:
    terms = (f"party={one}", f"party={other}", *asked.terms)
    rows: list[_Row] = []
    bars: list[Any] = []
    if one and other:
        with pool.opened(asked.as_of) as ledger:
            bars = week_bars(list(ledger.counts("weeks", *terms)))
            rows = list(ledger.ask("timeline", *terms, limit=_MOST_OF_TWO, is_newest_first=True))
    return render(
        "dyad.html",
        **shared(pool, asked, "dyad"),
        one=one,
        other=other,
        terms=terms,
        bars=bars,
        rows=rows[:_SHOWN],
        total=len(rows),
        threats=_threats(rows),
        columns=LISTS["incidents"].columns[:5],
    )


def _threats(rows: Sequence[_Row]) -> list[tuple[_Row, list[_Row]]]:
    """Each threat with the hostile acts of the sixty days after it, three at most."""
    dated = [row for row in reversed(rows) if isinstance(row["day"], date)]
    found = []
    for threat in (row for row in dated if row["type"] == "THREATEN"):
        later = [
            row for row in dated if row["type"] in _HOSTILE and threat["day"] < row["day"] <= threat["day"] + _FOLLOWS
        ]
        found.append((threat, later[:3]))
    return found[-_SHOWN:]
