# ruff: noqa: RUF001  -- the marks that look alike are what this module tells apart
"""Direct speech: which cue verb a quotation belongs to, and which later quotations carry it on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.attribution.cuewords import cue_range, verb_cue
from onrecord.attribution.drafts import Context, Draft, Source, trim
from onrecord.attribution.quotes import Quote
from onrecord.attribution.sources import is_passive, phrase, subject_of
from onrecord.knowledge.cues import Cue
from onrecord.records import Sentence, Span

__all__ = ["find_direct", "is_sentence", "reaches_into"]

_FULL_STOPS = frozenset(".?!")
_ENDS = frozenset(",?!—-–…")
_MARKS = "\"“”„«»'‘’` "
_LONGEST_GAP = 25
_SENTENCE_WORDS = 3
_NAMING = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM", "PART"})


@dataclass(frozen=True, slots=True)
class _Frame:
    """A cue verb with its source: what stands beside a quotation."""

    sentence: Sentence
    verb: int
    cue: Cue
    tokens: tuple[int, int]
    source: Source | None
    start: int
    end: int


def _frame(context: Context, s: Sentence, verb: int) -> _Frame | None:
    found = verb_cue(context, s, verb)
    if found is None or "quote" not in found[0].frames:
        return None
    tokens = cue_range(context, s, verb, found[1])
    source = (
        None if is_passive(s, verb) else subject_of(s, verb, may_invert=s.relations[verb] not in ("xcomp", "advcl"))
    )
    if source is None or context.quotes.covering(s.starts[source.head]) is not None:
        is_finite = s.tags[verb] in ("VBD", "VBZ", "VBP")
        source = _adjacent(context, s, verb) if is_finite else _outside(context, s)
        source = source or (None if is_passive(s, verb) else _left_name(context, s, verb))
    own = source is not None and (s.heads[source.head] == verb or verb in (source.last, source.first - 1))
    first = min(tokens[0], source.first) if source is not None and own else tokens[0]
    last = max(tokens[1], source.last) if source is not None and own else tokens[1]
    return _Frame(s, verb, found[0], tokens, source, s.starts[first], s.ends[last - 1])


def _adjacent(context: Context, s: Sentence, verb: int) -> Source | None:
    """The name between a quotation and its cue, where the parser took a word of the quotation for the subject."""
    number = context.quotes.ending_before(s.starts[verb])
    if number is None:
        return None
    end = context.quotes.items[number].end
    first = next((t for t in range(verb + 1) if s.starts[t] >= end), verb)
    if first == verb:
        return _run_of_names(s, verb + 1, len(s))
    first, last = trim(s, first, verb)
    found = _run_of_names(s, first, last)
    return None if found is None else Source(first, last, found.head, found.head)


def _outside(context: Context, s: Sentence) -> Source | None:
    """The sentence's own subject, for a participle the parser hung on a quoted word."""
    subject = s.child(s.root, "nsubj", "nsubjpass")
    if subject is None or context.quotes.covering(s.starts[subject]) is not None:
        return None
    return phrase(s, subject)


def _left_name(context: Context, s: Sentence, verb: int) -> Source | None:
    """The noun phrase in front of a verb the parser left without a subject: "*Mr. Roe*, asked twice, had said"."""
    for token in range(verb - 1, max(-1, verb - _LONGEST_GAP), -1):
        is_name = s.relations[token] in ("nsubj", "nsubjpass") or (
            s.poses[token] == "PROPN" and s.heads[token] == token
        )
        if is_name and s.rights[token] <= verb and context.quotes.covering(s.starts[token]) is None:
            return phrase(s, token)
    return None


def _run_of_names(s: Sentence, first: int, limit: int) -> Source | None:
    """The noun phrase that starts at ``first``, up to its first word that is no part of a name or title."""
    last = first
    while last < limit and s.poses[last] in _NAMING:
        last += 1
    while last > first and s.poses[last - 1] not in ("NOUN", "PROPN", "PRON"):
        last -= 1
    return Source(first, last, last - 1, last - 1) if last > first else None


def _inner(context: Context, quote: Quote) -> str:
    return context.text[quote.start : quote.end].strip(_MARKS)


def is_sentence(context: Context, quote: Quote) -> bool:
    """Whether a quotation reads as a sentence of its own rather than words borrowed into another."""
    inner = _inner(context, quote)
    starts = inner[:1].isupper() or not inner[:1].isalpha()
    return starts and (len(inner.split()) >= _SENTENCE_WORDS or inner[-1:] in ".,!?…")


def _before(context: Context, frame: _Frame) -> int | None:
    """The quotation right in front: "*'We are ready,'* the envoy said"."""
    number = context.quotes.ending_before(frame.start)
    if number is None:
        return None
    text, quote = context.text, context.quotes.items[number]
    gap = text[quote.end : frame.start]
    if gap.strip(_MARKS + ",\u00a0—–-") or "\n" in gap:
        return None
    last = text[quote.start : quote.end].rstrip(_MARKS)[-1:]
    is_bare = text[frame.start].islower() or text[frame.end : frame.end + 1] == "."
    if last not in _ENDS and "," not in gap and not (last == "." and is_bare):
        return None
    lead = text[max(0, quote.start - 200) : quote.start].rstrip(" \u00a0")
    stands_alone = not lead or lead[-1] in ".?!:\n\"”’'" or quote.start == frame.sentence.start
    return number if stands_alone else None


def _after(context: Context, frame: _Frame) -> int | None:
    """The quotation behind: "The envoy said: *'We are ready.'*"."""
    number = context.quotes.starting_after(frame.end)
    if number is None:
        return None
    quote, s = context.quotes.items[number], frame.sentence
    gap = context.text[frame.end : quote.start].rstrip()
    if gap[-1:] in _FULL_STOPS:
        return None
    if quote.start >= s.end and (context.text[s.end : quote.start].strip() or gap[-1:] not in (":", ",")):
        return None
    between = [t for t in range(frame.tokens[1], len(s)) if frame.end <= s.starts[t] < quote.start]
    between = [t for t in between if s.poses[t] != "PUNCT"]
    if len(between) > _LONGEST_GAP or any(s.poses[t] in ("VERB", "AUX", "SCONJ") for t in between):
        return None
    if gap[-1:] in (":", ","):
        return number
    if between and "predicate" in frame.cue.frames:
        return None
    if between and s.poses[between[-1]] not in ("NOUN", "PROPN", "PRON", "ADV", "NUM"):
        return None
    rest = context.text[quote.end : s.end].strip(_MARKS + ".,?!;")
    closes = _inner(context, quote)[-1:] in ".?!,…" or not rest
    return number if is_sentence(context, quote) and closes else None


def _with_former(context: Context, number: int) -> list[int]:
    """The quotation together with the open ones of the paragraphs before it that it carries on."""
    numbers = [number]
    while context.quotes.items[numbers[0]].carries_on and numbers[0] > 0:
        numbers.insert(0, numbers[0] - 1)
    return numbers


def find_direct(context: Context, s: Sentence, verb: int, claimed: set[int]) -> Draft | None:
    """The direct speech of one verb token; claims its quotations by number."""
    frame = _frame(context, s, verb)
    if frame is None:
        return None
    numbers: list[int] = []
    before, after = _before(context, frame), _after(context, frame)
    if before is not None and before not in claimed:
        numbers += [n for n in _with_former(context, before) if n not in claimed]
    if after is not None and after not in claimed:
        numbers.append(after)
    if not numbers:
        return None
    claimed.update(numbers)
    content = [Span(context.quotes.items[n].start, context.quotes.items[n].end) for n in numbers]
    if before not in numbers and (opening := _opening(context, frame, content[0])) is not None:
        content.insert(0, opening)
    return Draft(
        sentence=s.index,
        head=verb,
        source=frame.source,
        cue=s.span(*frame.tokens),
        content=tuple(content),
        lemma=frame.cue.lemma,
        stance=frame.cue.stance,
        form="direct",
        rule="quote-before-cue" if before in numbers else "quote-after-cue",
    )


def _opening(context: Context, frame: _Frame, quotation: Span) -> Span | None:
    """The words before a cue that a quotation goes on from: "*A downturn*, he said, 'could be a good time'"."""
    s, text = frame.sentence, context.text
    inner = text[quotation.start : quotation.end].strip(_MARKS)
    before = text[s.start : frame.start].rstrip()
    if not inner[:1].islower() or before[-1:] != "," or text[frame.end : quotation.start].strip(" ") != ",":
        return None
    first = 1 if s.relations[0] == "cc" else 0
    return Span(s.starts[first], s.start + len(before) - 1)


def reaches_into(context: Context, draft: Draft, claimed: set[int]) -> Draft:
    """A clause content that ends inside a quotation runs to its end; its quotations make it mixed."""
    if not draft.content:
        return draft
    draft = _with_quoted_clause(context, draft)
    first, last = draft.content[0].start, draft.content[-1].end
    touched = _touched(context, first, last)
    if not touched:
        return draft
    end = context.quotes.items[touched[-1]]
    content = list(draft.content)
    if end.start < last < end.end:
        content[-1] = Span(content[-1].start, end.end)
    covering = context.quotes.items[touched[0]]
    if covering.start < first:
        return draft
    claimed.update(touched)
    form = "mixed" if draft.form == "indirect" else draft.form
    return replace(draft, content=tuple(content), form=form)


def _with_quoted_clause(context: Context, draft: Draft) -> Draft:
    """A joined clause with quoted words goes on with what is said: "said it was late, *but 'help would come'*"."""
    if draft.rule != "verb-clause-behind":
        return draft
    s, end = context.sentences[draft.sentence], draft.content[-1].end
    for clause in s.dependents(draft.head, "conj"):
        first, last = s.starts[s.lefts[clause]], s.ends[s.rights[clause] - 1]
        number = context.quotes.starting_after(first)
        has_quote = number is not None and context.quotes.items[number].start < last
        if (
            first >= end
            and has_quote
            and s.lemmas[clause] not in context.cues.verbs
            and s.child(clause, "nsubj") is not None
        ):
            return replace(draft, content=(*draft.content[:-1], Span(draft.content[-1].start, last)))
    return draft


def _touched(context: Context, first: int, last: int) -> list[int]:
    at = context.quotes.covering(first)
    at = context.quotes.starting_after(first) if at is None else at
    found = []
    while at is not None and at < len(context.quotes.items) and context.quotes.items[at].start < last:
        found.append(at)
        at += 1
    return found
