"""One file, archive member, page or message on its way to a reader, and what bounds its reading."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from onrecord.reading.publication import DateFound
from onrecord.reading.reports import Source
from onrecord.records import Report, Severity, Unreadable

__all__ = ["Document", "Limits", "Part", "Reader", "Refused", "inner_document"]


class Refused(Exception):  # noqa: N818  -- a finding about an input, caught inside this package
    """Raised by a reader that can make nothing of a document; becomes an :class:`Unreadable` with this code."""

    def __init__(self, code: str, what: str, *, severity: Severity = "error") -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.severity = severity


@dataclass(frozen=True, slots=True)
class Limits:
    """What a hostile input may cost; sizes are bytes after decompression."""

    max_bytes: int
    deepest_nesting: int = 4
    most_members: int = 100_000
    largest_growth: int = 200  # times the packed size of an archive, summed over its members
    smallest_budget: int = 1_000_000_000  # bytes an archive may always unpack to
    unknown_budget: int = 20_000_000_000  # of an archive on standard input

    def budget(self, packed: int | None) -> int:
        """Bytes that an archive of a packed size (``None``: not known) may unpack to, all members together."""
        return max(self.smallest_budget, self.largest_growth * packed) if packed is not None else self.unknown_budget


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes with all that is known of them from outside; ``place`` is how messages name them.

    ``file`` is the same bytes as a seekable file where they lie on disk as they are, ``size`` the bytes of the file
    on disk, packed or not.  ``dates`` and ``url`` come
    from what carried the document (a crawl's record, a mail's header).
    """

    key: str
    place: str
    path: str | None
    stream: BinaryIO
    file: BinaryIO | None = None
    size: int | None = None
    ending: str = ""
    url: str | None = None
    charset: str | None = None
    default_date: str | None = None
    dates: tuple[DateFound, ...] = ()
    depth: int = 0
    is_from_crawl: bool = False

    def read(self, limits: Limits) -> bytes:
        """All bytes.

        Raises:
            Refused: there are more than ``limits.max_bytes``.

        """
        data = self.stream.read(limits.max_bytes + 1)
        if len(data) > limits.max_bytes:
            raise Refused("too-big", f"over {limits.max_bytes} bytes; split it, use JSON Lines, or raise max_bytes")
        return data

    def seekable(self, limits: Limits) -> BinaryIO:
        """The bytes as a seekable file: the one on disk, or a copy in memory.

        Raises:
            Refused: the copy would need more than ``limits.max_bytes``.

        """
        if self.file is not None:
            self.file.seek(0)
            return self.file
        return io.BytesIO(self.read(limits))

    def source(self) -> Source:
        """What is known of the text that will come out."""
        return Source(
            key=self.key,
            place=self.place,
            path=self.path,
            url=self.url,
            dates=self.dates,
            default_date=self.default_date,
        )

    def refusal(self, code: str, what: str, *, severity: Severity = "error") -> Unreadable:
        """The record that says why no report came out."""
        return self.source().refusal(code, what, severity=severity)


Part = Report | Unreadable | Document
Reader = Callable[[Document, Limits], Iterator[Part]]


def inner_document(outer: Document, name: str, stream: BinaryIO, *, key: str | None = None) -> Document:
    """A document inside another: an archive's member, a mail's attachment, a crawl's page."""
    return replace(
        outer,
        key=key or name,
        place=f"{outer.place}!{name}",
        stream=stream,
        file=None,
        ending="",
        url=None,
        charset=None,
        dates=(),
        depth=outer.depth + 1,
    )
