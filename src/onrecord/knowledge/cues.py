"""Cue words of attribution, read from ``knowledge/attribution/*.toml`` and checked when loaded."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, cast, get_args

from onrecord.errors import KnowledgeError
from onrecord.records import HolderKind, Stance

__all__ = ["FRAMES", "MEASURE", "Cue", "Cues", "Example", "Modifier", "load_cue_examples", "load_cues"]

FRAMES = frozenset({"clause", "quote", "infinitive", "person", "gerund", "object", "predicate", "raising"})
_FILES = ("verbs.toml", "nouns.toml", "adjectives.toml", "modifiers.toml", "sources.toml")
_WORD_LISTS = ("verbs", "nouns", "adjectives", "words")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that takes a source and a content; ``entry`` is the knowledge group that gave its stance."""

    lemma: str
    entry: str
    stance: Stance
    frames: frozenset[str]
    prepositions: tuple[str, ...]
    vouches: bool
    is_narrator: bool
    agentless: HolderKind
    is_attitude: bool


@dataclass(frozen=True, slots=True)
class Modifier:
    """An adverb, adjective or preposition that lays a claim on another's word."""

    word: str
    entry: str
    stance: Stance
    holder: HolderKind


MEASURE = "in"  # "*in* their opinion": the preposition that a word of measuring follows


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue words by lemma; phrasal verbs by lemma and particle; fixed phrases by first word, longest first.

    ``misread`` holds inflected forms whose lemma the pipeline gets wrong.  ``starts`` are the lemmas and the words that
    can begin a cue at all.
    """

    verbs: Mapping[str, Cue]
    phrasal: Mapping[str, Mapping[str, Cue]]
    misread: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    adverbs: Mapping[str, Modifier]
    attributives: Mapping[str, Modifier]
    prepositions: Mapping[str, tuple[tuple[tuple[str, ...], Modifier], ...]]
    perspectives: frozenset[str]
    measuring: frozenset[str]
    citing: frozenset[str]
    carriers: frozenset[str]
    learning: frozenset[str]
    settings: frozenset[str]
    times: frozenset[str]
    hidden: frozenset[str]
    roles: frozenset[str]
    documents: frozenset[str]
    standards: frozenset[str]
    labels: frozenset[str]
    organs: frozenset[str]
    starts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own with a word between stars, and whether the entry must apply to it.

    ``table`` says how: the words of verbs, nouns and modifiers are cues, of ``setting`` part of one, of ``time`` no
    content, of ``kind`` a source.
    """

    table: str
    entry: str
    text: str
    holds: bool


def _fail(file: str, entry: str, why: str) -> KnowledgeError:
    return KnowledgeError(f"knowledge/attribution/{file}: {entry}: {why}")


def _read(file: str) -> dict[str, list[dict[str, Any]]]:
    raw = files("onrecord.knowledge").joinpath("attribution", file).read_bytes()
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise _fail(file, "whole file", f"is not TOML: {error}") from error


def _check(file: str, row: dict[str, Any]) -> None:
    entry = str(row.get("id", "?"))
    for key in ("id", "source", "checked", "examples"):
        if not row.get(key):
            raise _fail(file, entry, f"has no {key}; every group needs one")
    if row.get("stance", "neutral") not in get_args(Stance):
        raise _fail(file, entry, f"stance {row['stance']!r} is not one of {get_args(Stance)}")
    unknown = set(row.get("frames", ())) - FRAMES
    if unknown:
        raise _fail(file, entry, f"frames {sorted(unknown)} are not among {sorted(FRAMES)}")
    words = _words(row)
    if not words or len(set(words)) != len(words):
        raise _fail(file, entry, "has no words, or one word twice")


def _words(row: dict[str, Any]) -> list[str]:
    return next((list(row[key]) for key in _WORD_LISTS if key in row), [])


def _groups(file: str, table: str) -> Iterator[dict[str, Any]]:
    for row in _read(file).get(table, []):
        _check(file, row)
        yield row


def _merge(first: Cue | None, word: str, row: dict[str, Any]) -> Cue:
    """A word may stand in several groups: the first gives entry, stance and vouching, frames add up."""
    frames, prepositions = frozenset(row["frames"]), tuple(row["prepositions"])
    if first is None:
        return Cue(
            lemma=word,
            entry=row["id"],
            stance=row["stance"],
            frames=frames,
            prepositions=prepositions,
            vouches=row["vouches"],
            is_narrator=row.get("subject") == "narrator",
            agentless=row.get("agentless", "unnamed"),
            is_attitude=row.get("form") == "attitude",
        )
    frames, prepositions = frames | first.frames, tuple(dict.fromkeys((*first.prepositions, *prepositions)))
    return replace(first, frames=frames, prepositions=prepositions)


def _cues(file: str) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for row in _groups(file, "group"):
        for word in _words(row):
            found[word] = _merge(found.get(word), word, row)
    return found


def _modifiers(table: str) -> dict[str, Modifier]:
    rows = list(_groups("modifiers.toml", table))
    return {w: Modifier(w, r["id"], r["stance"], r.get("holder", "named")) for r in rows for w in _words(r)}


def _by_first_word(phrases: Mapping[str, Modifier]) -> dict[str, tuple[tuple[tuple[str, ...], Modifier], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], Modifier]]] = {}
    for phrase, modifier in phrases.items():
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append((words, modifier))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


def _set(file: str, table: str, entry: str | None = None) -> frozenset[str]:
    rows = [row for row in _groups(file, table) if entry is None or row["id"] == entry]
    return frozenset(word for row in rows for word in _words(row))


# Word lists that decide by context: the field, and the file, table and entry it is read from.
_SETS: Mapping[str, tuple[str, ...]] = {
    "measuring": ("modifiers.toml", "measuring"),
    "citing": ("modifiers.toml", "citing"),
    "carriers": ("nouns.toml", "carrier"),
    "learning": ("modifiers.toml", "learning"),
    "settings": ("modifiers.toml", "setting"),
    "times": ("modifiers.toml", "time"),
    "hidden": ("sources.toml", "kind", "hidden-people"),
    "roles": ("sources.toml", "kind", "roles"),
    "documents": ("sources.toml", "kind", "documents"),
    "standards": ("sources.toml", "kind", "standards"),
    "labels": ("sources.toml", "kind", "labels"),
    "organs": ("sources.toml", "kind", "organs"),
}


@cache
def load_cues() -> Cues:
    """The cue lexicon.

    Raises:
        KnowledgeError: a file is not TOML, or a group lacks a field, names an unknown stance or frame, repeats a word.

    """
    verbs = _cues("verbs.toml")
    phrasal: dict[str, dict[str, Cue]] = {}
    for phrase in [v for v in verbs if " " in v]:
        first, rest = phrase.split(" ", 1)
        phrasal.setdefault(first, {})[rest] = verbs.pop(phrase)
    misread = {w: verbs[r["lemma"]] for r in _groups("verbs.toml", "misread") for w in _words(r)}
    nouns, adjectives = _cues("nouns.toml"), _cues("adjectives.toml")
    adverbs, attributives = _modifiers("adverb"), _modifiers("adjective")
    prepositions = _by_first_word(_modifiers("preposition"))
    perspectives = _set("modifiers.toml", "perspective")
    tables = (verbs, phrasal, misread, nouns, adjectives, adverbs, attributives, prepositions, perspectives)
    return Cues(
        verbs=MappingProxyType(verbs),
        phrasal=MappingProxyType(phrasal),
        misread=MappingProxyType(misread),
        nouns=MappingProxyType(nouns),
        adjectives=MappingProxyType(adjectives),
        adverbs=MappingProxyType(adverbs),
        attributives=MappingProxyType(attributives),
        prepositions=MappingProxyType(prepositions),
        perspectives=perspectives,
        **{name: _set(*where) for name, where in _SETS.items()},
        starts=frozenset(word for table in tables for word in table) | {MEASURE},
    )


def load_cue_examples() -> tuple[Example, ...]:
    """The examples and counter-examples of every group of every file, in file order."""
    found = []
    for file in _FILES:
        for table, rows in _read(file).items():
            for row in rows:
                found += [Example(table, row["id"], text, holds=True) for text in cast("list[str]", row["examples"])]
                found += [Example(table, row["id"], text, holds=False) for text in row.get("counter_examples", [])]
    return tuple(found)
