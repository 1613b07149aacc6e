"""How reliable a source is by what it is, and when a report contradicts itself: ``knowledge/evidence/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_csv, read_toml

__all__ = [
    "ContradictionWords",
    "LetterRule",
    "Outlet",
    "SourceTable",
    "load_contradiction_words",
    "load_sources",
]

LETTERS = frozenset("ABCDEF")
KINDS = frozenset(
    {
        *("narrator", "unnamed", "document", "outlet", "body", "state", "armed-group"),
        *("company", "ngo", "media", "person", "other"),
    }
)
STANDINGS = frozenset({"actor", "recipient", "other"})
_RULE_FIELDS = frozenset({"id", "who", "about", "hostile", "talk", "adversary", "negative", "ids", "letter", "why"})


@dataclass(frozen=True, slots=True)
class LetterRule:
    """A row of the table: conditions that must all hold (an empty one always does) and the letter they give."""

    id: str
    letter: str
    who: frozenset[str]
    about: frozenset[str]
    ids: frozenset[str]
    hostile: bool | None
    talk: bool | None
    adversary: bool | None
    negative: bool | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, agency or station: its state (ISO alpha-3), who controls it, its letter."""

    name: str
    state: str
    letter: str
    is_held_by_state: bool


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Checked content of ``evidence/sources.toml`` with the outlets and bodies of ``actors/``.

    ``outlets`` are by name and alias in lower case; ``adversaries`` hold each pair in both orders.
    """

    rules: tuple[LetterRule, ...]
    outlets: Mapping[str, Outlet]
    bodies: frozenset[str]
    states: frozenset[str]
    armed_groups: frozenset[str]
    adversaries: frozenset[tuple[str, str]]
    kind_of_sector: Mapping[str, str]
    document_lemmas: frozenset[str]
    hostile_types: frozenset[str]
    talk_types: frozenset[str]
    denial_lemmas: frozenset[str]
    denied_words: frozenset[str]
    denial_sentences: int
    own_word: str
    adversary_word: str
    unknown_outlet: str


@dataclass(frozen=True, slots=True)
class ContradictionWords:
    """Checked content of ``evidence/contradictions.toml``, by the names there."""

    meeting_lemmas: frozenset[str]
    repeating_words: frozenset[str]
    place_features: frozenset[str]
    wide_features: frozenset[str]
    place_kilometres: float
    wide_kilometres: float
    once_lemmas: frozenset[str]
    once_days: int
    once_for_person: frozenset[str]
    person_rules: frozenset[str]
    mutual_types: frozenset[str]
    one_sided_modes: frozenset[str]
    state_sectors: frozenset[str]
    naming_kinds: frozenset[str]
    plain_recipient_rules: frozenset[str]
    changing_words: frozenset[str]
    all_of: frozenset[str]
    some_of: frozenset[str]
    none_of: frozenset[str]
    both_ways: frozenset[str]
    one_way: frozenset[str]
    goods: frozenset[str]
    counted_lemmas: frozenset[str]
    not_exact: frozenset[str]
    additions: frozenset[str]
    once_for_thing: frozenset[str]
    people: frozenset[str]
    number_words: Mapping[str, int]


@cache
def load_sources() -> SourceTable:
    """The table, loaded once.

    Raises:
        KnowledgeError: a rule has an unknown field, kind or letter, or two rules have one id (file: entry).

    """
    name = "evidence/sources.toml"
    table = read_toml(name)
    rules = tuple(_rule(name, row) for row in table["rule"])
    if len({rule.id for rule in rules}) != len(rules):
        raise KnowledgeError(f"{name}: two rules have one id; give each its own")
    pairs = [tuple(pair.split()) for pair in table["adversaries"]["pairs"]]
    outlets = table["outlets"]
    return SourceTable(
        rules=rules,
        outlets=_outlets(frozenset(outlets["held_by_state"])),
        bodies=frozenset(row["id"] for row in read_csv("actors/bodies.csv", columns=("id",))),
        states=frozenset(row["id"] for row in read_csv("actors/states.csv", columns=("id",))),
        armed_groups=frozenset(row["id"] for row in read_csv("actors/armed_groups.csv", columns=("id",))),
        adversaries=frozenset(p for one, other in pairs for p in ((one, other), (other, one))),
        kind_of_sector={sector: kind for kind, sectors in table["sectors"].items() for sector in sectors},
        document_lemmas=frozenset(table["documents"]["lemmas"]),
        hostile_types=frozenset(table["types"]["hostile"]),
        talk_types=frozenset(table["types"]["talk"]),
        denial_lemmas=frozenset(table["denials"]["lemmas"]),
        denied_words=frozenset(table["denials"]["of"]),
        denial_sentences=int(table["denials"]["sentences"]),
        own_word=outlets["own_word"],
        adversary_word=outlets["adversary"],
        unknown_outlet=outlets["unknown"],
    )


def _rule(name: str, row: Mapping[str, Any]) -> LetterRule:
    where = f"{name}: {row.get('id', 'a rule without id')}"
    if unknown := set(row) - _RULE_FIELDS:
        raise KnowledgeError(f"{where}: unknown field {sorted(unknown)}; there are {sorted(_RULE_FIELDS)}")
    who, about = frozenset(row.get("who", ())), frozenset(row.get("about", ()))
    if not who <= KINDS or not about <= STANDINGS:
        raise KnowledgeError(f"{where}: who is of {sorted(KINDS)}, about of {sorted(STANDINGS)}")
    if row["letter"] not in LETTERS | {"table"}:
        raise KnowledgeError(f"{where}: letter {row['letter']!r}; expected A to F, or table")
    return LetterRule(
        id=row["id"],
        letter=row["letter"],
        who=who,
        about=about,
        ids=frozenset(row.get("ids", ())),
        hostile=row.get("hostile"),
        talk=row.get("talk"),
        adversary=row.get("adversary"),
        negative=row.get("negative"),
    )


def _outlets(held: frozenset[str]) -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    columns = ("name", "aliases", "state", "control", "letter")
    for row in read_csv("actors/outlets.csv", columns=columns):
        if row["letter"] not in LETTERS:
            raise KnowledgeError(f"actors/outlets.csv: {row['name']}: letter {row['letter']!r}; expected A to F")
        outlet = Outlet(row["name"], row["state"], row["letter"], row["control"] in held)
        for name in (row["name"], *row["aliases"].split(";")):
            if name:
                found.setdefault(name.lower().removeprefix("the "), outlet)
    return found


@cache
def load_contradiction_words() -> ContradictionWords:
    """The words, loaded once.

    Raises:
        KnowledgeError: the file is missing or is not TOML.

    """
    table = read_toml("evidence/contradictions.toml")
    values: dict[str, Any] = {k: frozenset(v) if isinstance(v, list) else v for k, v in table.items()}
    try:
        return ContradictionWords(**values)
    except TypeError as error:
        raise KnowledgeError(f"evidence/contradictions.toml: {error}") from error
