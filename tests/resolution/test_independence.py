"""Who stands behind an incident: copies dropped, holders counted, what each telling adds."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

from onrecord.resolution import Telling, corroborate


def _telling(event: str, day: int, **fields: Any) -> Telling:
    values: dict[str, Any] = {
        "report": f"report-{event}",
        "publisher": f"Paper {event}",
        "copy_group": f"report-{event}",
        "agency": None,
        "holder_kind": "named",
        "holder_ids": ("NOR:GOV",),
        "certainty": "CT+",
        "status": "occurred",
        "stance": "neutral",
        "parties": ("CHL:MIL",),
    } | fields
    return Telling(event=event, published=f"2023-09-{day:02}", **values)


def _relations(*tellings: Telling) -> list[str]:
    return [r.relation for r in corroborate(tellings).relations]


def test_one_holder_in_ten_papers_is_one_source() -> None:
    found = corroborate(_telling(str(i), 10 + i) for i in range(10))
    assert (found.reports, found.independent, found.number, found.rule) == (10, 1, 2, "single-named")


def test_two_holders_confirm_each_other_and_a_joint_statement_does_not() -> None:
    one, other = _telling("a", 10), _telling("b", 11, holder_ids=("PER:GOV",))
    joint = _telling("c", 12, holder_ids=("PER:GOV", "NOR:GOV"))
    assert corroborate([one, other]).number == 1
    assert corroborate([one, joint]).number == 2
    assert _relations(one, other) == ["first", "supports"]


def test_a_copy_adds_nothing() -> None:
    copy = _telling("b", 11, holder_ids=("PER:GOV",), copy_group="report-a")
    found = corroborate([_telling("a", 10), copy])
    assert (found.copies, found.independent, found.number) == (1, 1, 2)
    assert found.relations[1].relation == "copies"


def test_the_unnamed_never_lift_credibility_above_three() -> None:
    hidden = [_telling(str(i), 10 + i, holder_kind="unnamed", holder_ids=()) for i in range(5)]
    assert corroborate(hidden[:1]).number == 6
    found = corroborate(hidden)
    assert (found.number, found.independent, found.unnamed_reports) == (3, 0, 5)
    assert corroborate([*hidden, _telling("z", 20)]).number == 2


def test_papers_with_one_agency_tag_have_one_source() -> None:
    wire = [_telling(str(i), 10 + i, holder_kind="narrator", holder_ids=(), agency="AFP") for i in range(3)]
    assert (corroborate(wire).independent, corroborate(wire).number) == (1, 3)


def test_a_denial_by_a_party_is_four_and_by_two_outsiders_five() -> None:
    claim = _telling("a", 10)
    party = _telling("b", 11, holder_ids=("CHL:GOV",), certainty="CT-")
    outsiders = [
        _telling("c", 12, holder_ids=("PER",), certainty="CT-"),
        _telling("d", 13, holder_ids=("BOL",), certainty="CT-"),
    ]
    assert (corroborate([claim, party]).number, corroborate([claim, party]).deniers) == (4, ("CHL",))
    assert corroborate([claim, *outsiders]).number == 5
    assert _relations(claim, party) == ["first", "denies"]


def test_what_is_only_asked_for_is_said_by_nobody() -> None:
    assert corroborate([_telling("a", 10, certainty="Uu", status="hypothetical")]).number == 6


def test_other_values_contradict_correct_or_narrow() -> None:
    first = _telling("a", 10, values=(("recipient", ("PER",)), ("day", ("2023-09-01/2023-09-30",))))
    rival = _telling("b", 11, holder_ids=("BOL",), values=(("recipient", ("CHL",)),))
    mended = _telling("c", 12, values=(("recipient", ("CHL",)),))
    closer = _telling("d", 13, values=(("day", ("2023-09-09/2023-09-09",)),))
    assert _relations(first, rival) == ["first", "contradicts"]
    assert _relations(first, mended) == ["first", "corrects"]
    assert _relations(first, closer) == ["first", "narrows"]
    assert _relations(first, _telling("e", 14)) == ["first", "repeats"]


def test_a_rumour_that_the_same_holder_later_calls_a_fact_came_without_new_evidence() -> None:
    rumour = _telling("a", 10, certainty="PS+")
    same, other = _telling("b", 12), _telling("b", 12, holder_ids=("PER",))
    assert [s.has_new_evidence for s in corroborate([rumour, same]).steps] == [True, False]
    assert [s.has_new_evidence for s in corroborate([rumour, other]).steps] == [True, True]


def test_the_order_of_tellings_does_not_matter() -> None:
    tellings = [_telling("a", 10), _telling("b", 11, certainty="CT-"), _telling("c", 12, holder_ids=("PER",))]
    assert len({corroborate(order) for order in permutations(tellings)}) == 1
    assert corroborate(tellings).first == "a"


def test_an_incident_without_tellings_is_said_by_nobody() -> None:
    assert (corroborate([]).number, corroborate([]).first) == (6, None)


def test_what_a_report_also_tells_in_its_own_words_is_no_second_source() -> None:
    named = _telling("a", 1, report="one", publisher="Courier", copy_group="one", sentence_start=60)
    own = replace(named, event="b", holder_kind="narrator", holder_ids=(), sentence_start=0)
    assert corroborate([named, own]).holders == (("NOR",),)
    assert corroborate([own]).holders == (("outlet:Courier",),)
    elsewhere = replace(own, event="c", report="two", publisher="Post", copy_group="two")
    assert corroborate([named, own, elsewhere]).independent == 2
    unnamed = replace(named, holder_kind="unnamed", holder_ids=())
    assert corroborate([unnamed, own]).independent == 0
