"""The law of the day, claim by claim: a table of supplier, recipient, arms, day, claim and the verdict per regime."""

from __future__ import annotations

import pytest

from onrecord.embargoes import Claim, assess_claim
from onrecord.knowledge.regimes import load_regimes


def verdicts(
    supplier: str,
    recipient: str,
    category: str | None,
    day: str | None,
    *,
    stage: str = "delivered",
    asserted: bool = True,
    accomplished: bool = True,
) -> dict[str, str]:
    claim = Claim(supplier, recipient, (category,), day, stage, asserted, accomplished)
    return {f.regime: f.verdict for f in assess_claim(claim)}


TABLE = [
    # North Korea: nothing before 1718, heavy arms from 2006, all exports from 2009, rifles to it only banned from 2016.
    ("PRK", "SYR", "VII", "2006-07-14", "UN-PRK", "not_in_force"),
    ("PRK", "SYR", "VII", "2006-07-15", "UN-PRK", "breach_if_true"),
    ("PRK", "SYR", "I", "2006-10-13", "UN-PRK", "not_covered"),
    ("PRK", "SYR", "I", "2006-10-14", "UN-PRK", "breach_if_true"),
    ("PRK", "SYR", "small-arms", "2009-06-11", "UN-PRK", "not_covered"),
    ("PRK", "SYR", "small-arms", "2009-06-12", "UN-PRK", "breach_if_true"),
    ("CHN", "PRK", "small-arms", "2012-05-01", "UN-PRK", "breach_unless_exempt"),
    ("CHN", "PRK", "small-arms", "2016-03-01", "UN-PRK", "breach_unless_exempt"),
    ("CHN", "PRK", "small-arms", "2016-03-02", "UN-PRK", "breach_if_true"),
    ("RUS", "PRK", "IV", "2023-09-22", "UN-PRK", "breach_if_true"),
    ("PRK", "RUS", "ammunition", "2023-09-22", "UN-PRK", "breach_if_true"),
    # Iran: three clocks, ended one by one, back in 2025 and not accepted by three states.
    ("IRN", "SYR", "small-arms", "2007-03-23", "UN-IRN", "not_covered"),
    ("IRN", "SYR", "small-arms", "2007-03-24", "UN-IRN", "breach_if_true"),
    ("IRN", "SYR", "small-arms", "2020-10-18", "UN-IRN", "breach_if_true"),
    ("IRN", "SYR", "small-arms", "2020-10-19", "UN-IRN", "not_covered"),
    ("FRA", "IRN", "I", "2012-01-01", "UN-IRN", "breach_unless_exempt"),
    ("RUS", "IRN", "IV", "2025-12-01", "UN-IRN", "contested"),
    # Libya, both directions.
    ("TUR", "LBY", "IVb", "2019-05-18", "UN-LBY", "breach_if_true"),
    ("LBY", "TCD", "small-arms", "2012-05-18", "UN-LBY", "breach_if_true"),
    ("TUR", "LBY", "IVb", "2011-02-25", "UN-LBY", "not_in_force"),
    # Groups only.
    ("IRN", "HOUTHI", "VII", "2018-05-01", "UN-YEM-HOUTHI", "breach_if_true"),
    ("IRN", "HOUTHI", "VII", "2015-04-13", "UN-YEM-HOUTHI", "not_in_force"),
    ("IRN", "LBN:REB", "VII", "2018-05-01", "UN-LBN-NGF", "breach_if_true"),
    ("FRA", "LBN:MIL", "VII", "2018-05-01", "UN-LBN-NGF", "not_covered"),
    # Whom it binds.
    ("FRA", "CHN", "IV", "2010-05-01", "EU-CHN", "breach_if_true"),
    ("RUS", "CHN", "IV", "2010-05-01", "EU-CHN", "not_bound"),
    ("USA", "CHN", "IV", "2010-05-01", "US-126.1-CHN", "breach_if_true"),
    ("GBR", "CHN", "IV", "2010-05-01", "US-126.1-CHN", "not_bound"),
    ("GBR", "RUS", "IV", "2019-05-01", "EU-RUS", "breach_if_true"),
    ("GBR", "RUS", "IV", "2022-05-01", "EU-RUS", "not_bound"),
    # Ended regimes.
    ("BGR", "LBR", "small-arms", "2000-01-01", "UN-LBR", "breach_if_true"),
    ("BGR", "LBR", "small-arms", "2017-01-01", "UN-LBR", "not_in_force"),
    # An area within a state: the place of use decides, and the claim does not give it.
    ("CHN", "SDN", "small-arms", "2010-01-01", "UN-SDN-DARFUR", "not_assessable"),
]


@pytest.mark.parametrize(("supplier", "recipient", "category", "day", "regime", "verdict"), TABLE)
def test_verdict_of_the_day(supplier: str, recipient: str, category: str, day: str, regime: str, verdict: str) -> None:
    assert verdicts(supplier, recipient, category, day)[regime] == verdict


def test_an_agreed_transfer_would_breach_and_has_not() -> None:
    found = verdicts("PRK", "RUS", "ammunition", "2023-09-23", stage="agreed", accomplished=False)
    assert found["UN-PRK"] == "would_breach_if_carried_out"


@pytest.mark.parametrize("stage", ["requested", "refused", "cancelled", "blocked"])
def test_what_is_asked_or_refused_gets_no_breach_verdict(stage: str) -> None:
    assert verdicts("PRK", "RUS", "ammunition", "2023-09-23", stage=stage)["UN-PRK"] == "not_assessable"


def test_a_denied_transfer_gets_no_breach_verdict() -> None:
    found = verdicts("PRK", "RUS", "ammunition", "2023-09-23", asserted=False)
    assert found["UN-PRK"] == "not_assessable"


def test_without_a_day_nothing_can_be_said() -> None:
    assert verdicts("PRK", "RUS", "ammunition", None)["UN-PRK"] == "not_assessable"


def test_arms_not_described_are_not_assessed_where_the_class_decides() -> None:
    assert verdicts("PRK", "SYR", None, "2008-01-01")["UN-PRK"] == "not_assessable"


def test_states_under_no_embargo() -> None:
    assert verdicts("USA", "UKR", "VII", "2024-01-01") == {"NONE": "no_regime"}
    assert verdicts("UNK", "UKR", "VII", "2024-01-01") == {"NONE": "not_assessable"}


def test_a_passed_review_date_stands_in_the_answer() -> None:
    claim = Claim("CHN", "SSD", ("small-arms",), "2026-10-01", "delivered", is_asserted=True, is_accomplished=True)
    finding = next(f for f in assess_claim(claim) if f.regime == "UN-SSD")
    assert "review date 2026-05-31 has passed" in finding.why


def test_no_verdict_says_violated() -> None:
    claims = [
        Claim(row[0], row[1], (row[2],), row[3], "delivered", is_asserted=True, is_accomplished=True) for row in TABLE
    ]
    words = " ".join(f.why for claim in claims for f in assess_claim(claim))
    assert "violat" not in words


def test_every_regime_has_parts_in_order_and_a_source() -> None:
    for regime in load_regimes().regimes:
        assert regime.parts, regime.id
        for part in regime.parts:
            assert part.first <= part.last, (regime.id, part)
