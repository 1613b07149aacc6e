"""How news pages and tables name their parts: metadata, what a reader sees, rubbish around the report, columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["PageWords", "load_page_words"]

_FILE = "layout/pages.toml"


@dataclass(frozen=True, slots=True)
class PageWords:
    """Names in lower case, the most trusted first; ``columns`` hold letters and digits only."""

    metadata: dict[str, tuple[str, ...]]
    report_types: frozenset[str]
    visible_date: tuple[str, ...]
    visible_byline: tuple[str, ...]
    rubbish_words: frozenset[str]
    rubbish_parts: frozenset[str]
    rubbish_roles: frozenset[str]
    rubbish_elements: frozenset[str]
    columns: dict[str, tuple[str, ...]]


def _names(table: dict[str, Any], section: str, key: str) -> tuple[str, ...]:
    names = table.get(section, {}).get(key)
    if not isinstance(names, list) or not names or not all(isinstance(n, str) and n == n.lower() for n in names):
        raise KnowledgeError(f"{_FILE}: {section}.{key}: expected a list of names in lower case")
    if len(set(names)) < len(names):
        raise KnowledgeError(f"{_FILE}: {section}.{key}: a name stands twice")
    return tuple(names)


@cache
def load_page_words() -> PageWords:
    """The checked names of ``layout/pages.toml``.

    Raises:
        KnowledgeError: a list is missing, empty, or has a name twice or in capitals.

    """
    table = read_toml(_FILE)
    return PageWords(
        metadata={key: _names(table, "metadata", key) for key in table.get("metadata", {})},
        report_types=frozenset(_names(table, "linked_data", "types")),
        visible_date=_names(table, "visible", "date"),
        visible_byline=_names(table, "visible", "byline"),
        rubbish_words=frozenset(_names(table, "rubbish", "words")),
        rubbish_parts=frozenset(_names(table, "rubbish", "parts")),
        rubbish_roles=frozenset(_names(table, "rubbish", "roles")),
        rubbish_elements=frozenset(_names(table, "rubbish", "elements")),
        columns={key: _names(table, "columns", key) for key in table.get("columns", {})},
    )
