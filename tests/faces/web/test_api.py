"""The HTTP API: the same filter language, paging that stays, one shape of error, and no server error for any input."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode

import onrecord
from onrecord import Ledger
from onrecord.faces.web.api import API_QUESTIONS
from onrecord.faces.web.paging import plain
from onrecord.faces.web.server import make_app


@pytest.mark.parametrize("question", API_QUESTIONS)
def test_an_answer_is_the_ledger_s_own(client: TestClient, made: Path, question: str) -> None:
    answer = client.get(f"/api/{question}?limit=1000").json()
    with Ledger(made) as ledger:
        assert answer["rows"] == [plain(row) for row in ledger.ask(question)]
    assert (answer["question"], answer["count"], answer["next"]) == (question, len(answer["rows"]), None)


def test_terms_are_joined_by_and(client: TestClient, made: Path) -> None:
    terms = ("actor=SRB", "certainty=PS+..", "date=2023-09..2024-01")
    rows = client.get("/api/events", params={"q": terms}).json()["rows"]
    with Ledger(made) as ledger:
        assert rows == [plain(row) for row in ledger.events(*terms)]


def _all_pages(client: TestClient, path: str, limit: int) -> list[dict[str, Any]]:
    rows, cursor = [], None
    while True:
        answer = client.get(path, params={"limit": limit} | ({"cursor": cursor} if cursor else {})).json()
        rows += answer["rows"]
        cursor = answer["next"]
        if cursor is None:
            return rows


@pytest.mark.parametrize("question", ["events", "claims", "incidents", "sources"])
def test_pages_put_together_are_the_whole(client: TestClient, question: str) -> None:
    whole = client.get(f"/api/{question}?limit=1000").json()["rows"]
    assert _all_pages(client, f"/api/{question}", 7) == whole


def test_pages_stay_while_the_ledger_grows(tmp_path: Path, made: Path) -> None:
    path = tmp_path / "growing.ledger"
    path.write_bytes(made.read_bytes())
    client = TestClient(make_app(path))
    whole = client.get("/api/incidents?limit=1000").json()["rows"]
    first = client.get("/api/incidents?limit=10").json()
    texts = ["Norway accused Serbia of sending shells to Libya.", "Chad attacked Mali on Monday, Niger said."]
    onrecord.add_reports(path, [onrecord.read_text(t, date="2023-09-05", key=f"n{i}") for i, t in enumerate(texts)])
    rest, cursor = [], first["next"]
    while cursor:
        answer = client.get("/api/incidents", params={"limit": 10, "cursor": cursor}).json()
        rest, cursor = [*rest, *answer["rows"]], answer["next"]
    assert [*first["rows"], *rest] == whole
    assert client.get("/api/incidents?limit=1000").json()["count"] > len(whole)


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("/api/events?q=actr=PRK", 400, "bad-query"),
        ("/api/events?q=date=2023-13", 400, "bad-query"),
        ("/api/events?limit=0", 400, "bad-request"),
        ("/api/events?limit=many", 400, "bad-request"),
        ("/api/events?cursor=1", 400, "bad-query"),
        ("/api/events?cursor=2023-99-99T00:00:00~1", 400, "bad-query"),
        ("/api/events?as_of=soon", 400, "bad-query"),
        ("/api/report/none", 404, "not-found"),
        ("/api/incident/ffffffff", 404, "not-found"),
        ("/api/nothing", 404, "not-found"),
    ],
)
def test_every_error_has_one_shape(client: TestClient, path: str, status: int, error: str) -> None:
    answer = client.get(path)
    body = answer.json()
    assert (answer.status_code, body["error"]) == (status, error)
    assert set(body) == {"error", "message", "hint"}
    assert all(isinstance(value, str) and value for value in body.values())


def test_only_reading_is_offered(client: TestClient) -> None:
    for method in ("post", "put", "delete", "patch"):
        answer = getattr(client, method)("/api/events")
        assert (answer.status_code, answer.json()["error"]) == (405, "method-not-allowed")


def test_a_ledger_that_goes_away_is_told(tmp_path: Path, made: Path) -> None:
    path = tmp_path / "going.ledger"
    path.write_bytes(made.read_bytes())
    client = TestClient(make_app(path))
    client.get("/api/events")
    path.unlink()
    path.with_name("going.ledger.snapshot").unlink()
    answer = client.get("/api/events")
    assert (answer.status_code, answer.json()["error"]) == (503, "no-ledger")


def test_many_may_ask_at_once_while_somebody_writes(tmp_path: Path, made: Path) -> None:
    path = tmp_path / "busy.ledger"
    path.write_bytes(made.read_bytes())
    client = TestClient(make_app(path))
    before = client.get("/api/events?limit=1000").json()["count"]

    def ask(number: int) -> tuple[int, int]:
        answer = client.get(f"/api/events?limit=1000&q=certainty!={'CT-' if number % 2 else 'Uu'}")
        return answer.status_code, answer.json()["count"]

    with ThreadPoolExecutor(12) as people:
        asked = [people.submit(ask, number) for number in range(60)]
        text = "Norway accused Serbia of sending shells to Libya."
        onrecord.add_reports(path, [onrecord.read_text(text, date="2024-01-02", key="meanwhile")])
        assert {one.result()[0] for one in asked} == {200}
    assert client.get("/api/events?limit=1000").json()["count"] > before


def test_the_page_of_the_api_names_every_path_and_field(client: TestClient) -> None:
    page = client.get("/api").text
    described = client.get("/openapi.json").json()
    assert all(f"<code>GET {path}</code>" in page for path in described["paths"])
    assert {f"/api/{question}" for question in API_QUESTIONS} <= set(described["paths"])


def test_nothing_sent_makes_a_server_error(client: TestClient) -> None:
    described = schemathesis.openapi.from_asgi("/openapi.json", client.app)
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == len(API_QUESTIONS) + 3
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _send_many(operation.as_strategy(generation_mode=mode))


def _send_many(cases: SearchStrategy[schemathesis.Case]) -> None:
    @given(case=cases)
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    def send(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=[schemathesis.checks.not_a_server_error])

    send()
