"""What a document is, told from its first bytes; a file name counts only where the content leaves a doubt."""

from __future__ import annotations

import re
from typing import Literal

from onrecord.reading.decoding import unicode_encoding
from onrecord.reading.streams import format_of
from onrecord.reading.tables_header import names_columns

__all__ = ["ENDINGS", "Kind", "decoded_head", "kind_of"]

Kind = Literal[
    "csv",
    "feed",
    "html",
    "json",
    "jsonfeed",
    "jsonl",
    "mail",
    "markdown",
    "mbox",
    "packed",
    "parquet",
    "pdf",
    "sitemap",
    "tar",
    "text",
    "warc",
    "xml",
    "zip",
]

# Endings a directory's files of plain text must have; files of other kinds are told by content whatever their name.
ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
}
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x1f\x8b", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"WARC/", "warc"),
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_TAR_MARK = slice(257, 262)
_PDF_WITHIN = 1024  # the PDF standard lets readers look for the mark there
_HTML = re.compile(
    r"(?>\s+|<!--.*?-->|<\?xml[^>]{0,200}\?>)*+"
    r"(?:<!doctype\s+html|<(?:html|head|body|meta|title|link|script|style|article|main|header|table|center|font)\b)",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(r"<(?:html|head|body|title|p|div|article|h1)\b[^<>]{0,300}>", re.IGNORECASE)
_XML = re.compile(r"\s*(?:<\?xml\b|<!--|<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b)")
_ROOT = re.compile(r"<(?![?!])(?:[\w.\-]+:)?([\w.\-]+)")
_COMMENT = re.compile(r"<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.DOTALL)
_ROOTS: dict[str, Kind] = {
    "rss": "feed",
    "feed": "feed",
    "RDF": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "html": "html",
}
_JSON_FEED = re.compile(r'\A\s*\{.*?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', re.DOTALL)
_JSON_ROWS = re.compile(r'\s*\[\s*\{\s*"')
_MAIL_NAME = re.compile(r"([A-Za-z][A-Za-z\-]{1,40}):[ \t]?")
# fmt: off
_MAIL_NAMES = frozenset((
    "from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path", "delivered-to",
    "content-type", "reply-to", "cc", "sender", "list-id", "snapshot-content-location", "x-mailer",
))
# fmt: on
_MAIL_PROOF = frozenset(("from", "message-id", "mime-version", "received", "return-path", "delivered-to"))
_MBOX = re.compile(r"From \S+.{0,60}\d{4}[^\n]{0,20}\r?\n(?:>?[A-Za-z\-]+:|\s)")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[\w\-]+[ \t]*:[^\n]*\n|[ \t]+[^\n]*\n|\r?\n){1,60}?---[ \t]*(?:\r?\n|$)")
_HASH_TITLE = re.compile(r"\s*#[ \t]+\S[^\n]{0,300}\n[ \t\r]*(?:\n|=*\n)")


def decoded_head(head: bytes) -> str:
    """The first bytes as text, without a byte order mark; bytes that do not decode become U+FFFD."""
    encoding, mark = unicode_encoding(head) or ("utf-8", 0)
    return head[mark:].decode(encoding, "replace")


def _is_mail(head: str) -> bool:
    """Whether header lines of a mail stand first: two known names at least, one of them a mail's own."""
    names = set()
    for number, line in enumerate(head.splitlines()):
        if not line.strip() or number > 200:
            break
        if line[0] in " \t":
            continue
        match = _MAIL_NAME.match(line)
        if match is None:
            return False
        names.add(match.group(1).lower())
    return len(names & _MAIL_NAMES) >= 2 and bool(names & _MAIL_PROOF)


def _xml_kind(head: str) -> Kind:
    root = _ROOT.search(_COMMENT.sub("", head))
    return _ROOTS.get(root.group(1), "xml") if root else "xml"


def _json_kind(head: str, ending: str) -> Kind | None:
    if _JSON_FEED.match(head):
        return "jsonfeed"
    if _JSON_ROWS.match(head) and ending not in (".jsonl", ".ndjson"):
        return "json"
    if format_of(head, named_jsonl=ending in (".jsonl", ".ndjson")) != "jsonl":
        return None
    return "json" if _is_spread_out(head) else "jsonl"


def _is_spread_out(head: str) -> bool:
    """Whether a JSON object runs over lines, as one object in a file does: "{" or "{ "a": 1," alone on a line."""
    first = head.lstrip().partition("\n")[0].rstrip()
    return "\n" in head.strip() and first.startswith("{") and first.endswith(("{", ",", "["))


def _text_kind(head: str, ending: str) -> Kind:
    if _MBOX.match(head):
        return "mbox"
    if _is_mail(head):
        return "mail"
    if names_columns(head, is_named=ENDINGS.get(ending) == "csv"):
        return "csv"
    if ENDINGS.get(ending) == "markdown" or _FRONT_MATTER.match(head) or _HASH_TITLE.match(head):
        return "markdown"
    return "text"


def kind_of(head: bytes, ending: str = "") -> Kind:
    """The kind of a document from its first bytes (64 KiB are enough); ``ending`` decides between kinds of text."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[_TAR_MARK] == b"ustar":
        return "tar"
    if b"%PDF-" in head[:_PDF_WITHIN] and not head.lstrip().startswith(b"<"):
        return "pdf"
    text = decoded_head(head)
    if _XML.match(text) and not re.match(r"\s*<!--", text):
        return _xml_kind(text)
    if _HTML.match(text) or (text.lstrip().startswith("<") and len(_HTML_TAG.findall(text[:20_000])) >= 4):
        return "html"
    return _json_kind(text, ending) or _text_kind(text, ending)
