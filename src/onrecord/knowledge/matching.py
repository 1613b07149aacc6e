"""What keeps two tellings of a large record apart: ``knowledge/resolution/matching.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["MatchingRules", "load_matching_rules"]


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """Checked content of ``matching.toml``; scores are logits, windows are days."""

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


@cache
def load_matching_rules() -> MatchingRules:
    """The rules, loaded once.

    Raises:
        KnowledgeError: a value is missing or unknown.

    """
    name = "resolution/matching.toml"
    try:
        return MatchingRules(**read_toml(name))
    except TypeError as error:
        raise KnowledgeError(f"{name}: {error}") from error
