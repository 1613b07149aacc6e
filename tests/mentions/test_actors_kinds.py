"""Kinds of actor told by their words: the government's own press, warships by class and name, former ministers."""

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


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Oman's state news agency announced a truce.", ("OMN:GOV",)),
        ("The talks were reported by Cuban state-run radio.", ("CUB:GOV",)),
        ("A Chilean newspaper announced a truce.", ("CHL:JRN",)),
        ("No Chilean newspaper announced a truce.", ("CHL:JRN",)),
        ('"We saw it first," a pro-government Ghanaian newspaper said.', ("GHA:JRN",)),
    ],
)
def test_press_of_the_government_is_the_governments(find: Find, text: str, ids: tuple[str, ...]) -> None:
    assert any(m.ids == ids for m in find(text))
    assert all(m.ids != (ids[0][:4] + ("JRN" if ids[0].endswith("GOV") else "GOV"),) for m in find(text))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("HMCS Regina fired a warning shot.", ("CAN:MIL",)),
        ("A Udaloy-class destroyer entered the strait.", ("RUS:MIL",)),
        ("The boat was stopped by a Hyuga-class destroyer.", ("JPN:MIL",)),
        ('"USS Cole was not there," he said.', ("USA:MIL",)),
    ],
)
def test_warship_is_its_navys(find: Find, text: str, ids: tuple[str, ...]) -> None:
    assert any(m.ids == ids for m in find(text))


@pytest.mark.parametrize(
    "text", ["A Kilo-class submarine entered the strait.", "Regina fired a warning shot.", "A world-class destroyer."]
)
def test_class_that_many_navies_sail_is_nobodys(find: Find, text: str) -> None:
    assert all(not identity.endswith(":MIL") for m in find(text) for identity in m.ids)


@pytest.mark.parametrize(
    ("date", "ids"),
    [("2007-06-01", ("GBR:GOV",)), ("2013-06-01", ("GBR:LEG",)), (None, ("GBR:LEG",))],
)
def test_minister_back_on_the_benches_is_a_legislator(find: Find, date: str | None, ids: tuple[str, ...]) -> None:
    mentions = find("Peter Hain spoke in London.", date)
    assert mentions[0].ids == ids


def test_seat_held_before_the_highest_office_does_not_outlive_it(find: Find) -> None:
    assert find("Angela Merkel spoke in Berlin.", None)[0].ids == ("DEU:GOV",)


@pytest.mark.parametrize(
    ("text", "ending", "ids"),
    [
        ("Two NATO members rejected the plan.", "NATO members", ("UNK:GOV",)),
        ("A member of the EU rejected the plan.", "EU", ("UNK:GOV",)),
        ("The plan was rejected by NATO members.", "NATO members", ("NATO",)),
        ("Peacekeepers in Mali repelled an attack.", "Peacekeepers", ("UNK:MIL",)),
        ("UN peacekeepers in Mali repelled an attack.", "peacekeepers", ("UN",)),
        ("Hamas fired rockets. The other group condemned it.", "other group", ("UNK",)),
        ("Hamas fired rockets. The group did not deny it.", "The group", ("HAMAS",)),
    ],
)
def test_part_of_a_body_another_group_and_peacekeepers_are_not_whom_they_stand_beside(
    find: Find, text: str, ending: str, ids: tuple[str, ...]
) -> None:
    found = [m for m in find(text) if m.text.endswith(ending)]
    assert max(found, key=lambda m: m.end - m.start).ids == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Kurdish forces stayed. Syrian troops shelled the town. Those forces then left.", ("SYR:MIL",)),
        ("Kurdish forces stayed. Syrian troops shelled the town. The forces then left.", ("KURD",)),
    ],
)
def test_those_forces_are_the_ones_told_of_last(find: Find, text: str, ids: tuple[str, ...]) -> None:
    assert next(m for m in find(text) if m.text.lower() in ("those forces", "the forces")).ids == ids


@pytest.mark.parametrize("text", ["The leaders met at Camp David.", "The talks at Camp David did not fail."])
def test_camp_before_a_name_is_no_title(find: Find, text: str) -> None:
    assert all("David" not in m.text for m in find(text))


def test_plural_of_land_is_no_people(find: Find) -> None:
    assert all("Golan" not in m.text for m in find("Families fled from the Golan Heights."))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Syria was calm. The opposition at Geneva rejected the plan.", ("SYR:OPP",)),
        ("Syria was calm. The plan was rejected by the opposition at Geneva.", ("SYR:OPP",)),
        ("Syria was calm. The opposition at Geneva did not reject the plan.", ("SYR:OPP",)),
        ('Syria was calm. "The opposition at Geneva was ready," he said.', ("SYR:OPP",)),
        ("Syria was calm. Rebels at Guwahati rejected the plan.", ("SYR:REB",)),
    ],
)
def test_people_at_a_town_are_not_its_states(find: Find, text: str, ids: tuple[str, ...]) -> None:
    assert [m.ids for m in find(text)][-1] == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Syria was calm. The opposition in Geneva rejected the plan.", ("CHE:OPP",)),
        ("Syria was calm. Officials at the Kremlin rejected the plan.", ("RUS:GOV",)),
        ("Syria was calm. The police at Lausanne did not act.", ("CHE:COP",)),
        ("Syria was calm. The university at Guwahati was closed.", ("IND:EDU",)),
    ],
)
def test_those_of_a_seat_and_what_stands_in_a_town_are_its_states(find: Find, text: str, ids: tuple[str, ...]) -> None:
    assert any(m.ids == ids for m in find(text))
