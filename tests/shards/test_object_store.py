"""Inputs and shard files in an object store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from object_store import object_store

from onrecord import InputError, Ledger
from onrecord.shards import add_in_shards
from onrecord.shards.folders import Folder

_SECRET = "not-to-be-written-down"


@pytest.fixture(autouse=True)
def _region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-north-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def _events(path: Path) -> list[str]:
    with Ledger(path) as ledger:
        return [str(row["event_id"]) for row in ledger.events()]


def test_what_lies_in_a_store_is_coded_there_as_here(inputs: list[Path], one_process: Path, tmp_path: Path) -> None:
    with object_store() as (host, objects):
        for file in inputs:
            objects[f"news/in/{file.name}"] = file.read_bytes()
        settings = f"?endpoint_override={host}&scheme=http"
        places = [f"s3://reader:{_SECRET}@news/{name}{settings}" for name in ("in", "shards")]
        path = tmp_path / "new.ledger"
        done = add_in_shards(path, places[:1], shards=places[1], engine="pool", workers=2, size=10)
        assert (done.added, done.seen_elsewhere, done.unreadable) == (48, 1, 1)
        assert _events(path) == _events(one_process)
        markers = [name for name in objects if name.startswith("news/shards/coded/") and name.endswith(".json")]
        assert len(markers) == 6
        first = json.loads(objects[markers[0]])
        objects.pop(markers[0])
        again = add_in_shards(path, places[:1], shards=places[1], engine="serial", size=10)
        assert (again.added, again.already_there) == (0, 49)
        assert json.loads(objects[markers[0]]) == first
        assert not any(_SECRET.encode() in data or host.encode() in data for data in objects.values())
    with Ledger(path) as ledger:
        assert json.loads(ledger.report("r0")["document"])["report"]["path"] == "s3://news/in/part0.jsonl"


def test_an_address_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for address in ("s4://news/in", (tmp_path / "none").as_uri()):
        with pytest.raises(InputError, match="cannot be read"):
            add_in_shards(tmp_path / "a.ledger", [address], shards=tmp_path / "shards", engine="serial")


def test_a_message_tells_no_password() -> None:
    assert Folder(f"s3://reader:{_SECRET}@news/shards?scheme=http").path("a") == "s3://news/shards/a"
