"""Rows like SIPRI's trade register: what has a row, what is uncertain, and what is left empty."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.faces.exports.sipri import sipri_rows
from onrecord.knowledge.sipri import load_register_words


def item(
    name: str | None = "F-16", category: str | None = "IV", count: tuple[float | None, float | None] = (12.0, 12.0)
):
    low, high = count
    quantity = {"min": low, "max": high, "unit": "items", "hedge": None if low == high else "about"}
    return {"text": "jets", "designation": name, "category": category, "munitions_list": "ML10", "quantity": quantity}


def event(stage: str, **changed: Any) -> dict[str, Any]:
    transfer = {
        "supplier": ["SWE"],
        "recipient": ["HUN:MIL"],
        "items": [changed.pop("item", item())],
        "stage": stage,
        "terms": changed.pop("terms", None),
        "condition": changed.pop("condition", None),
        "order_date": changed.pop("order_date", None),
        "delivery_date": changed.pop("delivery_date", None),
    }
    when = {"earliest": "2020-05-12", "latest": "2020-05-12"}
    made = {"id": stage, "incident": "i1", "certainty": "CT+", "status": "occurred", "when": when, "transfer": transfer}
    return made | changed


def test_order_and_delivery_of_one_incident_are_one_row() -> None:
    rows = list(
        sipri_rows(
            [
                event("ordered", item=item(count=(180.0, 180.0)), order_date="2019-08-01/2019-08-31"),
                event("delivered", item=item(count=(10.0, 10.0)), delivery_date="2020-05-12"),
            ]
        )
    )
    assert len(rows) == 1
    row = rows[0]
    assert list(row) == list(load_register_words().columns)
    assert (row["sellercod"], row["buyercod"], row["desig2"], row["wcat"]) == ("SWE", "HUN", "F-16", "Aircraft")
    assert (row["odat"], row["odai"], row["onum"], row["onai"]) == ("2019", None, 180, None)
    assert (row["nrdel"], row["nrdelai"], row["delyears"]) == (10, None, "2020")


@pytest.mark.parametrize("stage", ["requested", "offered", "negotiated", "approved", "agreed", "refused", "alleged"])
def test_what_comes_before_an_order_has_no_row(stage: str) -> None:
    assert list(sipri_rows([event(stage)])) == []


@pytest.mark.parametrize(
    "changed", [{"status": "planned"}, {"status": "hypothetical"}, {"certainty": "CT-", "status": "negated"}]
)
def test_what_is_not_put_forward_as_done_has_no_row(changed: dict[str, str]) -> None:
    assert list(sipri_rows([event("delivered", **changed)])) == []


def test_doubt_is_marked_field_by_field() -> None:
    (row,) = sipri_rows([event("delivered", certainty="PR+", item=item(count=(20.0, 30.0)))])
    assert (row["odat"], row["odai"]) == (None, "X")
    assert (row["nrdel"], row["nrdelai"], row["onum"], row["onai"]) == (20, "X", 20, "X")


def test_an_order_year_told_only_by_the_report_is_uncertain() -> None:
    (row,) = sipri_rows([event("ordered")])
    assert (row["odat"], row["odai"]) == ("2020", "X")


def test_small_arms_have_rows_only_when_asked_for() -> None:
    rifles = event("delivered", item=item(None, "small-arms"))
    assert list(sipri_rows([rifles])) == []
    assert [row["wcat"] for row in sipri_rows([rifles], with_light_arms=True)] == ["Small arms"]


def test_unknown_sides_are_told_in_words_and_have_no_code() -> None:
    lost = event("delivered")
    lost["transfer"]["supplier"] = ["UNK"]
    (row,) = sipri_rows([lost])
    assert (row["sellercod"], row["seller"]) == (None, "unknown supplier(s)")


def test_terms_and_condition_have_their_marks() -> None:
    (row,) = sipri_rows([event("ordered", terms="licence", condition="modernised")])
    assert (row["term"], row["coprod"], row["status"]) == ("licence", None, "M")
    (row,) = sipri_rows([event("ordered", terms="co-production", condition="second_hand")])
    assert (row["term"], row["coprod"], row["status"]) == (None, "X", "S")


def test_crates_and_tonnes_count_no_weapons() -> None:
    crates = event("delivered")
    crates["transfer"]["items"][0]["quantity"]["unit"] = "crates"
    (row,) = sipri_rows([crates])
    assert (row["nrdel"], row["onum"]) == (None, None)
