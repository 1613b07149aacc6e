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
    # North Korea again: technology of missiles from the first day, every step by direction.
    ("PRK", "IRN", "missile-parts", "2006-07-15", "UN-PRK", "breach_if_true"),
    ("IRN", "PRK", "missile-parts", "2006-09-01", "UN-PRK", "breach_if_true"),
    ("PRK", "MMR", "III", "2008-06-01", "UN-PRK", "breach_if_true"),
    ("PRK", "MMR", "ammunition", "2008-06-01", "UN-PRK", "not_assessable"),
    ("PRK", "MMR", "ammunition", "2009-06-12", "UN-PRK", "breach_if_true"),
    ("RUS", "PRK", "I", "2006-10-13", "UN-PRK", "not_covered"),
    ("RUS", "PRK", "I", "2006-10-14", "UN-PRK", "breach_if_true"),
    ("RUS", "PRK", "sensors", "2009-06-12", "UN-PRK", "breach_if_true"),
    ("RUS", "PRK", "small-arms", "2009-06-12", "UN-PRK", "breach_unless_exempt"),
    ("RUS", "PRK", "small-arms", "2013-03-07", "UN-PRK", "breach_unless_exempt"),
    ("RUS", "PRK", "small-arms", "2016-03-02", "UN-PRK", "breach_if_true"),
    ("PRK", "RUS", "VII", "2024-05-01", "UN-PRK", "breach_if_true"),
    ("PRK", "SYR", "chemical", "2010-05-01", "UN-PRK", "breach_if_true"),
    ("FRA", "PRK", "IV", "2006-11-19", "EU-PRK", "not_in_force"),
    ("FRA", "PRK", "IV", "2006-11-20", "EU-PRK", "breach_if_true"),
    ("CHN", "PRK", "IV", "2010-01-01", "EU-PRK", "not_bound"),
    # Iran: each clock by its first and last day, and the return.
    ("IRN", "LBN:REB", "small-arms", "2007-03-24", "UN-IRN", "breach_if_true"),
    ("IRN", "VEN", "IVb", "2020-10-18", "UN-IRN", "breach_if_true"),
    ("IRN", "RUS", "IVb", "2020-10-19", "UN-IRN", "not_assessable"),
    ("IRN", "RUS", "IVb", "2022-10-01", "UN-IRN", "not_assessable"),
    ("IRN", "RUS", "VII", "2023-10-18", "UN-IRN", "breach_if_true"),
    ("IRN", "RUS", "VII", "2023-10-19", "UN-IRN", "not_in_force"),
    ("IRN", "RUS", "VII", "2024-09-01", "UN-IRN", "not_in_force"),
    ("IRN", "SDN", "IVb", "2025-09-27", "UN-IRN", "not_in_force"),
    ("IRN", "SDN", "IVb", "2025-09-28", "UN-IRN", "contested"),
    ("IRN", "VEN", "VI", "2025-10-01", "UN-IRN", "contested"),
    ("CHN", "IRN", "IV", "2025-09-27", "UN-IRN", "not_in_force"),
    ("CHN", "IRN", "IV", "2025-09-28", "UN-IRN", "contested"),
    ("CHN", "IRN", "IV", "2010-06-08", "UN-IRN", "not_covered"),
    ("CHN", "IRN", "IV", "2010-06-09", "UN-IRN", "breach_unless_exempt"),
    ("CHN", "IRN", "small-arms", "2012-01-01", "UN-IRN", "not_covered"),
    ("CHN", "IRN", "missile-parts", "2006-12-22", "UN-IRN", "not_in_force"),
    ("CHN", "IRN", "missile-parts", "2006-12-23", "UN-IRN", "breach_if_true"),
    ("DEU", "IRN", "IV", "2007-04-22", "EU-IRN", "not_in_force"),
    ("DEU", "IRN", "IV", "2007-04-23", "EU-IRN", "breach_if_true"),
    ("RUS", "IRN", "IV", "2022-01-01", "EU-IRN", "not_bound"),
    # Libya: both directions, and the older embargo beside a gap of seven years.
    ("FRA", "LBY", "VII", "1992-04-14", "UN-LBY-1992", "not_in_force"),
    ("FRA", "LBY", "VII", "1992-04-15", "UN-LBY-1992", "breach_if_true"),
    ("FRA", "LBY", "VII", "2003-09-12", "UN-LBY-1992", "breach_if_true"),
    ("FRA", "LBY", "VII", "2003-09-13", "UN-LBY-1992", "not_in_force"),
    ("FRA", "LBY", "VII", "2007-08-01", "UN-LBY", "not_in_force"),
    ("ARE", "LBY", "II", "2020-01-01", "UN-LBY", "breach_if_true"),
    ("LBY", "MLI", "small-arms", "2011-02-25", "UN-LBY", "not_in_force"),
    ("LBY", "SYR", "VIIb", "2012-09-01", "UN-LBY", "breach_if_true"),
    ("FRA", "LBY", "IV", "2011-02-28", "EU-LBY", "breach_if_true"),
    ("TUR", "LBY", "IV", "2020-02-28", "EU-LBY", "not_bound"),
    # Groups only: the state beside them is free to buy.
    ("IRN", "HOUTHI", "small-arms", "2022-02-28", "UN-YEM-HOUTHI", "breach_if_true"),
    ("RWA", "COD:REB", "small-arms", "2012-11-01", "UN-COD-NGF", "breach_if_true"),
    ("CHN", "COD:MIL", "small-arms", "2012-11-01", "UN-COD-NGF", "not_covered"),
    ("RWA", "COD:REB", "small-arms", "2003-07-27", "UN-COD-NGF", "not_in_force"),
    ("IRN", "IRQ:REB", "ammunition", "2007-01-01", "UN-IRQ-NGF", "breach_if_true"),
    ("USA", "IRQ:MIL", "IV", "2011-01-01", "UN-IRQ-NGF", "not_in_force"),
    ("FRA", "IRQ", "IV", "1990-08-06", "UN-IRQ-NGF", "breach_if_true"),
    ("FRA", "IRQ", "IV", "1990-08-05", "UN-IRQ-NGF", "not_in_force"),
    ("SYR", "LBN:REB", "VII", "2006-08-10", "UN-LBN-NGF", "not_in_force"),
    ("SYR", "LBN:REB", "VII", "2006-08-11", "UN-LBN-NGF", "breach_if_true"),
    ("PAK", "TALIBAN", "small-arms", "2001-01-18", "UN-TALIBAN", "not_in_force"),
    ("PAK", "TALIBAN", "small-arms", "2001-01-19", "UN-TALIBAN", "breach_if_true"),
    ("UNK", "ISIS", "small-arms", "2015-01-01", "UN-ISIL-AQ", "breach_if_true"),
    ("UNK", "ALSHABAAB", "small-arms", "2024-01-01", "UN-AL-SHABAAB", "breach_if_true"),
    ("UNK", "ALSHABAAB", "small-arms", "2023-11-30", "UN-AL-SHABAAB", "not_in_force"),
    ("SDN", "CAF:REB", "small-arms", "2024-08-01", "UN-CAF", "breach_if_true"),
    ("RUS", "CAF:MIL", "small-arms", "2024-07-29", "UN-CAF", "breach_if_true"),
    ("ZAF", "UNITA", "small-arms", "1993-09-24", "UN-AGO-UNITA", "not_in_force"),
    ("BGR", "UNITA", "small-arms", "1998-01-01", "UN-AGO-UNITA", "breach_if_true"),
    ("BGR", "UNITA", "small-arms", "2002-12-10", "UN-AGO-UNITA", "not_in_force"),
    # Regimes of the Council that have ended, on their last day and the day after.
    ("GBR", "ZWE", "small-arms", "1970-01-01", "UN-RHODESIA", "breach_if_true"),
    ("GBR", "ZWE", "small-arms", "1979-12-22", "UN-RHODESIA", "not_in_force"),
    ("FRA", "ZAF", "IV", "1977-11-03", "UN-ZAF", "not_in_force"),
    ("FRA", "ZAF", "IV", "1977-11-04", "UN-ZAF", "breach_if_true"),
    ("FRA", "ZAF", "IV", "1994-05-26", "UN-ZAF", "not_in_force"),
    ("IRN", "BIH", "small-arms", "1994-05-01", "UN-YUG-SFRY", "breach_if_true"),
    ("IRN", "BIH", "small-arms", "1996-06-19", "UN-YUG-SFRY", "not_in_force"),
    ("RUS", "SRB", "IV", "1999-04-01", "UN-YUG-FRY", "breach_if_true"),
    ("RUS", "SRB", "IV", "2001-09-11", "UN-YUG-FRY", "not_in_force"),
    ("FRA", "RWA", "III", "1994-05-16", "UN-RWA", "not_in_force"),
    ("FRA", "RWA", "III", "1994-05-17", "UN-RWA", "breach_if_true"),
    ("FRA", "RWA", "III", "2008-07-11", "UN-RWA", "not_in_force"),
    ("GBR", "SLE", "small-arms", "1998-02-01", "UN-SLE", "breach_if_true"),
    ("GBR", "SLE", "small-arms", "2010-09-30", "UN-SLE", "not_in_force"),
    ("BLR", "CIV", "IV", "2004-11-14", "UN-CIV", "not_in_force"),
    ("BLR", "CIV", "IV", "2004-11-15", "UN-CIV", "breach_if_true"),
    ("BLR", "CIV", "IV", "2016-04-29", "UN-CIV", "not_in_force"),
    ("RUS", "ETH", "IV", "2000-06-01", "UN-ETH-ERI", "breach_if_true"),
    ("RUS", "ETH", "IV", "2001-05-17", "UN-ETH-ERI", "not_in_force"),
    ("ERI", "SOM", "small-arms", "2010-01-01", "UN-ERI", "breach_if_true"),
    ("ERI", "SOM", "small-arms", "2018-11-15", "UN-ERI", "not_in_force"),
    ("ETH", "SOM", "small-arms", "2023-12-01", "UN-SOM", "breach_if_true"),
    ("ETH", "SOM", "small-arms", "2023-12-02", "UN-SOM", "not_in_force"),
    ("CHN", "SSD", "III", "2018-07-12", "UN-SSD", "not_in_force"),
    ("CHN", "SSD", "III", "2018-07-13", "UN-SSD", "breach_if_true"),
    ("USA", "HTI", "small-arms", "2022-10-20", "UN-HTI", "not_in_force"),
    ("USA", "HTI", "small-arms", "2024-10-18", "UN-HTI", "breach_if_true"),
    # Bound by Brussels or Washington, not by New York.
    ("ITA", "MMR", "II", "1991-07-28", "EU-MMR", "not_in_force"),
    ("ITA", "MMR", "II", "2018-01-01", "EU-MMR", "breach_if_true"),
    ("RUS", "MMR", "IV", "2021-05-01", "EU-MMR", "not_bound"),
    ("SVK", "BLR", "IV", "2011-06-19", "EU-BLR", "not_in_force"),
    ("SVK", "BLR", "IV", "2011-06-20", "EU-BLR", "breach_if_true"),
    ("FRA", "RUS", "VI", "2014-07-30", "EU-RUS", "not_in_force"),
    ("FRA", "RUS", "VI", "2014-07-31", "EU-RUS", "breach_if_true"),
    ("RUS", "CYP", "I", "2015-01-01", "EU-RUS", "breach_if_true"),
    ("ESP", "VEN", "VI", "2017-11-12", "EU-VEN", "not_in_force"),
    ("ESP", "VEN", "VI", "2017-11-13", "EU-VEN", "breach_if_true"),
    ("HUN", "ZWE", "small-arms", "2002-03-01", "EU-ZWE", "not_bound"),
    ("HUN", "ZWE", "small-arms", "2004-05-01", "EU-ZWE", "breach_if_true"),
    ("GBR", "SDN", "I", "1994-03-14", "EU-SDN", "not_in_force"),
    ("GBR", "SDN", "I", "1995-01-01", "EU-SDN", "breach_if_true"),
    ("DEU", "UZB", "small-arms", "2006-01-01", "EU-UZB", "breach_if_true"),
    ("DEU", "UZB", "small-arms", "2009-10-28", "EU-UZB", "not_in_force"),
    ("GBR", "IDN", "IV", "1999-09-16", "EU-IDN", "breach_if_true"),
    ("GBR", "IDN", "IV", "2000-01-18", "EU-IDN", "not_in_force"),
    ("USA", "VEN", "IV", "2010-01-01", "US-126.1-VEN", "breach_if_true"),
    ("USA", "IRQ:MIL", "I", "2012-01-01", "US-126.1-IRQ", "breach_unless_exempt"),
    ("USA", "KHM", "small-arms", "2022-01-01", "US-126.1-KHM", "breach_if_true"),
    ("USA", "KHM", "small-arms", "2025-11-08", "US-126.1-KHM", "not_in_force"),
    ("FRA", "KHM", "small-arms", "2022-01-01", "US-126.1-KHM", "not_bound"),
    # Leagues of states bind their members of the day.
    ("SAU", "SYR", "small-arms", "2011-12-02", "AL-SYR", "not_in_force"),
    ("SAU", "SYR", "small-arms", "2011-12-03", "AL-SYR", "breach_if_true"),
    ("EGY", "SYR:GOV", "II", "2013-05-01", "AL-SYR", "breach_if_true"),
    ("RUS", "SYR", "IV", "2013-05-01", "AL-SYR", "not_bound"),
    ("UNK", "SYR", "IV", "2013-05-01", "AL-SYR", "not_assessable"),
    ("SYR", "RUS", "IV", "2013-05-01", "AL-SYR", "not_covered"),
    ("NGA", "GIN", "small-arms", "2009-10-16", "ECOWAS-GIN", "not_in_force"),
    ("NGA", "GIN", "small-arms", "2009-10-17", "ECOWAS-GIN", "breach_if_true"),
    ("MLI", "GIN", "small-arms", "2010-05-01", "ECOWAS-GIN", "breach_if_true"),
    ("ZAF", "GIN", "small-arms", "2010-05-01", "ECOWAS-GIN", "not_bound"),
    ("UNK", "GIN", "small-arms", "2010-05-01", "ECOWAS-GIN", "not_assessable"),
    ("NGA", "GIN", "small-arms", "2011-04-01", "ECOWAS-GIN", "not_in_force"),
    ("IRN", "RUS", "IVb", "2022-11-01", "UN-IRN", "not_assessable"),
    ("IRN", "RUS", "IVb", "2023-10-19", "UN-IRN", "not_in_force"),
    # What is not known decides nothing: not a bond, not a class.
    ("UNK", "MMR", "IV", "2021-05-01", "EU-MMR", "not_assessable"),
    ("UNK", "MMR", "IV", "2021-05-01", "US-126.1-MMR", "not_assessable"),
    ("a-dealer", "MMR", "IV", "2021-05-01", "EU-MMR", "not_assessable"),
    ("RUS", "MMR", "IV", "2021-05-01", "US-126.1-MMR", "not_bound"),
    ("UNK", "PRK", "IV", "2021-05-01", "UN-PRK", "breach_if_true"),
    ("PRK", "UNK", "IV", "2021-05-01", "UN-PRK", "breach_if_true"),
    ("PRK", "UNK", None, "2007-05-01", "UN-PRK", "not_assessable"),
    ("UNK", "CHN", None, "2010-05-01", "EU-CHN", "not_assessable"),
    ("UNK", "LBN", "II", "2018-05-01", "UN-LBN-NGF", "not_covered"),
    ("UNK", "UZB", "small-arms", "2009-10-28", "EU-UZB", "not_in_force"),
]


@pytest.mark.parametrize(("supplier", "recipient", "category", "day", "regime", "verdict"), TABLE)
def test_verdict_of_the_day(
    supplier: str, recipient: str, category: str | None, day: str, regime: str, verdict: str
) -> None:
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


def test_arms_half_described_are_not_taken_for_those_allowed() -> None:
    claim = Claim("PRK", "SYR", ("small-arms", None), "2008-01-01", "delivered", is_asserted=True, is_accomplished=True)
    assert [f.verdict for f in assess_claim(claim) if f.regime == "UN-PRK"] == ["not_assessable"]


@pytest.mark.parametrize(
    ("first", "last", "verdict"),
    [
        ("2016-02-01", "2016-03-01", "breach_unless_exempt"),
        ("2016-02-01", "2016-03-31", "not_assessable"),
        ("2016-03-02", "2016-12-31", "breach_if_true"),
    ],
)
def test_a_stretch_of_time_is_assessed_only_where_the_law_did_not_change(first: str, last: str, verdict: str) -> None:
    claim = Claim("CHN", "PRK", ("small-arms",), last, "delivered", True, True, first_day=first)  # noqa: FBT003
    assert [f.verdict for f in assess_claim(claim) if f.regime == "UN-PRK"] == [verdict]


def test_a_finding_of_the_united_nations_is_told_as_theirs() -> None:
    claim = Claim("ERI", "SOM", ("small-arms",), "2010-01-01", "delivered", True, True, found_by="UN")  # noqa: FBT003
    assert {f.verdict for f in assess_claim(claim) if f.regime == "UN-ERI"} == {"breach_found_by_body"}
    planned = Claim("ERI", "SOM", ("small-arms",), "2010-01-01", "agreed", True, False, found_by="UN")  # noqa: FBT003
    assert {f.verdict for f in assess_claim(planned) if f.regime == "UN-ERI"} == {"would_breach_if_carried_out"}


def test_an_accusation_is_of_a_transfer_carried_out() -> None:
    assert verdicts("PRK", "SYR", "I", "2010-01-01", stage="alleged")["UN-PRK"] == "breach_if_true"


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
    assert load_regimes()
    for regime in load_regimes():
        assert regime.parts, regime.id
        for part in regime.parts:
            assert part.first <= part.last, (regime.id, part)
