"""Persons below the highest offices, given names in two parts, lists of states, the displaced, long acronyms."""

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


def ids_of(mentions: tuple[ActorMention, ...], ending: str) -> tuple[str, ...]:
    """The ids of the widest mention that ends with ``ending``."""
    found = [m for m in mentions if m.text.endswith(ending)]
    assert found, f"no mention ends with {ending!r}: {[m.text for m in mentions]}"
    return max(found, key=lambda m: m.end - m.start).ids


@pytest.mark.parametrize(
    ("text", "date", "ending", "ids"),
    [
        ("Sarath Fonseka ordered the advance.", "2008-05-01", "Sarath Fonseka", ("LKA:MIL",)),
        ("Jens Laerke warned of famine.", "2021-05-01", "Jens Laerke", ("UN",)),
        ("The arrest of Martin Kobler was denied.", "2016-05-01", "Martin Kobler", ("UN",)),
        ('"We will not yield," Musa Baluku said.', "2022-05-01", "Musa Baluku", ("ADF",)),
        ("Hitoshi Tanaka had left the ministry long before.", "2015-05-01", "Hitoshi Tanaka", ("hitoshi-tanaka",)),
    ],
)
def test_wide_list_knows_persons_by_full_name_and_date(
    find: Find, text: str, date: str, ending: str, ids: tuple[str, ...]
) -> None:
    assert ids_of(find(text, date), ending) == ids


def test_surname_of_the_wide_list_needs_its_state(find: Find) -> None:
    at_home = find("Uganda will send more troops, Kulayigye said.", "2008-05-01")
    assert ids_of(at_home, "Kulayigye") == ("UGA:MIL",)
    elsewhere = find("Norway will send more troops, Kulayigye said.", "2008-05-01")
    assert any(m.text.endswith("Kulayigye") for m in elsewhere)
    assert all(m.ids != ("UGA:MIL",) for m in elsewhere)


def test_head_of_state_keeps_the_surname(find: Find) -> None:
    mentions = find("Michelle Obama spoke in the United States. Obama then signed the order.", "2014-05-01")
    assert ids_of(mentions, "Michelle Obama") == ("USA:GOV",)
    last = mentions[-1]
    assert (last.text, last.names) == ("Obama", ("Barack Obama",))


def test_title_tells_an_office_the_list_lacks(find: Find) -> None:
    text = "Prime Minister Etienne Tshisekedi was barred from his office in Congo. "
    assert ids_of(find(text, "1997-04-10"), "Tshisekedi") == ("COD:GOV",)
    assert ids_of(find("Etienne Tshisekedi was arrested in Congo.", "2005-04-10"), "Tshisekedi") == ("COD:OPP",)


@pytest.mark.parametrize(
    ("text", "ending", "name"),
    [
        ("Park Dong-sun met reporters in Seoul.", "Dong-sun", "Park Dong-sun"),
        ("Reporters were told by Lin Mei-hua that the ship had sailed.", "Mei-hua", "Lin Mei-hua"),
        ('"We will wait," Choi Nam-gil said.', "Nam-gil", "Choi Nam-gil"),
    ],
)
def test_given_name_in_two_parts_is_one_name(find: Find, text: str, ending: str, name: str) -> None:
    mention = next(m for m in find(text) if m.text.endswith(ending))
    assert mention.names == (name,)


def test_family_name_first_is_met_again(find: Find) -> None:
    mentions = find("Choi Nam-gil met reporters in Seoul. Choi said the talks had failed.")
    assert [m.ids for m in mentions if m.text.startswith("Choi")] == [("choi-nam-gil",)] * 2


def test_hyphen_between_two_places_is_no_given_name(find: Find) -> None:
    assert not [m for m in find("Asia-Pacific markets fell on Monday.") if "Pacific" in m.text]


@pytest.mark.parametrize(
    ("text", "ending", "ids"),
    [
        ("Danish, Dutch and Polish diplomats met Omani officials.", "diplomats", ("DNK:GOV", "NLD:GOV", "POL:GOV")),
        ("In Denmark, Dutch and Polish diplomats met.", "diplomats", ("NLD:GOV", "POL:GOV")),
        ("Fire was exchanged by the Thai and Cambodian armies.", "armies", ("THA:MIL", "KHM:MIL")),
        ("U.S.-South Korean forces began a drill.", "forces", ("USA:MIL", "KOR:MIL")),
        ("Egyptian, Qatari and U.S. mediators left Cairo.", "mediators", ("EGY:GOV", "QAT:GOV", "USA:GOV")),
        ("U.S.-backed Syrian rebels advanced.", "rebels", ("SYR:REB",)),
        ('"No deal," Kenyan and Ugandan officials said.', "officials", ("KEN:GOV", "UGA:GOV")),
    ],
)
def test_joined_states_are_one_mention(find: Find, text: str, ending: str, ids: tuple[str, ...]) -> None:
    assert ids_of(find(text), ending) == ids


def test_displaced_are_people_only_as_a_noun(find: Find) -> None:
    assert ids_of(find("The displaced of Darfur need shelter."), "Darfur") == ("SDN:REF",)
    assert not [m for m in find("Stones were displaced by the flood in Chad.") if m.head == 2]


def test_occupiers_without_a_state_are_unknown(find: Find) -> None:
    assert ids_of(find("Occupiers shelled the town."), "Occupiers") == ("UNK",)
    assert ids_of(find("Russian occupiers shelled the town."), "occupiers") == ("RUS:MIL",)


def test_long_acronym_of_a_group_needs_no_state(find: Find) -> None:
    assert ids_of(find("The rebel FDLR force attacked a village."), "force") == ("FDLR",)
