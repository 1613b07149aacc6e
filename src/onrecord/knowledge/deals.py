"""Terms, condition, go-betweens and money of a deal in arms: ``knowledge/arms/deals.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["DealWords", "load_deals"]

_FILE = "arms/deals.toml"
_TERMS = frozenset({"sale", "donation", "loan", "lease", "barter", "licence", "co-production"})
_CONDITIONS = frozenset({"new", "second_hand", "modernised"})


@dataclass(frozen=True, slots=True)
class DealWords:
    """Lemmas and phrases, in lower case, to what they say of a deal; ``currencies`` has the longest sign first."""

    terms: Mapping[str, str]
    phrases: Mapping[str, str]
    condition: Mapping[str, str]
    brokering: frozenset[str]
    routes: tuple[str, ...]
    traders: frozenset[str]
    currencies: Mapping[str, str]
    scales: Mapping[str, int]


@cache
def load_deals() -> DealWords:
    """The checked tables.

    Raises:
        KnowledgeError: a table is missing, or has terms or a condition that no transfer may have.

    """
    table = read_toml(_FILE)
    if not (set(table["terms"]) | set(table["phrases"]) <= _TERMS and set(table["condition"]) <= _CONDITIONS):
        raise KnowledgeError(f"{_FILE}: terms must be among {sorted(_TERMS)}, conditions among {sorted(_CONDITIONS)}")
    signs = sorted(table["currencies"].items(), key=lambda pair: -len(pair[0]))
    between = table["between"]
    return DealWords(
        terms=_turned(table["terms"]),
        phrases=_turned(table["phrases"]),
        condition=_turned(table["condition"]),
        brokering=frozenset(between["brokering"]),
        routes=tuple(between["routes"]),
        traders=frozenset(between["traders"]),
        currencies=dict(signs),
        scales=table["scales"],
    )


def _turned(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words}
