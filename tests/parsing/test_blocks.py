"""Where a report is cut: titles, headings, datelines, boilerplate, hard-wrapped lines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.parsing.blocks import cut_blocks
from onrecord.reading import read_text

LONG = "The foreign minister told reporters in the capital on Monday that the two armies had agreed to stop shelling."


def cut(text: str, *, title: str | None = None) -> list[tuple[str, str]]:
    report = read_text(text, date="2020-01-02", title=title)
    return [(block.kind, report.text[block.start : block.end]) for block in cut_blocks(report)]


def test_title_heading_and_paragraphs() -> None:
    text = f"date 2020-01-02\nArmies agree to stop shelling\n\n{LONG}\n\nA fragile truce\n\n{LONG}\n"
    assert cut(text) == [
        ("title", "Armies agree to stop shelling"),
        ("body", LONG),
        ("heading", "A fragile truce"),
        ("body", LONG),
    ]


def test_a_short_sentence_is_no_heading() -> None:
    assert cut(f"{LONG}\n\nHe said no more.\n\n{LONG}")[1] == ("body", "He said no more.")


def test_header_is_in_no_block() -> None:
    assert cut(f" date 2020-01-02 {LONG}") == [("body", LONG)]


@pytest.mark.parametrize(
    "dateline",
    [
        "VIENNA (AP) —",
        "WASHINGTON, April 5 -",
        "JERUSALEM (AP)_",
        "Berlin, May 27 (EFE).—",
        "LAGOS/ABUJA, Nigeria -",
        "DOHA --",
    ],
)
def test_dateline_stands_apart(dateline: str) -> None:
    assert cut(f"{dateline} {LONG}") == [("dateline", dateline), ("body", LONG)]


def test_dateline_on_a_line_of_its_own() -> None:
    assert cut(f"NAIROBI, Kenya (AP) _\n\n{LONG}") == [("dateline", "NAIROBI, Kenya (AP) _"), ("body", LONG)]


@pytest.mark.parametrize("start", ["NATO - the alliance -", "UN officials (three of them)", "SWIFT, a network,"])
def test_capitals_alone_make_no_dateline(start: str) -> None:
    assert [kind for kind, _ in cut(f"{start} met the foreign minister in the capital on Monday, he said.")] == ["body"]


@pytest.mark.parametrize(
    "line", ["By Anna Schmidt", "Read more:", "(Reporting by Anna Schmidt; Editing by John Doe)", "___"]
)
def test_boilerplate_is_not_parsed(line: str) -> None:
    report = read_text(f"{LONG}\n\n{line}\n\n{LONG}", date="2020-01-02")
    assert [(block.kind, block.is_parsed) for block in cut_blocks(report)] == [
        ("body", True),
        ("boilerplate", False),
        ("body", True),
    ]


def test_credit_behind_the_last_sentence() -> None:
    assert cut(f"{LONG} (Reporting by Anna Schmidt; Editing by John Doe)") == [
        ("body", LONG),
        ("boilerplate", "(Reporting by Anna Schmidt; Editing by John Doe)"),
    ]


def test_title_glued_to_the_first_sentence() -> None:
    title = "Armies agree to stop shelling"
    assert cut(f"{title} PARIS (AFP) - {LONG}", title=title) == [
        ("title", title),
        ("dateline", "PARIS (AFP) -"),
        ("body", LONG),
    ]


def test_hard_wrapped_lines_become_paragraphs() -> None:
    first = (
        "The foreign minister told reporters in the capital on Monday that\n"
        "the two armies of the north and the south had agreed to stop\n"
        "shelling the villages along the border before the end of the week."
    )
    second = (
        "Rebels in the east rejected the truce and said that the fighting\n"
        "would go on until the government withdrew the tanks it had sent\n"
        "to the valley in spring."
    )
    wrapped = f"{first}\n{second}\n\n{first}"
    assert [piece for kind, piece in cut(wrapped) if kind == "body"] == [f"{first}\n{second}", first]
    assert [piece for _, piece in cut(f"{second}\n{first}")] == [second, first]


def test_windows_line_ends() -> None:
    assert cut(f"date 2020-01-02\r\nArmies agree\r\n\r\n{LONG}\r\n{LONG}\r\n") == [
        ("title", "Armies agree"),
        ("body", LONG),
        ("body", LONG),
    ]


@given(st.text(alphabet=st.sampled_from("AB a.b,-—()\n\r\t:1\"'/|"), max_size=300))
def test_blocks_lie_in_order_and_lose_no_letter(text: str) -> None:
    report = read_text(f"x{text}", date="2020-01-02")
    blocks = cut_blocks(report)
    ends = [0, *(block.end for block in blocks)]
    assert all(end <= block.start < block.end for end, block in zip(ends, blocks, strict=False))
    covered = "".join(report.text[block.start : block.end] for block in blocks)
    assert "".join(covered.split()) == "".join(report.text.split())


@pytest.mark.parametrize("piece", ["WHITE HOUSE DENIES ANY ARMS ", "A. B. ", "By A, ", "a\n", "Word ", "- (", "A/B "])
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(times: int) -> float:
        report = read_text(f"{LONG}\n\n{piece * times}", date="2020-01-02")
        start = time.process_time()
        cut_blocks(report)
        return time.process_time() - start

    assert seconds(20_000) < 1.0


@pytest.mark.parametrize("name", ["Facebook", "Reuters", "The Washington Post"])
def test_a_report_of_one_line_is_prose_whatever_it_looks_like(name: str) -> None:
    assert cut(name) == [("body", name)]
    assert ("body", name) not in cut(f"{LONG}\n\n{name}\n")


def test_a_report_without_words_is_not_parsed() -> None:
    assert cut("* * *") == [("boilerplate", "* * *")]
