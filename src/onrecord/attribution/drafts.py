# ruff: noqa: RUF001  -- the marks that look alike are what this module tells apart
"""What the rules hand over before spans become an attribution, and the token-range helpers they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.attribution.quotes import Quotes
from onrecord.knowledge.cues import Cues
from onrecord.records import HolderKind, Sentence, Span, Stance

__all__ = ["QUOTE_MARKS", "Context", "Draft", "Source", "descendants", "segments", "trim"]

QUOTE_MARKS = frozenset(["“", "”", '"', "''", "``", "„", "«", "»", "‘"])
_EDGES = frozenset(",.;:-–—")


@dataclass(frozen=True, slots=True)
class Context:
    """One report as the rules see it."""

    text: str
    sentences: Sequence[Sentence]
    paragraphs: Sequence[Span]
    quotes: Quotes
    cues: Cues


@dataclass(frozen=True, slots=True)
class Source:
    """A source phrase: its token range, its head, and the token that refers (for "*who*", the noun before it)."""

    first: int
    last: int
    head: int
    referent: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution found by one rule; ``source``, ``cue`` and ``content`` are characters, ``head`` is a token."""

    sentence: int
    head: int
    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]
    lemma: str | None
    stance: Stance
    form: str
    rule: str
    vouches: bool = True
    is_clause: bool = True
    holder: HolderKind = "unnamed"
    source_sentence: int | None = None
    shares_content: bool = False

    @property
    def anchor(self) -> int:
        """The character by which the draft counts as lying inside another's content.

        A source cited for another speaker's content ("reported, *citing* an official") stands outside it.
        """
        return self.content_start if self.cue is None or self.shares_content else self.cue.start

    @property
    def content_start(self) -> int:
        """The first character of the content."""
        return min(span.start for span in self.content)

    @property
    def content_end(self) -> int:
        """The character after the content's last."""
        return max(span.end for span in self.content)

    @property
    def source_at(self) -> int:
        """The sentence the source stands in; the cue's own unless a rule says otherwise."""
        return self.sentence if self.source_sentence is None else self.source_sentence


def descendants(s: Sentence, token: int, without: Iterable[int] = ()) -> list[int]:
    """The tokens of ``token``'s subtree in text order, not entering the subtrees of ``without``."""
    closed = set(without)
    found = [token]
    for at in found:
        found.extend(child for child in s.children[at] if child not in closed)
    return sorted(found)


def trim(s: Sentence, first: int, last: int, *, also: frozenset[str] = frozenset()) -> tuple[int, int]:
    """The token range without commas, dashes, full stops and the words of ``also`` at its edges."""
    while first < last and (s.words[first] in _EDGES or s.words[first] in also):
        first += 1
    while last > first and (s.words[last - 1] in _EDGES or s.words[last - 1] in also):
        last -= 1
    return first, last


def segments(s: Sentence, tokens: Sequence[int], holes: Iterable[int] = ()) -> tuple[Span, ...]:
    """Contiguous stretches of ``tokens`` (in text order) without ``holes``, punctuation cut off at the edges."""
    hidden = set(holes)
    kept = [token for token in tokens if token not in hidden]
    spans: list[Span] = []
    first = 0
    for i in range(1, len(kept) + 1):
        if i < len(kept) and kept[i] == kept[i - 1] + 1:
            continue
        left, right = trim(s, kept[first], kept[i - 1] + 1)
        if left < right:
            spans.append(s.span(left, right))
        first = i
    return tuple(spans)
