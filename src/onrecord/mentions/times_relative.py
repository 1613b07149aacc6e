"""Expressions that point at a unit of time: "last year", "that month", "the following day", "the quarter"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from onrecord.knowledge.calendar_words import Value
from onrecord.mentions.times_dates import SEASON_MONTH, holiday_day, nearest_weekday, stated
from onrecord.mentions.times_discourse import Resolved, Setting, unknown
from onrecord.mentions.times_grammar import Expression
from onrecord.mentions.times_points import Point, plus_days, point_of_day, week_of
from onrecord.mentions.times_shifts import UNKNOWN, moved

__all__ = ["read_definite_unit", "read_relative"]

_OFFSETS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
_BACKWARD = ("that", "same", "previous", "following")  # these point at the time spoken of last
_FRIDAY = 5


@dataclass(frozen=True, slots=True)
class _Relation:
    """One expression with what it is counted from, how many units away, and the value of its unit."""

    setting: Setting
    expression: Expression
    base: Point | None
    offset: int
    value: Value

    def has(self, *classes: str) -> bool:
        """Whether the expression has a word of one of the classes."""
        return self.expression.has(*classes)

    @property
    def day(self) -> Point | None:
        """The last day spoken of, where the expression points back at it, else the base."""
        return self.setting.discourse.last_day() or self.base if self.has(*_BACKWARD) else self.base


def read_definite_unit(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the *quarter*", "the *weekend*"; other units ("the day") are left alone."""
    if expression.has("quarter"):
        return _quarter_spoken_of(setting, expression)
    if expression.has("year"):
        return _the_year(setting, expression)
    return _weekend(setting, 0, expression) if expression.has("weekend") else None


def _quarter_spoken_of(setting: Setting, expression: Expression) -> Resolved | None:
    if setting.word_after(expression) in setting.words.lists["fractions"]:
        return None
    quarter, published = setting.discourse.quarter, setting.discourse.published
    if quarter is not None:
        return stated(quarter, "relative")
    return moved(published, "Q", -1) if expression.has("the", "latest") and published else None


def _the_year(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the *year* ended March 31", a length; "for the *year*", the report's own."""
    lists = setting.words.lists
    if setting.word_after(expression) in lists["year-ends"]:
        return Resolved("DURATION", "P1Y")
    is_cued = setting.word_before(expression) in lists["year-cues"]
    return moved(setting.discourse.now(), "Y", 0) if is_cued and setting.tag_after(expression) != "IN" else None


def _weekend(setting: Setting, offset: int, expression: Expression) -> Resolved | None:
    """The weekend of this week or one away; "the weekend" early in the week is the one just over."""
    base = setting.discourse.day if setting.discourse.narrates else setting.discourse.published
    day = base.date() if base else None
    if day is None:
        return unknown(UNKNOWN["WE"])
    is_past = setting.direction(expression) != "future" and day.isoweekday() < _FRIDAY
    if not offset and is_past and not expression.has("this"):
        offset = -1
    return stated(week_of(plus_days(day, 7 * offset), "WE"), "relative")


def read_relative(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*last* year", "*the following* day", "*that* month", "*next* Friday", "*this* morning"."""
    if _is_title(setting, expression):
        return None
    offset = next((_OFFSETS[name] for name, _ in expression.slots if name in _OFFSETS), 0)
    points_back = expression.has(*_BACKWARD) and not expression.has("this", "last", "past")
    base = setting.discourse.anchor() if points_back else setting.discourse.now()
    for classes, reader in _READERS:
        value = expression.get(*classes)
        if value is not None:
            return reader(_Relation(setting, expression, base, offset, value))
    return None


def _is_title(setting: Setting, expression: Expression) -> bool:
    """A programme's name: "told the broadcaster's *This Week*"."""
    sentence, last = setting.sentence, setting.lexemes.last_tokens[expression.last - 1]
    is_unit = expression.slots[-1][0] in ("unit", "year", "century")
    return is_unit and sentence.kind == "body" and sentence.words[last][0].isupper()


def _unit(relation: _Relation) -> Resolved | None:
    unit, base, discourse = str(relation.value), relation.base, relation.setting.discourse
    if unit == "D":
        if relation.has("last", "past", "latest", "current", "coming") or (
            relation.has("the") and relation.has("this")
        ):
            return None
        base = discourse.last_day() or discourse.anchor() if relation.has(*_BACKWARD, "next") else base
    if unit == "Q" and relation.has("latest", "same", "that") and discourse.quarter:
        return stated(discourse.quarter, "relative")
    if unit == "Q" and relation.has("latest"):
        return moved(discourse.published, "Q", -1)
    if base is not None and base.unit == "WE" and unit != "W":
        base = base.widened("M")
    return moved(base, unit, relation.offset)


def _period(relation: _Relation) -> Resolved | None:
    """As in "the *latest* period" of a business report: its quarter."""
    discourse = relation.setting.discourse
    if discourse.quarter is None:
        return moved(discourse.published, "Q", -1) if relation.has("latest") and discourse.published else None
    return stated(discourse.quarter, "relative") if relation.has("latest", "same", "that", "current") else None


def _weekends(relation: _Relation) -> Resolved | None:
    return _weekend(relation.setting, relation.offset, relation.expression)


def _weekday(relation: _Relation) -> Resolved | None:
    weekday = int(relation.value)
    day = relation.day.date() if relation.day else None
    if day is None:
        return unknown(f"XXXX-WXX-{weekday}")
    if relation.offset < 0:
        return stated(nearest_weekday(plus_days(day, -1), weekday, "past"), "relative")
    if relation.offset > 0:
        return stated(nearest_weekday(plus_days(day, 1), weekday, "future"), "relative")
    way = relation.setting.direction(relation.expression) or ("future" if relation.has("this") else None)
    return stated(nearest_weekday(day, weekday, way), "relative")


def _year_of(base: Point, month: int, offset: int) -> int:
    """The year of the last or next such month; neither is the current month, nor "last" the one just over."""
    if base.unit not in ("D", "M"):
        return base.year + (offset if base.unit == "Y" else 0)
    if offset < 0:
        return base.year if month < base.month - 1 else base.year - 1
    if offset > 0:
        return base.year if month > base.month else base.year + 1
    return base.year


def _month(relation: _Relation) -> Resolved | None:
    month = int(relation.value)
    if relation.base is None:
        return unknown(f"XXXX-{month:02d}")
    return stated(Point("M", _year_of(relation.base, month, relation.offset), month), "relative")


def _season(relation: _Relation) -> Resolved | None:
    season = str(relation.value)
    if relation.base is None:
        return unknown(f"XXXX-{season}")
    year = _year_of(relation.base, SEASON_MONTH[season], relation.offset)
    return stated(Point("S", year, part=season), "relative")


def _daypart(relation: _Relation) -> Resolved | None:
    is_told = relation.has("next") and relation.has("the")
    base = relation.setting.discourse.last_day() or relation.base if is_told else relation.day
    if base is None or base.unit != "D":
        return Resolved("TIME", f"XXXX-XX-XXT{relation.value}", None, "relative")
    day = base.shifted("D", relation.offset)
    return stated(replace(day, clock=str(relation.value)), "relative") if day else None


def _holiday(relation: _Relation) -> Resolved | None:
    holiday = relation.setting.words.holidays[str(relation.value)]
    if relation.base is None:
        return unknown("XXXX-XX-XX")
    day = holiday_day(holiday, _year_of(relation.base, holiday.month or 4, relation.offset))
    return stated(point_of_day(day), "relative") if day else None


_READERS: tuple[tuple[tuple[str, ...], Callable[[_Relation], Resolved | None]], ...] = (
    (("weekday",), _weekday),
    (("month", "month_or_verb"), _month),
    (("season",), _season),
    (("daypart",), _daypart),
    (("holiday",), _holiday),
    (("weekend",), _weekends),
    (("unit", "year", "century", "quarter"), _unit),
    (("period",), _period),
)
