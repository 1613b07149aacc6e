"""What a fetched feed, sitemap or page holds: entries to follow, and reports."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from itertools import islice

from onrecord.fetching import Fetched, FetchLimits, unpack_gzip
from onrecord.reading.dispatch import read_document
from onrecord.reading.documents import Document, Limits, Refused
from onrecord.reading.feeds import FeedEntry, feed_entries, json_feed_entries
from onrecord.reading.language import set_aside_other_languages
from onrecord.reading.publication import DateFound
from onrecord.reading.sitemaps import SitemapEntry, sitemap_entries
from onrecord.reading.sniffing import Kind, kind_of
from onrecord.records import Report, Unreadable, content_id
from onrecord.watching.config import Source, SourceKind

__all__ = ["Item", "items_of_feed", "items_of_sitemap", "kind_of_answer", "reports_of_page", "unpacked"]

_FIRST_BYTES = 65_536
_PAGE_KINDS: frozenset[Kind] = frozenset(("html", "pdf", "text", "markdown"))
_NO_ENTRY = frozenset(("bad-json", "broken-file", "entities", "no-reports", "too-big"))


@dataclass(frozen=True, slots=True)
class Item:
    """An entry; ``wording`` changes when it says something else, ``report`` is what it says without its page."""

    id: str
    wording: str
    url: str | None
    report: Report | None
    day: str = ""


def unpacked(answer: Fetched, limits: FetchLimits) -> Fetched:
    """The answer with its body unpacked where it is a gzip file, as large sitemaps are.

    Raises:
        Refusal: it unpacks to too much, or not at all.

    """
    return replace(answer, body=unpack_gzip(answer.body, limits)) if answer.body.startswith(b"\x1f\x8b") else answer


def kind_of_answer(answer: Fetched, wanted: SourceKind) -> Kind | str:
    """One of "feed", "jsonfeed", "sitemap", "page"; or what is wrong, in a sentence, if another kind is ``wanted``."""
    found = kind_of(answer.body[:_FIRST_BYTES])
    if wanted == "page" or (wanted == "auto" and found in _PAGE_KINDS):
        return "page"
    if found in ("feed", "jsonfeed") and wanted in ("auto", "feed"):
        return found
    if found == "sitemap" and wanted in ("auto", "sitemap"):
        return found
    return f"the answer is {found}, not {'anything we watch' if wanted == 'auto' else f'a {wanted}'}; check the address"


def items_of_feed(answer: Fetched, source: Source, kind: str) -> list[Item] | str:
    """The entries of a feed in its order, or what is wrong with it."""
    parts = list(_parts(answer, source.name))
    last = parts[-1] if parts else None
    if isinstance(last, Unreadable) and last.problems[0].code in _NO_ENTRY:
        parts.pop()
        if not parts:
            return [] if last.problems[0].code == "no-reports" else last.problems[0].message
    made = json_feed_entries(answer.body, source.url) if kind == "jsonfeed" else feed_entries(answer.body)
    entries = list(islice(made, len(parts)))  # where the reader broke off, reading on would break off too
    addresses = Counter(entry.url for entry in entries)
    return [
        _item(entry, part, source, is_own=addresses[entry.url] == 1) for entry, part in zip(entries, parts, strict=True)
    ]


def _item(entry: FeedEntry, part: Report | Unreadable, source: Source, *, is_own: bool) -> Item:
    """An entry; its address is its key, unless others of the feed have the same one."""
    identity = entry.id or entry.url or content_id(entry.title, entry.text)
    key = entry.url if entry.url and is_own else f"{source.name}:{identity}"
    report = _named(part, source, key) if isinstance(part, Report) else None
    if source.follows_links and entry.url:
        return Item(identity, content_id(entry.url, entry.title, entry.published, entry.updated), entry.url, report)
    return Item(identity, report.id if report else "", None, report)


def items_of_sitemap(answer: Fetched) -> tuple[list[Item], list[SitemapEntry]] | str:
    """The pages of a sitemap, the newest first, and the maps it names; or what is wrong with it."""
    try:
        entries = list(sitemap_entries(answer.body))
    except Refused as refused:
        return refused.what
    pages = [
        Item(
            entry.url,
            content_id(entry.changed, entry.published),
            entry.url,
            None,
            entry.changed or entry.published or "",
        )
        for entry in entries
        if not entry.is_map
    ]
    maps = [entry for entry in entries if entry.is_map]
    return sorted(pages, key=lambda item: item.day, reverse=True), maps


def reports_of_page(answer: Fetched, source: Source, key: str) -> list[Report] | str:
    """The reports of one page (most often one), or what is wrong with it."""
    kind = kind_of(answer.body[:_FIRST_BYTES])
    if kind not in _PAGE_KINDS:
        return f"the answer is {kind}, not a page; nothing is taken from it"
    parts = list(_parts(answer, key))
    reports = [_named(part, source, key) for part in parts if isinstance(part, Report)]
    if reports:
        return reports
    told = [problem.message for part in parts if isinstance(part, Unreadable) for problem in part.problems]
    return "; ".join(told) or "nothing to code in it"


def _parts(answer: Fetched, key: str) -> Iterable[Report | Unreadable]:
    document = Document(
        key,
        answer.url,
        None,
        io.BytesIO(answer.body),
        url=answer.url,
        charset=answer.charset,
        dates=_last_change(answer),
    )
    for part in read_document(document, Limits(max(len(answer.body), 1) + 1)):
        yield set_aside_other_languages(part) if isinstance(part, Report) else part


def _last_change(answer: Fetched) -> tuple[DateFound, ...]:
    written = answer.validators.last_modified if answer.validators else None
    try:
        day = parsedate_to_datetime(written or "").astimezone(UTC).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ()
    return (DateFound(day.isoformat(), "header", "low", "the server's Last-Modified"),)


def _named(report: Report, source: Source, key: str) -> Report:
    return replace(report, key=key, publisher=source.publisher or report.publisher)
