"""The ledger of invented reports that the tests of asking ask."""

from __future__ import annotations

from pathlib import Path

import onrecord

REPORTS = Path(__file__).parent / "reports"


def build(path: Path) -> Path:
    """Adds the first reports, then the later ones: a correction and a follow-up."""
    for name in ("first.jsonl", "later.jsonl"):
        done = onrecord.add_reports(path, onrecord.read_inputs([REPORTS / name]))
        assert done.failed == done.unreadable == 0
    return path
