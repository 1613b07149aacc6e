"""The invented reports that tests of the ledger add."""

from __future__ import annotations

import onrecord
from onrecord import Report

TEXTS = {
    "deal": (
        "2031-03-04",
        "Daily Courier",
        """Belarus delivered twelve howitzers to Sudan on Monday, a Kenyan government spokesman said.
Sudan denied on Tuesday that it had received howitzers from Belarus.""",
    ),
    "talks": (
        "2031-03-05",
        "Evening Post",
        "The foreign ministers of Kenya and Ethiopia met in Nairobi on Wednesday and signed a border agreement.",
    ),
    "raid": (
        "2031-03-06",
        "Evening Post",
        "Ethiopian troops attacked a rebel camp near Mekelle on Thursday, killing nine fighters, the army said.",
    ),
    "plea": (
        "2031-03-07",
        "Daily Courier",
        "France urged Kenya not to sell missiles to Sudan.",
    ),
}


def report(key: str, text: str | None = None, *, publisher: str | None = None) -> Report:
    """One of the texts, or a changed one under its key."""
    date, usual, original = TEXTS[key]
    return onrecord.read_text(text or original, date=date, publisher=publisher or usual, key=key)
