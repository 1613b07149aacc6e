"""What a program gives to Onrecord: one path where many may stand, a ledger's path as words, wrong verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord

TEXT = "date 2022-03-08\nGhana shipped nine mortars to Togo on Monday, Benin's foreign minister said.\n"


def test_one_path_is_one_input(tmp_path: Path) -> None:
    path = tmp_path / "claim.txt"
    path.write_text(TEXT, encoding="utf-8")
    for given in (path, str(path), [path], [str(path)]):
        assert [report.key for report in onrecord.read_inputs(given)] == ["claim"]
        assert [coded.report.key for coded in onrecord.code_reports(given)] == ["claim"]


def test_a_ledger_is_named_in_words_everywhere_and_takes_no_other_verdicts(tmp_path: Path) -> None:
    path = str(tmp_path / "x.ledger")
    assert onrecord.add_reports(path, [onrecord.read_text(TEXT)]).added == 1
    with onrecord.Ledger(path) as ledger:
        event = next(iter(ledger.transfers()))["event_id"]
    for verdict in ("MAYBE", "wrong"):
        with pytest.raises(onrecord.QueryError, match="there are SAME, DIFFERENT, WRONG"):
            onrecord.judge(path, verdict, event, by="me")  # type: ignore[arg-type]  # as a program may get it wrong
