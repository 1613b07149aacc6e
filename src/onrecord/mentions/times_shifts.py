"""Expressions counted in units from the report's day or from the time spoken of last, and words like "now"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.knowledge.calendar_words import Value
from onrecord.mentions.times_dates import stated
from onrecord.mentions.times_discourse import Resolved, Setting, unknown
from onrecord.mentions.times_grammar import Expression
from onrecord.mentions.times_lengths import read_bare_units, read_duration
from onrecord.mentions.times_numbers import count_of, unit_of
from onrecord.mentions.times_points import Point

__all__ = [
    "moved",
    "read_ago",
    "read_deictic",
    "read_deictic_night",
    "read_from_now",
    "read_open_shift",
    "read_reference",
    "read_shift",
    "read_year_ago_period",
    "read_year_end",
    "read_year_period",
]

UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE"}
_EXACT_WEEKS = 3
_QUARTER_UNITS = {"Y": 4, "Q": 1}


def moved(base: Point | None, unit: str, number: int) -> Resolved | None:
    """A point moved by whole units; a coarse base gives a coarse, vague date."""
    if base is None:
        return unknown(UNKNOWN[unit]) if unit in UNKNOWN else None
    point = base.shifted(unit, number)
    if point is not None:
        return stated(point, "relative")
    if unit in ("D", "W") and base.unit == "M":
        return stated(replace(base, vague="-XX"), "relative")
    if base.unit == "Y":
        return stated(replace(base, vague="-XX-XX" if unit in ("D", "W") else "-XX"), "relative")
    return None


def _by_count(setting: Setting, base: Point | None, count: Value, unit: str, sign: int) -> Resolved | None:
    if isinstance(count, str):
        return Resolved("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", None, "relative")
    quarter = setting.discourse.quarter
    if unit in _QUARTER_UNITS and quarter is not None and base is not None and count == 1 and sign < 0:
        return stated(quarter.shifted("Q", -_QUARTER_UNITS[unit]) or quarter, "relative")
    if count != int(count):
        return moved(base, "M", sign * round(count * 12)) if unit == "Y" else None
    if base is not None and base.unit in ("Q", "S") and unit in ("D", "W", "M"):
        return None
    return moved(base, unit, sign * int(count))


def read_ago(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*three years* ago", from the report's day."""
    found = unit_of(expression)
    if found is None:
        return None
    count = count_of(expression)
    if found[1]:
        return Resolved("DATE", "PAST_REF", None, "relative")
    now = setting.discourse.now()
    if found[0] == "W" and isinstance(count, int) and count <= _EXACT_WEEKS and now and not expression.has("about"):
        return moved(now, "D", -7 * count)
    return _by_count(setting, setting.discourse.now(), "X" if count is None else count, found[0], -1)


def read_from_now(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*two weeks* from now"."""
    found, count = unit_of(expression), count_of(expression)
    if found is None or count is None or found[1]:
        return None
    return _by_count(setting, setting.discourse.published, count, found[0], 1)


def read_shift(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*two weeks* later", "a year *earlier*", from the time spoken of."""
    found, count = unit_of(expression), count_of(expression)
    if found is None:
        return None
    sign = -1 if expression.has("earlier", "before") else 1
    if found[1]:
        return Resolved("TIME", "PAST_REF" if sign < 0 else "FUTURE_REF", None, "relative")
    if count is None and expression.has("unit", "year"):
        return None
    discourse = setting.discourse
    base = discourse.last_day() or discourse.anchor() if found[0] == "D" else discourse.anchor()
    return _by_count(setting, base, "X" if count is None else count, found[0], sign)


def read_open_shift(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*two days* before the vote": a date in a history, a length in news; "the *day before*": a date."""
    count = count_of(expression)
    if count is None and expression.has("units", "clock_units", "quarters"):
        return read_bare_units(setting, expression)
    if count is None and expression.has("the"):
        found = unit_of(expression)
        sign = -1 if expression.has("before") else 1
        return moved(setting.discourse.anchor(), found[0], sign) if found and not found[1] else None
    if count is None:
        return None
    is_length = setting.word_before(expression) == "for" or setting.tag_after(expression) == "VBG"
    if is_length or not setting.discourse.narrates:
        return read_duration(setting, expression)
    return read_shift(setting, expression)


def read_reference(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*now*", "*recently*", "the *future*"; an adjective only where a noun follows ("*current* talks")."""
    name, value = expression.slots[-1]
    if name == "soon" and not _is_ahead(setting, expression):
        return None
    if name == "future" and not expression.has("the") and setting.tag_after(expression).startswith("NN"):
        return None
    point = setting.discourse.published if value == "PRESENT_REF" else None
    return Resolved("DATE", str(value or "PRESENT_REF"), None, "publication" if point else "relative")


def _is_ahead(setting: Setting, expression: Expression) -> bool:
    """Not "as *soon* as", "*soon* after", "*soon* became"."""
    if setting.word_after(expression) in ("as", "after") or setting.word_before(expression) == "as":
        return False
    return setting.direction(expression) != "past"


def read_deictic(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*yesterday*", "*today*", "*tomorrow*"."""
    published, offset = setting.discourse.published, int(expression.get("deictic") or 0)
    if published is None or published.unit != "D":
        return Resolved("DATE", "PRESENT_REF", None, "relative") if not offset else unknown("XXXX-XX-XX")
    return moved(published, "D", offset)


def read_deictic_night(setting: Setting, _expression: Expression) -> Resolved | None:
    """As in "*tonight*", "*overnight*"."""
    published = setting.discourse.published
    if published is None or published.unit != "D":
        return Resolved("TIME", "XXXX-XX-XXTNI", None, "relative")
    return stated(replace(published, clock="NI"), "relative")


def read_year_end(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*year-end*", "*month's end*": of the year or month spoken of."""
    unit = "Y" if expression.kind == "year-end" else "M"
    base = setting.discourse.now() if unit == "Y" else setting.discourse.anchor()
    point = base.widened(unit) if base else None
    return stated(point, "relative") if point else unknown(UNKNOWN[unit])


def read_year_period(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the *2015 quarter*": the quarter spoken of, in that year."""
    year, quarter = int(expression.get("year4") or 0), setting.discourse.quarter
    return stated(replace(quarter, year=year) if quarter else Point("Y", year))


def read_year_ago_period(setting: Setting, _expression: Expression) -> Resolved | None:
    """As in "the *year-ago* quarter"."""
    base = setting.discourse.quarter or setting.discourse.published
    if base is None:
        return unknown("XXXX")
    if base.unit == "Q":
        return stated(replace(base, year=base.year - 1), "relative")
    return stated(Point("Y", base.year - 1), "relative")
