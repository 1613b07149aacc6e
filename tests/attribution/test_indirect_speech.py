"""Indirect speech, attitudes, passives, nominal cues and sources in prepositional phrases."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The ministry said that the plant had closed.", "The ministry", "said", "that the plant had closed"),
        ("The plant closed in May, the ministry said.", "the ministry", "said", "The plant closed in May"),
        (
            "The army has repeatedly denied that it shelled the town.",
            "The army",
            "has repeatedly denied",
            "that it shelled the town",
        ),
        ("Villagers fear the dam will burst.", "Villagers", "fear", "the dam will burst"),
        ("Oman urged the rebels to free the crew.", "Oman", "urged", "the rebels to free the crew"),
        ("Seoul pledged to deploy the radar.", "Seoul", "pledged", "to deploy the radar"),
        ("The bishops condemned the raid.", "The bishops", "condemned", "the raid"),
        ("The agency warned of famine.", "The agency", "warned of", "famine"),
        ("Aides described the meeting as tense.", "Aides", "described", "the meeting as tense"),
        ("According to the ministry, the plant closed.", "the ministry", "According to", "the plant closed"),
        ("The plant closed, according to the ministry.", "the ministry", "according to", "The plant closed"),
        (
            "Ministers said in a statement that the plant had closed.",
            "Ministers",
            "said in a statement",
            "that the plant had closed",
        ),
    ],
)
def test_source_cue_and_content(said, text: str, source: str, cue: str, content: str) -> None:
    first = said(text)[0]
    assert (first.source, first.cue, first.content) == (source, cue, (content,))


def test_content_around_a_parenthetical_cue_has_two_parts(said) -> None:
    (only,) = said("The plant, the ministry said, had closed in May.")
    assert only.source == "the ministry"
    assert only.content == ("The plant", "had closed in May")


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("The pair are rumoured to have signed a pact.", "are rumoured", "unnamed"),
        ("The ship is believed to have sunk.", "is believed", "unnamed"),
        ("The general is said to be ill.", "is said", "unnamed"),
        ("The ship reportedly sank.", "reportedly", "unnamed"),
        ("The truce is seen as fragile.", "is seen", "narrator"),
        ("The vote seems to have been delayed.", "seems", "narrator"),
    ],
)
def test_agentless_cues_hide_somebody_or_are_the_writers_own(said, text: str, cue: str, kind: str) -> None:
    (only,) = said(text)
    assert (only.source, only.cue, only.record.holder.kind) == (None, cue, kind)


def test_passive_with_an_agent_has_a_source(said) -> None:
    (only,) = said("The raid was condemned by Oman.")
    assert (only.source, only.content) == ("Oman", ("The raid",))


def test_nominal_cue_with_possessor(said) -> None:
    found = said("Few believed Tehran's claim that the missile flew.")
    assert ("Tehran's", "claim", ("that the missile flew",)) in [(a.source, a.cue, a.content) for a in found]


def test_participle_shares_the_subject(said) -> None:
    found = said("The minister left the hall, saying the talks had failed.")
    assert ("The minister", "saying", ("the talks had failed",)) in [(a.source, a.cue, a.content) for a in found]


def test_participle_after_reported_clause_goes_back_to_the_speaker(said) -> None:
    found = said("The minister said that the rebels must leave, adding that talks had failed.")
    assert [(a.source, a.cue) for a in found] == [("The minister", "said"), ("The minister", "adding")]


def test_accused_of_and_quoted_as_saying(said) -> None:
    (accusation,) = said("Kyiv accused Moscow of shelling the hospital.")
    assert accusation.content == ("Moscow of shelling the hospital",)
    saying = [a for a in said("Kyodo quoted the minister as saying the talks had failed.") if a.cue == "saying"]
    assert [a.source for a in saying] == ["the minister"]


@pytest.mark.parametrize(
    "text", ["The plane landed in Oslo.", "She wrote three novels in Oslo.", "The crew left at noon."]
)
def test_plain_narration_has_no_attribution(said, text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army claimed that the town had fallen.", "distances"),
        ("The army confirmed that the town had fallen.", "endorses"),
        ("The army did not confirm that the town had fallen.", "neutral"),
        ("The army denied that the town had fallen.", "disputes"),
        ("The army said that the town had fallen.", "neutral"),
    ],
)
def test_stance_of_the_cue(said, text: str, stance: str) -> None:
    assert said(text)[0].record.stance == stance


def test_headline_sources(said) -> None:
    (only,) = said("North Korea fires missile into sea: South Korea\nThe launch came at dawn.")
    assert (only.source, only.cue) == ("South Korea", ":")


def test_a_verdict_in_passing_has_the_claim_for_content(said) -> None:
    found = said("Iran has sold drones to Russia, Washington says, an allegation Tehran has repeatedly denied.")
    assert [(a.source, a.record.stance, a.content) for a in found] == [
        ("Washington", "neutral", ("Iran has sold drones to Russia",)),
        ("Tehran", "disputes", ("Iran has sold drones to Russia",)),
    ]


def test_a_verdict_by_an_agent(said) -> None:
    found = said("The army said it had won, a claim denied by Kyiv.")
    assert [(a.source, a.record.stance) for a in found] == [("The army", "neutral"), ("Kyiv", "disputes")]


def test_a_plain_apposition_is_no_verdict(said) -> None:
    assert [a.cue for a in said("The army said it had won, a claim without detail.")] == ["said"]


def test_what_happens_meanwhile_is_not_said(said) -> None:
    (only,) = said("A deal was signed, envoys said, although prices rose.")
    assert only.content == ("A deal was signed",)


def test_a_cue_spliced_on_with_a_comma(said) -> None:
    found = said("Norway has agreed to lend Estonia four ships, two officials said.")
    assert ("two officials", "said") in [(a.source, a.cue) for a in found]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("The ministry issued a statement saying the raid had failed.", "The ministry", "issued a statement saying"),
        ("He made it clear that the army would stay.", "He", "made it clear"),
        ("The envoy declined to say whether talks had begun.", "The envoy", "declined to say"),
        ("In a new poll, Ortega had 38 percent.", "a new poll", "In"),
    ],
)
def test_cues_of_several_words(said, text: str, source: str, cue: str) -> None:
    first = said(text)[0]
    assert (first.source, first.cue) == (source, cue)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The rebels, whom Oman accuses of killing civilians, fled.", "of killing civilians"),
        ("The rebels, whom Oman has accused of killing civilians, fled.", "of killing civilians"),
    ],
)
def test_what_a_relative_clause_accuses_of_is_on_the_accusers_word(said, text: str, content: str) -> None:
    (found,) = [a for a in said(text) if a.cue and "accuse" in a.cue]
    assert found.source == "Oman"
    assert found.content[-1] == content
    assert found.record.stance == "distances"


def test_a_relative_clause_without_a_charge_tells_of_its_noun_alone(said) -> None:
    (found,) = [a for a in said("The treaty, which Oman denounced on Monday, lapsed.") if a.cue == "denounced"]
    assert found.content == ("which",)
