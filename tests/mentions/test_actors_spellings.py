"""Known names in other spellings, towns that tell a state, reports of a few words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.knowledge.actor_spellings import find_spellings
from onrecord.mentions import find_actors
from onrecord.mentions.actors_places import state_of_place
from onrecord.records import ActorMention

Find = Callable[..., tuple[ActorMention, ...]]


@pytest.fixture(scope="session")
def find(parse: Callable[..., tuple]) -> Find:
    def run(text: str, date: str | None = "2019-05-04") -> tuple[ActorMention, ...]:
        report, _, sentences = parse(text, date)
        return find_actors(report, sentences)

    return run


def first_ids(find: Find, text: str, date: str | None = "2019-05-04") -> tuple[str, ...]:
    mentions = find(text, date)
    return mentions[0].ids if mentions else ()


@pytest.mark.parametrize(
    ("spelt", "slug"),
    [
        ("Sergej Lawrow", "sergei-lavrov"),
        ("Moammer Kadhafy", "muammar-gaddafi"),
        ("Abdel-Fatah el Sissi", "abdel-fattah-al-sisi"),
        ("Noori al-Maleki", "nouri-al-maliki"),
        ("Angela D. Merkel", "angela-merkel"),
        ("Jong-un Kim", "kim-jong-un"),
        ("Kim Jongun", "kim-jong-un"),
        ("Kim Jong-an", None),
        ("Angelo Merkel", None),
        ("Sergei Lavigne", None),
    ],
)
def test_spellings_of_one_name(spelt: str, slug: str | None) -> None:
    found = find_spellings(spelt)
    assert (found.entries[0].id if found is not None else None) == slug


def test_two_presidents_are_told_apart_by_their_initials() -> None:
    found = find_spellings("George W. Bush")
    assert found is not None
    assert found.entries[0].id == "george-w-bush"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Sergej Lawrow met his guests.", ("RUS:GOV",)),
        ("The guests were met by Sergej Lawrow.", ("RUS:GOV",)),
        ("Sergei   Lavrov met his guests.", ("RUS:GOV",)),
        ('"We did not agree," Foreign Minister Sergej Lawrow said.', ("RUS:GOV",)),
        ("Sergej Larsen met his guests.", ()),
        ("Sergej Lawrow did not come.", ("RUS:GOV",)),
    ],
)
def test_a_name_spelt_another_way_is_the_same_person(find: Find, text: str, ids: tuple[str, ...]) -> None:
    found = [m.ids for m in find(text) if m.text.endswith(("Lawrow", "Lavrov"))]
    assert found == ([ids] if ids else [])


@pytest.mark.parametrize(
    ("name", "state"),
    [("Gujranwala", "PAK"), ("Bukhara", "UZB"), ("Lincoln", None), ("Valencia", None), ("Nowhere Town", None)],
)
def test_state_of_a_place_that_stands_out(name: str, state: str | None) -> None:
    assert state_of_place(name) == state


@pytest.mark.parametrize(
    ("text", "ending", "ids"),
    [
        ("Gujranwala residents protested.", "residents", ("PAK:CVL",)),
        ("The mayor of Gujranwala resigned.", "Gujranwala", ("PAK:GOV",)),
        ("No shots were fired by Bukhara police.", "police", ("UZB:COP",)),
        ('"We are afraid," villagers in Gujranwala said.', "Gujranwala", ("PAK:CVL",)),
        ("Bukhara University closed.", "University", ("UZB:EDU",)),
        ("Two Gujranwala submarines sank.", "submarines", None),
        ("Lincoln residents protested.", "residents", ("UNK:CVL",)),
    ],
)
def test_a_town_tells_whose_a_description_is(find: Find, text: str, ending: str, ids: tuple[str, ...] | None) -> None:
    found = [m.ids for m in find(text) if m.text.endswith(ending)]
    assert (found[0] if found else None) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Gujranwala", ("PAK",)),
        ("Aleppo", ("SYR",)),
        ("HSBC", ("GBR:BUS",)),
        ("He", ()),
        ("the F.B.I.", ("USA:COP",)),
        ("Obama", ("barack-obama",)),
        ("the ex-president", ("UNK:ELI",)),
        ("an ousted Malian minister", ("MLI:ELI",)),
        ("a Malian minister", ("MLI:GOV",)),
    ],
)
def test_reports_of_a_few_words(find: Find, text: str, ids: tuple[str, ...]) -> None:
    assert first_ids(find, text) == ids


def test_a_title_tells_more_than_the_side_somebody_was_on(find: Find) -> None:
    mentions = find("Mourners buried Hezbollah fighter Samir Kuntar.", "2020-01-02")
    assert next(m for m in mentions if m.text.endswith("Kuntar")).ids == ("HEZBOLLAH",)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Al-Azhar University", ("EGY:EDU",)),
        ("two Oromo farmers", ("ETH:AGR",)),
        ("Uyghur dissidents", ("CHN:OPP",)),
        ("Breton dairy farmers", ("FRA:AGR",)),
        ("the Lahore High Court", ("PAK:JUD",)),
        ("C.B.I.", ("IND:COP",)),
        ("Kerala firefighters", ("IND:MED",)),
        ("an Irish lieutenant governor", ("IRL:GOV",)),
        ("ACLU", ("ACLU",)),
        ("the bricks", ()),
    ],
)
def test_organs_peoples_and_callings_of_a_state(find: Find, text: str, ids: tuple[str, ...]) -> None:
    assert first_ids(find, text) == ids


@pytest.mark.parametrize(
    ("date", "ids"),
    [("2016-05-04", ("NOR:GOV",)), ("2022-05-04", ("NOR:PTY",)), (None, ("NOR:GOV",))],
)
def test_a_head_of_government_still_leads_a_party_afterwards(
    find: Find, date: str | None, ids: tuple[str, ...]
) -> None:
    assert first_ids(find, "Erna Solberg declined to comment.", date) == ids
