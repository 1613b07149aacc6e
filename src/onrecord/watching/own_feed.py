"""Alerts as an Atom feed of our own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from onrecord.watching.letters import text_of

__all__ = ["feed_of"]

_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_of(title: str, alerts: Sequence[Mapping[str, Any]]) -> bytes:
    """The feed of some alerts, the newest first, one at least."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "title", title)
    _add(feed, "id", f"urn:onrecord:alerts:{title}")
    _add(feed, "updated", max(str(body["made_at"]) for body in alerts))
    _add(_add(feed, "author"), "name", "onrecord")
    for body in alerts:
        entry = _add(feed, "entry")
        _add(entry, "title", str(body["summary"]))
        _add(entry, "id", f"urn:onrecord:alert:{body['id']}")
        _add(entry, "updated", str(body["made_at"]))
        for url in dict.fromkeys(one["url"] for one in body["tellings"] if one.get("url")):
            _add(entry, "link").set("href", _NOT_XML.sub("", str(url)))
            break
        _add(entry, "content", text_of(body)).set("type", "text")
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = None if text is None else _NOT_XML.sub("\ufffd", text)
    return child
