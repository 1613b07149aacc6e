"""Repeated mentions of one event inside one report."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.errors import KnowledgeError
from onrecord.knowledge import linking
from onrecord.knowledge.linking import kind_of, load_linking_rules, load_within_weights
from onrecord.pipeline import Coder
from onrecord.resolution.kinship import kind_names, kinds_of, standing_names
from onrecord.resolution.likeness import are_two, likeness, likeness_features
from onrecord.resolution.retold import Mention
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
        ("Chile fired a second missile on Monday. The second launch by Chile failed on Monday.", "fired", "launch"),
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
        ("Chile fired a second missile on Monday. The first launch by Chile failed on Monday.", "fired", "launch"),
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


def _mentions(text: str) -> dict[str, Mention]:
    coded = next(iter(Coder().trace([onrecord.read_text(text, key="kinds", date="2023-09-23")])))
    found = mentions_of(coded.report, coded.events, coded.propositions, coded.sentences)
    return {mention.lemma: mention for mention in found}


def test_the_kind_of_an_event_is_that_of_its_word_within_its_type() -> None:
    assert kind_of("CONSULT", "negotiation") == kind_of("CONSULT", "negotiating") == "talk"
    assert kind_of("CONSULT", "trip") == "visit"
    assert kind_of("ASSAULT", "trip") is None
    assert kind_of("SANCTION", "withdrawal") != kind_of("RETREAT", "withdrawal")


def test_a_word_of_two_kinds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"CONSULT": {"talk": "talks visit", "visit": "visit"}}
    monkeypatch.setattr(linking, "read_toml", lambda _: table)
    linking.load_kinds.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match="'visit' stands in talk and visit"):
            linking.load_kinds()
    finally:
        monkeypatch.undo()
        linking.load_kinds.cache_clear()


def test_kinds_are_compared_within_one_type_only() -> None:
    found = _mentions("Chile met Peru on Monday. Chile will visit Fiji in May. Chile bombed Oman. Peru shelled Oman.")
    met, visit, bombed, shelled = (found[word] for word in ("meet", "visit", "bomb", "shell"))
    assert kinds_of(bombed, shelled) == "same"
    assert kinds_of(met, visit) == "other"
    assert kinds_of(met, bombed) is None
    assert "kinds:CONSULT talk+visit" in set(kind_names(met, visit))
    assert not set(kind_names(met, bombed))


def test_how_often_and_how_far_apart_events_of_a_type_are_told() -> None:
    words = load_linking_rules().within
    found = _mentions("Chile bombed Fiji. Peru met Chile. Chile raided Fiji. Chile shelled Fiji on Monday.")
    first, last = found["bomb"], found["shell"]
    assert (first.standing.of_type, first.standing.place_in_type, last.standing.place_in_type) == (3, 0, 2)
    assert {"often:4", "between:1", "lead:earlier", "lead:kinds"} <= set(standing_names(first, last, words))
    assert "lead:later" not in set(standing_names(first, last, words))
    assert not set(standing_names(first, found["meet"], words))
