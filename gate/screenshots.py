"""Takes the pictures of docs/reading-room.md in a browser without a window.

    gate/screenshots.py [--chromium /usr/bin/chromium]

The ledger is made of the invented reports of the tests; the pictures are written to docs/images/ in 128
colours.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from rooms import served_room

import onrecord
from onrecord import Ledger

_ROOT = Path(__file__).parents[1]
_REPORTS = _ROOT / "tests" / "ledger" / "reports"
_TARGET = _ROOT / "docs" / "images"
_WIDE = {"width": 1100, "height": 760}
_PHONE = {"width": 390, "height": 760}


def main() -> int:
    """Makes the ledger, serves it and takes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chromium", type=Path, default=Path("/usr/bin/chromium"))
    chromium = parser.parse_args().chromium
    if not chromium.exists():
        print(f"no browser: {chromium} is not there; install chromium, or name it with --chromium")
        return 1
    _TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "room.ledger"
        for name in ("first.jsonl", "later.jsonl"):
            onrecord.add_reports(path, onrecord.read_inputs([_REPORTS / name]))
        with served_room(path) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
            _take_all(browser, address, _pages(path))
    return 0


def _pages(path: Path) -> dict[str, str]:
    """The addresses of the pictures, by name."""
    with Ledger(path) as ledger:
        incident = next(iter(ledger.incidents("denied-by=SRB", limit=1)))["incident_id"]
    return {
        "report": "/report/shells-officials",
        "incident": f"/incident/{incident}",
        "transfers": "/transfers",
        "timeline": "/timeline",
        "dyad": "/dyad?one=SRB&other=LBY",
        "map": "/map",
        "graph": "/graph",
        "events": "/events?q=actor=SRB",
    }


def _take_all(browser: Browser, address: str, pages: dict[str, str]) -> None:
    for name, page in pages.items():
        _take(browser, f"{address}{page}", _TARGET / f"{name}.png")
    _take(browser, f"{address}{pages['report']}", _TARGET / "report-phone-dark.png", is_phone=True)


def _take(browser: Browser, url: str, target: Path, *, is_phone: bool = False) -> None:
    context = browser.new_context(
        viewport=_PHONE if is_phone else _WIDE,  # type: ignore[arg-type]  # a size as Playwright takes it
        color_scheme="dark" if is_phone else "light",
    )
    page = context.new_page()
    page.goto(url)
    page.screenshot(path=target)
    context.close()
    _make_smaller(target)
    print(f"{target.relative_to(_ROOT)}: {target.stat().st_size // 1024} KiB")


def _make_smaller(target: Path) -> None:
    with Image.open(target) as found:
        found.quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
