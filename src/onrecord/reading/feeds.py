"""RSS, Atom and JSON Feed to a Report for each entry; broken feeds are read as far as they go."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.reading.decoding import NotText, clean_text, decode
from onrecord.reading.documents import Document, Limits, Part, Refused
from onrecord.reading.html import text_of_fragment
from onrecord.reading.page_tree import own_words, squeezed
from onrecord.reading.publication import DateFound
from onrecord.reading.reports import make_report
from onrecord.reading.silence import keep_quiet

__all__ = ["FeedEntry", "feed_entries", "json_feed_entries", "read_feed", "read_json_feed"]

_LARGEST_FEED = 20_000_000  # bytes: the parsers need many times that
_ENTITIES = re.compile(rb"<!ENTITY\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry as the feed has it, its text without markup; what the feed does not say is ``None``."""

    id: str | None
    title: str | None
    text: str
    url: str | None
    published: str | None
    updated: str | None
    byline: str | None
    publisher: str | None


def read_feed(document: Document, limits: Limits) -> Iterator[Part]:
    """A report for each entry of an RSS or Atom feed."""
    data = document.read(limits)
    _check_feed(data)
    yield from _reports(document, feed_entries(data))


def read_json_feed(document: Document, limits: Limits) -> Iterator[Part]:
    """A report for each item of a JSON Feed."""
    data = document.read(limits)
    _check_feed(data)
    yield from _reports(document, json_feed_entries(data, document.place))


def _check_feed(data: bytes) -> None:
    if len(data) > _LARGEST_FEED:
        raise Refused("too-big", f"a feed of over {_LARGEST_FEED} bytes; split it")
    if _ENTITIES.search(data[:100_000]):
        raise Refused("entities", "the feed declares entities of its own, which can grow without end; take them out")


def _reports(document: Document, entries: Iterator[FeedEntry]) -> Iterator[Part]:
    number = 0
    for number, entry in enumerate(entries, start=1):
        key = entry.id or entry.url or f"{document.key}:{number}"
        yield _report(replace(document, key=key, place=f"{document.place}#{number}"), entry)
    if not number:
        raise Refused("no-reports", "a feed without entries; there is nothing to code")


def _report(document: Document, entry: FeedEntry) -> Part:
    """Title and text of an entry as one report; an entry that says its title only is still one."""
    says_title = entry.title and not squeezed(entry.text).startswith(squeezed(entry.title))
    text = "\n\n".join(part for part in (entry.title if says_title else "", entry.text) if part)
    if not text.strip():
        return document.refusal("no-text", "an entry without title and text; there is nothing to code")
    dates = []
    if entry.published:
        dates.append(DateFound(entry.published, "field", "high", "the entry's date"))
    if entry.updated:
        dates.append(
            DateFound(entry.updated, "field", "low" if entry.published else "medium", "the entry's last change")
        )
    cleaned, problems = clean_text(text, document.place)
    source = replace(
        document.source(),
        title=entry.title,
        url=entry.url,
        publisher=entry.publisher,
        byline=entry.byline,
        dates=(*dates, *document.dates),
        problems=problems,
        is_markup_read=True,
    )
    return make_report(cleaned, source)


def feed_entries(data: bytes) -> Iterator[FeedEntry]:
    """The entries of an RSS or Atom feed in its order; nothing is fetched."""
    import feedparser  # noqa: PLC0415  -- only feeds pay for loading it

    keep_quiet("feedparser")
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    publisher = _words(feed.feed.get("title"))
    for entry in feed.entries:
        bodies = [part.get("value") or "" for part in entry.get("content") or ()]
        markup = max([*bodies, entry.get("summary") or ""], key=len)
        source = entry.get("source")
        yield FeedEntry(
            id=_words(entry.get("id")),
            title=_words(entry.get("title")),
            text=text_of_fragment(markup),
            url=_address(entry.get("link")),
            published=_words(entry.get("published")),
            updated=_words(dict.get(entry, "updated")),  # its own get() takes the other date where this one is missing
            byline=_words(entry.get("author")),
            publisher=(_words(source.get("title")) if source else None) or publisher,
        )


def json_feed_entries(data: bytes, place: str) -> Iterator[FeedEntry]:
    """The items of a JSON Feed in its order.

    Raises:
        Refused: the feed is no JSON, or holds no list of items.

    """
    try:
        feed = json.loads(decode(data, place).text)
    except (NotText, ValueError, RecursionError) as error:
        raise Refused("bad-json", f"a JSON feed that is not JSON ({str(error)[:120]})") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Refused("bad-json", "a JSON feed without a list of items")
    for item in items:
        if isinstance(item, dict):
            yield _json_entry(item, _words(feed.get("title")))


def _json_entry(item: dict[str, Any], publisher: str | None) -> FeedEntry:
    markup = item.get("content_html")
    text = (
        text_of_fragment(markup)
        if isinstance(markup, str) and markup
        else item.get("content_text") or item.get("summary")
    )
    stated = item.get("authors")
    authors = stated if isinstance(stated, list) else [item.get("author")]
    names = [_words(author.get("name")) for author in authors if isinstance(author, dict)]
    return FeedEntry(
        id=_words(item.get("id")),
        title=_words(item.get("title")),
        text=text if isinstance(text, str) else "",
        url=_address(item.get("url") or item.get("external_url")),
        published=_words(item.get("date_published")),
        updated=_words(item.get("date_modified")),
        byline=", ".join(name for name in names if name) or None,
        publisher=publisher,
    )


def _words(value: object) -> str | None:
    """A field as text on one line, markup in it resolved; a number as written."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return None
    text = own_words(text_of_fragment(value) if "<" in value or "&" in value else value)
    return text or None


def _address(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None
