"""Mails and mailboxes to Reports: the body of each message, its attachments after it; saved MHTML pages as pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from io import BytesIO
from typing import Any, BinaryIO

from onrecord.reading.decoding import NotText, clean_text, decode
from onrecord.reading.documents import Document, Limits, Part, Refused, inner_document
from onrecord.reading.html import page_report, text_of_fragment
from onrecord.reading.publication import DateFound
from onrecord.reading.reports import make_report
from onrecord.reading.sniffing import kind_of

__all__ = ["read_mail", "read_mailbox"]

_MOST_PARTS = 200
_REPLY = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_QUOTED = re.compile(r"^>[> ]?[^\n]*(?:\n|\Z)", re.MULTILINE)
_FOOT = re.compile(
    r"^(?:(?:to )?unsubscribe|you (?:are receiving|received) this|view (?:this (?:e-?mail|message)|in) |"
    r"update your preferences|click here to (?:unsubscribe|update)|sent from my |this e-?mail (?:was sent|and any)|"
    r"manage (?:your )?(?:subscription|preferences))[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ATTACHED_KINDS = frozenset(("html", "pdf", "zip", "csv", "jsonl", "markdown", "mail", "feed"))
_MBOX_LINE = b"From "


def read_mail(document: Document, limits: Limits) -> Iterator[Part]:
    """The report of one message and the documents attached to it.

    Raises:
        Refused: the message has no body and nothing readable attached.

    """
    data = document.read(limits)
    message = BytesParser(_class=EmailMessage, policy=policy.default.clone(raise_on_defect=False)).parsebytes(data)
    if saved := _header(message, "Snapshot-Content-Location"):
        yield _saved_page(message, replace(document, url=saved))
        return
    body, attached = _parts(message)
    given = 0
    if body:
        given += 1
        yield _report(message, body, document)
    for number, part in enumerate(attached, start=1):
        inner = _attachment(part, number, document)
        if inner is not None:
            given += 1
            yield inner
    if not given:
        raise Refused("no-text", "a mail without text and without a readable attachment; there is nothing to code")


def _header(message: Message, name: str) -> str | None:
    """A header as text on one line; what its parser trips over is read as it stands."""
    try:
        value = message.get(name)
        text = " ".join(str(value).split()) if value is not None else ""
    except Exception:  # noqa: BLE001  -- the standard library's header parser raises anything on broken headers
        text = next((" ".join(str(raw).split()) for key, raw in message.raw_items() if key.lower() == name.lower()), "")
    return text.encode("utf-8", "replace").decode("utf-8") or None


def _parts(message: EmailMessage) -> tuple[str, list[Message]]:
    """The text of the body (plain before HTML) and the attached parts."""
    plain: list[str] = []
    markup: list[str] = []
    attached: list[Message] = []
    for number, part in enumerate(_leaves(message)):
        if number >= _MOST_PARTS:
            break
        kind = part.get_content_type()
        is_attached = part.get_content_disposition() == "attachment" or part.get_filename() is not None
        if is_attached or kind not in ("text/plain", "text/html"):
            attached.append(part)
        elif kind == "text/plain":
            plain.append(_text(part))
        else:
            markup.append(_text(part))
    text = "\n\n".join(piece.strip() for piece in plain if piece.strip())
    if not text or (markup and len(text) < 40):
        text = "\n\n".join(text_of_fragment(piece) for piece in markup) or text
    return _body(text), attached


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    payload: Any = message.get_payload()
    if isinstance(payload, list) and message.get_content_type() != "message/rfc822":
        for part in payload if depth < 20 else ():
            yield from _leaves(part, depth + 1)
    else:
        yield message


def _text(part: Message) -> str:
    """The text of a part in the encoding it states, else as any text is decoded."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, ValueError):
        try:
            return decode(data, "mail").text
        except NotText:
            return ""


def _body(text: str) -> str:
    """The message without what it quotes, its signature and the list's foot."""
    text = text.replace("\r\n", "\n")
    own = _FOOT.sub("", _SIGNATURE.sub("", _QUOTED.sub("", text))).strip()
    return own or text.strip()


def _report(message: EmailMessage, body: str, document: Document) -> Part:
    subject = _REPLY.sub("", _header(message, "Subject") or "")
    text, problems = clean_text(f"{subject}\n\n{body}" if subject else body, document.place)
    sender = _header(message, "From")
    written = _header(message, "Date")
    dates = (DateFound(written, "header", "high", "the Date header"),) if written else ()
    name, _, address = (sender or "").rpartition("<")
    source = replace(
        document.source(),
        key=(_header(message, "Message-ID") or "").strip("<> ") or document.key,
        title=subject or None,
        publisher=name.strip().strip('"') or address.strip("<> ") or None,
        url=_header(message, "Archived-At") and str(_header(message, "Archived-At")).strip("<> "),
        dates=(*dates, *document.dates),
        problems=problems,
        is_markup_read=True,
    )
    return make_report(text, source)


def _saved_page(message: EmailMessage, document: Document) -> Part:
    for part in _leaves(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                return page_report(data, replace(document, charset=part.get_content_charset()))
    raise Refused("no-text", "a saved page without HTML in it; save the page again")


def _attachment(part: Message, number: int, document: Document) -> Document | None:
    """An attached file that may hold a report; pictures, calendars and the like are left."""
    payload: Any = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list):
        data = payload[0].as_bytes() if payload else b""
    else:
        decoded = part.get_payload(decode=True)
        data = decoded if isinstance(decoded, bytes) else b""
    name = _file_name(part) or f"part {number}"
    ending = "." + name.rpartition(".")[2].lower() if "." in name else ""
    kind = kind_of(data[:65_536], ending)
    if not data or not (kind in _ATTACHED_KINDS or (kind == "text" and ending in (".txt", ".text"))):
        return None
    return replace(inner_document(document, name, BytesIO(data), key=f"{document.key}/{name}"), ending=ending)


def _file_name(part: Message) -> str | None:
    try:
        name = part.get_filename()
    except Exception:  # noqa: BLE001  -- the standard library's header parser raises anything on broken headers
        return None
    return name.encode("utf-8", "replace").decode("utf-8") if name else None


def read_mailbox(document: Document, limits: Limits) -> Iterator[Part]:
    """Each message of a mailbox (mbox) as a document, one in memory at a time."""
    for number, data in enumerate(_messages(document.stream, limits), start=1):
        name = f"message {number}"
        inner = inner_document(document, name, BytesIO(data or b""), key=f"{document.key}:{number}")
        if data is None:
            yield inner.refusal("too-big", f"a message of over {limits.max_bytes} bytes; skipped; raise max_bytes")
        else:
            yield inner


def _messages(stream: BinaryIO, limits: Limits) -> Iterator[bytes | None]:
    """The bytes of each message without its "From " line; ``None`` for one that is too big."""
    lines: list[bytes] = []
    size = 0
    after_blank = True
    has_begun = False
    while line := stream.readline(1 << 20):
        if after_blank and line.startswith(_MBOX_LINE):
            if has_begun:
                yield b"".join(lines) if size <= limits.max_bytes else None
            lines, size, has_begun = [], 0, True
            continue
        after_blank = not line.strip()
        size += len(line)
        if size <= limits.max_bytes:
            lines.append(line[1:] if line.startswith((b">From ", b">>From ")) else line)
        else:
            lines = []
    if has_begun:
        yield b"".join(lines) if size <= limits.max_bytes else None
