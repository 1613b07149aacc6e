"""Who belonged to which body when: ``knowledge/actors/bodies_members.csv``, days inclusive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.files import read_csv

__all__ = ["Memberships", "load_memberships"]

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Memberships:
    """Body id to (member, first day, last day); an open term runs from or to the end of time."""

    terms: Mapping[str, tuple[tuple[str, str, str], ...]]

    def is_member(self, body: str, member: str, day: str) -> bool:
        """Whether ``member`` belonged to ``body`` on an ISO day."""
        return any(m == member and first <= day <= last for m, first, last in self.terms.get(body, ()))

    def members(self, body: str, day: str) -> frozenset[str]:
        """The members of ``body`` on an ISO day; empty for a body that is not on file."""
        return frozenset(m for m, first, last in self.terms.get(body, ()) if first <= day <= last)


@cache
def load_memberships() -> Memberships:
    """The table, loaded once.

    Raises:
        KnowledgeError: a column is missing.

    """
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in read_csv("actors/bodies_members.csv", columns=("group", "member", "from", "to")):
        found[row["group"]].append((row["member"], row["from"] or FIRST_DAY, row["to"] or LAST_DAY))
    return Memberships({k: tuple(v) for k, v in found.items()})
