"""Initials of a body are its id, but never a state's code."""

from __future__ import annotations

import onrecord
from onrecord.knowledge.actor_names import load_actor_names


def _ids(text: str) -> set[str]:
    return {actor.id for actor in onrecord.code(text, date="2029-05-04").actors}


def test_a_body_whose_initials_are_a_state_s_code_is_not_that_state() -> None:
    found = _ids("The local Disaster Management Agency said a road was blocked.")
    assert not any(identity.startswith("DMA") for identity in found)


def test_no_body_of_the_lists_has_a_state_s_code() -> None:
    names = load_actor_names()
    clashes = {
        entry.id
        for entries in names.names.values()
        for entry in entries
        if entry.kind == "body" and entry.id in names.states
    }
    assert clashes == set()
