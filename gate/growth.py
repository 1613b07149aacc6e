"""Adds reports to an empty ledger and to a large one, and compares the time.

    gate/growth.py [--there 100000] [--new 1000] [--seed 1]

The large ledger is made of coded reports whose ids, days and parties were changed at random, so that it holds as many
different incidents as a real one.  ONRECORD_CORPORA gives real news to code; without it the reports are invented.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from kill import invent

import onrecord
from onrecord import Report
from onrecord.ledger.adding import chunks
from onrecord.ledger.copying import find_new_copies
from onrecord.ledger.linking import link_reports
from onrecord.ledger.rows import CodedRows, Row, rows_of
from onrecord.ledger.store import LedgerWriter
from onrecord.records import content_id
from onrecord.resolution import EventSketch, sketch

_BASE = 400  # really coded reports that the large ledger is made from
_BATCH = 250
_DAYS = 3650
_AT_MOST = 1.5
_STATES = (
    "DZA",
    "AGO",
    "BEN",
    "BWA",
    "CMR",
    "TCD",
    "EGY",
    "GAB",
    "GHA",
    "KEN",
    "LBR",
    "MLI",
    "MAR",
    "NER",
    "NGA",
    "RWA",
    "SEN",
)


def main() -> int:
    """Builds, adds, compares; 0 if the large ledger costs no more than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--there", type=int, default=100_000)
    parser.add_argument("--new", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    reports = _reports(arguments.new + _BASE, chance)
    new, base = reports[: arguments.new], reports[arguments.new :]
    with tempfile.TemporaryDirectory() as folder:
        large, empty = Path(folder) / "large.ledger", Path(folder) / "empty.ledger"
        started = time.monotonic()
        _grow(large, [rows_of(coded) for coded in onrecord.code_reports(base)], arguments.there, chance)
        size = large.stat().st_size / 2**20
        print(f"{arguments.there} reports made and linked in {time.monotonic() - started:.0f} s, {size:.0f} MiB")
        took = {path: _add(path, new) for path in (empty, large)}
    ratio = took[large] / took[empty]
    seconds = f"{took[empty]:.1f} s into an empty ledger, {took[large]:.1f} s into the large one"
    print(f"{len(new)} new reports, processor time: {seconds}")
    print(f"ratio {ratio:.2f} (at most {_AT_MOST})")
    return 0 if ratio <= _AT_MOST else 1


def _reports(number: int, chance: random.Random) -> list[Report]:
    corpora = os.environ.get("ONRECORD_CORPORA")
    if corpora is None:
        return invent(number, chance)
    news = onrecord.read_inputs([Path(corpora) / "corpora" / "news.dev.jsonl.gz"])
    return [item for _, item in zip(range(number), news, strict=False) if isinstance(item, Report)]


def grow_ledger(path: Path, number: int, chance: random.Random) -> None:
    """Makes a ledger of ``number`` reports, changed at random from 400 that are really coded."""
    _grow(path, [rows_of(coded) for coded in onrecord.code_reports(_reports(_BASE, chance))], number, chance)


def _grow(path: Path, base: Sequence[CodedRows], number: int, chance: random.Random) -> None:
    with LedgerWriter(path, "grow") as writer:
        for batch in chunks(_changed(base, number, chance), _BATCH):
            with writer.transaction():
                writer.add_reports(batch)
                find_new_copies(writer, batch)
                link_reports(writer, batch)


def _changed(base: Sequence[CodedRows], number: int, chance: random.Random) -> Iterator[CodedRows]:
    for count in range(number):
        rows = base[count % len(base)]
        report = content_id(rows.summary.id, count)
        ids = {row[1]: content_id(report, str(row[1])) for row in rows.tables["event"]}
        incidents = {s.incident: content_id(report, s.incident) for s in rows.sketches}
        day = date(2015, 1, 1) + timedelta(days=chance.randrange(_DAYS))
        states = chance.sample(_STATES, 2)
        changed = [_sketch(s, report, ids[s.id], incidents[s.incident], day, states) for s in rows.sketches]
        new_ids: dict[object, object] = {**ids, rows.summary.id: report}
        tables: dict[str, tuple[Row, ...]] = {
            name: tuple(tuple(new_ids.get(value, value) for value in _plain(row)) for row in table)
            for name, table in rows.tables.items()
        }
        words = " ".join(content_id(report, i) for i in range(60))
        summary = replace(rows.summary, id=report, key=report, published=day.isoformat())
        yield replace(rows, summary=summary, tables=tables, copies=sketch(words), sketches=tuple(changed))


def _plain(row: Iterable[object]) -> list[object]:
    """A row whose lists can be looked up like its other values."""
    return [tuple(value) if isinstance(value, list) else value for value in row]


def _sketch(old: EventSketch, report: str, event: str, incident: str, day: date, states: Sequence[str]) -> EventSketch:
    when = None if old.earliest is None else day.isoformat()
    return replace(
        old,
        id=event,
        report=report,
        incident=incident,
        published=day.isoformat(),
        earliest=when,
        latest=when,
        actors=(states[0],) if old.actors else (),
        recipients=(states[1],) if old.recipients else (),
    )


def _add(path: Path, reports: Sequence[Report]) -> float:
    started = time.process_time()
    onrecord.add_reports(path, reports)
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
