"""Every date a page gives for its report, the most trusted first: linked data, ``<meta>``, marked elements, stamps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.knowledge.page_words import load_page_words
from onrecord.reading.linked_data import ReportData, text_in
from onrecord.reading.page_rubbish import lies_in_rubbish
from onrecord.reading.page_tree import block_texts, short_text_of, squeezed, text_of, words_of
from onrecord.reading.publication import DateFound
from onrecord.reading.written_dates import date_in_words, stamp_in
from onrecord.records import DateConfidence, DateSource

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["find_dates", "lines_near_title", "stamp_among"]

_LOOSE_NAMES = frozenset(("date", "created", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created"))
_PUBLISHED_MARKS = frozenset(("datepublished", "published", "entry-date", "pubdate", "publish-date", "published-date"))
_DATED_TAGS = ("time", "span", "p", "div", "abbr", "td", "li", "small", "em", "i", "font", "b", "h2", "h6")
_LONGEST_DATED = 150
_LONGEST_STAMP = 120
_MOST_LOOKED_AT = 300  # marked elements: a page with more is an index, and its first ones are enough
_PROSE = 120  # characters: a paragraph of the report, after three of which a date is no longer at its head
_PARAGRAPHS_OF_THE_HEAD = 3
_BEFORE_TITLE, _AFTER_TITLE = 3, 8  # lines
_CHANGED = re.compile(r"(?:last )?(?:updated|modified|changed)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"(?:first )?(?:published|posted|issued|released)\b", re.IGNORECASE)


def find_dates(tree: HtmlElement, meta: dict[str, list[str]], data: ReportData) -> Iterator[DateFound]:
    """The dates of a page; the date of its last change is of low confidence, whatever says it."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if written := text_in(data.get(key)):
            yield DateFound(
                _plain(written), "metadata", "high" if key == "datePublished" else "medium", f"JSON-LD {key}"
            )
    names = load_page_words().metadata
    for name in names["published"]:
        if name in meta:
            confidence: DateConfidence = "medium" if name in _LOOSE_NAMES else "high"
            yield DateFound(_plain(meta[name][0]), "metadata", confidence, f"meta {name}")
            break
    yield from _marked_dates(tree)
    changed = text_in(data.get("dateModified")) or next((meta[n][0] for n in names["modified"] if n in meta), None)
    if changed:
        yield DateFound(_plain(changed), "metadata", "low", "the date of the last change")


def _plain(written: str) -> str:
    """The date as it stands, or in ISO form where it is in words ("4 May 2011, 10:00")."""
    return date_in_words(written) or written


def _marked_dates(tree: HtmlElement) -> Iterator[DateFound]:
    """Dates of ``<time>`` and of elements named like one, at the head of the report or called its publication."""
    marks = frozenset(load_page_words().visible_date)
    paragraphs = looked_at = 0
    for element in tree.iter(*_DATED_TAGS):
        if element.tag == "p" and len(text_of(element)) >= _PROSE:
            paragraphs += 1
            continue
        words = words_of(element)
        if element.tag != "time" and words.isdisjoint(marks):
            continue
        looked_at += 1
        if looked_at > _MOST_LOOKED_AT:
            return
        if not lies_in_rubbish(element):
            found = _date_of(element, words, is_at_head=paragraphs < _PARAGRAPHS_OF_THE_HEAD)
            if found is not None:
                yield found


def _date_of(element: HtmlElement, words: set[str], *, is_at_head: bool) -> DateFound | None:
    stated = element.get("datetime") or element.get("content")
    if stated is None and element.tag == "abbr":
        stated = element.get("title")
    text = short_text_of(element, _LONGEST_DATED) or ""
    written = date_in_words(stated) if stated else None
    source: DateSource = "metadata" if written else "text"
    written = written or date_in_words(text)
    if written is None:
        return None
    if "updated" in words or "datemodified" in words or _CHANGED.match(text):
        return DateFound(written, source, "low", "the date of the last change")
    is_published = bool(words & _PUBLISHED_MARKS) or element.get("pubdate") is not None or bool(_PUBLISHED.match(text))
    if not (is_at_head or is_published):
        return None
    return DateFound(written, source, "medium" if is_at_head else "low", f"<{element.tag}>")


def lines_near_title(tree: HtmlElement, title: str | None) -> list[str]:
    """Short lines a little under the title, then those a little above it; lines of set text count one by one."""
    lines = list(block_texts(tree))
    lines += [
        line.strip() for text in tree.iter("pre") for line in "".join(text.itertext()).split("\n") if line.strip()
    ]
    plain = squeezed(title or "")
    at = next((number for number, line in enumerate(lines) if plain and squeezed(line) == plain), None)
    if at is None:
        return []
    near = lines[at + 1 : at + 1 + _AFTER_TITLE] + lines[max(0, at - _BEFORE_TITLE) : at]
    return [line for line in near if len(line) <= _LONGEST_STAMP]


def stamp_among(lines: list[str]) -> DateFound | None:
    """The date of a line that says nothing else: "*May 4, 2011*", "*By Anna Okoro | 4 May 2011 | World*"."""
    found = next((stamp for line in lines if (stamp := stamp_in(line))), None)
    return DateFound(found, "text", "medium", "a line near the title") if found else None
