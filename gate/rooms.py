"""A reading room that runs, for what opens it in a browser: the pictures, the drive over all views, and the tests."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from onrecord.faces.web.server import make_app

__all__ = ["served_room"]


@contextmanager
def served_room(ledger: Path, *, token: str | None = None) -> Iterator[str]:
    """A running server over a ledger, by its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(make_app(ledger, token=token), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
