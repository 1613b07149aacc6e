"""Times the reading room on a large ledger: how long a page and a filter take.

    gate/room.py [--reports 10000] [--ledger FILE] [--rounds 5]

The ledger is made as gate/growth.py makes its large one, unless FILE is given.  The first paint is that of the pages
without a filter, which the server asks for when it starts; each filter is one nobody has asked before.  Figures are
medians, in wall-clock time and in processor time of all threads, which other work on the machine leaves alone.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from fastapi.testclient import TestClient
from growth import grow_ledger

from onrecord.faces.web.server import make_app

__all__ = ["measure_room"]

_PAINTS = ("/events", "/incidents", "/timeline", "/transfers")
_FILTERS = (
    "/events?q=actor={state}",
    "/events?q=recipient={state}&q=type=ASSAULT",
    "/events?q=text~weapons&q=party!={state}",
    "/events?q=date=20{round:02}-03..20{round:02}-04",
    "/incidents?q=actor={state}",
    "/transfers?q=supplier={state}",
)
_STATES = ("RWA", "MLI", "NER", "TCD", "KEN", "GHA", "SEN", "EGY", "AGO", "BEN")
_AT_MOST = 0.2
_WARM_UP = 15.0  # seconds; the server warms up beside its first answers


def main() -> int:
    """Makes the ledger and times the pages; 0 if the medians are no longer than they may be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.ledger is not None:
        told, is_quick = time_pages(options.ledger, options.rounds)
    else:
        told, is_quick = measure_room(options.reports, options.rounds)
    print(told)
    return 0 if is_quick else 1


def measure_room(reports: int, rounds: int = 5) -> tuple[str, bool]:
    """What the pages take on a ledger of so many reports, told, and whether that is quick enough."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.ledger"
        grow_ledger(path, reports, random.Random(1))
        return time_pages(path, rounds)


def time_pages(path: Path, rounds: int) -> tuple[str, bool]:
    """The same on a ledger that is there."""
    lines, is_quick = [], True
    with TestClient(make_app(path)) as client:
        time.sleep(_WARM_UP)
        events = client.get("/").text.partition("<dt>Events</dt><dd>")[2].partition("<")[0]
        lines.append(f"the reading room on {events} events")
        for name, pages in (("first paint", _PAINTS), ("filter", _FILTERS)):
            walls, works = _times(client, pages, rounds)
            wall, work = statistics.median(walls), statistics.median(works)
            is_quick = is_quick and min(wall, work) <= _AT_MOST
            lines.append(f"{name:12} median {wall * 1000:5.0f} ms, {work * 1000:5.0f} ms of processor time")
    return "\n".join(lines), is_quick


def _times(client: TestClient, pages: Sequence[str], rounds: int) -> tuple[list[float], list[float]]:
    walls, works = [], []
    for number in range(rounds):
        for page in (one.format(state=_STATES[number % len(_STATES)], round=15 + number) for one in pages):
            started, worked = time.perf_counter(), time.process_time()
            client.get(page).raise_for_status()
            walls.append(time.perf_counter() - started)
            works.append(time.process_time() - worked)
    return walls, works


if __name__ == "__main__":
    sys.exit(main())
