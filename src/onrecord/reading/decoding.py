"""Bytes to text with the encoding named: BOMs, UTF-8, old single-byte news files; binary files are told apart."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from onrecord.records import Problem

__all__ = ["Decoded", "NotText", "clean_text", "decode", "unicode_encoding"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the one of UTF-16-LE
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_WESTERN = "windows-1252"
_MOST_HIGH_BYTES = 0.05  # English has a few accents, dashes and quotes; Cyrillic or Chinese text is mostly high bytes
_MOST_CONTROLS = 0.02
_MOST_REPLACED = 0.1
_SAMPLE = 1 << 17
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_UNSAFE = re.compile("[\x00\ud800-\udfff]")


class NotText(ValueError):  # noqa: N818  -- a finding about bytes, caught inside this package
    """Raised when bytes are no text at all; the message says what they look like."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, the encoding used, and what was doubtful about it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def clean_text(text: str, place: str) -> tuple[str, tuple[Problem, ...]]:
    """The text with lone surrogates and NULs replaced by U+FFFD, one for one so that offsets hold."""
    found = _UNSAFE.search(text)
    if found is None:
        return text, ()
    cleaned, count = _UNSAFE.subn("\ufffd", text)
    message = (
        f"{place}: {count} character(s) that no text may hold (half a surrogate pair, or NUL), the first at "
        f"{found.start()}; each was replaced by U+FFFD; mend the program that wrote the input"
    )
    return cleaned, (Problem("characters-replaced", "warning", message, found.start(), found.end()),)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 by its NULs: in English text every other byte is one."""
    sample = data[: _SAMPLE & ~1]
    half = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else None


def unicode_encoding(data: bytes) -> tuple[str, int] | None:
    """Name and length of the mark, where a byte order mark or NULs show a Unicode encoding."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, len(mark)
    guessed = _utf16_without_mark(data) if 0 in data[:_SAMPLE] else None
    return (guessed, 0) if guessed else None


def _guess(data: bytes) -> str | None:
    """The single-byte or East Asian encoding of bytes that are not UTF-8."""
    high = sum(byte > 0x7F for byte in data[:_SAMPLE])
    if high <= _MOST_HIGH_BYTES * min(len(data), _SAMPLE) or high <= 3:
        return _WESTERN
    from charset_normalizer import from_bytes  # noqa: PLC0415  -- only odd files pay for loading it

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding.replace("_", "-") if best else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether broken bytes are few beside good multi-byte characters: cut or mixed UTF-8."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - broken
    return good > 2 * broken


def _with_problems(text: str, encoding: str, place: str, *, told: bool) -> Decoded:
    problems = []
    if not told:
        message = f"{place}: not UTF-8; read as {encoding}, a guess; convert the file to UTF-8 if characters look wrong"
        problems.append(Problem("encoding-guessed", "warning", message))
    broken = text.find("\ufffd")
    if broken >= 0:
        count = text.count("\ufffd")
        if count > _MOST_REPLACED * len(text):
            raise NotText(f"{count} of {len(text)} characters do not decode as {encoding}")
        message = (
            f"{place}: {count} place(s) do not decode as {encoding}, the first at character {broken}; "
            "U+FFFD stands there; save the file again as UTF-8"
        )
        problems.append(Problem("bytes-replaced", "warning", message, broken, broken + 1))
    return Decoded(text, encoding, tuple(problems))


def _check_is_text(data: bytes) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise NotText(f"it is {name}")
    if 0 in data:
        raise NotText("it holds NUL bytes, so it is binary")


def decode(data: bytes, place: str) -> Decoded:
    """Bytes as text; line ends stay as they are.

    Order: byte order mark, UTF-16 without one, UTF-8, windows-1252 where few bytes are high (old news files),
    else charset-normalizer's guess.

    Raises:
        NotText: the bytes are binary, or decode to rubbish in every encoding tried.

    """
    marked = unicode_encoding(data)
    if marked is not None:
        encoding, skip = marked
        decoded = _with_problems(data[skip:].decode(encoding, "replace"), encoding, place, told=skip > 0)
    else:
        _check_is_text(data)
        decoded = _decode_unmarked(data, place)
    if len(_CONTROL.findall(decoded.text[:_SAMPLE])) > _MOST_CONTROLS * len(decoded.text[:_SAMPLE]):
        raise NotText("too many control characters, so it is binary")
    text, problems = clean_text(decoded.text, place)
    return Decoded(text, decoded.encoding, decoded.problems + problems)


def _decode_unmarked(data: bytes, place: str) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        if _mostly_utf8(data):
            return _with_problems(data.decode("utf-8", "replace"), "utf-8", place, told=True)
    encoding = _guess(data)
    if encoding is None:
        raise NotText("its bytes fit no encoding we know")
    return _with_problems(data.decode(encoding, "replace"), encoding, place, told=False)
