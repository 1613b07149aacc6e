"""Shards coded on every engine: the same bytes, whatever dies, and nothing done twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sharded

import onrecord
from onrecord import InputError, LedgerError, Report, Unreadable
from onrecord.batch import EngineName, open_engine
from onrecord.records import Problem, Span
from onrecord.shards import Folder, adding, code_in_shards, coded_lines
from onrecord.shards.reports import read_items, table_of

ENGINES: tuple[EngineName, ...] = ("serial", "pool", "ray")


def _code(
    folder: Folder, inputs: list[Path], engine: EngineName, told: list[int] | None = None, size: int = 10
) -> tuple[list[str], bytes]:
    def tell(done: int, _whole: int) -> None:
        if told is not None:
            told.append(done)

    with open_engine(engine, 2) as opened:
        names = code_in_shards(folder, inputs, opened, size=size, on_progress=tell)
    return names, b"".join(coded_lines(folder, names))


def _needs(engine: EngineName, request: pytest.FixtureRequest) -> None:
    if engine == "ray":
        request.getfixturevalue("two_workers")


def _problems(lines: bytes) -> dict[str, list[str]]:
    records = [json.loads(line) for line in lines.splitlines()]
    return {r["report"]["key"]: [p["code"] for p in r["problems"]] for r in records if r["problems"]}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_bytes_of_one_process(
    engine: EngineName, inputs: list[Path], expected: bytes, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    _needs(engine, request)
    names, lines = _code(Folder(str(tmp_path)), inputs, engine)
    assert len(names) == 5
    assert lines == expected
    assert "duplicate-key" in _problems(lines)["r2"]


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_a_report_that_kills_every_worker_is_set_aside_alone(
    engine: EngineName,
    inputs: list[Path],
    expected: bytes,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _needs(engine, request)
    monkeypatch.setattr(adding, "code_shard", sharded.die_of_r7)
    names, lines = _code(Folder(str(tmp_path)), inputs, engine, size=4)
    given, usual = lines.splitlines(), expected.splitlines()
    assert [number for number, line in enumerate(given) if line != usual[number]] == [7]
    assert _problems(lines)["r7"] == ["worker-died"]
    told = [json.loads(line) for line in (tmp_path / "errors" / f"{names[1]}.jsonl").read_text().splitlines()]
    assert [(one["key"], one["problems"][0]["code"]) for one in told] == [("r7", "worker-died")]
    assert sorted(path.name for path in (tmp_path / "coded").iterdir()) == sorted(
        f"{name}{ending}" for name in names for ending in (".json", ".parquet")
    )


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_a_worker_killed_midway_costs_nothing(
    engine: EngineName,
    inputs: list[Path],
    expected: bytes,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _needs(engine, request)
    monkeypatch.setattr(adding, "code_shard", sharded.die_once)
    folder = Folder(str(tmp_path))
    with folder.held():
        _, lines = _code(folder, inputs, engine)
    assert (tmp_path / "died").exists()
    assert lines == expected
    assert not list(tmp_path.glob("*/*.new"))


def test_what_is_done_is_not_done_again(
    inputs: list[Path], expected: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(str(tmp_path))
    names, _ = _code(folder, inputs, "serial")
    (tmp_path / "coded" / f"{names[1]}.json").unlink()
    (tmp_path / "coded" / f"{names[3]}.json").write_text('{"made_with": "another version"}')
    told: list[int] = []
    code_shard = adding.code_shard
    done: list[str] = []
    monkeypatch.setattr(adding, "code_shard", lambda job: done.append(job.shard) or code_shard(job))
    assert _code(folder, inputs, "serial", told) == (names, expected)
    assert done == [names[1], names[3]]
    assert told[0] == told[-1] - 20


def test_inputs_that_changed_are_read_and_coded_again(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Kenya met Chad.")
    _, before = _code(Folder(str(tmp_path / "shards")), [file], "serial")
    file.write_text("Chad met Peru.\n")
    _, after = _code(Folder(str(tmp_path / "shards")), [file], "serial")
    assert after != before
    assert after == b"".join(onrecord.to_json(one).encode() + b"\n" for one in onrecord.code_reports([file]))


def test_another_version_on_a_worker_is_refused(inputs: list[Path], tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    _code(folder, inputs, "serial")
    job = adding.CodeJob(folder, "00000-00000", "state", "made with something else", 10)
    with pytest.raises(LedgerError, match="another version of Onrecord"):
        adding.code_shard(job)


def test_inputs_whose_reading_kills_every_worker_are_named(
    inputs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "cut_portion", sharded.die_reading)
    monkeypatch.setattr("onrecord.shards.cutting._PORTION_FILES", 1)
    with pytest.raises(LedgerError, match=r"part1\.jsonl: 3 workers died that read it"):
        _code(Folder(str(tmp_path)), inputs, "pool")


def test_a_folder_is_worked_in_by_one_run(tmp_path: Path) -> None:
    with (
        Folder(str(tmp_path)).held(),
        pytest.raises(LedgerError, match="another process works in it"),
        Folder(str(tmp_path)).held(),
    ):
        pass


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def fail(stream: Any) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    folder = Folder(str(tmp_path))
    folder.write("a/b", lambda stream: stream.write(b"whole"))
    with pytest.raises(LedgerError, match="No space left on device; what was done before is kept"):
        folder.write("a/b", fail)
    assert folder.read("a/b") == b"whole"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_an_address_is_read_and_written_as_a_folder_is(inputs: list[Path], expected: bytes, tmp_path: Path) -> None:
    addresses = [path.as_uri() for path in inputs]
    _, lines = _code(Folder((tmp_path / "shards").as_uri()), addresses, "serial")  # type: ignore[arg-type]
    given, usual = ([json.loads(line) for line in text.splitlines()] for text in (lines, expected))
    assert [one["events"] for one in given] == [one["events"] for one in usual]
    assert given[0]["report"]["path"] == addresses[0]


def test_reports_come_back_from_their_rows_as_they_were() -> None:
    problem = Problem("doubtful", "warning", "a: doubtful", 1, 2)
    report = Report(
        id="1", key="k", text="Text.", title_span=Span(0, 2), problems=(problem,), set_aside=(Span(1, 2), Span(3, 4))
    )
    items = [report, Unreadable("gone", None, (Problem("empty", "error", "gone"),), "fr"), Report("2", "l", "")]
    from io import BytesIO

    from pyarrow import parquet

    file = BytesIO()
    parquet.write_table(table_of(items), file)
    assert list(read_items(file)) == items
    assert list(read_items(file, start=1, end=2)) == items[1:2]


def test_an_engine_that_is_not_there_is_told(
    inputs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="engine 'spark': there are serial, pool, ray"):
        _code(Folder(str(tmp_path)), inputs, "spark")  # type: ignore[arg-type]
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(InputError, match=r"Ray is not installed; install it with: pip install 'onrecord\[ray\]'"):
        _code(Folder(str(tmp_path)), inputs, "ray")


def test_a_machine_that_is_lost_costs_nothing(inputs: list[Path], expected: bytes, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'onrecord[ray]'")
    script = Path(__file__).with_name("lost_node.py")
    command = [sys.executable, str(script), str(tmp_path), *map(str, inputs)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert "2 machines left" in ran.stdout, ran.stderr[-2000:]
    assert (tmp_path / "lines").read_bytes() == expected
    assert (tmp_path / "lingering").exists()
