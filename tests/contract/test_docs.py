"""Docs, help, schema, README and changelog say what the program says."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

from onrecord.document import CodedReport, Event

ROOT = Path(__file__).resolve().parents[2]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_generated_pages_are_what_the_program_prints() -> None:
    done = subprocess.run(
        [sys.executable, "gate/pages.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_record_page_names_every_field() -> None:
    page = _text("docs/record.md")
    named = set(re.findall(r"`(\w+)`", page))
    assert {field.name for field in fields(Event)} - {"id"} <= named
    assert {field.name for field in fields(CodedReport)} <= named | {"text"}


def test_the_changelog_has_the_version() -> None:
    version = tomllib.loads(_text("pyproject.toml"))["project"]["version"]
    assert re.search(rf"^## {re.escape(version)} ", _text("CHANGELOG.md"), re.MULTILINE)


def test_the_readme_s_links_lead_somewhere() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "docs/record.md", "examples/README.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", _text(page)):
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page}: {target}"


def test_the_readme_s_make_targets_are_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", _text("README.md") + _text("CONTRIBUTING.md"))) <= targets


def test_the_ci_script_runs_the_readme_s_test_command() -> None:
    assert "make test" in _text("README.md")
    assert "make test" in _text(".ci/run")


def test_the_licence_and_the_notice_are_there() -> None:
    assert "Apache License" in _text("LICENSE")
    for work in ("PLOVER", "CC BY-SA 4.0", "en_core_web_sm", "GeoNames", "CC BY 4.0"):
        assert work in _text("NOTICE")


def test_every_example_is_named_as_invented() -> None:
    names = [path.name for path in (ROOT / "examples").glob("*.txt")]
    assert len(names) >= 4
    assert all(name.startswith("invented-") for name in names)
    assert sorted(names) == sorted(path.name for path in (ROOT / "src/onrecord/faces/examples").iterdir())
    assert "invented" in _text("examples/README.md")
