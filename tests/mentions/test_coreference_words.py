"""The word lists of coreference: classes, sorts and epithets hold together."""

from __future__ import annotations

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge import coreference_words
from onrecord.knowledge.actor_names import load_actor_names
from onrecord.knowledge.coreference_words import load_coreference_words
from onrecord.knowledge.files import read_toml


def test_every_pronoun_has_one_class() -> None:
    words = load_coreference_words()
    assert words.pronouns["he"] == "male"
    assert words.pronouns["its"] == "thing"
    assert words.pronouns["our"] == "first_plural"
    assert set(words.pronouns.values()) == {
        "male", "female", "thing", "plural", "first_plural", "first_singular", "relative",
    }  # fmt: skip


def test_no_given_name_is_of_both_sexes() -> None:
    words = load_coreference_words()
    assert not words.female_names & words.male_names


def test_epithets_are_said_of_states_we_know() -> None:
    words = load_coreference_words()
    known = set(load_actor_names().states) | {"SUN", "YUG"}
    assert not set(words.sole.values()) - known
    assert not set().union(*words.epithets.values()) - known


def test_a_wrong_class_of_pronouns_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> dict[str, object]:
        data = read_toml(name)
        return {**data, "pronouns": {"male": ["he"]}} if name.endswith("anaphors.toml") else data

    monkeypatch.setattr(coreference_words, "read_toml", broken)
    load_coreference_words.cache_clear()
    with pytest.raises(KnowledgeError, match=r"anaphors\.toml"):
        load_coreference_words()
    monkeypatch.undo()
    load_coreference_words.cache_clear()
    assert load_coreference_words().pronouns
