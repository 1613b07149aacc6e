"""What the server remembers of its answers is what it would answer now."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient
from small import invented

import onrecord
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
