"""One invented report in every format that is read: the same words, title and day, each written by its own library."""

from __future__ import annotations

import csv
import gzip
import io
import json
import mailbox
import tarfile
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

TITLE = "Chad and Mali sign grain pact"
DAY = "2021-04-05"
AUTHOR = "Anna Okoro"
URL = "https://post.example/world/grain-pact"
PARAGRAPHS = (
    "Chad and Mali signed a pact on grain in Lai on Monday, the first between the two neighbours since the drought.",
    "\u201cWe will send forty trucks before the rains,\u201d the foreign minister of Chad said after the talks.",
    "A spokesman for the rebels in the north denied that his men had stopped a convoy on its way to the bridge.",
    "Neither government said who would pay for the guards that are to ride with the trucks through the valley.",
)
WHEN = datetime(2021, 4, 5, 9, 30, tzinfo=UTC)


def page(*, title: str = TITLE, paragraphs: tuple[str, ...] = PARAGRAPHS, day: str = DAY, url: str = URL) -> bytes:
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    data = {
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"{day}T09:30:00Z",
        "author": {"name": AUTHOR},
        "publisher": {"name": "The Example Post"},
    }
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)} | The Example Post</title>"
        f'<link rel="canonical" href="{url}"><script type="application/ld+json">{json.dumps(data)}</script></head>'
        "<body>"
        f"<nav><a href=/>Home</a></nav><article><h1>{escape(title)}</h1>{body}</article>"
        "<footer>Terms of use</footer></body></html>"
    ).encode()


def rss() -> bytes:
    text = escape("".join(f"<p>{p}</p>" for p in PARAGRAPHS))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>The Example Post</title><link>https://post.example</link><item><title>{TITLE}</title><link>{URL}</link>"
        f"<guid>tag:post.example,2021:1</guid><pubDate>{format_datetime(WHEN)}</pubDate><dc:creator>{AUTHOR}</dc:creator>"
        f"<description>{text}</description></item></channel></rss>"
    ).encode()


def atom() -> bytes:
    text = escape("".join(f"<p>{p}</p>" for p in PARAGRAPHS))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        "<title>The Example Post</title>"
        f"<id>tag:post.example,2021:0</id><updated>2021-06-01T00:00:00Z</updated><entry><title>{TITLE}</title>"
        f'<link href="{URL}"/><id>tag:post.example,2021:1</id><published>{DAY}T09:30:00Z</published>'
        f"<updated>2021-05-01T00:00:00Z</updated><author><name>{AUTHOR}</name></author>"
        f'<content type="html">{text}</content></entry></feed>'
    ).encode()


def json_feed() -> bytes:
    item = {
        "id": "1",
        "url": URL,
        "title": TITLE,
        "content_html": "".join(f"<p>{p}</p>" for p in PARAGRAPHS),
        "date_published": f"{DAY}T09:30:00Z",
        "authors": [{"name": AUTHOR}],
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Example Post", "items": [item]}
    return json.dumps(feed, indent=2).encode()


def mail(*, with_html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "The Example Post <desk@post.example>"
    message["To"] = "readers@list.example"
    message["Subject"] = f"Fwd: {TITLE}"
    message["Date"] = format_datetime(WHEN)
    message["Message-ID"] = "<1@post.example>"
    text = "\n\n".join(PARAGRAPHS)
    if with_html:
        message.set_content(
            "<html><body>" + "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS) + "</body></html>", "html"
        )
    else:
        message.set_content(text + "\n\n-- \nThe Example Post\nUnsubscribe here\n")
    return bytes(message)


def mbox(folder: str) -> bytes:
    path = f"{folder}/made.mbox"
    box = mailbox.mbox(path)
    for _ in range(2):
        box.add(mailbox.mboxMessage(mail()))
    box.flush()
    box.close()
    with open(path, "rb") as file:  # noqa: PTH123  -- the library took a name too
        return file.read()


def mhtml() -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = URL
    message["MIME-Version"] = "1.0"
    message["Subject"] = TITLE
    message.set_content(page().decode(), "html", cte="quoted-printable")
    message.make_related()
    return bytes(message)


def pdf() -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    buffer = io.BytesIO()
    styles = getSampleStyleSheet()
    flow = [Paragraph(TITLE, styles["Title"]), Paragraph("5 April 2021", styles["Normal"]), Spacer(1, 12)]
    for paragraph in PARAGRAPHS:
        flow += [Paragraph(escape(paragraph), styles["Normal"]), Spacer(1, 12)]
    SimpleDocTemplate(buffer, title=TITLE, author=AUTHOR, invariant=1).build(flow)
    return buffer.getvalue()


def docx() -> bytes:
    import docx as library

    word = library.Document()
    word.add_heading(TITLE, 0)
    for paragraph in PARAGRAPHS:
        word.add_paragraph(paragraph)
    word.core_properties.title = TITLE
    word.core_properties.author = AUTHOR
    word.core_properties.created = WHEN.replace(tzinfo=None)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def markdown() -> bytes:
    head = f'---\ntitle: "{TITLE}"\ndate: {DAY}\nauthor: {AUTHOR}\n---\n\n# {TITLE}\n\n'
    first, *rest = PARAGRAPHS
    body = [first.replace("pact on grain", "[pact on grain](https://post.example/p)"), *rest]
    return (head + "\n\n".join(body).replace("denied", "**denied**")).encode()


def old_text() -> bytes:
    return f"date {DAY}\n{TITLE}\n\n".encode() + "\n\n".join(PARAGRAPHS).encode("cp1252")


def rows() -> list[dict[str, str]]:
    return [
        {
            "ID": "a",
            "Headline": TITLE,
            "Published At": DAY,
            "Link": URL,
            "Author": AUTHOR,
            "Body": "\n".join(PARAGRAPHS),
        },
        {"ID": "b", "Headline": "No text", "Published At": DAY, "Link": "", "Author": "", "Body": ""},
    ]


def table(delimiter: str = ",") -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows()[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows())
    return buffer.getvalue().encode()


def parquet() -> bytes:
    import pyarrow
    from pyarrow import parquet as library

    sink = io.BytesIO()
    library.write_table(pyarrow.Table.from_pylist(rows()), sink)
    return sink.getvalue()


def warc(pages: list[tuple[str, bytes]] | None = None, *, packed: bool = False) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    for url, data in pages or [(URL, page())]:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=headers))
    picture = StatusAndHeaders("200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(URL + ".png", "response", payload=io.BytesIO(b"\x89PNG"), http_headers=picture)
    )
    missing = StatusAndHeaders("404 Not Found", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(URL + "x", "response", payload=io.BytesIO(page()), http_headers=missing)
    )
    return buffer.getvalue()


def zipped(members: dict[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (members or {"news/one.html": page(), "news/logo.png": b"\x89PNG\r\n\x1a\n0000"}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(members: dict[str, bytes] | None = None, mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in (members or {"news/one.html": page(), "style.css": b"p {}"}).items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def sitemap(*, with_titles: bool = True) -> bytes:
    news = (
        "<n:news><n:publication><n:name>The Example Post</n:name></n:publication>"
        f"<n:publication_date>{DAY}</n:publication_date><n:title>{TITLE}</n:title></n:news>"
        if with_titles
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{URL}</loc>{news}</url></urlset>'
    ).encode()


def every_format(folder: str) -> dict[str, bytes]:
    """A name for messages (it has no ending: formats are told by content) and the bytes."""
    return {
        "html": page(),
        "rss": rss(),
        "atom": atom(),
        "json-feed": json_feed(),
        "mail": mail(),
        "mail-html": mail(with_html=True),
        "mbox": mbox(folder),
        "mhtml": mhtml(),
        "pdf": pdf(),
        "docx": docx(),
        "markdown": markdown(),
        "old-text": old_text(),
        "csv": table(),
        "tsv": table("\t"),
        "parquet": parquet(),
        "warc": warc(),
        "warc-gz": warc(packed=True),
        "warc-gz-whole": gzip.compress(warc()),
        "zip": zipped(),
        "tar": tarred(),
        "tar-gz": tarred(mode="w:gz"),
        "tar-xz": tarred(mode="w:xz"),
        "zip-of-tar": zipped({"all.tar": tarred()}),
    }
