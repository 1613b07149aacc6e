"""What is transferred: quantities, sums of money, designations and generic words for arms."""

from __future__ import annotations

import pytest
from arms_told import transfers

from onrecord.knowledge.weapons import load_arms
from onrecord.parsing import Parser
from onrecord.records import Quantity
from onrecord.transfers.quantities import read_quantity
from onrecord.transfers.values import find_value

DESIGNATIONS_AT_LEAST, TERMS_AT_LEAST = 500, 300


@pytest.mark.parametrize(
    ("words", "least", "most", "unit", "hedge"),
    [
        ("36", 36, 36, "items", None),
        ("about 36", 36, 36, "items", "about"),
        ("roughly two hundred", 200, 200, "items", "about"),
        ("up to 50", None, 50, "items", "up to"),
        ("as many as 50", None, 50, "items", "up to"),
        ("fewer than 50", None, 50, "items", "at most"),
        ("at least 1,500", 1500, None, "items", "at least"),
        ("more than 2,000", 2001, None, "items", "at least"),
        ("between 20 and 30", 20, 30, "items", None),
        ("from 20 to 30", 20, 30, "items", None),
        ("20-30", 20, 30, "items", None),
        ("twelve", 12, 12, "items", None),
        ("half a dozen", 6, 6, "items", None),
        ("two dozen", 24, 24, "items", None),
        ("dozens of", 24, None, "items", "about"),
        ("hundreds of", 200, None, "items", "about"),
        ("several", 2, None, "items", "about"),
        ("a pair of", 2, 2, "items", None),
        ("two squadrons of", 2, 2, "squadrons", None),
        ("a battery of", 1, 1, "batteries", None),
        ("three shiploads of", 3, 3, "shiploads", None),
        ("40 tonnes of", 40, 40, "tonnes", None),
        ("the first 10 of 180", 10, 10, "items", None),
    ],
)
def test_quantities(words: str, least: float | None, most: float | None, unit: str, hedge: str | None) -> None:
    assert read_quantity(words.split(), load_arms().numbers) == Quantity(least, most, unit, hedge)


@pytest.mark.parametrize("words", ["", "new", "the", "some", "its own"])
def test_no_number_no_quantity(words: str) -> None:
    assert read_quantity(words.split(), load_arms().numbers) is None


def test_of_an_order_the_whole_is_counted() -> None:
    found = read_quantity(["the", "first", "10", "of", "180"], load_arms().numbers, is_ordered=True)
    assert found is not None
    assert (found.min, found.max) == (180, 180)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They paid $1.2 billion for jets.", "$1.2 billion"),
        ("a 593-million-dollar contract", "593-million-dollar"),
        ("It cost 740 million euros.", "740 million euros"),
        ("worth £30m in all", "£30m"),
        ("the five billion stg deal", "five billion stg"),
        ("They bought 36 jets in 2015.", None),
    ],
)
def test_sums_of_money(text: str, value: str | None) -> None:
    assert find_value(text) == value


@pytest.mark.parametrize(
    ("printed", "designation", "category", "maker"),
    [
        ("KN-23", "Hwasong-11", "VII", "PRK"),
        ("S-400s", "S-400", "VII", "RUS"),
        ("F-16C/D", "F-16", "IV", "USA"),
        ("F-16AM", "F-16", "IV", "USA"),
        ("Type 054A", "Type 054", "VI", "CHN"),
        ("9M723", "Iskander", "VII", "RUS"),
        ("MiG-29", "MiG-29", "IV", "RUS"),
        ("Shahed-136", "Shahed-136", "IVb", "IRN"),
        ("Bayraktar TB2", "Bayraktar TB2", "IVb", "TUR"),
        ("AK-47s", "AK-47", "small-arms", "RUS"),
        ("Leopard 2A6", "Leopard 2", "I", "DEU"),
        ("HIMARS", "M142 HIMARS", "III", "USA"),
    ],
)
def test_designations(printed: str, designation: str, category: str, maker: str) -> None:
    term = load_arms().named(printed)
    assert term is not None
    assert (term.designation, term.category, term.maker) == (designation, category, maker)


@pytest.mark.parametrize("printed", ["Toyota", "G7", "COVID-19", "Boeing 737", "Paris"])
def test_other_names_are_no_designations(printed: str) -> None:
    assert load_arms().named(printed) is None


def test_a_name_of_the_shape_is_taken_and_flagged(parser: Parser) -> None:
    (found,) = transfers(parser, "Chad gave Mali three XQ-99 drones.")
    assert found.items[0].designation == "XQ-99"
    assert found.flags == ("unlisted-designation",)
    (known,) = transfers(parser, "Chad gave Mali three MQ-9 drones.")
    assert known.flags == ()


def test_the_lexicon_is_large_and_each_row_has_its_classes() -> None:
    arms = load_arms()
    designations = {t.designation for t in arms.names.values()}
    assert len(designations) >= DESIGNATIONS_AT_LEAST
    assert len(arms.terms) >= TERMS_AT_LEAST
    assert all(t.category and t.munitions_list and t.maker and len(t.maker) == 3 for t in arms.names.values())


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Chad sold Mali 5 mortars, 20 rifles and two tanks.", [("III", 5.0), ("small-arms", 20.0), ("I", 2.0)]),
        ("Chad supplied Mali with spare parts for its tanks.", [("I", None)]),
        ("The government of Chad sold missile parts to Mali.", [("missile-parts", None)]),
        ("Chad sold Mali night-vision goggles.", [("imaging", None)]),
        ("Chad shipped nerve gas to Mali.", [("chemical", None)]),
        ("Chad donated dozens of howitzers to Mali.", [("III", None)]),
    ],
)
def test_items_of_a_transfer(parser: Parser, text: str, items: list[tuple[str, float | None]]) -> None:
    (found,) = transfers(parser, text)
    assert [(i.category, i.quantity.max if i.quantity else None) for i in found.items] == items
