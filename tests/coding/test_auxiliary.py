"""The four auxiliary modes; the sentences are those of docs/auxiliary-modes.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import onrecord
from onrecord.document import Event

PAGE = Path(__file__).resolve().parents[2] / "docs" / "auxiliary-modes.md"
ROW = re.compile(r"^\| (?P<text>[^|]+\*[^|]+) \| (?P<modes>[a-z, -]+) \|", re.MULTILINE)
CASES = [(match["text"], match["modes"]) for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))]


def _events(text: str, date: str | None = "2023-09-23") -> dict[str, Event]:
    return {event.trigger.text: event for event in onrecord.code(text, date=date).events}


@pytest.mark.parametrize(("marked", "modes"), CASES, ids=[text for text, _ in CASES])
def test_the_page_says_what_the_program_does(marked: str, modes: str) -> None:
    trigger = re.search(r"\*([^*]+)\*", marked)
    assert trigger is not None
    events = _events(marked.replace("*", ""))
    assert trigger[1] in events, list(events)
    assert list(events[trigger[1]].auxiliary) == ([] if modes == "none" else modes.split(", "))


def test_the_page_shows_each_mode_affirmed_negated_passive_and_quoted() -> None:
    shown = {mode for _, modes in CASES for mode in modes.split(", ")}
    assert shown == {"historical", "future", "hypothetical", "negation", "none"}
    assert len(CASES) > 20


@pytest.mark.parametrize(
    ("published", "is_historical"),
    [("2012-09-23", True), ("2012", True), ("2011-12", False), ("2012-01", True), ("2011", False), (None, False)],
)
def test_more_than_a_year_before_the_first_day_the_report_may_be_of(published: str | None, is_historical: bool) -> None:  # noqa: FBT001
    (event,) = _events("France sold fighter jets to Iraq in 2010.", published).values()
    assert ("historical" in event.auxiliary) is is_historical
