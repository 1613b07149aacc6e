"""SQL from outside: one SELECT over the ledger, held to the views, to functions that compute, to rows and to time.

The connection itself is read-only, closed to files and networks, and bounded in memory (see ``files``); what is
refused here by name is what would still pass it by: raw pointers, other people's files by way of a table function,
settings and paths of the machine, functions that wait or that make one string of any size.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import pairwise

import duckdb
import pyarrow as pa

from onrecord.errors import QueryError
from onrecord.ledger.answers import Answer

__all__ = ["ROW_CAP", "guarded_answer"]

ROW_CAP = 1_000_000
_LONGEST = 50_000  # characters of a query
_BYTE_CAP = 256 * 1024 * 1024
_BATCH_ROWS = 2048
_SAFE_TABLE_FUNCTIONS = frozenset({"generate_series", "json_each", "json_tree", "range", "unnest"})
_REFUSED_FUNCTIONS = frozenset(
    {"bar", "bitstring", "combine", "combine_aggr", "finalize", "to_aggregate_state", "variant_bytes_to_variant"}
    | {"current_setting", "currval", "getenv", "getvariable", "nextval", "setseed", "setval", "write_log"}
    | {"json_execute_serialized_sql", "json_serialize_plan", "pg_sleep", "sleep", "sleep_ms"}
    | {"array_resize", "format", "formatreadablesize", "list_resize", "lpad", "printf", "repeat", "rpad"}
)
_REFUSED_NAMES = ("__internal", "duckdb_", "pragma_", "sqlite_", "pg_")
_HINTS = ("Did you mean ", "Candidate bindings: ", "Either add it to the GROUP BY list")
_NAME_TOKENS = frozenset({"identifier", "keyword"})


def guarded_answer(connection: duckdb.DuckDBPyConnection, query: str, *, limit: int | None, seconds: float) -> Answer:
    """The answer to one SELECT; it is cut at ``limit``, :data:`ROW_CAP` or 256 MiB, whichever comes first.

    Raises:
        QueryError: it is not one SELECT, uses what is closed here, takes over ``seconds``, or DuckDB does not take it.

    """
    _check(connection, query)
    most = ROW_CAP if limit is None else min(limit, ROW_CAP)
    is_over = threading.Event()
    try:
        with _interrupted_after(connection, seconds, is_over):
            return _read(connection.sql(query), most)
    except (duckdb.Error, pa.ArrowException, OSError, ValueError, MemoryError) as error:
        if is_over.is_set():
            raise QueryError(f"sql: took longer than {seconds:g} seconds; ask for less") from error
        raise _not_taken(error) from error


def _check(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    if len(query) > _LONGEST:
        raise QueryError(f"sql: over {_LONGEST} characters; ask in fewer words")
    try:
        query.encode()
        statements = connection.extract_statements(query)
        tokens = duckdb.tokenize(query)
    except (duckdb.Error, UnicodeError) as error:
        raise _not_taken(error) from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError("sql: give one SELECT; nothing else is allowed here")
    if statements[0].named_parameters:
        raise QueryError("sql: no parameters here; write the values into the query")
    words = [(kind.name, text) for kind, text in _texts(query, tokens) if kind.name != "comment"]
    for (kind, text), (_, following) in pairwise([*words, ("operator", "")]):
        if kind in _NAME_TOKENS:
            _check_name(text.strip('"').replace('""', '"').lower(), is_called=following.startswith("("))


def _texts(query: str, tokens: list[tuple[int, duckdb.token_type]]) -> Iterator[tuple[duckdb.token_type, str]]:
    """Each token with its text; the offsets are of UTF-8 bytes."""
    data = query.encode()
    ends = [*(start for start, _ in tokens[1:]), len(data)]
    for (start, kind), end in zip(tokens, ends, strict=True):
        yield kind, data[start:end].decode("utf-8", "replace").strip()


def _check_name(name: str, *, is_called: bool) -> None:
    if name.startswith(_REFUSED_NAMES) or (is_called and name in _closed_functions()):
        raise QueryError(f"sql: {name!r} is closed here; ask the views of the ledger, as in: SELECT * FROM event")


@cache
def _closed_functions() -> frozenset[str]:
    """Functions that may not be called: every table function of this DuckDB but the few that only compute."""
    with duckdb.connect(":memory:") as memory:
        rows = memory.execute(
            "SELECT DISTINCT function_name FROM duckdb_functions()"
            " WHERE function_type IN ('table', 'pragma', 'table_macro')"
        ).fetchall()
    return (frozenset(str(row[0]).lower() for row in rows) - _SAFE_TABLE_FUNCTIONS) | _REFUSED_FUNCTIONS


def _read(relation: duckdb.DuckDBPyRelation, most: int) -> Answer:
    reader = relation.limit(most + 1).to_arrow_reader(_BATCH_ROWS)
    try:
        batches, rows, size = [], 0, 0
        for batch in reader:
            batches.append(batch)
            rows, size = rows + batch.num_rows, size + batch.nbytes
            if rows > most or size > _BYTE_CAP:
                break
        is_large = size > _BYTE_CAP
        table = pa.Table.from_batches(batches, reader.schema)
        return Answer(table.slice(0, most), is_cut=rows > most or is_large)
    finally:
        reader.close()


def _not_taken(error: Exception) -> QueryError:
    """What DuckDB says against it, with the names it has instead where it tells them."""
    first, *more = (str(error).strip() or type(error).__name__).splitlines()
    hints = [line.strip() for line in more if line.startswith(_HINTS)]
    return QueryError(" ".join([f"sql: {first}", *hints]))


@contextmanager
def _interrupted_after(
    connection: duckdb.DuckDBPyConnection, seconds: float, is_over: threading.Event
) -> Iterator[None]:
    def interrupt() -> None:
        is_over.set()
        connection.interrupt()

    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
