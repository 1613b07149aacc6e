"""The HTTP API: the questions of the record as JSON and files, with the same filter language and one error shape."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from onrecord import QueryError
from onrecord.faces.moments import moment_of
from onrecord.faces.web.failing import Failure, NotThereError
from onrecord.faces.web.keeping import LedgerPool
from onrecord.faces.web.paging import FILE_TYPES, as_file, page_of, plain, whole_answer
from onrecord.ledger import QUESTIONS

__all__ = ["API_QUESTIONS", "Rows", "api_router"]

API_QUESTIONS = ("events", "claims", "transfers", "incidents", "findings", "sources", "timeline", "tellings")
_FAILURES: dict[int | str, dict[str, Any]] = {
    400: {"model": Failure, "description": "A term, the cursor or another parameter is not well put."},
    503: {"model": Failure, "description": "The ledger cannot be opened."},
}
_NOT_THERE: dict[int | str, dict[str, Any]] = {
    **_FAILURES,
    404: {"model": Failure, "description": "Nothing has that id."},
}

Terms = Annotated[
    list[str] | None,
    Query(description="Terms of the filter language, all of which must hold: actor=PRK, date=2023-09.., text~shells."),
]
AsOf = Annotated[
    str | None, Query(description="A day (its end) or a moment of UTC: the record as it stood then.", max_length=40)
]
Limit = Annotated[int, Query(ge=1, le=1000, description="Rows of a page.")]
Cursor = Annotated[str | None, Query(description="The `next` of the page before.", max_length=60)]


class Rows(BaseModel):
    """A page of rows; ``next`` is the cursor of the next, null on the last; ``as_of`` (UTC) is the state shown."""

    question: str
    as_of: str | None
    count: int = Field(description="rows of this page")
    next: str | None
    rows: list[dict[str, Any]]


class ReportAnswer(BaseModel):
    """A report's text and its public record (`onrecord schema`)."""

    document: dict[str, Any]
    text: str


class IncidentAnswer(BaseModel):
    """The account of an incident and what it rests on."""

    id: str
    incident: dict[str, Any]
    tellings: list[dict[str, Any]]
    steps: list[dict[str, Any]]
    copies: list[dict[str, Any]]
    findings: list[dict[str, Any]]


def api_router(pool: LedgerPool) -> APIRouter:
    """The paths below ``/api/`` and ``/download/``."""
    router = APIRouter()
    for question in API_QUESTIONS:
        router.add_api_route(
            f"/api/{question}",
            _asking(pool, question),
            methods=["GET"],
            response_model=Rows,
            responses=_FAILURES,
            summary=QUESTIONS[question].meaning,
            operation_id=question,
            tags=["questions"],
        )
    _add_single(router, pool)
    _add_download(router, pool)
    return router


def _asking(pool: LedgerPool, question: str) -> Callable[..., Response]:
    def ask(*, q: Terms = None, limit: Limit = 100, cursor: Cursor = None, as_of: AsOf = None) -> Response:
        page = page_of(pool, question, q or (), limit=limit, cursor=cursor, as_of=moment_of(as_of))
        rows = [plain(row) for row in page.answer]
        state = None if page.moment is None else page.moment.isoformat()
        return JSONResponse({"question": question, "as_of": state, "count": len(rows), "next": page.next, "rows": rows})

    return ask


def _add_single(router: APIRouter, pool: LedgerPool) -> None:
    @router.get("/api/report/{report_id:path}", response_model=ReportAnswer, responses=_NOT_THERE, tags=["one"])
    def report(report_id: str, *, as_of: AsOf = None) -> Response:
        """A report's text and its public record, by id or key."""
        with pool.opened(moment_of(as_of)) as ledger:
            try:
                kept = ledger.report(report_id)
            except QueryError as error:
                raise NotThereError(str(error)) from error
        return JSONResponse({"document": json.loads(kept["document"]), "text": kept["text"]})

    @router.get("/api/incident/{incident_id}", response_model=IncidentAnswer, responses=_NOT_THERE, tags=["one"])
    def incident(incident_id: str, *, as_of: AsOf = None) -> Response:
        """An incident with all its tellings, by id or the first digits of it."""
        with pool.opened(moment_of(as_of)) as ledger:
            try:
                found = ledger.explain(incident_id)
            except QueryError as error:
                raise NotThereError(str(error)) from error
        if found.kind != "incident":
            raise NotThereError(f"{incident_id!r} is the id of one {found.kind}, not of an incident")
        parts = {name: found.parts[name] for name in ("tellings", "steps", "copies", "findings")}
        return JSONResponse(plain({"id": found.id, "incident": found.row, **parts}))


def _add_download(router: APIRouter, pool: LedgerPool) -> None:
    @router.get(
        "/download/{name}.{form}",
        response_class=Response,
        responses={**_FAILURES, 200: {"content": {kind.partition(";")[0]: {} for kind in FILE_TYPES.values()}}},
        tags=["files"],
    )
    def download(
        name: str, form: Literal["csv", "jsonl", "parquet"], *, q: Terms = None, as_of: AsOf = None
    ) -> Response:
        """All rows of a question, or of a count (weeks, months, pairs, sites, flows), as a file."""
        answer = whole_answer(pool, name, q or (), moment_of(as_of))
        headers = {"Content-Disposition": f'attachment; filename="onrecord-{name}.{form}"'}
        return Response(as_file(answer, form), media_type=FILE_TYPES[form], headers=headers)
