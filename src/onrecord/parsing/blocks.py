"""A report's text cut into blocks that a parser should see whole: title, headings, paragraphs, datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.knowledge.layout import Layout, load_layout
from onrecord.records import Report, Span

__all__ = ["Block", "BlockKind", "cut_blocks"]

BlockKind = Literal["title", "heading", "body", "dateline", "boilerplate"]

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_NO_HEADING_END = re.compile(r"[.!?\u2026:;,\"\u201d\u2019'\u00bb)\]]\s*$")
_SENTENCE_END = re.compile(r"[.!?:\"\u201d\u2019')]$")
_PARAGRAPH_INDENT = re.compile(r"\n(?:[ \t]{3,}|\t)")
_LONGEST_HEADING = 100
_HARD_WRAP_WIDTH = range(50, 100)
_FEWEST_WRAPPED_LINES = 6
_SHORT_LAST_LINE = 0.75  # of the widest line: a shorter line that ends a sentence ends the paragraph
_LONGEST_BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text to parse on its own; datelines and boilerplate are kept as evidence and not parsed."""

    start: int
    end: int
    kind: BlockKind

    @property
    def is_parsed(self) -> bool:
        """Whether the block is prose of the report."""
        return self.kind not in ("dateline", "boilerplate")


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    right = start + len(piece.rstrip())
    return Span(min(right, start + len(piece) - len(piece.lstrip())), right)


def _lines(text: str, start: int) -> list[Span]:
    spans = (_stripped(text, *match.span()) for match in _LINE.finditer(text, start))
    return [span for span in spans if span.start < span.end]


def _is_hard_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether paragraphs were broken into lines of one width, as old wire copy and mail are."""
    if len(lines) < _FEWEST_WRAPPED_LINES:
        return False
    widths = [s.end - s.start for s in lines if not _SENTENCE_END.search(text[s.end - 1 : s.end])]
    return len(widths) * 2 > len(lines) and sum(w in _HARD_WRAP_WIDTH for w in widths) * 5 > len(widths) * 4


def _join_wrapped(text: str, lines: list[Span], layout: Layout) -> list[Span]:
    """Paragraphs of hard-wrapped lines: a blank line, an indent, or a short line that ends a sentence parts them."""
    widest = max(line.end - line.start for line in lines if line.end - line.start < _HARD_WRAP_WIDTH.stop)
    joined: list[Span] = []
    is_open = False
    for line in lines:
        written = text[line.start : line.end]
        is_apart = layout.is_boilerplate(written)
        gap = text[joined[-1].end : line.start] if joined else ""
        if is_open and not is_apart and gap.count("\n") == 1 and not _PARAGRAPH_INDENT.search(gap):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
        is_short = len(written) < _SHORT_LAST_LINE * widest
        is_open = not is_apart and not (is_short and _SENTENCE_END.search(written))
    return joined


def _is_heading(text: str, span: Span) -> bool:
    """Whether a line is a subheading: short, no end mark, capital or digit first."""
    line = text[span.start : span.end]
    return len(line) <= _LONGEST_HEADING and not _NO_HEADING_END.search(line) and not line[0].islower()


def _cut_long(text: str, span: Span) -> Iterator[Span]:
    """Pieces of at most ``_LONGEST_BLOCK`` characters, cut after a sentence end where there is one."""
    start = span.start
    while span.end - start > _LONGEST_BLOCK:
        window = text[start : start + _LONGEST_BLOCK]
        cut = max(window.rfind(mark) for mark in (". ", ".\n", "? ", "! ", '." ', ".\u201d "))
        cut = cut + 1 if cut > _LONGEST_BLOCK // 2 else max(window.rfind(" "), _LONGEST_BLOCK // 2)
        yield Span(start, start + cut)
        start += cut
    yield Span(start, span.end)


def _split_title(lines: list[Span], title: Span | None) -> Iterator[tuple[Span, bool]]:
    """Each line with whether it is the title; a line that goes on after the title is cut behind it."""
    for line in lines:
        if title is None or not line.start <= title.start < line.end:
            yield line, False
            continue
        yield Span(line.start, min(title.end, line.end)), True
        if title.end < line.end:
            yield Span(title.end, line.end), False


def _cut_line(text: str, line: Span, layout: Layout) -> Iterator[Block]:
    if layout.is_boilerplate(text[line.start : line.end]):
        yield Block(line.start, line.end, "boilerplate")
        return
    dateline = layout.dateline_length(text[line.start : line.start + layout.longest_dateline])
    start = line.start
    if dateline is not None:
        start = min(start + dateline, line.end)
        evidence = _stripped(text, line.start, start)
        yield Block(evidence.start, evidence.end, "dateline")
    kind: BlockKind = "heading" if start == line.start and _is_heading(text, line) else "body"
    body_end = line.end - (layout.closing_length(text[start : line.end]) or 0)
    for piece in _cut_long(text, _stripped(text, start, body_end)):
        if piece.start < piece.end:
            yield Block(piece.start, piece.end, kind)
    if body_end < line.end:
        closing = _stripped(text, body_end, line.end)
        yield Block(closing.start, closing.end, "boilerplate")


def _as_prose(text: str, line: Span) -> Block:
    """The only line of a report, though it reads like furniture: a report that is just "*Reuters*" says that name."""
    has_words = any(character.isalpha() for character in text[line.start : line.end])
    return Block(line.start, line.end, "body" if has_words else "boilerplate")


def cut_blocks(report: Report) -> tuple[Block, ...]:
    """The report's blocks in text order, header left out; hard-wrapped lines are joined to paragraphs.

    A dateline ("*GENEVA (Reuters) -* Talks ...") becomes a block of its own in front of its paragraph; bylines,
    credits, share lines and the like become blocks of the kind ``boilerplate``, and so does what the reader set aside.
    """
    text = report.text
    layout = load_layout()
    lines = _lines(text, report.body_start)
    if _is_hard_wrapped(text, lines):
        lines = _join_wrapped(text, lines, layout)
    blocks: list[Block] = []
    for line, is_title in _split_title(lines, report.title_span):
        span = _stripped(text, line.start, line.end)
        if is_title:
            blocks.append(Block(span.start, span.end, "title"))
        elif any(aside.start <= span.start < aside.end for aside in report.set_aside):
            blocks.append(Block(span.start, span.end, "boilerplate"))
        elif span.start < span.end:
            blocks.extend(_cut_line(text, span, layout))
    if len(lines) == 1 and not any(block.is_parsed for block in blocks):
        return (_as_prose(text, lines[0]),)
    return tuple(blocks)
