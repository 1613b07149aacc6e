"""Near copies: what makes two reports one text, and what does not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from onrecord.resolution import copy_groups, copy_relation, find_copies, sketch

STORY = (
    "The defence ministry in Oslo said on Tuesday that a convoy of forty lorries crossed the northern border at dawn.\n"
    "Nobody was hurt, and the drivers were sent back after a few hours of talks with the border guards.\n"
    "The foreign minister called the crossing a mistake that should not happen again in so tense a season.\n"
    "Farmers nearby told local radio that they had heard engines all night and had thought of a harvest.\n"
    "An inquiry will report before the end of the month, according to the ministry's spokeswoman.\n"
)
OTHER = (
    "Fishermen on the southern coast have asked the government for help after a storm broke their boats.\n"
    "The harbour master said that it would take a year to rebuild the piers and the ice house.\n"
)
QUOTE = "“We shall not hand over a single rifle to anybody before the vote is held,” the general said."


def test_case_and_punctuation_make_no_other_text() -> None:
    verdict = copy_relation(sketch(STORY), sketch(STORY.upper().replace(",", "")))
    assert verdict is not None
    assert (verdict.kind, verdict.similarity) == ("identical", 1.0)


def test_a_changed_word_leaves_a_near_copy_that_shares_a_key() -> None:
    one, other = sketch(STORY), sketch(STORY.replace("forty", "some thirty"))
    verdict = copy_relation(one, other)
    assert verdict is not None
    assert verdict.kind == "near-copy"
    assert set(one.keys) & set(other.keys)


def test_three_sentences_cut_from_a_report_are_an_excerpt() -> None:
    cut = "".join(STORY.splitlines(keepends=True)[:3]) + OTHER
    verdict = copy_relation(sketch(STORY), sketch(cut))
    assert verdict is not None
    assert verdict.kind == "excerpt"
    assert verdict.is_copy


def test_two_stories_are_no_copies() -> None:
    assert copy_relation(sketch(STORY), sketch(OTHER)) is None


def test_a_shared_long_quote_is_one_utterance_but_no_copy() -> None:
    verdict = copy_relation(sketch(STORY + QUOTE), sketch(OTHER + QUOTE))
    assert verdict is not None
    assert verdict.kind == "shared-quote"
    assert not verdict.is_copy


def test_a_short_quote_is_not_kept() -> None:
    assert sketch("“We shall see,” he said.").quotes == ()


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("OSLO (Reuters) - The ministry spoke.", "REUTERS"),
        ("OSLO, March 3 (Xinhua) -- The ministry spoke.", "XINHUA"),
        ("By Jane Roe, Associated Press\nThe ministry spoke.", "AP"),
        ("The ministry spoke.\nSource: Yonhap", "YONHAP"),
        ("The Reuters building stands in the old town.", None),
        ("A road in AP was closed.", None),
    ],
)
def test_an_agency_signs_in_dateline_byline_or_credit(text: str, agency: str | None) -> None:
    assert sketch(text).agency == agency


def test_copies_are_found_by_key_and_grouped_in_any_order() -> None:
    sketches = {"c": sketch(STORY), "a": sketch(STORY.replace("forty", "fifty")), "b": sketch(OTHER)}
    found = find_copies(sketches)
    assert set(found) == {("a", "c")}
    there = {"a": sketches["a"], "b": sketches["b"]}
    assert find_copies({"c": sketches["c"]}, there) == found
    assert find_copies({"b": sketches["b"]}, {"a": sketches["a"], "c": sketches["c"]}) == {}
    assert (
        copy_groups(sketches, found) == copy_groups(reversed(list(sketches)), found) == {"a": "a", "b": "b", "c": "a"}
    )


def test_the_same_text_has_the_same_sketch_in_another_process() -> None:
    program = f"from onrecord.resolution.copies import sketch; print(sketch({STORY + QUOTE!r}))"
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
        assert done.stdout.decode("utf-8").strip() == repr(sketch(STORY + QUOTE))
