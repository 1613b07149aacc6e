"""The application: pages, API, corrections and static files over one ledger, and the server that runs it."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

import onrecord
from onrecord.faces.web.api import api_router
from onrecord.faces.web.correcting import correction_router
from onrecord.faces.web.failing import install_failures, install_headers
from onrecord.faces.web.keeping import LedgerPool
from onrecord.faces.web.lists import list_router
from onrecord.faces.web.overviews import overview_router
from onrecord.faces.web.remembering import Remembering
from onrecord.faces.web.singles import single_router

__all__ = ["make_app", "run_server"]

_STATIC = Path(__file__).parent / "static"
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  -- compared with, not bound to
_ABOUT = "The record as JSON and files. Every list takes the same filter language as repeated `q`; see /api."


def make_app(ledger: Path, *, token: str | None = None, hosts: frozenset[str] | None = None) -> FastAPI:
    """The reading room over a ledger; it takes corrections only with a ``token``.

    ``hosts`` are the names it answers to beside those of this machine; ``None`` lets any pass.

    Raises:
        InputError: there is no ledger at the path.
        LedgerError: it is damaged.

    """
    pool = LedgerPool(ledger)
    pool.facts()

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=_warm_up, args=[pool], daemon=True).start()
        yield
        pool.close()

    app = FastAPI(
        title="Onrecord", version=onrecord.__version__, description=_ABOUT, lifespan=life, docs_url=None, redoc_url=None
    )
    install_failures(app)
    app.add_middleware(Remembering, state=pool.state)
    install_headers(app, hosts=hosts)
    app.include_router(api_router(pool))
    app.include_router(overview_router(pool, app, is_writable=token is not None))
    app.include_router(list_router(pool))
    app.include_router(single_router(pool, is_writable=token is not None))
    app.include_router(correction_router(ledger, token))
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    return app


def _warm_up(pool: LedgerPool) -> None:
    with suppress(onrecord.OnrecordError):  # whoever asks next is told what is wrong
        pool.warm_up()


def run_server(ledger: Path, *, host: str, port: int, token: str | None, is_opened: bool) -> None:
    """Serves until Ctrl-C; ``is_opened`` shows it in the browser.

    Raises:
        InputError: there is no ledger at the path.
        LedgerError: it is damaged.

    """
    hosts = None if host in _EVERYWHERE else frozenset({host})
    app = make_app(ledger, token=token, hosts=hosts)
    if is_opened:
        shown = "localhost" if host in _EVERYWHERE else host
        threading.Timer(1.0, webbrowser.open, [f"http://{shown}:{port}/"]).start()
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
