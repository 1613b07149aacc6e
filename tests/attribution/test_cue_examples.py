"""Every example and counter-example of the cue lexicon, run."""

from __future__ import annotations

import pytest

from onrecord.knowledge.cues import Example, load_cue_examples, load_cues


def _split(example: Example) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its stars, and where the starred words stand."""
    pieces = example.text.split("*")
    text, spans = "", []
    for number, piece in enumerate(pieces):
        if number % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return text, spans


@pytest.mark.parametrize(
    "example", load_cue_examples(), ids=lambda e: f"{e.table}-{e.entry}-{'yes' if e.holds else 'no'}"
)
def test_example(example: Example, said) -> None:
    text, stars = _split(example)
    found = [a.record for a in said(text)]
    start, end = stars[-1]

    def within(span) -> bool:
        return span is not None and span.start <= start and end <= span.end

    if example.table == "kind":
        hidden = load_cues().hidden | load_cues().roles
        kinds = {a.holder.kind for a in found if within(a.source)}
        expected = "unnamed" if any(text[start:end].lower().rstrip("s") == word for word in hidden) else "named"
        if example.entry in ("standards", "labels"):
            assert bool(kinds) is not example.holds
        else:
            assert kinds == {expected if example.holds or example.entry == "hidden-people" else "named"}
    elif example.table == "time":
        assert any(within(span) for a in found for span in a.content) is example.holds
    elif example.table == "learning":
        assert any(a.rule == "cited-source" for a in found) is example.holds
    elif example.table == "citing":
        assert any(a.rule == "cited-source" and within(a.cue) for a in found) is example.holds
    else:
        assert any(within(a.cue) for a in found) is example.holds


def test_the_lexicon_is_as_wide_as_news_english() -> None:
    cues = load_cues()
    assert len(cues.verbs) + sum(len(p) for p in cues.phrasal.values()) >= 400
    assert len(cues.nouns) >= 100
    assert {"according to", "in the words of"} <= {" ".join(w) for rows in cues.prepositions.values() for w, _ in rows}


@pytest.mark.parametrize(
    ("verb", "stance"),
    [
        ("say", "neutral"),
        ("claim", "distances"),
        ("allege", "distances"),
        ("insist", "distances"),
        ("purport", "distances"),
        ("confirm", "endorses"),
        ("note", "endorses"),
        ("acknowledge", "endorses"),
        ("reveal", "endorses"),
        ("deny", "disputes"),
        ("reject", "disputes"),
        ("dismiss", "disputes"),
    ],
)
def test_stance_comes_from_the_lexicon(verb: str, stance: str) -> None:
    assert load_cues().verbs[verb].stance == stance
