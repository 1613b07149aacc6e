"""Hostile and broken input: nothing crashes or grows without end, and each bad file says what, where and what to do."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import random
import tarfile
import time
import zipfile
from email.message import EmailMessage

import pytest
import samples

from onrecord.reading import read_inputs
from onrecord.records import Report, Unreadable

MUTATIONS_A_FORMAT = 12


def read(data: bytes, **options: object) -> list[Report | Unreadable]:
    return list(read_inputs(["-"], stdin=io.BytesIO(data), **options))  # type: ignore[arg-type]


def codes(items: list[Report | Unreadable]) -> set[str]:
    return {p.code for item in items for p in item.problems if p.severity == "error"}


def one_problem(data: bytes, code: str, **options: object) -> str:
    items = read(data, **options)
    assert codes(items) == {code}, items
    message = next(p.message for item in items for p in item.problems if p.code == code)
    assert message.startswith("stdin")
    return message


class TestBombs:
    def test_gzip_of_nothing_much(self) -> None:
        assert "max_bytes" in one_problem(gzip.compress(b"a" * 20_000_000), "too-big", max_bytes=1_000_000)

    def test_compression_in_compression(self) -> None:
        data = b"Chad met Mali."
        for _ in range(8):
            data = gzip.compress(data)
        assert "unpack" in one_problem(data, "too-deep")

    def test_archives_in_archives(self) -> None:
        data = samples.page()
        for _ in range(8):
            data = samples.zipped({"inner.zip": data} if data[:2] == b"PK" else {"a.html": data})
        assert "archives in one another" in one_problem(data, "too-deep")

    def test_an_archive_that_unpacks_to_far_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from onrecord.reading.documents import Limits

        monkeypatch.setattr(Limits, "budget", lambda self, packed: 3_000_000)
        members = {f"{n}.txt": b"date 2020-01-02\nChad met Mali. " + b"the " * 250_000 for n in range(8)}
        for data in (samples.zipped(members), samples.tarred(members)):
            items = read(data)
            assert codes(items) == {"archive-bomb"}
            assert 1 <= sum(isinstance(i, Report) for i in items) <= 3

    def test_a_member_that_is_too_big_does_not_stop_the_others(self) -> None:
        items = read(samples.zipped({"big.txt": b"a" * 3_000_000, "good.html": samples.page()}), max_bytes=1_000_000)
        assert codes(items) == {"too-big"}
        assert any(isinstance(i, Report) for i in items)

    def test_a_word_file_that_unpacks_to_far_more(self) -> None:
        buffer = io.BytesIO(samples.docx())
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/more.xml", b"a" * 120_000_000)
        one_problem(buffer.getvalue(), "archive-bomb")

    def test_entities_that_grow(self) -> None:
        entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
        declared = f'[<!ENTITY e0 "ha">{entities}]'
        feed = f'<?xml version="1.0"?><!DOCTYPE rss {declared}><rss><channel><title>&e9;</title></channel></rss>'
        one_problem(feed.encode(), "entities")
        page = f"<!DOCTYPE html [{entities}]><html><body><p>&e9; Chad met Mali.</p></body></html>"
        assert all(len(item.text) < 1_000 for item in read(page.encode()) if isinstance(item, Report))
        urls = f'<?xml version="1.0"?><!DOCTYPE urlset {declared}><urlset><url><loc>&e9;</loc></url></urlset>'
        assert read(urls.encode())

    def test_no_file_is_read_through_an_entity(self) -> None:
        urls = (
            '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset '
            'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://a.example/&x;</loc>'
            "<n:title>Chad &x;</n:title></url></urlset>"
        )
        for item in read(urls.encode()):
            assert isinstance(item, Unreadable) or item.text == "Chad"

    @pytest.mark.parametrize(
        "html",
        [
            "<div>" * 20_000 + "Chad met Mali.",
            "<html><body>" + "<b><p>" * 10_000 + "Chad met Mali." + "</body></html>",
            '<html><body title="'
            + "a" * 5_000_000
            + '"><p>Chad met Mali on Monday in the town of Lai.</p></body></html>',
            "<html><body>" + "<p>" * 300_000,
            '<html><script type="application/ld+json">' + "[" * 50_000 + "</script><body><p>Chad.</p></body></html>",
            "<html><body>" + '<div class="date">' * 200 + '<time class="date">2021</time>' * 40_000 + "</body></html>",
            "<html><body>" + '<div class="comment related">' * 240 + "Chad met Mali. " * 100_000 + "</body></html>",
            "<html><body>" + "<h2>Chad</h2> met Mali on a very long Monday in Lai" * 8_000 + "</body></html>",
            "<html><body><table>" + "<tr><td>" * 2_000 + "Chad met Mali." + "</table></body></html>",
            '<html><body><a href="' + "(" * 100_000 + '">Chad met Mali</a>' + "<!--" * 10_000 + "</body></html>",
        ],
    )
    def test_deep_and_huge_pages(self, html: str) -> None:
        started = time.process_time()
        items = read(html.encode())
        assert items
        assert time.process_time() - started < 10

    def test_deep_json(self) -> None:
        one_problem(b'{"a":' * 100_000, "bad-json")

    def test_deep_mail(self) -> None:
        message = EmailMessage()
        message.set_content("Chad met Mali.")
        for _ in range(60):
            outer = EmailMessage()
            outer["From"], outer["Message-ID"] = "a@post.example", "<1@post.example>"
            outer.add_attachment(message)
            message = outer
        assert read(message.as_bytes())


class TestArchives:
    def test_paths_that_climb_are_names_and_nothing_more(self, tmp_path: object) -> None:
        for pack in (samples.zipped, samples.tarred):
            items = read(pack({"../../etc/evil.html": samples.page(), "/abs/one.html": samples.page()}))
            assert [type(i) for i in items] == [Report, Report]

    def test_links_and_devices_in_a_tar_are_left(self) -> None:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
                info = tarfile.TarInfo("x.txt")
                info.type, info.linkname = kind, "/etc/hostname"
                archive.addfile(info)
            page = tarfile.TarInfo("a.html")
            page.size = len(samples.page())
            archive.addfile(page, io.BytesIO(samples.page()))
        assert [item.key for item in read(buffer.getvalue())] == ["a"]

    def test_a_locked_member(self) -> None:
        data = bytearray(samples.zipped({"a.html": samples.page(), "b.html": samples.page()}))
        data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag of the first member in the directory
        items = read(bytes(data))
        assert codes(items) == {"encrypted"}
        assert any(isinstance(i, Report) for i in items)

    def test_a_tar_with_a_damaged_member_says_so_after_what_came_before(self) -> None:
        data = bytearray(samples.tarred({"a.html": samples.page(), "b.html": samples.page()}))
        at = data.index(b"b.html")
        data[at : at + 3] = b"\xff\xff\xff"
        items = read(bytes(data))
        assert isinstance(items[0], Report)
        assert codes(items) == {"broken-file"}

    def test_a_tar_whose_header_claims_gigabytes(self) -> None:
        info = tarfile.TarInfo("pax")
        info.type, info.size = tarfile.XHDTYPE, 5_000_000_000
        data = gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + b"0" * 20_000_000)
        assert codes(read(data)) <= {"archive-bomb", "broken-file"}

    def test_archives_without_reports(self) -> None:
        one_problem(samples.zipped({"a.png": b"\x89PNG\r\n\x1a\n"}), "no-reports")
        one_problem(samples.tarred({"a.css": b"p {}"}), "no-reports")


class TestRefusals:
    def test_a_locked_pdf(self) -> None:
        import pypdf

        writer = pypdf.PdfWriter(io.BytesIO(samples.pdf()))
        writer.encrypt("secret", algorithm="RC4-128")
        buffer = io.BytesIO()
        writer.write(buffer)
        assert "password" in one_problem(buffer.getvalue(), "encrypted")

    def test_a_pdf_of_pictures(self) -> None:
        import pypdf

        writer = pypdf.PdfWriter()
        writer.add_blank_page(200, 200)
        buffer = io.BytesIO()
        writer.write(buffer)
        assert "character recognition" in one_problem(buffer.getvalue(), "no-text")

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "not-text"),
            (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "not-text"),
            (b'<?xml version="1.0"?><newsml><text>Chad met Mali.</text></newsml>', "unknown-xml"),
            (b"<html><head></head><body></body></html>", "no-text"),
            (b"<rss><channel><title>Empty</title></channel></rss>", "no-reports"),
            (b"id,date,body\n", "no-reports"),
            (b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "no-reports"),
            (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "bad-json"),
            (b"PK\x03\x04rubbish", "broken-file"),
            (b"PAR1rubbish", "broken-file"),
            (b"%PDF-1.4 rubbish", "broken-file"),
            (b"From: a@b.example\nMIME-Version: 1.0\nSubject: x\n\n", "no-text"),
        ],
    )
    def test_each_says_what_it_is(self, data: bytes, code: str) -> None:
        assert code in codes(read(data))

    def test_nul_characters(self) -> None:
        item = read(samples.page().replace(b"grain", b"gr\x00in"))[0]
        assert isinstance(item, Report)
        assert "\x00" not in item.text

    @pytest.mark.parametrize("packed", [True, False])
    def test_a_cut_crawl_keeps_what_came_before(self, packed: bool) -> None:  # noqa: FBT001  -- a parameter of a test
        pages = [
            (f"https://post.example/{n}", samples.page(title=f"Chad and Mali meet for talks {n}")) for n in range(400)
        ]
        data = samples.warc(pages, packed=packed)
        items = read(data[: len(data) * 3 // 4])
        assert sum(isinstance(i, Report) for i in items) > 150
        assert isinstance(items[-1], Unreadable) or not packed


def mutated(chance: random.Random, data: bytes) -> bytes:
    """The file cut off, with bytes changed, put in or taken out, or with NULs over some of it."""
    broken = bytearray(data)
    at = chance.randrange(len(broken))
    kind = chance.randrange(5)
    if kind == 0:
        del broken[at:]
    elif kind == 1:
        for _ in range(chance.randint(1, 40)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
    elif kind == 2:
        broken[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 3_000)))
    elif kind == 3:
        del broken[at : at + chance.randint(1, 500)]
    else:
        broken[at : at + chance.randint(0, 200)] = b"\x00" * chance.randint(1, 200)
    return bytes(broken)


def test_broken_files_give_a_report_or_say_what_is_wrong(tmp_path_factory: pytest.TempPathFactory) -> None:
    count = 0
    for name, data in samples.every_format(str(tmp_path_factory.mktemp("made"))).items():
        for seed in range(MUTATIONS_A_FORMAT):
            items = read(mutated(random.Random(f"{name}:{seed}"), data))
            assert items, (name, seed)
            for item in items:
                assert isinstance(item, Report) or item.problems, (name, seed)
                assert all(len(p.message) < 1_000 for p in item.problems)
                if isinstance(item, Report):
                    json.dumps(item.text).encode()
            count += 1
    assert count >= 200


def test_bytes_after_a_bzip2_stream_that_breaks() -> None:
    data = bz2.compress(samples.page() * 50)
    assert codes(read(data[: len(data) // 2])) <= {"broken-file", "no-text"}
