"""The words and weights by which tellings of one incident are recognised."""

from __future__ import annotations

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge import linking
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.linking import family_of, load_linking_rules, load_weights, near_groups, rarity, stem_of


@pytest.mark.parametrize(("one", "other"), [("bombings", "bombing"), ("seizes", "seized"), ("carries", "carried")])
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


def test_words_of_one_family_are_kin_and_families_of_a_group_are_near() -> None:
    assert family_of("murder") == family_of("slay") is not None
    assert family_of("murder") != family_of("bombing")
    assert near_groups(family_of("bombing")) & near_groups(family_of("raid"))
    assert not near_groups(family_of("bombing")) & near_groups(family_of("resign"))
    assert near_groups(None) == frozenset()


def test_a_common_word_says_less_than_a_rare_one() -> None:
    assert 0 <= rarity("peopl") < rarity("labbezanga") == 1.0


def test_weights_name_their_origin_and_likeness_counts_for_sameness() -> None:
    assert load_weights().weights["topic-names"] > 0 > load_weights().weights["other-day"]
    assert load_linking_rules().different < load_linking_rules().join


def test_a_word_in_two_families_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    doubled = {"family": {"one": "raid", "two": "raid"}, "near": {}}
    monkeypatch.setattr(linking, "read_toml", lambda name: doubled if "families" in name else read_toml(name))
    with pytest.raises(KnowledgeError, match="'raid' stands in one and two"):
        linking.load_linking_rules.__wrapped__()
