"""Byte streams that are never loaded whole: compression told by content, a first look, lines of bounded length."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal, cast

import zstandard

__all__ = ["BROKEN_STREAM", "ByteLine", "Format", "as_utf8", "format_of", "lines_of", "open_stream", "with_head"]

Format = Literal["text", "jsonl"]
ByteLine = tuple[int, bytes | None]
BROKEN_STREAM = (OSError, EOFError, zlib.error, zstandard.ZstdError)

_HEAD = 1 << 16
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_JSON_OBJECT = re.compile(r"\s*\{\s*[\"}]")
_JSON_VALUE = re.compile(r"\s*(?:[\[{]|\d+\s*$|null\b|true\b|false\b)")


class _Chunks(io.RawIOBase):
    """A byte stream over chunks from a function, with bytes that were read ahead put in front."""

    def __init__(self, head: bytes, more: Callable[[int], bytes]) -> None:
        self._chunk = head
        self._more = more

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer from the chunk at hand; asks for the next one when it is used up."""
        if not self._chunk:
            self._chunk = self._more(len(buffer))
        piece, self._chunk = self._chunk[: len(buffer)], self._chunk[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def with_head(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream (64 KiB, or all of a shorter one) and a stream that still starts with them."""
    head = stream.read(_HEAD)
    return head, cast("BinaryIO", io.BufferedReader(_Chunks(head, stream.read), _HEAD))


def as_utf8(stream: BinaryIO, encoding: str) -> BinaryIO:
    """The stream's text of another Unicode encoding as UTF-8, so that its lines can be told apart by bytes."""
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    more = lambda size: text.read(size).encode("utf-8", "surrogatepass")  # noqa: E731
    return cast("BinaryIO", io.BufferedReader(_Chunks(b"", more), _HEAD))


def open_stream(raw: BinaryIO) -> BinaryIO:
    """The stream, decompressed where its first bytes are those of gzip or Zstandard."""
    head, stream = with_head(raw)
    if head.startswith(_GZIP):
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream))
    if head.startswith(_ZSTD):
        reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", reader), _HEAD))
    return stream


def format_of(head: str, *, named_jsonl: bool) -> Format:
    """JSON Lines or text, by the first lines; a name that says JSON Lines counts where content leaves a doubt."""
    if _JSON_OBJECT.match(head):
        return "jsonl"
    if named_jsonl and any(_JSON_OBJECT.match(line) or _JSON_VALUE.match(line) for line in head.split("\n")):
        return "jsonl"
    return "text"


def lines_of(stream: BinaryIO, max_bytes: int) -> Iterator[ByteLine]:
    """Line numbers from 1 and lines without blank ones; ``None`` stands for a line of over ``max_bytes``."""
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes and not line.endswith(b"\n"):
            while (rest := stream.readline(_HEAD)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif not line.isspace():
            yield number, line
