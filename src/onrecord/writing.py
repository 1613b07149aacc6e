"""A coded report as one line of JSON, the JSON Schema of that line, and the record of an input that gave none."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.document import CodedReport, ReportProblem, ReportSummary
from onrecord.records import Problem, Report, Unreadable, content_id

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = ["empty_record", "has_errors", "json_schema", "report_problems", "report_summary", "to_json_line"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BOUNDS = {
    "start": {"minimum": 0},
    "end": {"minimum": 0},
    "length": {"minimum": 0},
    "score": {"minimum": -3, "maximum": 3},
}


@cache
def _adapter() -> TypeAdapter[CodedReport]:
    from pydantic import TypeAdapter  # noqa: PLC0415  -- `import onrecord` and `--help` must not pay for it

    return TypeAdapter(CodedReport)


def to_json_line(coded: CodedReport, *, with_text: bool = False) -> bytes:
    """One line of UTF-8 JSON, its newline included; keys in the order of the records' fields."""
    left_out = None if with_text and coded.text is not None else {"text"}
    return _adapter().dump_json(coded, exclude=left_out) + b"\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of ``onrecord code --format jsonl``."""
    schema = _adapter().json_schema(mode="serialization")
    schema["properties"]["text"] = {"title": "Text", "type": "string"}
    for definition in schema["$defs"].values():
        for name, bounds in _BOUNDS.items():
            if definition.get("properties", {}).get(name, {}).get("type") in ("integer", "number"):
                definition["properties"][name] |= bounds
    return {"$schema": _DIALECT, **schema}


def has_errors(coded: CodedReport) -> bool:
    """Whether a problem of severity ``error`` stands in the report."""
    return any(problem.severity == "error" for problem in coded.problems)


def report_summary(report: Report) -> ReportSummary:
    """Which report this is, as the public JSON has it."""
    return ReportSummary(
        id=report.id,
        key=report.key,
        path=report.path,
        url=report.url,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        published_precision=report.published_precision,
        published_source=report.published_source,
        published_confidence=report.published_confidence,
        byline=report.byline,
        language=report.language,
        length=len(report.text),
    )


def report_problems(problems: tuple[Problem, ...]) -> tuple[ReportProblem, ...]:
    """The problems as the public JSON has them, in the order found."""
    return tuple(ReportProblem(p.code, p.severity, p.message, p.start, p.end) for p in problems)


def empty_record(item: Report | Unreadable, *more: Problem) -> CodedReport:
    """The record of an input that could not be read or coded: nothing but its problems."""
    if isinstance(item, Report):
        summary = report_summary(item)
    else:
        summary = ReportSummary(
            id=content_id("unreadable", item.key),
            key=item.key,
            path=item.path,
            url=None,
            title=None,
            publisher=None,
            published=None,
            published_precision="unknown",
            published_source=None,
            published_confidence=None,
            byline=None,
            language=item.language,
            length=0,
        )
    problems = report_problems((*item.problems, *more))
    text = item.text if isinstance(item, Report) else None
    return CodedReport(summary, (), (), (), (), (), (), problems, text)
