"""Old ways of laying out a page made into the blocks that an extractor of main text looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["make_blocks"]

_TABLE_PARTS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "center", "font")
_LONGEST_CELL = 400  # characters: a cell with more is a column of the page and no datum
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "hr")
_INLINE = frozenset(
    ("a", "em", "i", "b", "strong", "span", "font", "u", "sub", "sup", "small", "abbr", "q", "cite", "br")
)
_SHORTEST_LOOSE = 20


def make_blocks(tree: HtmlElement) -> None:
    """Opens tables that lay out the page, and gives paragraphs to text that stands loose after a heading."""
    _open_layout_tables(tree)
    for heading in list(tree.iter(*_HEADINGS)):
        if len((heading.tail or "").strip()) >= _SHORTEST_LOOSE and heading.getparent() is not None:
            _wrap_loose_text(heading)


def _open_layout_tables(tree: HtmlElement) -> None:
    """Makes plain blocks of tables that hold the page's columns, as pages of before 2005 are made."""
    for table in list(tree.iter("table")):
        if not any(len("".join(cell.itertext())) > _LONGEST_CELL for cell in table.iter("td")):
            continue
        for part in list(table.iter(*_TABLE_PARTS)):
            inside = part if part.tag == "table" else next(part.iterancestors("table"), table)
            if inside is table:  # and not a table of data inside it
                part.tag = "span" if part.tag == "font" else "div"


def _wrap_loose_text(heading: HtmlElement) -> None:
    """A paragraph of the text after a heading, with the links and italics in it, up to the next block."""
    paragraph = heading.makeelement("p")
    paragraph.text, heading.tail = heading.tail, None
    following = heading.getnext()
    while following is not None and following.tag in _INLINE:
        after = following.getnext()
        paragraph.append(following)
        following = after
    heading.addnext(paragraph)
