"""Who supplies and who gets, from syntax, from the arms' own words, and from what the report told before."""

from __future__ import annotations

import pytest
from arms_told import heads, transfers

from onrecord.parsing import Parser


@pytest.mark.parametrize(
    ("text", "supplier", "recipient"),
    [
        ("Peru sold tanks to Chile.", "PER", "CHL"),
        ("Peru bought tanks from Chile.", "CHL", "PER"),
        ("Tanks were sold to Chile by Peru.", "PER", "CHL"),
        ("Tanks were bought from Peru by Chile.", "PER", "CHL"),
        ("Peru's sale of tanks to Chile was stopped.", "PER", "CHL"),
        ("Chile's purchase of tanks from Peru was stopped.", "PER", "CHL"),
        ("Peru equipped the Chilean army with rifles.", "PER", "CHL"),
        ("Peru approved the sale of 20 tanks to Chile.", "PER", "CHL"),
        ("Peru asked Chile for tanks.", "CHL", "PER"),
        ("Peru has asked Chile to sell it tanks.", "CHL", "PER"),
        ("Chile is equipped with Chinese fighter jets.", "CHN", "CHL"),
        ("Chile took delivery of six tanks from Peru.", "PER", "CHL"),
        ("Chile accepted a patrol ship donated by Peru.", "PER", "CHL"),
        ("Peru blocked the export of rifles to Chile.", "PER", "CHL"),
    ],
)
def test_direction(parser: Parser, text: str, supplier: str, recipient: str) -> None:
    found = transfers(parser, text)
    assert any(heads(t.supplier) == {supplier} and heads(t.recipient) == {recipient} for t in found), found


@pytest.mark.parametrize(
    "text", ["Peru's neighbours bought tanks from Chile.", "Peru's rivals bought tanks from Chile."]
)
def test_a_states_neighbours_are_not_the_state(parser: Parser, text: str) -> None:
    found = transfers(parser, text)
    assert found
    assert all((heads(t.supplier), heads(t.recipient)) == ({"CHL"}, {"UNK"}) for t in found)


def test_a_second_telling_takes_its_arms_from_the_first(parser: Parser) -> None:
    found = transfers(
        parser, "Peru sold 20 tanks to Chile in May. Chile said the shipments from Peru had been stopped."
    )
    assert found[0].items[0].text == "20 tanks"
    assert all(heads(t.supplier) == {"PER"} and heads(t.recipient) == {"CHL"} for t in found)


def test_an_act_of_speech_moves_nothing(parser: Parser) -> None:
    found = transfers(parser, "Peru accused Chile of selling tanks to Bolivia.")
    assert {t.stage for t in found} == {"alleged", "delivered"}
    assert all(heads(t.supplier) == {"CHL"} and heads(t.recipient) == {"BOL"} for t in found)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Peru offered Chile tanks.", "offered"),
        ("Peru promised Chile tanks.", "agreed"),
        ("Peru will sell tanks to Chile.", "agreed"),
        ("Chile ordered tanks from Peru.", "ordered"),
        ("Peru shipped tanks to Chile.", "shipped"),
        ("Peru refused to sell tanks to Chile.", "refused"),
        ("Peru will not sell tanks to Chile.", "refused"),
        ("Peru has not sold tanks to Chile.", "delivered"),
        ("Peru denied selling tanks to Chile.", "alleged"),
        ("Peru suspended the sale of tanks to Chile.", "blocked"),
        ("Peru seized rifles bound for Chile.", "seized"),
        ("Peru lifted its ban on selling tanks to Chile.", "approved"),
    ],
)
def test_stage(parser: Parser, text: str, stage: str) -> None:
    found = transfers(parser, text)
    assert found
    assert stage in {t.stage for t in found}


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile signed an arms control agreement.",
        "Peru did not discuss arms with Chile.",
        "Customers in Chile bought rifles in a shop.",
        "Peru tested a missile on Sunday.",
        "Peru shot down a drone from Chile.",
        "Peru sent a fighter plane to intercept a Chilean aircraft.",
        "Peru is bent on getting atomic weapons.",
        "Chile detained three Peruvians over a grenade.",
        "Peru has missiles that can deliver warheads to Chile.",
    ],
)
def test_no_transfer(parser: Parser, text: str) -> None:
    assert transfers(parser, text) == []


def test_a_side_told_in_words_we_cannot_name_stays_unknown(parser: Parser) -> None:
    text = "Peru sold tanks to Chile. Peru sold rifles to unnamed militias last year."
    rifles = [t for t in transfers(parser, text) if t.items[0].text == "rifles"]
    assert rifles
    assert all(heads(t.recipient) != {"CHL"} for t in rifles)


def test_dismissed_claims_carry_the_transfer_they_are_about(parser: Parser) -> None:
    found = transfers(parser, "Bolivia accused Peru of selling tanks to Chile. Peru dismissed the allegations.")
    assert any(t.stage == "alleged" and heads(t.supplier) == {"PER"} and heads(t.recipient) == {"CHL"} for t in found)


def test_who_bars_arms_is_not_who_sent_those_that_were_seized(parser: Parser) -> None:
    told = transfers(
        parser,
        "Peru extended its arms embargo against Chile. Customs officers in Bolivia seized a shipment of rifles bound "
        "for Chile, the Bolivian interior ministry said.",
    )
    seized = [t for t in told if t.stage in ("seized", "shipped")]
    assert seized
    assert all("PER" not in heads(t.supplier) for t in seized)
    assert any("CHL" in heads(t.recipient) for t in seized)
