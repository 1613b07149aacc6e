"""What is a sum of money, and what only looks like one."""

from __future__ import annotations

import pytest

from onrecord.transfers.values import find_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tanks worth 5 million pounds", "5 million pounds"),
        ("a loan of 10 million dollars of aid", "10 million dollars"),
        ("jets for 120 million won", "120 million won"),
        ("after three won seats", None),
        ("seized 500 pounds of explosives", None),
    ],
)
def test_sums_of_money(text: str, value: str | None) -> None:
    assert find_value(text) == value
