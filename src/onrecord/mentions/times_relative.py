"""Expressions counted from the report's day or from the time spoken of last."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from onrecord.knowledge.calendar_words import Value
from onrecord.mentions.times_dates import nearest_weekday, stated
from onrecord.mentions.times_discourse import Resolved, Setting, unknown
from onrecord.mentions.times_grammar import Expression
from onrecord.mentions.times_numbers import count_of, duration_value, unit_of
from onrecord.mentions.times_points import Point

__all__ = [
    "read_ago",
    "read_bare_units",
    "read_definite_unit",
    "read_deictic",
    "read_deictic_night",
    "read_duration",
    "read_from_now",
    "read_open_shift",
    "read_recent",
    "read_reference",
    "read_relative",
    "read_set",
    "read_shift",
    "read_span",
    "read_year_ago_period",
    "read_year_end",
    "read_year_period",
]

_OFFSETS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
_UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE"}
_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}
_EXACT_WEEKS = 3
_QUARTER_UNITS = {"Y": 4, "Q": 1}


def _moved(base: Point | None, unit: str, number: int) -> Resolved | None:
    """A point moved by whole units; a coarse base gives a coarse, vague date."""
    if base is None:
        return unknown(_UNKNOWN[unit]) if unit in _UNKNOWN else None
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
        return _moved(base, "M", sign * round(count * 12)) if unit == "Y" else None
    if base is not None and base.unit in ("Q", "S") and unit in ("D", "W", "M"):
        return None
    return _moved(base, unit, sign * int(count))


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
        return _moved(now, "D", -7 * count)
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
    base = discourse.day if found[0] == "D" and discourse.day else discourse.anchor()
    return _by_count(setting, base, "X" if count is None else count, found[0], sign)


def read_open_shift(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*two days* before the vote": a date in a history, a length in news; "the *day before*": a date."""
    count = count_of(expression)
    if count is None and expression.has("units", "clock_units", "quarters"):
        return read_bare_units(setting, expression)
    if count is None and expression.has("the"):
        found = unit_of(expression)
        sign = -1 if expression.has("before") else 1
        return _moved(setting.discourse.anchor(), found[0], sign) if found and not found[1] else None
    if count is None:
        return None
    is_length = setting.word_before(expression) == "for" or setting.tag_after(expression) == "VBG"
    if is_length or not setting.discourse.narrates:
        return read_duration(setting, expression)
    return read_shift(setting, expression)


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


def read_span(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the past *three months*", "coming *weeks*"."""
    found, count = unit_of(expression), count_of(expression)
    if found is None:
        return None
    unit, of_clock = found
    return Resolved("DURATION", duration_value("X" if count is None else count, unit, of_clock=of_clock))


def read_bare_units(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "for *decades*"; "on *days* when" is no length."""
    found = unit_of(expression)
    if setting.class_before(expression) == "on":
        return None
    return Resolved("DURATION", duration_value("X", found[0], of_clock=found[1])) if found else None


def read_recent(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "recent *months*"."""
    return read_bare_units(setting, expression)


def read_set(setting: Setting, expression: Expression) -> Resolved | None:
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
    return len(setting.sentence.words) > 0 and setting.direction(expression) != "past"


def read_deictic(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*yesterday*", "*today*", "*tomorrow*"."""
    published, offset = setting.discourse.published, int(expression.get("deictic") or 0)
    if published is None or published.unit != "D":
        return Resolved("DATE", "PRESENT_REF", None, "relative") if not offset else unknown("XXXX-XX-XX")
    return _moved(published, "D", offset)


def read_deictic_night(setting: Setting, expression: Expression) -> Resolved | None:
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
    return stated(point, "relative") if point else unknown(_UNKNOWN[unit])


def read_year_period(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the *2015 quarter*": the quarter spoken of, in that year."""
    year, quarter = int(expression.get("year4") or 0), setting.discourse.quarter
    return stated(replace(quarter, year=year) if quarter else Point("Y", year))


def read_year_ago_period(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the *year-ago* quarter"."""
    base = setting.discourse.quarter or setting.discourse.published
    if base is None:
        return unknown("XXXX")
    if base.unit == "Q":
        return stated(replace(base, year=base.year - 1), "relative")
    return stated(Point("Y", base.year - 1), "relative")


def read_definite_unit(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the *quarter*", "the *weekend*"; other units ("the day") are left alone."""
    if expression.has("quarter"):
        return _quarter_spoken_of(setting, expression)
    if expression.has("year"):
        return _the_year(setting, expression)
    if expression.has("weekend"):
        return _weekend(setting, 0, expression)
    return None


def _quarter_spoken_of(setting: Setting, expression: Expression) -> Resolved | None:
    if setting.word_after(expression) in ("of", "-", "century", "mile", "point"):
        return None
    quarter, published = setting.discourse.quarter, setting.discourse.published
    if quarter is not None:
        return stated(quarter, "relative")
    return _moved(published, "Q", -1) if expression.has("the", "latest") and published else None


def _the_year(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the *year* ended March 31" is a length; "for the *year*" the report's own."""
    if setting.word_after(expression) in ("ended", "ending", "to"):
        return Resolved("DURATION", "P1Y")
    cued = setting.word_before(expression) in ("for", "in", "of", "through", "throughout", "during", "by", "so far")
    return _moved(setting.discourse.now(), "Y", 0) if cued and setting.tag_after(expression) != "IN" else None


def _weekend(setting: Setting, offset: int, expression: Expression) -> Resolved | None:
    base = setting.discourse.day if setting.discourse.narrates else setting.discourse.published
    day = base.date() if base else None
    if day is None:
        return unknown(_UNKNOWN["WE"])
    if not offset and setting.direction(expression) != "future" and day.isoweekday() < 5 and not expression.has("this"):
        offset = -1
    return stated(_week_point(day + timedelta(days=7 * offset)), "relative")


def _week_point(day: object) -> Point:
    year, week, _ = day.isocalendar()  # type: ignore[attr-defined]
    return Point("WE", year, part=week)


def read_relative(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*last* year", "*the following* day", "*that* month", "*next* Friday", "*this* morning"."""
    offset = next((_OFFSETS[name] for name, _ in expression.slots if name in _OFFSETS), 0)
    discourse = setting.discourse
    back = expression.has("that", "same", "previous", "following") and not expression.has("this", "last", "past")
    base = discourse.anchor() if back else discourse.now()
    for name, reader in _BY_CLASS:
        value = expression.get(*name)
        if value is not None:
            return reader(setting, expression, base, offset, value)
    return None


def _relative_unit(s: Setting, e: Expression, base: Point | None, offset: int, value: Value) -> Resolved | None:
    unit = str(value)
    if unit == "D":
        if e.has("last", "past", "latest", "current", "coming") or (e.has("the") and e.has("this")):
            return None
        base = s.discourse.day or base if e.has("that", "same", "previous", "following", "next") else base
    if unit == "Q" and s.discourse.quarter and e.has("latest", "same", "that"):
        return stated(s.discourse.quarter, "relative")
    if unit == "Q" and e.has("latest"):
        return _moved(s.discourse.published, "Q", -1)
    if base is not None and base.unit == "WE":
        base = base.widened("M") if unit != "W" else base
    return _moved(base, unit, offset)


def _relative_period(s: Setting, e: Expression, base: Point | None, offset: int, value: Value) -> Resolved | None:
    quarter = s.discourse.quarter
    if quarter is None:
        return _moved(s.discourse.published, "Q", -1) if e.has("latest") and s.discourse.published else None
    return stated(quarter, "relative") if e.has("latest", "same", "that", "current") else None


def _relative_weekend(s: Setting, e: Expression, base: Point | None, offset: int, value: Value) -> Resolved | None:
    return _weekend(s, offset, e)


def _relative_weekday(s: Setting, e: Expression, base: Point | None, offset: int, value: Value) -> Resolved | None:
    day = (s.discourse.day or base if e.has("that", "previous", "following", "same") else base) if base else None
    found = day.date() if day else None
    if found is None:
        return unknown(f"XXXX-WXX-{value}")
    weekday = int(value)
    if offset < 0:
        return stated(nearest_weekday(found - timedelta(days=1), weekday, "past"), "relative")
    if offset > 0:
        return stated(nearest_weekday(found + timedelta(days=1), weekday, "future"), "relative")
    way = s.direction(e) or ("future" if e.has("this") else None)
    return stated(nearest_weekday(found, weekday, way), "relative")


def _relative_month(s: Setting, e: Expression, base: Point | None, offset: int, value: Value) -> Resolved | None:
    month = int(value)
    if base is None:
        return unknown(f"XXXX-{month:02d}")
    year = _relative_year(base, month, offset)
    return stated(Point("M", year, month), "relative")


def _relative_year(base: Point, month: int, offset: int) -> int:
    """The year of the last or next such month; the current month itself is neither."""
    if base.unit not in ("D", "M"):
        return base.year + (offset if base.unit == "Y" else 0)
    if offset < 0:
        return base.year if month < base.month - 1 else base.year - 1
    if offset > 0:
        return base.year if month > base.month else base.year + 1
    return base.year


def _relative_season(s: Setting, e: Expression, base: Point | None, offset: int, value: Value) -> Resolved | None:
    season = str(value)
    if base is None:
        return unknown(f"XXXX-{season}")
    year = _relative_year(base, _SEASON_MONTH[season], offset)
    return stated(Point("S", year, part=season), "relative")


def _relative_daypart(s: Setting, e: Expression, base: Point | None, offset: int, value: Value) -> Resolved | None:
    part = str(value)
    if e.has("that", "previous", "following", "same") or (e.has("next") and e.has("the")):
        base = s.discourse.day or base
    if base is None or base.unit != "D":
        return Resolved("TIME", f"XXXX-XX-XXT{part}", None, "relative")
    day = base.shifted("D", offset)
    return stated(replace(day, clock=part), "relative") if day else None


def _relative_holiday(s: Setting, e: Expression, base: Point | None, offset: int, value: Value) -> Resolved | None:
    from onrecord.mentions.times_dates import holiday_day  # noqa: PLC0415
    from onrecord.mentions.times_points import point_of_day  # noqa: PLC0415

    holiday = s.words.holidays[str(value)]
    if base is None:
        return unknown("XXXX-XX-XX")
    year = _relative_year(base, holiday.month or 4, offset)
    day = holiday_day(holiday, year)
    return stated(point_of_day(day), "relative") if day else None


_BY_CLASS = (
    (("weekday",), _relative_weekday),
    (("month", "month_or_verb"), _relative_month),
    (("season",), _relative_season),
    (("daypart",), _relative_daypart),
    (("holiday",), _relative_holiday),
    (("weekend",), _relative_weekend),
    (("unit", "year", "century", "quarter"), _relative_unit),
    (("period",), _relative_period),
)
