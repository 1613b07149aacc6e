"""Reports of our own, coded once, and a ledger that holds some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from small import invented

import onrecord
from onrecord import Report
from onrecord.document import CodedReport

_coded: dict[str, CodedReport] = {}


@pytest.fixture
def coded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was coded before is remembered: these tests are about what surrounds the coding."""
    code = onrecord.code_reports

    def remember(reports: Iterable[Report]) -> Iterator[CodedReport]:
        for report in reports:
            if report.key not in _coded:
                _coded[report.key] = next(code([report]))
            yield _coded[report.key]

    monkeypatch.setattr(onrecord, "code_reports", remember)


@pytest.fixture
def ledger(tmp_path: Path, coded_once: None) -> Path:
    """A ledger of twelve reports."""
    path = tmp_path / "small.ledger"
    onrecord.add_reports(path, invented(0, 12))
    return path
