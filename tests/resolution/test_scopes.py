"""Two scopes, two numbers, a yes and a no, two doers of one event in one report; and what only looks like it."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.document import CodedReport

CASES = [
    (
        "Chad freed all prisoners on Monday. Crowds cheered. Chad freed some prisoners.",
        "contradiction-scope",
        ("all", "some"),
    ),
    ("Norway released all hostages. Norway released no hostages.", "contradiction-scope", ("all", "no")),
    ("Norway freed all prisoners. Norway did not free any prisoners.", "contradiction-scope", ("all", "any")),
    (
        "Chad urged Mali not to trade arms with Niger. The envoys met. Chad warned Mali against arms supply to Niger.",
        "contradiction-scope",
        ("trade", "supply"),
    ),
    (
        "Chad killed 12 people in Mali. The envoys met. Chad killed 14 people in Mali.",
        "contradiction-number",
        ("12", "14"),
    ),
    (
        "Twelve people were killed by Chad in Mali. Crowds fled. Police said 14 people were killed by Chad in Mali.",
        "contradiction-number",
        ("12", "14"),
    ),
    (
        "Norway and Chile signed the treaty. Norway and Chile did not sign the treaty.",
        "contradiction-certainty",
        ("CT+ occurred", "CT- negated"),
    ),
    ("Chad shot down the airliner. Crowds wept. Mali shot down the airliner.", "contradiction-party", ("TCD", "MLI")),
    ("Chad has sunk the ferry. The ferry was sunk by Mali.", "contradiction-party", ("TCD", "MLI")),
]
QUIET = [
    # all of them, twice; some of these and all of those
    "Chad freed all prisoners on Monday. Chad freed all prisoners.",
    "Chad freed all prisoners. Chad freed some hostages.",
    "Chad freed all prisoners. Mali freed some prisoners.",
    "Chad freed all prisoners. Mali said Chad freed some prisoners.",
    # a demand repeated, two demands, a demand and a fact
    "Chad urged Mali not to sell arms to Niger. Chad warned Mali against arms supply to Niger.",
    "Chad urged Mali not to trade arms with Niger. Chad warned Mali against arms supply to Ghana.",
    "Chad urged Mali not to trade arms with Niger. Mali supplied arms to Niger.",
    '"Do not trade arms with Niger," Chad said. Norway warned Mali against arms supply to Niger.',
    # bounds, parts, additions, other things
    "Chad killed at least 12 people in Mali. The envoys met. Chad killed 14 people in Mali.",
    "Chad killed 12 people in Mali. The envoys met. Chad killed another 14 people in Mali.",
    "Chad killed 14 people in Mali. The envoys met. Chad killed 12 people in Niger.",
    "Chad did not kill 14 people in Mali. The envoys met. Chad killed 12 people in Mali.",
    # time passes between the no and the yes
    "Norway and Chile had not yet signed the treaty. Norway and Chile signed the treaty.",
    "Norway and Chile signed the treaty. Norway denied that Norway and Chile signed the treaty.",
    # a thing nobody knows, and two words for one party
    "Chad shot down a drone. Crowds wept. Mali shot down a drone.",
    "Chad shot down the airliner. Mali said that Niger shot down the airliner.",
]


def _problems(coded: CodedReport) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in coded.problems if p.code.startswith("contradiction")]


@pytest.mark.parametrize(("text", "code", "values"), CASES)
def test_a_report_that_says_two_things_of_one_event_is_told(text: str, code: str, values: tuple[str, str]) -> None:
    coded = onrecord.code(text, date="2023-09-23")
    ((found, message),) = _problems(coded)
    assert found == code
    flagged = [e for e in coded.events if "contradicted-in-report" in e.flags]
    assert len(flagged) == 2
    for event, value in zip(flagged, values, strict=True):
        assert f"{value!r} ({event.trigger.text!r} at {event.trigger.start}-{event.trigger.end})" in message


@pytest.mark.parametrize("text", QUIET)
def test_what_can_be_two_events_two_voices_or_a_part_is_left_alone(text: str) -> None:
    assert _problems(onrecord.code(text, date="2023-09-23")) == []
