"""Markdown to a Report: the words without their marks, and what the front matter says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.decoding import NotText, decode
from onrecord.reading.documents import Document, Limits, Part, Refused
from onrecord.reading.plain import text_report
from onrecord.reading.reports import Source
from onrecord.reading.tables_header import find_columns

__all__ = ["read_markdown"]

_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"([\w\-]+)[ \t]*:[ \t]*(.*)")
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\1[^\n]*$", re.DOTALL | re.MULTILINE)
_LINES = (
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$"), r"\1"),
    (re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+"), ""),
    (re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)"), ""),
    (re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*=+[ \t]*$|^(?=[ \t:|-]*---)[ \t:|-]+$"), ""),
    (re.compile(r"^\[[^\]\n]{1,200}\]:[ \t]*\S.*$"), ""),
)
_WORDS = (
    (re.compile(r"!\[([^\]\n]{0,500})\]\([^()\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\](?:\([^()\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), r"\1"),
    (re.compile(r"<(https?://[^\s<>]{1,2000})>"), r"\1"),
    (re.compile(r"\[\^[\w\-]{1,40}\]:?"), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"</?(?:br|b|i|em|strong|p|div|span|sup|sub|u|a)\b[^<>\n]{0,300}>"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)


def read_markdown(document: Document, limits: Limits) -> Iterator[Part]:
    """The report of a Markdown file.

    Raises:
        Refused: the file is no text, or empty.

    """
    try:
        decoded = decode(document.read(limits), document.place)
    except NotText as error:
        raise Refused("not-text", f"not text: {error}; save the file as UTF-8") from error
    whole = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    fields, body = _front_matter(whole)
    text = _plain(body)
    if not text:
        raise Refused("empty", "the file is empty; there is nothing to code")
    source = replace(document.source(), encoding=decoded.encoding, problems=decoded.problems)
    yield text_report(text, _with_fields(source, fields))


def _with_fields(source: Source, fields: dict[str, str]) -> Source:
    """The source with what the front matter says, under the names that columns of a table have."""
    columns = find_columns(["text", *fields])
    if columns is None:
        return source
    given = {name: fields.get(getattr(columns, name) or "") for name in ("title", "date", "url", "publisher", "byline")}
    return replace(
        source,
        title=given["title"],
        date=given["date"],
        url=given["url"],
        publisher=given["publisher"],
        byline=given["byline"],
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Simple fields of the front matter, quotes and brackets around values removed, and the rest of the text."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    fields = {}
    for line in match.group(1).split("\n"):
        if field := _FIELD.match(line):
            value = field.group(2).strip().strip("[]").strip().strip("\"'")
            if value:
                fields[field.group(1)] = value
    return fields, text[match.end() :]


def _plain(text: str) -> str:
    """The words of Markdown; blank lines stay, pictures, rules and fenced code go."""
    lines = []
    for line in _FENCE.sub("", text).split("\n"):
        for pattern, put in _LINES:
            line = pattern.sub(put, line)  # noqa: PLW2901
        lines.append(line.rstrip())
    joined = "\n".join(lines)
    for pattern, put in _WORDS:
        joined = pattern.sub(put, joined)
    return re.sub(r"\n{3,}", "\n\n", joined).strip()
