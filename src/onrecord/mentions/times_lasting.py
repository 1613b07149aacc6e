"""Lengths of time that tell when: "for the past *two years*", "a *four-day* visit" that begins on Tuesday.

A length that runs up to the report's day is an interval that ends there; its start is as exact as its unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from onrecord.knowledge.calendar_words import load_attachment_words
from onrecord.mentions.times_points import plus_days, point_of_day
from onrecord.records import Interval, Report, Sentence, TimeMention

__all__ = ["lasting", "length_in_days", "stretched", "up_to_the_report"]

_LENGTH = re.compile(r"P(\d+|X)([DWMY])")
_A_FEW = 3
_VAGUE = {"D": "week", "W": "month", "M": "month"}
_DAY_LENGTH = 10
_UNITS = {"D": "day", "W": "day", "M": "month", "Y": "year"}
_Words = Mapping[str, frozenset[str]]


def length_in_days(interval: Interval) -> int:
    """Days between the first and the last."""
    return (date.fromisoformat(interval.latest) - date.fromisoformat(interval.earliest)).days


def _count(found: re.Match[str]) -> int:
    """How many units: "a few months" and "weeks" count as three."""
    return _A_FEW if found[1] == "X" else int(found[1])


def up_to_the_report(mention: TimeMention, report: Report) -> Interval | None:
    """The stretch of a stated length that ends on the report's day; "two years" starts with a year, not with a day.

    "A few months" are about three, "years" say too little.
    """
    found = _LENGTH.fullmatch(mention.value)
    if found is None or (found[1] == "X" and found[2] == "Y"):
        return None
    bounds = _bounds_away(report, found, -1)
    precision = _VAGUE[found[2]] if found[1] == "X" else _UNITS[found[2]]
    return Interval(bounds[0], _day(report), precision, "relative") if bounds else None


def _from_the_report(mention: TimeMention, report: Report) -> Interval | None:
    """The stretch of a stated length that begins with the report's day, or with its year where years are counted."""
    found = _LENGTH.fullmatch(mention.value)
    bounds = _bounds_away(report, found, 1) if found is not None and found[1] != "X" else None
    if found is None or bounds is None:
        return None
    day = _day(report)
    return Interval(day[:4] + "-01-01" if found[2] == "Y" else day, bounds[1], _UNITS[found[2]], "relative")


def _day(report: Report) -> str:
    return (report.published or "")[:_DAY_LENGTH]


def _bounds_away(report: Report, length: re.Match[str], sign: int) -> tuple[str, str] | None:
    """First and last day of the point a length away from the report's day."""
    day, unit = _day(report), length[2]
    if len(day) < _DAY_LENGTH:
        return None
    units = _count(length) * (7 if unit == "W" else 1)
    point = point_of_day(date.fromisoformat(day)).shifted("D" if unit == "W" else unit, sign * units)
    return point.bounds() if point else None


def lasting(mention: TimeMention, sentence: Sentence, report: Report) -> tuple[int, Interval, bool] | None:
    """The token a length dates, its interval, and whether it does so as an adverbial.

    "have been *cut* off for nearly two years", "for the past two years an inquiry was *held*", "the seven-year *war*",
    "more than a week of *attacks*", "days of *talks*"; not "will *stay* for two years", not "a six-day *war*".
    """
    interval = up_to_the_report(mention, report) if mention.type == "DURATION" else None
    if interval is None:
        return None
    words = load_attachment_words()
    head = _head(mention, sentence)
    of = sentence.child(head, "prep")
    if of is not None and of >= mention.last and sentence.words[of].lower() == "of":
        inner = sentence.child(of, "pobj")
        return (inner, interval, False) if inner is not None and _is_going_on(inner, sentence, words) else None
    above, relation = sentence.heads[head], sentence.relations[head]
    if relation in ("compound", "amod", "nummod", "nmod", "npadvmod") and sentence.poses[above] in ("NOUN", "PROPN"):
        is_long = mention.value[-1] in "MY"
        return (above, interval, False) if is_long and sentence.lemmas[above] in words["going-on"] else None
    if relation not in ("pobj", "npadvmod"):
        return None
    return _ahead(mention, above, relation, sentence, report) or _adverbial(
        mention, above, relation, sentence, interval
    )


def _ahead(
    mention: TimeMention, above: int, relation: str, s: Sentence, report: Report
) -> tuple[int, Interval, bool] | None:
    """As in "will *spend* a billion over the next five years"."""
    words = load_attachment_words()
    is_forward = any(word.lower() in words["forward"] for word in s.words[mention.first : mention.last])
    if not is_forward or relation != "pobj" or s.words[above].lower() not in words["spanning"]:
        return None
    interval = _from_the_report(mention, report)
    return (s.heads[above], interval, True) if interval else None


def _adverbial(
    mention: TimeMention, above: int, relation: str, s: Sentence, interval: Interval
) -> tuple[int, Interval, bool] | None:
    words = load_attachment_words()
    is_backward = any(word.lower() in words["backward"] for word in s.words[mention.first : mention.last])
    preposition = s.words[above].lower() if relation == "pobj" else ""
    target = s.heads[above] if relation == "pobj" else above
    if is_backward and (not preposition or preposition in words["spanning"]):
        return target, interval, True
    perfect = any(s.words[c].lower() in ("has", "have", "'ve", "'s") for c in s.dependents(target, "aux"))
    return (target, interval, True) if preposition == "for" and perfect else None


def _is_going_on(token: int, sentence: Sentence, words: _Words) -> bool:
    return sentence.lemmas[token] in words["going-on"] or sentence.words[token].lower() in words["going-on"]


def _head(mention: TimeMention, sentence: Sentence) -> int:
    for token in range(mention.first, mention.last):
        head = sentence.heads[token]
        if not mention.first <= head < mention.last or head == token:
            return token
    return mention.last - 1


def stretched(noun: int, sentence: Sentence, mentions: Sequence[TimeMention], day: Interval | None) -> Interval | None:
    """The whole of a happening of known length, from the ``day`` of the verb that tells of its start or end.

    "begins a four-day *visit* on Tuesday" is Tuesday to Friday, "ends a four-day *visit*" the four days up to then.
    """
    length = next((m for m in mentions if m.type == "DURATION" and _modifies(m, noun, sentence)), None)
    found = _LENGTH.fullmatch(length.value) if length else None
    if found is None or day is None or day.earliest != day.latest or found[2] != "D" or found[1] == "X":
        return None
    words, verb = load_attachment_words(), sentence.lemmas[sentence.heads[noun]]
    days, stated = int(found[1]) - 1, date.fromisoformat(day.earliest)
    if verb in words["opening"]:
        return replace(day, latest=plus_days(stated, days).isoformat())
    if verb in words["closing"]:
        return replace(day, earliest=plus_days(stated, -days).isoformat())
    return None


def _modifies(mention: TimeMention, noun: int, sentence: Sentence) -> bool:
    return sentence.lefts[noun] <= mention.first and mention.last <= noun and _head_noun(mention, sentence) == noun


def _head_noun(mention: TimeMention, sentence: Sentence) -> int:
    return sentence.heads[_head(mention, sentence)]
