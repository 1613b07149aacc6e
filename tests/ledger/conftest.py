"""A few invented reports, coded once for all tests of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from asked import build
from invented import TEXTS, report

import onrecord
from onrecord import Report, Unreadable
from onrecord.document import CodedReport


@pytest.fixture(scope="session")
def _records() -> dict[str, CodedReport]:
    return {}


@pytest.fixture
def coded_once(monkeypatch: pytest.MonkeyPatch, _records: dict[str, CodedReport]) -> None:
    """The coder, with what it coded before remembered: tests here are about keeping, not about coding."""
    code = onrecord.code_reports

    def remember(inputs: Iterable[str | Path | Report | Unreadable]) -> Iterator[CodedReport]:
        for item in inputs:
            assert isinstance(item, Report)
            known = f"{item.id} {item.key} {item.publisher}"
            if known not in _records:
                _records[known] = next(code([item]))
            yield _records[known]

    monkeypatch.setattr(onrecord, "code_reports", remember)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a new ledger may be made."""
    return tmp_path / "test.ledger"


@pytest.fixture
def reports() -> Callable[..., list[Report]]:
    """The reports of these keys, all of them if none are named."""
    return lambda *keys: [report(key) for key in keys or TEXTS]


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the reports in ``reports/``, made once; it is for asking only."""
    return build(tmp_path_factory.mktemp("asked") / "onrecord.ledger")


@pytest.fixture
def ledger(asked: Path) -> Iterator[onrecord.Ledger]:
    """That ledger, open."""
    with onrecord.Ledger(asked) as opened:
        yield opened
