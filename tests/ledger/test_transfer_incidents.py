"""A transfer of arms in a ledger: claim, copies, denials, a body's finding and a later delivery, all invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import onrecord

# key, day of 2031, outlet, text; all invented.  The first eight tell of one shipment, or seem to.
TOLD = (
    (
        "claim",
        "03-04",
        "Courier",
        "Kenya's foreign ministry accused Belarus of selling 12 howitzers to Sudan.",
    ),
    (
        "wire",
        "03-04",
        "Post",
        "Kenya's foreign ministry accused Belarus of selling 12 howitzers to Sudan.",
    ),
    (
        "again",
        "03-05",
        "Post",
        "Belarus delivered a dozen howitzers to Sudan, Kenya's foreign ministry said.",
    ),
    (
        "denial",
        "03-05",
        "Star",
        "Belarus denied supplying Sudan with howitzers, its foreign ministry said.",
    ),
    ("buyer", "03-06", "Star", "Sudan's army spokesman denied that it had bought howitzers from Belarus."),
    (
        "panel",
        "03-06",
        "Courier",
        "Sudan took delivery of 12 howitzers from Belarus, the United Nations said.",
    ),
    (
        "rice",
        "03-05",
        "Post",
        "Belarus shipped 12 tonnes of rice to Sudan, Kenya's foreign ministry said.",
    ),
    (
        "jets",
        "03-05",
        "Courier",
        "Belarus delivered 12 fighter jets to Sudan, Kenya's foreign ministry said.",
    ),
    ("reverse", "03-05", "Courier", "Sudan sold 12 howitzers to Belarus, Ethiopia's government said."),
    ("third", "03-05", "Courier", "Belarus delivered 12 howitzers to Chad, Kenya's foreign ministry said."),
    (
        "offer",
        "02-10",
        "Courier",
        "Belarus offered to sell 30 howitzers to Sudan, Minsk said on Monday.",
    ),
    (
        "later",
        "05-20",
        "Courier",
        "Belarus delivered 18 howitzers to Sudan on Monday, Ethiopia's government said.",
    ),
)
ONE = ("claim", "again", "denial", "buyer", "panel")

Rows = dict[str, dict[str, Any]]

_ROWS = """
SELECT r.key, e.incident_id, e.certainty, e.holders, t.stage, t.supplier, t.recipient, c.relation, c.is_independent
FROM event e JOIN report r USING (report_id) JOIN corroboration c USING (event_id) LEFT JOIN transfer t USING (event_id)
WHERE e.type IN ('AID', 'COOPERATE') ORDER BY r.published, r.key
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger to which the reports were added one by one, as they came."""
    path = tmp_path_factory.mktemp("transfers") / "transfers.ledger"
    for key, day, outlet, text in sorted(TOLD, key=lambda row: row[1]):
        onrecord.add_reports(path, [onrecord.read_text(text, date=f"2031-{day}", publisher=outlet, key=key)])
    return path


@pytest.fixture(scope="module")
def rows(told: Path) -> Rows:
    """What the ledger holds of each report's transfer, by the report's key."""
    with onrecord.Ledger(told) as ledger:
        return {row["key"]: row for row in ledger.sql(_ROWS)}


def test_one_transfer_by_whatever_verb_and_from_either_side(rows: Rows) -> None:
    assert len({rows[key]["incident_id"] for key in ONE}) == 1
    assert all((rows[key]["supplier"], rows[key]["recipient"]) == (["BLR"], ["SDN"]) for key in ONE)


@pytest.mark.parametrize("key", ["rice", "jets", "reverse", "third", "offer", "later"])
def test_other_goods_sides_and_days_are_other_incidents(rows: Rows, key: str) -> None:
    assert rows[key]["incident_id"] != rows["claim"]["incident_id"]
    assert sum(row["incident_id"] == rows[key]["incident_id"] for row in rows.values()) == 1


@pytest.mark.parametrize(
    ("key", "relation", "holder", "is_independent"),
    [
        ("claim", "first", "KEN:GOV", True),
        ("again", "repeats", "KEN:GOV", False),
        ("denial", "denies", "BLR:GOV", True),
        ("buyer", "denies", "SDN:MIL", True),
        ("panel", "supports", "UN", True),
    ],
)
def test_what_each_telling_adds_and_who_holds_it(
    rows: Rows, key: str, relation: str, holder: str, *, is_independent: bool
) -> None:
    row = rows[key]
    assert (row["relation"], row["holders"], row["is_independent"]) == (relation, [holder], is_independent)


def test_steps_are_visible_and_denials_keep_what_they_deny(rows: Rows) -> None:
    assert (rows["offer"]["stage"], rows["later"]["stage"]) == ("offered", "delivered")
    assert all(rows[key]["certainty"] == "CT-" for key in ("denial", "buyer"))
    assert rows["panel"]["certainty"] == "CT+"


def test_the_account_counts_holders_once_and_drops_the_wire_copy(told: Path, rows: Rows) -> None:
    with onrecord.Ledger(told) as ledger:
        incidents = {row["incident_id"]: row for row in ledger.sql("SELECT * FROM incident")}
    account = incidents[rows["claim"]["incident_id"]]
    assert account["holders"] == ["KEN", "UN"]
    assert account["deniers"] == ["BLR", "SDN"]
    assert account["copies"] == 1
    assert account["first_holders"] == ["KEN"]
    assert account["number"] == 4


def test_the_order_in_which_reports_come_does_not_matter(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "at_once.ledger"
    reports = [
        onrecord.read_text(text, date=f"2031-{day}", publisher=outlet, key=key) for key, day, outlet, text in TOLD[::-1]
    ]
    onrecord.add_reports(path, [r for r in reports if r.key != "wire"])
    with onrecord.Ledger(path) as ledger:
        found = {row["key"]: row["incident_id"] for row in ledger.sql(_ROWS)}
    assert len({found[key] for key in ONE}) == 1
    assert len(set(found.values())) == len({row["incident_id"] for row in rows.values()})
