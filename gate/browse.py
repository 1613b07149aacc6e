"""Drives every view of the reading room in Chromium, on a ledger of all real reports.

    gate/browse.py [--ledger FILE] [--chromium /usr/bin/chromium] [--pages 60]

Without FILE, the ledger is made of the real reports under ONRECORD_CORPORA, which takes about ten minutes.  Each view
has to keep the console quiet, ask nobody but its own server, have no serious finding of axe, in the light, in the dark
and on a phone, and need no scrolling sideways there.  Then so many reports, incidents and actors are opened, those
with most to show first.  What is told of a failure is the view and the rule, never words of a report.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser, Page, Route, sync_playwright
from rooms import served_room

import onrecord
from onrecord import Ledger
from onrecord.records import UNKNOWN_ACTOR

__all__ = ["browse"]

_SERIOUS = frozenset({"serious", "critical"})
_KINDS: Mapping[str, Mapping[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}
_LISTS = "events claims transfers findings incidents sources tellings timeline map graph api".split()  # noqa: SIM905  -- read as a list of paths
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class _Found:
    """What was seen of the pages so far; ``against`` is what speaks against them."""

    opened: int = 0
    against: list[str] = field(default_factory=list)


def main() -> int:
    """Makes the ledger if need be and opens its pages; 0 if nothing speaks against them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--chromium", type=Path, default=Path("/usr/bin/chromium"))
    parser.add_argument("--pages", type=int, default=60)
    options = parser.parse_args()
    corpora = os.environ.get("ONRECORD_CORPORA")
    if not options.chromium.exists() or (options.ledger is None and corpora is None):
        print(f"skipped: it needs {options.chromium}, and --ledger or ONRECORD_CORPORA")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        ledger = options.ledger or _ledger_of(Path(corpora or ""), Path(folder) / "news.ledger")
        found = browse(ledger, options.chromium, options.pages)
    print(f"{found.opened} pages opened, {len(found.against)} findings")
    for told in dict.fromkeys(found.against):
        print(f"  {told}")
    return 1 if found.against else 0


def _ledger_of(corpora: Path, path: Path) -> Path:
    onrecord.add_reports(path, onrecord.read_inputs([corpora / "corpora" / "news.dev.jsonl.gz"]))
    return path


def browse(ledger: Path, chromium: Path, pages: int) -> _Found:
    """What the pages of a ledger have to say when they are opened."""
    found = _Found()
    views, singles = _addresses(ledger, pages)
    with served_room(ledger) as room, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        for kind, options in _KINDS.items():
            for name, path in views.items():
                _open(browser, room, path, f"{name}, {kind}", options, found, is_checked=True)
        for path in singles:
            _open(browser, room, path, path.split("/")[1], _KINDS["light"], found)
        browser.close()
    return found


def _addresses(path: Path, pages: int) -> tuple[dict[str, str], list[str]]:
    """Each view once, by name, and more pages of single things."""
    with Ledger(path) as ledger:
        reports = _first(ledger, "report_id", "event GROUP BY report_id ORDER BY count(*) DESC, report_id", pages)
        incidents = _first(ledger, "incident_id", "incident ORDER BY tellings DESC, incident_id", pages)
        actors = _first(ledger, "actor_id", "event_party GROUP BY actor_id ORDER BY count(*) DESC, actor_id", pages)
        pair = next(row for row in ledger.counts("pairs") if UNKNOWN_ACTOR not in (row["one"], row["other"]))
    one, other = pair["one"], pair["other"]
    views = {name: f"/{name}" for name in _LISTS} | {
        "start": "/",
        "report": f"/report/{reports[0]}",
        "why": f"/why/{reports[1]}?at=5",
        "incident": f"/incident/{incidents[0]}",
        "actor": f"/actor/{actors[0]}",
        "dyad": f"/dyad?one={one}&other={other}",
        "changes": "/changes?since=2020-01-01",
        "filtered": f"/events?q=actor={one}&q=certainty=PS%2B..",
        "nothing": "/transfers?q=date=..1900",
        "as of": "/events?as-of=2020-01-01",
        "no such page": "/nowhere",
    }
    singles = [f"/report/{one}" for one in reports] + [f"/incident/{one}" for one in incidents]
    return views, singles + [f"/actor/{one}" for one in actors]


def _first(ledger: Ledger, column: str, rest: str, most: int) -> list[str]:
    return [row[column] for row in ledger.sql(f"SELECT {column} FROM {rest} LIMIT {most}")]


def _open(
    browser: Browser,
    room: str,
    path: str,
    name: str,
    options: Mapping[str, Any],
    found: _Found,
    *,
    is_checked: bool = False,
) -> None:
    context = browser.new_context(**options)
    page = context.new_page()
    _listen(page, room, name, found)
    answer = page.goto(room + path)
    is_missing = name.startswith("no such page")
    if answer is None or answer.status != (404 if is_missing else 200):
        found.against.append(f"{name}: status {answer.status if answer else 'none'}")
    if page.evaluate(_TOO_WIDE) > 1:
        found.against.append(f"{name}: wider than the window")
    if is_checked:
        found.against.extend(f"{name}: axe {rule}" for rule in _serious(page))
    found.opened += 1
    context.close()


def _listen(page: Page, room: str, name: str, found: _Found) -> None:
    def only_here(route: Route) -> None:
        if route.request.url.startswith(room):
            route.continue_()
        else:
            found.against.append(f"{name}: asked another host")
            route.abort()

    is_missing = name.startswith("no such page")  # whose status the console tells as an error
    page.on(
        "console",
        lambda told: (
            found.against.append(f"{name}: console {told.type}")
            if told.type in ("error", "warning") and not is_missing
            else None
        ),
    )
    page.on("pageerror", lambda error: found.against.append(f"{name}: script {error.name}"))
    page.on("dialog", lambda _: found.against.append(f"{name}: dialog"))
    page.route("**/*", only_here)


def _serious(page: Page) -> Iterator[str]:
    violations: Sequence[Mapping[str, Any]] = Axe().run(page).response["violations"]
    for one in violations:
        if one["impact"] in _SERIOUS:
            yield f"{one['id']} at {one['nodes'][0]['target'][0]} ({len(one['nodes'])} times)"


if __name__ == "__main__":
    sys.exit(main())
