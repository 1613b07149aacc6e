"""Every format: a manifest that is true, the same bytes twice, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import onrecord
from onrecord.faces.cli import app
from onrecord.faces.exports import FORMATS, manifest_path

Export = Callable[..., tuple[Path, dict[str, Any]]]
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", FORMATS)
def test_the_manifest_tells_what_the_file_is(name: str, export: Export) -> None:
    path, manifest = export(name, "party=RUS", question="transfers")
    data = path.read_bytes()
    assert json.loads(manifest_path(path).read_text("utf-8")) == manifest
    assert manifest["sha256"] == hashlib.sha256(data).hexdigest()
    assert manifest["bytes"] == len(data) > 0
    assert (manifest["format"], manifest["question"], manifest["filter"]) == (name, "transfers", ["party=RUS"])
    assert manifest["versions"][0]["knowledge"]
    assert sum(manifest["selected"].values()) > 0


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_ledger_gives_the_same_bytes(name: str, export: Export) -> None:
    first = export(name)[0].read_bytes()
    assert export(name)[0].read_bytes() == first


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_let_through_is_still_a_file(name: str, export: Export) -> None:
    path, manifest = export(name, "actor=TUV", question="transfers")
    assert path.exists()
    assert not any(
        count for kind, count in manifest["written"].items() if kind not in ("identity", "extension-definition")
    )
    if name in ("geojson", "stix", "web-annotations", "labelstudio"):
        assert json.loads(path.read_text("utf-8")) is not None


def test_a_filter_on_arms_reaches_every_event_of_them(export: Export, exported_ledger: Path) -> None:
    path, _ = export("plover-json", "stage=delivered", "supplier=PRK", question="transfers")
    ids = [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()]
    with onrecord.Ledger(exported_ledger) as ledger:
        assert set(ids) == {row["event_id"] for row in ledger.transfers("stage=delivered", "supplier=PRK")}


def test_a_claim_with_two_holders_is_one_event(export: Export, exported_ledger: Path) -> None:
    path, _ = export("plover-json", question="claims")
    ids = [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()]
    assert len(set(ids)) == len(ids)


def test_as_of_gives_what_stood_then(exported_ledger: Path, tmp_path: Path) -> None:
    output = tmp_path / "then.jsonl"
    command = ["export", "--format", "plover-json", "--output", str(output), "--ledger", str(exported_ledger)]
    done = CliRunner().invoke(app, [*command, "--as-of", "2001-01-01"])
    assert done.exit_code == 0, done.output
    assert output.read_bytes() == b""
    assert json.loads(manifest_path(output).read_text("utf-8"))["as_of"] == "2001-01-01"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "nope", "--output", "x"], "there are csv, parquet"),
        (["--format", "csv"], "give --format and --output"),
        (["--format", "stix", "--output", "x", "--question", "incidents"], "takes events"),
        (["--format", "csv", "--output", "x", "colour=red"], "no field 'colour'"),
        (["--format", "csv", "--output", "x", "--as-of", "today"], "no day"),
        (["--format", "csv", "--output", "no/such/folder/x"], "cannot be written"),
    ],
)
def test_a_wrong_call_is_told(
    arguments: list[str], told: str, exported_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["export", *arguments, "--ledger", str(exported_ledger)])
    assert done.exit_code == 2
    assert told in done.output
    assert list(tmp_path.iterdir()) == []


def test_the_page_of_the_formats_names_each(export: Export) -> None:
    page = (ROOT / "docs" / "exports.md").read_text("utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in page] == []
    listed = CliRunner().invoke(app, ["export", "--list"]).output
    assert [line.split()[0] for line in listed.splitlines()] == list(FORMATS)
