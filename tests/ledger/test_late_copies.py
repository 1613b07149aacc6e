"""A report that comes later and shows that two others are one text."""

from __future__ import annotations

from pathlib import Path

from onrecord import Ledger, Report, add_reports, read_text

LEAD = "Ethiopian troops attacked a rebel camp near Mekelle on Thursday, killing nine fighters, the army said."
HILLS = (
    "The camp lies on a steep hill above the river that flows from the northern highlands.",
    "Villagers who farm the valley below had asked for a better road for many years.",
    "Rain had filled the fords and made the only bridge too slippery for heavy lorries.",
    "A market is held beside the old church on the first morning of every month.",
)
TOWN = (
    "The town is known for its leather workshops and for a museum of early printing.",
    "Its railway station was painted green and yellow when the new line was opened.",
    "Teachers there had spent the whole spring preparing a festival of songs and poems.",
    "Honey from the surrounding gardens is sold in tall jars along the southern avenue.",
)


def _report(key: str, publisher: str, *sentences: str) -> Report:
    return read_text(" ".join((LEAD, *sentences)), date="2031-03-06", publisher=publisher, key=key)


def _accounts(path: Path) -> list[dict[str, object]]:
    with Ledger(path) as ledger:
        return list(
            ledger.sql("SELECT * EXCLUDE (since, until) FROM history.incident WHERE until IS NULL ORDER BY incident_id")
        )


def test_two_reports_become_copies_through_a_third(tmp_path: Path) -> None:
    one, other = _report("one", "Daily Courier", *HILLS), _report("other", "Evening Post", *TOWN)
    both = read_text(" ".join((*HILLS, *TOWN)), date="2031-03-06", publisher="Morning News", key="both")
    add_reports(tmp_path / "late", [one, other])
    assert [account["copies"] for account in _accounts(tmp_path / "late")] == [0]
    add_reports(tmp_path / "late", [both])
    add_reports(tmp_path / "at once", [one, other, both])
    assert [account["copies"] for account in _accounts(tmp_path / "late")] == [1]
    assert _accounts(tmp_path / "late") == _accounts(tmp_path / "at once")


def test_one_more_copy_without_a_telling_leaves_the_accounts_alone(tmp_path: Path) -> None:
    add_reports(tmp_path / "one", [_report("one", "Daily Courier", *HILLS)])
    add_reports(tmp_path / "one", [read_text(" ".join(HILLS), date="2031-03-06", publisher="Evening Post", key="copy")])
    with Ledger(tmp_path / "one") as ledger:
        assert len(ledger.sql("FROM history.copy")) == 1
        assert len(ledger.sql("FROM history.incident WHERE until IS NOT NULL")) == 0
