"""What tells English from other languages, and the names of those."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["Languages", "load_languages"]

_FILE = "layout/languages.toml"


@dataclass(frozen=True, slots=True)
class Languages:
    """Shares are of the words of a paragraph or a report; ``names`` are by ISO 639-1 code."""

    function_words: frozenset[str]
    doubt_below: float
    names_above: float
    fewest_words: int
    times_likelier: float
    fewest_english: float
    fewest_english_words: int
    names: dict[str, str]


@cache
def load_languages() -> Languages:
    """The checked words and thresholds of ``layout/languages.toml``.

    Raises:
        KnowledgeError: a threshold is missing or no number.

    """
    table = read_toml(_FILE)
    thresholds = table.get("thresholds", {})
    for name in (
        "doubt_below",
        "names_above",
        "fewest_words",
        "times_likelier",
        "fewest_english",
        "fewest_english_words",
    ):
        if not isinstance(thresholds.get(name), int | float):
            raise KnowledgeError(f"{_FILE}: thresholds.{name}: expected a number")
    words = frozenset(table["english"]["function_words"])
    return Languages(words, names=dict(table["names"]), **thresholds)
