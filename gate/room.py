"""Times the reading room on a large ledger: how long a page and a filter take, cold and warm.

    gate/room.py [--reports 10000] [--ledger FILE] [--rounds 5]

The ledger is made as gate/growth.py makes its large one, unless FILE is given (gate/multiply.py makes one of a million
events).  A cold page is the first that a server just opened is asked for, before it has asked anything beforehand; a
first paint is that of the lists without a filter, which the server asks for when it starts (once each: a page asked for
again is given from memory); each filter is one nobody has asked before, and so are the incident, report, actor and
changes.  Figures are medians, in wall-clock time and in processor time of all threads, which other work on the machine
leaves alone.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from fastapi.testclient import TestClient
from growth import grow_ledger

from onrecord import Ledger
from onrecord.faces.web.server import make_app

__all__ = ["measure_room"]

_PAINTS = ("/events", "/incidents", "/timeline", "/transfers", "/claims", "/sources")
_FILTERS = (
    "/events?q=actor={state}",
    "/events?q=recipient={state}&q=type=ASSAULT",
    "/events?q=text~weapons&q=party!={state}",
    "/events?q=date=20{round:02}-03..20{round:02}-04",
    "/incidents?q=actor={state}",
    "/transfers?q=supplier={state}",
)
_SINGLES: Mapping[str, str] = {
    "claims": "/claims?q=certainty=PS%2B..&q=party={state}",
    "timeline": "/timeline?q=party={state}&q=type!=CONSULT",
    "incident": "/incident/{incident}",
    "report": "/report/{report}",
    "actor": "/actor/{state}",
    "changes": "/changes?since=2020-01-{round:02}",
    "map": "/map?q=actor={state}",
    "graph": "/graph?q=party={state}",
}
_STATES = ("RWA", "USA", "NER", "RUS", "KEN", "SYR", "SEN", "EGY", "AGO", "IRN")
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
    lines = [f"the reading room on {_events(path)} events"]
    cold = [_cold(path, page) for page in _PAINTS]
    _tell(lines, "cold page", cold)
    is_quick = True
    with TestClient(make_app(path)) as client:
        time.sleep(_WARM_UP)
        for name, pages, times in (("first paint", _PAINTS, 1), ("filter", _FILTERS, rounds)):
            is_quick = _tell(lines, name, _times(client, [_filled(pages, n, {}) for n in range(times)])) and is_quick
        ids = [_ids(client, n) for n in range(rounds)]
        for name, page in _SINGLES.items():
            _tell(lines, name, _times(client, [_filled((page,), n, ids[n]) for n in range(rounds)]))
    return "\n".join(lines), is_quick


def _events(path: Path) -> int:
    with Ledger(path) as ledger:
        return int(next(iter(ledger.sql("SELECT count(*) AS events FROM event")))["events"])


def _ids(client: TestClient, number: int) -> Mapping[str, str]:
    """An incident that many reports tell and a report of many old events, another each time."""
    incidents = client.get(f"/api/incidents?limit={number + 1}").json()["rows"]
    events = client.get("/api/events?limit=1000").json()["rows"]
    reports = Counter(row["report_id"] for row in events).most_common()
    return {"incident": incidents[-1]["incident_id"], "report": reports[number % len(reports)][0]}


def _filled(pages: Sequence[str], number: int, ids: Mapping[str, str]) -> list[str]:
    state = _STATES[number % len(_STATES)]
    return [page.format(state=state, round=15 + number, **ids) for page in pages]


def _cold(path: Path, page: str) -> tuple[float, float]:
    """What the first page takes, with the opening of the ledger; a client outside a ``with`` starts no warming up."""
    started, worked = time.perf_counter(), time.process_time()
    TestClient(make_app(path)).get(page).raise_for_status()
    return time.perf_counter() - started, time.process_time() - worked


def _times(client: TestClient, rounds: Sequence[Sequence[str]]) -> list[tuple[float, float]]:
    found = []
    for page in (page for pages in rounds for page in pages):
        started, worked = time.perf_counter(), time.process_time()
        client.get(page).raise_for_status()
        found.append((time.perf_counter() - started, time.process_time() - worked))
    return found


def _tell(lines: list[str], name: str, times: Sequence[tuple[float, float]]) -> bool:
    """Adds a line with the medians; whether they are quick enough."""
    wall, work = (statistics.median(one) for one in zip(*times, strict=True))
    lines.append(f"{name:12} median {wall * 1000:5.0f} ms, {work * 1000:5.0f} ms of processor time")
    return bool(min(wall, work) <= _AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
