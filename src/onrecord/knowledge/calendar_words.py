"""The words and patterns of time expressions, checked and compiled when first used.

Values follow TIMEX3 (TimeML annotation guidelines 1.2.1); words, patterns and examples are written for Onrecord.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = [
    "CalendarWords",
    "Holiday",
    "Join",
    "Phrase",
    "Reading",
    "Rule",
    "Value",
    "load_attachment_words",
    "load_calendar_words",
]

Value = int | float | str
_LEXICON, _PHRASES, _GRAMMAR = "times/lexicon.toml", "times/phrases.toml", "times/grammar.toml"
_HOLIDAYS, _CONTEXTS = "times/holidays.toml", "times/contexts.toml"
_MADE_BY_LEXER = ("day", "short", "number", "year4", "decade", "clock", "isodate", "slashdate", "adjective", "other")
_FIRST_CODE = 0x100


@dataclass(frozen=True, slots=True)
class Reading:
    """One class a word may have, its value there, and the Penn tags (by prefix) that allow it; none allow all."""

    code: str
    value: Value
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words (in lower case) that read as one; ``proper`` asks for a capital on the first."""

    words: tuple[str, ...]
    reading: Reading
    proper: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over class codes; ``kind`` names how its match is read."""

    name: str
    kind: str
    example: str | None


@dataclass(frozen=True, slots=True)
class Join:
    """Two neighbouring expressions that are one, by their kinds and the class codes between them."""

    name: str
    kind: str
    between: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day: month and day, or nth weekday of a month (plus ``after`` days), or days from Easter."""

    month: int | None
    day: int | None
    weekday: int | None
    nth: int
    after: int
    easter: int | None
    year: int | None


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """All knowledge of time expressions; ``codes`` gives each class its one-character code.

    ``joins`` are found by (left kind, right kind); ``triggers`` are the words without which a sentence
    that has no digit has no time expression; ``lists`` are word lists that decide by context.
    """

    codes: Mapping[str, str]
    names: Mapping[str, str]
    words: Mapping[str, tuple[Reading, ...]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    triggers: frozenset[str]
    grammar: re.Pattern[str]
    rules: Mapping[str, Rule]
    joins: Mapping[tuple[str, str], tuple[Join, ...]]
    holidays: Mapping[str, Holiday]
    lists: Mapping[str, frozenset[str]]


def _codes(lexicon: Mapping[str, Any], phrases: list[Mapping[str, Any]]) -> dict[str, str]:
    names = dict.fromkeys([*lexicon, *(phrase["class"] for phrase in phrases), *_MADE_BY_LEXER])
    return {name: chr(_FIRST_CODE + i) for i, name in enumerate(names)}


def _spellings(word: str, case: str) -> set[str]:
    written = {word.capitalize(), word.upper()}
    return written | {word} if case == "any" else written


def _words(lexicon: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, tuple[Reading, ...]]:
    words: dict[str, tuple[Reading, ...]] = {}
    for name, entry in lexicon.items():
        if entry.get("case") not in ("any", "proper") or not entry.get("words"):
            raise KnowledgeError(f'{_LEXICON}: {name}: expected case = "any" or "proper" and a table of words')
        tags = tuple(entry.get("tags", ()))
        for word, value in entry["words"].items():
            for spelling in _spellings(word, entry["case"]):
                words[spelling] = (*words.get(spelling, ()), Reading(codes[name], value, tags))
    return words


def _phrases(entries: list[Mapping[str, Any]], codes: Mapping[str, str]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for entry in entries:
        reading = Reading(codes[entry["class"]], entry["value"], ())
        for text in entry["texts"]:
            words = tuple(text.split())
            found.setdefault(words[0], []).append(Phrase(words, reading, bool(entry.get("proper"))))
    return {first: tuple(sorted(group, key=lambda p: -len(p.words))) for first, group in found.items()}


def _triggers(lexicon: Mapping[str, Any], phrases: list[Mapping[str, Any]], glue: frozenset[str]) -> frozenset[str]:
    """Words that can bear an expression; a phrase is triggered by its longest word."""
    bearing = {
        spelling
        for name, entry in lexicon.items()
        if name not in glue
        for word in entry["words"]
        for spelling in _spellings(word, entry["case"])
    }
    for entry in phrases:
        if entry["class"] not in glue:
            for text in entry["texts"]:
                bearing |= _spellings(max(text.split(), key=len), "any")
    return frozenset(bearing)


def _compile(pattern: str, macros: Mapping[str, str], codes: Mapping[str, str], entry: str) -> str:
    """A pattern in class names as a regular expression over codes."""
    for _ in range(5):
        pattern = re.sub(r"\$([a-z_]+)", lambda m: macros[m.group(1)], pattern)
    unknown = {name for name in re.findall(r"[a-z_0-9]+", pattern) if name not in codes}
    if unknown:
        raise KnowledgeError(f"{_GRAMMAR}: {entry}: unknown classes {', '.join(sorted(unknown))}")
    coded = re.sub(r"[a-z_0-9]+", lambda m: codes[m.group()], pattern)
    return re.sub(r"\((?!\?)", "(?:", coded.replace(" ", ""))


def _grammar(data: Mapping[str, Any], codes: Mapping[str, str]) -> tuple[re.Pattern[str], dict[str, Rule]]:
    """All rules as one alternation, each in a group of its own, and the rules by group name."""
    parts, rules = [], {}
    for number, entry in enumerate(data["rule"]):
        group = f"r{number}"
        rules[group] = Rule(entry["name"], entry["kind"], entry.get("example"))
        parts.append(f"(?P<{group}>{_compile(entry['pattern'], data['macros'], codes, entry['name'])})")
    return re.compile("|".join(parts)), rules


def _joins(data: Mapping[str, Any], codes: Mapping[str, str]) -> dict[tuple[str, str], tuple[Join, ...]]:
    joins: dict[tuple[str, str], tuple[Join, ...]] = {}
    for entry in data["join"]:
        pattern = _compile(entry["between"], data["macros"], codes, entry["name"])
        join = Join(entry["name"], entry["kind"], re.compile(pattern))
        for left in entry["left"]:
            for right in entry["right"]:
                joins[left, right] = (*joins.get((left, right), ()), join)
    return joins


def _holidays(data: Mapping[str, Any]) -> dict[str, Holiday]:
    allowed = {"month", "day", "weekday", "nth", "after", "easter", "year"}
    for name, entry in data.items():
        if set(entry) - allowed or not ("easter" in entry or "month" in entry):
            raise KnowledgeError(f"{_HOLIDAYS}: {name}: expected month and day, month, weekday and nth, or easter")
    return {
        name: Holiday(
            entry.get("month"), entry.get("day"), entry.get("weekday"), entry.get("nth", 1),
            entry.get("after", 0), entry.get("easter"), entry.get("year"),
        )
        for name, entry in data.items()
    }  # fmt: skip


@cache
def load_calendar_words() -> CalendarWords:
    """The words, patterns and named days of time expressions.

    Raises:
        KnowledgeError: a file breaks its schema; the message starts with ``file: entry``.

    """
    lexicon, phrases, grammar = read_toml(_LEXICON), read_toml(_PHRASES)["phrase"], read_toml(_GRAMMAR)
    lists = {name: frozenset(entry["words"]) for name, entry in read_toml(_CONTEXTS).items()}
    codes = _codes(lexicon, phrases)
    pattern, rules = _grammar(grammar, codes)
    return CalendarWords(
        codes=codes,
        names={code: name for name, code in codes.items()},
        words=_words(lexicon, codes),
        phrases=_phrases(phrases, codes),
        triggers=_triggers(lexicon, phrases, frozenset(grammar["glue"])) | frozenset(grammar["triggers"]),
        grammar=pattern,
        rules=rules,
        joins=_joins(grammar, codes),
        holidays=_holidays(read_toml(_HOLIDAYS)),
        lists=lists,
    )


@cache
def load_attachment_words() -> Mapping[str, frozenset[str]]:
    """Word lists by name that tell which events share the time of a clause.

    Raises:
        KnowledgeError: the file is missing or breaks its schema.

    """
    lists = read_toml("times/attachment.toml")
    for name, entry in lists.items():
        if not entry.get("words"):
            raise KnowledgeError(f"times/attachment.toml: {name}: expected a list of words")
    return {name: frozenset(entry["words"]) for name, entry in lists.items()}
