"""When two reports are one text, and how agencies sign theirs: ``knowledge/resolution/copies.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["CopyRules", "load_copy_rules"]


@dataclass(frozen=True, slots=True)
class CopyRules:
    """Checked content of ``resolution/copies.toml`` by the names there; ``names`` and ``tags`` give agency ids."""

    version: int
    shingle_words: int
    permutations: int
    band_rows: int
    seed: int
    near_copy: float
    same_agency: float
    excerpt: float
    excerpt_sentences: int
    sentence_words: int
    quote_words: int
    sentence_keys: int
    head_characters: int
    tail_characters: int
    names: Mapping[str, str]
    tags: Mapping[str, str]


@cache
def load_copy_rules() -> CopyRules:
    """The rules, loaded once.

    Raises:
        KnowledgeError: a value is missing or unknown, the bands do not part the sketch, or two agencies share a tag.

    """
    name = "resolution/copies.toml"
    table = read_toml(name)
    agencies = table.pop("agency", [])
    names = {word.lower(): row["id"] for row in agencies for word in row["names"]}
    tags = {word: row["id"] for row in agencies for word in row["tags"]}
    if len(tags) != sum(len(row["tags"]) for row in agencies):
        raise KnowledgeError(f"{name}: two agencies share a tag; give each its own")
    try:
        rules = CopyRules(**table, names=names, tags=tags)
    except TypeError as error:
        raise KnowledgeError(f"{name}: {error}") from error
    if rules.permutations % rules.band_rows:
        raise KnowledgeError(f"{name}: band_rows {rules.band_rows} does not part {rules.permutations} permutations")
    return rules
