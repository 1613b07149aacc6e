"""Actor ids by what people type: an id ("PRK", "PRK:MIL", "kim-jong-un") or a name ("North Korea")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.errors import QueryError
from onrecord.knowledge.actor_names import NameEntry, fold, load_actor_names
from onrecord.knowledge.brief_words import load_brief_words
from onrecord.records import NO_OUTLET, UNKNOWN_ACTOR

__all__ = ["actor_ids_of", "is_known_actor", "name_of", "names_of", "side_of"]

_ID = re.compile(r"[A-Z][A-Z0-9-]+(:[A-Z]+)?|[a-z0-9]+(-[a-z0-9]+)+")


def actor_ids_of(written: str) -> tuple[str, ...]:
    """The actor ids that a name may mean, on any day; an id means itself.  Small letters do for both.

    Raises:
        QueryError: it is neither an id nor a name we know.

    """
    if is_known_actor(written):
        return (written,)
    body, colon, sector = written.upper().partition(":")
    if body in load_actor_names().states:
        return (body + colon + sector,)
    ids = _meant(load_actor_names().names.get(fold(written), ())) or _small_names().get(fold(written).lower(), ())
    if ids:
        return ids
    if _ID.fullmatch(written):
        return (written,)
    raise QueryError(f"actor {written!r}: no such name; give an id as the record has it, like PRK or PRK:MIL")


def is_known_actor(identity: str) -> bool:
    """Whether it is the id of a state, body, group or person we know, or of an organ of one."""
    return identity.partition(":")[0] in _names()


def _meant(entries: Iterable[NameEntry]) -> tuple[str, ...]:
    """The ids behind a name; of a state and a region of one name, the state."""
    held = tuple(entries)
    states = tuple(entry for entry in held if entry.kind == "state")
    return tuple(dict.fromkeys(entry.id for entry in states or held))


@cache
def _small_names() -> dict[str, tuple[str, ...]]:
    """The ids behind each name in small letters."""
    found: dict[str, list[NameEntry]] = {}
    for name, entries in load_actor_names().names.items():
        found.setdefault(name.lower(), []).extend(entries)
    return {name: _meant(entries) for name, entries in found.items()}


def names_of(identities: Iterable[str]) -> str:
    """Actors by name, as an enumeration."""
    names = list(dict.fromkeys(map(name_of, identities)))
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def name_of(identity: str) -> str:
    """An actor by name: "PRK:MIL" gives "the armed forces of North Korea"; what we have no name for keeps its id."""
    if identity.startswith("outlet:"):
        return "the reporter" if identity == NO_OUTLET else identity.removeprefix("outlet:")
    body, _, sector = identity.partition(":")
    if body == UNKNOWN_ACTOR:
        return "somebody unnamed"
    name = _names().get(body, body)
    return load_brief_words().sectors.get(sector, "{}" if not sector else "{} (" + sector + ")").format(name)


def side_of(identity: str) -> str:
    """The side an actor is on: its state for "PRK:MIL" or "PRK:BUS", itself for "SYR:REB"."""
    body, _, sector = identity.partition(":")
    return body if sector in load_brief_words().own["sectors"] or body == UNKNOWN_ACTOR else identity


@cache
def _names() -> dict[str, str]:
    """Names of states, bodies, groups and persons by id."""
    known = load_actor_names()
    kinds = ("body", "group", "agency")
    names = {entry.id: entry.name for found in known.names.values() for entry in found if entry.kind in kinds}
    names |= {group: group for group in known.members if group not in names}
    return names | {key: person.name for key, person in known.persons.items()} | known.states
