"""What a third party says of a claim in passing: "..., *a charge Kigali rejects*", "..., *a claim denied by Kyiv*"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.attribution.drafts import Context, Draft, Source, trim
from onrecord.records import Sentence, Span

__all__ = ["add_verdicts"]

_LONGEST_SOURCE = 8
_LINKS = frozenset({"that", "which", "has", "have", "had", "was", "been"})


def add_verdicts(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with one more for each verdict in passing; the verdict is cut off the claim it is about."""
    found = list(drafts)
    for s in context.sentences:
        for noun in range(2, len(s) - 1):
            if _names_claim(context, s, noun):
                found = _add(context, s, noun, found)
    return found


def _names_claim(context: Context, s: Sentence, noun: int) -> bool:
    cue = context.cues.nouns.get(s.lemmas[noun])
    if cue is None or cue.entry != "assertion" or s.words[noun - 1].lower() not in ("a", "an"):
        return False
    return noun >= 2 and s.words[noun - 2] == ","


def _add(context: Context, s: Sentence, noun: int, drafts: list[Draft]) -> list[Draft]:
    verb = next((t for t in range(noun + 1, min(len(s), noun + _LONGEST_SOURCE)) if _disputes(context, s, t)), None)
    source = None if verb is None else _source(s, noun, verb)
    if verb is None or source is None:
        return drafts
    start = s.starts[noun - 1]
    cut = [replace(d, content=_cut(d.content, start)) if d.sentence == s.index else d for d in drafts]
    claims = [d for d in cut if d.sentence == s.index and d.content and d.content_end <= start and d.is_clause]
    claim = min(claims, key=lambda d: (d.content_start, -d.content_end), default=None)
    content = claim.content if claim is not None else (s.span(0, noun - 2),)
    cue = context.cues.verbs[s.lemmas[verb]]
    verdict = Draft(
        sentence=s.index,
        head=verb,
        source=source,
        cue=s.span(verb, verb + 1),
        content=content,
        lemma=cue.lemma,
        stance=cue.stance,
        form="indirect",
        rule="verdict-in-passing",
        vouches=False,
    )
    return [*(d for d in cut if (d.sentence, d.head) != (s.index, verb)), verdict]


def _disputes(context: Context, s: Sentence, token: int) -> bool:
    cue = context.cues.verbs.get(s.lemmas[token])
    return cue is not None and cue.stance == "disputes"


def _source(s: Sentence, noun: int, verb: int) -> Source | None:
    """The tokens between the noun and its verb, or behind "by"."""
    tokens = [t for t in range(noun + 1, verb) if s.words[t].lower() not in _LINKS and s.relations[t] != "advmod"]
    if tokens and tokens == list(range(tokens[0], tokens[-1] + 1)):
        return Source(tokens[0], tokens[-1] + 1, tokens[-1], tokens[-1])
    if verb + 2 < len(s) and s.words[verb + 1].lower() == "by":
        first, last = trim(s, verb + 2, max(s.rights[verb + 1], verb + 3))
        return Source(first, last, last - 1, last - 1)
    return None


def _cut(content: tuple[Span, ...], end: int) -> tuple[Span, ...]:
    """The content's parts before the character ``end``; a content that starts behind it stays as it is."""
    if content[0].start >= end:
        return content
    return tuple(Span(span.start, min(span.end, end)) for span in content if span.start < end)
