"""Kills `add` at random moments and looks at what is left of the ledger.

    gate/kill.py [--kills 200] [--reports 2000] [--seed 1]

Writes invented reports, then adds them in a child process that is killed (SIGKILL) at a random moment, again and
again; after each kill the ledger is opened and every report that was ever seen in it must still be there, once, whole.
At the end one undisturbed `add` must bring it to the very record of a ledger that was never killed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import onrecord
from onrecord import Ledger, Report

_STATES = ("Kenya", "Chad", "Peru", "Nepal", "Oman", "Fiji", "Chile", "Ghana", "Laos", "Malta")
_ACTS = (
    "{0} delivered {2} rifles to {1} on Monday, a government spokesman said.",
    "The foreign ministers of {0} and {1} met for {2} hours and signed an agreement.",
    "{0} accused {1} of shelling {2} villages near the border.",
    "{0} threatened to expel {2} diplomats of {1}.",
    "{1} denied that {0} had sold it {2} missiles.",
)
_FIRST_DAY = date(2030, 1, 1)
_LONGEST_LIFE = 1.5  # seconds until a child is killed: about the time of a batch

# Each asks for rows that must not be there.
_FAULTS = {
    "a report is there twice": "SELECT report_id FROM history.report GROUP BY ALL HAVING count(*) > 1",
    "a report has not one coding": """
        SELECT r.report_id FROM history.report r LEFT JOIN history.coding c ON c.report_id = r.report_id
        AND c.retired_at IS NULL GROUP BY ALL HAVING count(c.coding_id) <> 1""",
    "a report has not one text": """
        SELECT r.report_id FROM history.report r LEFT JOIN history.content t USING (report_id)
        GROUP BY ALL HAVING count(t.report_id) <> 1""",
    "an event is there twice": "SELECT event_id FROM event GROUP BY ALL HAVING count(*) > 1",
    "an event has not one incident": """
        SELECT e.event_id FROM history.event e LEFT JOIN history.incident_link l ON l.event_id = e.event_id
        AND l.until IS NULL GROUP BY ALL HAVING count(l.incident_id) <> 1""",
    "an incident has not one account": """
        SELECT l.incident_id FROM (SELECT DISTINCT incident_id FROM incident_link) l
        LEFT JOIN incident i USING (incident_id) GROUP BY ALL HAVING count(i.tellings) <> 1""",
}


@dataclass
class Count:
    """What the kills did."""

    kills: int = 0
    lost: int = 0
    doubled: int = 0
    unreadable: int = 0


def main() -> int:
    """Runs the kills; 0 if nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    reports = invent(arguments.reports, chance)
    next(iter(onrecord.code_reports(reports[:1])))  # loads the model once, before anything forks
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "killed.ledger"
        count = _kill(path, reports, arguments.kills, chance)
        _add(path, reports)
        whole = Path(folder) / "whole.ledger"
        _add(whole, reports)
        is_same = _record(path) == _record(whole)
    print(f"{count.kills} kills: {count.lost} lost, {count.doubled} faults, {count.unreadable} times unreadable")
    print(f"after the last add the record is {'the same as' if is_same else 'NOT that of'} an undisturbed one")
    return 0 if is_same and not (count.lost or count.doubled or count.unreadable) else 1


def invent(number: int, chance: random.Random) -> list[Report]:
    """Short invented reports, each of three sentences with parties and days of its own."""
    reports = []
    for i in range(number):
        lines = []
        for _ in range(3):
            one, other = chance.sample(_STATES, 2)
            lines.append(chance.choice(_ACTS).format(one, other, chance.randint(2, 90)))
        day = _FIRST_DAY + timedelta(days=chance.randint(0, 700))
        reports.append(onrecord.read_text("\n".join(lines), date=day.isoformat(), key=f"r{i}", publisher=f"p{i % 7}"))
    return reports


def _add(path: Path, reports: Sequence[Report]) -> None:
    process = get_context("fork").Process(target=onrecord.add_reports, args=(path, reports))
    process.start()
    process.join()


def _kill(path: Path, reports: Sequence[Report], kills: int, chance: random.Random) -> Count:
    """Adds and kills; each round starts with reports that are not there yet, so that there is something to lose."""
    count, seen = Count(), set[str]()
    for number in range(kills):
        todo = reports if number % 2 else [r for r in reports if r.id not in seen] or reports
        process = get_context("fork").Process(target=onrecord.add_reports, args=(path, todo))
        process.start()
        time.sleep(chance.uniform(0.0, _LONGEST_LIFE))
        if process.pid is not None and process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
            count.kills += 1
        process.join()
        if path.exists():
            seen |= _look(path, seen, count)
    return count


def _look(path: Path, seen: set[str], count: Count) -> set[str]:
    """The reports that are there; counts what is wrong."""
    try:
        with Ledger(path) as ledger:
            there = {row["report_id"] for row in ledger.sql("SELECT report_id FROM history.report")}
            for fault, query in _FAULTS.items():
                rows = len(ledger.sql(query))
                if rows:
                    count.doubled += rows
                    print(f"after kill {count.kills}: {fault}: {rows}", file=sys.stderr)
    except onrecord.OnrecordError as error:
        count.unreadable += 1
        print(f"after kill {count.kills}: {error}", file=sys.stderr)
        return set()
    count.lost += len(seen - there)
    return there


def _record(path: Path) -> list[tuple[object, ...]]:
    with Ledger(path) as ledger:
        rows = ledger.sql("SELECT key, event_id, incident_id, certainty, quote FROM event ORDER BY ALL")
        return [tuple(row.values()) for row in rows]


if __name__ == "__main__":
    sys.exit(main())
