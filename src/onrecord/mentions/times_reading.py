"""From an expression to what it denotes: one reader for each kind, and readers for the joined kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from onrecord.knowledge.calendar_words import Value
from onrecord.mentions import times_dates as dates
from onrecord.mentions import times_lengths as lengths
from onrecord.mentions import times_relative as relative
from onrecord.mentions import times_shifts as shifts
from onrecord.mentions.times_discourse import Resolved, Setting
from onrecord.mentions.times_grammar import Expression
from onrecord.mentions.times_numbers import count_of, unit_of
from onrecord.mentions.times_points import Point

__all__ = ["KINDS", "Reading", "read"]

Reading = tuple[int, int, Resolved]
_Reader = Callable[[Setting, Expression], Resolved | None]
_SHORT_RANGE = 100


def _clock_text(expression: Expression) -> str | None:
    """The clock of a TIMEX3 value: "20:30" of "8:30 p.m.", "MO" of a morning."""
    fixed = expression.get("oclock")
    if fixed is not None:
        return str(fixed)
    written = expression.get("clock")
    number = expression.get("number", "year4", "cardinal", "day", "short")
    half = expression.get("ampm")
    if half is None and expression.has("daypart"):
        half = 0 if expression.get("daypart") == "MO" else 12
    if written is not None:
        hour, minute = (int(piece) for piece in str(written).split(":"))
    elif isinstance(number, int) and number <= 24 and not expression.has("year4", "number"):
        hour, minute = number, 0
    elif isinstance(number, int) and number <= 2400 and half is None:
        hour, minute = divmod(number, 100)
    elif isinstance(number, float) and half is not None:
        hour, minute = int(number), round(number * 100) % 100
    else:
        return None
    if half is not None:
        hour = hour % 12 + int(half)
    if hour > 24 or minute > 59:
        return None
    zone = "Z" if expression.get("zone") == "Z" else ""
    return f"{hour:02d}:{minute:02d}{zone}"


def read_clock(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*8:30 p.m.*" of the day spoken of in the sentence, else of the report's."""
    clock = _clock_text(expression)
    if clock is None:
        return None
    base = setting.discourse.day_near(setting.sentence)
    if base is None or base.unit != "D":
        return Resolved("TIME", f"XXXX-XX-XXT{clock}", None, "relative")
    return dates.stated(replace(base, clock=clock), "relative")


def read_daypart(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "in the *morning*" of the day spoken of; "a morning" is no time."""
    part = expression.get("daypart")
    if not expression.has("the", "this", "that"):
        return None
    base = setting.discourse.day or setting.discourse.published
    if base is None or base.unit != "D":
        return None
    return dates.stated(replace(base, clock=str(part)), "relative")


def _time_on(setting: Setting, time: Expression, day: Expression) -> Resolved | None:
    resolved = read_one(setting, day)
    clock = _clock_text(time) or time.get("daypart")
    if resolved is None or clock is None:
        return resolved
    if resolved.point is None or resolved.point.unit != "D":
        value = resolved.value if resolved.type == "DATE" and "REF" not in resolved.value else "XXXX-XX-XX"
        return Resolved("TIME", f"{value}T{clock}", resolved.point, resolved.basis)
    return dates.stated(replace(resolved.point, clock=str(clock)), resolved.basis)


def read_time_on_day(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*10 a.m.* Friday", "the *night of* 24 June"."""
    return _time_on(setting, *expression.parts)


def read_day_then_time(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "Friday *night*"."""
    left, right = expression.parts
    return _time_on(setting, right, left)


def read_ago_on_day(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "three years *ago Tuesday*": Tuesday, three years back."""
    ago, day = expression.parts
    resolved, found, count = read_one(setting, day), unit_of(ago), count_of(ago)
    if resolved is None or resolved.point is None or found is None or not isinstance(count, int):
        return resolved
    return _years_apart(resolved.point, found[0], -count)


def _years_apart(point: Point, unit: str, number: int) -> Resolved | None:
    years = {"Y": 1, "DE": 10, "CE": 100}.get(unit)
    if years and point.unit in ("D", "M", "W", "S"):
        return dates.stated(replace(point, year=point.year + number * years), "relative")
    moved = point.shifted("D" if unit in ("W", "D") and point.unit == "D" else unit, number * (7 if unit == "W" else 1))
    return dates.stated(moved, "relative") if moved else None


def read_shift_from_day(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "two days *after Christmas*", "the day *before* Sept. 11", "a week *from Friday*"."""
    shift, day = expression.parts
    resolved, found, count = read_one(setting, day), unit_of(shift), count_of(shift)
    if resolved is None or resolved.point is None or found is None:
        return None
    number: Value = 1 if count is None else count
    if not isinstance(number, int) or found[1]:
        return resolved
    sign = -1 if shift.has("before") else 1
    moved = _years_apart(resolved.point, found[0], sign * number)
    return moved or resolved


def read_day_of_period(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*Friday* of last week", "*September* last year", "the *third quarter* of 2016"."""
    return _within(setting, *expression.parts)


def read_period_s_day(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "this year's *third quarter*"."""
    period, inner = expression.parts
    return _within(setting, inner, period)


def _within(setting: Setting, inner: Expression, period: Expression) -> Resolved | None:
    outer = read_one(setting, period)
    if outer is None and period.kind == "definite-unit":
        outer = _spoken_of(setting, period)
    if outer is None or outer.point is None:
        return outer
    holder = outer.point
    weekday, month = inner.get("weekday"), inner.get("month", "month_or_verb")
    if weekday is not None and holder.unit == "W":
        return _weekday_of(holder, int(weekday))
    if month is not None:
        day = int(inner.get("day", "ordinal") or 0)
        return dates.stated(Point("D" if day else "M", holder.year, int(month), day), outer.basis)
    season, ordinal = inner.get("season"), 2 if inner.has("late", "last") else int(inner.get("ordinal") or 0)
    if season is not None:
        return dates.stated(Point("S", holder.year, part=str(season)), outer.basis)
    if inner.kind == "quarter" and 1 <= ordinal <= 4:
        return dates.stated(Point("Q", holder.year, part=ordinal), outer.basis)
    if inner.kind == "definite-unit" and inner.get("unit") == "W":
        week = holder.widened("W")
        return dates.stated(week, outer.basis) if week else outer
    if inner.kind == "half" and ordinal in (1, 2) and holder.unit == "Y":
        return dates.stated(Point("H", holder.year, part=ordinal), outer.basis)
    return outer


def _weekday_of(week: Point, weekday: int) -> Resolved | None:
    monday = week.start()
    point = dates.nearest_weekday(monday, weekday, "future") if monday else None
    return dates.stated(point, "relative") if point else None


def _spoken_of(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "late in the *year*": the year, month, week or day spoken of."""
    discourse, found = setting.discourse, unit_of(expression)
    anchor = discourse.anchor() if found and found[0] == "D" else discourse.now()
    if found is None or anchor is None or found[1]:
        return None
    base = discourse.day or anchor if found[0] == "D" else anchor
    point = base.widened(found[0])
    return dates.stated(point, "relative") if point else None


def read_part_of(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*early* Monday", "the *end of* 1944", "*late in* the year": the value is that of the whole."""
    _, whole = expression.parts
    if whole.kind == "daypart":
        whole = replace(whole, slots=(("the", 0), *whole.slots))
    return read_one(setting, whole) or (_spoken_of(setting, whole) if whole.kind == "definite-unit" else None)


def read_past(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "in *the past*"; "the past president" is a person."""
    if setting.tag_after(expression).startswith(("NN", "JJ")):
        return None
    return Resolved("DATE", "PAST_REF", None, "relative")


def read_frequent(_setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*daily*", "*annual*"."""
    return Resolved("SET", str(expression.slots[0][1]))


_READERS: Mapping[str, _Reader] = {
    "ago": shifts.read_ago,
    "ago-on-day": read_ago_on_day,
    "bare-units": lengths.read_bare_units,
    "century": dates.read_century,
    "clock": read_clock,
    "date": dates.read_date,
    "day-of-period": read_day_of_period,
    "day-then-time": read_day_then_time,
    "daypart": read_daypart,
    "decade": dates.read_decade,
    "definite-unit": relative.read_definite_unit,
    "deictic": shifts.read_deictic,
    "deictic-night": shifts.read_deictic_night,
    "duration": lengths.read_duration,
    "frequent": read_frequent,
    "from-now": shifts.read_from_now,
    "half": dates.read_half,
    "holiday": dates.read_holiday,
    "iso-date": dates.read_iso_date,
    "month-end": shifts.read_year_end,
    "open-shift": shifts.read_open_shift,
    "ordinal-day": dates.read_ordinal_day,
    "part-of": read_part_of,
    "past": read_past,
    "period-s-day": read_period_s_day,
    "quarter": dates.read_quarter,
    "recent": lengths.read_bare_units,
    "reference": shifts.read_reference,
    "relative": relative.read_relative,
    "season": dates.read_season,
    "set": lengths.read_set,
    "shift": shifts.read_shift,
    "shift-from-day": read_shift_from_day,
    "short-year": dates.read_short_year,
    "slash-date": dates.read_slash_date,
    "span": lengths.read_span,
    "time-on-day": read_time_on_day,
    "week-from-day": read_shift_from_day,
    "weekday": dates.read_weekday,
    "year": dates.read_year,
    "year-ago-period": shifts.read_year_ago_period,
    "year-end": shifts.read_year_end,
    "year-in-words": dates.read_year_in_words,
    "year-of-era": dates.read_year_of_era,
    "year-period": shifts.read_year_period,
}


KINDS = frozenset({*_READERS, "days-then-month", "month-then-days", "year-range", "years-of-era"})


def read_one(setting: Setting, expression: Expression) -> Resolved | None:
    """What the expression denotes, or ``None`` where it is no time after all."""
    reader = _READERS.get(expression.kind)
    return reader(setting, expression) if reader is not None else None


def _numeral_positions(expression: Expression) -> list[int]:
    return [expression.first + i for i, (name, _) in enumerate(expression.slots) if name in ("day", "ordinal")]


def _read_days(setting: Setting, expression: Expression) -> list[Reading]:
    """As in "*12* to *17 September*", "*Sept. 12*-*17*": two days of one month."""
    one, two = _numeral_positions(expression)[:2]
    shared = tuple(slot for slot in expression.slots if slot[0] not in ("day", "ordinal", "weekday"))
    first, second = expression.slots[one - expression.first], expression.slots[two - expression.first]
    readings = []
    month_first = expression.kind == "month-then-days"
    spans = (
        ((expression.first, one + 1), (two, expression.last))
        if month_first
        else ((one, one + 1), (two, expression.last))
    )
    for slot, (start, end) in zip((first, second), spans, strict=True):
        resolved = dates.read_date(setting, replace(expression, slots=(slot, *shared)))
        if resolved is not None:
            readings.append((start, end, resolved))
    return readings


def _read_years(expression: Expression) -> list[Reading]:
    """As in "*1939*-*45*"."""
    places = [i for i, (name, _) in enumerate(expression.slots) if name in ("year4", "short", "day")]
    first = int(expression.slots[places[0]][1])
    second = int(expression.slots[places[1]][1])
    if second < _SHORT_RANGE:
        second += first // _SHORT_RANGE * _SHORT_RANGE
    if second < first:
        return []
    return [
        (expression.first + place, expression.first + place + 1, dates.stated(Point("Y", year)))
        for place, year in zip(places, (first, second), strict=False)
    ]


def _read_years_of_era(expression: Expression) -> list[Reading]:
    """As in "*499*-*493* BC"."""
    before_era = expression.get("era") == -1
    years = [int(value) for name, value in expression.slots if name in ("number", "short", "day", "year4")]
    points = [dates.stated(Point("Y", 1 - year if before_era else year)) for year in years]
    return [
        (expression.first, expression.first + 1, points[0]),
        (expression.first + 2, expression.last, points[1]),
    ]


def read(setting: Setting, expression: Expression) -> list[Reading]:
    """The times of one expression as (first lexeme, last lexeme exclusive, what it denotes); ranges give two."""
    if expression.kind in ("days-then-month", "month-then-days"):
        return _read_days(setting, expression)
    if expression.kind == "years-of-era":
        return _read_years_of_era(expression)
    if expression.kind == "year-range":
        return _read_years(expression)
    resolved = read_one(setting, expression)
    return [(expression.first, expression.last, resolved)] if resolved else []
