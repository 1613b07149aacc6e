"""One name in several spellings: "Sergej Lavrow" and "Sergey Lavrov", "Abdel-Fattah Elsisi" and "Abdul Fattah al-Sisi".

Two names are one where their consonants agree and their vowels nearly do.  The index over all persons and
organisations of ``knowledge/actors`` is built once, on first use; the rules are in ``actors/spellings.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from onrecord.errors import KnowledgeError
from onrecord.knowledge.actor_names import ActorNames, NameEntry, fold, load_actor_names
from onrecord.knowledge.files import read_toml

__all__ = ["Found", "find_spellings", "name_bones", "name_sound"]

_FILE = "actors/spellings.toml"
_KINDS = frozenset({"person", "group", "party", "agency", "outlet"})
_WORDS = re.compile(r"[a-z]+")
_INITIAL = re.compile(r"\b([A-Z])(?:\.|\b(?!'))")
_TWICE = re.compile(r"(.)\1+")
_LAST_J = re.compile(r"(?<=[aeiouy])j(?![aeiouy])")
_MARKS = str.maketrans("", "", "'`.")
_SHORTEST_GIVEN = 4
_LONG_GIVEN = 6
Waver = Literal["firm", "given", "loose"]
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Found:
    """The readings of the known name that another spells; ``is_exact``: only marks, blanks or initials differ."""

    entries: tuple[NameEntry, ...]
    is_exact: bool


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A name of the knowledge by its sound; ``waver`` tells how far its letters waver in English."""

    sound: str
    words: tuple[str, ...]
    initials: frozenset[str]
    entries: tuple[NameEntry, ...]
    waver: Waver


@dataclass(frozen=True, slots=True)
class _Rules:
    letters: tuple[tuple[str, str], ...]
    vowels: dict[int, str]
    no_vowels: dict[int, None]
    articles: frozenset[str]
    loose_words: frozenset[str]
    transliterated: frozenset[str]
    turned: frozenset[str]
    letters_per_difference: int
    shortest: int


@cache
def _rules() -> _Rules:
    data: dict[str, Any] = read_toml(_FILE)
    try:
        classes = data["vowels"]
        return _Rules(
            letters=tuple((old, new) for old, new in data["letters"]),
            vowels={ord(letter): group[0] for group in classes for letter in group},
            no_vowels=dict.fromkeys(ord(letter) for group in classes for letter in group),
            articles=frozenset(data["articles"]),
            loose_words=frozenset(data["loose_words"]),
            transliterated=frozenset(data["transliterated"]),
            turned=frozenset(data["turned"]),
            letters_per_difference=data["letters_per_difference"],
            shortest=data["shortest"],
        )
    except KeyError as error:
        raise KnowledgeError(f"{_FILE}: {error} is missing") from error


def _name_words(name: str) -> list[str]:
    """The telling words of a name: no initials, articles, generations or honours; "Jong-*il*" keeps its last word."""
    rules = _rules()
    words = _WORDS.findall(fold(name).translate(_MARKS).lower())
    telling = [w for w in words[:-1] if len(w) > 1 and w not in rules.articles and w not in rules.loose_words]
    telling += [w for w in words[-1:] if w not in rules.loose_words]
    return telling if len(telling) > 1 else words


def _initials(name: str) -> frozenset[str]:
    """The single letters of a name: "George *W.* Bush" is not "George *H.W.* Bush"."""
    return frozenset(_INITIAL.findall(fold(name)))


def _plain_letters(words: Iterable[str]) -> str:
    text = "".join(words)
    for old, new in _rules().letters:
        if old in text:
            text = text.replace(old, new)
    return _LAST_J.sub("i", text)


def name_sound(name: str) -> str:
    """A name by its sound, vowels in classes: "Husain" and "Hossein" are one letter apart."""
    return _sound(_name_words(name))


def _sound(words: Iterable[str]) -> str:
    return _TWICE.sub(r"\1", _plain_letters(words).translate(_rules().vowels))


def name_bones(name: str) -> str:
    """The consonants of a name, the key of the index."""
    return _bones(_name_words(name))


def _bones(words: Iterable[str]) -> str:
    return _TWICE.sub(r"\1", _plain_letters(words).translate(_rules().no_vowels))


def _orders(words: list[str], state: str) -> Iterator[list[str]]:
    """The words of a name as given, and where the family name comes first, with that last."""
    yield words
    if state in _rules().turned and len(words) > 1 and len("".join(words[1:])) >= _SHORTEST_GIVEN:
        yield [*words[1:], words[0]]


def _home(entry: NameEntry, names: ActorNames) -> str:
    return names.persons[entry.id].terms[-1].id[:3] if entry.kind == "person" else entry.home[:3]


def _waver(entry: NameEntry, home: str, names: ActorNames) -> Waver:
    """How far a name wavers: Chinese syllables not at all, Arabic and Cyrillic vowels, Latin given names a letter."""
    if entry.kind not in ("person", "group") or home in _rules().turned:
        return "firm"
    if home in _rules().transliterated or entry.kind == "group" or entry.id in names.armed_groups:
        return "loose"
    return "given"


def _distance_of(spelling: _Spelling, words: list[str], sound: str, most: int) -> int | None:
    """In how many letters a name differs from a spelling, ``None`` where they are two names."""
    if spelling.waver == "loose":
        distance = _distance(sound, spelling.sound, most)
        return distance if distance <= most and sound[0] == spelling.sound[0] else None
    if "".join(words) == "".join(spelling.words):
        return 0
    is_silent = (
        spelling.waver == "given"
        and spelling.words[1:] == tuple(words[1:])
        and min(len(words[0]), len(spelling.words[0])) >= _LONG_GIVEN
        and abs(len(words[0]) - len(spelling.words[0])) == 1
    )
    return 1 if is_silent and _distance(words[0], spelling.words[0], 1) == 1 else None


@cache
def _index() -> dict[str, tuple[_Spelling, ...]]:
    names, rules = load_actor_names(), _rules()
    index: dict[str, list[_Spelling]] = {}
    for text, entries in names.names.items():
        if " " not in text or entries[0].kind not in _KINDS:
            continue
        words = _name_words(text)
        if len(words) < 2 or sum(map(len, words)) < rules.shortest:
            continue
        home = _home(entries[0], names)
        initials = _initials(text)
        waver = _waver(entries[0], home, names)
        for order in _orders(words, home):
            index.setdefault(_bones(order), []).append(_Spelling(_sound(order), tuple(order), initials, entries, waver))
    return {key: tuple(found) for key, found in index.items()}


def _distance(one: str, other: str, most: int) -> int:
    """Letters to put in, take out or change; stops counting above ``most``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, rival in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (letter != rival))
    return row[-1]


@lru_cache(maxsize=_REMEMBERED)
def find_spellings(name: str) -> Found | None:
    """The known name that a name of several words spells in another way, ``None`` if there is none.

    Names in Latin letters at home may only differ in a silent letter of the given name: "Philip" and "Phillip".
    """
    words, rules = _name_words(name), _rules()
    if len(words) < 2 or sum(map(len, words)) < rules.shortest:
        return None
    sound, initials = _sound(words), _initials(name)
    most = max(1, len(sound) // rules.letters_per_difference)
    best = (most + 1, True)
    entries: tuple[NameEntry, ...] = ()
    for spelling in _index().get(_bones(words), ()):
        if initials and spelling.initials and initials != spelling.initials:
            continue
        distance = _distance_of(spelling, words, sound, most)
        if distance is not None and (distance, initials != spelling.initials) < best:
            best, entries = (distance, initials != spelling.initials), spelling.entries
    return Found(entries, best[0] == 0) if entries else None
