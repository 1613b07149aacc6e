"""A web page to a Report: the main text without what stands around it, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.knowledge.web_lines import load_web_lines
from onrecord.reading.documents import Document, Limits, Part, Refused
from onrecord.reading.page_dates import lines_near_title, stamp_among
from onrecord.reading.page_facts import PageFacts, find_facts
from onrecord.reading.page_rubbish import prune
from onrecord.reading.page_shape import make_blocks
from onrecord.reading.page_tree import block_texts, decode_page, own_words, parse_page, squeezed
from onrecord.reading.publication import DateFound
from onrecord.reading.reports import make_report
from onrecord.reading.silence import keep_quiet
from onrecord.reading.written_dates import stamp_in
from onrecord.records import Problem, Report, Severity

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["main_text", "page_report", "read_page", "text_of_fragment"]

_FEWEST_CHARACTERS = 25
_FEWEST_OWN = 200  # characters of the page's own data
_LONGEST_HEAD_LINE = 150
_LINES_OF_THE_HEAD = 5
_LINES_BEFORE_TITLE = 60
_BYLINE = re.compile(
    r"(?:By|BY)[: ]+([A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){1,3}"
    r"(?:(?:,| and) [A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){1,3})?)(?=$|\s*[|\u2022\u00b7])"
)
_LIST_OR_ROW = re.compile(r"^- |^\s*\|\s*(?:[-:| ]+$)?|\s*\|\s*$")  # the marks of lists and of rows of a table
_POOR = 0.5  # of the text in the page's own data: an extraction below it has missed the report


def read_page(document: Document, limits: Limits) -> Iterator[Part]:
    """The report of a page."""
    yield page_report(document.read(limits), document)


def page_report(data: bytes, document: Document) -> Report:
    """The report of a page's bytes; its text is the title, a blank line, and the paragraphs of the main text.

    Raises:
        Refused: the page is broken, too large, or holds no report.

    """
    decoded = decode_page(data, document.charset, document.place)
    tree = parse_page(decoded.text)
    facts = find_facts(tree, document.url)
    prune(tree)
    make_blocks(tree)
    near = lines_near_title(tree, facts.title)
    facts.byline = facts.byline or _byline_in(near)
    dates = _dates(facts, document, near)
    paragraphs = main_text(tree, facts)
    if not paragraphs:
        severity: Severity = "note" if document.is_from_crawl else "error"
        raise Refused("no-text", "no main text found in the page; there is nothing to code", severity=severity)
    text = "\n\n".join([facts.title, *paragraphs] if facts.title else paragraphs)
    source = replace(
        document.source(),
        title=facts.title,
        url=facts.url,
        publisher=facts.publisher,
        byline=facts.byline,
        encoding=decoded.encoding,
        dates=dates,
        problems=tuple(Problem(p.code, p.severity, p.message) for p in decoded.problems),
        is_markup_read=True,
    )
    return make_report(text, source)


def _dates(facts: PageFacts, document: Document, near: list[str]) -> tuple[DateFound, ...]:
    dates = [*facts.dates, *document.dates]
    if not any(date.confidence != "low" for date in dates) and (stamp := stamp_among(near)):
        dates.append(stamp)
    return tuple(dates)


def main_text(tree: HtmlElement, facts: PageFacts) -> list[str]:
    """The paragraphs of the report in a tree without its rubbish; the page's own data counts where it has far more."""
    own = facts.own_text
    paragraphs = _cleaned(_extracted(tree), facts)
    if len(own) > _FEWEST_OWN and sum(map(len, paragraphs)) < _POOR * len(own):
        paragraphs = _cleaned(own.split("\n"), facts)
    if not paragraphs:
        paragraphs = _cleaned([line for line in block_texts(tree) if len(line) >= _FEWEST_CHARACTERS], facts)
    return paragraphs


def _extracted(tree: HtmlElement) -> list[str]:
    import trafilatura  # noqa: PLC0415  -- only pages pay for loading it

    keep_quiet("trafilatura")
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False, favor_precision=False)
    except (ValueError, TypeError, AttributeError, RecursionError):  # its own walk trips over some broken trees
        return []
    text = getattr(found, "text", None)
    return text.split("\n") if isinstance(text, str) else []


def _cleaned(lines: list[str], facts: PageFacts) -> list[str]:
    """Paragraphs without lines that belong to the site, and without title, byline and stamp, which are fields."""
    known = load_web_lines()
    texts = _after_title([own_words(_LIST_OR_ROW.sub("", line)) for line in lines], facts.title)
    facts.byline = facts.byline or _byline_in(texts)
    kept: list[str] = []
    for number, text in enumerate(texts):
        if not text or known.is_of_the_site(text) or (number < _LINES_OF_THE_HEAD and _is_of_the_head(text, facts)):
            continue
        if not kept or kept[-1] != text:
            kept.append(text)
    return kept


def _byline_in(texts: list[str]) -> str | None:
    """The names of a line "*By Anna Okoro and Lars Moen*" at the head of the text."""
    found = (_BYLINE.match(text) for text in texts[:_LINES_OF_THE_HEAD] if len(text) <= _LONGEST_HEAD_LINE)
    return next((match.group(1) for match in found if match), None)


def _after_title(texts: list[str], title: str | None) -> list[str]:
    """The lines after the title, where it stands among them after short ones only, as in a page of one table."""
    same = squeezed(title or "")
    for number, text in enumerate(texts[:_LINES_BEFORE_TITLE]):
        if same and squeezed(text) == same:
            return texts[number + 1 :]
        if len(text) > _LONGEST_HEAD_LINE:
            break
    return texts


def _is_of_the_head(text: str, facts: PageFacts) -> bool:
    """Whether a line is the title again, the byline or the stamp."""
    if len(text) > _LONGEST_HEAD_LINE:
        return False
    plain = squeezed(text)
    byline = squeezed(facts.byline or "")
    return (
        plain == squeezed(facts.title or "")
        or (bool(byline) and plain in (byline, f"by{byline}"))
        or bool(stamp_in(text))
    )


def text_of_fragment(markup: str) -> str:
    """The text of a piece of HTML in a feed or a mail, one block a paragraph; plain text comes back as it is."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        tree = parse_page(markup)
    except Refused:
        return ""
    known = load_web_lines()
    return "\n\n".join(line for line in block_texts(tree) if not known.is_of_the_site(line))
