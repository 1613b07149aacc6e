"""One document to the reader of its kind; what comes out of archives, crawls and mails goes round again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import BinaryIO, cast

from onrecord.reading.documents import Document, Limits, Part, Reader, Refused
from onrecord.reading.sniffing import Kind, kind_of
from onrecord.reading.streams import BROKEN_STREAM, open_stream, with_head
from onrecord.records import Report, Unreadable

__all__ = ["read_document"]

# Module and function of the reader of each kind; a module is loaded when the first input of its kind comes.
_READERS: dict[Kind, tuple[str, str]] = {
    "csv": ("tables", "read_csv"),
    "feed": ("feeds", "read_feed"),
    "html": ("html", "read_page"),
    "json": ("jsonlines", "read_json"),
    "jsonfeed": ("feeds", "read_json_feed"),
    "jsonl": ("jsonlines", "read_lines"),
    "mail": ("mail", "read_mail"),
    "markdown": ("markdown", "read_markdown"),
    "mbox": ("mail", "read_mailbox"),
    "parquet": ("tables", "read_parquet"),
    "pdf": ("office", "read_pdf"),
    "sitemap": ("sitemaps", "read_sitemap"),
    "tar": ("archives", "read_tar"),
    "text": ("plain", "read_plain"),
    "warc": ("crawls", "read_crawl"),
    "xml": ("plain", "refuse_xml"),
    "zip": ("archives", "read_zip"),
}


def _reader_of(kind: Kind) -> Reader:
    module, function = _READERS[kind]
    return cast("Reader", getattr(import_module(f"onrecord.reading.{module}"), function))


def _unpacked(stream: BinaryIO, head: bytes) -> BinaryIO:
    if head.startswith(b"BZh"):
        return cast("BinaryIO", import_module("bz2").BZ2File(stream))
    if head.startswith(b"\xfd7zXZ"):
        return cast("BinaryIO", import_module("lzma").LZMAFile(stream))
    return open_stream(stream)


def read_document(document: Document, limits: Limits, *, kind: Kind | None = None) -> Iterator[Report | Unreadable]:
    """The reports in a document, and a record for each part that gave none; nothing a document holds raises.

    A ``kind`` that is given is believed for what lies under compression.
    """
    given = 0
    try:
        for part in _parts(document, limits, kind):
            given += 1
            if not isinstance(part, Document):
                yield part
            elif part.depth > limits.deepest_nesting:
                yield part.refusal(
                    "too-deep", f"over {limits.deepest_nesting} archives in one another; unpack it first"
                )
            else:
                yield from read_document(part, limits)
        if not given:
            yield document.refusal("no-reports", "nothing that could be coded was found in it")
    except Refused as refused:
        yield document.refusal(refused.code, refused.what, severity=refused.severity)
    except BROKEN_STREAM as error:
        what = f"reading broke off: {_told(error)}; what came before is kept; get a whole copy of the file"
        yield document.refusal("broken-file", what)
    except Exception as error:  # noqa: BLE001  -- parsers of other people's formats raise anything on hostile bytes
        what = f"its reader failed: {_told(error)}; the file is broken or not of the kind it seems; get a good copy"
        yield document.refusal("broken-file", what)


def _told(error: Exception) -> str:
    """An exception in one short line."""
    words = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _parts(document: Document, limits: Limits, kind: Kind | None) -> Iterator[Part]:
    head, stream = with_head(document.stream)
    packings = 0
    while kind_of(head) == "packed":
        packings += 1
        if packings > limits.deepest_nesting:
            raise Refused("too-deep", f"compressed over {limits.deepest_nesting} times; unpack it first")
        head, stream = with_head(_unpacked(stream, head))
    opened = replace(document, stream=stream, file=None if packings else document.file)
    yield from _reader_of(kind or kind_of(head, document.ending))(opened, limits)
