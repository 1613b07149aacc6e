"""Expressions that name a stretch of the calendar: days, months, seasons, quarters, years, decades, centuries."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from onrecord.knowledge.calendar_words import Holiday
from onrecord.mentions.times_discourse import Resolved, Setting, unknown
from onrecord.mentions.times_grammar import Expression
from onrecord.mentions.times_points import Point, easter, plus_days, point_of_day, point_of_text

__all__ = [
    "SEASON_MONTH",
    "holiday_day",
    "nearest_weekday",
    "read_century",
    "read_date",
    "read_decade",
    "read_half",
    "read_holiday",
    "read_iso_date",
    "read_ordinal_day",
    "read_quarter",
    "read_season",
    "read_short_year",
    "read_slash_date",
    "read_weekday",
    "read_year",
    "read_year_in_words",
    "read_year_of_era",
    "stated",
    "year_of",
]

_NEAR_MONTHS = 4
_MONTHS = ("month", "month_or_verb")
_SURNAMES = (3, 5)  # March, May
_GIVEN_NAMES = (1, 4, 5, 6, 8)  # Jan, April, May, June, August
SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 12}


def stated(point: Point, basis: str = "stated") -> Resolved:
    """A date or time that a point stands for."""
    return Resolved("TIME" if point.clock else "DATE", point.value, point, basis)


def _with_era(year: int, expression: Expression) -> int:
    return 1 - year if expression.get("era") == -1 else year


def _stated_year(expression: Expression) -> int | None:
    value = expression.get("year4")
    if value is None and expression.has("era"):
        value = expression.all("number", "short", "day")[-1]
    return None if value is None else _with_era(int(value), expression)


def _year_ahead(setting: Setting, expression: Expression) -> int | None:
    """The year of a neighbour it shares: the 1944 of "24 *August* and 3 September 1944"."""
    other = setting.following
    if other is None or other.kind not in ("date", "days-then-month", "month-then-days", "season"):
        return None
    between = setting.lexemes.codes[expression.last : other.first]
    names = {setting.words.names[code] for code in between}
    return _stated_year(other) if names and names <= {"to", "and", "comma", "the"} and len(between) <= 3 else None


def year_of(setting: Setting, expression: Expression, month: int, day: int = 0) -> int | None:
    """The year of a month or day that states none, from the neighbour, the time spoken of, or the report's date."""
    shared = _year_ahead(setting, expression)
    if shared is not None:
        return shared
    discourse = setting.discourse
    reference = discourse.reference
    if reference is not None and (discourse.narrates or discourse.published is None):
        return _year_after(reference, month)
    if discourse.published is None:
        return None
    way = setting.direction(expression)
    spoken = discourse.section_year
    if spoken is not None and way != "future" and abs(spoken - discourse.published.year) > 1:
        return spoken
    return _year_in_news(discourse.published, month, day, way)


def _year_after(reference: Point, month: int) -> int:
    """In a history time runs on: after November comes the next January."""
    if reference.unit not in ("D", "M"):
        return reference.year
    gap = reference.month - month
    return reference.year + (1 if gap >= 9 else -1 if gap <= -10 else 0)


def _year_in_news(published: Point, month: int, day: int, way: str | None) -> int:
    """The last such month, or the next where the clause looks ahead; the nearer where it does not tell."""
    if published.unit == "Y":
        return published.year
    gap = month - published.month
    if gap == 0 and (day == 0 or published.unit == "M"):
        return published.year
    is_ahead = gap > 0 or (gap == 0 and day > published.day)
    if way is None:
        way = "future" if (gap if is_ahead else gap + 12) <= _NEAR_MONTHS else "past"
    if is_ahead:
        return published.year if way == "future" else published.year - 1
    return published.year + 1 if way == "future" and gap <= -2 else published.year


def read_date(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "Sept. *11*, *2001*", "September", "11 September"."""
    month = expression.get(*_MONTHS)
    if month is None:
        return None
    number = expression.get("day", "ordinal")
    day = 0 if number is None else int(number)
    if day > 31 or (len(expression.slots) == 1 and _is_name(setting, expression)):
        return None
    year = _stated_year(expression)
    basis = "relative" if year is None else "stated"
    if year is None:
        year = _year_by_weekday(setting, expression, int(month), day) or year_of(setting, expression, int(month), day)
    if year is None:
        return unknown(f"XXXX-{int(month):02d}" + (f"-{day:02d}" if day else ""))
    return stated(Point("D" if day else "M", year, int(month), day), basis)


def _is_name(setting: Setting, expression: Expression) -> bool:
    """A month that is a name or a verb: "*April* Glaspie said", "the *March* for Life", "KING *MAY* RESIGN"."""
    before = setting.class_before(expression)
    word = setting.sentence.words[setting.lexemes.tokens[expression.first]]
    if expression.has("month_or_verb") and word.isupper() and before not in ("in", "of", "early", "late", "mid", "to"):
        return True
    if expression.has("month_or_verb") and setting.word_after(expression) in ("for", "of", "on"):
        return before in ("the", "adjective", "frequent", "apostrophe", "other")
    if before == "other" and setting.tag_before(expression) == "NNP" and expression.get(*_MONTHS) in _SURNAMES:
        return True
    if not setting.tag_after(expression).startswith("NNP") or expression.get(*_MONTHS) not in _GIVEN_NAMES:
        return False
    return before not in ("in", "of", "the", "article", "early", "late", "mid", "to", "owner")


def _year_by_weekday(setting: Setting, expression: Expression, month: int, day: int) -> int | None:
    """The year in which the day fell on the weekday given with it, if one of three does: "*Tuesday*, Sept. 11"."""
    weekday = expression.get("weekday")
    now = setting.discourse.now()
    if weekday is None or now is None or not day:
        return None
    for year in (now.year, now.year - 1, now.year + 1):
        found = Point("D", year, month, day).date()
        if found and found.isoweekday() == weekday:
            return year
    return None


def read_iso_date(_setting: Setting, expression: Expression) -> Resolved | None:
    """As in "2001-09-11"."""
    written = expression.get("isodate")
    if written is None:
        month, day = (int(value) for value in expression.all("day"))
        written = f"{expression.get('year4')}-{month:02d}-{day:02d}"
    point = point_of_text(str(written))
    return stated(point) if point else None


def read_slash_date(_setting: Setting, expression: Expression) -> Resolved | None:
    """As in "11/25/2001": month first, unless only day first is possible."""
    first, second, year = (int(piece) for piece in str(expression.get("slashdate")).split("/"))
    if year < 100:
        year += 2000 if year < 50 else 1900
    for month, day in ((first, second), (second, first)):
        point = Point("D", year, month, day)
        if point.date():
            return stated(point)
    return None


def read_year(setting: Setting, expression: Expression) -> Resolved | None:
    """A bare year, unless it counts something ("1,500 troops", "*2000* people")."""
    year = _stated_year(expression)
    if year is None:
        return None
    if len(expression.slots) == 1 and not _is_year_here(setting, expression, year):
        return None
    return stated(Point("Y", year))


def _is_year_here(setting: Setting, expression: Expression, year: int) -> bool:
    if setting.tag_before(expression) == "$" or setting.word_before(expression) in ("no.", "number", "#"):
        return False
    if setting.tag_after(expression) == "NNS" and not 1900 <= year <= 2050:
        return False
    if setting.word_after(expression) in setting.words.lists["counted"]:
        return False
    cued = (
        setting.word_before(expression) in setting.words.lists["bare-years"] or setting.class_before(expression) == "to"
    )
    return cued or 1900 <= year <= 2050 or not expression.first


def read_short_year(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the class of '*68*'": the last such year before the time spoken of has passed."""
    value, anchor = expression.get("short"), setting.discourse.anchor()
    if value is None:
        return None
    limit = anchor.year if anchor else 1999
    return stated(Point("Y", limit - (limit - int(value)) % 100))


def read_year_of_era(_setting: Setting, expression: Expression) -> Resolved | None:
    """As in "490 *BC*"."""
    value = expression.get("day", "short", "number", "year4")
    return stated(Point("Y", _with_era(int(value), expression))) if isinstance(value, int) else None


def read_year_in_words(_setting: Setting, expression: Expression) -> Resolved | None:
    """As in "nineteen *ninety-seven*", "the year *two thousand*"."""
    numbers = [int(value) for value in expression.all("cardinal")]
    if numbers[1] == 1000:
        if not expression.has("the"):
            return None
        return stated(Point("Y", numbers[0] * 1000 + sum(numbers[2:])))
    if not 15 <= numbers[0] <= 20 or not 10 <= numbers[1] <= 90 or (numbers[0] == 20 and numbers[1] < 10):
        return None
    unit = numbers[2] if len(numbers) > 2 and numbers[1] >= 20 and numbers[2] < 10 else 0
    return stated(Point("Y", numbers[0] * 100 + numbers[1] + unit))


def read_decade(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the *1990s*", "the '*80s*", "the *nineties*"."""
    value = expression.get("decade", "decade_name")
    if value is None:
        return None
    year = int(value)
    if year < 100 and expression.get("era") is None:
        if setting.word_before(expression) in ("his", "her", "their", "my", "your", "our"):
            return None
        century = expression.get("cardinal")
        year += 1900 if century is None else int(century) * 100
    year = _with_era(year, expression)
    point = Point("DE", year if year > 0 else year - 9)
    return Resolved("DATE", point.value, point)


def read_century(_setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the *19th* century" is 18, the years 1800 to 1899."""
    number = int(expression.get("ordinal") or 0)
    if not 1 <= number <= 30:
        return None
    if expression.get("era") == -1:
        return Resolved("DATE", f"BC{number - 1:02d}", None)
    return Resolved("DATE", f"{number - 1:02d}", Point("CE", (number - 1) * 100))


def read_season(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the summer of *1944*"; a bare season needs an article or a preposition in front."""
    season = str(expression.get("season"))
    year = _stated_year(expression)
    if year is not None:
        return stated(Point("S", year, part=season))
    if not expression.has("the") and not _is_bare_season(setting, expression):
        return None
    found = year_of(setting, expression, SEASON_MONTH[season])
    if found is None:
        return unknown(f"XXXX-{season}")
    return stated(Point("S", found, part=season), "relative")


def _is_bare_season(setting: Setting, expression: Expression) -> bool:
    """A season without an article: "in *summer*", "the spring and *summer*", not "a *summer* house"."""
    if setting.class_before(expression) in ("in", "early", "late", "mid", "of", "to"):
        return True
    other = setting.following
    is_listed = other is not None and other.kind == "season" and setting.word_after(expression) == "and"
    follows = setting.class_before(expression) == "and" and expression.first > 1
    return is_listed or (follows and setting.words.names[setting.lexemes.codes[expression.first - 2]] == "season")


def read_quarter(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the *third* quarter": of the year stated, else the last begun or, looking ahead, the next."""
    number = int(expression.get("ordinal") or 0)
    if not 1 <= number <= 4:
        return None
    year, basis = _stated_year(expression), "stated"
    if year is None:
        year, basis = _quarter_year(setting, expression, number), "relative"
    if year is None:
        return unknown(f"XXXX-Q{number}")
    if expression.has("ago", "earlier"):
        year -= 1
    return stated(Point("Q", year, part=number), basis)


def _quarter_year(setting: Setting, expression: Expression, number: int) -> int | None:
    now = setting.discourse.now()
    if now is None:
        return None
    if now.unit not in ("D", "M") or 3 * number - 2 <= now.month:
        return now.year
    return now.year if setting.direction(expression) == "future" else now.year - 1


def read_half(_setting: Setting, expression: Expression) -> Resolved | None:
    """As in "the 2016 *first half*"; without a year it may be half of anything."""
    year, number = _stated_year(expression), int(expression.get("ordinal") or 0)
    return stated(Point("H", year, part=number)) if year is not None and number in (1, 2) else None


def read_ordinal_day(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "on the *17th*": a day of the month spoken of; the next word must not be what is counted."""
    number = int(expression.get("ordinal", "day") or 0)
    anchor = setting.discourse.anchor()
    if anchor is None or anchor.unit not in ("D", "M") or not 1 <= number <= 31:
        return None
    if setting.class_before(expression) not in ("on", "to") or not expression.has("ordinal"):
        return None
    if setting.tag_after(expression).startswith(("NN", "JJ", "CD", "VBG", "CC", "IN")):
        return None
    point = Point("D", anchor.year, anchor.month, number)
    return stated(point, "relative") if point.date() else None


def nearest_weekday(day: date, weekday: int, way: str | None) -> Point:
    """The weekday on the day itself, or the last before it, or ("future") the first after it."""
    gap = (day.isoweekday() - weekday) % 7
    if way == "future" and gap:
        gap -= 7
    return point_of_day(plus_days(day, -gap))


def read_weekday(setting: Setting, expression: Expression) -> Resolved | None:
    """A bare weekday: "met *Friday*" is the last one, "will meet *Friday*" the next."""
    weekday = int(expression.get("weekday") or 0)
    discourse = setting.discourse
    base = discourse.day if discourse.narrates and discourse.day else discourse.published
    day = base.date() if base else None
    if day is None:
        return unknown(f"XXXX-WXX-{weekday}")
    return stated(nearest_weekday(day, weekday, setting.direction(expression)), "relative")


def read_holiday(setting: Setting, expression: Expression) -> Resolved | None:
    """As in "*Christmas*", "*Labor Day* 2011", "*9/11*"."""
    holiday = setting.words.holidays[str(expression.get("holiday"))]
    year = holiday.year or _stated_year(expression)
    if year is None:
        year = year_of(setting, expression, holiday.month or 4, holiday.day or 15)
    if year is None:
        return unknown(f"XXXX-{holiday.month:02d}-{holiday.day:02d}" if holiday.month and holiday.day else "XXXX-XX-XX")
    day = holiday_day(holiday, year)
    return stated(point_of_day(day), "relative") if day else None


def holiday_day(holiday: Holiday, year: int) -> date | None:
    """The day a named day falls on in a year; ``None`` outside the years 1 to 9999."""
    if not 1 <= year <= 9999:
        return None
    if holiday.easter is not None:
        return plus_days(easter(year), holiday.easter)
    if holiday.weekday is None:
        return date(year, holiday.month or 1, holiday.day or 1)
    return _nth_weekday(year, holiday)


def _nth_weekday(year: int, holiday: Holiday) -> date:
    month = holiday.month or 1
    if holiday.nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return plus_days(last, -((last.isoweekday() - (holiday.weekday or 1)) % 7))
    first = date(year, month, 1 + holiday.after)
    return plus_days(first, ((holiday.weekday or 1) - first.isoweekday()) % 7 + 7 * (holiday.nth - 1))
