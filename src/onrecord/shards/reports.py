"""Reports, and inputs that gave none, as rows of a Parquet file and back: the same records come out that went in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.records import Problem, Report, Span, Unreadable

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Item", "read_items", "read_names", "table_of"]

Item = Report | Unreadable

_WHOLE_NUMBERS = ("body_start",)


def table_of(items: Sequence[Item]) -> pa.Table:
    """One row for each, in order; a row without a text is an input that gave no report."""
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    columns = [[_value(item, name) for item in items] for name in _schema().names]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, _schema(), strict=True)]
    return pa.Table.from_arrays(arrays, schema=_schema())


def read_items(source: Any, *, start: int = 0, end: int | None = None) -> Iterator[Item]:
    """The items of the rows of a Parquet file from ``start`` to before ``end``."""
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    table = parquet.read_table(source).slice(start, None if end is None else end - start)
    for batch in table.to_batches(max_chunksize=256):
        yield from map(_item, batch.to_pylist())


def read_names(source: Any) -> tuple[list[str | None], list[str]]:
    """The id of each report of a Parquet file (``None``: no report), and the key of each row."""
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    table = parquet.read_table(source, columns=["id", "key"])
    return table["id"].to_pylist(), table["key"].to_pylist()


@cache
def _schema() -> pa.Schema:
    """The fields of a report in their order, by their names."""
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    span = pa.list_(pa.int32())
    words = [(name, pa.string()) for name in ("code", "severity", "message")]
    problem = pa.struct([*words, ("start", pa.int32()), ("end", pa.int32())])
    types = {"title_span": span, "set_aside": pa.list_(span), "problems": pa.list_(problem)}
    types |= dict.fromkeys(_WHOLE_NUMBERS, pa.int32())
    return pa.schema([(field.name, types.get(field.name, pa.string())) for field in fields(Report)])


def _value(item: Item, name: str) -> object:
    value = getattr(item, name, None)
    if name == "problems":
        return [asdict(problem) for problem in value or ()]
    if name == "title_span":
        return None if value is None else [value.start, value.end]
    if name == "set_aside":
        return [[span.start, span.end] for span in value or ()]
    return value


def _item(row: dict[str, Any]) -> Item:
    problems = tuple(Problem(**problem) for problem in row["problems"])
    if row["text"] is None:
        return Unreadable(row["key"], row["path"], problems, row["language"])
    title = row["title_span"]
    spans = {
        "title_span": None if title is None else Span(*title),
        "set_aside": tuple(Span(*span) for span in row["set_aside"]),
    }
    return Report(**{**row, **spans, "problems": problems})
