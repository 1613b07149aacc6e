"""What stands before the body of a report: the ``date`` header and the title line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.knowledge.layout import Layout, load_layout
from onrecord.records import Span

__all__ = ["Header", "find_header", "find_title"]

_HEADER = re.compile(r"\s*(?:date|Date:|DATE:?)[ \t]+(\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?)(?![\w-])[ \t]*(?:\r?\n|\r)?")
_LINE = re.compile(r"[^\n]+")
_BLANK_LINE = re.compile(r"[ \t\r]*\n[ \t\r\u00a0]*\n")
_END_MARK = re.compile(r"(?<![A-Z]\.[A-Z])[.:;,]$")  # "in the U.S." ends no sentence for sure
_PLAIN = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xA0: " ", 0x2013: "-", 0x2014: "-"}
_LONGEST_TITLE = 200
_LONGEST_UNMARKED_TITLE = 140
_LINES_LOOKED_AT = 4
_SITE_SUFFIX = re.compile(r"\s*[|\u2013\u2014-]\s*[^|]{2,40}")
_AFTER_TITLE = re.compile(r"([.!?…]['\"\u201d\u2019]?(?=\s)|(?=\s*[:|\u2013\u2014]\s|\s+-\s))")


@dataclass(frozen=True, slots=True)
class Header:
    """The dates as written in the header lines, and the first code point after them."""

    dates: tuple[str, ...]
    end: int


def find_header(text: str) -> Header:
    """The header lines at the start of a text: "date 2023-09-23", alone on a line or glued to the first sentence."""
    dates = []
    end = 0
    while match := _HEADER.match(text, end):
        dates.append(match.group(1))
        end = match.end()
    return Header(tuple(dates), end)


def _first_lines(text: str, start: int) -> list[Span]:
    spans = []
    for match in _LINE.finditer(text, start):
        line = match.group()
        left = match.start() + len(line) - len(line.lstrip())
        right = match.start() + len(line.rstrip())
        if left < right:
            spans.append(Span(left, right))
        if len(spans) > _LINES_LOOKED_AT:
            break
    return spans


def _same_words(text: str, title: str) -> int | None:
    """Length of the head of ``text`` that is the title but for spaces, case and the form of quotes."""
    words = title.translate(_PLAIN).split()
    pattern = r"\s+".join(re.escape(word) for word in words) + r"(?!\w)"
    match = re.match(pattern, text[: 2 * len(title) + 40].translate(_PLAIN), re.IGNORECASE) if words else None
    return match.end() if match else None


def find_title(text: str, start: int, given: str | None) -> Span | None:
    """Where the title stands in the text: the ``given`` one if the text begins with it, else a first line like one.

    A first line is a title when it is short, and a blank line, a dateline or a much longer line follows.
    """
    lines = _first_lines(text, start)
    if not lines:
        return None
    layout = load_layout()
    if given is not None:
        length = _same_words(text[lines[0].start : lines[0].end], given)
        return _whole_title(text, lines[0], lines[0].start + length, layout) if length else None
    for place, line in enumerate(lines[:-1]):
        if layout.is_boilerplate(text[line.start : line.end]):
            continue
        return line if _is_title(text, line, lines[place + 1], layout) else None
    return None


def _whole_title(text: str, line: Span, end: int, layout: Layout) -> Span | None:
    """The span of a title in front of more text; ``None`` if the words run on ("*Italian troops stay* in Albania")."""
    rest = text[end : line.end]
    if not rest or _SITE_SUFFIX.fullmatch(rest):
        return Span(line.start, line.end)
    if mark := _AFTER_TITLE.match(rest):
        return Span(line.start, end + mark.end(1))
    opens = layout.dateline_length(rest.lstrip()) is not None or layout.opens_sentence(rest.lstrip())
    return Span(line.start, end) if opens or text[end - 1] in ".!?" else None


def _is_title(text: str, line: Span, following: Span, layout: Layout) -> bool:
    written = text[line.start : line.end]
    if len(written) > _LONGEST_TITLE or layout.dateline_length(written) is not None:
        return False
    marked = bool(_END_MARK.search(written))
    if _BLANK_LINE.match(text, line.end):
        return not marked
    if marked or len(written) > _LONGEST_UNMARKED_TITLE or text[following.start].islower():
        return False
    next_line = text[following.start : following.end]
    is_longer = len(next_line) > 2 * len(written) or (len(next_line) > 100 and len(next_line) > 1.3 * len(written))
    return is_longer or layout.is_boilerplate(next_line) or layout.dateline_length(next_line) is not None
