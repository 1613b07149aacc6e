"""A long report is coded in parts with its own offsets, and a slow one does not keep the others waiting."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from citing import check_record

import onrecord
from onrecord import Report, bounds, deadlines
from onrecord.batch import code_in_order
from onrecord.bounds import code_in_parts, cut_report, part_at, shifted
from onrecord.document import CodedReport
from onrecord.faces.printed import Style, print_inputs
from onrecord.ledger import rows_of
from onrecord.records import Span
from onrecord.writing import LISTS, empty_record, to_json_line

STATES = ("Norway", "Serbia", "Sudan", "Kenya", "Libya", "Peru", "Oman", "Chile")
TEXT = "\n\n".join(
    f"{STATES[n % 8]} urged {STATES[(n + 3) % 8]} not to sell {n + 2} howitzers to {STATES[(n + 5) % 8]}, its foreign"
    f" minister said on Monday. He denied that the talks in Geneva had failed."
    for n in range(40)
)


def _report(text: str = TEXT, like: CodedReport | None = None) -> Report:
    report = onrecord.read_text(text, date="2023-05-16", key="long")
    return report if like is None else replace(report, id=like.report.id, key=like.report.key)


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "LONGEST_PART", 1_000)


@pytest.mark.usefixtures("short_parts")
class TestCutting:
    def test_the_parts_are_the_text_and_each_begins_with_a_paragraph(self) -> None:
        parts = list(cut_report(_report()))
        assert "".join(part.report.text for part in parts) == TEXT
        assert len(parts) > 5
        for part in parts:
            assert len(part.report.text) <= 1_000
            assert TEXT.startswith(part.report.text, part.start)
            assert part.report.text.startswith(STATES)

    @pytest.mark.parametrize(
        ("text", "end"),
        [
            ("Chad met Mali. " * 200, "Mali. "),
            ("Chad met Mali in the rain " * 200, " "),
            ("Chad met Mali.\n" * 200, "\n"),
            ("x" * 3_000, "x"),
            ("\u201cNo, never.\u201d " * 300, "\u201d "),
        ],
    )
    def test_without_paragraphs_it_is_cut_at_the_next_best_place(self, text: str, end: str) -> None:
        parts = list(cut_report(_report(text)))
        assert "".join(part.report.text for part in parts) == text
        assert all(part.report.text.endswith(end) for part in parts[:-1])

    def test_header_title_and_what_is_set_aside_stay_where_they_are(self) -> None:
        whole = Report("i", "k", TEXT, body_start=20, title_span=Span(30, 40), set_aside=(Span(500, 1_500),))
        first, second, *rest = cut_report(whole)
        assert (first.report.body_start, first.report.title_span) == (20, Span(30, 40))
        assert (second.report.body_start, second.report.title_span) == (0, None)
        assert first.report.set_aside == (Span(500, second.start),)
        assert second.report.set_aside == (Span(0, 1_500 - second.start),)
        assert all(part.report.set_aside == () for part in rest)

    def test_the_part_of_a_place(self) -> None:
        for at in (0, 999, 1_000, len(TEXT) - 1):
            part = part_at(_report(), at)
            assert part.report.text[at - part.start] == TEXT[at]


def _held_at_once(packed: CodedReport) -> CodedReport:
    """The same record with nothing packed, put together from the records of the parts."""
    parts = [(part.start, next(onrecord.code_reports([part.report]))) for part in cut_report(_report(TEXT, packed))]
    lists = {name: tuple(row for start, part in parts for row in shifted(getattr(part, name), start)) for name in LISTS}
    return replace(packed, **lists)


@pytest.mark.usefixtures("short_parts")
class TestCodingInParts:
    def test_offsets_are_those_of_the_whole_text_and_nothing_is_lost(self) -> None:
        coded = onrecord.code(TEXT, date="2023-05-16")
        requests = [event for event in coded.events if event.type == "REQUEST"]
        assert len(requests) == 40
        check_record(json.loads(onrecord.to_json(coded, with_text=True)))
        assert [event.trigger.start for event in requests] == sorted(event.trigger.start for event in requests)
        assert requests[-1].trigger.start > len(TEXT) - 200

    def test_packed_part_by_part_it_is_the_record_of_all_parts_held_at_once(self) -> None:
        packed = onrecord.code(TEXT, date="2023-05-16")
        held = _held_at_once(packed)
        assert {len(getattr(packed, name)) > 10 for name in LISTS} == {True}
        for with_text in (False, True):
            line = to_json_line(held, with_text=with_text)
            assert to_json_line(packed, with_text=with_text) == line
            assert json.loads(line)["events"][-1]["trigger"]["start"] > len(TEXT) - 200
        assert packed == held
        assert rows_of(packed).document == rows_of(held).document

    def test_it_is_printed_in_pieces_of_which_none_is_much_of_it(self) -> None:
        (printed,) = print_inputs([_report()], style=Style("jsonl"))
        assert printed.output.decode() == onrecord.to_json(next(onrecord.code_reports([_report()]))) + "\n"
        assert max(map(len, printed.pieces)) * 5 < len(printed.output)

    def test_a_note_says_so(self) -> None:
        note = onrecord.code(TEXT, date="2023-05-16").problems[0]
        assert (note.code, note.severity) == ("long-report", "note")
        assert "parts" in note.message

    def test_the_first_part_is_coded_as_it_is_alone(self) -> None:
        first = next(cut_report(_report())).report
        alone = next(onrecord.code_reports([first]))
        whole = next(onrecord.code_reports([_report()]))
        assert whole.events[: len(alone.events)] == alone.events

    def test_a_place_far_down_is_explained_in_offsets_of_the_whole(self) -> None:
        at = TEXT.index("howitzers", 4_000)
        told = onrecord.explain(TEXT, at=at, date="2023-05-16")
        assert told.sentence.start <= at < told.sentence.end
        assert TEXT[told.sentence.starts[0] : told.sentence.ends[0]] == told.sentence.words[0]
        assert {event.type for event in told.events} >= {"REQUEST"}
        assert told.report.text == TEXT

    def test_the_order_and_company_of_reports_do_not_matter(self) -> None:
        short = onrecord.read_text("Chad met Mali on Monday.", date="2023-05-16", key="short")
        apart = [onrecord.to_json(next(onrecord.code_reports([r]))) for r in (short, _report(), short)]
        assert [onrecord.to_json(c) for c in onrecord.code_reports([short, _report(), short])] == apart


def test_a_report_of_ordinary_length_has_no_such_note() -> None:
    assert not onrecord.code(TEXT, date="2023-05-16").problems


def test_parts_of_a_report_are_asked_for_one_by_one() -> None:
    seen = []

    def code(report: Report) -> CodedReport:
        seen.append(len(report.text))
        return empty_record(report)

    code_in_parts(_report("Chad met Mali in Lai.\n\n" * 20_000), code)
    assert len(seen) > 4
    assert max(seen) <= bounds.LONGEST_PART


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no such timer")
class TestDeadlines:
    def test_work_is_stopped_and_the_timer_is_gone(self) -> None:
        started, before = time.process_time(), signal.getsignal(signal.SIGVTALRM)
        with pytest.raises(deadlines.TookTooLong, match="processor time"), deadlines.stopped_after(0.2):
            _work(20)
        assert time.process_time() - started < 10
        assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
        assert signal.getsignal(signal.SIGVTALRM) is before

    def test_quick_work_is_left_alone(self) -> None:
        with deadlines.stopped_after(30):
            assert sum(range(100)) == 4950

    def test_a_slow_report_is_given_up_and_the_rest_goes_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(deadlines, "_SECONDS", 0.2)
        monkeypatch.setattr(deadlines, "_SECONDS_A_CHARACTER", 0.0)
        monkeypatch.setattr(onrecord, "code_reports", _slowly)
        keys = ("r0", "slow", "r2", "r3")
        reports = [onrecord.read_text(f"Chad met {key}.", date="2023-05-16", key=key) for key in keys]
        coded = list(code_in_order(reports, lambda record: record))
        assert [record.report.key for record in coded] == list(keys)
        assert [problem.code for problem in coded[1].problems] == ["took-too-long"]
        assert "left out" in coded[1].problems[0].message
        assert not any(record.problems for record in (coded[0], *coded[2:]))


def _work(seconds: float) -> None:
    started = time.process_time()
    while time.process_time() - started < seconds:
        pass


def _slowly(reports: Iterable[Report]) -> Iterator[CodedReport]:
    for report in reports:
        _work(30 if report.key == "slow" else 0)
        yield empty_record(report)
