"""A ledger of invented reports, the reading room over it, and a browser to look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hostile import hostile_reports
from opened import TOKEN, served_room

import onrecord
from onrecord.faces.web.server import make_app

REPORTS = Path(__file__).parents[2] / "ledger" / "reports"
CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the invented reports of the ledger's tests; for reading only."""
    path = tmp_path_factory.mktemp("web") / "room.ledger"
    for name in ("first.jsonl", "later.jsonl"):
        onrecord.add_reports(path, onrecord.read_inputs([REPORTS / name]))
    return path


@pytest.fixture(scope="session")
def made_hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of reports that hold script, style and markup wherever a report can hold text."""
    path = tmp_path_factory.mktemp("hostile") / "room.ledger"
    onrecord.add_reports(path, hostile_reports())
    return path


@pytest.fixture(scope="session")
def client(made: Path) -> Iterator[TestClient]:
    """The reading room, read-only."""
    with TestClient(make_app(made)) as opened:
        yield opened


@pytest.fixture(scope="session")
def views(client: TestClient) -> dict[str, str]:
    """An address of each view, by the view's name."""
    row = client.get("/api/transfers?limit=1&q=supplier=SRB").json()["rows"][0]
    named = {
        "report": f"/report/{row['report_id']}",
        "why": f"/why/{row['report_id']}?at=5",
        "incident": f"/incident/{row['incident_id']}",
        "actor": "/actor/SRB",
        "dyad": "/dyad?one=SRB&other=LBY",
        "changes": "/changes?since=2020-01-01",
        "start": "/",
        "filtered": "/events?q=actor=SRB&q=certainty=PS%2B..",
    }
    listed = "events claims transfers findings incidents sources tellings timeline map graph api"
    return named | {name: f"/{name}" for name in listed.split()}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not there; install chromium to run the tests of the pages in it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def room(made: Path) -> Iterator[str]:
    """The address of a running reading room."""
    with served_room(made, token=TOKEN) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_room(made_hostile: Path) -> Iterator[str]:
    """The address of a running reading room over the hostile reports."""
    with served_room(made_hostile) as address:
        yield address


Watch = Callable[..., Any]


@pytest.fixture
def watched(browser: Any) -> Iterator[Watch]:
    """Opens pages that may ask their own server only, and fails on whatever the console has to say against them."""
    said: list[str] = []
    contexts = []

    def open_page(room: str, **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: said.append(told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(f"dialog {dialog.message}"))

        def only_here(route: Any) -> None:
            if route.request.url.startswith(room):
                route.continue_()
            else:
                said.append(f"asked {route.request.url}")
                route.abort()

        page.route("**/*", only_here)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
