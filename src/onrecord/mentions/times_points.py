"""Calendar arithmetic on dates that may be coarse: a day, a week, a quarter, a decade; years before our era too."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace

__all__ = ["Point", "easter", "plus_days", "point_of_day", "point_of_text", "week_of"]

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_UNIT_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "HC": 600, "HD": 60, "ML": 12000}


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar: ``unit`` is D, W, WE, M, Q, H, S (season), Y, DE or CE.

    ``year`` is astronomical: 0 is 1 BC, -1 is 2 BC.  ``part`` is the quarter, half or ISO week number, or the season;
    ``clock`` is what a TIMEX3 value has after its T ("10:30", "MO").
    ``vague`` marks a unit known to be finer than the stretch that is known ("1915-XX-XX").
    """

    unit: str
    year: int
    month: int = 0
    day: int = 0
    part: int | str = 0
    clock: str = ""
    vague: str = ""

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        year = f"{self.year:04d}" if self.year > 0 else f"BC{1 - self.year:04d}"
        if self.unit == "DE":
            return year[:-1]
        if self.unit == "CE":
            return year[:-2]
        if self.unit == "Y":
            return year + self.vague
        if self.unit in ("W", "WE"):
            return f"{year}-W{self.part:02d}" + ("-WE" if self.unit == "WE" else "")
        if self.unit in ("Q", "H"):
            return f"{year}-{self.unit}{self.part}"
        if self.unit == "S":
            return f"{year}-{self.part}"
        if self.unit == "M":
            return f"{year}-{self.month:02d}" + self.vague
        text = f"{year}-{self.month:02d}-{self.day:02d}"
        return f"{text}T{self.clock}" if self.clock else text

    def months(self) -> tuple[int, int]:
        """First and last month as a running number (year * 12 + month - 1) of a stretch of months."""
        base = self.year * 12
        if self.unit in ("D", "M"):
            return base + self.month - 1, base + self.month - 1
        if self.unit == "Q":
            return base + 3 * int(self.part) - 3, base + 3 * int(self.part) - 1
        if self.unit == "H":
            return base + 6 * int(self.part) - 6, base + 6 * int(self.part) - 1
        if self.unit == "S":
            first, last = _SEASON_MONTHS[str(self.part)]
            return base + first - 1, base + last - 1
        if self.unit in ("W", "WE"):
            day = _monday(self)
            month = day.year * 12 + day.month - 1 if day else base
            return month, month
        years = {"Y": 1, "DE": 10, "CE": 100}[self.unit]
        return base, base + 12 * years - 1

    def bounds(self) -> tuple[str, str] | None:
        """First and last day as ISO text, both inclusive; ``None`` outside the years 1 to 9999.

        A week is Monday to Saturday: the days that the ISO week and the American week share.
        """
        if self.unit == "D":
            day = self.date()
            return (day.isoformat(), day.isoformat()) if day else None
        if self.unit in ("W", "WE"):
            monday = _monday(self)
            if monday is None:
                return None
            first, last = (5, 6) if self.unit == "WE" else (0, 5)
            return plus_days(monday, first).isoformat(), plus_days(monday, last).isoformat()
        first_month, last_month = self.months()
        if first_month < 12 or last_month >= 120_000:
            return None
        year, month = divmod(last_month, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return f"{first_month // 12:04d}-{first_month % 12 + 1:02d}-01", f"{year:04d}-{month + 1:02d}-{last:02d}"

    def date(self) -> datetime.date | None:
        """The day as a ``date``; ``None`` for coarser points, impossible days and years out of range."""
        try:
            return datetime.date(self.year, self.month, self.day) if self.unit == "D" else None
        except ValueError:
            return None

    def start(self) -> datetime.date | None:
        """The first day, as a ``date``."""
        limits = self.bounds()
        return datetime.date.fromisoformat(limits[0]) if limits else None

    def widened(self, unit: str) -> Point | None:
        """The stretch of ``unit`` that holds this one; ``None`` where this one is coarser."""
        if unit == self.unit:
            return replace(self, clock="", vague="")
        if unit == "D":
            return None
        if unit in ("W", "WE"):
            day = self.date()
            return week_of(day, unit) if day else None
        if unit == "M":
            return _month_point(self.months()[0]) if self.unit in ("D", "W", "WE") else None
        if unit == "Q":
            first = self.months()[0]
            return Point("Q", first // 12, part=first % 12 // 3 + 1) if self.unit in ("D", "M", "W", "WE") else None
        return _widened_to_years(self, unit)

    def shifted(self, unit: str, number: int) -> Point | None:
        """The stretch of ``unit`` that lies ``number`` units away; ``None`` where this one is too coarse to say."""
        if unit == "F":
            unit, number = "W", 2 * number
        if unit in ("D", "W", "WE"):
            day = (
                self.date() if self.unit == "D" else _monday(self) if self.unit in ("W", "WE") and unit != "D" else None
            )
            return _shifted_days(day, unit, number)
        holder = self.widened(unit if unit in ("M", "Q", "DE", "CE") else "Y")
        if holder is None:
            return None
        months = holder.months()[0] + number * _UNIT_MONTHS[unit]
        if unit == "M":
            return _month_point(months)
        if unit == "Q":
            return Point("Q", months // 12, part=months % 12 // 3 + 1)
        return Point(holder.unit, months // 12)


def _widened_to_years(point: Point, unit: str) -> Point | None:
    size = {"Y": 1, "DE": 10, "CE": 100}
    if unit not in size or size.get(point.unit, 0) > size[unit]:
        return None
    return Point(unit, point.year // size[unit] * size[unit])


def _shifted_days(day: datetime.date | None, unit: str, number: int) -> Point | None:
    if day is None:
        return None
    moved = plus_days(day, number * (1 if unit == "D" else 7))
    return point_of_day(moved) if unit == "D" else week_of(moved, unit)


def _month_point(months: int) -> Point:
    return Point("M", months // 12, months % 12 + 1)


def week_of(day: datetime.date, unit: str) -> Point:
    """The ISO week of a day; a Sunday opens the week after, so "last week" on a Sunday is the week just over."""
    if unit == "W" and day.isoweekday() == 7:
        day = plus_days(day, 1)
    year, week, _ = day.isocalendar()
    return Point(unit, year, part=week)


def _monday(point: Point) -> datetime.date | None:
    try:
        return datetime.date.fromisocalendar(point.year, int(point.part), 1)
    except ValueError:
        return None


def plus_days(day: datetime.date, days: int) -> datetime.date:
    """The day ``days`` later (or earlier, if negative), kept inside the years 1 to 9999."""
    number = min(max(day.toordinal() + days, 1), datetime.date.max.toordinal())
    return datetime.date.fromordinal(number)


def point_of_day(day: datetime.date) -> Point:
    """A day as a point."""
    return Point("D", day.year, day.month, day.day)


def point_of_text(text: str | None) -> Point | None:
    """The point of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, a clock behind it left out; ``None`` of anything else."""
    try:
        numbers = [int(piece) for piece in (text or "")[:10].split("-")]
    except ValueError:
        return None
    if len(numbers) == 1:
        return Point("Y", numbers[0])
    if len(numbers) == 2:
        return Point("M", numbers[0], numbers[1])
    point = Point("D", numbers[0], numbers[1], numbers[2])
    return point if point.date() else None


def easter(year: int) -> datetime.date:
    """Western Easter Sunday (anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741  -- the letters of the published algorithm
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)
