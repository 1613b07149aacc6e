"""What the server remembers of its answers is what it would answer now, and does not grow without end."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from small import invented

import onrecord
from onrecord.faces.web import remembering
from onrecord.faces.web.server import make_app

PAGES = ("/", "/events?q=actor=KEN", "/api/events?limit=3", "/incidents", "/report/r3", "/download/events.csv")


def test_the_second_answer_is_the_first(ledger: Path) -> None:
    with TestClient(make_app(ledger)) as client:
        for page in PAGES:
            first, second = client.get(page), client.get(page)
            assert (first.status_code, first.content) == (200, second.content)
            assert dict(first.headers) == dict(second.headers)
            assert "content-security-policy" in second.headers


def test_what_was_added_is_seen_at_once(ledger: Path) -> None:
    with TestClient(make_app(ledger)) as client:
        assert client.get("/report/r20").status_code == 404
        before = client.get("/api/events?limit=1000").json()["count"]
        onrecord.add_reports(ledger, invented(12, 24))
        assert client.get("/report/r20").status_code == 200
        assert client.get("/api/events?limit=1000").json()["count"] > before


def test_other_names_are_still_turned_away(ledger: Path) -> None:
    with TestClient(make_app(ledger, hosts=frozenset()), base_url="http://localhost") as client:
        assert client.get("/events").status_code == 200
        assert client.get("/events", headers={"host": "evil.example"}).status_code == 421


def test_memory_is_bounded(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST", 100_000)
    kept = remembering.Remembering(lambda *_: None, state=lambda: 1)  # type: ignore[arg-type]
    for number in range(50):
        kept._keep(("/a", b"%d" % number), remembering._Answer({}, b"x" * 10_000, 1e12))  # noqa: SLF001  -- what is bounded
    assert len(kept._kept) == 10  # noqa: SLF001  -- what is bounded
    assert (("/a", b"49") in kept._kept, ("/a", b"0") in kept._kept) == (True, False)  # noqa: SLF001  -- what is bounded
