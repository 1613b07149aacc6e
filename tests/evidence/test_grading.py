"""Letter and number of the evidence, each by itself."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.document import CodedReport, Event
from onrecord.errors import KnowledgeError
from onrecord.evidence.credibility import independent
from onrecord.knowledge import evidence_words
from onrecord.knowledge.evidence_words import load_contradiction_words, load_sources


def _event(coded: CodedReport, trigger: str, *, last: bool = False) -> Event:
    found = [e for e in coded.events if e.trigger.text == trigger]
    assert found, [e.trigger.text for e in coded.events]
    return found[-1 if last else 0]


def _grade(text: str, trigger: str, *, last: bool = False) -> tuple[str, str]:
    """Letter and number as printed, and the rules that gave them."""
    grade = _event(onrecord.code(text, date="2023-09-23"), trigger, last=last).grade
    return f"{grade.letter}{grade.number}", " ".join(reason.rule for reason in grade.reasons)


@pytest.mark.parametrize(
    ("text", "trigger", "grade", "rule"),
    [
        ("Norway will send tanks to Ukraine, Norway said.", "send", "B2", "state-on-its-own-act"),
        ("Norway said it had signed a treaty with Chile.", "signed", "A2", "state-on-its-own-word"),
        ("Israel attacked Iran, Iran said.", "attacked", "D2", "state-as-victim-of-adversary"),
        ("Chad attacked Niger, Niger said.", "attacked", "C2", "state-as-victim"),
        ("Norway attacked Chad, Peru said.", "attacked", "C2", "state-on-others"),
        ("Norway did not attack Chad, Norway said.", "attack", "C2", "denier"),
        ("Hamas attacked Israel, Hamas said.", "attacked", "D2", "armed-group-on-its-own-act"),
        ("Iran enriched uranium and attacked Iraq, the IAEA said.", "attacked", "A2", "inspectors"),
        ("Chad attacked Niger, officials said.", "attacked", "F6", "nobody-named"),
        ("Chad was attacked by Niger, KCNA reported.", "attacked", "D2", "outlet-by-table"),
        ("Chad attacked Niger.", "attacked", "F3", "reporter-by-outlet"),
        # a state's agency: about its own state's word, about its adversary, about the rest; an agency nobody holds
        ("North Korea agreed to talks with China, KCNA reported.", "agreed", "B2", "outlet-by-table"),
        ("South Korea agreed to talks with Japan, KCNA reported.", "agreed", "D2", "outlet-by-table"),
        ("Ukraine attacked a bridge, TASS reported.", "attacked", "D2", "outlet-by-table"),
        ("Russia agreed to talks with Ukraine, TASS reported.", "agreed", "B2", "outlet-by-table"),
        ("Chad attacked Niger, Xinhua reported.", "attacked", "C2", "outlet-by-table"),
        ("Chad attacked Niger, Reuters reported.", "attacked", "B2", "outlet-by-table"),
        # nobody signs a document
        ("Chad attacked Niger, a leaked memo said.", "attacked", "F3", "nobody-named"),
    ],
)
def test_the_letter_is_by_what_the_source_is(text: str, trigger: str, grade: str, rule: str) -> None:
    got, rules = _grade(text, trigger)
    assert got == grade, rules
    assert f"letter:{rule}" in rules


@pytest.mark.parametrize(
    ("text", "trigger", "number", "rule"),
    [
        (
            "Chad attacked Niger, Niger said. Chad attacked Niger, the United Nations said.",
            "attacked",
            "1",
            "independent",
        ),
        ("Niger and Mali said in a joint statement that Chad attacked Niger.", "attacked", "2", "single-named"),
        ("Chad may have attacked Niger, Niger said.", "attacked", "3", "put-forward-with-reserve"),
        ("Chad attacked Niger, Niger claimed.", "attacked", "3", "put-forward-with-reserve"),
        (
            "Chad attacked Niger, Niger said. Chad denied that it attacked Niger.",
            "attacked",
            "4",
            "denied-in-the-report",
        ),
        ("Chad attacked Niger, Niger said. Chad denied the allegation.", "attacked", "4", "denied-in-the-report"),
        ("Chad attacked Niger, sources said.", "attacked", "6", "single-unnamed"),
        ("Chad attacked Niger, sources said. Chad attacked Niger, officials said.", "attacked", "6", "single-unnamed"),
        ("Chad attacked Niger, sources said. Chad attacked Niger, Niger said.", "attacked", "2", "single-named"),
        ("Chad attacked Niger, sources said. Chad attacked Niger, Niger claimed.", "attacked", "3", "with-reserve"),
        (
            "Chad attacked Mali, Mali said. Chad did not attack Mali, Cuba said. Chad did not attack Mali, Peru said.",
            "attacked",
            "5",
            "independent-sources-say-otherwise",
        ),
        ("Niger urged Chad not to attack Mali.", "attack", "6", "nobody-says-so"),
    ],
)
def test_the_number_is_by_what_else_the_report_says(text: str, trigger: str, number: str, rule: str) -> None:
    got, rules = _grade(text, trigger)
    assert got[1] == number, rules
    assert rule in rules


def test_the_reporter_is_as_good_as_the_outlet() -> None:
    report = onrecord.Report(id="a", key="a", text="Chad attacked Niger.", publisher="Reuters", published="2023-09-23")
    (coded,) = onrecord.code_reports([report])
    assert isinstance(coded, CodedReport)
    assert (coded.events[0].grade.letter, coded.events[0].grade.number) == ("B", 2)


def test_a_report_that_contradicts_itself_is_less_credible() -> None:
    text = "Norway and Chile are rumoured to have signed a pact. Neither spoke about the pact Norway and Chile signed."
    report = onrecord.Report(id="a", key="a", text=text, publisher="Reuters", published="2023-09-23")
    (coded,) = onrecord.code_reports([report])
    assert isinstance(coded, CodedReport)
    assert _event(coded, "pact", last=True).grade.number == 3


def test_two_officials_of_one_state_are_one_source() -> None:
    class Voice:
        def __init__(self, *ids: str) -> None:
            self.sources = frozenset(ids)

    assert independent([Voice("NOR"), Voice("NOR")]) == 1  # type: ignore[list-item]
    assert independent([Voice("NOR", "SWE"), Voice("SWE")]) == 1  # type: ignore[list-item]
    assert independent([Voice("NOR"), Voice(), Voice("UN")]) == 2  # type: ignore[list-item]


def test_every_kind_of_source_has_a_rule_and_ids_are_unique() -> None:
    table = load_sources()
    assert {k for rule in table.rules for k in rule.who} >= evidence_words.KINDS - {"other"}
    assert any(not rule.who for rule in table.rules), "a last rule for anyone else"
    assert set(table.kind_of_sector.values()) <= evidence_words.KINDS
    assert all(one in table.states and other in table.states for one, other in table.adversaries)
    assert load_contradiction_words().place_kilometres > 0


@pytest.mark.parametrize(
    "row",
    [
        {"id": "x", "letter": "G"},
        {"id": "x", "letter": "A", "who": ["minister"]},
        {"id": "x", "letter": "A", "when": "now"},
    ],
)
def test_a_wrong_rule_is_told_with_file_and_entry(row: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    broken = dict(evidence_words.read_toml("evidence/sources.toml")) | {"rule": [row]}
    monkeypatch.setattr(evidence_words, "read_toml", lambda name: broken)
    load_sources.cache_clear()
    with pytest.raises(KnowledgeError, match=r"evidence/sources\.toml: x"):
        load_sources()
    load_sources.cache_clear()
