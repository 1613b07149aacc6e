"""What says that a shard file is done, and with what: a small JSON file that is written last."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import Any, TypeVar

from onrecord.records import content_id
from onrecord.shards.coded import CODED_LAYOUT, coded_schema
from onrecord.shards.folders import Folder
from onrecord.versions import installed_versions

__all__ = ["made_with", "read_marker", "write_marker"]

Marked = TypeVar("Marked")


@cache
def made_with() -> str:
    """A hash of all that a shard's bytes depend on beside the reports: code, knowledge, model and columns."""
    versions = installed_versions()
    return content_id(versions.code, versions.knowledge, versions.model, CODED_LAYOUT, str(coded_schema()))


def write_marker(folder: Folder, name: str, done: Any) -> None:
    """Writes that the files a frozen record tells of are done; they must be on the disk already."""
    data = json.dumps({"made_with": made_with(), **asdict(done)}, indent=1).encode()
    folder.write(name, lambda stream: stream.write(data))


def read_marker(folder: Folder, name: str, kind: type[Marked]) -> Marked | None:
    """What was done, if it was done with the same versions; ``None`` where it has to be done (again)."""
    data = folder.read(name)
    if data is None:
        return None
    try:
        found = json.loads(data)
        if found.pop("made_with") != made_with():
            return None
        return kind(**{name: _frozen(value) for name, value in found.items()})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # not a marker of ours, or of another version: the work is done again


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
