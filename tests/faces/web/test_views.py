"""The pages without a browser: what they say, how they are addressed, what they allow."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from fastapi.testclient import TestClient
from opened import TOKEN

import onrecord
from onrecord import Answer, Ledger
from onrecord.faces.web.paging import as_file
from onrecord.faces.web.server import make_app
from onrecord.faces.web.singles import fold_copies

NAMES = [
    *("start", "events", "claims", "transfers", "findings", "incidents", "sources", "tellings", "timeline", "map"),
    *("graph", "api", "report", "why", "incident", "actor", "dyad", "changes", "filtered"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_view_is_a_page_with_its_landmarks(client: TestClient, views: dict[str, str], name: str) -> None:
    answer = client.get(views[name])
    assert answer.status_code == 200, answer.text
    page = answer.text
    assert page.count("<h1>") == page.count("<main") == page.count("<header>") == page.count("<footer>") == 1
    assert "Skip to the content" in page
    assert not re.search(r"<(script|style)(?![^>]*\bsrc=)[^>]*>|\son\w+=|\sstyle=", page)


@pytest.mark.parametrize("name", NAMES)
def test_no_page_names_another_server(client: TestClient, views: dict[str, str], name: str) -> None:
    page = client.get(views[name]).text
    loaded = re.findall(r"<(?:script|link|img|iframe|source|use|image)[^>]*(?:src|href)=\"([^\"]+)\"", page)
    assert loaded
    assert all(one.startswith("/static/") for one in loaded)


def test_every_answer_has_the_headers_that_keep_it_to_itself(client: TestClient) -> None:
    for path in ("/", "/api/events", "/static/style.css", "/nothing", "/api/nothing", "/api/events?limit=0"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';"), path
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_form_leads_to_an_address_in_the_filter_language(client: TestClient) -> None:
    sent = {"form": "1", "actor": "SRB", "certainty": "PS+", "since": "2023-01", "more": "stage=delivered", "type": ""}
    answer = client.get("/transfers", params=sent | {"q": "regime=any"}, follow_redirects=False)
    assert answer.status_code == 303
    query = answer.headers["location"].removeprefix("/transfers?")
    assert query.split("&") == [
        "q=regime=any", "q=certainty=PS%2B..", "q=date=2023-01..", "q=stage=delivered",
    ]  # fmt: skip


def test_the_form_shows_the_terms_it_would_write(client: TestClient) -> None:
    page = client.get("/events?q=actor=SRB&q=certainty=PS%2B..&q=stance=neutral").text
    assert re.search(r'name="actor" value="SRB"', page)
    assert re.search(r'<option value="PS\+" selected>', page)
    assert "Remove stance=neutral" in page


def test_a_term_not_well_put_is_told(client: TestClient) -> None:
    answer = client.get("/events?q=actr=SRB")
    assert answer.status_code == 400
    assert "no field" in answer.text


def test_what_is_not_there_is_told_as_such(client: TestClient) -> None:
    for path in ("/report/none", "/incident/ffffffff", "/event/ffffffff", "/why/none", "/nothing"):
        assert client.get(path).status_code == 404, path


def test_a_report_shows_every_event_beside_the_words_that_say_it(client: TestClient, views: dict[str, str]) -> None:
    identity = views["report"].rpartition("/")[2]
    document = client.get(f"/api/report/{identity}").json()["document"]
    page = client.get(views["report"]).text
    for event in document["events"]:
        assert f'id="e-{event["id"]}"' in page
        assert f'data-near="{event["id"]}"' in page or page.count(f"{event['id']}") > 2


def test_the_text_of_a_report_stands_there_whole(client: TestClient, views: dict[str, str]) -> None:
    identity = views["report"].rpartition("/")[2]
    text = client.get(f"/api/report/{identity}").json()["text"]
    page = client.get(views["report"]).text
    words = re.search(r'<div class="words">(.*?)</div></section>', page, re.DOTALL)
    assert words is not None
    from html import unescape

    assert unescape(re.sub(r"<[^>]+>", "", words[1])) == text


def test_an_event_s_address_leads_into_its_report(client: TestClient) -> None:
    row = client.get("/api/events?limit=1").json()["rows"][0]
    answer = client.get(f"/event/{row['event_id']}", follow_redirects=False)
    assert answer.headers["location"] == f"/report/{row['report_id']}#e-{row['event_id']}"
    answer = client.get(f"/event/{row['event_id']}?as-of=2100-01-01", follow_redirects=False)
    assert answer.headers["location"] == f"/report/{row['report_id']}?as-of=2100-01-01#e-{row['event_id']}"


def test_denials_stand_opposite_what_is_put_forward(client: TestClient) -> None:
    row = client.get("/api/incidents?q=denied-by=SRB").json()["rows"][0]
    page = client.get(f"/incident/{row['incident_id']}").text
    forth, _, denied = page.partition('id="denied"')
    assert "Danube Daily" in denied.partition('id="steps"')[0]
    assert "Danube Daily" not in forth
    assert forth.count('<span class="first">first</span>') == 1


def test_copies_are_folded_under_the_telling_they_have_their_words_of() -> None:
    rows = [
        {"event_id": one, "relation": relation, "to_event": to}
        for one, relation, to in (
            ("a", "first", None),
            ("b", "copies", "a"),
            ("c", "supports", "a"),
            ("d", "copies", "gone"),
        )
    ]
    own, copies = fold_copies(rows)
    assert [row["event_id"] for row in own] == ["a", "c", "d"]
    assert {to: [row["event_id"] for row in found] for to, found in copies.items()} == {"a": ["b"]}


def test_the_map_pins_no_country(client: TestClient) -> None:
    page = client.get("/map").text
    pins = re.findall(r'<circle class="pin"[^>]*><title>([^:<]+)', page)
    assert pins
    assert "Libya" not in pins
    assert re.search(r'class="land shade-\d"[^>]*><title>Libya', page)


def test_a_day_of_the_past_shows_the_record_of_that_day(client: TestClient) -> None:
    assert "No events on record" in client.get("/events?as-of=2001-01-01").text
    assert client.get("/events?as-of=yesterday").status_code == 400
    for path in ("/events", "/timeline", "/map", "/graph"):
        answer = client.get(f"{path}?form=1&actor=SRB&as-of=2001-01-01", follow_redirects=False)
        assert answer.headers["location"] == f"{path}?q=actor=SRB&as-of=2001-01-01"


def test_downloads_are_exactly_what_the_view_shows(client: TestClient, made: Path) -> None:
    import io

    import pyarrow.parquet

    with Ledger(made) as ledger:
        expected = list(ledger.events("actor=SRB"))
    lines = client.get("/download/events.jsonl?q=actor=SRB").text.splitlines()
    assert len(lines) == len(expected) > 0
    table = pyarrow.parquet.read_table(io.BytesIO(client.get("/download/events.parquet?q=actor=SRB").content))
    assert table.to_pylist() == expected
    rows = client.get("/download/events.csv?q=actor=SRB").text.splitlines()
    assert rows[0].startswith("day,")
    assert client.get("/download/nothing.csv").status_code == 400
    assert client.get("/download/events.exe").status_code == 400
    for name in ("weeks", "months", "pairs", "sites", "flows", "claims", "transfers", "incidents", "timeline"):
        assert client.get(f"/download/{name}.csv").text.count("\n") > 1, name


@pytest.fixture
def own(tmp_path: Path, made: Path) -> Path:
    """A copy of the ledger that may be written to."""
    path = tmp_path / "own.ledger"
    path.write_bytes(made.read_bytes())
    return path


def _form(client: TestClient, **more: str) -> dict[str, Any]:
    row = client.get("/api/events?limit=1").json()["rows"][0]
    return {"verdict": "WRONG", "one": row["event_id"], "by": "tester", "why": "a test", "back": "/events", **more}


def test_without_a_token_nothing_can_be_corrected(client: TestClient, views: dict[str, str]) -> None:
    assert 'action="/correct"' not in client.get(views["report"]).text
    for token in ("", TOKEN, "None"):
        assert client.post("/correct", data=_form(client, token=token)).status_code == 403


def test_with_the_token_an_event_can_be_judged_and_the_judgement_withdrawn(own: Path) -> None:
    client = TestClient(make_app(own, token=TOKEN))
    form = _form(client, token=TOKEN)
    answer = client.post("/correct", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/events")
    assert client.get(f"/api/events?q=event={form['one']}").json()["rows"] == []
    page = client.get("/changes?since=2020-01-01").text
    assert "tester" in page
    with Ledger(own) as ledger:
        judgement = next(iter(ledger.sql("SELECT judgement_id FROM judgement")))["judgement_id"]
    client.post("/correct", data={"verdict": "WITHDRAW", "judgement": judgement, "token": TOKEN})
    assert len(client.get(f"/api/events?q=event={form['one']}").json()["rows"]) == 1


def test_a_wrong_token_or_another_site_corrects_nothing(own: Path) -> None:
    client = TestClient(make_app(own, token=TOKEN))
    form = _form(client, token=TOKEN)
    assert client.post("/correct", data=form | {"token": "guess"}).status_code == 403
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/correct", data=form, headers=headers).status_code == 403
    assert client.post("/correct", data=form | {"verdict": "DELETE"}).status_code == 400
    assert client.post("/correct", data=form | {"by": ""}).status_code == 400
    assert client.post("/correct", content=b"x" * 30_000).status_code == 400
    assert len(client.get(f"/api/events?q=event={form['one']}").json()["rows"]) == 1


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nX: y", ""])
def test_a_correction_leads_back_to_this_server_only(own: Path, back: str) -> None:
    client = TestClient(make_app(own, token=TOKEN))
    answer = client.post("/correct", data=_form(client, token=TOKEN, back=back), follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_another_name_for_this_machine_is_refused(made: Path) -> None:
    client = TestClient(make_app(made, hosts=frozenset({"127.0.0.1"})), base_url="http://127.0.0.1:8000")
    assert client.get("/").status_code == 200
    assert client.get("/", headers={"host": "rebound.example:8000"}).status_code == 421


def test_what_a_writer_publishes_is_shown_at_once(own: Path) -> None:
    client = TestClient(make_app(own))
    before = client.get("/api/events?limit=1000").json()
    text = "Norway accused Serbia of sending shells to Libya."
    onrecord.add_reports(own, [onrecord.read_text(text, date="2024-01-02", key="fresh")])
    assert client.get("/api/events?limit=1000").json()["count"] > before["count"]
    assert "fresh" in client.get("/events?q=report=fresh").text


def test_a_ledger_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(onrecord.InputError, match="no such ledger"):
        make_app(tmp_path / "none.ledger")


def test_a_report_is_found_by_a_key_with_slashes(own: Path) -> None:
    text = "Norway accused Serbia of sending shells to Libya."
    onrecord.add_reports(own, [onrecord.read_text(text, date="2024-01-02", key="wire/2024/01 02?#")])
    client = TestClient(make_app(own))
    for path in ("/report/", "/why/", "/api/report/"):
        assert client.get(path + "wire/2024/01%2002%3F%23").status_code == 200, path


def test_flows_name_the_arms(client: TestClient) -> None:
    page = client.get("/transfers?q=supplier=SRB&q=recipient=LBY").text
    assert re.search(r"<title>Serbia to Libya: delivered, [^<]*artillery shells[^<]*; \d+ claims[;<]", page)


def test_a_downloaded_table_runs_nothing_in_a_spreadsheet() -> None:
    told = Answer(
        pyarrow.table({"quote": ["=1+1", "said"], "actors": [["PRK", "RUS"], ["SRB"]], "independent": [-1, 2]})
    )
    assert as_file(told, "csv").decode() == "quote,actors,independent\n'=1+1,PRK; RUS,-1\nsaid,SRB,2\n"
