"""Direct speech: which tokens stand inside quotation marks, and which token names the speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.knowledge.coreference_words import CoreferenceWords
from onrecord.records import Report, Sentence, Span

__all__ = ["Quotes", "find_quotes"]

# Single quotation marks stay out: the right one is an apostrophe as well.
_MARK = re.compile(r"[\"“”„«»]|``|''|\n")
_OPENING = frozenset({"“", "„", "«", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_SHORTEST = 12


@dataclass(slots=True)
class Quotes:
    """Quotations in text order.

    ``of`` tells each token's quotation by (sentence, token), ``speakers`` the place of the token that speaks;
    ``names`` tells who that is once it is known.
    """

    spans: list[Span] = field(default_factory=list)
    of: dict[tuple[int, int], int] = field(default_factory=dict)
    speakers: dict[int, tuple[int, int]] = field(default_factory=dict)
    names: dict[int, tuple[str, ...]] = field(default_factory=dict)


def _spans(report: Report) -> list[Span]:
    """Stretches between quotation marks; a line end closes one that was left open."""
    spans: list[Span] = []
    opened: int | None = None
    for match in _MARK.finditer(report.text, report.body_start):
        mark = match.group()
        if mark == "\n":
            if opened is not None and match.start() - opened > _SHORTEST:
                spans.append(Span(opened, match.start()))
            opened = None
        elif opened is None:
            opened = match.end() if mark not in _CLOSING else None
        elif mark not in _OPENING or mark == '"':
            spans.append(Span(opened, match.start()))
            opened = None
        else:
            opened = match.end()
    return spans


def _mark_tokens(quotes: Quotes, sentences: Sequence[Sentence]) -> dict[int, list[int]]:
    """Fill ``quotes.of``; gives the quotations of each sentence."""
    here: dict[int, list[int]] = {}
    at = 0
    for sentence in sentences:
        while at < len(quotes.spans) and quotes.spans[at].end <= sentence.start:
            at += 1
        for index in range(at, len(quotes.spans)):
            span = quotes.spans[index]
            if span.start >= sentence.end:
                break
            inside = [t for t, start in enumerate(sentence.starts) if span.start <= start < span.end]
            if inside:
                here.setdefault(sentence.index, []).append(index)
                quotes.of.update({(sentence.index, token): index for token in inside})
    return here


def _speech(sentence: Sentence, quotes: Quotes, words: CoreferenceWords) -> list[tuple[int, int]]:
    """Speech verbs outside quotations with their subjects: "we will, *said* the *minister*"."""
    found = []
    for token, lemma in enumerate(sentence.lemmas):
        if (sentence.index, token) in quotes.of:
            continue
        subject: int | None = None
        if lemma in words.speech_verbs and sentence.poses[token] == "VERB":
            subject = sentence.child(token, "nsubj")
            if subject is None and sentence.relations[token] == "conj":
                subject = sentence.child(sentence.heads[token], "nsubj")
        elif lemma == "accord":
            to = sentence.child(token, "prep")
            subject = sentence.child(to, "pobj") if to is not None else None
        if subject is not None and (sentence.index, subject) not in quotes.of:
            found.append((token, subject))
    return found


def find_quotes(report: Report, sentences: Sequence[Sentence], words: CoreferenceWords) -> Quotes:
    """The report's quotations with the token that names each one's speaker, where the syntax tells.

    The subject of the nearest speech verb of the same sentence speaks; without one, the speaker before goes on.
    """
    quotes = Quotes(_spans(report))
    here = _mark_tokens(quotes, sentences)
    last: tuple[int, int] | None = None
    for sentence in sentences:
        speech = _speech(sentence, quotes, words)
        for index in here.get(sentence.index, ()):
            if index in quotes.speakers and not speech:
                continue
            speaker = _nearest(sentence, quotes.spans[index], speech) or last
            if speaker is not None:
                quotes.speakers[index] = speaker
        if speech:
            main = next((pair for pair in speech if pair[0] == sentence.root), speech[0])
            last = (sentence.index, main[1])
    return quotes


def _nearest(sentence: Sentence, span: Span, speech: list[tuple[int, int]]) -> tuple[int, int] | None:
    def gap(pair: tuple[int, int]) -> int:
        start = sentence.starts[pair[0]]
        return min(abs(start - span.end), abs(span.start - start))

    return (sentence.index, min(speech, key=gap)[1]) if speech else None
