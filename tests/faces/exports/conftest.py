"""A ledger of invented reports, hostile ones among them, and a way to export it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.faces.exports import write_export

REPORTS = Path(__file__).parents[3] / "examples" / "first-hour" / "reports.jsonl"

# What a report may bring along: markup, formulas, tabs, characters that XML forbids, characters of two UTF-16 units.
HOSTILE = {
    "id": "hostile",
    "date": "2024-03-05",
    "publisher": '=HYPERLINK("x")',
    "url": "javascript:alert(1)",
    "title": '<script>alert("title")</script>]]>',
    "text": (
        "Chad\U0001f680 said\ton Monday that <script>alert(1)</script> Sudan had delivered 40 howitzers to Libya.\n\n"
        'Rebels attacked an army base near Gao on Monday, Mali\'s army said. "\x0b=1+1" onload=alert(2).'
    ),
}

Export = Callable[..., tuple[Path, dict[str, Any]]]


@pytest.fixture(scope="session")
def exported_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "onrecord.ledger"
    hostile = path.with_name("hostile.jsonl")
    hostile.write_text(json.dumps(HOSTILE), encoding="utf-8")
    readable = [r for r in onrecord.read_inputs([REPORTS, hostile]) if isinstance(r, onrecord.Report)]
    reports = [replace(r, url=HOSTILE["url"]) if r.key == "hostile" else r for r in readable]
    done = onrecord.add_reports(path, reports)
    assert done.failed == done.unreadable == 0
    return path


@pytest.fixture
def export(exported_ledger: Path, tmp_path: Path) -> Export:
    """Writes one format and gives the file and its manifest."""

    def run(name: str, *terms: str, question: str | None = None) -> tuple[Path, dict[str, Any]]:
        output = tmp_path / f"{name}.out"
        with onrecord.Ledger(exported_ledger) as ledger:
            manifest = write_export(ledger, name, terms, output=output, question=question)
        return output, manifest

    return run


@pytest.fixture
def texts(exported_ledger: Path) -> dict[str, str]:
    """The text of each report by its id."""
    with onrecord.Ledger(exported_ledger) as ledger:
        rows = ledger.sql("SELECT report_id FROM report")
        return {row["report_id"]: str(ledger.report(row["report_id"])["text"]) for row in rows}
