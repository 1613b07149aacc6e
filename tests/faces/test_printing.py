"""What a person sees of a record."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from onrecord.document import CodedReport, EventFinding
from onrecord.faces.printing import print_report

_ESCAPE = re.compile(r"\x1b\[[\d;]*m")


def test_the_record_stands_beneath_its_sentence(coded: CodedReport) -> None:
    lines = print_report(coded).splitlines()
    assert lines[0] == "first | 2023-05-16 | The Post | events: 2"
    assert lines.index(str(coded.text)) < lines.index("    REQUEST  Norway -> Serbia")
    assert (
        "    CT+ occurred | F6 | on the word of a diplomat (unnamed), “said” | 2023-05-15 (relative) | Oslo," in lines
    )


def test_an_inner_event_is_indented_under_its_outer_one(coded: CodedReport) -> None:
    lines = print_report(coded).splitlines()
    assert lines.index("    REQUEST  Norway -> Serbia") < lines.index("        COOPERATE  Serbia -> Sudan")


def test_a_transfer_names_parties_items_and_stage(coded: CodedReport) -> None:
    assert "arms: requested, SRB -> SDN: shells (200 items)" in print_report(coded)


def test_an_embargo_finding_is_told_where_it_says_something(coded: CodedReport) -> None:
    outer, inner = coded.events
    findings = tuple(
        EventFinding("UN-SDN-DARFUR", provision, "2023-05-16", verdict, "why")
        for provision, verdict in (("S/RES/1556 OP7", "breach_if_true"), (None, "not_covered"))
    )
    printed = print_report(replace(coded, events=(outer, replace(inner, findings=findings))))
    assert "embargo: UN-SDN-DARFUR (S/RES/1556 OP7): breach_if_true" in printed
    assert "not_covered" not in printed


def test_a_problem_is_told_with_its_place(coded: CodedReport) -> None:
    assert "warning: markup-in-text at 3: there is markup" in print_report(coded)


def test_a_title_that_is_not_in_the_text_is_shown(coded: CodedReport) -> None:
    assert print_report(coded).splitlines()[1] == "A plea"


def test_plain_output_has_no_escapes_and_colour_changes_no_word(coded: CodedReport) -> None:
    plain, coloured = print_report(coded), print_report(coded, is_coloured=True)
    assert "\x1b" not in plain
    assert "\x1b" in coloured
    assert [line.rstrip() for line in _ESCAPE.sub("", coloured).splitlines()] == plain.splitlines()


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_keep_to_the_width(coded: CodedReport, width: int) -> None:
    assert max(map(len, print_report(coded, width=width).splitlines())) <= width


def test_text_that_looks_like_markup_is_printed_as_it_is(coded: CodedReport) -> None:
    text = "[bold]Norway[/bold] said :smile: no."
    record = replace(coded, text=text, events=())
    assert text in print_report(record)


def test_an_inner_event_whose_outer_one_stands_elsewhere_says_so(coded: CodedReport) -> None:
    outer, inner = coded.events
    moved = replace(outer, sentence=replace(outer.sentence, start=0, end=5))
    lines = print_report(replace(coded, events=(moved, inner))).splitlines()
    assert "    as part of: urged" in lines
