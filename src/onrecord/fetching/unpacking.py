"""Bodies read within limits: bytes are counted as they come and again as they unpack."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from onrecord.fetching.results import FetchLimits, Refusal

__all__ = ["read_body", "unpack_gzip"]

_GZIP_OR_ZLIB = 47  # window bits with which zlib tells the two apart
_MEMBER = b"\x1f\x8b"
_GROWTH_FROM = 1_000_000  # bytes: smaller things may grow by any factor
_STEP = 65_536


def read_body(chunks: Iterable[bytes], encoding: str, limits: FetchLimits) -> bytes:
    """The body, unpacked if ``encoding`` (a ``Content-Encoding``) says that it is packed.

    Raises:
        Refusal: it is too big, grows too much, is packed in another way, or does not unpack.

    """
    names = [name for name in encoding.lower().replace(" ", "").split(",") if name not in ("", "identity")]
    if not names:
        return _plain(chunks, limits)
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise Refusal("bad-encoding", f"packed as {encoding[:60]!r}, which was not asked for")
    return _unpacked(chunks, limits)


def unpack_gzip(data: bytes, limits: FetchLimits) -> bytes:
    """A gzip file's content, within the same limits.

    Raises:
        Refusal: it is too big, grows too much, or does not unpack.

    """
    return _unpacked((data,), limits)


def _plain(chunks: Iterable[bytes], limits: FetchLimits) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        _check(len(data), len(data), limits)
    return bytes(data)


def _unpacked(chunks: Iterable[bytes], limits: FetchLimits) -> bytes:
    """All members of a gzip stream; what follows the last one and is no member is left."""
    data = bytearray()
    packed = 0
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        for chunk in chunks:
            packed += len(chunk)
            rest = chunk
            while rest:
                if unpacker.eof:
                    if not rest.startswith(_MEMBER):
                        return bytes(data)
                    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
                data += unpacker.decompress(rest, _STEP)
                _check(len(data), packed, limits)
                rest = unpacker.unconsumed_tail or (unpacker.unused_data if unpacker.eof else b"")
        data += unpacker.flush(_STEP)
    except zlib.error as error:
        raise Refusal("bad-encoding", f"does not unpack ({error}); the server or the copy is broken") from error
    _check(len(data), packed, limits)
    if not unpacker.eof and packed:
        raise Refusal("cut-off", "the packed body breaks off; try later", is_passing=True)
    return bytes(data)


def _check(size: int, packed: int, limits: FetchLimits) -> None:
    if size > limits.max_bytes:
        raise Refusal("too-big", f"over {limits.max_bytes} bytes; raise max_bytes if it is meant")
    if size > _GROWTH_FROM and size > limits.max_growth * packed:
        raise Refusal("bomb", f"unpacks to over {limits.max_growth} times its size; it is made to do harm")
