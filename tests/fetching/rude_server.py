"""A real HTTP server on this machine that answers byte for byte what a test tells it to, well or badly."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

Reply = bytes | Iterable[bytes]
Handler = Callable[["Asked"], Reply]


@dataclass(frozen=True)
class Asked:
    """One request as the server got it; header names are lower-case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def reply(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A well-formed answer; header names are written with underscores; a length that is given is kept."""
    data = body.encode() if isinstance(body, str) else body
    lines = {name.replace("_", "-"): value for name, value in headers.items()}
    if not any(name.lower() in ("content-length", "transfer-encoding") for name in lines):
        lines["Content-Length"] = str(len(data))
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("utf-8", "surrogateescape") + data


def moved(location: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return reply(status=status, Location=location)


@dataclass
class RudeServer:
    """Routes by path (without query); a path with none gets 404, /robots.txt too."""

    routes: dict[str, Handler | Reply] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        """The paths asked for, robots.txt left out."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError, ValueError):
            connection.settimeout(5)
            asked = _read(connection)
            self.asked.append(asked)
            handler = self.routes.get(asked.path.partition("?")[0], reply("none", "404 Not Found"))
            answer = handler(asked) if callable(handler) else handler
            for piece in (answer,) if isinstance(answer, bytes) else answer:
                connection.sendall(piece)


def _read(connection: socket.socket) -> Asked:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            raise ValueError("no request")
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    method, path, _ = first.split(" ")
    return Asked(method, path, headers, body)


@contextlib.contextmanager
def running() -> Iterator[RudeServer]:
    """A server that runs until the end of the block."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = RudeServer(port=listener.getsockname()[1])

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=server.serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(2)


def slowly(pieces: Iterable[bytes], pause: float) -> Iterator[bytes]:
    """Pieces with a pause (of real time) after each."""
    for piece in pieces:
        yield piece
        time.sleep(pause)


class FakeTime:
    """A clock that goes on only when somebody sleeps."""

    def __init__(self, start: float = 2_000_000_000.0) -> None:
        self.moment = start
        self.slept: list[float] = []

    def now(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += seconds
