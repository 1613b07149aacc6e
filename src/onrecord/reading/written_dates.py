"""A publication date as a page or a file prints it: "4 May 2011", "May 4, 2011 at 3 p.m.", "04.05.2011"."""

from __future__ import annotations

import re

from onrecord.reading.dates import MONTHS, read_date

__all__ = ["date_in_words", "stamp_at_head", "stamp_in"]

_NAME = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = (
    re.compile(rf"(?<![\d.]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"\b{_DAY}\.?[\s-](?:of\s+)?{_NAME},?[\s-]{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_NAME}\s+{_DAY},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"(?<![\d/]){_YEAR}[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})(?![\d/])"),
    re.compile(rf"(?<![\d.])(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}(?!\d)"),
)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\d/])")
_STAMP = re.compile(
    r"(?:by\s[^\d|\u2022\u00b7]{3,80}[|\u2022\u00b7,-]\s*)?"
    r"(?:(?:first\s+)?(?:published|posted|filed|issued|released|date|created|pub(?:lication)? date)"
    r"(?:\s+on|\s+at)?\s*:?\s*)?"
    r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\.?,?\s+)?",
    re.IGNORECASE,
)
_REST = re.compile(
    r"[\s,|@\u2022\u00b7-]*(?:at\s+)?"
    r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,5}\)?)?|\d{1,2}\s*[ap]\.?m\.?)?[\s.|]*"
    r"(?:[|\u2022\u00b7(,;/-]?\s*(?:last )?(?:updated|modified|edited)\b.*|[|\u2022\u00b7]\s*[A-Za-z][\w &'-]{2,30})?",
    re.IGNORECASE,
)
_LINES_LOOKED_AT = 6
_LONGEST_STAMP = 90


def date_in_words(text: str) -> str | None:
    """The first date printed in a short text as ``YYYY-MM-DD``, or ``None``.

    "04/05/2011" is left open unless one number can only be a day: which stands first depends on the country.
    """
    found = [(match.start(), value) for form in _FORMS if (match := form.search(text)) and (value := _value(match))]
    if match := _SLASHED.search(text):
        one, two, year = (int(part) for part in match.groups())
        month, day = (two, one) if one > 12 else (one, two) if two > 12 or one == two else (0, 0)
        if month and (value := _checked(year, month, day)):
            found.append((match.start(), value))
    return min(found)[1] if found else None


def _value(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = MONTHS.index(parts["name"][:3].lower()) + 1 if parts.get("name") else int(parts["month"])
    return _checked(int(parts["year"]), month, int(parts["day"]))


def _checked(year: int, month: int, day: int) -> str | None:
    return read_date(f"{year:04d}-{month:02d}-{day:02d}").value


def stamp_in(line: str) -> str | None:
    """The date of a line that says nothing else but a byline: "*By Anna Okoro, Lai | 4 May 2011*"."""
    lead = _STAMP.match(line)
    rest = line[lead.end() :] if lead else line
    for form in _FORMS:
        match = form.match(rest)
        if match and (value := _value(match)) and _REST.fullmatch(rest, match.end()):
            return value
    return None


def stamp_at_head(text: str) -> str | None:
    """The date of a line near the start that says nothing else: "*Published: 4 May 2011, 10:15 GMT*"."""
    lines = [line.strip() for line in text[:4_000].split("\n") if line.strip()][:_LINES_LOOKED_AT]
    return next((stamp for line in lines if len(line) <= _LONGEST_STAMP and (stamp := stamp_in(line))), None)
