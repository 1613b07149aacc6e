"""Dates in what is no sentence and has no parse: a dateline ("NICOSIA, August 8 (Agency) -"), a heading "1917"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.records import Report, Sentence

__all__ = ["DATELINE_KINDS", "is_dateline", "with_datelines"]

DATELINE_KINDS = frozenset({"date", "iso-date", "slash-date", "year", "year-range"})
_TOKEN = re.compile(r"[^\W\d_]+\.?|\d+(?:[/-]\d+)*|[^\w\s]")
_DAY_IN_GAP = re.compile(r"[A-Za-z.]{3,10}\s+\d{1,2}\b|\b\d{1,2}\s+[A-Z][a-z]{2}")
_YEAR_LINE = re.compile(r"^[ \t]*(?:1\d|20)\d\d(?:[ ]?[-\u2013][ ]?\d{2,4})?[ \t]*$", re.MULTILINE)
_SHORTEST = 4
_LONGEST = 160


def _bare_sentence(report: Report, start: int, end: int, index: int) -> Sentence:
    """The words of a stretch of text as a sentence without a tree; its root is -1."""
    matches = list(_TOKEN.finditer(report.text, start, end))
    words = tuple(match.group() for match in matches)
    places = tuple(range(len(words)))
    return Sentence(
        index=index,
        start=start,
        end=end,
        kind="heading",
        words=words,
        lemmas=tuple(word.lower() for word in words),
        tags=tuple("CD" if word[0].isdigit() else "NNP" if word[0].isalpha() else word for word in words),
        poses=("X",) * len(words),
        relations=("dep",) * len(words),
        heads=places,
        starts=tuple(match.start() for match in matches),
        ends=tuple(match.end() for match in matches),
        children=((),) * len(words),
        lefts=places,
        rights=tuple(place + 1 for place in places),
        root=-1,
    )


def is_dateline(sentence: Sentence) -> bool:
    """Whether a sentence is a dateline made here."""
    return sentence.root < 0


def with_datelines(report: Report, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences, each with the unparsed dateline or line of a year in front of it, if there is one."""
    position = report.body_start
    for sentence in sentences:
        if _SHORTEST <= sentence.start - position < _LONGEST:
            year = _YEAR_LINE.search(report.text, position, sentence.start)
            if year:
                yield _bare_sentence(report, year.start(), year.end(), sentence.index)
            elif _DAY_IN_GAP.search(report.text, position, sentence.start):
                yield _bare_sentence(report, position, sentence.start, sentence.index)
        yield sentence
        position = max(position, sentence.end)
