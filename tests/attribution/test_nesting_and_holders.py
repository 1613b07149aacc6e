"""Who told whom, and who vouches for which proposition."""

from __future__ import annotations

from onrecord.attribution import attribute
from onrecord.records import ActorMention, Proposition


def _mention(sentences, word: str, ids: tuple[str, ...], *, named: bool = True, sentence: int = 0) -> ActorMention:
    s = sentences[sentence]
    head = s.words.index(word)
    return ActorMention(
        sentence=sentence,
        head=head,
        first=head,
        last=head + 1,
        start=s.starts[head],
        end=s.ends[head],
        text=word,
        ids=ids,
        names=(word,),
        kind="name",
        rule="test",
        named=named,
    )


def _proposition(sentences, word: str, index: int, *, sentence: int = 0, category: str = "verb") -> Proposition:
    s = sentences[sentence]
    head = s.words.index(word)
    return Proposition(
        index=index,
        sentence=sentence,
        head=head,
        first=head,
        last=head + 1,
        start=s.starts[head],
        end=s.ends[head],
        lemma=s.lemmas[head],
        particle=None,
        category=category,  # type: ignore[arg-type]
        arguments=(),
        parent=None,
        link=None,
        marker=None,
        is_passive=False,
        is_question=False,
        is_imperative=False,
        tense="past",
        aspect="simple",
        modal=None,
        negations=(),
    )


def test_chain_from_reporter_to_official_to_state(said) -> None:
    found = said("Yonhap reported, citing a ministry official, that the North said it had fired a missile.")
    assert [a.source for a in found] == ["Yonhap", "a ministry official", "the North"]
    assert [a.record.parent for a in found] == [None, 0, 1]


def test_learned_from_names_the_one_who_told(said) -> None:
    found = said("Kyodo has learned from officials that the ship sailed.")
    assert [(a.source, a.record.parent) for a in found][-1] == ("officials", 0)


def test_holder_takes_the_actor_its_source_names(parse) -> None:
    report, _, sentences = parse("The ministry said that the plant had closed.")
    (only,) = attribute(report, sentences, [_mention(sentences, "ministry", ("IRN:GOV",))], ())
    assert (only.holder.kind, only.holder.ids, only.holder.mention) == ("named", ("IRN:GOV",), 0)


def test_officials_hide_but_keep_their_state(parse) -> None:
    report, _, sentences = parse("US officials said that the plant had closed.")
    actors = [_mention(sentences, "officials", ("USA:GOV",), named=False)]
    (only,) = attribute(report, sentences, actors, ())
    assert (only.holder.kind, only.holder.ids) == ("unnamed", ("USA:GOV",))


def test_kinds_of_sources_without_actors(said) -> None:
    kinds = {
        "Sources said that the plant had closed.": "unnamed",
        "A diplomat said that the plant had closed.": "unnamed",
        "The report said that the plant had closed.": "named",
        "The spokesman said that the plant had closed.": "named",
        "Ana Ruiz said that the plant had closed.": "named",
    }
    assert {text: said(text)[0].record.holder.kind for text in kinds} == kinds


def test_a_pronoun_nobody_resolved_is_the_last_speaker(parse) -> None:
    report, _, sentences = parse("Ortega said that the plant had closed. He added that it was empty.")
    first, second = attribute(report, sentences, [_mention(sentences, "Ortega", ("ESP:GOV",))], ())
    assert second.holder.ids == first.holder.ids == ("ESP:GOV",)
    assert second.holder.text == "He"


def test_relative_pronoun_stands_for_its_noun(parse) -> None:
    report, _, sentences = parse("The minister, who said that the plant had closed, left.")
    (only,) = attribute(report, sentences, [_mention(sentences, "minister", ("IRN:GOV",))], ())
    assert only.holder.ids == ("IRN:GOV",)


def test_propositions_of_the_content_and_of_the_cue(parse) -> None:
    report, _, sentences = parse("The ministry said that the plant had closed.")
    propositions = [_proposition(sentences, "said", 0), _proposition(sentences, "closed", 1)]
    (only,) = attribute(report, sentences, (), propositions)
    assert (only.cue_proposition, only.propositions) == (0, (1,))


def test_what_is_only_judged_stays_on_the_writers_word(parse) -> None:
    report, _, sentences = parse("The bishops condemned the raid.")
    (only,) = attribute(report, sentences, (), [_proposition(sentences, "raid", 0, category="noun")])
    assert only.propositions == ()


def test_what_is_announced_is_on_the_announcers_word(parse) -> None:
    report, _, sentences = parse("The army announced a withdrawal.")
    (only,) = attribute(report, sentences, (), [_proposition(sentences, "withdrawal", 0, category="noun")])
    assert only.propositions == (0,)


def test_background_in_commas_stays_on_the_writers_word(parse) -> None:
    report, _, sentences = parse("The ministry said the plant, which opened in May, had burnt.")
    propositions = [_proposition(sentences, "opened", 0), _proposition(sentences, "burnt", 1)]
    (only,) = attribute(report, sentences, (), propositions)
    assert only.propositions == (1,)


def test_a_speakers_own_speech_act_is_the_writers_fact(parse) -> None:
    report, _, sentences = parse("“We deny that the plant burnt,” the minister said.")
    s = sentences[0]
    denial = _proposition(sentences, "deny", 0)
    denial = Proposition(**{**{f: getattr(denial, f) for f in denial.__slots__}, "tense": "present"})
    (only,) = attribute(report, sentences, (), [denial, _proposition(sentences, "burnt", 1)])
    assert only.propositions == (1,)
    assert s.kind == "body"


def test_every_attribution_is_well_formed(said) -> None:
    text = (
        "The army, which denied the raid, said it had withdrawn. “We left,” a colonel said, “and nobody stayed.” "
        "Experts believe the town fell, according to the UN. Oman's fear that war would follow grew."
    )
    found = [a.record for a in said(text)]
    assert [a.index for a in found] == list(range(len(found)))
    for attribution in found:
        assert attribution.content
        assert attribution.parent is None or attribution.parent < attribution.index
        assert all(0 <= span.start < span.end <= len(text) for span in attribution.content)
        assert attribution.rule
        assert attribution.form


def test_the_same_text_gives_the_same_attributions(parse) -> None:
    report, _, sentences = parse("The army said it had left. “We stay,” the rebels replied.")
    assert attribute(report, sentences, (), ()) == attribute(report, sentences, (), ())


def test_noise_is_no_error(said) -> None:
    for text in ("\u201c", ":", "said", "He said -- .", "He said , - ,", "according to", "a: b c d", "X said \u201c"):
        assert isinstance(said(text), list)


def test_what_happened_is_no_source(parse) -> None:
    text = "The strike showed that Chad had tanks."
    report, _, sentences = parse(text)
    propositions = (
        _proposition(sentences, "strike", 0, category="noun"),
        _proposition(sentences, "had", 1),
    )
    (found,) = attribute(report, sentences, (), propositions)
    assert found.holder.kind == "narrator"
    assert found.propositions == ()


def test_a_text_that_is_an_event_by_name_is_a_source(parse) -> None:
    text = "The report showed that Chad had tanks."
    report, _, sentences = parse(text)
    propositions = (
        _proposition(sentences, "report", 0, category="noun"),
        _proposition(sentences, "had", 1),
    )
    (found,) = attribute(report, sentences, (), propositions)
    assert found.holder.kind == "named"
    assert found.propositions == (1,)


def _holder_ids(parse, text: str, mentions: list[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    report, _, sentences = parse(text)
    actors = tuple(_mention(sentences, word, ids) for word, ids in mentions)
    (found,) = [
        a for a in attribute(report, sentences, actors, ()) if a.cue and text[a.cue.start : a.cue.end] == "said"
    ]
    return found.holder.ids


def test_an_organ_behind_its_word_is_of_the_state_the_word_begins_with(parse) -> None:
    text = "Hanoi agreed to buy wheat, the ministry said."
    assert _holder_ids(parse, text, [("Hanoi", ("VNM:GOV",)), ("ministry", ("UNK:GOV",))]) == ("VNM:GOV",)


def test_an_organ_in_front_of_its_word_stays_unknown(parse) -> None:
    text = "The ministry said that Hanoi agreed to buy wheat."
    assert _holder_ids(parse, text, [("ministry", ("UNK:GOV",)), ("Hanoi", ("VNM:GOV",))]) == ("UNK:GOV",)


def test_an_organ_of_a_named_state_stays_with_it(parse) -> None:
    text = "Hanoi agreed to buy wheat, the ministry said."
    assert _holder_ids(parse, text, [("Hanoi", ("VNM:GOV",)), ("ministry", ("CHN:GOV",))]) == ("CHN:GOV",)


def _held(parse, text: str, *words: str) -> list[str]:
    """The words that the first attribution's holder vouches for."""
    report, _, sentences = parse(text)
    propositions = tuple(_proposition(sentences, word, i) for i, word in enumerate(words))
    found = attribute(report, sentences, (), propositions)[0]
    return [words[i] for i in found.propositions]


def test_what_was_before_a_request_is_the_writers(parse) -> None:
    assert _held(parse, "Mali urged Oman to act after Chad fired rockets.", "act", "fired") == ["act"]
    assert _held(parse, "Mali urged Oman to lift the ban imposed in May.", "lift", "imposed") == ["lift"]


def test_what_is_to_come_after_a_request_is_asked_for_too(parse) -> None:
    assert _held(parse, "Mali urged Oman to act before Chad fires rockets.", "act", "fires") == ["act", "fires"]
    assert _held(parse, "Mali said Oman acted after Chad fired rockets.", "acted", "fired") == ["acted", "fired"]


def test_what_a_stressed_need_is_for_is_the_speakers(parse) -> None:
    assert _held(parse, "The king stressed the need to disarm Chad.", "disarm") == ["disarm"]
    assert _held(parse, "The king did not stress the need to disarm Chad.", "disarm") == []
    assert _held(parse, "The king rejected calls to disarm Chad.", "disarm") == []
