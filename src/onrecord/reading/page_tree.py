"""The bytes of a web page to a tree: encoding, size and depth bounded, nothing fetched, no entity resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.reading.decoding import Decoded, NotText, clean_text, decode
from onrecord.reading.documents import Refused

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["block_texts", "decode_page", "own_words", "parse_page", "short_text_of", "squeezed", "text_of", "words_of"]

_LARGEST_PAGE = 10_000_000  # characters, after pictures written into the page are cut out
_MOST_ELEMENTS = 60_000
_LONGEST_ATTRIBUTE = 20_000
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w\-:]{2,40})|<\?xml[^>]{0,100}encoding=["']([\w\-]{2,40})""",
    re.IGNORECASE,
)
_INLINE_DATA = re.compile(r"""data:[\w/+.\-]{0,80}(?:;[\w=\-]{1,40}){0,4},[^"'\s)>]{200,}""")
_LONG_ATTRIBUTE = re.compile(rf'="[^"<>]{{{_LONGEST_ATTRIBUTE},}}"')
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_NAMES = ("class", "id", "itemprop", "rel", "data-testid", "data-component")
_WORD = re.compile(r"[\w\-]+")
_BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)
_FEWEST_BREAKS = 3
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
))
# fmt: on
_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button"))


def decode_page(data: bytes, charset: str | None, place: str) -> Decoded:
    """The page as text: what the server said, a mark, ``<meta charset>``, else as any text is decoded.

    Raises:
        Refused: the bytes are no text.

    """
    match = _CHARSET.search(data[:4096])
    stated = (match.group(1) or match.group(2)).decode("ascii") if match else None
    for name in (charset, stated):
        if name and (text := _decode_as(data, name)) is not None:
            cleaned, problems = clean_text(text, place)
            return Decoded(cleaned, name.lower(), problems)
    try:
        return decode(data.replace(b"\x00", b" ") if data.count(b"\x00") < len(data) // 100 else data, place)
    except NotText as error:
        raise Refused("not-text", f"not text: {error}; save the page again") from error


def _decode_as(data: bytes, name: str) -> str | None:
    """The text in a named encoding, or ``None`` if the name is unknown or the bytes are of another one."""
    if name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        name = "windows-1252"  # what browsers read under these names
    try:
        text = data.decode(name, "replace")
    except (LookupError, ValueError):
        return None
    return text if isinstance(text, str) and text.count("\ufffd") <= len(text) // 200 else None


def parse_page(text: str) -> HtmlElement:
    """The tree of a page; pictures written into it and huge attributes are cut out first.

    Raises:
        Refused: the page is empty, too large, or has too many elements.

    """
    from lxml import etree, html  # noqa: PLC0415  -- only pages pay for loading it

    text = _XML_DECLARATION.sub("", text, count=1)
    text = _LONG_ATTRIBUTE.sub('=""', _INLINE_DATA.sub("data:,", text))
    if len(_BREAKS.findall(text)) >= _FEWEST_BREAKS:
        text = _BREAKS.sub("</p><p>", text)  # what pages without paragraphs put between them
    if len(text) > _LARGEST_PAGE:
        raise Refused("too-big", f"a page of over {_LARGEST_PAGE} characters; save its text alone")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=False, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused("no-text", f"a page without content ({error}); there is nothing to code") from error
    if sum(1 for _ in islice(tree.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        raise Refused("too-big", f"a page of over {_MOST_ELEMENTS} elements; save its text alone")
    return tree


def text_of(element: HtmlElement) -> str:
    """All text under an element on one line."""
    return own_words("".join(element.itertext(with_tail=False)))


def short_text_of(element: HtmlElement, most: int) -> str | None:
    """The text under an element on one line, or ``None`` if it has more than ``most`` characters or is far off it."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext(with_tail=False):
        pieces.append(piece)
        size += len(piece.strip())
        if size > most or len(pieces) > most:
            return None
    return own_words("".join(pieces))


def words_of(element: HtmlElement) -> set[str]:
    """The words of class, id and the like, in lower case: of "Article__Byline story-date" each whole word."""
    named = " ".join(element.get(name) or "" for name in _NAMES)
    return set(_WORD.findall(named.lower())) if named.strip() else set()


def own_words(text: str) -> str:
    """The text with runs of white space as one space and soft hyphens gone."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def squeezed(text: str) -> str:
    """The letters and digits alone, in lower case: by these two lines, or two names of a column, are the same."""
    return "".join(character for character in text.lower() if character.isalnum())


def block_texts(root: HtmlElement) -> Iterator[str]:
    """The text of a tree block by block in document order, everything that is shown included."""
    pieces: list[str] = []
    for event, element in _walk(root):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS and (line := own_words("".join(pieces))):
            yield line
        if tag in _BLOCKS:
            pieces = []
        if event == "start":
            pieces.append(element.text or "" if tag not in _UNSEEN else "")
        else:
            pieces.append(element.tail or (" " if _stands_apart(element) else ""))
    if line := own_words("".join(pieces)):
        yield line


def _stands_apart(element: HtmlElement) -> bool:
    """Whether an inline element is followed at once by another of its kind: "<span>2021</span><span>10:15</span>"."""
    following = element.getnext()
    return element.tag in ("span", "time", "a") and following is not None and following.tag in ("span", "time", "a")


def _walk(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Start and end of each element; what is never shown is passed over, its tail kept."""
    from lxml import etree  # noqa: PLC0415  -- only pages pay for loading it

    walker = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walker:
        if event == "start" and element.tag in _UNSEEN:
            walker.skip_subtree()
        yield ("end" if event == "comment" else event), element
