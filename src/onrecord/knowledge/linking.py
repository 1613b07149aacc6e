"""How tellings of one incident are recognised: ``knowledge/resolution/``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_bytes, read_toml

__all__ = [
    "LinkingRules",
    "LinkingWeights",
    "WithinWords",
    "family_of",
    "kind_of",
    "load_kinds",
    "load_linking_rules",
    "load_weights",
    "load_within_weights",
    "near_groups",
    "rarity",
    "stem_of",
]

_STEM_CACHE = 200_000
_WITHIN_NUMBERS = (
    *("before", "vague_days", "look_back", "join", "absent", "ceiling"),
    *("near_sentences", "far_days", "lead_sentences"),
)
_WITHIN_WORDS = ("apart", "definite", "later", "indefinite", "ordinal", "rank")


@dataclass(frozen=True, slots=True)
class WithinWords:
    """Content of ``[within]``: what tells two tellings of one report apart or together."""

    apart: frozenset[str]
    definite: frozenset[str]
    later: frozenset[str]
    indefinite: frozenset[str]
    ordinal: frozenset[str]
    rank: frozenset[str]
    before: int
    unmixed: frozenset[str]
    material: frozenset[str]
    mutual: frozenset[str]
    vague_days: int
    look_back: int
    join: float
    absent: float
    ceiling: float
    near_sentences: int
    far_days: int
    lead_sentences: int
    often: tuple[int, ...]
    between: tuple[int, ...]
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LinkingRules:
    """Checked content of ``linking.toml`` and ``families.toml``; ``families`` is by word and by stem."""

    report_words: int
    report_names: int
    window: int
    title_share: float
    window_days: int
    names: int
    pair_names: int
    things: int
    report_stretch: int
    same: float
    different: float
    join: float
    absent: float
    ceiling: float
    certain: float
    stop: frozenset[str]
    light: frozenset[str]
    numbers: Mapping[str, str]
    endings: tuple[tuple[str, str, int], ...]
    families: Mapping[str, str]
    near: Mapping[str, frozenset[str]]
    within: WithinWords


@dataclass(frozen=True, slots=True)
class LinkingWeights:
    """Learned: the weight of each feature by name, and in how many of ``topics`` stories each common stem stands."""

    bias: float
    weights: Mapping[str, float]
    topics: int
    frequency: Mapping[str, int]


@cache
def load_linking_rules() -> LinkingRules:
    """The rules, loaded once.

    Raises:
        KnowledgeError: a value is missing or unknown, or a word stands in two families.

    """
    name = "resolution/linking.toml"
    table = read_toml(name)
    families: dict[str, str] = {}
    kin = read_toml("resolution/families.toml")
    for family, words in kin["family"].items():
        for word in words.split():
            if families.setdefault(word, family) != family:
                raise KnowledgeError(f"resolution/families.toml: {word!r} stands in {families[word]} and {family}")
    try:
        return LinkingRules(
            **table["sketch"],
            **table["blocking"],
            **table["decision"],
            stop=frozenset(table["words"]["stop"].split()),
            light=frozenset(table["words"]["light"].split()),
            numbers=table["numbers"],
            endings=tuple((row["from"], row["to"], row["left"]) for row in table["ending"]),
            families=families,
            within=_within(table["within"]),
            near=_near(kin["near"], frozenset(families.values())),
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{name}: {error}") from error


def _within(table: Mapping[str, Any]) -> WithinWords:
    values: dict[str, Any] = {name: table[name] for name in _WITHIN_NUMBERS}
    values |= {name: tuple(table[name]) for name in ("often", "between")}
    values |= {name: frozenset(table[name]) for name in ("unmixed", "material", "mutual")}
    values |= {name: frozenset(table[name].split()) for name in _WITHIN_WORDS}
    values["groups"] = {kind: group for group, kinds in table["group"].items() for kind in kinds}
    return WithinWords(**values)


def _near(groups: Mapping[str, str], families: frozenset[str]) -> dict[str, frozenset[str]]:
    """The groups of each family."""
    found: dict[str, set[str]] = defaultdict(set)
    for group, words in groups.items():
        if unknown := set(words.split()) - families:
            raise KnowledgeError(f"resolution/families.toml: {group}: there is no family {sorted(unknown)}")
        for family in words.split():
            found[family].add(group)
    return {family: frozenset(names) for family, names in found.items()}


@cache
def load_weights() -> LinkingWeights:
    """The learned weights, loaded once.

    Raises:
        KnowledgeError: the file is missing or lacks a part.

    """
    name = "resolution/weights.json"
    table = json.loads(read_bytes(name))
    try:
        return LinkingWeights(table["bias"], table["weights"], table["topics"], table["frequency"])
    except KeyError as error:
        raise KnowledgeError(f"{name}: {error} is missing; write it anew with gate/train_linking.py") from error


@cache
def load_within_weights() -> tuple[float, Mapping[str, float]]:
    """The learned bias, and the weight of each feature of a pair in one report, loaded once.

    Raises:
        KnowledgeError: the file is missing or lacks a part.

    """
    name = "resolution/within.json"
    table = json.loads(read_bytes(name))
    try:
        return table["bias"], table["weights"]
    except KeyError as error:
        raise KnowledgeError(f"{name}: {error} is missing; write it anew with gate/train_within.py") from error


@lru_cache(maxsize=_STEM_CACHE)
def stem_of(word: str) -> str:
    """A word of one lower-case form with its kin: "firings" and "fired" give "fir"; nothing to be read by people."""
    for ending, instead, left in load_linking_rules().endings:
        if word.endswith(ending) and len(word) - len(ending) >= left:
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word


@lru_cache(maxsize=_STEM_CACHE)
def family_of(lemma: str) -> str | None:
    """The family of event words a trigger's lemma belongs to, by the word itself, else by its stem."""
    families = load_linking_rules().families
    return families.get(lemma) or families.get(stem_of(lemma)) or _family_stems().get(stem_of(lemma))


def near_groups(family: str | None) -> frozenset[str]:
    """The groups of families that a family is in."""
    return frozenset() if family is None else load_linking_rules().near.get(family, frozenset())


@lru_cache(maxsize=_STEM_CACHE)
def kind_of(plover: str, lemma: str) -> str | None:
    """What kind of event of a PLOVER type a trigger's lemma names, by the word itself, else by its stem."""
    words, stems = load_kinds()
    return words.get((plover, lemma)) or stems.get((plover, stem_of(lemma)))


@cache
def load_kinds() -> tuple[Mapping[tuple[str, str], str], Mapping[tuple[str, str], str]]:
    """The kind by type and word, and by type and stem, loaded once; of words with one stem the first counts.

    Raises:
        KnowledgeError: a word stands in two kinds of a type.

    """
    name = "resolution/kinds.toml"
    words: dict[tuple[str, str], str] = {}
    stems: dict[tuple[str, str], str] = {}
    for plover, kinds in read_toml(name).items():
        for kind, listed in kinds.items():
            for word in listed.split():
                if words.setdefault((plover, word), kind) != kind:
                    raise KnowledgeError(f"{name}: {plover}: {word!r} stands in {words[plover, word]} and {kind}")
                stems.setdefault((plover, stem_of(word)), kind)
    return words, stems


@cache
def _family_stems() -> Mapping[str, str]:
    stems: dict[str, str] = {}
    for word, family in load_linking_rules().families.items():
        stems.setdefault(stem_of(word), family)
    return stems


@lru_cache(maxsize=_STEM_CACHE)
def rarity(stem: str) -> float:
    """How telling a stem is, in [0, 1]: 1 for one that few stories share."""
    learned = load_weights()
    return log((learned.topics + 1) / (learned.frequency.get(stem, 0) + 1)) / log(learned.topics + 1)
