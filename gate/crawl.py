"""Reading a crawl: records a second, share of the time spent on main text, and peak memory, over invented pages.

    gate/crawl.py [--pages N]      default 20,000

The crawl is written to a temporary file first; the memory is of a process that does nothing but read it.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from saved_pages import make_pages

__all__ = ["FOREIGN_EVERY", "MOST_MEMORY", "CrawlSpeed", "measure_crawl", "write_crawl"]

MOST_MEMORY = 300  # MiB, whatever the size of the crawl
FOREIGN_EVERY = 50  # one page in so many is in French, so that the language identifier is loaded too
_DIFFERENT_PAGES = 500
_SECOND_LOOK = 0.5  # of the pages: memory must not have grown from here to the end

_FOREIGN = (
    "<html><body><article><h1>Accord sur le grain</h1><p>Le Tchad et le Mali ont signé lundi un accord sur le grain, "
    "le premier entre les deux voisins depuis longtemps, a dit le ministre après les entretiens.</p></article></body>"
).encode()


@dataclass(frozen=True, slots=True)
class CrawlSpeed:
    """What reading took: ``seconds`` of processor time, ``peak`` and ``growth`` in MiB of resident memory."""

    pages: int
    reports: int
    seconds: float
    in_extraction: float
    peak: float
    growth: float

    def __str__(self) -> str:
        rate, share = self.pages / self.seconds, 100 * self.in_extraction / self.seconds
        return (
            f"{self.pages} pages of a crawl, {self.reports} reports: {rate:.0f} records/s, "
            f"{share:.0f} % of the time for main text, "
            f"peak {self.peak:.0f} MiB (at most {MOST_MEMORY}), {self.growth:.0f} MiB more at the end than half-way"
        )


def write_crawl(path: Path, count: int) -> None:
    """A WARC of that many pages, packed record by record as crawls are; texts repeat, addresses do not."""
    pages = [page.html.encode() for page in make_pages(min(count, _DIFFERENT_PAGES), seed=9)]
    pages[FOREIGN_EVERY - 1 :: FOREIGN_EVERY] = [_FOREIGN] * len(pages[FOREIGN_EVERY - 1 :: FOREIGN_EVERY])
    with path.open("wb") as file:
        for number in range(count):
            file.write(gzip.compress(_record(number, pages[number % len(pages)]), 1))


def _record(number: int, page: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
        f"WARC-Target-URI: https://post.example/{number}\r\nWARC-Date: 2021-04-05T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def measure_crawl(count: int) -> CrawlSpeed:
    """Writes a crawl and reads it in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        write_crawl(path, count)
        command = [sys.executable, __file__, "--read", str(path), "--pages", str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    reports, *numbers = done.stdout.split()
    return CrawlSpeed(count, int(reports), *(float(number) for number in numbers))


def _memory(name: Literal["VmRSS", "VmHWM"]) -> float:
    """The MiB this program holds now, or the most it ever held; what its parent held before it began is not counted."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def _read(path: Path, count: int) -> None:
    """Reads the crawl and prints what :class:`CrawlSpeed` holds."""
    from onrecord.reading import html, read_inputs  # noqa: PLC0415  -- only this process may hold it
    from onrecord.records import Report  # noqa: PLC0415

    main_text, extraction = html.main_text, 0.0

    def timed(*arguments: object) -> list[str]:
        nonlocal extraction
        started = time.process_time()
        found = main_text(*arguments)  # type: ignore[arg-type]
        extraction += time.process_time() - started
        return found

    html.main_text = timed  # type: ignore[assignment]
    started, half, reports = time.process_time(), 0.0, 0
    for number, item in enumerate(read_inputs([path])):
        reports += isinstance(item, Report)
        if number == int(_SECOND_LOOK * count):
            half = _memory("VmRSS")
    seconds = time.process_time() - started
    print(reports, seconds, extraction, _memory("VmHWM"), _memory("VmRSS") - half)


def main() -> None:
    """Measures and prints; fails where the memory is over its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        _read(options.read, options.pages)
        return
    speed = measure_crawl(options.pages)
    print(speed)
    if speed.peak > MOST_MEMORY:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
