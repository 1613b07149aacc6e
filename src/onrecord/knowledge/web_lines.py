"""Lines that a news site puts around and between the paragraphs of a report; each pattern with its examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["WebLine", "WebLines", "load_web_lines"]

_FILE = "layout/web.toml"
_LONGEST_LINE = 600
_HARD_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class WebLine:
    """One pattern of a whole stripped line; ``is_evidence`` if the line says something of the report (a correction)."""

    id: str
    written: str
    is_evidence: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern alone; reading uses all of them together, so that start-up compiles each but once.

        Raises:
            KnowledgeError: it is no regular expression.

        """
        try:
            return re.compile(self.written)
        except re.error as error:
            raise KnowledgeError(f"{_FILE}: {self.id}: not a regular expression: {error}") from error


@dataclass(frozen=True, slots=True)
class WebLines:
    """The patterns, together and one by one."""

    entries: tuple[WebLine, ...]
    of_the_site: re.Pattern[str]
    evidence: re.Pattern[str]

    def is_of_the_site(self, line: str) -> bool:
        """Whether a stripped line belongs to the site and says nothing of the report: a cookie wall, a share line."""
        return len(line) <= _LONGEST_LINE and self.of_the_site.fullmatch(line.replace(_HARD_SPACE, " ")) is not None

    def is_evidence(self, line: str) -> bool:
        """Whether a stripped line is about the report and no prose of it: a correction, a live blog's stamp."""
        return len(line) <= _LONGEST_LINE and self.evidence.fullmatch(line.replace(_HARD_SPACE, " ")) is not None


def _entry(row: dict[str, object]) -> WebLine:
    name = row.get("id")
    missing = {"id", "pattern", "examples", "counter_examples"} - set(row)
    if missing:
        raise KnowledgeError(f"{_FILE}: {name}: missing {', '.join(sorted(missing))}")
    examples, counters = row["examples"], row["counter_examples"]
    if not isinstance(examples, list) or not isinstance(counters, list):
        raise KnowledgeError(f"{_FILE}: {name}: examples and counter_examples are lists")
    return WebLine(str(name), str(row["pattern"]), bool(row.get("evidence", False)), tuple(examples), tuple(counters))


def _join(entries: list[WebLine]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{entry.written})" for entry in entries))
    except re.error:
        for entry in entries:
            _ = entry.pattern  # raises with the name of the entry at fault
        raise


@cache
def load_web_lines() -> WebLines:
    """The checked patterns of ``layout/web.toml``.

    Raises:
        KnowledgeError: an entry lacks a field, or its pattern does not compile.

    """
    entries = tuple(_entry(row) for row in read_toml(_FILE).get("line", ()))
    site = [entry for entry in entries if not entry.is_evidence]
    evidence = [entry for entry in entries if entry.is_evidence]
    if not site or not evidence:
        raise KnowledgeError(f"{_FILE}: expected lines of the site and lines that are evidence")
    return WebLines(entries, _join(site), _join(evidence))
