"""A coded report as one line of JSON, the JSON Schema of that line, and the record of an input that gave none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cache, partial
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from onrecord.document import CodedReport, ReportProblem, ReportSummary
from onrecord.packing import Packed
from onrecord.records import Problem, Report, Unreadable, content_id

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = [
    "LISTS",
    "empty_record",
    "has_errors",
    "is_packed",
    "json_pieces",
    "json_schema",
    "packed_list",
    "report_problems",
    "report_summary",
    "to_json_line",
]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BOUNDS = {
    "start": {"minimum": 0},
    "end": {"minimum": 0},
    "length": {"minimum": 0},
    "score": {"minimum": -3, "maximum": 3},
}
LISTS = ("actors", "places", "times", "propositions", "attributions", "events")  # fields that may be packed


@cache
def _adapters() -> dict[str, TypeAdapter[Any]]:
    """What writes each field of a coded report, in their order."""
    from pydantic import TypeAdapter  # noqa: PLC0415  -- `import onrecord` and `--help` must not pay for it

    hints = get_type_hints(CodedReport)
    items = {name: get_args(hints[name])[0] for name in LISTS}
    hints |= {name: tuple[item, ...] for name, item in items.items()}  # type: ignore[valid-type]  # made of what was read
    return {field.name: TypeAdapter(hints[field.name]) for field in fields(CodedReport)}


def to_json_line(coded: CodedReport, *, with_text: bool = False) -> bytes:
    """One line of UTF-8 JSON, its newline included; keys in the order of the records' fields."""
    return b"".join(json_pieces(coded, with_text=with_text))


def json_pieces(coded: CodedReport, *, with_text: bool = False) -> Iterator[bytes]:
    """The same line in pieces, of which a packed list has one for each of its runs."""
    opening = b"{"
    for name, adapter in _adapters().items():
        value = getattr(coded, name)
        if name == "text" and (value is None or not with_text):
            continue
        yield opening + b'"' + name.encode() + b'":'
        if isinstance(value, Packed):
            yield from _array(value.dumped())
        else:
            yield adapter.dump_json(value)
        opening = b","
    yield b"}\n"


def packed_list(field: str) -> Packed[Any]:
    """An empty list to be filled and put into this field of a coded report, kept as the JSON it is written as."""
    return Packed(partial(_dumped, field), partial(_loaded, field))


def is_packed(coded: CodedReport) -> bool:
    """Whether the lists of a coded report are packed, as those of a long one are."""
    return any(isinstance(getattr(coded, name), Packed) for name in LISTS)


def _array(arrays: Iterator[bytes]) -> Iterator[bytes]:
    """One JSON array of several."""
    opening = b"["
    for array in arrays:
        yield opening
        yield array[1:-1]
        opening = b","
    yield b"]" if opening == b"," else b"[]"


def _dumped(field: str, items: Sequence[object]) -> bytes:
    return _adapters()[field].dump_json(items)


def _loaded(field: str, data: bytes) -> Sequence[Any]:
    found: Sequence[Any] = _adapters()[field].validate_json(data)
    return found


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of ``onrecord code --format jsonl``."""
    from pydantic import TypeAdapter  # noqa: PLC0415  -- `import onrecord` and `--help` must not pay for it

    schema = TypeAdapter(CodedReport).json_schema(mode="serialization")
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
