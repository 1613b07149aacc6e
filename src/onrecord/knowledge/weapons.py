"""Arms words, designations, numbers, and the predicates that move arms: ``knowledge/arms/``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_csv, read_toml

__all__ = ["ArmsAction", "ArmsKnowledge", "ArmsTerm", "Numbers", "ReadingWords", "load_arms"]

_TERMS = "arms/terms.toml"
_ACTIONS = "arms/actions.toml"
_DESIGNATIONS = "arms/designations.csv"
_COLUMNS = ("designation", "other_names", "ambiguous_names", "description", "category", "munitions_list", "maker")
_CATEGORIES = frozenset(
    {"I", "II", "III", "IV", "IVb", "V", "VI", "VII", "VIIb", "small-arms", "ammunition", "bombs", "missile-parts"}
    | {"explosives", "sensors", "imaging", "protection", "chemical", "nuclear", "directed-energy", "technology"}
    | {"training", ""}
)
_LISTS = frozenset({f"ML{number}" for number in range(1, 23)} | {"dual-use", ""})
_AGAIN = (
    "pronouns",
    "nouns",
    "determiners",
    "bare",
    "claims",
    "sums",
    "disarming",
    "circumstances",
    "missions",
    "rivals",
    "wide",
)
_DIRECTIONS = frozenset({"supply", "buy", "request", "mutual", "seize", "hold", "divert"})
# KN-23, S-400, F-16C/D, MiG-29, Su-35, 9M723, Type 054A: letters, perhaps a hyphen, digits, perhaps a model letter.
_PATTERN = re.compile(
    r"(?:[A-Z][A-Za-z]{0,3}-\d{1,4}[A-Z]{0,3}\d?(?:/[A-Z])?|[A-Z]{2,4}\d{1,4}[A-Z]?|\d[A-Z]\d{2,4}[A-Z]?"
    r"|Type \d{2,3}[A-Z]?|Project \d{3,5})s?\Z"
)
_MODEL = re.compile(r"([a-z]{1,4}-?\d{1,4})[a-z]{1,4}\d?(?:/[a-z])?\Z")


@dataclass(frozen=True, slots=True)
class ArmsTerm:
    """A class of arms: UN Register head or a word, and munitions-list class; ``None`` where the word is too wide.

    ``needs_support`` tells a word that means arms only beside a military one; ``is_listed`` is false for a name that
    only looks like a designation.
    """

    category: str | None
    munitions_list: str | None
    designation: str | None = None
    description: str | None = None
    maker: str | None = None
    needs_support: bool = False
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class ArmsAction:
    """A way for arms to change hands, and the deep roles in which supplier and recipient stand, best first."""

    direction: str
    stage: str
    supplier: tuple[str, ...]
    recipient: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Vague numbers with least and greatest value (0: open), units that arms come in, hedges, and number words."""

    vague: Mapping[str, tuple[int, int]]
    units: Mapping[str, str]
    hedges: Mapping[str, str]
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """Lemmas, sectors, categories and stages that the rules ask for; ``actions.toml`` tells what each is."""

    stopping: frozenset[str]
    intransitive: frozenset[str]
    departing: frozenset[str]
    self_moving: frozenset[str]
    serving: frozenset[str]
    bound: frozenset[str]
    made: frozenset[str]
    bodies_without_arms: frozenset[str]
    bodies: frozenset[str]
    loads: frozenset[str]
    giving: frozenset[str]
    giving_up: frozenset[str]
    laid_down: frozenset[str]
    hiring: frozenset[str]
    against: frozenset[str]
    bearing: frozenset[str]
    critics: frozenset[str]
    carrying: frozenset[str]
    object_only: frozenset[str]
    guarding: frozenset[str]
    lifting: frozenset[str]
    backing: frozenset[str]
    using: frozenset[str]
    arriving: frozenset[str]
    proceeding: frozenset[str]
    reproaching: frozenset[str]
    fiction: frozenset[str]
    own_sites: frozenset[str]
    shielding: frozenset[str]
    clauseless: frozenset[str]
    keeping: frozenset[str]
    abolition: frozenset[str]
    domestic: frozenset[str]
    retail: frozenset[str]
    passage: frozenset[str]
    least_seized: int
    barred: frozenset[str]
    moved: frozenset[str]
    sideless: frozenset[str]
    done: frozenset[str]


@dataclass(frozen=True, slots=True)
class ArmsKnowledge:
    """Lemma phrases and names to terms, predicates to actions, and the word lists the rules use.

    ``terms`` has phrases up to ``longest`` words; ``names`` are printed designations in lower case, up to
    ``longest_name`` words, ``starts`` the first two characters of each.
    """

    terms: Mapping[str, ArmsTerm]
    longest: int
    ends: frozenset[str]
    names: Mapping[str, ArmsTerm]
    longest_name: int
    starts: frozenset[str]
    verbs: Mapping[str, ArmsAction]
    nouns: Mapping[str, ArmsAction]
    sided: frozenset[str]
    arming: frozenset[str]
    receiving: frozenset[str]
    unless_negated: frozenset[str]
    containers: frozenset[str]
    civil: frozenset[str]
    carriers: frozenset[str]
    wholes: frozenset[str]
    other_names: frozenset[str]
    military: frozenset[str]
    deal_modifiers: frozenset[str]
    deal_nouns: frozenset[str]
    plurals: frozenset[str]
    scenes: frozenset[str]
    elsewhere: frozenset[str]
    private: frozenset[str]
    outer_types: Mapping[str, str]
    outer_lemmas: Mapping[str, str]
    carrying: frozenset[str]
    moving: frozenset[str]
    again_pronouns: frozenset[str]
    again_nouns: frozenset[str]
    again_determiners: frozenset[str]
    again_bare: frozenset[str]
    again_claims: frozenset[str]
    again_sums: frozenset[str]
    again_disarming: frozenset[str]
    again_circumstances: frozenset[str]
    again_missions: frozenset[str]
    again_rivals: frozenset[str]
    again_wide: frozenset[str]
    reading: ReadingWords
    not_deals: frozenset[str]
    holders: frozenset[str]
    said: Mapping[str, str]
    completed: frozenset[str]
    numbers: Numbers

    def named(self, printed: str) -> ArmsTerm | None:
        """The term a printed name stands for: "F-16s", "F-16AM" and "F-16 Fighting Falcon" are all the F-16.

        A name that is on no list but has the shape of a designation gives a term with ``is_listed`` false.
        """
        key = " ".join(printed.replace("\u2013", "-").split()).lower()
        found = self.names.get(key) or (self.names.get(key[:-1]) if key.endswith("s") else None)
        if found is None:
            model = _MODEL.match(key.removesuffix("s"))
            found = self.names.get(model.group(1)) if model else None
        return found

    def unlisted(self, printed: str) -> ArmsTerm | None:
        """A term without a class for a name that has only the shape of a designation ("XQ-99")."""
        if not _PATTERN.match(printed):
            return None
        return ArmsTerm(None, None, printed.removesuffix("s"), is_listed=False)


@cache
def load_arms() -> ArmsKnowledge:
    """The checked tables.

    Raises:
        KnowledgeError: a file is missing or is not TOML; an unknown category, munitions-list class or direction.

    """
    table, actions = read_toml(_TERMS), read_toml(_ACTIONS)
    terms, names = dict(_terms(table["term"])), dict(_names())
    return ArmsKnowledge(
        terms=terms,
        longest=_longest(terms),
        ends=frozenset(words.split(" ")[-1] for words in terms),
        names=names,
        longest_name=_longest(names),
        starts=frozenset(name[:2] for name in names),
        verbs=_actions(actions["action"], "verbs"),
        nouns=_actions(actions["action"], "nouns"),
        **{k: frozenset(actions["light"][k]) for k in ("sided", "arming", "receiving", "unless_negated")},
        **{k: frozenset(table[k]) for k in ("containers", "civil", "carriers", "wholes", "other_names", "military")},
        **{
            k: frozenset(table[k])
            for k in ("plurals", "scenes", "elsewhere", "private", "deal_modifiers", "deal_nouns")
        },
        outer_types=actions["outer"],
        outer_lemmas=actions["outer_lemmas"],
        carrying=frozenset(actions["carrying"]["types"]),
        moving=frozenset(actions["carrying"]["moving"]),
        **{f"again_{k}": frozenset(actions["again"][k]) for k in _AGAIN},
        not_deals=frozenset(actions["again"]["not_deals"]),
        holders=frozenset(actions["again"]["holders"]),
        said={k: v for k, v in actions["said"].items() if k != "completed"},
        completed=frozenset(actions["said"]["completed"]),
        numbers=_numbers(),
        reading=_reading(actions["reading"]),
    )


def _reading(table: Mapping[str, Any]) -> ReadingWords:
    lists = {name: frozenset(words) for name, words in table.items() if name != "least_seized"}
    return ReadingWords(least_seized=table["least_seized"], **lists)


def _longest(phrases: Iterable[str]) -> int:
    return max(len(words.split()) for words in phrases)


def _terms(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, ArmsTerm]]:
    for row in rows:
        category, munitions_list = _classes(_TERMS, row)
        term = ArmsTerm(category, munitions_list)
        weak = ArmsTerm(category, munitions_list, needs_support=True)
        yield from ((words, term) for words in row["words"])
        yield from ((words, weak) for words in row.get("weak", ()))


def _names() -> Iterator[tuple[str, ArmsTerm]]:
    for row in read_csv(_DESIGNATIONS, columns=_COLUMNS):
        category, munitions_list = _classes(_DESIGNATIONS, row)
        for column in ("designation", "other_names", "ambiguous_names"):
            term = ArmsTerm(
                category,
                munitions_list,
                row["designation"],
                row["description"],
                row["maker"] or None,
                needs_support=column == "ambiguous_names",
            )
            for name in filter(None, row[column].split("|")):
                # A plain word's own row of designation may be the ambiguous one.
                is_doubtful = column == "designation" and name in row["ambiguous_names"].split("|")
                if not is_doubtful:
                    yield name.lower(), term


def _classes(file: str, row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    category, munitions_list = row["category"], row["munitions_list"]
    if category not in _CATEGORIES or munitions_list not in _LISTS:
        raise KnowledgeError(f"{file}: category {category!r} or list {munitions_list!r} is not known: {dict(row)}")
    return category or None, munitions_list or None


def _actions(rows: list[dict[str, Any]], kind: str) -> dict[str, ArmsAction]:
    found: dict[str, ArmsAction] = {}
    for row in rows:
        if row["direction"] not in _DIRECTIONS:
            raise KnowledgeError(f"{_ACTIONS}: direction {row['direction']!r} is none of {sorted(_DIRECTIONS)}")
        action = ArmsAction(row["direction"], row["stage"], tuple(row["supplier"]), tuple(row["recipient"]))
        for lemma in row[kind]:
            found.setdefault(lemma, action)
    return found


def _numbers() -> Numbers:
    table = read_toml("arms/quantities.toml")
    vague = {word: (low, high) for word, (low, high) in table["vague"].items()}
    return Numbers(vague, table["units"], table["hedges"], table["numbers"])
