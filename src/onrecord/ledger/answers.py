"""What a question to the ledger gives back: named columns and rows, for a table, a file or a data frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of one answer, in its order; ``is_cut`` says that there are more than the limit let through."""

    table: pa.Table
    is_cut: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.table.column_names)

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Each row as a dictionary; days are :class:`datetime.date`, lists are lists."""
        for batch in self.table.to_batches(max_chunksize=1024):
            yield from batch.to_pylist()

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        return self.table

    def to_pandas(self) -> Any:
        """The rows as a pandas data frame; pandas has to be installed."""
        return self.table.to_pandas()

    def to_polars(self) -> Any:
        """The rows as a Polars data frame; Polars has to be installed."""
        import polars  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  -- not a dependency: only who asks for it needs it

        return polars.from_arrow(self.table)
