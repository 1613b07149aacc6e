"""How news is laid out: datelines in front of a lead, and lines that are no prose of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.web_lines import load_web_lines

__all__ = ["Layout", "LayoutEntry", "load_layout"]

_FILE = "layout/layout.toml"
_LONGEST_DATELINE = 160
_LONGEST_BOILERPLATE = 400
_HARD_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class LayoutEntry:
    """One pattern with examples that match and counter-examples that do not."""

    id: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The patterns; a boilerplate pattern matches a whole stripped line, a dateline pattern the start of one."""

    boilerplate: tuple[LayoutEntry, ...]
    datelines: tuple[LayoutEntry, ...]
    closings: tuple[LayoutEntry, ...]
    any_boilerplate: re.Pattern[str]
    any_dateline: re.Pattern[str]
    any_closing: re.Pattern[str]
    sentence_openers: frozenset[str]

    def is_boilerplate(self, line: str) -> bool:
        """Whether a stripped line is a byline, credit, share line, copyright notice or the like."""
        if len(line) > _LONGEST_BOILERPLATE:
            return False
        is_known = self.any_boilerplate.fullmatch(line.replace(_HARD_SPACE, " ")) is not None
        return is_known or load_web_lines().is_of_the_site(line) or load_web_lines().is_evidence(line)

    @property
    def longest_dateline(self) -> int:
        """Characters from the start of a line in which a dateline must end."""
        return _LONGEST_DATELINE

    def closing_length(self, line: str) -> int | None:
        """Characters of a credit after the last sentence ("... said. *(Reporting by A)*"), or ``None``."""
        tail = line[-_LONGEST_BOILERPLATE:]
        match = self.any_closing.search(tail)
        return len(tail) - match.start() if match else None

    def opens_sentence(self, text: str) -> bool:
        """Whether a text starts with a word that opens sentences and seldom goes on in a title: "*The* talks"."""
        return text.partition(" ")[0] in self.sentence_openers

    def dateline_length(self, line: str) -> int | None:
        """Characters of the dateline in front of a lead ("*GENEVA (Reuters) - *Talks"), or ``None``."""
        match = self.any_dateline.match(line[:_LONGEST_DATELINE].replace(_HARD_SPACE, " "))
        return match.end() if match else None


def _pattern(entry: str, text: str, parts: dict[str, str]) -> re.Pattern[str]:
    for name, part in parts.items():
        text = text.replace("{" + name + "}", "(?:" + part + ")")
    try:
        return re.compile(text)
    except re.error as error:
        raise KnowledgeError(f"{_FILE}: {entry}: not a regular expression: {error}") from error


def _entries(table: dict[str, object], kind: str, parts: dict[str, str]) -> tuple[LayoutEntry, ...]:
    rows = table.get(kind)
    if not isinstance(rows, list) or not rows:
        raise KnowledgeError(f"{_FILE}: {kind}: expected at least one [[{kind}]] entry")
    entries = []
    for row in rows:
        missing = {"id", "pattern", "examples", "counter_examples"} - set(row)
        if missing:
            raise KnowledgeError(f"{_FILE}: {row.get('id', kind)}: missing {', '.join(sorted(missing))}")
        pattern = _pattern(row["id"], row["pattern"], parts)
        entries.append(LayoutEntry(row["id"], pattern, tuple(row["examples"]), tuple(row["counter_examples"])))
    return tuple(entries)


def _join(entries: tuple[LayoutEntry, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry.pattern.pattern})" for entry in entries))


@cache
def load_layout() -> Layout:
    """The checked patterns of ``layout/layout.toml``.

    Raises:
        KnowledgeError: an entry lacks a field, or its pattern does not compile.

    """
    table = read_toml(_FILE)
    parts = {str(name): str(part) for name, part in table.get("parts", {}).items()}
    boilerplate = _entries(table, "boilerplate", parts)
    datelines = _entries(table, "dateline", parts)
    closings = _entries(table, "closing", parts)
    openers = frozenset(table["opening"]["sentence_openers"])
    return Layout(boilerplate, datelines, closings, _join(boilerplate), _join(datelines), _join(closings), openers)
