"""Where an event is: an argument of it, what it acts on, its clause; never just any place near it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.mentions.event_places import place_events, place_of
from onrecord.mentions.places import find_places
from onrecord.propositions import extract_propositions

Placer = Callable[..., str | None]


@pytest.fixture(scope="session")
def where(parse: Callable[..., object]) -> Placer:
    """The country or name of the place of the first proposition with that lemma."""

    def run(text: str, lemma: str, *, in_report: bool = False) -> str | None:
        report, blocks, sentences = parse(text)  # type: ignore[misc]
        places = find_places(report, blocks, sentences, ())
        propositions = extract_propositions(sentences)
        proposition = next(p for p in propositions if p.lemma == lemma)
        if in_report:
            at = place_events(report, sentences, propositions, places, ()).get(proposition.index)
        else:
            at = place_of(proposition, sentences[proposition.sentence], places, report)
        return None if at is None else places[at].name

    return run


@pytest.mark.parametrize(
    ("text", "lemma", "name"),
    [
        ("Rebels shelled a market in Kharkiv on Monday.", "shell", "Kharkiv"),
        ("A market in Kharkiv was shelled on Monday.", "shell", "Kharkiv"),
        ("The minister visited Moscow.", "visit", "Moscow"),
        ("The attack on Aleppo killed ten people.", "attack", "Aleppo"),
        ("The two sides held talks in Geneva.", "talk", "Geneva"),
        ("The Geneva talks collapsed.", "talk", "Geneva"),
        ("He was killed in an attack near Damascus.", "kill", "Damascus"),
        ("“We signed the treaty in Ankara,” the minister said.", "sign", "Ankara"),
        ("Troops did not enter Grozny.", "enter", "Grozny"),
        ("Soldiers fired on crowds in the Syrian town of Douma.", "fire", "Douma"),
    ],
)
def test_place_is_an_argument(where: Placer, text: str, lemma: str, name: str) -> None:
    assert where(text, lemma) == name


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Washington imposed sanctions on Iran.", "impose"),
        ("The minister accused Russia of lying.", "accuse"),
        ("France agreed to sell jets to India.", "sell"),
        ("The Britain-based group condemned the raid.", "condemn"),
    ],
)
def test_parties_are_no_places(where: Placer, text: str, lemma: str) -> None:
    assert where(text, lemma) is None


def test_a_test_is_on_the_ground_of_the_state_that_tests(where: Placer) -> None:
    assert where("North Korea tested a missile on Sunday.", "test") == "North Korea"


def test_speech_place_is_not_the_place_of_what_is_said(where: Placer) -> None:
    assert where("He said in Vienna that inspectors had been expelled.", "expel") is None


def test_meeting_taken_up_again_keeps_its_place(where: Placer) -> None:
    text = "The visit went well. The president arrived in Ankara on Monday and met ministers in Ankara."
    assert where(text, "visit", in_report=True) == "Ankara"


def test_trade_is_nowhere_even_in_a_report_of_one_country(where: Placer) -> None:
    text = "Sweden sold jets. Stockholm is in Sweden. Swedish firms welcomed it. Sweden said so."
    assert where(text, "sell", in_report=True) is None


def test_one_visit_among_several_does_not_place_the_others(where: Placer) -> None:
    text = "The visit begins on Monday. It follows several visits to Chad."
    assert where(text, "visit", in_report=True) is None
