"""Deep arguments: what a predicate is about where the clause does not say it beside the verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.propositions import extract_propositions


@pytest.mark.parametrize(
    ("text", "predicate", "role", "head"),
    [
        # an aside between a noun and its clause
        ("Chad froze the assets of firms it says bankroll the rebels.", "bankroll", "subject", "firms"),
        ("Chad arrested a man who it says shot the judge.", "shot", "subject", "man"),
        ("Chad says it bankrolls the rebels.", "bankrolls", "subject", "it"),
        # a relative pronoun below the relative clause's verb
        ("Chad showed the jet, which it hopes to fly in May.", "fly", "object", "jet"),
        ("Chad hopes to fly the jet.", "fly", "object", "jet"),
        # a passive without a subject of its own
        ("Chad asked for the ban imposed in 2018 to be lifted.", "imposed", "object", "ban"),
        ("The jet was shown by Chad.", "shown", "object", "jet"),
        ('"The jet was never shown," Chad said.', "shown", "object", "jet"),
    ],
)
def test_the_argument_is_found(parse: Callable[..., Any], text: str, predicate: str, role: str, head: str) -> None:
    _, _, sentences = parse(text)
    found = [
        sentences[p.sentence].words[a.head]
        for p in extract_propositions(sentences)
        if sentences[p.sentence].words[p.head] == predicate
        for a in p.arguments
        if a.role == role
    ]
    assert head in found
