"""Headlines: verbs that the parser takes for nouns are read again in the past; no offset moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.parsing import Parser
from onrecord.parsing.headlines import past_form
from onrecord.reading import read_inputs


@pytest.mark.parametrize(
    ("word", "lemma", "past"),
    [
        ("fires", "fire", "fired"),
        ("strikes", "strike", "struck"),
        ("denies", "deny", "denied"),
        ("deploys", "deploy", "deployed"),
        ("launches", "launch", "launched"),
        ("shell", "shell", "shelled"),
    ],
)
def test_the_past_of_a_headline_verb(word: str, lemma: str, past: str) -> None:
    assert past_form(word, {"strike": "struck"}) == (lemma, past)


@pytest.mark.parametrize(
    ("headline", "token", "tag"),
    [
        ("Chad tests missile", 1, "VBD"),
        ("US sanctions Chad officials over arms sales", 1, "VBD"),
        ("Rebels shell army base in Mali", 1, "VBD"),
        ("Chad attacks kill 12 civilians", 1, "NNS"),
        ("Chad trade minister resigns", 1, "NN"),
    ],
)
def test_a_verb_taken_for_a_noun_is_read_again(
    parser: Parser, tmp_path: Path, headline: str, token: int, tag: str
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"date 2020-05-12\n{headline}\n\nThe government gave no details of it on Monday.\n")
    report, _, sentences = next(iter(parser.parse(read_inputs([str(path)]))))
    first = sentences[0]
    assert first.kind == "title"
    assert first.tags[token] == tag
    assert [report.text[s:e] for s, e in zip(first.starts, first.ends, strict=True)] == list(first.words)
