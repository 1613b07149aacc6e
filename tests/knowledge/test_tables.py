"""A record of word lists is filled from its file by what it declares, and a wrong file is told so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge.tables import fill


@dataclass(frozen=True)
class Words:
    verbs: frozenset[str]
    order: tuple[str, ...]
    reach: int
    roles: Mapping[str, frozenset[str]]
    states: frozenset[str]


TABLE = {"verbs": ["say", "tell"], "order": ["b", "a"], "reach": 3, "roles": {"x": ["y"]}}


def test_each_field_is_made_of_the_table_of_its_name() -> None:
    states = frozenset({"TCD"})
    found = fill(Words, "words.toml", TABLE, states=states)
    assert found == Words(frozenset({"say", "tell"}), ("b", "a"), 3, {"x": frozenset({"y"})}, states)


@pytest.mark.parametrize("wrong", [{"verbs": "say"}, {"verbs": None}, {"reach": ["3"]}, {"roles": ["y"]}])
def test_table_that_is_missing_or_of_another_shape_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(KnowledgeError, match=rf"words\.toml: {next(iter(wrong))}: expected"):
        fill(Words, "words.toml", {**TABLE, **wrong}, states=frozenset())
