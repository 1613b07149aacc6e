"""Sitemaps: addresses with dates, and the titles that news sitemaps give; they hold no text to code but titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.reading.decoding import clean_text
from onrecord.reading.documents import Document, Limits, Part, Refused
from onrecord.reading.publication import DateFound
from onrecord.reading.reports import make_report
from onrecord.records import Problem

__all__ = ["SitemapEntry", "read_sitemap", "sitemap_entries"]

_MOST_ENTRIES = 50_000  # what the sitemap protocol allows
_FIELDS = {"loc": "url", "lastmod": "changed", "publication_date": "published", "title": "title", "name": "publisher"}


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An address of a sitemap (``is_map``: of another sitemap) and what it says of the page."""

    url: str
    is_map: bool = False
    title: str | None = None
    published: str | None = None
    changed: str | None = None
    publisher: str | None = None


def sitemap_entries(data: bytes) -> Iterator[SitemapEntry]:
    """The entries of a sitemap or of an index of sitemaps, in their order.

    Raises:
        Refused: the file is no XML.

    """
    from lxml import etree  # noqa: PLC0415  -- only sitemaps pay for loading it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("broken-file", f"a broken sitemap ({error}); get a whole copy") from error
    if root is None:
        raise Refused("broken-file", "a broken sitemap; get a whole copy")
    for number, node in enumerate(root.iter("{*}url", "{*}sitemap")):
        if number >= _MOST_ENTRIES:
            return
        found: dict[str, str] = {}
        for element in node.iter("{*}loc", "{*}lastmod", "{*}publication_date", "{*}title", "{*}name"):
            namespace, _, local_name = element.tag.rpartition("}")  # not etree.QName: it refuses a broken namespace
            if local_name in ("title", "name") and "news" not in namespace:
                continue  # of a picture or a film
            if words := " ".join((element.text or "").split()):
                found.setdefault(_FIELDS[local_name], words)
        if "url" in found:
            yield SitemapEntry(is_map=node.tag.rpartition("}")[2] == "sitemap", **found)


def read_sitemap(document: Document, limits: Limits) -> Iterator[Part]:
    """A report of one title for each entry of a news sitemap; other entries are counted and left.

    Raises:
        Refused: no entry has a title.

    """
    bare = 0
    titled = 0
    for entry in sitemap_entries(document.read(limits)):
        if entry.title is None:
            bare += 1
            continue
        titled += 1
        yield _title_report(replace(document, key=entry.url, place=f"{document.place}#{bare + titled}"), entry)
    if not titled:
        what = f"a sitemap of {bare} address(es) without titles; it holds no text; fetch the pages and give those"
        raise Refused("no-reports", what)


def _title_report(document: Document, entry: SitemapEntry) -> Part:
    dates = [DateFound(entry.published, "field", "high", "the entry's date")] if entry.published else []
    if entry.changed:
        dates.append(DateFound(entry.changed, "field", "low", "the entry's last change"))
    title, problems = clean_text(entry.title or "", document.place)
    note = Problem(
        "title-only", "note", f"{document.place}: a sitemap gives the title only; fetch the page for the text"
    )
    source = replace(
        document.source(),
        title=title,
        url=entry.url,
        publisher=entry.publisher,
        dates=tuple(dates),
        problems=(*problems, note),
        is_markup_read=True,
    )
    return make_report(title, source)
