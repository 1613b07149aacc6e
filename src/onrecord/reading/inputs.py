"""Names of files, directories and standard input to Reports, in the order given."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Literal

from onrecord.errors import InputError
from onrecord.reading.dates import read_date
from onrecord.reading.dispatch import read_document
from onrecord.reading.documents import Document, Limits
from onrecord.reading.language import set_aside_other_languages
from onrecord.reading.sniffing import ENDINGS, Kind, kind_of
from onrecord.records import Problem, Report, Unreadable

__all__ = ["list_files", "mark_twin", "read_files", "read_inputs", "read_stream"]

STANDARD_INPUT = "-"
_COMPRESSED_ENDINGS = (".gz", ".zst", ".bz2", ".xz")
_FIRST_BYTES = 4_096
_ABOUT_THE_FOLDER = frozenset(("readme", "license", "licence", "changelog", "contributing", "notice"))
_ONLY_WHEN_NAMED: frozenset[Kind] = frozenset(("text", "csv", "jsonl", "json", "markdown", "xml"))

Format = Literal["auto", "text", "jsonl"]
Item = Report | Unreadable


def read_inputs(
    inputs: str | Path | Iterable[str | Path],
    *,
    date: str | None = None,
    format: Format = "auto",  # noqa: A002  -- the word the command line uses
    max_bytes: int = 50_000_000,
    stdin: BinaryIO | None = None,
) -> Iterator[Item]:
    """Reports of files, directories (recursive, sorted) and ``-`` for standard input; formats are told by content.

    ``date`` is the publication date of inputs that state none.  ``max_bytes`` bounds one text: a file, a page, a
    message, a line of JSON Lines, after decompression; what holds many (JSON Lines, crawls, mailboxes, archives,
    tables) may be of any size and is read as a stream.  Reports that are not in English come out as records that
    say so.  Of a directory, files of plain text, CSV, JSON and Markdown are read if their names say that they are.

    Raises:
        InputError: an input does not exist, ``-`` is given twice, or ``date`` is no date; before anything is read.

    """
    names = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    _check(names, date)
    return _without_silent_twins(_in_english(_read_all(names, date, format, max_bytes, stdin)))


def list_files(inputs: Iterable[str | Path]) -> list[str | Path]:
    """The files that these inputs stand for, in the order they are read; a directory without any stands for itself.

    Raises:
        InputError: an input does not exist, or ``-`` is given twice.

    """
    names = list(inputs)
    _check(names, None)
    return [file for name in names for file in ((name,) if str(name) == STANDARD_INPUT else _listed(Path(name)))]


def _listed(path: Path) -> list[Path]:
    return list(_files_of(path)) or [path]


def read_files(files: Iterable[str | Path], *, date: str | None = None, max_bytes: int = 50_000_000) -> Iterator[Item]:
    """Some of the listed files as :func:`read_inputs` reads them; what came before under the same key is not known.

    Raises:
        InputError: a file is gone, or ``date`` is no date.

    """
    names = list(files)
    _check(names, date)
    return _in_english(_read_all(names, date, "auto", max_bytes, None))


def read_stream(name: str, stream: BinaryIO, *, date: str | None = None, max_bytes: int = 50_000_000) -> Iterator[Item]:
    """The reports of one file that lies elsewhere, under an address; its last part names it as a file name would."""
    stem, ending = _stem_and_ending(name.rpartition("/")[2])
    document = Document(stem, name, name, stream, ending=ending, default_date=date)
    return _in_english(read_document(document, Limits(max_bytes), kind=None))


def mark_twin(report: Report) -> Report:
    """The report with a warning that its key came before."""
    message = f"{report.path or report.key}: the key {report.key!r} came before; give each report its own id"
    return replace(report, problems=(*report.problems, Problem("duplicate-key", "warning", message)))


def _check(names: Sequence[str | Path], date: str | None) -> None:
    for name in names:
        if str(name) != STANDARD_INPUT and not Path(name).exists():
            raise InputError(
                f"{_shown(name)}: no such file or directory; give a file, a directory, or - for standard input"
            )
    if sum(str(name) == STANDARD_INPUT for name in names) > 1:
        raise InputError("-: standard input is given twice; give it once")
    if date is not None and read_date(date).value is None:
        raise InputError(f"date {date!r}: {read_date(date).wrong}; write it as YYYY-MM-DD, YYYY-MM or YYYY")


def _read_all(
    names: list[str | Path], date: str | None, format_: Format, max_bytes: int, stdin: BinaryIO | None
) -> Iterator[Item]:
    limits = Limits(max_bytes)
    for name in names:
        if str(name) == STANDARD_INPUT:
            stream = stdin if stdin is not None else sys.stdin.buffer
            document = Document("stdin", "stdin", None, stream, default_date=date)
            yield from read_document(document, limits, kind=_kind(format_))
            continue
        path = Path(name)
        found = False
        for file in _files_of(path):
            found = True
            yield from _read_file(file, date=date, kind=_kind(format_), limits=limits)
        if not found:
            endings = ", ".join(ENDINGS)
            message = f"{_shown(path)}: no file of a kind we read lies in it; files of text must end in {endings}"
            yield Unreadable(_shown(path.name or path), _shown(path), (Problem("empty-directory", "error", message),))


def _kind(format_: Format) -> Kind | None:
    return None if format_ == "auto" else format_


def _files_of(path: Path) -> Iterator[Path]:
    """The file itself, or a directory's files by name, folder by folder; links to folders are not followed."""
    if not path.is_dir():
        yield path
        return
    for entry in sorted(path.iterdir(), key=lambda item: os.fsencode(item.name)):
        if entry.name.startswith(".") or entry.name.partition(".")[0].lower() in _ABOUT_THE_FOLDER:
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _files_of(entry)
        elif entry.is_file() and (_stem_and_ending(entry.name)[1] or _is_told_by_content(entry)):
            yield entry


def _is_told_by_content(path: Path) -> bool:
    """Whether a file whose name says nothing holds reports: a page, a feed, a mail, an archive, a PDF."""
    try:
        with path.open("rb") as file:
            head = file.read(_FIRST_BYTES)
    except OSError:
        return True
    return kind_of(head) not in _ONLY_WHEN_NAMED


def _shown(path: str | Path) -> str:
    """A path as text that can be written anywhere: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _stem_and_ending(name: str) -> tuple[str, str]:
    """The name without its endings, and the ending that tells a format ("" for one that does not)."""
    plain = name
    for ending in _COMPRESSED_ENDINGS:
        if plain.lower().endswith(ending):
            plain = plain[: -len(ending)]
    for ending in ENDINGS:
        if plain.lower().endswith(ending) and len(plain) > len(ending):
            return plain[: -len(ending)], ending
    return Path(plain).stem, ""


def _read_file(path: Path, *, date: str | None, kind: Kind | None, limits: Limits) -> Iterator[Item]:
    shown = _shown(path)
    stem, ending = _stem_and_ending(_shown(path.name))
    try:
        file = path.open("rb")
    except OSError as error:
        message = f"{shown}: cannot be opened: {error.strerror}; check the file and its permissions"
        yield Unreadable(stem, shown, (Problem("cannot-open", "error", message),))
        return
    with file:
        is_plain = file.seekable()
        size = os.fstat(file.fileno()).st_size if is_plain else None
        document = Document(
            stem, shown, shown, file, file=file if is_plain else None, size=size, ending=ending, default_date=date
        )
        yield from read_document(document, limits, kind=kind)


def _in_english(items: Iterator[Item]) -> Iterator[Item]:
    for item in items:
        yield set_aside_other_languages(item) if isinstance(item, Report) else item


def _without_silent_twins(items: Iterator[Item]) -> Iterator[Item]:
    """The items, with a warning in each report whose key came before."""
    seen: set[bytes] = set()
    for item in items:
        if isinstance(item, Report):
            digest = blake2b(item.key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            yield mark_twin(item) if digest in seen else item
            seen.add(digest)
        else:
            yield item
