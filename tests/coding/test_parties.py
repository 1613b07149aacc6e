"""Parties that are named but have no part: exceptions, and places a thing only came from."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.document import Event


def _event(text: str, trigger: str) -> Event:
    events = onrecord.code(text, date="2023-09-23").events
    found = [event for event in events if event.trigger.text == trigger]
    assert found, [event.trigger.text for event in events]
    return found[0]


def _tops(event: Event) -> tuple[set[str], set[str]]:
    actors, recipients = ({a.id.partition(":")[0] for a in side} for side in (event.actors, event.recipients))
    return actors, recipients


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Every NATO member bar Turkey backed the plan, Norway said.", "backed", {"NATO"}),
        ("Norway but not Chad signed the treaty.", "signed", {"NOR"}),
        ('"Norway but not Chad signed the treaty," Peru said.', "signed", {"NOR"}),
        ("Norway and Chad signed the treaty.", "signed", {"NOR", "TCD"}),
    ],
)
def test_an_exception_has_no_part(text: str, trigger: str, actors: set[str]) -> None:
    assert _tops(_event(text, trigger))[0] == actors


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        ("The French navy seized rifles from a boat sailing from Oman.", "seized", set()),
        ("Rifles were seized by the French navy from a boat sailing from Oman.", "seized", set()),
        ("France withdrew its troops from Mali.", "withdrew", {"MLI"}),
    ],
)
def test_where_a_thing_came_from_is_no_side(text: str, trigger: str, recipients: set[str]) -> None:
    assert _tops(_event(text, trigger))[1] == recipients
