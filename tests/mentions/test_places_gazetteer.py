"""The gazetteer: folding keeps length, disputed areas are dated, broken knowledge is refused by name."""

from __future__ import annotations

import time

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge.gazetteer import fold, load_gazetteer
from onrecord.knowledge.place_words import control_of, load_controls, load_words


@pytest.mark.parametrize("text", ["Zürich", "Łódź", "İzmir\u2019s", "Sana`a", "Port-au\u2010Prince\n", "東京 Tokyo"])
def test_folding_keeps_every_code_point(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_drops_accents() -> None:
    assert fold("Łódź, İzmir, Tromsø") == "Lodz, Izmir, Tromso"


@pytest.mark.parametrize(
    ("name", "on", "controls"),
    [
        ("Crimea", "2013-06-01", ("UKR",)),
        ("Crimea", "2015-06-01", ("RUS",)),
        ("Nagorno-Karabakh", "2024-01-01", ("AZE",)),
        ("Gaza", "2010-01-01", ("HAMAS",)),
        ("Golan", "1990-01-01", ("ISR",)),
    ],
)
def test_disputed_areas_are_held_by_date(name: str, on: str, controls: tuple[str, ...]) -> None:
    entry = control_of(name, on)
    assert entry is not None
    assert entry.controls == controls


def test_no_control_is_claimed_outside_the_dates() -> None:
    assert control_of("Crimea", "1800-01-01") is None
    assert control_of("Paris", "2020-01-01") is None


def test_every_dispute_names_its_claims() -> None:
    for entries in load_controls().values():
        assert all(entry.claims for entry in entries)


def test_every_name_has_its_places() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.first[-1] == len(gazetteer.places)
    assert len(gazetteer.labels) == len(gazetteer.latitude) == len(gazetteer.country)
    assert gazetteer.names == sorted(gazetteer.names)
    assert gazetteer.number("Aleppo") is not None
    assert gazetteer.number("Nowhere-upon-Nothing") is None


def test_start_up_is_under_two_seconds() -> None:
    started = time.process_time()
    load_gazetteer.__wrapped__()
    assert time.process_time() - started < 2


def test_missing_word_list_is_refused_by_name() -> None:
    with pytest.raises(KnowledgeError, match=r"nothing\.txt"):
        load_words("nothing")
