"""Web archives (WARC): each page as a document, one record in memory at a time, whatever the size of the crawl."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from onrecord.reading.documents import Document, Limits, Part, Refused, inner_document
from onrecord.reading.publication import DateFound
from onrecord.reading.sniffing import kind_of

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

__all__ = ["read_crawl"]

_WANTED_TYPES = re.compile(
    r"text/(?:html|plain|xml|markdown)|message/.*|"
    r"application/(?:xhtml\+xml|(?:rss|atom|rdf|feed)?\+?(?:xml|json)|pdf|vnd\.openxml.*)",
    re.IGNORECASE,
)
_WANTED_KINDS = frozenset(("html", "feed", "jsonfeed", "pdf", "zip", "mail", "sitemap"))
_LONGEST_HEADER = 100_000


class _Forward:
    """A stream that can only be read on and knows where it is: what the parser asks of one that cannot seek."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def seekable(self) -> bool:
        """Never."""
        return False

    def tell(self) -> int:
        """Bytes read so far."""
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Reads on."""
        data = self._stream.read(size)
        self._position += len(data)
        return data


def read_crawl(document: Document, limits: Limits) -> Iterator[Part]:
    """The pages, feeds and PDFs of a crawl in its order; what was not found, redirects, pictures and scripts are left.

    The text records of a WET file are read as plain text.

    Raises:
        Refused: no record is a page.

    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  -- only crawls pay for loading it

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    records = ArchiveIterator(
        _Forward(document.stream),  # type: ignore[arg-type]
        record_types=wanted,
        parse_http=True,
        max_header_len=_LONGEST_HEADER,
        auto_decode="all",
        stream_detect=False,
    )
    given = seen = 0
    for record in records:
        seen += 1
        part = _page(document, record, limits)
        if part is not None:
            given += 1
            yield part
    if not given:
        raise Refused("no-reports", f"a crawl of {seen} record(s), none of them a page that was found; nothing to code")


def _page(document: Document, record: WarcRecord, limits: Limits) -> Part | None:
    """The record as a document, or ``None`` for one that holds no report."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    is_text = record.headers.get("WARC-Type") == "conversion"
    if record.is_http and record.http_headers is not None and record.http_headers.status_code != 200:
        return None
    stated = (record.http_content_type or "") if record.is_http else (record.headers.get("Content-Type") or "")
    if stated and not _WANTED_TYPES.match(stated.strip()):
        return None
    outer = replace(document, is_from_crawl=True)
    place = url or f"record {record.record_id or record.stream_pos}"
    data = record.reader.read(limits.max_bytes + 1)
    inner = replace(inner_document(outer, place, BytesIO(data), key=url or place), url=url or None)
    if len(data) > limits.max_bytes:
        return inner.refusal("too-big", f"over {limits.max_bytes} bytes; raise max_bytes", severity="note")
    kind = kind_of(data[:65_536])
    if not data.strip() or not (kind in _WANTED_KINDS or (is_text and kind == "text")):
        return None
    if kind == "sitemap" or urlsplit(url).path.endswith("/robots.txt"):
        return None
    return replace(inner, charset=record.http_charset if record.is_http else None, dates=_dates(record))


def _dates(record: WarcRecord) -> tuple[DateFound, ...]:
    """When the server says the page changed last; the day of the crawl is no day of publication."""
    changed: Any = record.http_last_modified if record.is_http else None
    if changed is None:
        return ()
    return (DateFound(changed.date().isoformat(), "header", "low", "the server's Last-Modified"),)
