"""Two hundred readers of the reading room while somebody adds: how long an answer takes.

    gate/load.py [--readers 200] [--seconds 60] [--think 10] [--reports 300] [--ledger FILE]

Starts `onrecord serve` on a ledger of invented reports (or on a copy of FILE).  Each reader has a connection of its
own, asks for a page or an answer of the API, reads it for ``--think`` seconds (a random time of that mean), and asks
for the next; meanwhile one `onrecord add` codes and adds further reports as fast as it can.  The readers, the server
and the writer share the machine.  An answer counts from the request to the last byte; 99 of 100 may take at most a
second, and none may fail.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from kill import invent

import onrecord

_AT_MOST = 1.0
_PAUSE = 1.0  # seconds between the loads of twenty reports that the writer is fed
_PATHS = (
    *("/", "/events", "/incidents", "/timeline", "/transfers", "/map", "/graph", "/report/{key}"),
    *("/events?q=actor={state}", "/incidents?q=recipient={state}", "/transfers?q=supplier={state}", "/actor/{state}"),
    *("/api/events?limit=50&q=actor={state}", "/api/incidents?limit=20", "/api/transfers?q=recipient={state}"),
    *("/api/report/{key}", "/api/timeline?limit=50&q=date=2030-0{month}..", "/static/style.css"),
)
_STATES = ("KEN", "TCD", "PER", "NPL", "OMN", "FJI", "CHL", "GHA", "LAO", "MLT")


@dataclass
class Found:
    """How long the answers took, in seconds, and what failed."""

    times: list[float] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    added: int = 0


def main() -> int:
    """Measures; 0 if 99 of 100 answers are quick enough and none failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--think", type=float, default=10.0)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--ledger", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "load.ledger"
        if options.ledger is not None:
            shutil.copyfile(options.ledger, path)
        else:
            onrecord.add_reports(path, invent(options.reports, random.Random(1)))
        found = _measure(path, options)
    return _tell(found, options)


def _measure(path: Path, options: argparse.Namespace) -> Found:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    onrecord_command = [sys.executable, "-m", "onrecord.faces.cli"]
    server = subprocess.Popen(
        [*onrecord_command, "serve", "--ledger", str(path), "--port", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        return asyncio.run(_read_and_add(f"http://127.0.0.1:{port}", path, options, onrecord_command))
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(url: str) -> None:
    for _ in range(600):
        try:
            httpx.get(url, timeout=20)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


async def _read_and_add(url: str, path: Path, options: argparse.Namespace, command: Sequence[str]) -> Found:
    found, ends = Found(), time.monotonic() + options.seconds
    limits = httpx.Limits(max_connections=options.readers, max_keepalive_connections=options.readers)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits, trust_env=False) as client:
        readers = [_reader(client, number, ends, options.think, found) for number in range(options.readers)]
        await asyncio.gather(_writer(path, ends, command, found), *readers)
    return found


async def _reader(client: httpx.AsyncClient, number: int, ends: float, think: float, found: Found) -> None:
    """One reader: comes at a moment of its own, then asks and reads in turn."""
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, think))
    while time.monotonic() < ends:
        asked = chance.choice(_PATHS).format(
            state=chance.choice(_STATES), key=f"r{chance.randrange(100)}", month=chance.randint(1, 9)
        )
        started = time.perf_counter()
        try:
            answer = await client.get(asked)
        except httpx.HTTPError as error:
            found.failures[type(error).__name__] += 1
        else:
            took = time.perf_counter() - started
            found.times.append(took)
            found.slowest = sorted([*found.slowest, (took, asked)])[-5:]
            if answer.status_code != httpx.codes.OK:
                found.failures[f"{answer.status_code} {asked}"] += 1
        await asyncio.sleep(chance.expovariate(1 / think))


async def _writer(path: Path, ends: float, command: Sequence[str], found: Found) -> None:
    """One `add` that is fed reports until the readers stop; it publishes each minute and at its end."""
    chance = random.Random(2)
    process = await asyncio.create_subprocess_exec(
        *command, "add", "-", "--ledger", str(path), "--quiet", stdin=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    while time.monotonic() < ends:
        for report in invent(20, chance):
            row = {"id": f"new{found.added}", "text": report.text, "date": report.published}
            process.stdin.write(json.dumps(row).encode() + b"\n")
            found.added += 1
        await process.stdin.drain()
        await asyncio.sleep(_PAUSE)
    process.stdin.close()
    await process.wait()
    if process.returncode:
        found.failures[f"add ended with {process.returncode}"] += 1


def _tell(found: Found, options: argparse.Namespace) -> int:
    times = sorted(found.times)
    if len(times) < 100:
        print(f"only {len(times)} answers: nothing can be said; failures: {dict(found.failures)}")
        return 1
    cuts = statistics.quantiles(times, n=100)
    rate = len(times) / options.seconds
    print(
        f"{options.readers} readers, a request each {options.think:g} s and the answer's time: {len(times)} answers,"
        f" {rate:.0f} a second, while {found.added} reports were added"
    )
    print(f"median {cuts[49] * 1000:.0f} ms, p90 {cuts[89] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms,", end=" ")
    print(f"slowest {times[-1] * 1000:.0f} ms (p99 at most {_AT_MOST * 1000:.0f} ms)")
    print("slowest:", ", ".join(f"{asked} {took * 1000:.0f} ms" for took, asked in reversed(found.slowest)))
    if found.failures:
        print("failed:", dict(found.failures.most_common(10)))
    return 0 if cuts[98] <= _AT_MOST and not found.failures else 1


if __name__ == "__main__":
    sys.exit(main())
