"""A report's text cut into blocks that a parser should see whole: title, headings, paragraphs, datelines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.records import Report, Span

__all__ = ["Block", "cut_blocks"]

_LINE = re.compile(r"[^\n]+")
_TERMINAL = re.compile(r"[.!?…:;,\"”’'»)\]]\s*$")
_BLANK_LINE = re.compile(r"\n[ \t\r\u00a0]*\n")
_LONGEST_HEADING = 100
_HARD_WRAP_WIDTH = range(50, 100)
_LONGEST_BLOCK = 20_000
_DATELINE = re.compile(
    r"""\s*(?:[A-Z][A-Z.'’\-]+|[A-Z][a-z]{1,3}\.?)(?:[ ][A-Z][A-Z.'’\-]+|[ ](?:of|de|du|al)\b)*   # PORT AU PRINCE
    (?:,\s*(?:[A-Z][\w.'’\-]*[ ]?){1,4})?                      # , South Korea
    (?:,\s*(?:[A-Z][a-z]{2,8}\.?[ ]\d{1,2})(?:,[ ]\d{4})?)?     # , Sept. 3
    \s*(?:\([^()\n]{2,40}\)|\[[^\[\]\n]{2,40}\])?               # (Reuters)
    \s*(?:--+|[—–-]|(?<=[)\]]):?)\s+(?=["“‘']?[A-Z0-9])""",
    re.VERBOSE,
)
_AGENCY_LEAD = re.compile(r"\s*[A-Z][\w .,'’\-]{1,60}?\((?:[A-Z][\w/. -]{1,30})\)\s*(?:--+|[—–-])\s*(?=[\"“‘']?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text to parse on its own; a dateline is kept as evidence and not parsed."""

    start: int
    end: int
    kind: Literal["title", "heading", "body", "dateline"]


def _lines(text: str, start: int) -> list[Span]:
    spans = []
    for match in _LINE.finditer(text, start):
        piece = match.group()
        left = match.start() + len(piece) - len(piece.lstrip())
        right = match.start() + len(piece.rstrip())
        if left < right:
            spans.append(Span(left, right))
    return spans


def _is_hard_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether paragraphs were broken into lines of one width, as old wire copy and mail are."""
    if len(lines) < 6:
        return False
    open_ended = [s for s in lines if not re.search(r"[.!?\"”’:]$", text[s.start : s.end])]
    widths = [s.end - s.start for s in open_ended]
    return len(open_ended) * 2 > len(lines) and sum(w in _HARD_WRAP_WIDTH for w in widths) * 5 > len(widths) * 4


def _join_wrapped(text: str, lines: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for line in lines:
        gap = text[joined[-1].end : line.start] if joined else ""
        if joined and not _BLANK_LINE.search(gap) and gap.count("\n") == 1 and "   " not in gap:
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _is_heading(text: str, span: Span) -> bool:
    """Whether a line is a subheading: short, no end mark, capital or digit first."""
    line = text[span.start : span.end]
    return len(line) <= _LONGEST_HEADING and not _TERMINAL.search(line) and not line[0].islower()


def _cut_long(text: str, span: Span) -> list[Span]:
    """Pieces of at most ``_LONGEST_BLOCK`` characters, cut after a sentence end where there is one."""
    pieces = []
    start = span.start
    while span.end - start > _LONGEST_BLOCK:
        window = text[start : start + _LONGEST_BLOCK]
        cut = max(window.rfind(mark) for mark in (". ", ".\n", "? ", "! ", '." ', ".” "))
        cut = cut + 1 if cut > _LONGEST_BLOCK // 2 else max(window.rfind(" "), _LONGEST_BLOCK // 2)
        pieces.append(Span(start, start + cut))
        start += cut
    return [*pieces, Span(start, span.end)]


def _dateline_end(text: str, span: Span) -> int | None:
    window = text[span.start : min(span.end, span.start + 160)]
    match = _DATELINE.match(window) or _AGENCY_LEAD.match(window)
    return span.start + match.end() if match else None


def cut_blocks(report: Report) -> tuple[Block, ...]:
    """The report's blocks in text order, header left out; hard-wrapped lines are joined to paragraphs.

    A dateline ("GENEVA (Reuters) - ") becomes a block of its own in front of its paragraph.
    """
    text = report.text
    lines = _lines(text, report.body_start)
    if _is_hard_wrapped(text, lines):
        lines = _join_wrapped(text, lines)
    blocks: list[Block] = []
    for line in lines:
        if report.title_span and line.start <= report.title_span.start < line.end:
            blocks.append(Block(line.start, line.end, "title"))
            continue
        dateline = _dateline_end(text, line)
        start = line.start
        if dateline is not None:
            blocks.append(Block(start, len(text[start:dateline].rstrip()) + start, "dateline"))
            start = dateline
        kind: Literal["heading", "body"] = "heading" if dateline is None and _is_heading(text, line) else "body"
        blocks.extend(Block(piece.start, piece.end, kind) for piece in _cut_long(text, Span(start, line.end)))
    return tuple(blocks)
