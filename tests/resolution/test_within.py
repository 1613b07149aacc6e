"""Repeated mentions of one event inside one report."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.knowledge.linking import load_linking_rules, load_within_weights
from onrecord.pipeline import Coder
from onrecord.resolution.likeness import are_two, likeness, likeness_features
from onrecord.resolution.within import comparable_pairs, mentions_of


def _incidents(text: str) -> dict[str, str | None]:
    coded = onrecord.code(text, date="2023-09-23")
    return {e.trigger.text: e.incident for e in coded.events}


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Chile attacked Peru on Monday. Peru said the attack by Chile was brutal.", "attacked", "attack"),
        ("Rebels killed four Malian soldiers. Mali condemned the killing of its soldiers.", "killed", "killing"),
        (
            "Chile will hold talks with Peru. The negotiations between Chile and Peru will start in May.",
            "talks",
            "negotiations",
        ),
        (
            "Peru deported a Chilean envoy on Monday. Chile condemned the deportation of its envoy.",
            "deported",
            "deportation",
        ),
        ("Russia bombed Ukraine on Monday. Russia shelled Ukraine on Monday, a witness said.", "bombed", "shelled"),
    ],
)
def test_one_event_in_other_words_is_one_incident(text: str, one: str, other: str) -> None:
    found = _incidents(text)
    assert found[one] == found[other]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Chile attacked Peru on Monday. Peru condemned another attack by Chile on its towns.", "attacked", "attack"),
        ("Chile attacked Peru. Norway fears attacks by Chile on Peru.", "attacked", "attacks"),
        ("Chile attacked Peru on Monday. Norway condemned the attack by Bolivia on Fiji.", "attacked", "attack"),
        ("Chile attacked Peru on Monday. Peru assaulted Chile on Friday.", "attacked", "assaulted"),
        ("Chile bombed Peru on Monday. Norway urged Chile not to shell Peru.", "bombed", "shell"),
        ("Chile met Peru on Monday in Lima. Chile will visit Peru in July.", "met", "visit"),
    ],
)
def test_another_event_is_another_incident(text: str, one: str, other: str) -> None:
    found = _incidents(text)
    assert found[one] != found[other]


def test_mentions_far_back_are_not_compared() -> None:
    text = " ".join(f"Chile attacked Peru on day {n} of the war." for n in range(60))
    coded = next(iter(Coder().trace([onrecord.read_text(text, key="long", date="2023-09-23")])))
    words = load_linking_rules().within
    mentions = mentions_of(coded.report, coded.events, coded.propositions, coded.sentences)
    pairs = list(comparable_pairs(mentions, words))
    assert len(mentions) > 2 * words.look_back
    assert 0 < len(pairs) <= 3 * words.look_back * len(mentions)


def test_a_likeness_is_the_sum_of_its_named_reasons() -> None:
    text = "Chile attacked Peru on Monday. Peru condemned the attack by Chile."
    coded = next(iter(Coder().trace([onrecord.read_text(text, key="two", date="2023-09-23")])))
    words = load_linking_rules().within
    mentions = mentions_of(coded.report, coded.events, coded.propositions, coded.sentences)
    one, other = next(p for p in comparable_pairs(mentions, words) if {m.lemma for m in p} == {"attack"})
    bias, weights = load_within_weights()
    found = likeness_features(one, other, words)
    assert {"kin:stem", "later:definite", "gap:next"} <= found.keys()
    assert likeness(one, other, words) == pytest.approx(bias + sum(v * weights.get(n, 0.0) for n, v in found.items()))
    assert not are_two(one, other, words)
