"""An invented news site whose feed tests change, and the watcher that watches it."""

from __future__ import annotations

import json
import mailbox
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from rude_server import Asked, FakeTime, RudeServer, reply

from onrecord.watching import Note, Watcher, read_plan

ARMS = "Belarus delivered {0} howitzers to Sudan on Monday, a Kenyan government spokesman said."
DENIAL = "Sudan denied on Tuesday that it had received howitzers from Belarus."
TALKS = "The foreign ministers of Kenya and Ethiopia met in Nairobi on Wednesday and signed a border agreement."

PLAN = """
[watch]
contact = "mailto:desk@example.org"
allow = ["{host}"]
delay = "1s"
longest_fetch = "2s"
longest_silence = "1s"

[sources.courier]
url = "http://{host}/feed.xml"
every = "10m"
publisher = "Daily Courier"
{source}

[alerts.arms-to-sudan]
question = "transfers"
where = ["recipient=SDN", "certainty=PS+.."]
to = {to}
{alert}

[channels.hook]
kind = "webhook"
url = "http://{host}/hook"
headers = {{ Authorization = "Bearer key" }}

[channels.box]
kind = "mail"
mbox = "alerts.mbox"

[channels.folder]
kind = "mail"
folder = "alerts"

[channels.own]
kind = "feed"
file = "alerts.atom"

[channels.run]
kind = "command"
command = ["{python}", "-c", "import sys; open('{out}', 'ab').write(sys.stdin.buffer.read() + b'\\\\n')"]
"""


def entry(number: int, text: str, *, updated: str = "") -> dict[str, str]:
    """An entry of the feed."""
    return {"id": f"urn:courier:{number}", "path": f"/news/{number}", "text": text, "updated": updated}


@dataclass
class Site:
    """The site, the files of the watch, and what was told."""

    server: RudeServer
    clock: FakeTime
    folder: Path
    entries: list[dict[str, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    hooked: list[dict[str, object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.routes |= {"/feed.xml": self._feed, "/hook": self._hook}

    @property
    def ledger(self) -> Path:
        return self.folder / "onrecord.ledger"

    def plan(self, *to: str, source: str = "", alert: str = "", more: str = "") -> Path:
        import sys

        text = PLAN.format(
            host=self.server.host,
            to=json.dumps(to or ["hook"]),
            source=source,
            alert=alert,
            python=sys.executable,
            out=self.folder / "command.jsonl",
        )
        file = self.folder / "FEEDS.toml"
        file.write_text(text + more, encoding="utf-8")
        return file

    def watcher(self, file: Path, step: Callable[[str], None] = lambda _: None) -> Watcher:
        return Watcher(read_plan(file), now=self.clock.now, sleep=self.clock.sleep, tell=self.notes.append, step=step)

    def round(self, file: Path, **more: Callable[[str], None]) -> None:
        """One round, ten minutes after the last."""
        self.clock.moment += 600
        self.watcher(file, **more).run(is_once=True)

    def problems(self) -> list[str]:
        return [note.message for note in self.notes if note.is_problem]

    def mails(self) -> list[mailbox.mboxMessage]:
        return list(mailbox.mbox(self.folder / "alerts.mbox", create=False))

    def page(self, number: int, text: str) -> None:
        """A page of the site with a text of its own."""
        words = f"<article><h1>Page {number}</h1><p>{text}</p></article>"
        body = f"<html><head><title>Page {number}</title></head><body>{words}</body></html>"
        self.server.routes[f"/news/{number}"] = reply(body, Content_Type="text/html; charset=utf-8")

    def _feed(self, asked: Asked) -> bytes:
        body = self.feed_text()
        tag = f'"{hash(body)}"'
        if asked.headers.get("if-none-match") == tag:
            return reply(status="304 Not Modified", ETag=tag)
        return reply(body, Content_Type="application/rss+xml", ETag=tag)

    def feed_text(self) -> str:
        items = "".join(
            f"<item><guid isPermaLink='false'>{one['id']}</guid><title>Report {one['id'][-1]}</title>"
            f"<link>{self.server.url(one['path'])}</link><description>{escape(one['text'])}</description>"
            f"<pubDate>Wed, 05 Mar 2031 10:00:00 GMT</pubDate></item>"
            for one in self.entries
        )
        return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title>{items}</channel></rss>"

    def _hook(self, asked: Asked) -> bytes:
        self.hooked.append(json.loads(asked.body))
        return reply(status="204 No Content")
