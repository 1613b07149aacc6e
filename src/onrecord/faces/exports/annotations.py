"""W3C Web Annotations of the evidence: every part of every event with the characters of the report that say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.faces.exports.selection import Part, Selection, json_items, mention_spans, told, web_address
from onrecord.ledger.selecting import SelectedEvent, SelectedReport

__all__ = ["annotation_parts"]

_CONTEXT = b'"http://www.w3.org/ns/anno.jsonld"'
_AROUND = 32


def annotation_parts(selection: Selection) -> Iterator[Part]:
    """One AnnotationCollection with all annotations on its first page.

    Positions count code points of the text as read; exact words with 32 characters before and after find the place
    again where the page has changed since.
    """
    yield "", b'{"@context":' + _CONTEXT + b',"id":"urn:onrecord:annotations","type":"AnnotationCollection",'
    yield "", b'"first":{"id":"urn:onrecord:annotations:1","type":"AnnotationPage","startIndex":0,"items":['
    found = (one for report, event in told(selection) for one in _annotations(report, event))
    yield from json_items(("annotation", one) for one in found)
    yield "", b"\n]}}\n"


def _annotations(report: SelectedReport, event: SelectedEvent) -> Iterator[dict[str, Any]]:
    for number, (role, mention, start, end) in enumerate(mention_spans(event.coded)):
        yield {
            "id": f"urn:onrecord:event:{event.coded['id']}:{number}",
            "type": "Annotation",
            "motivation": "describing" if role == "sentence" else "identifying",
            "body": {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": _body(event, role, mention),
            },
            "target": {"source": _source(report), "selector": _selectors(report.text, start, end)},
        }


def _body(event: SelectedEvent, role: str, mention: Mapping[str, Any]) -> str:
    coded = event.coded
    mode = f"/{coded['mode']}" if coded["mode"] else ""
    named = f" {mention['id']}" if "id" in mention else ""
    return f"{role}{named}: {coded['type']}{mode}, {coded['certainty']}, {coded['status']}"


def _source(report: SelectedReport) -> str:
    summary = report.document["report"]
    return web_address(summary["url"]) or f"urn:onrecord:report:{summary['id']}"


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
