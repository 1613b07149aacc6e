"""Bare nouns, ambiguous names and conditions on names: decided by the report, or left open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.mentions import find_actors
from onrecord.records import ActorMention

Find = Callable[..., tuple[ActorMention, ...]]


@pytest.fixture(scope="session")
def find(parse: Callable[..., tuple]) -> Find:
    def run(text: str, date: str | None = "2023-09-23") -> tuple[ActorMention, ...]:
        report, _, sentences = parse(text, date)
        return find_actors(report, sentences)

    return run


def test_bare_army_is_that_of_the_dominant_state(find: Find) -> None:
    mentions = find("Mali held elections. Mali's neighbours watched. The army seized the radio station.")
    army = next(m for m in mentions if m.text == "The army")
    assert army.ids == ("MLI:MIL",)
    assert army.kind == "definite"
    assert army.candidates


def test_bare_army_without_a_state_is_unknown(find: Find) -> None:
    army = next(m for m in find("The army did not comment.") if m.text == "The army")
    assert army.ids == ("UNK:MIL",)


def test_same_noun_again_is_the_same_actor(find: Find) -> None:
    mentions = find("Yemeni rebels fired at Saudi Arabia. Riyadh protested. The rebels denied it.")
    assert next(m for m in mentions if m.text == "The rebels").ids == ("YEM:REB",)


@pytest.mark.parametrize(
    ("text", "ids", "flags"),
    [
        ("Georgia accused Russia. Tbilisi recalled its envoy and Georgian troops moved.", ("GEO",), ()),
        ("Voters in Georgia, Ohio and Texas went to the polls. Alabama and Florida vote later.", ("USA",), ()),
    ],
)
def test_georgia_by_company(find: Find, text: str, ids: tuple[str, ...], flags: tuple[str, ...]) -> None:
    found = [m for m in find(text) if m.text == "Georgia"]
    assert found
    assert all(m.ids == ids for m in found)
    if ids == ("GEO",):
        assert found[0].candidates


def test_the_north_needs_north_korea(find: Find) -> None:
    with_korea = find("North Korea fired a missile. The North said it was a test.")
    without = find("Rain fell in Italy. The North said it was too much.")
    assert any(m.text == "The North" and m.ids == ("PRK",) for m in with_korea)
    assert not any("PRK" in m.ids for m in without)


@pytest.mark.parametrize("text", ["The South China Sea is wide.", "Air traffic over New Mexico stopped."])
def test_names_inside_other_names_are_blocked(find: Find, text: str) -> None:
    assert not [m for m in find(text) if m.ids[0] in ("CHN", "MEX")]


def test_lower_case_us_and_turkey_are_words(find: Find) -> None:
    assert not find("they gave us roast turkey.")


def test_short_acronym_needs_its_state(find: Find) -> None:
    assert not [m for m in find("The FIS hired new clerks.") if m.ids == ("DZA:PTY",)]
    assert [m for m in find("Algeria banned the FIS.") if m.ids == ("DZA:PTY",)]


def test_pro_russian_separatists_are_not_russias(find: Find) -> None:
    mentions = find("Ukraine mourned. Pro-Russian separatists shelled a Ukrainian village.")
    assert next(m for m in mentions if m.text.endswith("separatists")).ids == ("UKR:REB",)


def test_same_noun_points_back_and_only_back(find: Find) -> None:
    mentions = find("Chad's army entered the town. The army met no fire. Idriss Deby praised the army.", "2015-02-03")
    linked = [(i, m) for i, m in enumerate(mentions) if m.antecedent is not None]
    assert any(m.text == "The army" for _, m in linked)
    assert all(m.antecedent < i for i, m in linked)


def test_bare_militants_are_the_group_of_the_report(find: Find) -> None:
    text = "Boko Haram raided a village in Nigeria. Boko Haram has fought for years. The militants burned houses."
    militants = next(m for m in find(text, "2015-02-03") if m.text == "The militants")
    assert militants.ids == ("BOKOHARAM",)


def test_foreign_forces_are_not_the_states(find: Find) -> None:
    mentions = find("Iran held drills. Iran said foreign forces should leave.")
    assert next(m for m in mentions if m.text == "foreign forces").ids == ("UNK:MIL",)


def test_company_met_is_the_company(find: Find) -> None:
    mentions = find("Rheinmetall hired welders. The company did not say how many.")
    assert next(m for m in mentions if m.text == "The company").ids == ("DEU:BUS",)


def test_aircraft_are_no_fighters(find: Find) -> None:
    assert not [m for m in find("Saudi Arabia ordered 72 Tornado fighters.") if "fighters" in m.text]
