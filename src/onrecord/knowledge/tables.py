"""Fills a record of word lists from the tables of a knowledge file, by the types the record declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from onrecord.errors import KnowledgeError

__all__ = ["fill"]

_Record = TypeVar("_Record")
_Made = Callable[[Any], Any]


def _each(made: _Made) -> _Made:
    return lambda table: {key: made(value) for key, value in table.items()}


# By annotation, as the record's source spells it: what TOML gives for it, and what is made of that.
_SHAPES: dict[str, tuple[type, _Made]] = {
    "frozenset[str]": (list, frozenset),
    "tuple[str, ...]": (list, tuple),
    "int": (int, int),
    "float": (float, float),
    "Mapping[str, str]": (dict, dict),
    "Mapping[str, frozenset[str]]": (dict, _each(frozenset)),
    "Mapping[str, tuple[str, ...]]": (dict, _each(tuple)),
}


def fill(record: Callable[..., _Record], name: str, table: Mapping[str, Any], **derived: Any) -> _Record:
    """The dataclass ``record`` with one field from each table of its name in file ``name``; ``derived`` as given.

    Raises:
        KnowledgeError: a table is missing or is not of the shape the field declares.

    """
    values = dict(derived)
    for field in fields(record):  # type: ignore[arg-type]  # mypy has no type for "the class of a dataclass"
        if field.name in derived:
            continue
        shape, made = _SHAPES[str(field.type)]
        if not isinstance(table.get(field.name), shape):
            raise KnowledgeError(f"{name}: {field.name}: expected {field.type}, got {table.get(field.name)!r}")
        values[field.name] = made(table[field.name])
    return record(**values)
