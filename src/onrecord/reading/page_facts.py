"""What a page says of itself: title, byline, publisher, dates, canonical address, language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from onrecord.knowledge.page_words import load_page_words
from onrecord.reading.linked_data import ReportData, find_report_data, names_in, text_in
from onrecord.reading.page_dates import find_dates
from onrecord.reading.page_tree import own_words, short_text_of, squeezed, text_of, words_of
from onrecord.reading.publication import DateFound

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["PageFacts", "find_facts"]

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)\s*(\S+)|Page saved with SingleFile\s+url:\s*(\S+)", re.IGNORECASE)
_SITE_PART = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb\u2022-]\s+|\s*\|\s*|\s+::\s+")
_BYLINE_LEAD = re.compile(r"^(?:(?:written|reported|posted|story|text)\s+)?by[:\s]+", re.IGNORECASE)
_BYLINE_TAIL = re.compile(
    r"\s*(?:[|\u2022\u00b7(]|\b(?:published|updated|posted|last|on|at)\b|\d{1,2}[ :/]|\d{4}).*$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_TITLE = 300
_SHORTEST_TITLE = 8  # letters
_LEAST_OF_TITLE = 0.4  # of the window's title, which names the site too
_LONGEST_BYLINE = 150
_LONGEST_LINE = 1_000  # of a byline with what stands behind it


@dataclass(slots=True)
class PageFacts:
    """The facts of one page; ``dates`` are all that were found, ``own_text`` is its text in the linked data."""

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    dates: list[DateFound] = field(default_factory=list)
    own_text: str = ""


def _meta_of(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = own_words(element.get("content") or "")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split():
                found.setdefault(name, []).append(content)
    return found


def _first(meta: dict[str, list[str]], kind: str) -> str | None:
    return next((meta[name][0] for name in load_page_words().metadata[kind] if name in meta), None)


def find_facts(tree: HtmlElement, address: str | None) -> PageFacts:
    """The facts of a page; ``address`` is where it was fetched, if that is known."""
    meta = _meta_of(tree)
    data = find_report_data(tree)
    facts = PageFacts()
    facts.url = _address(tree, meta, data, address)
    facts.publisher = _publisher(meta, data)
    facts.title = _title(tree, meta, data, facts.publisher)
    facts.byline = _byline(tree, meta, data)
    root = tree.getroottree().getroot()
    facts.language = root.get("lang") or _first(meta, "language") or text_in(data.get("inLanguage"))
    facts.dates = list(find_dates(tree, meta, data))
    facts.own_text = _own_text(data)
    return facts


def _own_text(data: ReportData) -> str:
    """The text of the report in the page's linked data, where it has one without markup."""
    body = data.get("articleBody")
    return body if isinstance(body, str) and "</" not in body else ""


def _address(tree: HtmlElement, meta: dict[str, list[str]], data: ReportData, fetched: str | None) -> str | None:
    """The canonical address; one of another host than the page was fetched from is not believed."""
    base = fetched or _saved_from(tree)
    links = (e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split())
    stated = [*links, _first(meta, "url"), text_in(data.get("mainEntityOfPage")), text_in(data.get("url"))]
    for written in stated:
        whole = _joined(base, written)
        if whole and (fetched is None or _host(whole) == _host(fetched)):
            return whole
    return base


def _joined(base: str | None, written: str | None) -> str | None:
    if not written:
        return None
    try:
        whole = urljoin(base or "", written.strip())
        return whole if urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname else None
    except ValueError:
        return None


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return ""


def _saved_from(tree: HtmlElement) -> str | None:
    """The address that a browser wrote into the page it saved."""
    from lxml import etree  # noqa: PLC0415  -- only pages pay for loading it

    root = tree.getroottree().getroot()
    before = root.itersiblings(etree.Comment, preceding=True)
    for comment in [*before, *root.iter(etree.Comment)][:20]:
        if match := _SAVED_FROM.search(comment.text or ""):
            return _joined(None, match.group(1) or match.group(2))
    return None


def _publisher(meta: dict[str, list[str]], data: ReportData) -> str | None:
    named = names_in(data.get("publisher")) or names_in(data.get("sourceOrganization"))
    if named:
        return named[0]
    stated = _first(meta, "publisher")
    return None if stated is None or stated.startswith(("http:", "https:", "@")) else stated


def _title(tree: HtmlElement, meta: dict[str, list[str]], data: ReportData, publisher: str | None) -> str | None:
    """The printed heading where the page's own word for its title agrees with it, else that word.

    The name of the site behind the title is cut off: "Chad signs pact *| The Example Post*".
    """
    stated = text_in(data.get("headline")) or _first(meta, "title")
    window = next((text_of(e) for e in tree.iter("title")), "")
    headings = [text for e in tree.iter("h1") if (text := text_of(e)) and len(text) <= _LONGEST_TITLE]
    heading = _agreeing(headings, stated or window)
    if heading:
        return heading
    if part := _printed_part(tree, window):
        return part
    if stated:
        return _without_site(stated, publisher, window)[:_LONGEST_TITLE]
    if len(headings) == 1:
        return headings[0]
    return _without_site(window, publisher, window)[:_LONGEST_TITLE] or None


def _agreeing(headings: list[str], stated: str) -> str | None:
    """The heading that says most of the stated title; the name of the site in a heading of its own says little."""
    known = squeezed(stated)
    fitting = [h for h in headings if (plain := squeezed(h)) and (plain in known or known in plain)]
    best = max(fitting, key=len, default="")
    return best if len(squeezed(best)) >= max(_SHORTEST_TITLE, _LEAST_OF_TITLE * len(known)) else None


def _printed_part(tree: HtmlElement, window: str) -> str | None:
    """The part of the window's title that the page prints as a heading: "The Example Post | *Chad signs pact*"."""
    parts = [part.strip() for part in _SITE_PART.split(window) if part.strip()]
    if len(parts) < 2:
        return None
    printed = {squeezed(text) for e in tree.iter("h1", "h2", "h3") if (text := short_text_of(e, _LONGEST_TITLE))}
    found = [part for part in parts if squeezed(part) in printed and len(squeezed(part)) >= _SHORTEST_TITLE]
    return found[0] if len(found) == 1 else None


def _without_site(title: str, publisher: str | None, window: str) -> str:
    """The title without the name of its site: a last or first part that is the publisher, or is short and last."""
    parts = [part for part in _SITE_PART.split(title) if part.strip()]
    if len(parts) < 2:
        return title
    site = squeezed(publisher or "")
    if site and squeezed(parts[-1]) in (site, f"the{site}", site.removeprefix("the")):
        return title[: title.rindex(parts[-1])].rstrip(" |-\u2013\u2014\u00b7\u00bb\u2022:")
    if site and squeezed(parts[0]) == site:
        return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |-\u2013\u2014\u00b7\u00bb\u2022:")
    is_window = title == window
    if is_window and len(parts[-1].split()) <= 4 and len(parts[0].split()) > len(parts[-1].split()):
        return max(parts, key=len).strip()
    return title


def _byline(tree: HtmlElement, meta: dict[str, list[str]], data: ReportData) -> str | None:
    named = names_in(data.get("author")) or names_in(data.get("creator"))
    if named:
        return ", ".join(dict.fromkeys(named))[:_LONGEST_BYLINE]
    for name in load_page_words().metadata["byline"]:
        found = [value for value in meta.get(name, ()) if not value.startswith(("http:", "https:", "@"))]
        if found:
            return _byline_words(", ".join(dict.fromkeys(found)))
    return next(_visible_bylines(tree), None)


def _visible_bylines(tree: HtmlElement) -> Iterator[str]:
    marks = load_page_words().visible_byline
    for element in tree.iter("a", "span", "p", "div", "address", "cite", "li"):
        if not element.attrib or words_of(element).isdisjoint(marks):
            continue
        text = short_text_of(element, _LONGEST_BYLINE)
        if text and (words := _byline_words(text)):
            yield words


def _byline_words(text: str) -> str | None:
    words = _BYLINE_TAIL.sub("", _BYLINE_LEAD.sub("", text[:_LONGEST_LINE])).strip(" ,;.-\u2013\u2014|")
    return words if 2 < len(words) <= _LONGEST_BYLINE and any(c.isupper() for c in words) else None
