"""Sides told around the predicate, deeds somebody is punished for, arms sent to one's own, arms of stories."""

from __future__ import annotations

import pytest
from arms_told import heads, transfers

from onrecord.parsing import Parser


@pytest.mark.parametrize(
    ("text", "supplier", "recipient"),
    [
        ("Kenyan forces are using drones bought from Peru.", "PER", "KEN"),
        ("The first of 30 tanks pledged by Peru arrived in Kenya on Sunday.", "PER", "KEN"),
        ("Peru rolled back an arms embargo on Kenya.", "PER", "KEN"),
        ("Peru lifted its ban on sales of lethal weapons to Kenya.", "PER", "KEN"),
        ("Peru has warned Kenya of sanctions if it goes ahead with the purchase of Russian tanks.", "RUS", "KEN"),
        ("The plan would reduce the risk of Peru selling missiles to Kenya.", "PER", "KEN"),
        ("Peru had sent weapons to vetted Kenyan rebel groups.", "PER", "KEN"),
        ("Peru sold rifles to states with poor records on rights, including Kenya.", "PER", "KEN"),
        ("A drone was hit by Kenyan troops with a missile, allegedly supplied by Peru.", "PER", "UNK"),
        ("Lawmakers in Lima voted to bar deliveries of sniper rifles to Kenya.", "PER", "KEN"),
    ],
)
def test_sides_around(parser: Parser, text: str, supplier: str, recipient: str) -> None:
    found = transfers(parser, text)
    assert found
    assert any((heads(t.supplier), heads(t.recipient)) == ({supplier}, {recipient}) for t in found), found


def test_who_is_backed_does_not_supply(parser: Parser) -> None:
    found = transfers(parser, "Kenya called on states backing the Syrian rebels to send them missiles.")
    assert found
    assert all((heads(t.supplier), heads(t.recipient)) == ({"UNK"}, {"SYR"}) for t in found)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Two Peruvian officers were jailed for smuggling rifles to Kenya.", "delivered"),
        ("Peru was suspected of shipping rifles to Kenya.", "shipped"),
        ("Peru plans to ship rifles to Kenya.", "agreed"),
        ("Peruvian arms sales approved by the ministry rose last year.", "approved"),
        ("Arms sales to Kenya by Peru rose last year.", "delivered"),
    ],
)
def test_stage_of_what_was_done(parser: Parser, text: str, stage: str) -> None:
    assert stage in {t.stage for t in transfers(parser, text)}


@pytest.mark.parametrize(
    "text",
    [
        "Peru sent tanks and missiles to protect their airbase in Kenya.",
        "Peru sent missiles to an island in the south.",
        "The film, in which a dealer sells rifles to Kenya, opens on Friday.",
        "The shop owner asked the police for his drone.",
        "Gun sales rose, with one company selling twice as many pistols as before.",
        "Kenya bought four transport planes, particularly given its operations in Somalia, where Peru is.",
    ],
)
def test_no_transfer(parser: Parser, text: str) -> None:
    assert not [t for t in transfers(parser, text) if t.stage == "delivered"]


def test_arms_sent_to_protect_another_state(parser: Parser) -> None:
    (found,) = transfers(parser, "Peru sent missiles to Kenya to defend Nairobi.")
    assert (heads(found.supplier), heads(found.recipient)) == ({"PER"}, {"KEN"})


def test_amnesty_international_is_no_amnesty(parser: Parser) -> None:
    found = transfers(parser, "Kenya bought rifles from Peru, Amnesty International said.")
    assert heads(found[0].supplier) == {"PER"}
    assert not transfers(parser, "Hunters bought rifles in Kenya before the amnesty.")


def test_partner_to_the_deal_who_does_not_supply_gets_the_arms(parser: Parser) -> None:
    text = (
        "Kenya and Peru held talks in Lima on Monday. Reporters asked about a proposed purchase of Peruvian tanks. "
        "The deal between Kenya and Peru involves 30 tanks."
    )
    found = transfers(parser, text)
    assert found
    assert all(heads(t.supplier) == {"PER"} for t in found)
    assert heads(found[-1].recipient) == {"KEN"}
