"""Direct and mixed speech: whose words, however they are broken."""

from __future__ import annotations


def test_quotation_before_the_cue(said) -> None:
    (only,) = said("“The convoy has crossed the bridge,” the commander said.")
    assert (only.source, only.cue, only.content) == (
        "the commander",
        "said",
        ("“The convoy has crossed the bridge,”",),
    )
    assert only.record.form == "direct"
    assert only.record.rule == "quote-before-cue"


def test_inverted_cue(said) -> None:
    (only,) = said("“The convoy has crossed the bridge,” said Maria Ortega.")
    assert (only.source, only.cue) == ("Maria Ortega", "said")


def test_quotation_after_the_cue(said) -> None:
    (only,) = said("The minister told reporters in Oslo on Friday: “The border stays shut.”")
    assert (only.source, only.cue, only.content) == ("The minister", "told", ("“The border stays shut.”",))


def test_broken_quotation_is_one_speech(said) -> None:
    (only,) = said("“We will,” he said, “respond.”")
    assert only.content == ("“We will,”", "“respond.”")


def test_quotation_goes_on_in_the_next_sentence(said) -> None:
    (only,) = said("“The bridge is gone,” the engineer said. “It will take a year to rebuild it.”")
    assert only.content == ("“The bridge is gone,”", "“It will take a year to rebuild it.”")


def test_quotation_of_several_sentences_is_whole(said) -> None:
    first, *_ = said("“The bridge is gone. We saw it fall. Nobody helped us,” the engineer said.")
    assert first.content == ("“The bridge is gone. We saw it fall. Nobody helped us,”",)


def test_quotation_over_paragraphs(said) -> None:
    text = "“The bridge is gone.\n“Nobody helped us,” the engineer said."
    found = [a for a in said(text) if a.cue == "said"]
    assert found[0].content == ("“The bridge is gone.", "“Nobody helped us,”") or found[0].content == (
        "“The bridge is gone.\n“Nobody helped us,”",
    )


def test_two_speakers_keep_their_words(said) -> None:
    found = said("“The bridge is gone,” the engineer said. “It can be rebuilt,” the mayor replied.")
    assert [(a.source, a.content) for a in found] == [
        ("the engineer", ("“The bridge is gone,”",)),
        ("the mayor", ("“It can be rebuilt,”",)),
    ]


def test_mixed_speech_has_its_clause_for_content(said) -> None:
    (only,) = said("The minister said the plan was “dead on arrival” in parliament.")
    assert only.record.form == "mixed"
    assert only.content == ("the plan was “dead on arrival” in parliament",)


def test_scare_quotes_are_nobodys_speech(said) -> None:
    assert said("The “museum” lay behind the harbour.") == []


def test_a_speakers_own_opinion_is_no_second_speaker(said) -> None:
    found = said("“I think the convoy has crossed the bridge,” the commander said.")
    assert [a.cue for a in found] == ["said"]


def test_somebody_else_inside_a_quotation_is_a_second_speaker(said) -> None:
    outer, inner = said("“The rebels claimed that the convoy had crossed the bridge,” the commander said.")
    assert (outer.source, inner.source) == ("the commander", "The rebels")
    assert inner.within == "said"


def test_words_before_the_cue_belong_to_a_quotation_that_goes_on_from_them(said) -> None:
    found = said("The treaty, the envoy said, “could be signed within a week.”")
    assert found[0].source == "the envoy"
    assert any("The treaty" in part for part in found[0].content)


def test_quotation_behind_a_report_is_by_the_same_speaker(said) -> None:
    (only,) = said("The mayor said the bridge was gone. “Nobody helped us that night.”")
    assert only.content == ("the bridge was gone", "“Nobody helped us that night.”")
    assert only.record.form == "mixed"


def test_quotation_behind_a_sentence_about_a_person(said) -> None:
    (only,) = said("Ortega was furious. “Nobody asked us about the bridge.”")
    assert (only.source, only.cue, only.record.form) == ("Ortega", None, "continuation")


def test_quotation_in_a_paragraph_about_a_thing_stays_open(said) -> None:
    assert said("The bridge was closed. “It stood there for a hundred years.”") == []


def test_speaker_of_a_transcript(said) -> None:
    found = said("The talk follows.\nORTEGA: The bridge is gone and nobody asked us.")
    assert [(a.source, a.record.rule) for a in found] == [("ORTEGA", "speaker-colon")]
