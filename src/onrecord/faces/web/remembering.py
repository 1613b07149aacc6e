"""Whole answers remembered until a writer publishes: many readers of one state look at the same pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Remembering"]

_LARGEST = 1_000_000  # bytes of one answer
_MOST = 48_000_000  # bytes of all, with their addresses, which may be longer than what they are answered with
_BESIDE = 1_000  # bytes that an answer takes beside its address and its body


@dataclass(frozen=True, slots=True)
class _Answer:
    start: Message
    body: bytes


class Remembering:
    """Gives the answer to a GET again while ``state`` stays what it was; only answers with status 200 are kept.

    The application must answer by path, query and state alone, and not by who asks.
    """

    def __init__(self, app: ASGIApp, *, state: Callable[[], Hashable]) -> None:
        self._app = app
        self._state = state
        self._shown: Hashable = None
        self._kept: dict[tuple[str, bytes], _Answer] = {}
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from memory, or lets the application answer and keeps that."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        asked, state = (scope["path"], scope["query_string"]), self._state()
        if state != self._shown:
            self._kept, self._size, self._shown = {}, 0, state
        known = self._kept.get(asked)
        if known is not None:
            await send(known.start)
            await send({"type": "http.response.body", "body": known.body, "more_body": False})
            return
        await self._answer_and_keep(asked, state, (scope, receive, send))

    async def _answer_and_keep(
        self, asked: tuple[str, bytes], state: Hashable, call: tuple[Scope, Receive, Send]
    ) -> None:
        scope, receive, send = call
        start: Message = {}
        body: list[bytes] = []

        async def pass_on(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = {**message, "headers": list(message.get("headers", ()))}
            elif sum(map(len, body)) <= _LARGEST:
                body.append(message.get("body", b""))
            await send(message)

        await self._app(scope, receive, pass_on)
        size = sum(map(len, body))
        if start.get("status") == 200 and size <= _LARGEST and state == self._shown == self._state():
            self._keep(asked, _Answer(start, b"".join(body)))

    def _keep(self, asked: tuple[str, bytes], answer: _Answer) -> None:
        self._forget(asked)
        self._kept[asked] = answer
        self._size += _size_of(asked, answer)
        while self._size > _MOST:
            self._forget(next(iter(self._kept)))

    def _forget(self, asked: tuple[str, bytes]) -> None:
        if (old := self._kept.pop(asked, None)) is not None:
            self._size -= _size_of(asked, old)


def _size_of(asked: tuple[str, bytes], answer: _Answer) -> int:
    path, query = asked
    return len(path) + len(query) + len(answer.body) + _BESIDE
