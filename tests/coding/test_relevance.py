"""Which events are recorded though no public side of them is known."""

from __future__ import annotations

import pytest

import onrecord


def _types(text: str) -> dict[str, str]:
    return {event.trigger.text: event.type for event in onrecord.code(text, date="2023-09-23").events}


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        # in the sentence of a state's act
        ("Chad urged that the sanctions be eased.", "eased", "RETREAT"),
        ("Togo blamed rebels for the blast.", "blast", "ASSAULT"),
        # on a state's word
        ("No contract had been signed, a spokesman for the government of Kenya said.", "signed", "SUPPORT"),
        # public by itself
        ("Experts fear that the site may serve for a nuclear test.", "test", "MOBILIZE"),
        ("Both camps blamed the other for violating the ceasefire.", "blamed", "ACCUSE"),
    ],
)
def test_an_event_is_drawn_in_by_its_surroundings(text: str, trigger: str, kind: str) -> None:
    assert _types(text).get(trigger) == kind


@pytest.mark.parametrize(
    "text",
    [
        "The shop will lift its ban on dogs.",
        "No contract had been signed, the agent of the striker said.",
        "The singer accused the drummer of breaking the guitar.",
        '"We signed a lease," the baker said.',
    ],
)
def test_private_doings_stay_out(text: str) -> None:
    assert _types(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested a burglar in Leeds after a theft from a shop.",
        "Prosecutors in Ohio charged a man with murder.",
        "A man was convicted of robbery by a court in Ohio.",
        '"Police arrested a burglar in Leeds," a neighbour said.',
    ],
)
def test_common_crime_at_home_stays_out(text: str) -> None:
    assert not onrecord.code(text, date="2023-09-23").events


@pytest.mark.parametrize(
    "text",
    [
        "Turkish police arrested a German reporter over a theft.",
        "Police in Minsk arrested an opposition leader.",
        "A court in Cairo convicted three activists of treason.",
    ],
)
def test_political_justice_is_recorded(text: str) -> None:
    assert onrecord.code(text, date="2023-09-23").events
