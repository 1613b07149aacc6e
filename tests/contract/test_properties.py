"""What holds for any text: valid JSON, spans that slice to their text, stable ids, no matter of order or processes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from citing import check_record
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import Report
from onrecord.document import CodedReport
from onrecord.faces.printed import Style, print_inputs

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FEW = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

_PARTIES = st.sampled_from(
    ["Norway", "Pyongyang", "the UN Security Council", "US officials", "rebels", "He", "Chad's army"]
)
_ACTS = st.sampled_from(
    [
        "urged {} not to sell 200 missiles to {}",
        "denied that {} had attacked {}",
        "will deliver tanks to {} if {} agrees",
        "said on Friday that {} may have struck {}",
        "reportedly met {} in Geneva before {} left",
    ]
)
_END = st.sampled_from([".", "?", '."', ", officials said.", " \u2013 “for now” \u2013", "\n\n"])
NEWS = st.lists(
    st.builds(lambda a, act, b, c, end: f"{a} {act.format(b, c)}{end}", _PARTIES, _ACTS, _PARTIES, _PARTIES, _END),
    min_size=1,
    max_size=4,
).map(" ".join)
ANY = st.text(max_size=300)
DATES = st.none() | st.dates().map(str) | st.sampled_from(["2023-09", "2023", "never"])


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(onrecord.schema())


def _check(coded: CodedReport) -> None:
    record = json.loads(onrecord.to_json(coded, with_text=True))
    _validator().validate(record)
    assert record["report"]["length"] == len(record["text"])
    check_record(record)


@FEW
@given(ANY, DATES)
@example("", None)
@example("date 2023-09-23 Norway\u2028said\x00 \ud800 no.", None)
@example("“" * 50, "2023-09-23")
def test_any_text_gives_a_valid_record(text: str, date: str | None) -> None:
    _check(onrecord.code(text, date=date))


@FEW
@given(NEWS, st.dates().map(str))
def test_any_news_gives_a_valid_record(text: str, date: str) -> None:
    _check(onrecord.code(text, date=date))


@FEW
@given(NEWS)
def test_the_same_text_gives_the_same_record(text: str) -> None:
    first, second = (onrecord.to_json(onrecord.code(text, date="2023-09-23")) for _ in range(2))
    assert first == second


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [item for item in onrecord.read_inputs([EXAMPLES]) if isinstance(item, Report)]


def test_the_order_of_reports_does_not_matter(reports: list[Report]) -> None:
    forwards = [onrecord.to_json(coded) for coded in onrecord.code_reports(reports)]
    backwards = [onrecord.to_json(coded) for coded in onrecord.code_reports(reversed(reports))]
    alone = [onrecord.to_json(next(onrecord.code_reports([report]))) for report in reports]
    assert forwards == backwards[::-1] == alone


def test_the_number_of_processes_does_not_matter(reports: list[Report]) -> None:
    many = reports * 7  # two chunks
    style = Style("jsonl")
    assert list(print_inputs(many, style=style, jobs=2)) == list(print_inputs(many, style=style))


def test_examples_hold_their_spans(reports: list[Report]) -> None:
    for coded in onrecord.code_reports(reports):
        _check(coded)
        assert coded.events
