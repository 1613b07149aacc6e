"""Every format, told by content under a name that says nothing, gives back the report that was written into it."""

from __future__ import annotations

import bz2
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import samples
import zstandard

from onrecord.reading import read_inputs
from onrecord.reading.sitemaps import sitemap_entries
from onrecord.records import Report, Unreadable

DATED_BY = {
    "html": ("metadata", "high"),
    "rss": ("field", "high"),
    "atom": ("field", "high"),
    "mail": ("header", "high"),
    "docx": ("metadata", "medium"),
    "markdown": ("field", "high"),
    "old-text": ("header", "high"),
    "parquet": ("field", "high"),
    "warc": ("metadata", "high"),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return samples.every_format(str(tmp_path_factory.mktemp("made")))


def read(data: bytes) -> list[Report | Unreadable]:
    return list(read_inputs(["-"], stdin=io.BytesIO(data)))


def reports(data: bytes) -> Iterator[Report]:
    return (item for item in read(data) if isinstance(item, Report))


def words(text: str) -> str:
    return " ".join(text.split())


# fmt: off
NAMES = [
    "html", "rss", "atom", "json-feed", "mail", "mail-html", "mbox", "mhtml", "pdf", "docx", "markdown", "old-text",
    "csv", "tsv", "parquet", "warc", "warc-gz", "warc-gz-whole", "zip", "tar", "tar-gz", "tar-xz", "zip-of-tar",
]
# fmt: on


@pytest.mark.parametrize("name", NAMES)
def test_the_same_report_comes_back(files: dict[str, bytes], name: str) -> None:
    report = next(reports(files[name]))
    assert report.title == samples.TITLE
    assert words("\n".join(samples.PARAGRAPHS)) in words(report.text)
    if name != "pdf":  # its maker writes a day of its own into the file
        assert report.published == samples.DAY
    if name in DATED_BY:
        assert (report.published_source, report.published_confidence) == DATED_BY[name]
    if report.title_span is not None:
        assert report.text[report.title_span.start : report.title_span.end] == samples.TITLE


def test_all_formats_are_tested(files: dict[str, bytes]) -> None:
    assert set(files) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_does_not_matter(files: dict[str, bytes], name: str, tmp_path: Path) -> None:
    path = tmp_path / "input.dat"
    path.write_bytes(files[name])
    from_disk = [item.text for item in read_inputs([path]) if isinstance(item, Report)]
    assert from_disk == [report.text for report in reports(files[name])] != []


@pytest.mark.parametrize("name", ["html", "rss", "mail", "csv", "old-text", "tar"])
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstandard.ZstdCompressor().compress])
def test_compression_is_seen_through(files: dict[str, bytes], name: str, pack: object) -> None:
    packed = pack(files[name])  # type: ignore[operator]
    assert [r.text for r in reports(packed)] == [r.text for r in reports(files[name])]


def test_a_page_says_who_wrote_it_where(files: dict[str, bytes]) -> None:
    report = next(reports(files["html"]))
    assert (report.byline, report.publisher, report.url) == (samples.AUTHOR, "The Example Post", samples.URL)
    assert "Terms of use" not in report.text
    assert "Home" not in report.text


def test_a_page_of_a_crawl_is_named_by_its_address(files: dict[str, bytes]) -> None:
    items = read(files["warc-gz"])
    assert [item.key for item in items] == [samples.URL]  # the picture and the page not found give nothing


def test_a_mail_loses_its_signature_and_the_foot_of_the_list(files: dict[str, bytes]) -> None:
    report = next(reports(files["mail"]))
    assert "Unsubscribe" not in report.text
    assert "-- " not in report.text
    assert report.publisher == "The Example Post"


def test_attachments_of_a_mail_are_read_too() -> None:
    from email import message_from_bytes, policy

    message = message_from_bytes(samples.mail(), policy=policy.default)
    message.add_attachment(samples.page(title="Mali leaves pact"), maintype="text", subtype="html", filename="b.html")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    found = list(reports(bytes(message)))
    assert [r.title for r in found] == [samples.TITLE, "Mali leaves pact"]


def test_a_row_without_text_is_a_record_and_the_rest_goes_on(files: dict[str, bytes]) -> None:
    for name in ("csv", "parquet"):
        items = read(files[name])
        assert [type(i) for i in items] == [Report, Unreadable]
        assert items[1].problems[-1].code == "no-text"


def test_a_news_sitemap_gives_titles_and_another_one_says_that_it_has_none() -> None:
    report = next(reports(samples.sitemap()))
    assert (report.title, report.published, report.url) == (samples.TITLE, samples.DAY, samples.URL)
    assert "title-only" in {p.code for p in report.problems}
    item = read(samples.sitemap(with_titles=False))[0]
    assert isinstance(item, Unreadable)
    assert "1 address" in item.problems[0].message


def test_one_json_object_and_a_list_of_them() -> None:
    one = b'{\n  "headline": "Talks",\n  "body": "Chad met Mali.",\n  "date": "2020-01-02"\n}\n'
    report = next(reports(one))
    assert (report.title, report.text, report.published) == ("Talks", "Chad met Mali.", "2020-01-02")
    many = b'[{"text": "Chad met Mali."}, {"text": "Togo met Benin."}, 3]'
    assert [type(i) for i in read(many)] == [Report, Report, Unreadable]


def test_a_directory_is_read_by_content_and_leaves_what_belongs_to_pages(tmp_path: Path) -> None:
    (tmp_path / "index.php").write_bytes(samples.page())
    (tmp_path / "style.css").write_bytes(b"p { margin: 0 }")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "README.md").write_bytes(b"# About these files")
    (tmp_path / "notes.txt").write_bytes(b"date 2020-01-02\nChad met Mali.")
    assert [item.key for item in read_inputs([tmp_path])] == ["index", "notes"]


def test_a_column_of_commas_is_no_table() -> None:
    text = b"date 2020-01-02\nText, date, and place of the treaty were not given, Chad said."
    assert next(reports(text)).published == "2020-01-02"


def test_a_header_line_is_no_mail() -> None:
    report = next(reports(b"Date: 2020-01-02\nSubject: to change, the talks went on, Chad said.\n"))
    assert report.text.startswith("Date:")


def test_reading_twice_gives_the_same(files: dict[str, bytes]) -> None:
    for data in files.values():
        assert read(data) == read(data)


def test_a_sitemap_with_a_broken_namespace_still_gives_its_pages() -> None:
    data = f'<urlset xmlns="http://www.\u2039x"><url><loc>{samples.URL}</loc></url></urlset>'.encode()
    assert [entry.url for entry in sitemap_entries(data)] == [samples.URL]
