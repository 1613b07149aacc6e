"""Every actor that a page names leads to a page; who is nobody's page is not a link."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import onrecord
from onrecord.faces.web.server import make_app

REPORTS = {
    "claim": "Ghana shipped nine mortars to Togo on Monday, Benin said.",
    "denial": "Ghana has not shipped nine mortars to Togo. The mortars are in Accra.",
    "talks": "Togo met the P5+1 in Vienna on Tuesday.",
    "strike": "Gabon bombed a camp in Niger on Monday.",
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of reports that name no publisher."""
    folder = tmp_path_factory.mktemp("bare")
    for key, text in REPORTS.items():
        (folder / f"{key}.txt").write_text(f"date 2022-03-08\n{text}\n", encoding="utf-8")
    onrecord.add_reports(folder / "x.ledger", onrecord.read_inputs([folder]))
    return folder / "x.ledger"


def _actors(page: str) -> set[str]:
    return {html.unescape(found) for found in re.findall(r'href="(/actor/[^"]*)"', page)}


def test_every_actor_that_is_a_link_has_a_page(client: TestClient, views: dict[str, str]) -> None:
    found = {link for address in views.values() for link in _actors(client.get(address).text)}
    assert len(found) > 5
    for link in sorted(found | {"/actor/P5%2B1", "/actor/AU-suspended"}):
        assert client.get(link).status_code == 200, link


def test_a_report_without_a_publisher_is_told_by_its_reporter(bare: Path) -> None:
    with TestClient(make_app(bare)) as room:
        pages = [room.get(path).text for path in ("/", "/incidents", "/timeline", "/graph")]
        ids = [row["incident_id"] for row in room.get("/api/incidents").json()["rows"]]
        pages += [room.get(f"/incident/{identity}").text for identity in ids]
        assert any("the reporter" in page for page in pages)
        for page in pages:
            assert "outlet:" not in page
            assert "<bdi>?</bdi>" not in page
            assert all(room.get(link).status_code == 200 for link in _actors(page))


def test_the_brief_and_the_command_line_name_no_question_mark(bare: Path) -> None:
    with onrecord.Ledger(bare) as ledger:
        told = " ".join(line.text for line in ledger.brief())
    assert "?" not in told
    assert "Denied by the reporter." in told
