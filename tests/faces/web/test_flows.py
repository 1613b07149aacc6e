"""The picture of transfers: who is drawn, how far it got, what an embargo would forbid, none of it by colour alone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from fastapi.testclient import TestClient

from onrecord.faces.web.flows import flow_picture


def _row(supplier: str, recipient: str, stage: str = "delivered", **more: Any) -> dict[str, Any]:
    told = {"claims": 1, "denied": 0, "certain": 1, "items": ["shells"], "verdicts": None}
    return {"supplier": supplier, "recipient": recipient, "stage": stage, **told, **more}


def test_a_states_organs_are_the_state_and_its_rebels_are_not() -> None:
    picture = flow_picture([_row("SRB:GOV", "LBY:MIL"), _row("SRB:BUS", "LBY"), _row("SRB", "LBY:REB")])
    assert [(flow.supplier, flow.recipient, flow.claims) for flow in picture.flows] == [
        ("SRB", "LBY", 2),
        ("SRB", "LBY:REB", 1),
    ]


def test_a_flow_that_an_embargo_would_forbid_is_marked() -> None:
    rows = [
        _row("SRB", "LBY", verdicts=["breach_if_true", "not_bound"]),
        _row("SRB", "MLI", verdicts=["not_in_force"]),
        _row("SRB", "TCD"),
    ]
    assert [(flow.recipient, flow.is_forbidden) for flow in flow_picture(rows).flows] == [
        ("LBY", True),
        ("MLI", False),
        ("TCD", False),
    ]


def test_what_is_denied_and_what_nobody_is_sure_of_is_told_apart() -> None:
    rows = [_row("SRB", "LBY", denied=1, certain=0), _row("SRB", "MLI", certain=0), _row("SRB", "TCD", "refused")]
    found = {flow.recipient: flow for flow in flow_picture(rows).flows}
    assert (found["LBY"].is_denied, found["MLI"].is_denied, found["MLI"].is_sure) == (True, False, False)
    assert (found["LBY"].kind, found["TCD"].kind) == ("act", "halt")


def test_the_flows_with_most_claims_are_drawn_and_none_is_lost() -> None:
    rows = [_row("SRB", f"R{n:02}", claims=n + 1) for n in range(60)]
    picture = flow_picture(rows)
    claims = [flow.claims for flow in picture.flows]
    assert claims == sorted(claims, reverse=True)
    assert len(picture.flows) == 60
    assert picture.drawn == len(picture.recipients) < 60
    assert all(later - one == 26 for one, later in pairwise(picture.recipients.values()))


def test_no_transfer_no_picture() -> None:
    assert flow_picture([]).flows == ()


def test_the_page_has_a_sign_for_each_meaning_and_a_legend(client: TestClient) -> None:
    page = client.get("/transfers").text
    legend = page[page.index('<ul class="legend"') : page.index("</ul>", page.index('<ul class="legend"'))]
    for told in ("delivered", "asked for", "refused", "nobody is certain", "mostly denied", "embargo"):
        assert told in legend
    picture = page[page.index('<svg class="flows"') : page.index("</figure>")]
    flows = len(re.findall(r'<path class="flow (?:act|talk|halt)', picture))
    assert flows == len(re.findall(r'class="mark ', picture)) > 0
    assert picture.count("would forbid it") == picture.count('<circle class="sign"') > 0


def test_the_latest_come_first_unless_the_oldest_are_asked_for(client: TestClient) -> None:
    def days(path: str) -> list[str]:
        return re.findall(r'<td data-heading="When"><span class="day">(\d{4}[\d-]*)', client.get(path).text)

    latest, oldest = days("/events?q=date=2023.."), days("/events?q=date=2023..&order=oldest")
    assert latest == sorted(latest, reverse=True)
    assert oldest == sorted(oldest)
    assert latest[0] > oldest[0]
    answer = client.get("/events?form=1&actor=SRB&order=oldest", follow_redirects=False)
    assert answer.headers["location"].endswith("q=actor=SRB&order=oldest")
    assert "order=oldest" in re.findall(r'href="([^"]*)">link to this view', client.get("/events?order=oldest").text)[0]
    rows = client.get("/api/events?limit=1000").json()["rows"]
    known = [row["day"] for row in rows if row["day"]]
    assert known == sorted(known)


def test_a_day_is_shown_as_precisely_as_it_is_known(client: TestClient) -> None:
    rows = client.get("/api/events?limit=1000").json()["rows"]
    month = next(row for row in rows if row["date_precision"] == "month")
    page = client.get(f"/events?q=event={month['event_id']}").text
    assert f'<span class="day">{month["day"][:7]}</span>' in page
