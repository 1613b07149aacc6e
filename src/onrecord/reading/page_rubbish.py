"""What of a page is no part of its report: navigation, banners, boxes, comments, links to other reports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.knowledge.page_words import load_page_words
from onrecord.reading.page_tree import short_text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["is_rubbish", "lies_in_rubbish", "prune"]

_LARGEST_SHARE = 0.4  # of the page's text: an element that holds more is no rubbish, whatever it is called
_LONG_PARAGRAPH = 60
_ENOUGH_PROSE = 300
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_OF_THE_REPORT = frozenset(("article", "main", "body", "html"))
_OF_A_PARAGRAPH = frozenset(("p", "h1", "em", "strong", "b", "i"))
_LONGEST_DATED_LINK = 50  # characters: more is the title of another report, with its date


def is_rubbish(element: HtmlElement) -> bool:
    """Whether an element's tag, role or name says that it is no part of the report."""
    words = load_page_words()
    if element.tag in words.rubbish_elements or (element.get("role") or "").lower() in words.rubbish_roles:
        return True
    if element.tag in _OF_A_PARAGRAPH or element.tag in _OF_THE_REPORT:
        return False
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
        return True
    for name in f"{element.get('class') or ''} {element.get('id') or ''}".split():
        if name.lower() in words.rubbish_words:
            return True
        if any(part.lower() in words.rubbish_parts for part in _NAME_PARTS.findall(name)):
            return True
    return False


def lies_in_rubbish(element: HtmlElement) -> bool:
    """Whether an element is rubbish, lies in it, or in a link that says more than a date."""
    for outer in (element, *element.iterancestors()):
        if outer.tag in _OF_THE_REPORT and outer.tag != "article":
            return False
        if (is_rubbish(outer) and next(outer.iter("h1"), None) is None) or (
            outer.tag == "a" and short_text_of(outer, _LONGEST_DATED_LINK) is None
        ):
            return True
    return False


def prune(tree: HtmlElement) -> None:
    """Takes out of the tree what is rubbish; a large part of the page only if enough prose stands outside it."""
    body = next(tree.iter("body"), tree)
    most = _LARGEST_SHARE * max(1, len("".join(body.itertext())))
    for element in list(body.iterdescendants()):
        if not isinstance(element.tag, str) or element.getparent() is None or not is_rubbish(element):
            continue
        if len("".join(element.itertext())) < most or _prose(body) - _prose(element) >= _ENOUGH_PROSE:
            element.drop_tree()


def _prose(element: HtmlElement) -> int:
    """Characters in paragraphs as long as those of a report."""
    sizes = (len("".join(paragraph.itertext())) for paragraph in element.iter("p"))
    return sum(size for size in sizes if size >= _LONG_PARAGRAPH)
