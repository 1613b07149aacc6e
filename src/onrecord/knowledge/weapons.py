"""Arms: generic terms with category, and the predicates that move them: ``knowledge/arms/``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.knowledge.files import read_toml

__all__ = ["ArmsAction", "ArmsKnowledge", "ArmsTerm", "load_arms"]


@dataclass(frozen=True, slots=True)
class ArmsTerm:
    """A class of arms: UN Register head or a word, and munitions-list class; ``None`` where the word is too wide."""

    category: str | None
    munitions_list: str | None
    designation: str | None = None


@dataclass(frozen=True, slots=True)
class ArmsAction:
    """A way for arms to change hands, and the deep roles in which supplier and recipient stand, best first."""

    stage: str
    supplier: tuple[str, ...]
    recipient: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArmsKnowledge:
    """Lemma phrases to terms (up to ``longest`` words), and predicates to actions."""

    terms: Mapping[str, ArmsTerm]
    longest: int
    verbs: Mapping[str, ArmsAction]
    nouns: Mapping[str, ArmsAction]
    designation: re.Pattern[str]
    containers: frozenset[str]


@cache
def load_arms() -> ArmsKnowledge:
    """The checked tables.

    Raises:
        KnowledgeError: a file is missing or is not TOML.
    """
    terms: dict[str, ArmsTerm] = {}
    table = read_toml("arms/terms.toml")
    for row in table["term"]:
        term = ArmsTerm(row["category"] or None, row["munitions_list"] or None)
        terms.update(dict.fromkeys(row["words"], term))
    rows = read_toml("arms/actions.toml")["action"]
    return ArmsKnowledge(
        terms=terms,
        longest=max(len(words.split()) for words in terms),
        verbs=_actions(rows, "verbs"),
        nouns=_actions(rows, "nouns"),
        # KN-23, S-400, F-16C/D, MiG-29, Su-35, 9M723: one to four letters or digits, a hyphen, digits.
        designation=re.compile(r"(?:[A-Z][A-Za-z]{0,3}-\d{1,4}[A-Z]{0,3}(?:/[A-Z])?|\d[A-Z]\d{2,4}[A-Z]?)\Z"),
        containers=frozenset(table["containers"]),
    )


def _actions(rows: list[dict[str, Any]], kind: str) -> dict[str, ArmsAction]:
    found: dict[str, ArmsAction] = {}
    for row in rows:
        action = ArmsAction(row["stage"], tuple(row["supplier"]), tuple(row["recipient"]))
        for lemma in row[kind]:
            found.setdefault(lemma, action)
    return found
