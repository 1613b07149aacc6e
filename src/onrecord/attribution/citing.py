"""Sources behind the speaker: "Kyodo reported, *citing* an official, that ...", "it learned *from* officials that"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.attribution.drafts import Context, Draft, Source
from onrecord.attribution.sources import phrase
from onrecord.records import Sentence, Span

__all__ = ["add_cited_sources"]

_SPEECH = frozenset({"direct", "indirect", "mixed", "according-to"})


def add_cited_sources(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with, behind each speech that cites somebody, one more that hands its content to the one cited."""
    speeches: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.form in _SPEECH and draft.is_clause and draft.content:
            speeches.setdefault(draft.sentence, []).append(draft)
    replaced: dict[tuple[int, int], Draft | None] = {}
    added: list[Draft] = []
    for number, found in speeches.items():
        s = context.sentences[number]
        for token in _citing_tokens(context, s):
            source = _cited(context, s, token)
            speech = _speech_of(token, found)
            if source is None or speech is None:
                continue
            speech = replace(speech, content=_cut(speech.content, s.span(token, source.last)))
            replaced[number, speech.head] = speech
            if speech.head != token:
                replaced[number, token] = None
            added.append(_hand_over(s, token, source, speech))
    kept = (replaced.get((d.sentence, d.head), d) for d in drafts)
    return [*(d for d in kept if d is not None), *added]


def _citing_tokens(context: Context, s: Sentence) -> list[int]:
    cues = context.cues
    return [t for t, lemma in enumerate(s.lemmas) if lemma in cues.citing or lemma in cues.learning]


def _cut(content: tuple[Span, ...], phrase_span: Span) -> tuple[Span, ...]:
    """The content without the citing phrase."""
    pieces: list[Span] = []
    for span in content:
        if phrase_span.end <= span.start or span.end <= phrase_span.start:
            pieces.append(span)
            continue
        if span.start < phrase_span.start:
            pieces.append(Span(span.start, phrase_span.start))
        if phrase_span.end < span.end:
            pieces.append(Span(phrase_span.end, span.end))
    return tuple(pieces) or content


def _cited(context: Context, s: Sentence, token: int) -> Source | None:
    """Whom a participle "citing" or a "learned from" names, if it is somebody who can speak."""
    head: int | None = None
    if s.lemmas[token] in context.cues.citing and s.tags[token] == "VBG":
        head = s.child(token, "dobj")
    elif s.lemmas[token] in context.cues.learning and (origin := _child_word(s, token, "from")) is not None:
        head = s.child(origin, "pobj")
    if head is None or not _can_speak(context, s, head):
        return None
    return phrase(s, head)


def _child_word(s: Sentence, token: int, word: str) -> int | None:
    return next((c for c in s.children[token] if c > token and s.words[c].lower() == word), None)


def _can_speak(context: Context, s: Sentence, head: int) -> bool:
    cues, lemma = context.cues, s.lemmas[head]
    return s.poses[head] == "PROPN" or lemma in cues.hidden or lemma in cues.roles or lemma in cues.documents


def _speech_of(token: int, speeches: Sequence[Draft]) -> Draft | None:
    """The speech that cites: its cue is the participle's own verb, else the nearest cue of the sentence."""
    return min(speeches, key=lambda d: (abs(d.head - token), d.head), default=None)


def _hand_over(s: Sentence, token: int, source: Source, speech: Draft) -> Draft:
    has_from = s.words[source.first - 1].lower() == "from"
    return replace(
        speech,
        head=token if speech.head != token else source.head,
        source=source,
        cue=s.span(source.first - 1, source.first) if has_from else s.span(token, token + 1),
        lemma=s.lemmas[token],
        form="indirect",
        rule="cited-source",
        holder="unnamed",
        shares_content=True,
    )
