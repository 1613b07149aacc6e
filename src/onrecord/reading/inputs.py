"""Names of files, directories and standard input to Reports, in the order given."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Literal

from onrecord.errors import InputError
from onrecord.reading.dates import read_date
from onrecord.reading.decoding import NotText, decode, unicode_encoding
from onrecord.reading.jsonlines import read_json_lines
from onrecord.reading.reports import Source, make_report
from onrecord.reading.streams import BROKEN_STREAM, as_utf8, format_of, open_stream, with_head
from onrecord.records import Problem, Report, Unreadable

__all__ = ["read_inputs"]

STANDARD_INPUT = "-"
_TEXT_ENDINGS = (".txt", ".text")
_JSONL_ENDINGS = (".jsonl", ".ndjson")
_COMPRESSED_ENDINGS = (".gz", ".zst")

Format = Literal["auto", "text", "jsonl"]
Item = Report | Unreadable


def read_inputs(
    inputs: Iterable[str | Path],
    *,
    date: str | None = None,
    format: Format = "auto",  # noqa: A002  -- the word the command line uses
    max_bytes: int = 50_000_000,
    stdin: BinaryIO | None = None,
) -> Iterator[Item]:
    """Reports of files, directories (recursive, sorted, known endings only) and ``-`` for standard input.

    ``date`` is the publication date of inputs that state none.  ``max_bytes`` bounds a text file, or one line
    of JSON Lines, after decompression; a JSON Lines file itself may be of any size and is read as a stream.

    Raises:
        InputError: an input does not exist, ``-`` is given twice, or ``date`` is no date; before anything is read.

    """
    names = list(inputs)
    for name in names:
        if str(name) != STANDARD_INPUT and not Path(name).exists():
            raise InputError(
                f"{_shown(name)}: no such file or directory; give a file, a directory, or - for standard input"
            )
    if sum(str(name) == STANDARD_INPUT for name in names) > 1:
        raise InputError("-: standard input is given twice; give it once")
    if date is not None and read_date(date).value is None:
        raise InputError(f"date {date!r}: {read_date(date).wrong}; write it as YYYY-MM-DD, YYYY-MM or YYYY")
    return _without_silent_twins(_read_all(names, date, format, max_bytes, stdin))


def _read_all(
    names: list[str | Path], date: str | None, format_: Format, max_bytes: int, stdin: BinaryIO | None
) -> Iterator[Item]:
    for name in names:
        if str(name) == STANDARD_INPUT:
            stream = stdin if stdin is not None else sys.stdin.buffer
            yield from _read_stream(stream, "stdin", None, date=date, format_=format_, max_bytes=max_bytes, ending="")
            continue
        path = Path(name)
        found = False
        for file in _files_of(path):
            found = True
            yield from _read_file(file, date=date, format_=format_, max_bytes=max_bytes)
        if not found:
            endings = ", ".join(_TEXT_ENDINGS + _JSONL_ENDINGS)
            message = f"{_shown(path)}: no file that ends in {endings} (or one of these and .gz or .zst) lies in it"
            yield Unreadable(_shown(path.name or path), _shown(path), (Problem("empty-directory", "error", message),))


def _files_of(path: Path) -> Iterator[Path]:
    """The file itself, or a directory's files by name, folder by folder; links to folders are not followed."""
    if not path.is_dir():
        yield path
        return
    for entry in sorted(path.iterdir(), key=lambda item: os.fsencode(item.name)):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _files_of(entry)
        elif entry.is_file() and _stem_and_ending(entry.name)[1]:
            yield entry


def _shown(path: str | Path) -> str:
    """A path as text that can be written anywhere: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _stem_and_ending(name: str) -> tuple[str, str]:
    """The name without its endings, and the ending that tells a format ("" for an unknown one)."""
    plain = name
    for ending in _COMPRESSED_ENDINGS:
        if plain.lower().endswith(ending):
            plain = plain[: -len(ending)]
    for ending in _TEXT_ENDINGS + _JSONL_ENDINGS:
        if plain.lower().endswith(ending) and len(plain) > len(ending):
            return plain[: -len(ending)], ending
    return Path(plain).stem, ""


def _read_file(path: Path, *, date: str | None, format_: Format, max_bytes: int) -> Iterator[Item]:
    shown = _shown(path)
    stem, ending = _stem_and_ending(_shown(path.name))
    try:
        raw = path.open("rb")
    except OSError as error:
        message = f"{shown}: cannot be opened: {error.strerror}; check the file and its permissions"
        yield Unreadable(stem, shown, (Problem("cannot-open", "error", message),))
        return
    with raw:
        yield from _read_stream(raw, stem, shown, date=date, format_=format_, max_bytes=max_bytes, ending=ending)


def _read_stream(
    raw: BinaryIO, key: str, path: str | None, *, date: str | None, format_: Format, max_bytes: int, ending: str
) -> Iterator[Item]:
    """The reports of one stream; a stream that breaks off (damaged compression, failing disk) ends with a record."""
    try:
        head, stream = with_head(open_stream(raw))
        encoding, mark = unicode_encoding(head) or ("utf-8", 0)
        start = head[mark:].decode(encoding, "replace")
        told = format_of(start, named_jsonl=ending in _JSONL_ENDINGS) if format_ == "auto" else format_
        if told == "jsonl":
            lines = stream if encoding == "utf-8" else as_utf8(stream, encoding)
            yield from read_json_lines(lines, key=key, path=path, date=date, max_bytes=max_bytes)
        else:
            yield _read_plain(stream.read(max_bytes + 1), Source(key, path or key, path, default_date=date), max_bytes)
    except BROKEN_STREAM as error:
        message = f"{path or key}: reading broke off: {error}; what came before is kept; get a whole copy of the file"
        yield Unreadable(key, path, (Problem("broken-file", "error", message),))


def _read_plain(data: bytes, source: Source, max_bytes: int) -> Item:
    if len(data) > max_bytes:
        return _refuse(source, "too-big", f"over {max_bytes} bytes; split it, use JSON Lines, or raise max_bytes")
    try:
        decoded = decode(data, source.place)
    except NotText as error:
        return _refuse(source, "not-text", f"not text: {error}; convert it to text first")
    if not decoded.text.strip():
        return _refuse(source, "empty", "the file is empty; there is nothing to code")
    report = make_report(decoded.text, replace(source, encoding=decoded.encoding, problems=decoded.problems))
    if not report.text[report.body_start :].strip():
        return _refuse(source, "empty", "nothing follows the date header; there is nothing to code")
    return report


def _refuse(source: Source, code: str, what: str) -> Unreadable:
    return Unreadable(source.key, source.path, (Problem(code, "error", f"{source.place}: {what}"),))


def _without_silent_twins(items: Iterator[Item]) -> Iterator[Item]:
    """The items, with a warning in each report whose key came before."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Report):
            if item.key in seen:
                message = f"{item.path or item.key}: the key {item.key!r} came before; give each report its own id"
                item = replace(item, problems=(*item.problems, Problem("duplicate-key", "warning", message)))  # noqa: PLW2901
            seen.add(item.key)
        yield item
