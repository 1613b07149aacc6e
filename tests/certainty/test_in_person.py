"""What a writer tells his reader in his own person: what he wants or plans has not come about so far."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.certainty import judge
from onrecord.parsing import Parser
from onrecord.propositions import extract_propositions
from onrecord.records import Judgement, Report

Judged = Callable[[str, str], Judgement]


@pytest.fixture(scope="module")
def judged(parser: Parser) -> Judged:
    """The judgement of a word of a text."""

    def run(text: str, word: str) -> Judgement:
        ((_, _, sentences),) = parser.parse([Report(id="x", key="x", text=text)])
        propositions = extract_propositions(sentences)
        judgements = judge(sentences, propositions, ())
        (found,) = (j for p, j in zip(propositions, judgements, strict=True) if text[p.start : p.end] == word)
        return found

    return run


@pytest.mark.parametrize(
    ("own", "told", "word"),
    [
        ("I want the clerk to sign it.", "Chad wants the clerk to sign it.", "sign"),
        ("You should visit the port.", "Chad should visit the port.", "visit"),
        ("I am going to visit the port.", "Chad is going to visit the port.", "visit"),
    ],
)
def test_an_open_thing_scores_lower_in_person(judged: Judged, own: str, told: str, word: str) -> None:
    mine, theirs = judged(own, word), judged(told, word)
    assert mine.score <= 0 < theirs.score
    assert (mine.certainty, mine.status) == (theirs.certainty, theirs.status)


@pytest.mark.parametrize(
    ("text", "word", "score"),
    [
        ("I visited the port.", "visited", 3.0),
        ("Did you visit the port?", "visit", 0.0),
        ('"I want the clerk to sign it," Chad said.', "sign", 1.45),
    ],
)
def test_facts_questions_and_quoted_words_score_as_ever(judged: Judged, text: str, word: str, score: float) -> None:
    assert judged(text, word).score == score


@pytest.mark.parametrize("text", ["Hope you are well.", "Thank you for the tanks."])
def test_a_verb_without_its_own_subject_orders_nothing(judged: Judged, text: str) -> None:
    judgement = judged(text, text.split(maxsplit=1)[0])
    assert "imperative" not in {reason.rule for reason in judgement.reasons}


def test_an_order_has_not_been_done(judged: Judged) -> None:
    judgement = judged("Send me the tanks.", "Send")
    assert (judgement.certainty, judgement.status) == ("Uu", "hypothetical")
    assert judgement.score == -2.0
