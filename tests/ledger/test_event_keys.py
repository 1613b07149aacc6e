"""The keys by which the tellings of a ledger are looked up."""

from __future__ import annotations

import onrecord
from onrecord.ledger import event_keys
from onrecord.resolution import event_sketches

_TEXT = "Chile attacked Peru. Peru condemned the attack."


def test_a_telling_is_looked_up_within_its_window_of_days() -> None:
    (sketch, *_) = event_sketches(onrecord.code(_TEXT, date="2023-09-23"))
    keys = event_keys(sketch)
    assert keys
    assert len({window for _, window, _ in keys}) == 1
    assert {event for _, _, event in keys} == {sketch.id}
    later = event_sketches(onrecord.code(_TEXT, date="2023-10-23"))[0]
    assert {key for key, _, _ in event_keys(later)} == {key for key, _, _ in keys}
    assert {window for _, window, _ in event_keys(later)}.isdisjoint({window for _, window, _ in keys})


def test_a_telling_without_a_day_has_no_keys() -> None:
    (sketch, *_) = event_sketches(onrecord.code(_TEXT))
    assert event_keys(sketch) == []
