"""Publication dates as written: ISO days, months and years, timestamps, RFC 2822; the day is never moved by a zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_tz

from onrecord.records import Precision

__all__ = ["MONTHS", "WrittenDate", "read_date"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[T\s].*|Z)?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T\s]?\d{4,6}.*|Z)?", re.DOTALL)
_PRECISIONS: dict[int, Precision] = {10: "day", 7: "month", 4: "year"}


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date that was looked for: ``value`` is ``YYYY[-MM[-DD]]``, or ``None`` where ``wrong`` says why not."""

    value: str | None
    wrong: str | None = None

    @property
    def precision(self) -> Precision:
        """How much of the date is stated."""
        return _PRECISIONS.get(len(self.value or ""), "unknown")


def _checked(year: int, month: int | None, day: int | None) -> WrittenDate:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        parts = [f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part is not None)]
        return WrittenDate(None, f"{'-'.join(parts)} is not in the calendar")
    if month is None:
        return WrittenDate(f"{year:04d}")
    return WrittenDate(f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}")


def _mail_date(written: str) -> tuple[int, int, int] | None:
    """Year, month and day of "Sat, 23 Sep 2023 23:10:00 -0500" or "September 23, 2023"."""
    for text in (written, f"{written} 00:00:00 +0000"):
        try:
            parts = parsedate_tz(text)
        except (ValueError, IndexError, TypeError):  # the library's parser trips over some broken dates
            continue
        if parts is not None and re.search(rf"(?<!\d){parts[0]}(?!\d)", written):
            return parts[0], parts[1], parts[2]
    return None


def read_date(written: str) -> WrittenDate:
    """The date that ``written`` states; a time of day and a zone are left aside, so the day is as written."""
    text = written.strip()
    if match := _ISO.fullmatch(text):
        year, _, month, day = match.groups()
        return _checked(int(year), int(month) if month else None, int(day) if day else None)
    if match := _COMPACT.fullmatch(text):
        return _checked(*(int(part) for part in match.groups()))
    if parts := _mail_date(text[:100]):
        return _checked(*parts)
    return WrittenDate(None, f"{text[:40]!r} is no date of a form we know")
