"""ZIP and TAR archives, member by member in their order; nothing is written to disk, and bombs are bounded."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO

from onrecord.reading.documents import Document, Limits, Part, Refused, inner_document
from onrecord.reading.office import read_docx
from onrecord.reading.sniffing import kind_of
from onrecord.reading.streams import with_head

__all__ = ["read_tar", "read_zip"]

_WORD = "word/document.xml"
_OFFICE = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "META-INF/manifest.xml": "an OpenDocument file",
}
_TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".jsonl", ".ndjson", ".json", "")
_HEADERS = 4_000_000  # bytes that may stand between two members: long names and the like


class _Metered:
    """A stream that stops with an error when more than the granted bytes are read."""

    def __init__(self, stream: BinaryIO, granted: int, what: str) -> None:
        self._stream = stream
        self._left = granted
        self._what = what

    def grant(self, count: int) -> None:
        """Allows this many bytes from now on."""
        self._left = count

    def read(self, size: int = -1) -> bytes:
        """Reads on.

        Raises:
            Refused: more was read than granted.

        """
        wanted = self._left + 1 if size < 0 else min(size, self._left + 1)
        data = self._stream.read(wanted)
        self._left -= len(data)
        if self._left < 0:
            raise Refused("archive-bomb", self._what)
        return data


def _is_wanted(name: str) -> bool:
    """Whether a member may be a report by its name: not hidden and not what an operating system adds."""
    path = PurePosixPath(name)
    return not any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in path.parts)


def _key_of(name: str) -> tuple[str, str]:
    """The member's key (its path without its ending) and its ending."""
    path = PurePosixPath(name.replace("\\", "/"))
    ending = path.suffix.lower()
    return (str(path.with_suffix("")) if ending else str(path)).lstrip("./") or name, ending


def _member(outer: Document, name: str, stream: BinaryIO) -> Document | None:
    """The member as a document; ``None`` for pictures, style sheets, programs and other files that hold no report."""
    shown = name.encode("utf-8", "replace").decode("utf-8")
    key, ending = _key_of(shown)
    head, whole = with_head(stream)
    kind = kind_of(head, ending)
    if not head or (kind == "text" and ending not in _TEXT_ENDINGS):
        return None
    return replace(inner_document(outer, shown, whole, key=key), ending=ending)


def read_zip(document: Document, limits: Limits) -> Iterator[Part]:
    """A Word document as a report, any other archive's members as documents.

    Raises:
        Refused: the archive is broken, or an office document of another kind.

    """
    file = document.seekable(limits)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("broken-file", f"a broken ZIP archive ({error}); get a whole copy") from error
    with archive:
        names = {info.filename for info in archive.infolist()}
        if _WORD in names:
            yield from read_docx(document, file, archive, limits)
            return
        if office := next((what for name, what in _OFFICE.items() if name in names), None):
            raise Refused("not-text", f"not text: it is {office}; save it as CSV or text first")
        yield from _zip_members(document, archive, limits)


def _zip_members(document: Document, archive: zipfile.ZipFile, limits: Limits) -> Iterator[Part]:
    infos = [info for info in archive.infolist() if not info.is_dir() and _is_wanted(info.filename)]
    packed = sum(info.compress_size for info in infos)
    budget = limits.budget(packed)
    given = 0
    for number, info in enumerate(infos):
        if number >= limits.most_members:
            yield document.refusal("archive-bomb", f"over {limits.most_members} members; the rest was left; split it")
            return
        budget -= info.file_size
        if budget < 0:
            yield document.refusal(
                "archive-bomb", f"unpacks to far more than its {packed} bytes; the rest was left; unpack what you need"
            )
            return
        part = _zip_member(document, archive, info)
        if part is not None:
            given += 1
            yield part
    if not given:
        raise Refused("no-reports", "no member of the archive is of a kind that holds reports; see docs/reading.md")


def _zip_member(document: Document, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Part | None:
    inner = inner_document(document, info.filename.encode("utf-8", "replace").decode(), document.stream)
    if info.flag_bits & 1:
        return inner.refusal("encrypted", "locked with a password; unpack it first")
    what = f"{info.filename} unpacks to more than it says; unpack what you need"
    try:
        stream = archive.open(info)
        return _member(document, info.filename, _Metered(stream, info.file_size, what))  # type: ignore[arg-type]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, OSError, EOFError) as error:
        return inner.refusal("broken-file", f"cannot be unpacked: {error}; get a whole copy of the archive")


class _StrictMember(tarfile.TarInfo):
    """A member whose header is damaged ends the archive with a word and not in silence."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> _StrictMember:
        """The next member.

        Raises:
            Refused: its header is damaged or cut off.

        """
        try:
            return super().fromtarfile(archive)
        except (tarfile.EOFHeaderError, tarfile.EmptyHeaderError):  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            what = f"a TAR archive with a broken header ({error}); what came before is kept; get a whole copy"
            raise Refused("broken-file", what) from error


def read_tar(document: Document, limits: Limits) -> Iterator[Part]:
    """The members of a TAR archive, read as a stream.

    Raises:
        Refused: the archive is broken, or no member holds reports.

    """
    budget = limits.budget(document.size)
    meter = _Metered(document.stream, _HEADERS, "its headers are larger than any archive's; get a good copy")
    given = 0
    with tarfile.open(fileobj=meter, mode="r|", tarinfo=_StrictMember) as archive:  # type: ignore[call-overload]
        for number, member in enumerate(_tar_members(archive, meter)):
            budget -= member.size
            if number >= limits.most_members or budget < 0:
                what = "unpacks to far more than an archive of reports; the rest was left; unpack what you need"
                yield document.refusal("archive-bomb", what)
                return
            if not member.isfile() or not _is_wanted(member.name):
                continue
            stream = archive.extractfile(member)
            part = _member(document, member.name, stream) if stream else None
            if part is not None:
                given += 1
                yield part
    if not given:
        raise Refused("no-reports", "no member of the archive is of a kind that holds reports; see docs/reading.md")


def _tar_members(archive: tarfile.TarFile, meter: _Metered) -> Iterator[tarfile.TarInfo]:
    """The members; between two of them only the rest of the first and the headers of the second may be read."""
    while (member := archive.next()) is not None:
        meter.grant(member.size + _HEADERS)
        yield member
