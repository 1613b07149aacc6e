"""Saved pages of invented news as the common kinds of site make them, with their rubbish; seeded, the answer known.

    gate/saved_pages.py DIRECTORY [--pages N] [--seed S]     writes the pages, to be looked at

The templates stand in ``saved_pages.toml``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from saved_words import Story, make_story, sentences

__all__ = ["Page", "kinds", "make_pages"]

_SITES = ("The Example Post", "Northern Courier", "Daily Mirror of Kara", "Vox Fluminis")
_BARS = (" | ", " - ", " — ")
_SLOT = re.compile(r"\{\{(\w+)(?:\|(\d+))?\}\}")
_PICTURE = "data:image/png;base64," + "iVBORw0KGgo" * 60
_LONGEST_HEADING = 40
_EVERY_THIRD = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A page with what it holds; ``day`` is ``None`` where no reader could know it."""

    name: str
    kind: str
    html: str
    title: str
    text: str
    day: str | None
    author: str


@cache
def _templates() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def kinds() -> tuple[str, ...]:
    """The names of the kinds of page."""
    return tuple(_templates()["kinds"])


def _in_words(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


class _Filler:
    """Fills the slots of one page's template; every choice comes from one seeded source."""

    def __init__(self, chance: random.Random, story: Story, kind: dict[str, Any]) -> None:
        self._chance = chance
        self._story = story
        self._kind = kind
        self._outlet = chance.choice(_SITES)

    def fill(self, template: str) -> str:
        """The template with every slot filled, slots inside the fillings too."""
        return _SLOT.sub(self._slot, template)

    def _slot(self, match: re.Match[str]) -> str:
        name, share = match.groups()
        if share is not None and self._chance.randrange(100) >= int(share):
            return ""
        pieces = _templates()["rubbish"].get(name)
        if pieces is not None:
            return self.fill(self._chance.choice(pieces))
        value = getattr(self, f"_{name}", None)
        return str(value()) if value is not None else str(self._facts()[name])

    def _facts(self) -> dict[str, object]:
        story, day = self._story, self._story.day
        return {
            "title": escape(story.title, quote=False),
            "author": story.author,
            "town": story.town,
            "site": self._outlet,
            "picture": _PICTURE,
            "year": day.year,
            "day": day.isoformat(),
            "later_day": (day + timedelta(days=9)).isoformat(),
            "day_in_words": _in_words(day),
            "day_european": f"{day.day} {day:%B %Y}",
            "day_dotted": f"{day:%d.%m.%Y}",
            "day_slashed": f"{day:%Y/%m/%d}",
        }

    def _window(self) -> str:
        return escape(f"{self._story.title}{self._chance.choice(_BARS)}{self._outlet}", quote=False)

    def _other_title(self) -> str:
        return escape(make_story(self._chance).title)

    def _other_sentence(self) -> str:
        return escape(sentences(self._chance, 1))

    def _other_day(self) -> str:
        return (self._story.day - timedelta(days=self._chance.randint(3, 400))).isoformat()

    def _paragraphs(self) -> str:
        pieces = []
        for number, paragraph in enumerate(self._story.paragraphs):
            if len(paragraph) < _LONGEST_HEADING:
                pieces.append(f"<h2>{escape(paragraph)}</h2>")
                continue
            words = self._marked(paragraph)
            pieces.append(self.fill(self._kind.get("paragraph", "<p>{{words}}</p>").replace("{{words}}", words)))
            if number and number % _EVERY_THIRD == 0:
                pieces.append(self.fill(self._kind.get("between", "{{between}}")))
        return "\n".join(pieces)

    def _marked(self, paragraph: str) -> str:
        """The paragraph's HTML, in some a word linked or in italics."""
        words = escape(paragraph, quote=False).split(" ")
        if self._chance.random() < 0.3:
            at = self._chance.randrange(len(words) - 1)
            is_link = self._chance.random() < 0.6
            words[at] = f'<a href="/topic/{at}">{words[at]}</a>' if is_link else f"<em>{words[at]}</em>"
        return " ".join(words)

    def _address(self) -> str:
        slug = "-".join(re.findall(r"[a-z]+", self._story.title.lower()))[:60]
        return f"https://www.{''.join(re.findall('[a-z]+', self._outlet.lower()))}.example/world/{slug}"

    def _stamp(self) -> str:
        zone = self._chance.choice(("Z", "+02:00", "-05:00", "+0000"))
        return f"{self._story.day.isoformat()}T{self._chance.randint(0, 23):02d}:15:00{zone}"

    def _metadata(self) -> str:
        """Open Graph, JSON-LD, or both."""
        canonical = f'<link rel="canonical" href="{self._address()}">'
        graph, data = self._open_graph(), self._data(with_text=False)
        return self._chance.choice((graph + canonical, data + canonical, graph + data))

    def _open_graph(self) -> str:
        named = {
            "og:title": self._story.title,
            "og:site_name": self._outlet,
            "og:url": self._address(),
            "article:published_time": self._stamp(),
            "article:modified_time": (self._story.day + timedelta(days=self._chance.randint(0, 40))).isoformat(),
            "author": self._story.author,
        }
        return "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in named.items())

    def _data(self, *, with_text: bool = True) -> str:
        """JSON-LD: the report among the other objects that sites put there."""
        person = {"@type": "Person", "name": self._story.author}
        report = {
            "@type": self._chance.choice(("NewsArticle", ["NewsArticle", "Article"], "ReportageNewsArticle")),
            "headline": self._story.title,
            "datePublished": self._stamp(),
            "dateModified": (self._story.day + timedelta(days=self._chance.randint(0, 40))).isoformat(),
            "author": self._chance.choice((person, [person])),
            "publisher": {"@type": "Organization", "name": self._outlet},
            "mainEntityOfPage": {"@type": "WebPage", "@id": self._address()},
        }
        if with_text:
            report["articleBody"] = "\n\n".join(self._story.paragraphs)
        others = [{"@type": "WebSite", "name": self._outlet}, {"@type": "BreadcrumbList", "itemListElement": []}]
        graph = {"@context": "https://schema.org", "@graph": [*others, report]}
        return f'<script type="application/ld+json">{json.dumps(graph)}</script>'


def make_pages(count: int, *, seed: int = 1) -> list[Page]:
    """That many pages, the kinds in turn."""
    pages = []
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")
        name = kinds()[number % len(kinds())]
        kind = _templates()["kinds"][name]
        story = make_story(chance)
        html = _Filler(chance, story, kind).fill(kind["html"])
        day = None if kind.get("is_undated") else story.day.isoformat()
        pages.append(Page(f"{name}-{number}", name, html, story.title, "\n".join(story.paragraphs), day, story.author))
    return pages


def main() -> None:
    """Writes pages into a directory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.directory.mkdir(parents=True, exist_ok=True)
    for page in make_pages(options.pages, seed=options.seed):
        (options.directory / f"{page.name}.html").write_text(page.html, encoding="utf-8")


if __name__ == "__main__":
    main()
