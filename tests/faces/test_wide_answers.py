"""An answer with more columns than a terminal is told a field a line; ids stand on one line, to be copied."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from onrecord.faces.tables import print_rows

ID = "0123456789abcdef"


def _print(rows: list[dict[str, Any]], question: str = "sql", width: int = 100) -> str:
    return print_rows(rows, question=question, width=width, is_coloured=False)


def test_many_columns_are_a_field_a_line() -> None:
    row = {f"column_{number}": f"value {number}" for number in range(40)}
    told = _print([row, row]).splitlines()
    assert told[:2] == ["column_0    value 0", "column_1    value 1"]
    assert (len(told), told[40]) == (81, "")


def test_ids_are_never_broken() -> None:
    row = {
        "judgement_id": ID,
        "verdict": "SAME",
        "event_id": ID,
        "other_id": ID,
        "by_whom": "the desk",
        "why": "a word with the ministry's press office on the telephone",
        "made_at": datetime(2031, 4, 5, 6, 7, 8),
    }
    for width in (60, 80, 100, 120):
        assert _print([row], width=width).count(ID) == 3, width


def test_few_columns_stay_a_table_and_heads_are_whole() -> None:
    told = _print([{"mention_start": 3, "event_id": ID, "message": "words " * 40}])
    assert told.splitlines()[0].split() == ["mention_start", "event_id", "message"]
    assert told.count(ID) == 1


@pytest.mark.parametrize("width", [40, 80, 100])
def test_sources_stay_a_table_on_a_narrow_terminal(width: int) -> None:
    row = {"holder_kind": "named", "holder": "GHA:GOV", "claims": 3, "reports": 2, "publishers": 1, "certain": 3}
    assert "─" in _print([row] * 2, question="sources", width=width)


@pytest.mark.parametrize(
    ("precision", "told"),
    [
        ("day", "2022-02-01  GHA"),
        ("month", "2022-02  GHA"),
        ("year", "2022  GHA"),
        ("decade", "2020s  GHA"),
        ("week", "2022-02-01 (week)  GHA"),
        (None, "2022-02-01  GHA"),
    ],
)
def test_a_day_is_as_precise_as_the_report_tells_it(precision: str | None, told: str) -> None:
    row = {"day": date(2022, 2, 1), "date_precision": precision, "actors": ["GHA"], "recipients": [], "type": "AID"}
    more = {"mode": None, "certainty": "CT+", "status": "occurred", "quote": "in February", "key": "k"}
    assert _print([{**row, **more}], question="timeline").startswith(told)
