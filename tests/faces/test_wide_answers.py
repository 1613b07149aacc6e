"""An answer with more columns than a terminal is told a field a line; ids stand on one line, to be copied."""

from __future__ import annotations

from datetime import datetime
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
