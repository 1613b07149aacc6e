"""Names of actors and the words that describe them: one loader for ``knowledge/actors``.

States, seats, regions, bodies with dated members, holders of office, persons, armed groups, parties, companies,
outlets, agencies, agent nouns.  Loaded once on first use and checked; nothing happens at import.
"""

from __future__ import annotations

import csv
import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.errors import KnowledgeError
from onrecord.knowledge.actor_folding import fold, slug
from onrecord.knowledge.actor_words import Agent, Grammar, load_agents, load_grammar, load_sectors

__all__ = ["ActorNames", "NameEntry", "Person", "Term", "fold", "load_actor_names", "slug"]

_PACKAGE = "onrecord.knowledge.actors"
_ARTICLE = re.compile(r"[Aa]l[- ](?=\w)")
_ARTICLES = ("al-", "Al-", "al ", "Al ")
_ACRONYM = re.compile(r"[A-Z]{3,5}$")
_ISO_DAY = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?$")
_STATE_ID = re.compile(r"[A-Z]{3}$")
# Offices whose holder speaks for another organ than the executive.
_OFFICE_SECTORS = {"speaker": "LEG", "army_chief": "MIL", "chief_of_defence": "MIL", "opposition_leader": "OPP"}
_FAMILY_NAME_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "KHM", "HKG", "SGP"})
_OFFICIAL_COLUMNS = ["body", "office", "sector", "name", "from", "to", "aliases", "sure", "source", "checked"]
_SHORTEST_BARE = 7
_SHORTEST_FIRST_NAME = 3
_NAME_TAILS = frozenset({"jr.", "jr", "sr.", "ii", "iii", "iv"})
_NOBILIARY = frozenset(
    {"bin", "al", "el", "ibn", "abu", "de", "da", "van", "von", "der", "den", "del", "ben", "le", "la"}
)


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One reading of a name: the actor's id, what sort of name it is, and the days it holds (``to`` exclusive)."""

    id: str
    name: str
    kind: str
    start: str = ""
    end: str = ""
    needs: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    source: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A person's term: the actor id it gives ("USA:GOV", "UN"), the office, first day, day after the last."""

    id: str
    office: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Person:
    """A known person with every term of office or role we know.

    ``is_prominent`` says that the surname alone names them in any report, not only in one about their state.
    """

    slug: str
    name: str
    terms: tuple[Term, ...]
    is_prominent: bool = True


@dataclass(frozen=True, slots=True)
class ActorNames:
    """All of ``knowledge/actors``; the keys of ``names`` and ``surnames`` are folded (see :func:`fold`)."""

    names: dict[str, tuple[NameEntry, ...]]
    states: dict[str, str]
    persons: dict[str, Person]
    surnames: dict[str, tuple[str, ...]]
    agents: dict[str, Agent]
    members: dict[str, tuple[tuple[str, str, str], ...]]
    first_names: frozenset[str]
    armed_groups: frozenset[str]
    agent_tails: frozenset[str]
    grammar: Grammar


def _rows(filename: str, *columns: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a CSV file with their place; a file that is not there has none."""
    resource = files(_PACKAGE).joinpath(filename)
    if not resource.is_file():
        return
    with resource.open(encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise KnowledgeError(f"{filename}: header: columns {sorted(missing)} are missing")
        for row in reader:
            where = f"{filename}:{reader.line_num}"
            if None in row or None in row.values():
                raise KnowledgeError(f"{where}: expected {len(reader.fieldnames or ())} columns, got another number")
            for column in ("from", "to"):
                if not _ISO_DAY.match(row.get(column, "")):
                    raise KnowledgeError(f"{where}: {column} {row[column]!r} is no ISO day")
            yield where, row


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _plural(adjective: str) -> str | None:
    """The people of an adjective where English adds an s: "Russian" to "Russians", not "Chinese"."""
    if adjective.endswith(("ese", "ish", "ch", "sh", "ss", ".", "US", "UK")) or adjective in ("Icelandic", "Lao"):
        return None
    return adjective + "s"


def _state_names() -> Iterator[tuple[str, NameEntry]]:
    for _, row in _rows("states.csv", "id", "name", "names", "adjectives", "people", "capitals"):
        identity, name = row["id"], row["name"]
        for text in [name, *_split(row["names"])]:
            yield text, NameEntry(identity, name, "state", source="states.csv")
        for text in _split(row["adjectives"]):
            yield text, NameEntry(identity, name, "adjective", source="states.csv")
            if plural := _plural(text):
                yield plural, NameEntry(identity, name, "people", source="states.csv")
        for text in _split(row["people"]):
            yield text, NameEntry(identity, name, "people", source="states.csv")
        for text in _split(row["capitals"]):
            yield text, NameEntry(identity, name, "capital", source="states.csv")


def _place_names() -> Iterator[tuple[str, NameEntry]]:
    for _, row in _rows("states_seats.csv", "name", "id", "from", "to"):
        if row["id"]:
            yield (
                row["name"],
                NameEntry(row["id"], row["name"], "seat", row["from"], row["to"], source="states_seats.csv"),
            )
    for _, row in _rows("states_regions.csv", "id", "names"):
        for text in _split(row["names"]):
            yield text, NameEntry(row["id"], text, "region", source="states_regions.csv")
    for _, row in _rows("states_partial.csv", "id", "names"):
        for text in _split(row["names"]):
            yield text, NameEntry(row["id"], text, "partial", source="states_partial.csv")
    for _, row in _rows("states_epithets.csv", "name", "id", "needs", "from", "to", "risk"):
        ids = _split(row["id"])
        kind = "epithet" if row["name"][:4].lower() == "the " else "state"
        yield row["name"], NameEntry(
            ids[0], row["name"], kind, row["from"], row["to"], tuple(_split(row["needs"])), tuple(ids[1:]),
            source="states_epithets.csv",
        )  # fmt: skip


def _body_names() -> Iterator[tuple[str, NameEntry]]:
    for _, row in _rows("bodies.csv", "id", "name", "aliases"):
        for text in [row["name"], *_split(row["aliases"])]:
            yield text, NameEntry(row["id"], row["name"], "body", source="bodies.csv")
    for _, row in _rows("bodies_blocked.csv", "name"):
        yield row["name"], NameEntry("", row["name"], "blocked", source="bodies_blocked.csv")


# What the names of a file are, and the sector an actor of that file has whatever its row says.
_ORGANISATION_FILES = {
    "armed_groups.csv": ("group", None),
    "agencies.csv": ("agency", None),
    "parties.csv": ("party", "PTY"),
    "companies.csv": ("company", "BUS"),
    "outlets.csv": ("outlet", "JRN"),
}
_NO_ORGAN = frozenset({"", "NGO", "IGO"})
_UNORGANISED_GROUPS = frozenset({"CRM", "UAF", "PRM"})


def _organisation_id(row: dict[str, str], kind: str, sector: str) -> str:
    """STATE:SECTOR for organs of a state, parties, companies and outlets; an id of its own for the rest."""
    state = row["state"].split(";")[0]
    is_own = sector in _NO_ORGAN if kind == "agency" else kind == "group" and sector not in _UNORGANISED_GROUPS
    return row["id"] if is_own or not _STATE_ID.match(state) else f"{state}:{sector}"


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """Names as given; Arabic ones with every way news writes the article, acronyms with points: "C.I.A."."""
    for name in names:
        if _ACRONYM.match(name):
            pointed = ".".join(name)
            yield from (name, pointed, f"{pointed}.")
            continue
        article = _ARTICLE.match(name)
        forms = [name] if article is None else [form + name[article.end() :] for form in _ARTICLES]
        yield from dict.fromkeys([name, *forms])


def _organisation_names() -> Iterator[tuple[str, NameEntry]]:
    for filename, (kind, fixed) in _ORGANISATION_FILES.items():
        for where, row in _rows(filename, "id", "name", "aliases", "state", "sector"):
            if row["sector"] and row["sector"] not in load_sectors():
                raise KnowledgeError(f"{where}: sector {row['sector']!r} is none of {sorted(load_sectors())}")
            identity = _organisation_id(row, kind, fixed or row["sector"])
            entry = NameEntry(
                identity, row["name"], kind, row.get("from", ""), row.get("to", ""), source=filename, home=row["state"]
            )
            for text in _spellings([row["name"], *_split(row["aliases"])]):
                yield text, entry


def _vessel_names() -> Iterator[tuple[str, NameEntry]]:
    """Warships by class and by prefix and name: "Udaloy-class", "HMCS Regina"; each is its navy's."""
    for where, row in _rows("vessels.csv", "state", "kind", "prefixes", "names"):
        if row["kind"] not in ("class", "ship"):
            raise KnowledgeError(f"{where}: kind {row['kind']!r} is neither 'class' nor 'ship'")
        for name in _split(row["names"]):
            is_class = row["kind"] == "class"
            texts = [f"{name}-class"] if is_class else [f"{prefix} {name}" for prefix in _split(row["prefixes"])]
            for text in texts:
                yield text, NameEntry(f"{row['state']}:MIL", texts[0], "vessel", source="vessels.csv")


def _office_id(body: str, office: str, states: dict[str, str]) -> str:
    return f"{body}:{_OFFICE_SECTORS.get(office, 'GOV')}" if body in states else body


def _person_rows(states: dict[str, str]) -> Iterator[tuple[str, list[str], Term]]:
    for _, row in _rows("leaders.csv", "body", "office", "name", "from", "to"):
        term = Term(_office_id(row["body"], row["office"], states), row["office"], row["from"], row["to"])
        yield row["name"], _split(row.get("aliases", "")), term
    for _, row in _rows("persons.csv", "id", "name", "aliases", "state", "sector", "from", "to"):
        state, sector = row["state"].split(";")[0], row["sector"]
        identity = row.get("group") or (
            f"{state}:{sector}" if state in states and sector else state or slug(row["name"])
        )
        yield row["name"], _split(row["aliases"]), Term(identity, sector.lower(), row["from"], row["to"])


def _official_rows(states: dict[str, str]) -> Iterator[tuple[str, list[str], Term]]:
    """Those below the offices of ``leaders.csv``, from ministers to dissidents; years and months."""
    sectors = load_sectors()
    with files(_PACKAGE).joinpath("officials.csv").open(encoding="utf-8") as stream:
        reader = csv.reader(stream)
        if (header := next(reader)) != _OFFICIAL_COLUMNS:
            raise KnowledgeError(f"officials.csv: header: expected {_OFFICIAL_COLUMNS}, got {header}")
        for row in reader:
            where = f"officials.csv:{reader.line_num}"
            if len(row) != len(_OFFICIAL_COLUMNS):
                raise KnowledgeError(f"{where}: expected {len(_OFFICIAL_COLUMNS)} columns, got {len(row)}")
            body, office, sector, name, start, end, aliases = row[:7]
            if sector and sector not in sectors:
                raise KnowledgeError(f"{where}: sector {sector!r} is none of {sorted(sectors)}")
            if not _ISO_DAY.match(start) or not _ISO_DAY.match(end):
                raise KnowledgeError(f"{where}: {start!r} or {end!r} is no ISO day")
            identity = f"{body}:{sector}" if body in states else body
            yield name, _split(aliases) if aliases else [], Term(identity, office or sector.lower(), start, end)


def _surname(name: str, identity: str) -> str:
    """The part of a name that stands alone in news: "Putin", "Xi", "bin Salman"."""
    parts = [p for p in name.split() if p.lower() not in _NAME_TAILS]
    if len(parts) < 2:
        return name
    if identity[:3] in _FAMILY_NAME_FIRST and len(parts) <= 3 and parts[0][0].isupper():
        return parts[0]
    tail = parts[-1]
    return tail if parts[-2].lower() not in _NOBILIARY else f"{parts[-2]} {tail}"


def _surnames_of(name: str, aliases: Iterable[str], identity: str) -> Iterator[str]:
    """What stands alone for a person: the family name of each spelling, Arabic ones also without the article."""
    for spelling in (name, *aliases):
        if spelling is not name and spelling.startswith(("President ", "King ", "Pope ", "Emir ")):
            continue
        surname = fold(_surname(spelling, identity) if " " in spelling else spelling)
        yield surname
        if surname.startswith(("al-", "el-")) and len(surname) >= _SHORTEST_BARE:
            yield surname[3:]


def _persons(states: dict[str, str]) -> tuple[dict[str, Person], dict[str, list[str]], dict[str, tuple[str, ...]]]:
    """Persons by slug, spellings by slug, slugs by surname."""
    terms: dict[str, list[Term]] = {}
    names: dict[str, dict[str, None]] = {}
    surnames: dict[str, dict[str, None]] = {}
    prominent = 0
    for rows in (_person_rows(states), _official_rows(states)):
        for name, aliases, term in rows:
            key = slug(name)
            terms.setdefault(key, []).append(term)
            names.setdefault(key, {}).update(dict.fromkeys((name, *aliases)))
            for surname in _surnames_of(name, aliases, term.id):
                surnames.setdefault(surname, {})[key] = None
        prominent = prominent or len(terms)
    persons = {
        key: Person(key, next(iter(names[key])), tuple(sorted(held, key=lambda t: t.start)), place < prominent)
        for place, (key, held) in enumerate(terms.items())
    }
    spellings = {key: list(found) for key, found in names.items()}
    return persons, spellings, {surname: tuple(keys) for surname, keys in surnames.items()}


def _first_names(persons: Iterable[Person]) -> frozenset[str]:
    """First names of the persons we know, words of office ("Prince") and short ones left off."""
    firsts = {fold(person.name.partition(" ")[0]) for person in persons if " " in person.name}
    agents = load_agents()
    return frozenset(name for name in firsts if len(name) >= _SHORTEST_FIRST_NAME and name.lower() not in agents)


def _collect(rows: Iterable[tuple[str, NameEntry]]) -> dict[str, tuple[NameEntry, ...]]:
    names: dict[str, list[NameEntry]] = {}
    for text, entry in rows:
        held = names.setdefault(fold(text), [])
        if entry not in held:
            held.append(entry)
    return {text: tuple(entries) for text, entries in names.items()}


def _check(names: dict[str, tuple[NameEntry, ...]], states: dict[str, str]) -> None:
    for text, entries in names.items():
        for entry in entries:
            if ":" in entry.id and (entry.id[:3] not in states or entry.id[4:] not in load_sectors()):
                raise KnowledgeError(f"{entry.source}: {text}: id {entry.id!r} is no STATE:SECTOR")
            if entry.start and entry.end and entry.start >= entry.end:
                raise KnowledgeError(f"{entry.source}: {text}: from {entry.start} is not before to {entry.end}")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No garbage collection inside: every row is kept, and walking them as they grow doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def load_actor_names() -> ActorNames:
    """Everything in ``knowledge/actors``, checked.

    Raises:
        KnowledgeError: a file breaks its schema; the message starts with the file and the entry.

    """
    with _collector_paused():
        return _read_all()


def _read_all() -> ActorNames:
    states = {row["id"]: row["name"] for _, row in _rows("states.csv", "id", "name")}
    persons, spellings, surnames = _persons(states)
    person_names = (
        (n, NameEntry(k, persons[k].name, "person", source="leaders.csv"))
        for k in spellings
        for n in spellings[k]
        if " " in n
    )
    names = _collect(
        [*_state_names(), *_place_names(), *_body_names(), *_organisation_names(), *_vessel_names(), *person_names]
    )
    _check(names, states)
    members: dict[str, list[tuple[str, str, str]]] = {}
    for _, row in _rows("bodies_members.csv", "group", "member", "from", "to"):
        members.setdefault(row["group"], []).append((row["member"], row["from"], row["to"]))
    return ActorNames(
        names=names,
        states=states,
        persons=persons,
        surnames=surnames,
        agents=load_agents(),
        members={group: tuple(rows) for group, rows in members.items()},
        first_names=_first_names(persons.values()),
        armed_groups=frozenset(e.id for found in names.values() for e in found if e.kind == "group"),
        agent_tails=frozenset(re.split(r"[ -]", noun)[-1] for noun in load_agents()),
        grammar=load_grammar(),
    )
