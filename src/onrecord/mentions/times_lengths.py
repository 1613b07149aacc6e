"""Lengths of time and what repeats: "two years", "the past three months", "every week"."""

from __future__ import annotations

from onrecord.mentions.times_discourse import Resolved, Setting
from onrecord.mentions.times_grammar import Expression
from onrecord.mentions.times_numbers import count_of, duration_value, unit_of

__all__ = ["read_bare_units", "read_duration", "read_set", "read_span"]


def read_duration(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*two years*", "a five-*year* plan"; "$10 *a day*" is a SET."""
    found, count = unit_of(expression), count_of(expression)
    if found is None or count is None:
        return None
    unit, of_clock = found
    if expression.has("quarter", "quarters") and count in (1, 3) and setting.word_after(expression) in ("of", "-"):
        return None
    if unit == "Q" and expression.has("article"):
        return None
    is_rate = expression.slots[0][0] == "article" and setting.tag_before(expression).startswith(("NN", "CD", "$"))
    value = duration_value(count, unit, of_clock=of_clock)
    return Resolved("SET" if is_rate else "DURATION", value)


def read_span(_setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the past *three months*", "coming *weeks*"."""
    found, count = unit_of(expression), count_of(expression)
    if found is None:
        return None
    unit, of_clock = found
    return Resolved("DURATION", duration_value("X" if count is None else count, unit, of_clock=of_clock))


def read_bare_units(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "for *decades*"; "on *days* when" is no length."""
    found = unit_of(expression)
    last = setting.lexemes.last_tokens[expression.last - 1]
    if setting.class_before(expression) == "on" or setting.sentence.tags[last].startswith("NNP"):
        return None
    return Resolved("DURATION", duration_value("X", found[0], of_clock=found[1])) if found else None


def read_set(_setting: Setting, expression: Expression) -> Resolved | None:
    """As in "every *week*", "each *Friday*", "three times a *day*"."""
    weekday = expression.get("weekday", "weekdays")
    daypart = expression.get("daypart", "dayparts")
    if weekday is not None:
        return Resolved("SET", f"XXXX-WXX-{weekday}" + (f"T{daypart}" if daypart else ""))
    if daypart is not None:
        return Resolved("SET", f"XXXX-XX-XXT{daypart}")
    month, season = expression.get("month", "month_or_verb"), expression.get("season")
    if month is not None:
        return Resolved("SET", f"XXXX-{int(month):02d}")
    if season is not None:
        return Resolved("SET", f"XXXX-{season}")
    if expression.has("weekend"):
        return Resolved("SET", "XXXX-WXX-WE")
    found = unit_of(expression)
    count = None if expression.has("times", "once") else count_of(expression)
    return Resolved("SET", duration_value(count or 1, found[0], of_clock=found[1])) if found else None
