"""Actors: who is named or described, with which id; each rule with a case it takes and one it leaves."""

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


def by_head(mentions: tuple[ActorMention, ...], text: str) -> ActorMention:
    """The widest mention whose text ends with ``text``."""
    found = [m for m in mentions if m.text.endswith(text)]
    assert found, f"no mention ends with {text!r}: {[m.text for m in mentions]}"
    return max(found, key=lambda m: m.end - m.start)


@pytest.mark.parametrize(
    ("text", "ending", "ids"),
    [
        ("An Israeli fighter jet crossed the border.", "fighter jet", ("ISR:MIL",)),
        ("US officials denied the report.", "officials", ("USA:GOV",)),
        ("The Syrian army shelled the town.", "army", ("SYR:MIL",)),
        ("Iran's parliament passed the bill.", "parliament", ("IRN:LEG",)),
        ("Kenyan police arrested two men.", "police", ("KEN:COP",)),
        ("A Kenyan fire captain warned of gas.", "captain", ("KEN:MED",)),
        ("A Kenyan captain warned of mines.", "captain", ("KEN:MIL",)),
        ("Officials in Seoul confirmed the launch.", "Seoul", ("KOR:GOV",)),
        ("A Nigerian court ordered his release.", "court", ("NGA:JUD",)),
        ("Turkish intelligence services tracked the ship.", "services", ("TUR:SPY",)),
        ("A spokesman for the Colombian army spoke.", "army", ("COL:MIL",)),
        ("Peru's Defense Department rejected the offer.", "Defense Department", ("PER:GOV",)),
        ("UN officials warned of famine.", "officials", ("UN",)),
        ("Soldiers loyal to the Libyan government withdrew.", "government", ("LBY:MIL",)),
        ("The town was shelled by the Sudanese army.", "army", ("SDN:MIL",)),
        ('"We did not attack," a Chadian general said.', "general", ("TCD:MIL",)),
        ("US and Kenyan forces searched the coast.", "forces", ("USA:MIL", "KEN:MIL")),
        ("Rebels fought Ethiopian, Mozambican and South African troops.", "troops", ("ETH:MIL", "MOZ:MIL", "ZAF:MIL")),
        ("Turkey and Syrian rebels took the hill.", "rebels", ("SYR:REB",)),
        ("The Polish head of state declined.", "head of state", ("POL:GOV",)),
        ("The deputy chief of staff of the Israeli army spoke.", "army", ("ISR:MIL",)),
        ("NATO's Afghanistan mission ended.", "mission", ("NATO",)),
        ("A UN Syria envoy resigned.", "envoy", ("UN",)),
        ("A U.S. UN ambassador objected.", "ambassador", ("USA:GOV",)),
        ("Members of the Iraqi parliament protested.", "parliament", ("IRQ:LEG",)),
    ],
)
def test_description_takes_state_and_sector(find: Find, text: str, ending: str, ids: tuple[str, ...]) -> None:
    assert by_head(find(text), ending).ids == ids


def test_helper_state_does_not_own_the_rebels(find: Find) -> None:
    mentions = find("Syria condemned the raid. US-backed rebels seized the village in northern Syria.")
    assert by_head(mentions, "rebels").ids == ("SYR:REB",)
    assert any(m.text == "US" and m.ids == ("USA",) for m in mentions)


def test_noun_that_only_looks_like_an_agent_is_left(find: Find) -> None:
    mentions = find("The clip spread on social media and opposition to the plan grew.")
    assert not [m for m in mentions if "media" in m.text or "pposition" in m.text]


def test_list_of_ministers_is_one_mention_with_all_states_and_the_group(find: Find) -> None:
    text = "The foreign ministers of Brazil, India, China and South Africa (BRICS) met in Lima."
    mention = by_head(find(text), "(BRICS)")
    assert mention.ids == ("BRA:GOV", "IND:GOV", "CHN:GOV", "ZAF:GOV", "BRICS")
    assert mention.kind == "role"
    assert mention.plural


def test_nested_names_are_mentions_of_their_own(find: Find) -> None:
    mentions = find("Russia's President Vladimir Putin arrived.")
    assert [(m.text, m.ids) for m in mentions] == [
        ("Russia's President Vladimir Putin", ("RUS:GOV",)),
        ("Russia", ("RUS",)),
    ]


@pytest.mark.parametrize(
    ("text", "name", "as_place"),
    [
        ("He flew to Moscow on Monday.", "Moscow", True),
        ("The talks in Geneva and Moscow failed.", "Moscow", True),
        ("Ties with Moscow have cooled.", "Moscow", False),
        ("Pyongyang said it would respond.", "Pyongyang", False),
        ("Washington was accused by Caracas.", "Caracas", False),
        ("Arms supplies to Pyongyang must stop.", "Pyongyang", False),
    ],
)
def test_capital_is_place_or_government_by_the_syntax(find: Find, text: str, name: str, *, as_place: bool) -> None:
    mention = by_head(find(text), name)
    assert mention.kind == "capital"
    assert mention.as_place is as_place
    assert mention.ids[0].endswith(":GOV") is not as_place


@pytest.mark.parametrize(
    ("text", "as_place"),
    [
        ("Rebels are fighting in Syria.", True),
        ("The envoy flew from Syria.", False),
        ("Syria denied it.", False),
        ("Confidence in Syria fell.", False),
    ],
)
def test_state_is_place_only_where_something_is_inside_it(find: Find, text: str, *, as_place: bool) -> None:
    assert next(m for m in find(text) if m.text == "Syria").as_place is as_place


def test_unnamed_and_named_descriptions(find: Find) -> None:
    mentions = find("Two US officials and the French foreign minister denied it, a Kremlin spokesman said.")
    assert not by_head(mentions, "US officials").named
    assert by_head(mentions, "foreign minister").named
    assert by_head(mentions, "spokesman").named


def test_offsets_cite_the_report(find: Find, parse: Callable[..., tuple]) -> None:
    text = "Brazil\u2019s president met C\u00f4te d\u2019Ivoire\u2019s envoy. The envoy thanked the Brazilians."
    report, _, sentences = parse(text, "2024-05-01")
    for mention in find_actors(report, sentences):
        sentence = sentences[mention.sentence]
        assert report.text[mention.start : mention.end] == mention.text
        assert sentence.starts[mention.first] == mention.start
        assert mention.first <= mention.head < max(mention.last, mention.head + 1)


def test_same_report_gives_the_same_mentions(find: Find) -> None:
    text = "Ukraine's army said Russian drones hit Odesa. Kyiv asked NATO for help."
    assert find(text) == find(text)
