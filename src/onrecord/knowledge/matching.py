"""What keeps two tellings of a large record apart: ``knowledge/resolution/matching.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.linking import stem_of
from onrecord.knowledge.weapons import load_arms

__all__ = ["MatchingRules", "load_matching_rules"]


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """Checked content of ``matching.toml``; scores are logits, windows days, words stems.

    ``arms`` has the stems of all arms terms too.
    """

    window_days: int
    grace_days: int
    names: int
    keys: int
    same: float
    different: float
    join: float
    absent: float
    sure: float
    most: int
    handing: frozenset[str]
    taking: frozenset[str]
    handing_types: frozenset[str]
    arming: frozenset[str]
    arms: frozenset[str]


@cache
def load_matching_rules() -> MatchingRules:
    """The rules, loaded once.

    Raises:
        KnowledgeError: a value is missing or unknown.

    """
    name = "resolution/matching.toml"
    table = read_toml(name)
    try:
        table |= {key: frozenset(map(stem_of, table[key].split())) for key in ("handing", "taking", "arming", "arms")}
        table["arms"] |= {stem_of(word) for word in load_arms().ends}
        return MatchingRules(**(table | {"handing_types": frozenset(table["handing_types"])}))
    except KeyError as error:
        raise KnowledgeError(f"{name}: {error} is missing") from error
    except TypeError as error:
        raise KnowledgeError(f"{name}: {error}") from error
