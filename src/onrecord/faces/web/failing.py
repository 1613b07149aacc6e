"""One shape of error for machines and one page for people, and the headers that keep a page to itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from onrecord import InputError, LedgerError, OnrecordError, QueryError
from onrecord.faces.web.rendering import render

__all__ = ["Failure", "NotThereError", "RefusedError", "install_failures", "install_headers"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


class Failure(BaseModel):
    """What went wrong, in every answer that is not one: a word, a sentence, and what to do."""

    error: str
    message: str
    hint: str


class NotThereError(QueryError):
    """Nothing has the id asked for."""


class RefusedError(OnrecordError):
    """A correction that may not be made: no token was set, or another was given."""


@dataclass(frozen=True, slots=True)
class _Kind:
    status: int
    error: str
    hint: str


_KINDS: tuple[tuple[type[Exception], _Kind], ...] = (
    (NotThereError, _Kind(404, "not-found", "take the id from an answer; it may have been superseded: see as_of")),
    (QueryError, _Kind(400, "bad-query", "the filter language stands at /api")),
    (RefusedError, _Kind(403, "refused", "start the server with --token, and give that token")),
    (InputError, _Kind(503, "no-ledger", "make one with: onrecord add REPORTS --ledger FILE")),
    (LedgerError, _Kind(503, "ledger-unusable", "another process may be writing: try again")),
)
_FORM = _Kind(400, "bad-request", "the parameters stand at /api")


def install_failures(app: FastAPI) -> None:
    """Every error of the program or of the caller becomes a :class:`Failure`, under ``/api``, or a page."""

    def of_ours(request: Request, error: Exception) -> Response:
        kind = next((kind for known, kind in _KINDS if isinstance(error, known)), _Kind(500, "failed", "report it"))
        return _answer(request, kind, str(error))

    def of_form(request: Request, error: Exception) -> Response:
        problems = error.errors() if isinstance(error, RequestValidationError) else []
        told = "; ".join(f"{'.'.join(str(p) for p in one['loc'][1:])}: {one['msg']}" for one in problems)
        return _answer(request, _FORM, told or "the request is not well put")

    def of_http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        phrase = HTTPStatus(status).phrase
        word = phrase.lower().replace(" ", "-")
        return _answer(request, _Kind(status, word, "see /api for what there is"), f"{request.url.path}: {phrase}")

    app.add_exception_handler(OnrecordError, of_ours)
    app.add_exception_handler(RequestValidationError, of_form)
    app.add_exception_handler(HTTPException, of_http)


def _answer(request: Request, kind: _Kind, message: str) -> Response:
    failure = Failure(error=kind.error, message=message, hint=kind.hint)
    if request.url.path.startswith(("/api/", "/download/")):
        return JSONResponse(failure.model_dump(), status_code=kind.status)
    page = render("error.html", failure=failure, status=kind.status)
    return HTMLResponse(page, status_code=kind.status)


def install_headers(app: FastAPI, *, hosts: frozenset[str] | None) -> None:
    """Sets the headers of every answer; refuses names of this machine other than ``hosts``, unless that is ``None``.

    A page elsewhere could else point its own name at this address and read the ledger.
    """

    @app.middleware("http")
    async def protect(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        if hosts is not None and _host_of(request) not in hosts | _LOCAL:
            hint = "open it by the address it was started on"
            response = _answer(request, _Kind(421, "wrong-host", hint), "this server does not answer to that name")
        else:
            response = await call(request)
        response.headers.update(_HEADERS)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


def _host_of(request: Request) -> str:
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""
