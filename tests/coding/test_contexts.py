"""Every PLOVER context is found in sentences of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from onrecord.knowledge.files import read_toml
from onrecord.parsing import Parser
from onrecord.pipeline import Coder
from onrecord.records import Report

_TABLE = Path(__file__).with_name("contexts.toml")
SENTENCES = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["contexts"]
FEWEST = 3


@pytest.fixture(scope="module")
def found(parser: Parser) -> dict[str, set[str]]:
    """Sentence to the contexts of all events coded in it; one report for each sentence."""
    texts = [text for sentences in SENTENCES.values() for text in sentences]
    reports = [
        Report(id=str(i), key=str(i), text=text, published="2020-05-12", published_precision="day")
        for i, text in enumerate(texts)
    ]
    coded = Coder(parser).code(reports)
    return {text: {c for e in one.events for c in e.contexts} for text, one in zip(texts, coded, strict=True)}


def test_every_context_has_sentences() -> None:
    known = set(read_toml("predicates/ontology.toml")["contexts"])
    assert set(SENTENCES) == known
    assert {context for context, sentences in SENTENCES.items() if len(sentences) < FEWEST} == set()


@pytest.mark.parametrize("context", sorted(SENTENCES))
def test_context_is_found_in_its_sentences(context: str, found: dict[str, set[str]]) -> None:
    assert [text for text in SENTENCES[context] if context not in found[text]] == []


def test_contexts_are_not_given_to_every_event(found: dict[str, set[str]]) -> None:
    met = found["The foreign minister of Oman visited Iran."]
    assert met.isdisjoint({"military", "terrorism", "cbrn", "health", "crime", "lgbt", "environment"})
