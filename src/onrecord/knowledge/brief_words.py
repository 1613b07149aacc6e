"""The words a brief is made of: ``knowledge/brief/words.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["BriefWords", "load_brief_words"]

_FILE = "brief/words.toml"


@dataclass(frozen=True, slots=True)
class BriefWords:
    """``sectors``, ``stages`` and ``verdicts`` have places to fill; ``numbers`` goes by the digit as a string.

    ``bare`` is put in the place of "is said to" where nobody says so; ``own`` has sectors that stand for their state.
    """

    sectors: Mapping[str, str]
    stages: Mapping[str, str]
    sayings: Mapping[str, str]
    certainty: Mapping[str, str]
    numbers: Mapping[str, str]
    verdicts: Mapping[str, str]
    bare: Mapping[str, str]
    own: Mapping[str, Sequence[str]]


@cache
def load_brief_words() -> BriefWords:
    """The checked tables.

    Raises:
        KnowledgeError: a table is missing, or a stage does not name its parties.

    """
    tables = read_toml(_FILE)
    for field in fields(BriefWords):
        if not tables.get(field.name):
            raise KnowledgeError(f"{_FILE}: table [{field.name}] is missing or empty")
    for stage, words in (tables["stages"] | tables["sayings"]).items():
        if not all(place in words for place in ("{s}", "{r}", "{i}")):
            raise KnowledgeError(f"{_FILE}: stages: {stage} lacks one of {{s}}, {{r}}, {{i}}")
    return BriefWords(**tables)
