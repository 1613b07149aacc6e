"""Text and what came with it to a Report; whatever is doubtful becomes a problem in the report."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.reading.decoding import clean_text
from onrecord.reading.header import Header, find_header, find_title
from onrecord.reading.publication import DateFound, Publication, choose_date, date_in_address
from onrecord.records import Problem, Report, Severity, Unreadable, content_id

__all__ = ["Source", "make_report", "read_text"]

_MARKUP = re.compile(
    r"</?(?:a|b|body|br|div|em|h[1-6]|head|html|i|img|li|meta|p|script|span|strong|style|table|td|tr|ul)\b[^<>\n]{0,300}>"
    r"|<!(?:--|DOCTYPE\b)|&(?:amp|apos|gt|hellip|ldquo|lsquo|lt|mdash|nbsp|ndash|quot|rdquo|rsquo|#\d{2,6}|#x[\da-f]{2,6});",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a text besides the text; ``place`` is how messages name it (``file:line``).

    ``date`` is the input's own field for it, ``dates`` are those found elsewhere, ``title`` may stand in the text.
    """

    key: str
    place: str
    path: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    date: str | None = None
    default_date: str | None = None
    encoding: str | None = None
    problems: tuple[Problem, ...] = ()
    byline: str | None = None
    dates: tuple[DateFound, ...] = ()
    is_markup_read: bool = False

    def refusal(self, code: str, what: str, *, severity: Severity = "error") -> Unreadable:
        """The record that says why no report came out."""
        return Unreadable(self.key, self.path, (Problem(code, severity, f"{self.place}: {what}"),))


def _publication(source: Source, header: Header) -> tuple[Publication, tuple[Problem, ...]]:
    """The date of: the input's own field, the header lines, what the reader found, the address, the caller."""
    found = [DateFound(source.date, "field", "high", "field date")] if source.date else []
    found += [DateFound(written, "header", "high", "the header line") for written in header.dates]
    found += source.dates
    if in_address := date_in_address(source.url):
        found.append(in_address)
    publication, problems = choose_date(found, default=source.default_date, place=source.place)
    if publication.value is None and not problems:
        message = (
            f"{source.place}: no date of publication, so relative dates stay open; "
            'start the text with a line "date YYYY-MM-DD", set the field "date", or give a date in the call'
        )
        problems = (Problem("missing-date", "warning", message),)
    return publication, problems


def _markup(text: str, place: str) -> list[Problem]:
    match = _MARKUP.search(text)
    if match is None:
        return []
    message = f"{place}: markup in the text, first {match.group()[:30]!r}; it is read as words; give the text alone"
    return [Problem("markup-in-text", "note", message, match.start(), match.end())]


def make_report(text: str, source: Source) -> Report:
    """A report of ``text``, which must be free of surrogates; the id depends on content only, never on the path."""
    header = find_header(text)
    published, problems = _publication(source, header)
    span = find_title(text, header.end, source.title)
    title = source.title if source.title is not None or span is None else " ".join(text[span.start : span.end].split())
    return Report(
        id=content_id(text, published.value, title, source.url),
        key=source.key,
        text=text,
        path=source.path,
        url=source.url,
        title=title,
        publisher=source.publisher,
        published=published.value,
        published_precision=published.precision,
        published_source=published.source,
        published_confidence=published.confidence,
        byline=source.byline,
        encoding=source.encoding,
        body_start=header.end,
        title_span=span,
        problems=(*source.problems, *problems, *([] if source.is_markup_read else _markup(text, source.place))),
    )


def read_text(
    text: str,
    *,
    date: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    key: str | None = None,
) -> Report:
    """A report of a text in memory; a ``date`` header in the text is understood as in a ``.txt`` file.

    ``date`` comes before a header's date.  The key is the report's id where none is given.  Offsets count code
    points of ``text``.
    """
    place = key or "text"
    cleaned, problems = clean_text(text, place)
    fields = [
        None if value is None else clean_text(value, place)[0].strip() or None for value in (title, url, publisher)
    ]
    source = Source(
        key=key or "",
        place=place,
        title=fields[0],
        url=fields[1],
        publisher=fields[2],
        date=date,
        problems=problems,
    )
    report = make_report(cleaned, source)
    return report if key else replace(report, key=report.id)
