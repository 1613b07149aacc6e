"""Plain text to a Report, old encodings included; what is no text is refused with what it looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.decoding import NotText, decode
from onrecord.reading.documents import Document, Limits, Part, Refused
from onrecord.reading.publication import DateFound
from onrecord.reading.reports import Source, make_report
from onrecord.reading.written_dates import stamp_at_head
from onrecord.records import Report

__all__ = ["read_plain", "refuse_xml", "text_report"]


def read_plain(document: Document, limits: Limits) -> Iterator[Part]:
    """The report of a text file; a ``date`` header is understood, and so is a line "*Published: 4 May 2011*"."""
    data = document.read(limits)
    try:
        decoded = decode(data, document.place)
    except NotText as error:
        raise Refused("not-text", f"not text: {error}; convert it to text first") from error
    if not decoded.text.strip():
        raise Refused("empty", "the file is empty; there is nothing to code")
    source = replace(document.source(), encoding=decoded.encoding, problems=decoded.problems)
    report = text_report(decoded.text, source)
    if not report.text[report.body_start :].strip():
        raise Refused("empty", "nothing follows the date header; there is nothing to code")
    yield report


def text_report(text: str, source: Source) -> Report:
    """The report of a text that may print its own date in a line near the start."""
    stamp = stamp_at_head(text)
    dates = (DateFound(stamp, "text", "medium", "the text"),) if stamp else ()
    return make_report(text, replace(source, dates=(*dates, *source.dates)))


def refuse_xml(document: Document, limits: Limits) -> Iterator[Part]:  # noqa: ARG001  -- the form of a reader
    """XML of a kind that we do not know is no text to code."""
    yield document.refusal(
        "unknown-xml", "XML that is no page, feed or sitemap; give the text alone, or HTML, RSS, Atom or JSON Lines"
    )
