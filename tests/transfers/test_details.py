"""Terms, condition, go-betweens, maker, days and money; and what is no transfer at all."""

from __future__ import annotations

import pytest
from arms_told import code, transfers

from onrecord.parsing import Parser
from onrecord.transfers.values import money_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Peru sold 20 tanks to Chile.", "sale"),
        ("Peru donated 20 tanks to Chile.", "donation"),
        ("Peru gave Chile 20 tanks free of charge.", "donation"),
        ("Peru handed over 20 tanks to Chile on loan.", "loan"),
        ("Chile leased six patrol boats from Peru.", "lease"),
        ("In exchange for oil, Peru received 20 tanks from Chile.", "barter"),
        ("Peru sent 20 tanks to Chile.", None),
    ],
)
def test_terms(parser: Parser, text: str, terms: str | None) -> None:
    assert terms in {t.terms for t in transfers(parser, text)}


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Peru sent 20 refurbished tanks to Chile.", "modernised"),
        ("Peru will hand over 20 mothballed tanks to Chile.", "second_hand"),
        ("Peru sent 20 tanks to Chile.", None),
    ],
)
def test_condition(parser: Parser, text: str, condition: str | None) -> None:
    assert {t.condition for t in transfers(parser, text)} == {condition}


def test_who_hires_from_somebody_gets(parser: Parser) -> None:
    (found,) = transfers(parser, "Chile leased six patrol boats from Peru.")
    assert (found.supplier, found.recipient) == (("PER",), ("CHL",))


def test_transit_is_neither_side(parser: Parser) -> None:
    (found,) = transfers(parser, "The Houthis got missiles from Iran via Oman.")
    assert (found.supplier, found.recipient, found.transit) == (("IRN",), ("HOUTHI",), ("OMN",))


def test_who_arranges_a_sale_is_its_broker(parser: Parser) -> None:
    found = transfers(parser, "A Kenyan company arranged the sale of rifles from Peru to Chile.")
    assert found
    assert all(t.broker is not None and t.broker.startswith("KEN") for t in found)
    assert all(t.supplier == ("PER",) for t in found)


def test_who_makes_them_is_told_only_where_it_is_said(parser: Parser) -> None:
    assert {t.maker for t in transfers(parser, "Peru sold rifles made in Serbia to Chile.")} == {"SRB"}
    assert {t.maker for t in transfers(parser, "Peru sold MiG-29 fighter jets to Chile.")} == {None}


def test_a_delivery_has_the_day_of_the_order_of_the_same_arms(parser: Parser) -> None:
    found = transfers(
        parser, "Peru took delivery on 5 May 2020 of the 16 tanks that it ordered from Chile in March 2019."
    )
    ordered = [t for t in found if t.stage == "ordered"]
    assert ordered
    assert all(t.order_date == "2019-03-01/2019-03-31" for t in ordered)


def test_a_day_the_text_does_not_state_is_none(parser: Parser) -> None:
    assert {t.delivery_date for t in transfers(parser, "Peru delivered 20 tanks to Chile.")} == {None}


@pytest.mark.parametrize(
    ("value", "money"),
    [
        ("$1.2 billion", (1.2e9, "USD")),
        ("593-million-dollar", (593e6, "USD")),
        ("400 million euros", (400e6, "EUR")),
        ("£40m", (40e6, "GBP")),
        ("$10 to $12 million", (10e6, "USD")),
        ("half a million euros", (None, "EUR")),
        (None, (None, None)),
    ],
)
def test_money(value: str | None, money: tuple[float | None, str | None]) -> None:
    assert money_of(value) == money


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Crates that may hold rifles were shipped from Peru to Chile.", "contents-doubtful"),
        ("A cargo of rifles left Callao for Chile.", "supplier-by-place"),
    ],
)
def test_doubts_are_flags(parser: Parser, text: str, flag: str) -> None:
    events = [e for e in code(parser, text).events if e.transfer is not None]
    assert events
    assert all(flag in e.flags for e in events)


@pytest.mark.parametrize(
    "text",
    [
        "Peru agreed to give up its nuclear warheads.",
        "Police in Chile seized two pistols from a flat.",
        "Two men armed with rifles robbed a bank in Chile.",
        "A Peruvian aircraft made an emergency landing in Chile.",
        "The general flies an F-16.",
        "The scandal gave fresh ammunition to critics of Peru.",
        "Lawmakers in Chile passed the Patriot Act.",
        "Peru and Chile held talks on nuclear weapons.",
        "Residents of Lima bought pistols.",
        "Peru and Chile vowed to fight arms smuggling.",
    ],
)
def test_no_transfer(parser: Parser, text: str) -> None:
    assert transfers(parser, text) == []


@pytest.mark.parametrize(
    ("text", "supplier", "recipient", "stage"),
    [
        ("Peru cancelled an order for 11 tanks from Chile.", "CHL", "PER", "cancelled"),
        ("Peru cancelled the sale of 11 tanks to Chile.", "PER", "CHL", "cancelled"),
        ("Peru banned the import of rifles from Chile.", "CHL", "PER", "blocked"),
        ("Peru suspended the sale of two frigates to Chile.", "PER", "CHL", "blocked"),
    ],
)
def test_what_is_stopped_is_not_delivered(parser: Parser, text: str, supplier: str, recipient: str, stage: str) -> None:
    found = transfers(parser, text)
    assert found
    assert {t.stage for t in found} <= {stage, "ordered"}
    assert any((t.supplier, t.recipient, t.stage) == ((supplier,), (recipient,), stage) for t in found)


def test_the_security_council_supplies_nobody(parser: Parser) -> None:
    found = transfers(parser, "The United Nations Security Council lifted the arms embargo on Liberia.")
    assert found
    assert all((t.supplier, t.recipient) == (("UNK",), ("LBR",)) for t in found)


def test_a_truce_is_not_the_deal_told_before(parser: Parser) -> None:
    found = transfers(parser, "Peru sold 20 tanks to Chile. Bolivia and Peru signed the truce deal on Monday.")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Peru will hand over 20 tanks to Chile.", 20, 20),
        ("Between 300 and 400 tanks have been shipped to Chile since May.", 300, 400),
        ("Peru sold several hundred rifles to Chile.", 200, None),
        ("Peru sold tanks to Chile in 2011.", None, None),
    ],
)
def test_numbers(parser: Parser, text: str, least: int | None, most: int | None) -> None:
    quantity = transfers(parser, text)[0].items[0].quantity
    assert (quantity and quantity.min, quantity and quantity.max) == (least, most)


def test_systems_are_of_their_own_class_and_parts_are_not(parser: Parser) -> None:
    assert transfers(parser, "Peru sold S-400 systems to Chile.")[0].items[0].category == "VII"
    assert transfers(parser, "Peru sold missile parts to Chile.")[0].items[0].category == "missile-parts"


def test_tanks_are_no_arms_where_the_report_tells_of_a_fuel_tank(parser: Parser) -> None:
    assert transfers(parser, "The fuel tank arrived by ship. Peru donated the tank to a museum in Chile.") == []
    assert transfers(parser, "Peru donated the tank to the Chilean army.") != []


@pytest.mark.parametrize(
    "text",
    [
        "A new law in Peru bars suspects from buying rifles.",
        "Peru ratified a ban on cluster bombs.",
        "Gun sales rose in Peru after the shooting.",
        "The firm bought four planes, given its size.",
    ],
)
def test_laws_and_shops_are_no_transfers(parser: Parser, text: str) -> None:
    assert transfers(parser, text) == []
