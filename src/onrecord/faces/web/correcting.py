"""Corrections by a person: wrong, same, different, withdraw; only where the server was started with a token.

The token travels in the body of each form and nowhere else, so no other page can send a correction in a reader's name.
"""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import Literal, cast
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

import onrecord
from onrecord import QueryError
from onrecord.faces.web.failing import RefusedError

__all__ = ["correction_router"]

_LARGEST = 20_000  # bytes of a form
_LONGEST = 2_000  # characters of a field
_JUDGED = ("WRONG", "SAME", "DIFFERENT")


def correction_router(ledger: Path, token: str | None) -> APIRouter:
    """The path that takes corrections; without a ``token`` it refuses every one."""
    router = APIRouter(include_in_schema=False)

    @router.post("/correct")
    async def correct(request: Request) -> Response:
        if token is None:
            raise RefusedError("this server is read-only")
        if not _is_from_here(request):
            raise RefusedError("the form was sent from another site")
        form = await _form(request)
        if not hmac.compare_digest(form.get("token", "").encode("utf-8", "replace"), token.encode()):
            raise RefusedError("the token is another")
        await run_in_threadpool(_make, ledger, form)
        return RedirectResponse(_back(form.get("back", "")), 303)

    return router


def _is_from_here(request: Request) -> bool:
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form sent as ``application/x-www-form-urlencoded``.

    Raises:
        QueryError: it is too large.

    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise QueryError(f"correction: more than {_LARGEST} bytes; shorten the reason")
    fields = parse_qs(body.decode("ascii", "replace"), max_num_fields=20)
    return {name: values[0].strip()[:_LONGEST] for name, values in fields.items()}


def _make(ledger: Path, form: dict[str, str]) -> None:
    verdict = form.get("verdict", "")
    if verdict == "WITHDRAW":
        onrecord.withdraw(ledger, form.get("judgement", ""))
        return
    if verdict not in _JUDGED:
        raise QueryError(f"correction {verdict!r}: there are {', '.join(_JUDGED)} and WITHDRAW")
    if not form.get("by"):
        raise QueryError("correction: say who judges")
    known = cast('Literal["WRONG", "SAME", "DIFFERENT"]', verdict)
    other = None if verdict == "WRONG" else form.get("other") or None
    onrecord.judge(ledger, known, form.get("one", ""), other, by=form["by"], why=form.get("why") or None)


def _back(path: str) -> str:
    """A path of this server, whatever was sent."""
    is_path = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_path else "/"
