# ruff: noqa: RUF001  -- the marks that look alike are what this module tells apart
"""Quotations as stretches of characters: straight, curly, doubled and single marks, balanced or not.

A paragraph that opens with a mark while the former one was not closed carries the quotation on; a mark that is
never closed ends with its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records import Sentence, Span

__all__ = ["Quote", "Quotes", "cut_paragraphs", "find_quotes"]

_MARK = re.compile(r"[\"“”„«»]|''|``|(?<!\w)[‘'](?=[\w“\"…])|[’'](?!\w)")
_ELISION = re.compile(r"['‘’](?:em|til|tis|twas|cause|bout|n|round|[0-9]{2}s?)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r\u00a0]*\n")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_SINGLE = frozenset("'‘’")
_END_MARKS = frozenset(",.?!…—-")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation within one paragraph, marks included; ``carries_on`` if the former paragraph's was left open."""

    start: int
    end: int
    is_closed: bool
    carries_on: bool


class Quotes:
    """A report's quotations in text order, looked up by position in logarithmic time."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.items = tuple(quotes)
        self._starts = [quote.start for quote in self.items]

    def covering(self, offset: int) -> int | None:
        """The number of the quotation that holds the character at ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        return at if at >= 0 and offset < self.items[at].end else None

    def ending_before(self, offset: int) -> int | None:
        """The number of the last quotation that ends at or before ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0 and self.items[at].end > offset:
            at -= 1
        return at if at >= 0 else None

    def starting_after(self, offset: int) -> int | None:
        """The number of the first quotation that starts at or after ``offset``."""
        at = bisect_right(self._starts, offset - 1)
        return at if at < len(self.items) else None


def cut_paragraphs(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """Paragraphs as runs of sentences; in hard-wrapped text only a blank line ends one."""
    is_wrapped = any("\n" in text[s.start : s.end] for s in sentences)
    spans: list[Span] = []
    for sentence in sentences:
        gap = text[spans[-1].end : sentence.start] if spans else "\n\n"
        is_new = bool(_BLANK_LINE.search(gap)) if is_wrapped else "\n" in gap
        if is_new or not spans:
            spans.append(Span(sentence.start, sentence.end))
        else:
            spans[-1] = Span(spans[-1].start, sentence.end)
    return spans


def _opens(text: str, start: int, end: int) -> bool | None:
    """Whether a straight mark opens (True), closes (False) or could do either (None), by its neighbours."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    has_room_before = before.isspace() or before in "([—–-:“‘/"
    has_room_after = after.isspace() or after in ")],.;:?!—–-…"
    if has_room_before == has_room_after:
        return None
    return has_room_before


def _direction(text: str, match: re.Match[str], *, is_open: bool) -> bool:
    mark = match.group()
    if mark in _OPENING or mark == "``" or mark == "‘":
        return True
    if mark in _CLOSING:
        return False
    opens = _opens(text, match.start(), match.end())
    return (not is_open) if opens is None else opens


def _is_possessive(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a single mark after s is a plural's (the *workers'* demands) and the quotation goes on."""
    at = match.start()
    follows = text[at + 1 : at + 3]
    later = re.search(r"[,.?!][’'](?!\w)", text[at + 1 : end])
    return text[at - 1 : at] in ("s", "S") and follows[:1] == " " and follows[1:].islower() and later is not None


@dataclass(slots=True)
class _Scanner:
    """One paragraph read mark by mark; ``opened`` is the mark whose quotation is still open."""

    text: str
    paragraph: Span
    carries_on: bool
    found: list[Quote]
    opened: re.Match[str] | None = None

    def read(self) -> list[Quote]:
        for match in _MARK.finditer(self.text, self.paragraph.start, self.paragraph.end):
            if self.opened is None:
                self._outside(match)
            elif (match.group() in _SINGLE) == (self.opened.group() in _SINGLE):
                self._inside(self.opened, match)
        if self.opened is not None and self.opened.group() not in _SINGLE:
            self._add(self.opened.start(), self.paragraph.end, is_closed=False)
        return self.found

    def _add(self, start: int, end: int, *, is_closed: bool) -> None:
        carries_on = self.carries_on and start == self.paragraph.start
        self.found.append(Quote(start, end, is_closed, carries_on))

    def _outside(self, match: re.Match[str]) -> None:
        """An opening mark, or a closing one whose opening mark is missing: that speech began with the paragraph."""
        if match.group() in _SINGLE:
            if _is_single_opening(self.text, match, self.paragraph.end):
                self.opened = match
        elif _direction(self.text, match, is_open=False):
            self.opened = match
        elif not self.found and self.text[match.start() - 1 : match.start()] in _END_MARKS:
            self._add(self.paragraph.start, match.end(), is_closed=True)

    def _inside(self, opened: re.Match[str], match: re.Match[str]) -> None:
        """A closing mark, or a second opening one: then the first quotation was never closed and ends here."""
        is_single = match.group() in _SINGLE
        if is_single and _is_possessive(self.text, match, self.paragraph.end):
            return
        opens_again = match.group() == "‘" if is_single else _direction(self.text, match, is_open=True)
        if not opens_again:
            self._add(opened.start(), match.end(), is_closed=True)
            self.opened = None
            return
        if self.text[opened.end() : match.start()].strip():
            self._add(opened.start(), match.start(), is_closed=False)
        self.opened = match


def _is_single_opening(text: str, match: re.Match[str], end: int) -> bool:
    if match.group() == "’" or _ELISION.match(text, match.start()):
        return False
    if not _opens(text, match.start(), match.end()):
        return False
    return re.search(r"[’'](?!\w)", text[match.end() : end]) is not None


def find_quotes(text: str, paragraphs: Sequence[Span]) -> Quotes:
    """All quotations of a report, in text order, none overlapping another."""
    found: list[Quote] = []
    for paragraph in paragraphs:
        is_open = bool(found) and not found[-1].is_closed and not text[found[-1].end : paragraph.start].strip()
        found.extend(_Scanner(text, paragraph, is_open, []).read())
    return Quotes(found)
