"""Which event stands inside another: the content of claims, deals and bans, not what they answer or come after."""

from __future__ import annotations

import pytest

import onrecord


def _outer(text: str, trigger: str) -> str | None:
    events = onrecord.code(text, date="2023-09-23").events
    found = [event for event in events if event.trigger.text == trigger]
    assert found, [event.trigger.text for event in events]
    inside = found[0].inside
    by_id = {event.id: event.trigger.text for event in events}
    return by_id[inside] if inside is not None else None


@pytest.mark.parametrize(
    ("text", "trigger", "outer"),
    [
        ("Norway's claim that Chad shelled Mali was denied.", "shelled", "claim"),
        ("Kenya and Uganda signed a deal ending the blockade of Somalia.", "ending", "deal"),
        ("France banned arms sales to Chad.", "sales", "banned"),
        ("Arms sales to Chad were forbidden by France.", "sales", "forbidden"),
    ],
)
def test_content_is_inside(text: str, trigger: str, outer: str) -> None:
    assert _outer(text, trigger) == outer


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Chad rejected the demands of France.", "demands"),
        ("The Omani minister met the Qatari emir for talks on gas.", "talks"),
        ("Kenya urged Somalia to leave the port that Ethiopia attacked.", "attacked"),
        ('"Chad rejected the demands of France," Peru said.', "demands"),
    ],
)
def test_what_is_answered_or_told_by_the_way_is_not(text: str, trigger: str) -> None:
    assert _outer(text, trigger) is None
