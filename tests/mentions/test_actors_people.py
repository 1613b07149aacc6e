"""Persons: terms of office on the report's day, surnames, titles, appositions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.knowledge.actor_names import load_actor_names
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
    ("date", "ids", "flags"),
    [
        ("2003-03-20", ("GBR:GOV",), ()),
        ("2015-06-01", ("tony-blair",), ("former",)),
        (None, ("GBR:GOV",), ("undated-office",)),
    ],
)
def test_office_holds_only_within_its_term(find: Find, date: str | None, ids: tuple[str, ...], flags: tuple) -> None:
    mention = next(m for m in find("Tony Blair defended the war in Iraq.", date) if m.text == "Tony Blair")
    assert (mention.ids, mention.flags) == (ids, flags)


def test_surname_links_back_to_the_full_name(find: Find) -> None:
    mentions = find("Angela Merkel met reporters in Berlin. Merkel said she would not resign.", "2012-02-01")
    alias = next(m for m in mentions if m.text == "Merkel")
    assert alias.kind == "alias"
    assert alias.ids == ("DEU:GOV",)
    assert alias.antecedent is not None
    assert mentions[alias.antecedent].text == "Angela Merkel"


def test_other_person_of_the_same_surname_is_not_taken(find: Find) -> None:
    mentions = find("The pianist Oscar Merkel praised the hall in Germany.", "2012-02-01")
    assert not [m for m in mentions if m.ids == ("DEU:GOV",)]


def test_title_gives_an_unknown_person_an_id(find: Find) -> None:
    mentions = find("Zambian Tourism Minister Joseph Phirilla opened the park. Phirilla thanked donors.")
    assert {m.ids for m in mentions if "Phirilla" in m.text} == {("ZMB:GOV",)}


def test_ministry_between_title_and_name(find: Find) -> None:
    mentions = find("Zambian Minister of Tourism Joseph Phirilla opened the park.")
    assert next(m for m in mentions if m.text.endswith("Phirilla")).ids == ("ZMB:GOV",)


def test_title_inside_a_name_is_part_of_it(find: Find) -> None:
    mentions = find("Kenyan lawmaker Omar Sheikh Dahirro said no.")
    assert next(m for m in mentions if m.text.endswith("Dahirro")).ids == ("KEN:LEG",)


def test_former_title_gives_no_office(find: Find) -> None:
    mentions = find("Former Zambian minister Joseph Phirilla was not invited.")
    mention = next(m for m in mentions if m.text.endswith("Phirilla"))
    assert "former" in mention.flags
    assert mention.ids == ("joseph-phirilla",)


def test_apposition_tells_who_an_unknown_name_is(find: Find) -> None:
    mentions = find("Amina Qudarro, a spokeswoman for the Kenyan army, denied the claim.")
    assert next(m for m in mentions if m.text == "Amina Qudarro").ids == ("KEN:MIL",)


def test_unknown_speaker_becomes_a_source(find: Find) -> None:
    mentions = find('"It was not us," Peter Wexcombe said.')
    assert next(m for m in mentions if m.text == "Peter Wexcombe").ids == ("peter-wexcombe",)


def test_definite_office_noun_means_the_holder_met(find: Find) -> None:
    mentions = find("Olaf Scholz visited Kyiv. Ukraine wants tanks. The chancellor made no promise.", "2023-01-10")
    assert next(m for m in mentions if m.text == "The chancellor").ids == ("DEU:GOV",)


def test_body_chief_is_the_body(find: Find) -> None:
    mentions = find("UN Secretary-General Kofi Annan was quoted by the paper.", "2005-05-05")
    assert next(m for m in mentions if m.text.endswith("Kofi Annan")).ids == ("UN",)


def test_every_person_has_a_term() -> None:
    names = load_actor_names()
    assert all(person.terms for person in names.persons.values())
