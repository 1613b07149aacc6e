"""Plain saying that is an act by its content, and saying that is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.assembly import assemble
from onrecord.pipeline import Coder
from onrecord.records import Report
from onrecord.writing import to_json_line

Code = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def code(parse: Callable[..., tuple]) -> Code:
    coder = Coder()

    def run(text: str) -> list[dict[str, Any]]:
        report: Report = parse(text)[0]
        coding = next(iter(coder.trace([report])))
        events: list[dict[str, Any]] = json.loads(to_json_line(assemble(coding)))["events"]
        return events

    return run


def act_of(events: list[dict[str, Any]], trigger: str) -> tuple[str, set[str], set[str]] | None:
    """Type, actors and recipients of the event at ``trigger``."""
    for event in events:
        if event["trigger"]["text"] == trigger:
            return event["type"], {a["id"] for a in event["actors"]}, {a["id"] for a in event["recipients"]}
    return None


@pytest.mark.parametrize(
    ("text", "trigger", "act"),
    [
        ("Mali's rebels said they would release two Chadian soldiers.", "said", ("AGREE", {"MLI:REB"}, {"TCD:MIL"})),
        ('"We will send food to Yemen," Oman\'s minister said.', "said", ("AGREE", {"OMN:GOV"}, {"YEM"})),
        ("Chad said it would bomb Libya.", "said", ("THREATEN", {"TCD"}, {"LBY"})),
        ("Iran said its missile test did not violate the resolution.", "said", ("REJECT", {"IRN"}, set())),
        ("Kenya said Somalia needs to open the port.", "said", ("REQUEST", {"KEN"}, {"SOM"})),
        ("Kenya said Ethiopian raids on Somalia must end.", "said", ("REQUEST", {"KEN"}, {"ETH"})),
        ("Chad fired a missile. Niger said it was a provocation.", "said", ("ACCUSE", {"NER"}, {"TCD"})),
        ("The Zambian opposition said the government had jailed miners.", "said", ("ACCUSE", {"ZMB:OPP"}, {"ZMB:GOV"})),
    ],
)
def test_saying_is_the_act_its_content_makes_it(
    code: Code, text: str, trigger: str, act: tuple[str, set[str], set[str]]
) -> None:
    assert act_of(code(text), trigger) == act


@pytest.mark.parametrize(
    "text",
    [
        "Oman said Qatar would send food to Yemen.",
        "Oman will send food to Yemen, officials said.",
        "Oman said it sent food to Yemen.",
        "Oman said it had a port on the strait.",
        "Libyan troops raided a Chadian village, an official said.",
        "Peru said Chile's missile test did not violate the treaty.",
    ],
)
def test_report_of_an_act_is_no_act(code: Code, text: str) -> None:
    assert act_of(code(text), "said") is None


def test_talks_that_will_not_begin_are_refused_and_inside_the_refusal(code: Code) -> None:
    events = code("The Houthis will not begin talks with Yemen's government.")
    assert act_of(events, "begin") == ("REJECT", {"HOUTHI"}, {"YEM:GOV"})
    talks = next(e for e in events if e["type"] == "CONSULT")
    assert talks["inside"] == next(e["id"] for e in events if e["type"] == "REJECT")
    assert talks["status"] == "negated"


def test_talks_that_did_not_begin_are_not_refused(code: Code) -> None:
    assert act_of(code("The Houthis did not begin talks with Yemen's government."), "begin") is None


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Japan refused to give food aid to Nepal. The aid came on Monday.", set()),
        ("Japan gave food aid to Nepal. The aid came on Monday.", {"JPN"}),
    ],
)
def test_act_that_took_place_is_not_the_one_refused(code: Code, text: str, actors: set[str]) -> None:
    later = [event for event in code(text) if event["trigger"]["start"] > text.index(".")]
    assert {a["id"] for event in later for a in event["actors"]} == actors
