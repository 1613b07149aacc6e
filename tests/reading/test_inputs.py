"""Reading: every shape of input a user hands over comes out as a Report, or as a record that says why not."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading import read_inputs, read_text
from onrecord.records import Report, Unreadable


def read_one(path: Path, **options: object) -> Report | Unreadable:
    items = list(read_inputs([path], **options))  # type: ignore[arg-type]
    assert len(items) == 1
    return items[0]


def codes(item: Report | Unreadable) -> set[str]:
    return {p.code for p in item.problems}


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


class TestTextFiles:
    def test_header_on_its_own_line_then_a_title(self, tmp_path: Path) -> None:
        text = "date 2021-04-05\nChad signs pact with Mali\n\nN'DJAMENA - Chad signed a pact with Mali on Monday.\n"
        report = read_one(write(tmp_path, "chad.txt", text))
        assert isinstance(report, Report)
        assert (report.key, report.published, report.published_precision) == ("chad", "2021-04-05", "day")
        assert report.text == text
        assert report.title == "Chad signs pact with Mali"
        assert report.title_span is not None
        assert text[report.title_span.start : report.title_span.end] == report.title
        assert text[report.body_start :].startswith("Chad signs")

    def test_header_glued_to_the_first_sentence_after_a_blank(self, tmp_path: Path) -> None:
        text = " date 2021-04-05 Chad signed a pact with Mali on Monday. It was the third this year."
        report = read_one(write(tmp_path, "glued.txt", text))
        assert isinstance(report, Report)
        assert report.published == "2021-04-05"
        assert text[report.body_start :].startswith("Chad signed")

    @pytest.mark.parametrize(("header", "precision"), [("date 2021-04", "month"), ("date 2021", "year")])
    def test_partial_dates_keep_their_precision(self, tmp_path: Path, header: str, precision: str) -> None:
        report = read_one(write(tmp_path, "a.txt", f"{header}\nKenya and Uganda met."))
        assert isinstance(report, Report)
        assert report.published == header.removeprefix("date ")
        assert report.published_precision == precision

    def test_no_date_is_a_warning_and_not_an_error(self, tmp_path: Path) -> None:
        report = read_one(write(tmp_path, "a.txt", "Kenya and Uganda met."))
        assert isinstance(report, Report)
        assert report.published is None
        assert [p.severity for p in report.problems if p.code == "missing-date"] == ["warning"]

    def test_an_impossible_date_is_not_believed(self, tmp_path: Path) -> None:
        report = read_one(write(tmp_path, "a.txt", "date 2023-02-30\nKenya and Uganda met."))
        assert isinstance(report, Report)
        assert report.published is None
        assert report.problems

    def test_two_dates_are_said(self, tmp_path: Path) -> None:
        report = read_one(write(tmp_path, "a.txt", "date 2023-02-03\ndate 2023-02-04\nKenya and Uganda met."))
        assert "several-dates" in codes(report)

    def test_windows_line_ends_stay_in_the_text(self, tmp_path: Path) -> None:
        text = "date 2021-04-05\r\nKenya met Uganda.\r\n"
        report = read_one(write(tmp_path, "a.txt", text))
        assert isinstance(report, Report)
        assert report.text == text

    def test_a_byte_order_mark_is_not_text(self, tmp_path: Path) -> None:
        report = read_one(write(tmp_path, "a.txt", b"\xef\xbb\xbfdate 2021-04-05\nKenya met Uganda."))
        assert isinstance(report, Report)
        assert report.text.startswith("date")

    def test_old_encodings_are_read_and_reported(self, tmp_path: Path) -> None:
        text = (
            "date 2001-04-05\nThe caf\u00e9 \u201cRoyal\u201d in N\u00eemes, the ministers said, was closed by decree."
        )
        report = read_one(write(tmp_path, "a.txt", text.encode("cp1252")))
        assert isinstance(report, Report)
        assert "caf\u00e9" in report.text
        assert report.encoding not in (None, "utf-8")
        assert codes(report) & {"encoding-guessed", "bytes-replaced"}

    def test_markup_is_a_note(self, tmp_path: Path) -> None:
        report = read_one(write(tmp_path, "a.txt", "date 2001-04-05\n<p>Kenya met Uganda.</p><script>x()</script>"))
        assert "markup-in-text" in codes(report)


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "empty"),
            (b"   \n \n", "empty"),
            (b"date 2020-01-01\n", "empty"),
            (b"\x00\x01\x02\x03PNG\x00\xff\xfe" * 40, "not-text"),
            (b"word " * 400, "too-big"),
        ],
    )
    def test_each_bad_file_says_why(self, tmp_path: Path, data: bytes, code: str) -> None:
        item = read_one(write(tmp_path, "bad.txt", data), max_bytes=1000)
        assert isinstance(item, Unreadable)
        assert codes(item) == {code}
        assert all(p.severity == "error" and "bad.txt" in p.message for p in item.problems)

    def test_the_others_go_on(self, tmp_path: Path) -> None:
        write(tmp_path, "a.txt", "")
        write(tmp_path, "b.txt", "date 2020-01-01\nKenya met Uganda.")
        items = list(read_inputs([tmp_path]))
        assert [type(i) for i in items] == [Unreadable, Report]

    def test_what_is_not_there_is_a_wrong_call(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such file"):
            list(read_inputs([tmp_path / "nowhere.txt"]))

    def test_a_directory_without_reports_says_so(self, tmp_path: Path) -> None:
        assert codes(read_one(tmp_path)) == {"empty-directory"}


LINES = [
    {"id": "one", "date": "2020-01-02", "title": "Talks", "text": "Kenya met Uganda.", "url": "u", "publisher": "p"},
    {"id": "two", "date": "2020-01-03T10:00:00Z", "text": "Chad met Mali.", "more": 1},
]


class TestJsonLines:
    def packed(self) -> bytes:
        return "\n".join(json.dumps(line) for line in LINES).encode()

    @pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
    def test_plain_and_compressed(self, tmp_path: Path, ending: str) -> None:
        pack = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}[ending]
        items = list(read_inputs([write(tmp_path, f"a.jsonl{ending}", pack(self.packed()))]))
        assert [(i.key, i.published) for i in items if isinstance(i, Report)] == [
            ("one", "2020-01-02"),
            ("two", "2020-01-03"),
        ]
        first = items[0]
        assert isinstance(first, Report)
        assert (first.title, first.url, first.publisher, first.text) == ("Talks", "u", "p", "Kenya met Uganda.")

    def test_a_bad_line_is_named_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        data = self.packed() + b"\n{broken\n" + json.dumps({"id": "three", "text": "Togo met Benin."}).encode()
        items = list(read_inputs([write(tmp_path, "a.jsonl", data)]))
        assert [type(i) for i in items] == [Report, Report, Unreadable, Report]
        assert "a.jsonl:3" in items[2].problems[0].message

    def test_the_same_key_twice_is_a_warning(self, tmp_path: Path) -> None:
        data = b"\n".join([json.dumps(LINES[0]).encode()] * 2)
        items = list(read_inputs([write(tmp_path, "a.jsonl", data)]))
        assert "duplicate-key" in codes(items[1])

    def test_lone_surrogates_do_not_go_further(self, tmp_path: Path) -> None:
        data = b'{"id": "x", "date": "2020-01-02", "text": "Kenya \\ud800 met Uganda."}'
        report = read_one(write(tmp_path, "a.jsonl", data))
        assert isinstance(report, Report)
        report.text.encode("utf-8")
        assert len(report.text) == len("Kenya x met Uganda.")

    def test_standard_input_is_told_by_content(self) -> None:
        items = list(read_inputs(["-"], stdin=io.BytesIO(self.packed())))
        assert [i.key for i in items] == ["one", "two"]
        text = list(read_inputs(["-"], stdin=io.BytesIO(b"date 2020-01-02\nKenya met Uganda.")))
        assert isinstance(text[0], Report)
        assert text[0].published == "2020-01-02"


def test_ids_depend_on_content_and_not_on_the_place(tmp_path: Path) -> None:
    one = read_one(write(tmp_path, "a.txt", "date 2020-01-02\nKenya met Uganda."))
    other = read_one(write(tmp_path, "b.txt", "date 2020-01-02\nKenya met Uganda."))
    third = read_one(write(tmp_path, "c.txt", "date 2020-01-03\nKenya met Uganda."))
    assert isinstance(one, Report)
    assert isinstance(other, Report)
    assert isinstance(third, Report)
    assert one.id == other.id != third.id


def test_text_given_in_python() -> None:
    report = read_text("Kenya met Uganda.", date="2020-01-02", title="Talks")
    assert (report.published, report.title, report.text) == ("2020-01-02", "Talks", "Kenya met Uganda.")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_record(data: bytes) -> None:
    for item in read_inputs(["-"], stdin=io.BytesIO(data)):
        if isinstance(item, Report):
            assert 0 <= item.body_start <= len(item.text)
            item.text.encode("utf-8")
            if item.title_span is not None:
                assert 0 <= item.title_span.start < item.title_span.end <= len(item.text)
        else:
            assert any(p.severity == "error" for p in item.problems)
