"""The words that describe actors: agent nouns with their sectors, and the grammar words around them.

Loads ``knowledge/actors/agents.toml`` and ``agents_grammar.toml``; :func:`load_actor_names` hands them on.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.errors import KnowledgeError

__all__ = ["Agent", "Grammar", "load_agents", "load_grammar", "load_sectors"]

_PACKAGE = "onrecord.knowledge.actors"


@dataclass(frozen=True, slots=True)
class Agent:
    """One agent noun; the fields are those of ``agents.toml``."""

    noun: str
    group: str
    sector: str
    type: str
    is_strong: bool
    hides: bool
    needs_state: bool
    is_title: bool
    is_unknown_alone: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word lists of ``agents_grammar.toml``."""

    sector_words: dict[str, str]
    former: frozenset[str]
    not_owner_tails: frozenset[str]
    turning_prefixes: frozenset[str]
    owner_prepositions: tuple[str, ...]
    placed_sectors: frozenset[str]
    discourse_sectors: frozenset[str]
    courtesies: frozenset[str]
    speech_verbs: frozenset[str]
    person_verbs: frozenset[str]
    name_links: frozenset[str]
    quoting_verbs: frozenset[str]
    famous_acronyms: frozenset[str]
    no_names: frozenset[str]
    group_nouns: frozenset[str]
    capital_agents: frozenset[str]
    alien_words: frozenset[str]
    land_plurals: frozenset[str]
    member_nouns: frozenset[str]
    few_words: frozenset[str]
    other_words: frozenset[str]
    alien_nouns: frozenset[str]
    aircraft_nouns: frozenset[str]
    aircraft_names: frozenset[str]
    company_tails: frozenset[str]
    no_acronyms: frozenset[str]
    place_prepositions: frozenset[str]
    motion_verbs: frozenset[str]
    inside_prepositions: frozenset[str]
    no_place_after: frozenset[str]
    motion_nouns: frozenset[str]
    from_gives: frozenset[str]
    no_agents: frozenset[str]
    no_agents_before: dict[str, frozenset[str]]
    loyal_words: frozenset[str]
    plain_name_words: frozenset[str]
    common_surnames: frozenset[str]
    office_nouns: dict[str, tuple[str, ...]]
    typical_states: dict[str, tuple[str, ...]]
    bridges: dict[str, tuple[str, ...]]
    state_ties: frozenset[str]
    state_press: frozenset[str]
    to_owners: frozenset[str]
    adjective_nouns: frozenset[str]


def _toml(filename: str) -> dict[str, Any]:
    try:
        return tomllib.loads(files(_PACKAGE).joinpath(filename).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{filename}: {error}") from error


@cache
def load_sectors() -> frozenset[str]:
    """The sector codes an actor id may carry."""
    return frozenset(_toml("agents_grammar.toml")["sectors"])


def load_agents() -> dict[str, Agent]:
    """Agent nouns by their lower-case form; the first group that lists a noun has it."""
    agents: dict[str, Agent] = {}
    for group in _toml("agents.toml")["group"]:
        if group["sector"] and group["sector"] not in load_sectors():
            raise KnowledgeError(
                f"agents.toml: {group['id']}: sector {group['sector']!r} is none of {sorted(load_sectors())}"
            )
        for noun in group["nouns"]:
            agents.setdefault(
                noun,
                Agent(
                    noun=noun,
                    group=group["id"],
                    sector=group["sector"],
                    type=group["type"],
                    is_strong=group["strength"] == "strong",
                    hides=group.get("hides", False),
                    needs_state=group.get("needs") == "state",
                    is_title=group.get("title", False),
                    is_unknown_alone=group.get("alone") == "unknown",
                ),
            )
    return agents


def load_grammar() -> Grammar:
    """The word lists of ``agents_grammar.toml``."""
    data = _toml("agents_grammar.toml")
    words, place = data["words"], data["place"]
    return Grammar(
        sector_words=data["sector_words"],
        owner_prepositions=tuple(words["owner_prepositions"]),
        place_prepositions=frozenset(place["prepositions"]),
        motion_verbs=frozenset(place["motion_verbs"]),
        inside_prepositions=frozenset(place["inside_prepositions"]),
        no_place_after=frozenset(place["no_place_after"]),
        motion_nouns=frozenset(place["motion_nouns"]),
        from_gives=frozenset(place["from_gives"]),
        no_agents_before={noun: frozenset(after) for noun, after in words["no_agents_before"].items()},
        typical_states={noun: tuple(states) for noun, states in data["typical_states"].items()},
        bridges={kind: tuple(nouns) for kind, nouns in data["bridges"].items()},
        office_nouns={office: tuple(nouns) for office, nouns in data["office_nouns"].items()},
        **{
            key: frozenset(words[key])
            for key in (
                "former", "not_owner_tails", "turning_prefixes", "placed_sectors",
                "discourse_sectors", "courtesies", "speech_verbs", "no_agents",
                "loyal_words", "plain_name_words", "common_surnames", "state_ties", "state_press",
                "famous_acronyms", "no_names", "group_nouns", "capital_agents", "alien_words",
                "aircraft_nouns", "aircraft_names", "alien_nouns", "other_words", "few_words",
                "member_nouns", "land_plurals",
                "company_tails", "person_verbs", "name_links", "quoting_verbs",
                "no_acronyms", "to_owners", "adjective_nouns",
            )
        },
    )  # fmt: skip
