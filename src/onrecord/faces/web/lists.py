"""The pages that show an answer as a table, and the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.faces.web.filtering import Asked, asked_of, form_of, known_fields, order_of, terms_of_form
from onrecord.faces.web.flows import flow_picture
from onrecord.faces.web.keeping import MOST_FLOWS, PAGE_ROWS, LedgerPool
from onrecord.faces.web.paging import Page, page_of
from onrecord.faces.web.pictures import month_bars
from onrecord.faces.web.rendering import page_url, render
from onrecord.faces.wording import when
from onrecord.ledger import QUESTIONS

__all__ = ["LISTS", "ListPage", "list_router", "sent_form", "shared"]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page with a table; ``columns`` are headings with the cell of the template that fills them."""

    title: str
    columns: Sequence[tuple[str, str]]


LISTS: Mapping[str, ListPage] = {
    "events": ListPage(
        "Events",
        (
            ("When", "when"),
            ("Who", "actors"),
            ("Did", "did"),
            ("To whom", "recipients"),
            ("How sure", "sure"),
            ("On whose word", "word"),
            ("Words of the report", "quote"),
        ),
    ),
    "claims": ListPage(
        "Claims",
        (
            ("When", "when"),
            ("On whose word", "holder"),
            ("Who", "actors"),
            ("Did", "did"),
            ("To whom", "recipients"),
            ("How sure", "sure"),
            ("Words of the report", "quote"),
        ),
    ),
    "transfers": ListPage(
        "Transfers",
        (
            ("When", "when"),
            ("Supplier", "supplier"),
            ("Stage", "stage"),
            ("Recipient", "recipient"),
            ("Arms", "items"),
            ("How sure", "sure"),
            ("On whose word", "word"),
            ("Independent sources", "independent"),
            ("Embargoes", "verdicts"),
            ("Words of the report", "quote"),
        ),
    ),
    "incidents": ListPage(
        "Incidents",
        (
            ("When", "when"),
            ("Who", "actors"),
            ("Did", "did"),
            ("To whom", "recipients"),
            ("How sure", "sure"),
            ("Reports", "reports"),
            ("Independent sources", "independent"),
            ("Denied by", "deniers"),
            ("Words told first", "incident"),
        ),
    ),
    "findings": ListPage(
        "Findings",
        (
            ("When", "when"),
            ("Regime", "regime"),
            ("Would be", "verdict"),
            ("Supplier", "supplier"),
            ("Stage", "stage"),
            ("Recipient", "recipient"),
            ("Arms", "items"),
            ("Words of the report", "quote"),
        ),
    ),
    "sources": ListPage(
        "Sources",
        (
            ("On whose word", "holder"),
            ("Claims", "claims"),
            ("Certain", "certain"),
            ("Denied", "denied"),
            ("Reports", "reports"),
            ("Publishers", "publishers"),
            ("First", "first_day"),
            ("Last", "last_day"),
        ),
    ),
    "tellings": ListPage(
        "Tellings",
        (
            ("Published", "published"),
            ("By", "publisher"),
            ("Adds", "relation"),
            ("Who", "actors"),
            ("Did", "did"),
            ("To whom", "recipients"),
            ("How sure", "sure"),
            ("Words of the report", "quote"),
        ),
    ),
}


def list_router(pool: LedgerPool) -> APIRouter:
    """The paths of the lists."""
    router = APIRouter(include_in_schema=False)

    @router.get("/timeline")
    def timeline(request: Request) -> Response:
        return sent_form(request, "timeline") or _timeline(pool, asked_of(request))

    for question in LISTS:
        router.add_api_route(f"/{question}", _listing(pool, question), methods=["GET"])
    return router


def _listing(pool: LedgerPool, question: str) -> Callable[[Request], Response]:
    def listed(request: Request) -> Response:
        return sent_form(request, question) or _list(pool, question, asked_of(request))

    return listed


def sent_form(request: Request, question: str) -> Response | None:
    """A form sent without script is answered with the address of what it asks for, to be shared."""
    terms = terms_of_form(question, request.query_params)
    if terms is None:
        return None
    given = request.query_params
    return RedirectResponse(page_url(request.url.path, terms, as_of=given.get("as-of"), order=order_of(given)), 303)


def _list(pool: LedgerPool, question: str, asked: Asked) -> Response:
    page = _page(pool, question, asked)
    picture = None
    if question == "transfers":
        picture = flow_picture(pool.counts("flows", asked.terms, limit=MOST_FLOWS, as_of=asked.as_of))
    html = render(
        "list.html",
        **shared(pool, asked, question),
        title=LISTS[question].title,
        meaning=QUESTIONS[question].meaning,
        columns=LISTS[question].columns,
        page=page,
        flows=picture,
    )
    return HTMLResponse(html)


def _timeline(pool: LedgerPool, asked: Asked) -> Response:
    page = _page(pool, "timeline", asked)
    months = list(pool.counts("months", asked.terms, as_of=asked.as_of))
    bars = month_bars(months)
    html = render(
        "timeline.html",
        **shared(pool, asked, "timeline"),
        page=page,
        days=_by_day(page),
        bars=bars,
        earlier=sum(row["incidents"] for row in months if row["month"] and bars and row["month"] < bars[0].start),
    )
    return HTMLResponse(html)


def _page(pool: LedgerPool, question: str, asked: Asked) -> Page:
    return page_of(
        pool,
        question,
        asked.terms,
        limit=PAGE_ROWS,
        cursor=asked.cursor,
        as_of=asked.as_of,
        is_newest_first=asked.is_newest_first,
    )


def _by_day(page: Page) -> list[tuple[str, list[dict[str, Any]]]]:
    days: dict[str, list[dict[str, Any]]] = {}
    for row in page.answer:
        days.setdefault(when(row["day"], row["date_precision"]) or "day not known", []).append(row)
    return list(days.items())


def shared(pool: LedgerPool, asked: Asked, here: str) -> dict[str, Any]:
    """What every page is given: where it is, what it was asked, the form, names of actors."""
    facts = pool.facts()
    return {
        "here": here,
        "asked": asked,
        "form": form_of(here),
        "names": facts.names,
        "facts": facts,
        "fields": known_fields(),
        "is_by_day": here in QUESTIONS and QUESTIONS[here].is_by_day,
    }
