"""Time expressions of a report with their TIMEX3 values, resolved against its date and what it spoke of before.

Values: TimeML annotation guidelines 1.2.1.  The words and patterns are in ``knowledge/times``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.knowledge.calendar_words import CalendarWords, load_calendar_words
from onrecord.mentions.times_datelines import DATELINE_KINDS, is_dateline, with_datelines
from onrecord.mentions.times_discourse import Discourse, Resolved, Setting
from onrecord.mentions.times_grammar import Expression, find_expressions
from onrecord.mentions.times_lexing import Lexemes, lex
from onrecord.mentions.times_points import point_of_text
from onrecord.mentions.times_reading import read
from onrecord.records import Report, Sentence, TimeMention

__all__ = ["find_times"]

_DIGIT = re.compile(r"\d")
_PRECISIONS = {"D": "day", "W": "week", "WE": "week", "M": "month", "Q": "quarter", "H": "half", "S": "season"}
_YEAR_PRECISIONS = {"Y": "year", "DE": "decade", "CE": "century"}
_DEICTIC_KINDS = frozenset({"weekday", "deictic", "deictic-night", "ago"})
_DATED_KINDS = frozenset({"date", "year", "part-of", "season"})
_HISTORY_YEARS = 6
_LONG_HISTORY_YEARS = 20

_Found = tuple[Sentence, Lexemes, list[Expression]]


def _found_in(report: Report, sentences: Sequence[Sentence], words: CalendarWords) -> Iterator[_Found]:
    for sentence in with_datelines(report, sentences):
        if not words.triggers.isdisjoint(sentence.words) or _DIGIT.search(report.text, sentence.start, sentence.end):
            lexemes = lex(sentence, words)
            expressions = find_expressions(lexemes, words)
            if is_dateline(sentence):
                expressions = [expression for expression in expressions if expression.kind in DATELINE_KINDS]
            if expressions:
                yield sentence, lexemes, expressions


def _tells_history(found: Sequence[_Found], year: int | None) -> bool:
    """Whether a report tells of years long past more than of its own days, as an encyclopedia does.

    Such a text names many years that are not the report's and hardly a weekday, "today" or "ago".
    """
    distant = near = 0
    for _, _, expressions in found:
        for expression in expressions:
            named = expression.get("year4")
            if expression.has("era"):
                distant += 1
            elif named is not None and expression.kind in _DATED_KINDS:
                is_distant = year is None or abs(int(named) - year) > 1
                distant += is_distant
                near += not is_distant
            near += expression.kind in _DEICTIC_KINDS or _is_deictic(expression)
    is_long_history = distant >= _LONG_HISTORY_YEARS and distant > near
    return is_long_history or distant >= _HISTORY_YEARS * (near + 1)


def _is_deictic(expression: Expression) -> bool:
    """As in "*this* week", "*last* year", which count from the report's day; not "the *last* year of the war"."""
    return expression.kind == "relative" and not expression.has("the", "that", "same", "following", "previous")


def _mention(report: Report, setting: Setting, rule: str, first: int, last: int, resolved: Resolved) -> TimeMention:
    lexemes, point = setting.lexemes, resolved.point
    start, end = lexemes.starts[first], lexemes.ends[last - 1]
    limits = point.bounds() if point and resolved.type in ("DATE", "TIME") else None
    precision = {**_PRECISIONS, **_YEAR_PRECISIONS}[point.unit] if point and limits else None
    return TimeMention(
        sentence=setting.sentence.index,
        first=0 if is_dateline(setting.sentence) else lexemes.tokens[first],
        last=0 if is_dateline(setting.sentence) else lexemes.last_tokens[last - 1] + 1,
        start=start,
        end=end,
        text=report.text[start:end],
        type=resolved.type,  # type: ignore[arg-type]
        value=resolved.value,
        earliest=limits[0] if limits else None,
        latest=limits[1] if limits else None,
        precision=precision,
        basis=resolved.basis,  # type: ignore[arg-type]
        rule=rule,
    )


def find_times(report: Report, sentences: Sequence[Sentence]) -> tuple[TimeMention, ...]:
    """The time expressions of a report in text order; offsets are code points of its text.

    A dateline's date belongs to the sentence behind it and covers none of its tokens.
    ``earliest`` and ``latest`` are the days of the stretch a DATE or TIME denotes, both inclusive, and ``None``
    where no year is known.  "The talks ended *two days later*", after "on May 3, 2011", is 2011-05-05.
    """
    words = load_calendar_words()
    published = point_of_text(report.published)
    found = list(_found_in(report, sentences, words))
    discourse = Discourse(published, _tells_history(found, published.year if published else None))
    mentions = []
    for sentence, lexemes, expressions in found:
        if sentence.kind == "heading":
            discourse.section_year = None
        for position, expression in enumerate(expressions):
            following = expressions[position + 1] if position + 1 < len(expressions) else None
            setting = Setting(discourse, sentence, lexemes, words, following)
            for first, last, resolved in read(setting, expression):
                mentions.append(_mention(report, setting, expression.rule, first, last, resolved))
                if resolved.type in ("DATE", "TIME"):
                    point = replace(resolved.point, clock="") if resolved.point else None
                    if sentence.kind == "heading" and expression.kind == "year" and point:
                        discourse.section_year = point.year
                    discourse.note(point, "" if expression.has("ago", "earlier") else expression.kind, sentence.index)
    return tuple(mentions)
