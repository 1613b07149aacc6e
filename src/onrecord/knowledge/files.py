"""The one reader of knowledge files: data that ships inside the package, checked as it is read."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from onrecord.errors import KnowledgeError

__all__ = ["list_files", "read_bytes", "read_csv", "read_toml"]

_ROOT = "onrecord.knowledge"


def read_bytes(name: str) -> bytes:
    """The bytes of a knowledge file, named by its path below ``knowledge/`` ("actors/states.csv").

    Raises:
        KnowledgeError: there is no such file in the installed package.

    """
    try:
        return files(_ROOT).joinpath(name).read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise KnowledgeError(f"{name}: not in the installed package; reinstall onrecord") from error


def list_files(folder: str, ending: str) -> list[str]:
    """The names of a folder's files with an ending, sorted, as :func:`read_bytes` takes them."""
    return sorted(
        f"{folder}/{item.name}" for item in files(_ROOT).joinpath(folder).iterdir() if item.name.endswith(ending)
    )


def read_toml(name: str) -> dict[str, Any]:
    """A TOML knowledge file as a dictionary.

    Raises:
        KnowledgeError: the file is missing or is not TOML; the message has the line.

    """
    try:
        return tomllib.loads(read_bytes(name).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{name}: {error}; mend the file") from error


def read_csv(name: str, *, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a CSV knowledge file, each checked to have ``columns``; more columns are allowed.

    Raises:
        KnowledgeError: a column is missing, or a row has too many or too few fields (file:line).

    """
    reader = csv.DictReader(read_bytes(name).decode("utf-8").splitlines(), strict=True)
    missing = set(columns) - set(reader.fieldnames or ())
    if missing:
        raise KnowledgeError(f"{name}:1: columns missing: {', '.join(sorted(missing))}")
    for row in reader:
        if None in row or None in row.values():
            raise KnowledgeError(f"{name}:{reader.line_num}: expected {len(reader.fieldnames or ())} fields")
        yield row
