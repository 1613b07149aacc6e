"""Repeated mentions of one event inside one report."""

from __future__ import annotations

import pytest

import onrecord


def _incidents(text: str) -> dict[str, str | None]:
    coded = onrecord.code(text, date="2023-09-23")
    return {e.trigger.text: e.incident for e in coded.events}


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Chile attacked Peru on Monday. Peru said the attack by Chile was brutal.", "attacked", "attack"),
        ("Rebels killed four Malian soldiers. Mali condemned the killing of its soldiers.", "killed", "killing"),
        ("Russia bombed Ukraine on Monday. Russia shelled Ukraine on Monday, a witness said.", "bombed", "shelled"),
    ],
)
def test_one_event_in_other_words_is_one_incident(text: str, one: str, other: str) -> None:
    found = _incidents(text)
    assert found[one] == found[other]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Chile attacked Peru on Monday. Peru condemned another attack by Chile on its towns.", "attacked", "attack"),
        ("Chile attacked Peru. Norway fears attacks by Chile on Peru.", "attacked", "attacks"),
        ("Chile attacked Peru on Monday. Norway condemned the attack by Bolivia on Fiji.", "attacked", "attack"),
        ("Chile attacked Peru on Monday. Peru assaulted Chile on Friday.", "attacked", "assaulted"),
        ("Chile bombed Peru on Monday. Norway urged Chile not to shell Peru.", "bombed", "shell"),
    ],
)
def test_another_event_is_another_incident(text: str, one: str, other: str) -> None:
    found = _incidents(text)
    assert found[one] != found[other]
