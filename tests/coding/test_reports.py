"""Parties and places that only the whole report tells, in reports of our own."""

from __future__ import annotations

import pytest

from onrecord.document import Event
from onrecord.parsing import Parser
from onrecord.pipeline import Coder
from onrecord.records import Report


def _events(parser: Parser, text: str) -> list[Event]:
    report = Report(id="r", key="r", text=text, published="2020-05-12", published_precision="day")
    return list(next(iter(Coder(parser).code([report]))).events)


def _one(events: list[Event], trigger: str) -> Event:
    found = [e for e in events if trigger in e.trigger.text]
    assert found, f"no event at {trigger!r} in {[e.trigger.text for e in events]}"
    return found[-1]


def _ids(parties: object) -> set[str]:
    return {p.id.partition(":")[0] for p in parties}  # type: ignore[attr-defined]


def test_a_new_attack_is_not_blamed_on_who_made_an_earlier_one(parser: Parser) -> None:
    events = _events(
        parser,
        "Chadian warplanes bombed a Malian army base on Monday. "
        "A Malian army commander was killed in a bomb explosion in Bamako on Friday.",
    )
    assert "TCD" in _ids(_one(events, "bombed").actors)
    assert "TCD" not in _ids(_one(events, "killed").actors)


def test_the_same_attack_keeps_its_doer(parser: Parser) -> None:
    events = _events(
        parser, "Chadian warplanes attacked Mali on Monday. Mali said the attack on its territory killed nobody."
    )
    assert _ids(_one(events[1:], "attack").actors) == {"TCD"}


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("The Nairobi talks between Chad and Mali ended on Monday.", "talks", {"TCD", "MLI"}),
        ("Chad and Mali agreed to a Kenya-brokered ceasefire.", "ceasefire", {"TCD", "MLI"}),
        ("A Kenyan-led raid on Malian troops killed ten people.", "raid", {"KEN"}),
    ],
)
def test_a_venue_or_broker_is_no_side(parser: Parser, text: str, trigger: str, actors: set[str]) -> None:
    assert _ids(_one(_events(parser, text), trigger).actors) == actors


def test_a_request_to_nobody_named_is_to_nobody(parser: Parser) -> None:
    events = _events(
        parser,
        "Chad asked Mali to release the soldiers. Chad urged Mali to open the border. "
        "Chad also asked all coffee-exporting countries to help stabilise prices.",
    )
    assert _ids(_one(events[2:], "asked").recipients) <= {"UNK"}


def test_visits_and_talks_on_them_are_with_the_host(parser: Parser) -> None:
    events = _events(
        parser,
        "The president of Chad will pay a visit to Mali next week. He will hold talks with the president of Mali.",
    )
    places = {e.type: e.where.country for e in events if e.where is not None}
    assert places == {"CONSULT": "MLI"}
    assert all(e.where is not None for e in events if e.type == "CONSULT")


def test_a_war_is_not_fought_where_it_is_talked_about(parser: Parser) -> None:
    events = _events(
        parser, "Envoys of Chad and Mali met in Geneva in an effort to end the fighting between the two countries."
    )
    war = [e for e in events if e.type == "ASSAULT"]
    assert war
    assert all(e.where is None or e.where.country != "CHE" for e in war)


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Chad rejected the Geneva accord on Monday.", set()),
        ("Chad rejected the Tripoli proposal on Monday.", {"LBY"}),
        ("Chad and Mali pledged to adopt the Paris climate agreement.", set()),
    ],
)
def test_the_city_of_an_accord_is_no_side(parser: Parser, text: str, recipients: set[str]) -> None:
    assert _ids(_events(parser, text)[0].recipients) == recipients
