"""The pages over many rows: the start, map, graph, what changed, and the page of the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.faces.moments import moment_of
from onrecord.faces.web.filtering import Asked, asked_of
from onrecord.faces.web.keeping import LedgerPool
from onrecord.faces.web.lists import LISTS, sent_form, shared
from onrecord.faces.web.pictures import graph_of
from onrecord.faces.web.rendering import render
from onrecord.faces.web.world import base_map, map_of

__all__ = ["overview_router"]

_MOST_SITES = 3000
_MOST_PAIRS = 400
_MOST_CHANGES = 100  # of each kind
_RECENT = timedelta(days=7)


def overview_router(pool: LedgerPool, app: FastAPI, *, is_writable: bool) -> APIRouter:
    """The paths of the overviews."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def start(request: Request) -> Response:
        return HTMLResponse(_start(pool, asked_of(request)))

    @router.get("/map")
    def world(request: Request) -> Response:
        return sent_form(request, "map") or HTMLResponse(_map(pool, asked_of(request)))

    @router.get("/graph")
    def graph(request: Request) -> Response:
        return sent_form(request, "graph") or HTMLResponse(_graph(pool, asked_of(request)))

    @router.get("/changes")
    def changes(request: Request, *, since: str = "") -> Response:
        return HTMLResponse(_changes(pool, asked_of(request), since.strip(), is_writable=is_writable))

    @router.get("/api")
    def described(request: Request) -> Response:
        asked = asked_of(request)
        return HTMLResponse(render("api.html", **shared(pool, asked, "api"), paths=_paths(app.openapi())))

    return router


def _start(pool: LedgerPool, asked: Asked) -> str:
    most = pool.facts().most_told
    return render("start.html", **shared(pool, asked, "start"), most=most, columns=LISTS["incidents"].columns)


def _map(pool: LedgerPool, asked: Asked) -> str:
    with pool.opened(asked.as_of) as ledger:
        sites = ledger.counts("sites", *asked.terms, limit=_MOST_SITES)
    drawn = map_of(list(sites), pool.facts().names)
    return render("map.html", **shared(pool, asked, "map"), drawn=drawn, base=base_map(), is_cut=sites.is_cut)


def _graph(pool: LedgerPool, asked: Asked) -> str:
    with pool.opened(asked.as_of) as ledger:
        pairs = ledger.counts("pairs", *asked.terms, limit=_MOST_PAIRS)
    return render("graph.html", **shared(pool, asked, "graph"), graph=graph_of(list(pairs)))


def _changes(pool: LedgerPool, asked: Asked, since: str, *, is_writable: bool) -> str:
    newest = pool.facts().newest
    moment = moment_of(since) or (newest - _RECENT if newest else None)
    found: dict[str, list[dict[str, Any]]] = {}
    if moment is not None:
        with pool.opened() as ledger:
            found = ledger.changes(moment, limit=_MOST_CHANGES + 1)
    return render(
        "changes.html",
        **shared(pool, asked, "changes"),
        since=since or (moment.date().isoformat() if moment else ""),
        moment=moment,
        found={name: rows[:_MOST_CHANGES] for name, rows in found.items()},
        cut={name for name, rows in found.items() if len(rows) > _MOST_CHANGES},
        is_writable=is_writable,
        columns=LISTS["events"].columns[:5],
    )


def _paths(described: dict[str, Any]) -> list[dict[str, Any]]:
    """The paths of the API with their parameters, as its description has them."""
    return [
        {
            "path": path,
            "summary": about["get"].get("description") or about["get"].get("summary", ""),
            "parameters": about["get"].get("parameters", []),
        }
        for path, about in described["paths"].items()
    ]
