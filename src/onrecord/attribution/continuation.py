# ruff: noqa: RUF001  -- the marks that look alike are what this module tells apart
"""Quotations without a cue of their own: those that carry a speech on, and those that stand behind their speaker."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from onrecord.attribution.direct import is_sentence
from onrecord.attribution.drafts import Context, Draft
from onrecord.attribution.quotes import Quote
from onrecord.attribution.sources import phrase
from onrecord.records import Sentence, Span

__all__ = ["carry_on", "find_lone_quotations"]

_LONGEST_MARK = 2
_SHORTEST_SPEECH = 5
_REPORTS = frozenset({"verb-clause-behind", "verb-clause-before", "verb-host-clause", "verb-strayed-clause"})
_PERSONS = frozenset({"he", "she", "they"})


def _is_speech(draft: Draft) -> bool:
    """Whether a quotation may carry a draft on: direct speech, or a report of speech ("He said no. *'Never.'*")."""
    is_report = draft.form == "indirect" and draft.rule in _REPORTS and draft.source is not None
    return bool(draft.content) and (draft.form in ("direct", "mixed") or is_report)


def _weight(context: Context, draft: Draft) -> int:
    """Which of several speeches in one sentence is carried on: the direct one, else the main one."""
    return 2 * (draft.form == "direct") + (context.sentences[draft.sentence].root == draft.head)


def _reach(context: Context, draft: Draft) -> int:
    """Where the next quotation must start to carry ``draft`` on: the end of its sentence or of its content."""
    end = context.sentences[draft.sentence].end
    number = context.quotes.covering(end - 1)
    if number is not None and context.quotes.items[number].start >= end - _LONGEST_MARK:
        end = context.quotes.items[number].start  # the next quotation's mark, taken for this sentence's end
    return max([end, *(span.end for span in draft.content)])


def carry_on(context: Context, drafts: list[Draft], claimed: set[int]) -> list[Draft]:
    """Drafts with the unclaimed quotations that follow on added to the speech before them.

    Only sentence-like quotations carry on, from the very end of a quoted speech or its sentence, in the same
    paragraph, or as a next paragraph that is nothing but quotation.
    """
    speeches = sorted(
        (i for i, draft in enumerate(drafts) if _is_speech(draft)),
        key=lambda i: (_reach(context, drafts[i]), _weight(context, drafts[i])),
    )
    reaches = [_reach(context, drafts[i]) for i in speeches]
    at = 0
    for number, quote in enumerate(context.quotes.items):
        while at < len(speeches) and reaches[at] <= quote.start:
            at += 1
        if number in claimed or at == 0:
            continue
        if _follows(context, drafts[speeches[at - 1]], reaches[at - 1], quote) and is_sentence(context, quote):
            index = speeches[at - 1]
            speech = drafts[index]
            form = "mixed" if speech.form == "indirect" else speech.form
            drafts[index] = replace(speech, form=form, content=(*speech.content, Span(quote.start, quote.end)))
            claimed.add(number)
            reaches[at - 1] = max(quote.end, _sentence_end(context, quote))
    return drafts


def _sentence_end(context: Context, quote: Quote) -> int:
    tail = context.text[quote.end : quote.end + 2]
    return quote.end + 1 if tail[:1] in ".,;" else quote.end


def _follows(context: Context, draft: Draft, reach: int, quote: Quote) -> bool:
    gap = context.text[reach : quote.start]
    if gap.strip(" .,;:—–-\n\r\t\u00a0"):
        return False
    if "\n" not in gap:
        return True
    if draft.form == "indirect":
        return False
    end_of_line = context.text.find("\n", quote.end)
    rest = context.text[quote.end : end_of_line if end_of_line >= 0 else len(context.text)]
    return not rest.strip(" .,\u00a0")


def find_lone_quotations(context: Context, claimed: Set[int]) -> Iterator[Draft]:
    """Whole-sentence quotations right behind a sentence about a person: "*Ortega* was furious. 'Nobody asked us.'"."""
    ends = {s.end: s for s in context.sentences}
    for number, quote in enumerate(context.quotes.items):
        if number in claimed or not is_sentence(context, quote) or not _stands_alone(context, quote):
            continue
        lead = context.text[: quote.start].rstrip(" ")
        s = ends.get(len(lead)) or ends.get(quote.start) or ends.get(quote.start + 1)
        head = _person(s) if s is not None and s.start < quote.start else None
        if s is not None and head is not None:
            yield Draft(
                sentence=s.index,
                head=head,
                source=phrase(s, head),
                cue=None,
                content=(Span(quote.start, quote.end),),
                lemma=None,
                stance="neutral",
                form="continuation",
                rule="quote-behind-speaker",
            )


def _stands_alone(context: Context, quote: Quote) -> bool:
    """Whether a quotation begins after a full stop in its paragraph and ends with a sentence."""
    text = context.text
    before, after = text[max(0, quote.start - 2) : quote.start], text[quote.end : quote.end + 1]
    words = text[quote.start : quote.end].split()
    ends = text[quote.end - 2 : quote.end - 1] in ".?!…"
    return before.rstrip(" ")[-1:] == "." and ends and (not after or after.isspace()) and len(words) >= _SHORTEST_SPEECH


def _person(s: Sentence) -> int | None:
    """The subject of a sentence, if it is a name or "he", "she", "they"."""
    subject = s.child(s.root, "nsubj", "nsubjpass")
    if subject is None:
        return None
    is_person = s.poses[subject] == "PROPN" or s.words[subject].lower() in _PERSONS
    return subject if is_person else None
