"""Days and moments as a person writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from onrecord import QueryError

__all__ = ["moment_of"]


def moment_of(written: str | None) -> datetime | None:
    """The end of a day, or a moment, in UTC without a zone; ``None`` where nothing is written.

    Raises:
        QueryError: it is neither.

    """
    if not written:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", written, re.ASCII):
            return datetime.combine(date.fromisoformat(written), time.max)
        moment = datetime.fromisoformat(written)
        return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise QueryError(f"date {written!r}: no day; write it as 2026-11-01, or a moment of UTC") from error
