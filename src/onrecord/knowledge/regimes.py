"""Arms embargo regimes with dated parts: ``knowledge/embargoes/regimes.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.memberships import FIRST_DAY, LAST_DAY

__all__ = ["Competence", "Part", "Regime", "load_competence", "load_regimes"]

_FILE = "embargoes/regimes.toml"
_DIRECTIONS = frozenset({"to", "from", "both", "to-groups"})
_ARMS = frozenset({"all", "heavy", "all-but-small-arms", "missile-technology"})
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)?\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """One clock of a regime; ``first`` and ``last`` are ISO days, both inclusive."""

    direction: str
    arms: str
    first: str
    last: str
    instrument: str
    provision: str
    exempt: str

    @property
    def citation(self) -> str:
        """Instrument and provision as they are cited."""
        return " ".join(x for x in (self.instrument, self.provision) if x)


@dataclass(frozen=True, slots=True)
class Regime:
    """One embargo: whom it is on, whom it binds, and what it forbids when."""

    id: str
    authority: str
    targets: frozenset[str]
    reach: str
    scope: str
    bound: str
    mandatory: bool
    parts: tuple[Part, ...]
    review: str | None
    check: str | None
    contested_from: str | None
    contested_by: frozenset[str]
    sure: str


@dataclass(frozen=True, slots=True)
class Competence:
    """The bodies whose finding of a breach is one, and the words of a breach, by lemma."""

    bodies: frozenset[str]
    breach_words: frozenset[str]


@cache
def load_competence() -> Competence:
    """The checked lists.

    Raises:
        KnowledgeError: the table is missing.

    """
    table = read_toml(_FILE)["competence"]
    return Competence(frozenset(table["bodies"]), frozenset(table["breach_words"]))


@cache
def load_regimes() -> tuple[Regime, ...]:
    """The checked regimes.

    Raises:
        KnowledgeError: an unknown direction or arms class, a date that is not an ISO day, an id used twice.

    """
    regimes = tuple(_regime(row) for row in read_toml(_FILE)["regime"])
    if len({r.id for r in regimes}) != len(regimes):
        raise KnowledgeError(f"{_FILE}: an id is used twice")
    return regimes


def _regime(row: Mapping[str, Any]) -> Regime:
    return Regime(
        id=row["id"],
        authority=row["authority"],
        targets=frozenset(row["targets"]),
        reach=row["reach"],
        scope=row["scope"],
        bound=row["bound"],
        mandatory=row["mandatory"],
        parts=tuple(_part(row["id"], part) for part in row["parts"]),
        review=row.get("review"),
        check=row.get("check"),
        contested_from=row.get("contested_from"),
        contested_by=frozenset(row.get("contested_by", ())),
        sure=row["sure"],
    )


def _part(regime: str, row: Mapping[str, str]) -> Part:
    if row["direction"] not in _DIRECTIONS or row["arms"] not in _ARMS:
        raise KnowledgeError(f"{_FILE}: {regime}: direction or arms of {row} is not known")
    if not (_DAY.match(row["from"]) and _DAY.match(row["to"])):
        raise KnowledgeError(f"{_FILE}: {regime}: from and to must be ISO days or empty: {row}")
    return Part(
        row["direction"],
        row["arms"],
        row["from"] or FIRST_DAY,
        row["to"] or LAST_DAY,
        row.get("instrument", ""),
        row.get("provision", ""),
        row.get("exempt", ""),
    )
