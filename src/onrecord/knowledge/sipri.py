"""Columns, weapon categories and status letters of rows like SIPRI's trade register: ``knowledge/arms/sipri.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["RegisterWords", "load_register_words"]

_FILE = "arms/sipri.toml"


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """``categories`` of major weapons and ``light`` ones by item category; ``stages`` by stage to what it shows."""

    columns: tuple[str, ...]
    categories: Mapping[str, str]
    light: Mapping[str, str]
    status: Mapping[str, str]
    stages: Mapping[str, str]


@cache
def load_register_words() -> RegisterWords:
    """The checked tables.

    Raises:
        KnowledgeError: a table is missing, or a column is named twice.

    """
    table = read_toml(_FILE)
    columns = tuple(table["columns"])
    if len(set(columns)) != len(columns):
        raise KnowledgeError(f"{_FILE}: a column is named twice: {columns}")
    stages = {stage: shown for shown, names in table["stages"].items() for stage in names}
    return RegisterWords(columns, table["categories"], table["light"], table["status"], stages)
