"""The JSON-LD of a page: the object that describes the report, read tolerantly and within bounds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from onrecord.knowledge.page_words import load_page_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["ReportData", "find_report_data", "names_in", "text_in"]

ReportData = dict[str, Any]
_MOST_OBJECTS = 2_000
_DEEPEST = 12
_WRAPPING = re.compile(
    r"^(?:<!--|//\s*<!\[CDATA\[|/\*<!\[CDATA\[\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\]\]>\*/|\]\]>)$"
)
_LOOSE_END = re.compile(r",(?=\s*[}\]])")


def _parsed(written: str) -> Any:
    """The value of a script, with the mistakes pages make: CDATA marks, raw line ends in strings, a comma too many."""
    body = _WRAPPING.sub("", written.strip().removesuffix(";").rstrip())
    for text in (body, _LOOSE_END.sub("", body)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int = 0) -> Iterator[ReportData]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value[:_MOST_OBJECTS]:
            yield from _objects(inner, depth + 1)


def _is_report(value: ReportData) -> bool:
    types = value.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(
        isinstance(name, str) and name.rsplit("/", 1)[-1].lower() in load_page_words().report_types for name in names
    )


def find_report_data(tree: HtmlElement) -> ReportData:
    """The object of the report with most to say, the first of equals; empty where there is none.

    A page describes the reports it links to as well; those have an address or a headline and little else.
    """
    best: ReportData = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for number, value in enumerate(_objects(_parsed(script.text or ""))):
            if number > _MOST_OBJECTS:
                break
            if _is_report(value) and _weight(value) > _weight(best):
                best = value
    return best


def _weight(value: ReportData) -> int:
    return sum(
        key in value for key in ("headline", "datePublished", "articleBody", "author", "publisher", "mainEntityOfPage")
    )


def text_in(value: Any) -> str | None:
    """A string of the data with entities resolved, of a list the first; ``None`` for anything else."""
    if isinstance(value, list) and value:
        return text_in(value[0])
    if isinstance(value, dict):
        return text_in(value.get("@id") or value.get("url") or value.get("@value"))
    if isinstance(value, str) and value.strip():
        return " ".join(unescape(value).split())
    return None


def names_in(value: Any) -> list[str]:
    """Names of persons or organisations: a string, an object with ``name``, or a list of these."""
    if isinstance(value, list):
        return [name for inner in value[:20] for name in names_in(inner)]
    if isinstance(value, dict):
        return names_in(value.get("name"))
    if isinstance(value, str) and value.strip() and not re.match(r"https?://", value):
        return [" ".join(unescape(value).split())]
    return []
