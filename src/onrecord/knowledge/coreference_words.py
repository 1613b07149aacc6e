"""The words and weights of coreference: pronouns, nouns that point back, epithets of states, names of women and men.

Loads ``knowledge/coreference/*.toml`` once, on first use, and checks them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["CoreferenceWords", "Weights", "load_coreference_words"]

_FOLDER = "coreference"
_PRONOUN_CLASSES = ("male", "female", "thing", "plural", "first_plural", "first_singular", "relative")
_ROLES = (
    "subject", "passive", "agent", "object", "indirect", "attribute", "possessive", "oblique", "nested",
    "modifier", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for and against a candidate; numbers of one scale, added up."""

    margin: float
    sentences_back: int
    sentences_back_person: int
    role: dict[str, float]
    distance: dict[str, float]
    bonus: dict[str, float]
    thing: dict[str, float]
    least: dict[str, float]
    penalty: dict[str, float]


@dataclass(frozen=True, slots=True)
class CoreferenceWords:
    """All of ``knowledge/coreference``; every key and member is lower case.

    ``pronouns`` maps a word to its class; ``nouns`` and ``plurals`` map a noun to the sorts of actor it stands for;
    ``epithets`` maps a word to the states it is said of, ``sole`` a phrase to its one state.
    """

    pronouns: dict[str, str]
    determiners: frozenset[str]
    plural_determiners: frozenset[str]
    numbers: dict[str, int]
    nouns: dict[str, frozenset[str]]
    plurals: dict[str, frozenset[str]]
    counted_only: frozenset[str]
    new_again: frozenset[str]
    joining: tuple[frozenset[str], frozenset[str]]
    empty_verbs: frozenset[str]
    empty_adjectives: frozenset[str]
    empty_passives: frozenset[str]
    never_meant: frozenset[str]
    actor_nouns: frozenset[str]
    crowds: frozenset[str]
    private: frozenset[str]
    statements: frozenset[str]
    militant_words: frozenset[str]
    civic_words: frozenset[str]
    speech_verbs: frozenset[str]
    agentive_verbs: frozenset[str]
    happening_verbs: frozenset[str]
    happenings: frozenset[str]
    addressing_verbs: frozenset[str]
    addressing_prepositions: frozenset[str]
    document_verbs: frozenset[str]
    documents: frozenset[str]
    epithets: dict[str, frozenset[str]]
    sole: dict[str, str]
    bodies: dict[str, frozenset[str]]
    sectors: dict[str, frozenset[str]]
    peoples: frozenset[str]
    female_names: frozenset[str]
    male_names: frozenset[str]
    female_words: frozenset[str]
    male_words: frozenset[str]
    weights: Weights


def _inverted(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """From sort: words to word: sorts."""
    found: dict[str, set[str]] = {}
    for sort, words in table.items():
        for word in words:
            found.setdefault(word, set()).add(sort)
    return {word: frozenset(sorts) for word, sorts in found.items()}


def _pronouns(data: dict[str, Any]) -> dict[str, str]:
    table = data["pronouns"]
    if set(table) != set(_PRONOUN_CLASSES):
        raise KnowledgeError(f"{_FOLDER}/anaphors.toml: pronouns: expected the classes {', '.join(_PRONOUN_CLASSES)}")
    return {word: name for name, words in table.items() for word in words}


def _weights() -> Weights:
    data = read_toml(f"{_FOLDER}/weights.toml")
    if set(data["thing"]) != set(data["least"]):
        raise KnowledgeError(f"{_FOLDER}/weights.toml: least: expected the same places as thing")
    if set(data["role"]) != set(_ROLES):
        raise KnowledgeError(f"{_FOLDER}/weights.toml: role: expected {', '.join(_ROLES)}")
    return Weights(
        margin=data["margin"],
        sentences_back=data["sentences_back"],
        sentences_back_person=data["sentences_back_person"],
        role=data["role"],
        distance=data["distance"],
        bonus=data["bonus"],
        thing=data["thing"],
        least=data["least"],
        penalty=data["penalty"],
    )


def _epithets(data: dict[str, Any]) -> dict[str, frozenset[str]]:
    for word, states in data["words"].items():
        wrong = [state for state in states if not (len(state) == len("ISO") and state.isupper())]
        if wrong:
            raise KnowledgeError(f"{_FOLDER}/epithets.toml: {word}: {wrong} are no ISO 3166-1 alpha-3 codes")
    return {word: frozenset(states) for word, states in data["words"].items()}


def _words(table: dict[str, list[str]], *keys: str) -> frozenset[str]:
    return frozenset(word for key in keys for word in table[key])


def _anaphor_words(data: dict[str, Any]) -> dict[str, Any]:
    joining, empty, groups = data["joining"], data["empty_it"], data["group_words"]
    return {
        "pronouns": _pronouns(data),
        "determiners": _words(data["determiners"], "singular"),
        "plural_determiners": _words(data["determiners"], "plural"),
        "numbers": data["numbers"],
        "nouns": _inverted(data["nouns"]),
        "plurals": _inverted(data["plurals"]),
        "counted_only": _words(data["counted_only"], "nouns"),
        "new_again": _words(data["new_again"], "words"),
        "joining": (_words(joining, "verbs"), _words(joining, "prepositions")),
        "empty_verbs": _words(empty, "verbs"),
        "empty_adjectives": _words(empty, "adjectives"),
        "empty_passives": _words(empty, "passives"),
        "never_meant": _words(data["never_meant"], "nouns"),
        "statements": _words(data["statements"], "nouns"),
        "private": _words(data["private"], "nouns"),
        "crowds": _words(data["crowds"], "nouns"),
        "militant_words": _words(groups, "militant"),
        "civic_words": _words(groups, "civic"),
        "actor_nouns": _words(data["actor_nouns"], "nouns"),
    }


def _verb_words(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "speech_verbs": _words(data, "speech"),
        "agentive_verbs": _words(data, "speech", "acting"),
        "happening_verbs": _words(data, "of_happenings"),
        "happenings": _words(data, "happenings"),
        "addressing_verbs": _words(data, "addressing"),
        "addressing_prepositions": _words(data, "addressing_prepositions"),
        "document_verbs": _words(data, "of_documents"),
        "documents": _words(data, "documents"),
    }


def _epithet_words(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "epithets": _epithets(data),
        "sole": data["sole"],
        "bodies": {sort: frozenset(ids) for sort, ids in data["bodies"].items()},
        "peoples": _words(data, "peoples"),
        "sectors": {sort: frozenset(codes) for sort, codes in data["sectors"].items()},
    }


def _person_words(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "female_names": _words(data, "female_names"),
        "male_names": _words(data, "male_names"),
        "female_words": _words(data, "female_titles", "female_nouns"),
        "male_words": _words(data, "male_titles", "male_nouns"),
    }


@cache
def load_coreference_words() -> CoreferenceWords:
    """Everything in ``knowledge/coreference``.

    Raises:
        KnowledgeError: a file is missing or breaks its schema; the message starts with the file and the entry.

    """
    try:
        return CoreferenceWords(
            **_anaphor_words(read_toml(f"{_FOLDER}/anaphors.toml")),
            **_verb_words(read_toml(f"{_FOLDER}/verbs.toml")),
            **_epithet_words(read_toml(f"{_FOLDER}/epithets.toml")),
            **_person_words(read_toml(f"{_FOLDER}/persons.toml")),
            weights=_weights(),
        )
    except KeyError as error:
        raise KnowledgeError(f"{_FOLDER}: the table or key {error} is missing; put it back") from error
