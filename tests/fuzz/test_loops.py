"""No event stands inside itself, by however many steps."""

from __future__ import annotations

from onrecord.coding.nesting import without_loops


def test_what_ends_is_left_as_it_is() -> None:
    assert without_loops({0: None, 1: 0, 2: 1}) == {0: None, 1: 0, 2: 1}


def test_a_loop_is_cut_at_the_first_of_the_text() -> None:
    assert without_loops({0: 2, 1: 0, 2: 1}) == {0: None, 1: 0, 2: 1}
    assert without_loops({4: 4}) == {4: None}


def test_what_leads_into_a_loop_is_kept() -> None:
    assert without_loops({0: 1, 1: 2, 2: 1}) == {0: 1, 1: None, 2: 1}
