"""Sources set off by a colon: headlines, speakers of a transcript, and names in front of a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.attribution.drafts import Context, Draft, Source, trim
from onrecord.records import Sentence, Span

__all__ = ["find_after_colons"]

_LONGEST_NAME = 7
_LONGEST_SPEAKER = 4
_SHORTEST_CLAIM = 3
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "DET", "ADP", "PART", "PUNCT", "CCONJ", "NUM", "X"})


def find_after_colons(context: Context, claimed: set[int]) -> Iterator[Draft]:
    """The attributions that a colon makes; claims the quotations they use."""
    ends = {paragraph.start: paragraph.end for paragraph in context.paragraphs}
    for s in context.sentences:
        colon = next((t for t in range(1, len(s)) if s.words[t] == ":"), None)
        if colon is None:
            continue
        end = ends.get(s.start)
        draft = _quoted(context, s, colon, claimed)
        if draft is None and end is not None:
            draft = _headline(context, s, colon, end) if _is_heading(s) else _speaker(context, s, colon, end)
        if draft is not None:
            yield draft


def _is_heading(s: Sentence) -> bool:
    return s.kind != "body" or s.index == 0


def _is_name(s: Sentence, first: int, last: int) -> bool:
    tokens = range(first, last)
    return (
        0 < len(tokens) <= _LONGEST_NAME
        and all(s.poses[t] in _NAMING for t in tokens)
        and any(s.poses[t] == "PROPN" for t in tokens)
    )


def _has_predicate(s: Sentence, first: int, last: int) -> bool:
    return any(s.poses[t] in ("VERB", "AUX") for t in range(first, last))


def _draft(s: Sentence, source: tuple[int, int], content: Span, colon: int, form: str, rule: str) -> Draft | None:
    first, last = trim(s, *source)
    if first >= last:
        return None
    head = next((t for t in range(first, last) if not first <= s.heads[t] < last or s.heads[t] == t), last - 1)
    return Draft(
        sentence=s.index,
        head=colon,
        source=Source(first, last, head, head),
        cue=s.span(colon, colon + 1),
        content=(content,),
        lemma=":",
        stance="neutral",
        form=form,
        rule=rule,
    )


def _headline(context: Context, s: Sentence, colon: int, end: int) -> Draft | None:
    """Headlines as "*Tehran*: talks failed" or "Talks failed: *Tehran*"."""
    if s.kind == "body":
        end = _first_sentence_end(context, s, colon, end)
    if s.words[colon - 1].lower() in context.cues.labels:
        return None
    after = context.text[s.ends[colon] : end].strip(" .")
    if _is_name(s, 0, colon) and len(after.split()) >= _SHORTEST_CLAIM:
        start = end - len(context.text[s.ends[colon] : end].lstrip())
        return _draft(s, (0, colon), Span(start, end), colon, "indirect", "headline-colon")
    if s.end >= end and colon >= _SHORTEST_CLAIM and _is_name(s, colon + 1, len(s)) and _has_predicate(s, 0, colon):
        return _draft(s, (colon + 1, len(s)), s.span(0, colon), colon, "indirect", "headline-colon")
    return None


def _first_sentence_end(context: Context, s: Sentence, colon: int, end: int) -> int:
    """Where a headline that runs on into the text ends: with its sentence, or the one after its colon."""
    if colon < len(s) - 1 or s.index + 1 >= len(context.sentences):
        return s.end
    return min(end, context.sentences[s.index + 1].end)


def _speaker(context: Context, s: Sentence, colon: int, end: int) -> Draft | None:
    """A transcript's "*TAPPER*: Will you stay?"; the paragraph is the speech."""
    if colon > _LONGEST_SPEAKER or s.words[colon - 1].lower() in context.cues.labels:
        return None
    if any(s.poses[t] != "PROPN" and not s.words[t].isupper() for t in range(colon)):
        return None
    rest = context.text[s.ends[colon] : end]
    if len(rest.split()) < _SHORTEST_CLAIM:
        return None
    return _draft(s, (0, colon), Span(end - len(rest.lstrip()), end), colon, "direct", "speaker-colon")


def _quoted(context: Context, s: Sentence, colon: int, claimed: set[int]) -> Draft | None:
    """A name before a quotation: "From the front, *Ana Ruiz*: 'The town is empty.'"."""
    number = context.quotes.starting_after(s.ends[colon])
    first = colon
    while first > 0 and s.poses[first - 1] == "PROPN":
        first -= 1
    if number is None or number in claimed or not 0 < colon - first <= _LONGEST_SPEAKER:
        return None
    quote = context.quotes.items[number]
    if context.text[s.ends[colon] : quote.start].strip():
        return None
    claimed.add(number)
    return _draft(s, (first, colon), Span(quote.start, quote.end), colon, "direct", "quote-after-colon")
