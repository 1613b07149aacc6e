"""One report that contradicts itself: what is told, and what is left alone."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.document import CodedReport


def _code(text: str) -> CodedReport:
    return onrecord.code(text, date="2023-09-23")


def _problems(coded: CodedReport) -> list[tuple[str, str, str]]:
    return [(p.code, p.severity, p.message) for p in coded.problems if p.code.startswith("contradiction")]


def _flagged(coded: CodedReport, flag: str) -> list[str]:
    return [e.trigger.text for e in coded.events if flag in e.flags]


RUMOUR = (
    "Norway and Chile are rumoured to have signed a pact. Neither Norway nor Chile spoke about the pact they signed."
)
MEETING = (
    "President Vladimir Putin met Kim Jong Un in Moscow. Reporters waited outside. "
    "Vladimir Putin met Kim Jong Un in Vladivostok, and both smiled."
)
SLIP = "Peru agreed to cooperate with Lima."


def test_a_rumour_that_is_later_taken_for_a_fact_is_told_with_both_places() -> None:
    coded = _code(RUMOUR)
    ((code, severity, message),) = _problems(coded)
    first, second = (e for e in coded.events if e.trigger.text == "signed")
    assert (code, severity) == ("contradiction-certainty", "note")
    facts = [e for e in coded.events if e.certainty == "CT+" and e.trigger.text in ("pact", "signed")]
    assert second in facts
    assert f"{first.trigger.start}-{first.trigger.end}" in message
    assert any(f"{e.trigger.start}-{e.trigger.end}" in message for e in facts), "the signing or the pact signed"
    for event in (first, second):
        assert event.certainty in message
    assert sorted(_flagged(coded, "contradicted-in-report")) == ["pact", "signed"], "one of each side"
    assert (first.certainty, second.certainty) == ("PS+", "CT+"), "nothing is repaired"


def test_one_meeting_at_two_places_is_told() -> None:
    coded = _code(MEETING)
    ((code, _, message),) = _problems(coded)
    assert code == "contradiction-place"
    assert "Moscow" in message
    assert "Vladivostok" in message
    assert _flagged(coded, "contradicted-in-report") == ["met", "met"]


def test_ties_of_a_state_with_itself_are_an_apparent_slip_and_stand_as_printed() -> None:
    coded = _code(SLIP)
    ((code, severity, message),) = _problems(coded)
    assert (code, severity) == ("contradiction-self-reference", "warning")
    assert "Peru" in message
    assert "Lima" in message
    (event,) = [e for e in coded.events if "apparent-slip" in e.flags]
    assert {a.id.partition(":")[0] for a in (*event.actors, *event.recipients)} == {"PER"}


def test_a_signing_on_two_days_is_told() -> None:
    coded = _code(
        "Norway and Chile signed the treaty on September 11. Crowds cheered. "
        "Norway and Chile signed the treaty on September 14, officials recalled."
    )
    ((code, _, message),) = _problems(coded)
    assert code == "contradiction-date"
    assert "2023-09-11" in message
    assert "2023-09-14" in message


@pytest.mark.parametrize(
    "text",
    [
        # two voices may differ: that is a dispute, not a contradiction of the report
        "Norway may have signed a pact with Chile, a minister said. Norway signed a pact with Chile, Chile said.",
        # two meetings
        "Vladimir Putin met Kim Jong Un in Moscow. Vladimir Putin met Kim Jong Un again in Vladivostok.",
        "Vladimir Putin met Kim Jong Un in Moscow on Monday. Vladimir Putin met Kim Jong Un in Vladivostok on Friday.",
        # what happens within one state
        "Russia's government supports the Russian army. Syrian troops attacked Aleppo.",
        "The Norwegian government agreed to support Norwegian farmers.",
        # not held as a fact
        "Norway and Chile are rumoured to have signed a pact. Norway and Chile deny that they signed a pact.",
        # the writer says that it is one party
        '"Russia will help itself," Russia said. It has supported its own army.',
        "Norway will sign a treaty with Chile on September 25. Norway signed a pact with Peru on September 14.",
    ],
)
def test_what_can_be_two_happenings_or_two_voices_is_left_alone(text: str) -> None:
    assert _problems(_code(text)) == []
