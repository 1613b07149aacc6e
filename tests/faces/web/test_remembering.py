"""Answers given again from memory: for how long, which, and in how much room."""

from __future__ import annotations

from collections import Counter

import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, Response
from fastapi.testclient import TestClient

from onrecord.faces.web import remembering
from onrecord.faces.web.remembering import Remembering


class _Room:
    """An application that counts what it is asked for, and a state to change."""

    def __init__(self) -> None:
        self.state = 1
        self.asked: Counter[str] = Counter()
        app = FastAPI()

        @app.api_route("/{path:path}", methods=["GET", "POST"])
        def answer(path: str, *, status: int = 200, size: int = 2) -> Response:
            self.asked[path] += 1
            return PlainTextResponse("x" * size, status)

        self.client = TestClient(Remembering(app, state=lambda: self.state))


def test_an_answer_is_remembered_until_the_state_changes() -> None:
    room = _Room()
    first, again = room.client.get("/events?size=9"), room.client.get("/events?size=9")
    assert (again.text, again.headers) == (first.text, first.headers)
    assert room.asked["events"] == 1
    assert len(room.client.get("/events?size=8").text) == 8
    room.state = 2
    room.client.get("/events?size=9")
    assert room.asked["events"] == 3


@pytest.mark.parametrize("path", ["/static/a.css", "/none?status=404", "/large?size=1000001"])
def test_files_failures_and_large_answers_are_not(path: str) -> None:
    room = _Room()
    for _ in range(2):
        room.client.get(path)
    assert list(room.asked.values()) == [2]


def test_what_is_sent_is_never_answered_from_memory() -> None:
    room = _Room()
    for _ in range(2):
        room.client.get("/correct")
        room.client.post("/correct")
    assert room.asked["correct"] == 3


@pytest.mark.parametrize("rest", [f"&more={'x' * 5_000}", "&size=5000"], ids=["addresses", "answers"])
def test_the_room_for_addresses_and_answers_is_bounded(rest: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST", 100_000)
    room = _Room()
    for number in range(40):
        room.client.get(f"/events?q={number}{rest}")
    room.client.get(f"/events?q=39{rest}")
    assert room.asked["events"] == 40
    room.client.get(f"/events?q=0{rest}")
    assert room.asked["events"] == 41
