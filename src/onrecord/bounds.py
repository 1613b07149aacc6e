"""Long reports: cut into parts at safe places, coded part by part, and put together again.

The stages look at all of a report, so their memory, and the time of some, would grow with its length without end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

from onrecord.document import (
    CodedReport,
    EventActor,
    EventSource,
    ReportProblem,
    SourceLink,
    TextSpan,
    Trigger,
    UsedReason,
)
from onrecord.errors import InputError
from onrecord.records import Problem, Report, Span, content_id
from onrecord.writing import LISTS, packed_list, report_problems, report_summary

__all__ = ["LONGEST_PART", "Part", "code_in_parts", "cut_report", "is_long", "part_at", "shifted"]

LONGEST_PART = 60_000  # characters: some ten thousand words, longer than all but a handful of news reports
_WINDOW = 0.2  # of a part, at its end: where the cut is looked for
_BREAKS = (
    re.compile(r"\n[ \t\r]*\n"),  # between paragraphs
    re.compile(r"[\r\n\u2028\u2029\x0b\x0c]"),
    re.compile(r"[.!?\u3002][\"\u201d\u2019')\]]*\s"),
    re.compile(r"\s"),
)
_PLACES = frozenset({"start", "end", "starts", "ends"})  # fields of records that hold code points of the text
_SHARED = frozenset({EventActor, EventSource, SourceLink, TextSpan, Trigger, UsedReason})

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a long report as a report of its own; ``start`` is its first code point in the whole text."""

    start: int
    report: Report


def is_long(report: Report) -> bool:
    """Whether a report is coded in parts."""
    return len(report.text) > LONGEST_PART


def cut_report(report: Report) -> Iterator[Part]:
    """The parts of a report, which together are its text: cut between paragraphs, else lines, sentences, words."""
    start, length = 0, len(report.text)
    while start < length:
        end = length if length - start <= LONGEST_PART else _cut(report.text, start)
        yield Part(start, _part(report, start, end))
        start = end


def part_at(report: Report, at: int) -> Part:
    """The part that holds a code point of the text; the whole of a report that is not long.

    Raises:
        InputError: there is no such code point.

    """
    if not 0 <= at < len(report.text):
        raise InputError(f"{report.key}: offset {at} lies outside the text, which has {len(report.text)} code points")
    if not is_long(report):
        return Part(0, report)
    return next(part for part in cut_report(report) if at < part.start + len(part.report.text))


def code_in_parts(report: Report, code: Callable[[Report], CodedReport]) -> CodedReport:
    """The record of a long report from those of its parts, offsets those of the whole text.

    What a pronoun, a name or an incident goes back to is looked for within a part; a note says so.
    """
    lists = {name: packed_list(name) for name in LISTS}
    problems: list[ReportProblem] = []
    parts = 0
    for part in cut_report(report):
        parts += 1
        coded = shifted(replace(code(part.report), text=None), part.start)
        problems.extend(coded.problems)
        for name, items in lists.items():
            items.add(getattr(coded, name))
    note = Problem(
        "long-report",
        "note",
        f"{report.path or report.key}: {len(report.text)} characters are coded in {parts} parts; a pronoun, a"
        " short name or an event told again is not followed from one part into another; give shorter reports"
        " where that matters",
    )
    found = (*report_problems((*report.problems, note)), *problems)
    return CodedReport(report=report_summary(report), **lists, problems=found, text=report.text)


def shifted(record: Record, by: int) -> Record:
    """A record with all records in it, their code points moved; equal small records inside it become one."""
    if by == 0:
        return record
    return cast("Record", _shifted(record, by, {}))


def _shifted(value: Any, by: int, known: dict[Any, Any]) -> Any:
    if isinstance(value, tuple):
        return tuple([_shifted(item, by, known) for item in value])
    if isinstance(value, str):
        return known.setdefault(value, value)
    if not is_dataclass(value) or isinstance(value, Report | type):
        return value
    kind = type(value)
    moved = kind(
        **{
            name: _moved(getattr(value, name), by) if is_place else _shifted(getattr(value, name), by, known)
            for name, is_place in _fields(kind)
        }
    )
    return known.setdefault(moved, moved) if kind in _SHARED else moved


def _moved(value: Any, by: int) -> Any:
    if value is None:
        return None
    return tuple(place + by for place in value) if isinstance(value, tuple) else value + by


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The fields of a record, and whether each holds code points of the text."""
    return tuple((field.name, field.name in _PLACES) for field in fields(kind))


def _cut(text: str, start: int) -> int:
    """Where the part from ``start`` on ends: after the last break of the best kind in the window."""
    end = start + LONGEST_PART
    window = end - int(LONGEST_PART * _WINDOW)
    for pattern in _BREAKS:
        found = list(pattern.finditer(text, window, end))
        if found:
            return found[-1].end()
    return end


def _part(report: Report, start: int, end: int) -> Report:
    inside = (Span(max(s.start, start) - start, min(s.end, end) - start) for s in report.set_aside)
    title = report.title_span
    if title is not None:
        title = Span(title.start - start, title.end - start) if start <= title.start and title.end <= end else None
    return replace(
        report,
        id=content_id(report.id, start, end),
        text=report.text[start:end],
        body_start=min(max(report.body_start - start, 0), end - start),
        title_span=title,
        problems=(),
        set_aside=tuple(span for span in inside if span.start < span.end),
    )
