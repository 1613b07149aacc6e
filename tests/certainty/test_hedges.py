"""The tables of ``knowledge/certainty/`` say one thing of each word, and every status is one of the records'."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge import hedges
from onrecord.knowledge.hedges import load_hedges
from onrecord.records import Status


def test_effects_have_statuses_of_the_records() -> None:
    allowed = {"", *get_args(Status)}
    assert {effect.status for effect in load_hedges().effects.values()} <= allowed


def test_negative_effects_score_below_zero() -> None:
    for effect in load_hedges().effects.values():
        if effect.kind == "set" and effect.grade > 0:
            assert (effect.score < 0) == effect.is_negative, effect.name


def test_a_governor_has_one_effect_for_each_kind_of_content() -> None:
    verbs = load_hedges().verbs
    assert verbs["forget", "infinitive"].affirmed.name == "opposite"
    assert verbs["forget", "clause"].affirmed.name == "fact"
    assert verbs["call for", "event"].affirmed.name == "asked"
    assert verbs["call off", "event"].affirmed.name == "refused"


def test_hundreds_of_governors_are_listed() -> None:
    tables = load_hedges()
    assert len({lemma for lemma, _ in tables.verbs}) > 800
    assert len({lemma for lemma, _ in tables.nouns}) > 350
    assert len({lemma for lemma, _ in tables.adjectives}) > 180


def test_lemmas_are_lower_case_and_stand_alone() -> None:
    tables = load_hedges()
    for table in (tables.verbs, tables.nouns, tables.adjectives):
        for lemma, _ in table:
            assert lemma == lemma.lower().strip()
            assert "_" not in lemma


def _load_with(monkeypatch: pytest.MonkeyPatch, file: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Loads the tables with one file changed."""
    read = hedges.read_toml

    def changed(name: str) -> dict[str, Any]:
        table = read(name)
        if name == f"certainty/{file}":
            change(table)
        return table

    monkeypatch.setattr(hedges, "read_toml", changed)
    load_hedges.__wrapped__()


def test_a_word_in_two_classes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"event": ["fact", "fact"], "lemmas": ["call for"]}
    with pytest.raises(KnowledgeError, match=r"'call for' stands in verbs:ask\.event and verbs:odd\.event"):
        _load_with(monkeypatch, "verbs.toml", lambda table: table.update(odd=row))


def test_an_unknown_effect_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"event": ["wish", "wish"], "lemmas": ["star"]}
    with pytest.raises(KnowledgeError, match="no effect 'wish'"):
        _load_with(monkeypatch, "nouns.toml", lambda table: table.update(odd=row))


def test_an_impossible_score_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KnowledgeError, match=r"effects\.toml: odd"):
        _load_with(monkeypatch, "effects.toml", lambda table: table["effects"].update(odd={"kind": "set", "score": 4}))


def test_a_missing_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KnowledgeError, match=r"status\.toml: lists missing: ranks"):
        _load_with(monkeypatch, "status.toml", lambda table: table.pop("ranks") and None)
