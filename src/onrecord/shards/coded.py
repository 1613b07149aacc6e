"""Coded reports as rows of a Parquet file and back, with all that a ledger keeps of them nested in one row a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from onrecord.document import ReportSummary
from onrecord.ledger import TABLES_OF_A_CODING, CodedRows, table_schemas
from onrecord.resolution import EventSketch, Sketch
from onrecord.shards.folders import Folder

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["CODED_LAYOUT", "coded_schema", "read_coded", "read_sketches", "table_of_coded"]

CODED_LAYOUT = 1  # to be raised when the same columns come to mean something else

_COPIES = "copies"
_SKETCHES = "event_sketch"
_ABOUT = ("about", "weights", "about_names", "name_weights")
_SUMMARY = tuple(name for name in ReportSummary.__dataclass_fields__)


@cache
def coded_schema() -> pa.Schema:
    """Which report it is, text and public JSON as Zstandard frames, then each table of the ledger as a list of rows."""
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    tables = table_schemas()
    summary = [pa.field(name, pa.int32() if name == "length" else pa.string()) for name in _SUMMARY]
    flags = [pa.field("is_report", pa.bool_()), pa.field("has_failed", pa.bool_())]
    packed = [pa.field("text", pa.binary()), pa.field("document", pa.binary())]
    copies = [pa.field(_COPIES, pa.struct(list(tables["copy_sketch"])[1:]))]
    about = list(tables["report_sketch"])[1:]
    nested = [pa.field(name, pa.list_(pa.struct(list(tables[name])))) for name in (*TABLES_OF_A_CODING, _SKETCHES)]
    return pa.schema([*summary, *flags, *packed, *copies, *about, *nested])


def table_of_coded(rows: Sequence[CodedRows], are_reports: Sequence[bool]) -> pa.Table:
    """One row for each, in order; ``are_reports`` says which are of inputs that gave a report at all."""
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    schema = coded_schema()
    columns: dict[str, list[Any]] = {name: [getattr(row.summary, name) for row in rows] for name in _SUMMARY}
    columns |= {"is_report": list(are_reports), "has_failed": [row.has_failed for row in rows]}
    columns |= {"text": [row.text for row in rows], "document": [row.document for row in rows]}
    columns |= {name: [_about(row, name) for row in rows] for name in _ABOUT}
    arrays = {name: pa.array(values, schema.field(name).type) for name, values in columns.items()}
    arrays[_COPIES] = _structs([_copies(row) for row in rows], schema.field(_COPIES).type)
    for name in TABLES_OF_A_CODING:
        arrays[name] = _lists([row.tables[name] for row in rows], schema.field(name).type)
    arrays[_SKETCHES] = _lists([[_flat(s) for s in row.sketches] for row in rows], schema.field(_SKETCHES).type)
    return pa.Table.from_arrays([arrays[name] for name in schema.names], schema=schema)


def read_coded(source: Any) -> Iterator[tuple[bool, CodedRows]]:
    """Whether the input gave a report, and its rows, in the order they were written."""
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    for batch in parquet.ParquetFile(source).iter_batches(batch_size=64, use_threads=False):
        for row in batch.to_pylist():
            yield row["is_report"], _rows(row)


def read_sketches(
    folder: Folder, shard: str, rows: Sequence[int]
) -> Iterator[tuple[int, str, Sketch, tuple[EventSketch, ...]]]:
    """Of these rows of a coded shard: the row, the report's id, its text's sketch and those of its events."""
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick
    from pyarrow import parquet  # noqa: PLC0415  -- `import onrecord` must be quick

    with folder.open(f"coded/{shard}.parquet") as source:
        table = parquet.read_table(source, columns=["id", _COPIES, *_ABOUT, _SKETCHES], use_threads=False)
    for number, row in zip(rows, table.take(pa.array(rows, pa.int64())).to_pylist(), strict=True):
        yield int(number), row["id"], Sketch(*_fixed(row[_COPIES])), _event_sketches(row)


def _event_sketches(row: dict[str, Any]) -> tuple[EventSketch, ...]:
    about = [tuple(row[name]) for name in _ABOUT]
    return tuple(EventSketch(*_fixed(values), *about) for values in row[_SKETCHES])


def _rows(row: dict[str, Any]) -> CodedRows:
    return CodedRows(
        summary=ReportSummary(**{name: row[name] for name in _SUMMARY}),
        text=row["text"],
        document=row["document"],
        tables={name: tuple(tuple(one.values()) for one in row[name]) for name in TABLES_OF_A_CODING},
        copies=Sketch(*_fixed(row[_COPIES])),
        sketches=_event_sketches(row),
        has_failed=row["has_failed"],
    )


def _fixed(values: dict[str, Any]) -> Iterator[Any]:
    return (tuple(value) if isinstance(value, list) else value for value in values.values())


def _flat(sketch: EventSketch) -> tuple[object, ...]:
    return tuple(getattr(sketch, name) for name in EventSketch.__dataclass_fields__ if name not in _ABOUT)


def _copies(row: CodedRows) -> tuple[object, ...]:
    return tuple(getattr(row.copies, name) for name in Sketch.__dataclass_fields__)


def _about(row: CodedRows, name: str) -> object:
    return getattr(row.sketches[0], name) if row.sketches else ()


def _structs(rows: Sequence[Sequence[object]], kind: Any) -> Any:
    """Rows as structs, a column at a time."""
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    columns = list(zip(*rows, strict=True)) or [()] * kind.num_fields
    arrays = [pa.array(column, field.type) for column, field in zip(columns, kind, strict=True)]
    return pa.StructArray.from_arrays(arrays, fields=list(kind))


def _lists(rows: Sequence[Sequence[Sequence[object]]], kind: Any) -> Any:
    import pyarrow as pa  # noqa: PLC0415  -- `import onrecord` must be quick

    offsets = pa.array([0, *accumulate(map(len, rows))], pa.int32())
    values = _structs(list(chain.from_iterable(rows)), kind.value_type)
    return pa.ListArray.from_arrays(offsets, values, type=kind)
