"""PDF and Word files to Reports: their text, and the title, author and date they state."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.reading.decoding import clean_text
from onrecord.reading.documents import Document, Limits, Part, Refused
from onrecord.reading.plain import text_report
from onrecord.reading.publication import DateFound
from onrecord.reading.silence import keep_quiet

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["read_docx", "read_pdf"]

_MOST_PAGES = 2_000
_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_LARGEST_PART = 100_000_000  # bytes of the text inside a Word file
_LARGEST_PAGE_STREAM = 50_000_000
_HYPHEN_AT_END = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?|- \d{1,4} -", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:\"\u201d\u2019')]$")
_TEMPLATE_DAYS = ("2013-12-23",)  # the day in the empty document that python-docx starts from
_NO_TITLES = re.compile(
    r"(?:untitled|microsoft word\b.*|.*\.(?:docx?|pdf|indd|qxd|rtf)|"
    r"\(?anonymous\)?|unspecified|word document|document\d*)",
    re.IGNORECASE,
)


def read_pdf(document: Document, limits: Limits) -> Iterator[Part]:
    """The report of a PDF.

    Raises:
        Refused: the PDF is locked, broken, or holds pictures of text only.

    """
    import pypdf  # noqa: PLC0415  -- only PDFs pay for loading it

    keep_quiet("pypdf")
    reader = pypdf.PdfReader(document.seekable(limits), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted", "the PDF is locked with a password; save it without one")
    text = _pdf_text(reader, limits)
    facts: Any = reader.metadata or {}
    if not text.strip():
        raise Refused("no-text", "no text in the PDF, only pictures perhaps; run character recognition over it first")
    yield text_report(*_with_facts(text, document, facts.get("/Title"), facts.get("/Author"), _pdf_dates(facts)))


def _pdf_text(reader: PdfReader, limits: Limits) -> str:
    """The text page by page; lines of one paragraph are joined, page numbers dropped."""
    pages: list[str] = []
    size = 0
    for number, page in enumerate(reader.pages):
        if number >= _MOST_PAGES or size > limits.max_bytes:
            raise Refused("too-big", f"over {_MOST_PAGES} pages or {limits.max_bytes} characters; split the PDF")
        pages.append(page.extract_text())
        size += len(pages[-1])
    return "\n\n".join(_paragraphs("\n".join(pages)))


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of lines that a page breaks at its edge: a blank line, or a short line that ends a sentence, parts."""
    lines = [line.strip() for line in _HYPHEN_AT_END.sub("", text.replace("\r", "\n")).split("\n")]
    widest = max(map(len, lines), default=0)
    pieces: list[str] = []
    for line in lines:
        if line and not _PAGE_NUMBER.fullmatch(line):
            pieces.append(line)
        is_short = len(line) < 0.75 * widest
        if pieces and (not line or (is_short and (_SENTENCE_END.search(line) or len(pieces) == 1))):
            yield " ".join(pieces)
            pieces = []
    if pieces:
        yield " ".join(pieces)


def _pdf_dates(facts: Any) -> tuple[DateFound, ...]:
    match = _PDF_DATE.match(str(facts.get("/CreationDate") or ""))
    if match is None:
        return ()
    written = "-".join(part for part in match.groups() if part)
    return (DateFound(written, "metadata", "medium", "the PDF's creation date"),)


def _with_facts(
    text: str, document: Document, title: Any, author: Any, dates: tuple[DateFound, ...]
) -> tuple[str, Any]:
    cleaned, problems = clean_text(text, document.place)
    stated = " ".join(str(title or "").split())
    source = replace(
        document.source(),
        title=stated if stated and not _NO_TITLES.fullmatch(stated) else None,
        byline=" ".join(str(author or "").split()) or None,
        dates=(*document.dates, *dates),
        problems=problems,
    )
    return cleaned, source


def read_docx(document: Document, file: BinaryIO, archive: zipfile.ZipFile, limits: Limits) -> Iterator[Part]:
    """The report of a Word file, paragraphs and tables in their order.

    Raises:
        Refused: the file is a bomb or holds no text.

    """
    if sum(info.file_size for info in archive.infolist()) > max(_LARGEST_PART, limits.max_bytes):
        raise Refused("archive-bomb", "the Word file unpacks to far more than a report; save its text alone")
    import docx  # noqa: PLC0415  -- only Word files pay for loading it

    file.seek(0)
    word = docx.Document(file)
    text = "\n\n".join(_word_blocks(word))
    if not text.strip():
        raise Refused("no-text", "no text in the Word file; there is nothing to code")
    core = word.core_properties
    dates: tuple[DateFound, ...] = ()
    if core.created is not None and core.created.date().isoformat() not in _TEMPLATE_DAYS:
        dates = (DateFound(core.created.date().isoformat(), "metadata", "medium", "the Word file's creation date"),)
    author = None if core.author == "python-docx" else core.author
    yield text_report(*_with_facts(text, document, core.title, author, dates))


def _word_blocks(word: Any) -> Iterator[str]:
    for block in word.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                if line := " | ".join(cell for cell in cells if cell):
                    yield line
        elif line := block.text.strip():
            yield line
