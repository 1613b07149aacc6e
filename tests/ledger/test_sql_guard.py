"""SQL from outside can read the ledger and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from onrecord import Ledger, QueryError

ATTACKS = {
    "write: insert": "INSERT INTO history.report SELECT * FROM history.report",
    "write: update": "UPDATE history.report SET publisher = 'x'",
    "write: delete": "DELETE FROM history.report",
    "write: truncate": "TRUNCATE history.report",
    "write: drop": "DROP TABLE history.report",
    "write: drop view": "DROP VIEW event",
    "write: alter": "ALTER TABLE history.report ADD COLUMN x INT",
    "write: merge": "MERGE INTO history.report USING history.report AS s ON true WHEN MATCHED THEN DELETE",
    "create: table": "CREATE TABLE x AS SELECT 1",
    "create: temporary table": "CREATE TEMP TABLE x AS SELECT 1",
    "create: view over an answer": "CREATE OR REPLACE TEMP VIEW event AS SELECT 1",
    "create: in a common table": "WITH x AS (CREATE TABLE y AS SELECT 1) SELECT * FROM x",
    "create: insert in a common table": "WITH x AS (INSERT INTO history.report SELECT 1 RETURNING *) SELECT * FROM x",
    "create: macro": "CREATE MACRO f(a) AS a + 1",
    "create: table macro": "CREATE MACRO f() AS TABLE SELECT * FROM event",
    "create: secret": "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
    "create: type": "CREATE TYPE t AS ENUM ('a')",
    "create: sequence": "CREATE SEQUENCE s",
    "create: schema": "CREATE SCHEMA s",
    "create: index": "CREATE INDEX i ON history.report (report_id)",
    "attach": "ATTACH 'other.db' AS other",
    "attach: memory": "ATTACH ':memory:' AS other",
    "detach": "DETACH memory",
    "use": "USE memory",
    "copy: to": "COPY (SELECT 1) TO 'out.csv'",
    "copy: from": "COPY history.report FROM 'in.csv'",
    "copy: database": "COPY FROM DATABASE memory TO other",
    "export": "EXPORT DATABASE 'folder'",
    "import": "IMPORT DATABASE 'folder'",
    "read: text": "SELECT * FROM read_text('/etc/passwd')",
    "read: blob": "SELECT * FROM read_blob('/etc/passwd')",
    "read: csv": "SELECT * FROM read_csv('/etc/passwd')",
    "read: csv, guessed": "SELECT * FROM read_csv_auto('/etc/passwd')",
    "read: json": "SELECT * FROM read_json('/etc/passwd')",
    "read: parquet": "SELECT * FROM read_parquet('/etc/passwd')",
    "read: another database": "SELECT * FROM read_duckdb('other.db')",
    "read: sniff": "SELECT * FROM sniff_csv('/etc/passwd')",
    "read: parquet's metadata": "SELECT * FROM parquet_metadata('/etc/passwd')",
    "read: glob": "SELECT * FROM glob('/etc/*')",
    "read: lateral": "SELECT * FROM event, LATERAL (SELECT * FROM read_text('/etc/passwd'))",
    "read: in a subquery": "SELECT (SELECT content FROM read_text('/etc/passwd'))",
    "read: in a common table": "WITH x AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM x",
    "read: after a union": "SELECT 'a' UNION ALL SELECT content FROM read_text('/etc/passwd')",
    "read: capitals": "SELECT * FROM ReAd_TeXt('/etc/passwd')",
    "read: quoted": "SELECT * FROM \"read_text\"('/etc/passwd')",
    "read: with its schema": "SELECT * FROM system.main.read_text('/etc/passwd')",
    "read: behind a comment": "SELECT * FROM read_text/* a */ -- b\n ('/etc/passwd')",
    "read: behind words that are no UTF-8 in one byte": "SELECT 'éééé', * FROM read_text('/etc/passwd')",
    "replacement scan: file": "SELECT * FROM '/etc/passwd'",
    "replacement scan: csv": "SELECT * FROM 'x.csv'",
    "replacement scan: quoted name": 'SELECT * FROM "x.parquet"',
    "replacement scan: a folder of files": "SELECT * FROM '*.json'",
    "network: http": "SELECT * FROM 'https://example.org/x.csv'",
    "network: s3": "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
    "python: a local of the caller": "SELECT * FROM some_rows",
    "python: a pointer": "SELECT * FROM arrow_scan(1::POINTER, 1::POINTER, 1::POINTER)",
    "python: a frame": "SELECT * FROM pandas_scan(1::POINTER)",
    "python: a function": "SELECT * FROM python_map_function((SELECT 1), 1)",
    "extension: install": "INSTALL httpfs",
    "extension: load": "LOAD httpfs",
    "extension: force": "FORCE INSTALL httpfs FROM community",
    "extension: list": "SELECT * FROM duckdb_extensions()",
    "pragma": "PRAGMA database_list",
    "pragma: as a call": "CALL pragma_version()",
    "pragma: as a table": "SELECT * FROM pragma_storage_info('history.report')",
    "set": "SET memory_limit = '100GB'",
    "set: for all": "SET GLOBAL enable_external_access = true",
    "set: a variable": "SET VARIABLE x = 1",
    "set: reset": "RESET lock_configuration",
    "set: by a function": "SELECT * FROM enable_logging()",
    "settings": "SELECT * FROM duckdb_settings()",
    "settings: one": "SELECT current_setting('secret_directory')",
    "settings: as a view": "SELECT * FROM duckdb_databases",
    "secrets": "SELECT * FROM duckdb_secrets()",
    "secrets: which": "SELECT * FROM which_secret('s3://x', 's3')",
    "environment": "SELECT getenv('HOME')",
    "many: two selects": "SELECT 1; SELECT 2",
    "many: a write behind": "SELECT 1; DROP TABLE history.report",
    "many: behind a comment": "SELECT 1 -- ;\n; DELETE FROM history.report",
    "nothing": "",
    "nothing but a comment": "-- SELECT 1",
    "no SQL": "who did it?",
    "parameter: numbered": "SELECT $1",
    "parameter: question mark": "SELECT ?",
    "parameter: named": "SELECT $name",
    "prepare": "PREPARE x AS SELECT 1",
    "execute": "EXECUTE x",
    "deallocate": "DEALLOCATE x",
    "transaction": "BEGIN TRANSACTION",
    "checkpoint": "CHECKPOINT",
    "checkpoint: as a table": "SELECT * FROM force_checkpoint()",
    "vacuum": "VACUUM",
    "analyze": "ANALYZE",
    "explain, which would run it": "EXPLAIN ANALYZE SELECT 1",
    "SQL in a string": "SELECT * FROM query('SELECT 1')",
    "SQL in a string: a table": "SELECT * FROM query_table('event')",
    "SQL in JSON": "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
    "waiting": "SELECT pg_sleep(100)",
    "waiting: milliseconds": "SELECT sleep_ms(100000)",
    "logs": "SELECT write_log('x')",
    "sequence": "SELECT nextval('s')",
    "one huge string": "SELECT repeat('x', 3000000000)",
    "one huge string: as a method": "SELECT 'x'.repeat(3000000000)",
    "one huge string: padded": "SELECT lpad('x', 3000000000, 'y')",
    "one huge string: printed": "SELECT printf('%02000000000d', 1)",
    "memory: a string that doubles": (
        "WITH RECURSIVE t(s, n) AS (SELECT 'x', 0 UNION ALL SELECT s || s, n + 1 FROM t WHERE n < 40)"
        " SELECT max(s) FROM t"
    ),
    "memory: a list of everything": "SELECT list(range) FROM range(100000000000)",
    "half a character": "SELECT '\ud800'",
}


@pytest.mark.parametrize("query", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_refused_and_the_ledger_goes_on(
    query: str, ledger: Ledger, asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    some_rows = [1]
    before = asked.read_bytes()
    with pytest.raises(QueryError) as refused:
        ledger.sql(query, seconds=5)
    assert str(refused.value).startswith("sql: ")
    assert "\n" not in str(refused.value)
    assert "root:" not in str(refused.value)
    assert (asked.read_bytes(), list(tmp_path.iterdir()), some_rows) == (before, [], [1])
    assert len(ledger.sql("SELECT 1")) == 1


def test_there_are_at_least_sixty_attacks() -> None:
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM event",
        "FROM incident",
        "TABLE report",
        "SHOW TABLES",
        "DESCRIBE event",
        "SUMMARIZE report",
        "VALUES (1)",
        "WITH x AS (SELECT key FROM report) SELECT count(*) FROM x",
        "SELECT unnest(actors) FROM event",
        "SELECT range FROM range(3)",
        "SELECT 1;",
        "SELECT 'read_text(1)' AS read_text -- read_text('x')",
        'SELECT 1 AS "glob"',
        "SELECT name FROM officeholder LIMIT 1",
        "SELECT member FROM membership LIMIT 1",
        "SELECT count(*) FROM history.run",
    ],
)
def test_what_only_reads_the_ledger_is_answered(query: str, ledger: Ledger) -> None:
    assert len(ledger.sql(query)) > 0


def test_rows_are_cut_and_it_is_said(ledger: Ledger) -> None:
    answer = ledger.sql("SELECT * FROM range(100000000000)", limit=10)
    assert (len(answer), answer.is_cut) == (10, True)
    uncapped = ledger.sql("SELECT * FROM range(100000000000)")
    assert (len(uncapped), uncapped.is_cut) == (1_000_000, True)
    assert not ledger.sql("SELECT * FROM range(10)", limit=10).is_cut


def test_wide_rows_are_cut_by_their_size(ledger: Ledger) -> None:
    wide = "SELECT a.range, list_transform(range(20000), lambda x: x + a.range) FROM range(1000000) a"
    answer = ledger.sql(wide)
    assert answer.is_cut
    assert len(answer) < 1_000_000


def test_the_order_of_the_query_holds(ledger: Ledger) -> None:
    keys = [row["key"] for row in ledger.sql("SELECT key FROM report ORDER BY key DESC", limit=5)]
    assert keys == sorted(keys, reverse=True)


def test_a_query_that_takes_too_long_is_stopped(ledger: Ledger) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match="longer than"):
        ledger.sql("SELECT count(*) FROM range(100000000000) a WHERE hash(a.range) % 7 = 1", seconds=0.5)
    assert time.monotonic() - started < 30
    assert len(ledger.sql("SELECT 1")) == 1
