"""The command line from outside: what is printed where, and the exit status."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

import onrecord
from onrecord.faces.cli import app

REPORT = "date 2023-05-16\nA plea from the north\n\nNorway on Monday urged Serbia not to sell shells to Sudan.\n"


def _run(*words: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=given)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "plea.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_version() -> None:
    result = _run("--version")
    assert (result.exit_code, result.stdout) == (0, f"onrecord {onrecord.__version__}\n")


@pytest.mark.parametrize("words", [("--help",), ("code", "--help"), ("explain", "--help"), ("demo", "--help")])
def test_help(words: tuple[str, ...]) -> None:
    result = _run(*words)
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("code",), "Missing argument"),
        (("code", "nowhere.txt"), "nowhere.txt: no such file or directory"),
        (("code", "nowhere.txt", "--format", "xml"), "'xml'"),
        (("code", "nowhere.txt", "--jobs", "0"), "--jobs"),
        (("code", "-", "-"), "standard input is given twice"),
        (("code", "-", "--date", "soon"), "date 'soon'"),
        (("decode",), "decode"),
        (("explain", "nowhere.txt", "--at", "3"), "no such file"),
    ],
)
def test_a_wrong_call_is_told_on_standard_error(words: tuple[str, ...], told: str) -> None:
    result = _run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_an_output_that_cannot_be_written_is_a_wrong_call(report: Path, tmp_path: Path) -> None:
    result = _run("code", str(report), "--output", str(tmp_path / "no" / "such" / "folder"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_schema_prints_the_schema() -> None:
    result = _run("schema")
    assert json.loads(result.stdout) == onrecord.schema()


def test_jsonl_is_one_valid_object_a_report_in_input_order(report: Path, tmp_path: Path) -> None:
    lines = [{"id": f"r{i}", "date": "2023-09-23", "text": f"Rebels attacked Goma {i} times."} for i in range(3)]
    stream = tmp_path / "many.jsonl"
    stream.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = _run("code", str(stream), str(report), "--format", "jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    for record in records:
        jsonschema.validate(record, onrecord.schema())
    assert [record["report"]["key"] for record in records] == ["r0", "r1", "r2", "plea"]
    assert result.exit_code == 0


def test_python_and_the_command_line_give_the_same_record(report: Path) -> None:
    printed = json.loads(_run("code", str(report), "--format", "jsonl", "--with-text").stdout)
    record = json.loads(onrecord.to_json(next(onrecord.code_reports([report])), with_text=True))
    assert printed == record
    assert printed["text"] == REPORT


def test_standard_input_is_read() -> None:
    result = _run("code", "-", "--format", "jsonl", given=REPORT.encode())
    record = json.loads(result.stdout)
    assert (record["report"]["key"], record["report"]["published"]) == ("stdin", "2023-05-16")


def test_a_date_option_serves_reports_without_one(tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Chad's army attacked rebels on Monday.\n", encoding="utf-8")
    record = json.loads(_run("code", str(path), "--date", "2023-05-16", "--format", "jsonl").stdout)
    assert record["report"]["published"] == "2023-05-16"


def test_bad_reports_are_told_and_the_others_go_on(report: Path, tmp_path: Path) -> None:
    (tmp_path / "a-empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "b-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    result = _run("code", str(tmp_path), "--format", "jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [record["report"]["key"] for record in records] == ["a-empty", "b-picture", "plea"]
    assert [any(p["severity"] == "error" for p in record["problems"]) for record in records] == [True, True, False]
    assert records[2]["events"]


def test_output_goes_to_the_file_and_nothing_else_is_printed(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    result = _run("code", str(report), "--format", "jsonl", "--output", str(target))
    assert (result.exit_code, result.output) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["report"]["key"] == "plea"


def test_a_person_sees_the_sentence_and_its_record_in_plain_text(report: Path) -> None:
    result = _run("code", str(report))
    assert "Norway on Monday urged Serbia not to sell shells to Sudan." in result.stdout
    assert re.search(r"^    REQUEST", result.stdout, re.MULTILINE)
    assert "\x1b" not in result.stdout


def test_the_demo_codes_the_examples() -> None:
    result = _run("demo", "--format", "jsonl")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) >= 4


def test_explain_shows_parse_rules_and_entries(report: Path) -> None:
    result = _run("explain", str(report), "--at", str(REPORT.index("urged")))
    assert result.exit_code == 0
    for part in ("parse", "actors", "propositions", "attributions", "events", "because", "nsubj"):
        assert part in result.stdout


def test_explain_finds_a_report_by_its_key(tmp_path: Path) -> None:
    stream = tmp_path / "two.jsonl"
    texts = {"one": "Chad praised Niger.", "two": "Mali attacked rebels."}
    stream.write_text("".join(json.dumps({"id": k, "text": t}) + "\n" for k, t in texts.items()), encoding="utf-8")
    assert "Mali attacked rebels." in _run("explain", str(stream), "--at", "0", "--key", "two").stdout
    for words, told in ((("--key", "three"), "three"), ((), "--key one")):
        result = _run("explain", str(stream), "--at", "0", *words)
        assert result.exit_code == 2
        assert told in result.stderr


def test_explain_beyond_the_text_is_a_wrong_call(report: Path) -> None:
    result = _run("explain", str(report), "--at", "9999")
    assert result.exit_code == 2
    assert "offset 9999" in result.stderr


def test_a_closed_pipe_ends_quietly() -> None:
    program = [sys.executable, "-m", "onrecord.faces.cli", "demo", "--format", "jsonl"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        errors = running.stderr.read()
    assert (running.returncode, errors) == (0, b"")
