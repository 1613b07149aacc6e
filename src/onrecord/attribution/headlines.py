"""Sources set off by a colon: "*Tehran*: talks failed", "Talks failed: *ministry*", and speeches after a colon."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.attribution.drafts import Context, Draft, Source, trim
from onrecord.records import Sentence, Span

__all__ = ["find_headline"]

_LONGEST_NAME = 7
_SHORTEST_CLAIM = 3
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "DET", "ADP", "PART", "PUNCT", "CCONJ", "NUM", "X"})


def find_headline(context: Context) -> Iterator[Draft]:
    """The colon attributions of titles and headings."""
    for s in context.sentences:
        if s.index > 1 and s.kind == "body":
            continue
        if s.kind == "body" and "." in s.words[-1:]:
            continue
        colon = next((t for t in range(len(s)) if s.words[t] == ":"), None)
        if colon is None or colon == 0 or colon == len(s) - 1:
            continue
        draft = _name_first(s, colon) or _name_last(s, colon)
        if draft is not None:
            yield draft


def _is_name(s: Sentence, first: int, last: int) -> bool:
    tokens = range(first, last)
    return (
        0 < len(tokens) <= _LONGEST_NAME
        and all(s.poses[t] in _NAMING for t in tokens)
        and any(s.poses[t] == "PROPN" or s.words[t][:1].isupper() for t in tokens)
    )


def _head(s: Sentence, first: int, last: int) -> int:
    return next((t for t in range(first, last) if not first <= s.heads[t] < last or s.heads[t] == t), last - 1)


def _draft(s: Sentence, source: tuple[int, int], content: tuple[int, int], colon: int) -> Draft | None:
    first, last = trim(s, *source)
    start, end = trim(s, *content)
    if start >= end or first >= last:
        return None
    head = _head(s, first, last)
    return Draft(
        sentence=s.index,
        head=colon,
        source=Source(first, last, head, head),
        cue=s.span(colon, colon + 1),
        content=(Span(s.starts[start], s.ends[end - 1]),),
        lemma=":",
        stance="neutral",
        form="indirect",
        rule="headline-colon",
    )


def _name_first(s: Sentence, colon: int) -> Draft | None:
    if not _is_name(s, 0, colon) or len(s) - colon - 1 < _SHORTEST_CLAIM:
        return None
    if not any(s.poses[t] in ("VERB", "AUX") for t in range(colon + 1, len(s))):
        return None
    return _draft(s, (0, colon), (colon + 1, len(s)), colon)


def _name_last(s: Sentence, colon: int) -> Draft | None:
    if not _is_name(s, colon + 1, len(s)) or colon < _SHORTEST_CLAIM:
        return None
    if not any(s.poses[t] in ("VERB", "AUX") for t in range(colon)):
        return None
    return _draft(s, (colon + 1, len(s)), (0, colon), colon)
