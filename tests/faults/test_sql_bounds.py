"""SQL that would read, crash or take all memory and time: every function DuckDB has, and one step without end."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from onrecord import Ledger, QueryError

SAFE = {"generate_series", "json_each", "json_tree", "range", "unnest"}
CLOSED = {
    "a bar of any width": "SELECT bar(1, 0, 1, 1000)",
    "bits of any number": "SELECT bitstring('0', 2000000000)",
    "the state of a sum": "SELECT finalize('x'::BLOB)",
    "states put together": "SELECT combine('x'::BLOB, 'y'::BLOB)",
    "a state from bytes": "SELECT to_aggregate_state('x'::BLOB)",
    "what DuckDB calls itself": "SELECT __internal_decompress_string(1::HUGEINT)",
    "the same in quotes": 'SELECT "__internal_decompress_string"(1::HUGEINT)',
    "words without end": "SELECT 1 WHERE " + " OR ".join(f"1 = {n}" for n in range(20_000)),
    "brackets without end": "SELECT " + "(" * 20_000 + "1" + ")" * 20_000,
    "negations without end": "SELECT " + "NOT " * 12_000 + "true",
}


@pytest.mark.parametrize("query", CLOSED.values(), ids=CLOSED.keys())
def test_what_is_closed(query: str, ledger: Path) -> None:
    with Ledger(ledger) as opened:
        with pytest.raises(QueryError, match=r"^sql: [^\n]*\Z"):
            opened.sql(query, seconds=5)
        assert len(opened.sql("SELECT 1")) == 1


def _table_functions() -> list[str]:
    with duckdb.connect() as memory:
        rows = memory.execute(
            "SELECT DISTINCT function_name FROM duckdb_functions()"
            " WHERE function_type IN ('table', 'table_macro', 'pragma') ORDER BY 1"
        ).fetchall()
    return [row[0] for row in rows]


def test_no_table_function_but_five_can_be_called(ledger: Path, tmp_path: Path) -> None:
    found = tmp_path / "found.csv"
    found.write_text("a secret of the machine\n")
    names = _table_functions()
    assert len(names) > 100
    with Ledger(ledger) as opened:
        for name in set(names) - SAFE:
            for query in (f"SELECT * FROM {name}('{found}')", f'SELECT * FROM "{name}"()', f"SELECT {name}('{found}')"):
                with pytest.raises(QueryError):
                    opened.sql(query, seconds=5)


def test_no_scalar_function_reads_a_file_or_the_environment(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tmp_path / "found.csv"
    found.write_text("a secret of the machine\n")
    monkeypatch.setenv("ONRECORD_FOUND", "a secret of the machine")
    with duckdb.connect() as memory:
        rows = memory.execute(
            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('scalar', 'macro')"
            " AND function_name SIMILAR TO '[a-z_0-9]+' AND NOT contains(function_name, 'collate')"
        ).fetchall()
    assert len(rows) > 400
    with Ledger(ledger) as opened:
        for (name,) in rows:
            for given in (str(found), "ONRECORD_FOUND"):
                try:
                    told = str(list(opened.sql(f"SELECT {name}('{given}')", seconds=5)))
                except QueryError as error:
                    told = str(error)
                assert "a secret" not in told, name


def test_the_time_of_one_query_is_bound_by_the_guard(ledger: Path) -> None:
    endless = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t"
    with Ledger(ledger) as opened, pytest.raises(QueryError, match="took longer than"):
        opened.sql(endless, seconds=0.5)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bind the time alone")
def test_one_step_that_wants_all_memory_is_refused_by_the_command(ledger: Path) -> None:
    line = [sys.executable, "-m", "onrecord.faces.cli", "sql", "SELECT len(range(1000000000))", "--ledger", str(ledger)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=100)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Memory" in done.stderr
    assert done.stderr.count("\n") == 1


def test_one_step_without_end_ends_the_process(tmp_path: Path) -> None:
    script = tmp_path / "confined.py"
    script.write_text(
        "import time\nfrom onrecord.faces import confining\nconfining._GRACE = 0.0\n"
        "with confining.confined(0.3):\n    time.sleep(60)\n"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=50)
    assert done.returncode == 2
    assert "longer than 0.3 seconds" in done.stderr
    assert time.monotonic() - started < 40
