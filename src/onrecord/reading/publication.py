"""The day of publication: every date found, where it was found, and which one is believed how far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.reading.dates import MONTHS, WrittenDate, read_date
from onrecord.records import DateConfidence, DateSource, Precision, Problem

__all__ = ["DateFound", "Publication", "choose_date", "date_in_address"]

_LESS: dict[DateConfidence, DateConfidence] = {"high": "medium", "medium": "low", "low": "low"}
_ORDER = ("high", "medium", "low")
_ZONE_SLACK = 1  # days by which two dates of one moment differ across time zones
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/._-]|$)", re.IGNORECASE)
_COMPACT_IN_PATH = re.compile(r"(?<=[/_-])((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?=[/._-]|$)")


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date as written, the kind of place it stood in, how far such a place is to be believed, and its name."""

    written: str
    source: DateSource
    confidence: DateConfidence
    what: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The date that was chosen; ``value`` is ``YYYY[-MM[-DD]]`` or ``None``."""

    value: str | None = None
    precision: Precision = "unknown"
    source: DateSource | None = None
    confidence: DateConfidence | None = None


def date_in_address(address: str | None) -> DateFound | None:
    """The date in the path of an address: "/*2021/04/05*/talks", "/*2021/apr/05*/talks", "/talks-*20210405*"."""
    path = re.sub(r"^[a-z+]+://[^/]*|[?#].*", "", address or "", flags=re.IGNORECASE | re.DOTALL)
    match = _IN_PATH.search(path) or _COMPACT_IN_PATH.search(path)
    if match is None:
        return None
    year, month, day = match.groups()
    if month.isalpha():
        if month.lower() not in MONTHS:
            return None
        month = str(MONTHS.index(month.lower()) + 1)
    written = f"{year}-{int(month):02d}-{int(day):02d}"
    if read_date(written).value is None:
        return None
    return DateFound(written, "url", "medium", "the address")


def _bad_date(found: DateFound, read: WrittenDate, place: str) -> Problem:
    code = "impossible-date" if read.wrong and "calendar" in read.wrong else "unreadable-date"
    where = "" if found.what in ("date", "field date") else f" in {found.what}"
    message = (
        f"{place}: date {found.written[:60]!r}{where}: {read.wrong}; left out; write it as YYYY-MM-DD, YYYY-MM or YYYY"
    )
    return Problem(code, "warning", message)


def _agree(one: str, other: str, *, slack: int) -> bool:
    """Whether two dates can be the same day: one is part of the other, or they lie ``slack`` days apart at most."""
    if one.startswith(other) or other.startswith(one):
        return True
    if len(one) != 10 or len(other) != 10:
        return False
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= slack


def choose_date(
    found: Sequence[DateFound], *, default: str | None, place: str
) -> tuple[Publication, tuple[Problem, ...]]:
    """The most trusted usable date; unusable ones and disagreement become problems.

    Dates of one confidence come in the order given.  ``default`` is the caller's word for inputs that state none:
    it comes before dates of low confidence.  Where a date of the same or the next confidence disagrees by more
    than a time zone, the choice is kept and believed less.
    """
    problems: list[Problem] = []
    usable: list[tuple[str, DateFound]] = []
    for candidate in sorted(found, key=lambda one: _ORDER.index(one.confidence)):
        read = read_date(candidate.written)
        if read.value is not None:
            usable.append((read.value, candidate))
        elif candidate.confidence != "low":
            problems.append(_bad_date(candidate, read, place))
    firm = [pair for pair in usable if pair[1].confidence != "low"]
    if not firm and default:
        value = read_date(default).value
        usable.insert(0, (str(value), DateFound(default, "given", "medium", "the call")))
        firm = usable[:1]
    if not usable:
        return Publication(), tuple(problems)
    value, best = usable[0]
    rivals = [pair for pair in firm if not _same(best, value, *pair)]
    confidence = best.confidence
    if rivals:
        confidence = _LESS[confidence]
        problems.append(_disagreement(value, best, rivals, place))
    value = _finer(value, usable)
    return Publication(value, WrittenDate(value).precision, best.source, confidence), tuple(problems)


def _same(best: DateFound, value: str, other: str, candidate: DateFound) -> bool:
    """Header lines and fields are somebody's word, so they must agree to the day; elsewhere a zone may part them."""
    is_by_hand = {best.source, candidate.source} <= {"field", "header"}
    return _agree(value, other, slack=0 if is_by_hand else _ZONE_SLACK)


def _finer(value: str, usable: list[tuple[str, DateFound]]) -> str:
    """A month or year is made a day where another date found lies in it: field "2021-04", address "/2021/04/05/"."""
    return next((other for other, _ in usable if len(other) > len(value) and other.startswith(value)), value)


def _disagreement(value: str, best: DateFound, rivals: list[tuple[str, DateFound]], place: str) -> Problem:
    others = ", ".join(dict.fromkeys(f"{other} in {candidate.what}" for other, candidate in rivals))
    message = f"{place}: several dates ({value} in {best.what}, {others}); {value} was used; leave one"
    return Problem("several-dates", "warning", message)
