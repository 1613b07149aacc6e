"""Names of actors and the words that describe them: one loader for ``knowledge/actors``.

States, seats, regions, bodies with dated members, holders of office, persons, armed groups, parties, companies,
outlets, agencies, agent nouns.  Loaded once on first use and checked; nothing happens at import.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from onrecord.errors import KnowledgeError
from onrecord.knowledge.actor_words import Agent, Grammar, load_agents, load_grammar, load_sectors

__all__ = ["ActorNames", "NameEntry", "Person", "Term", "fold", "load_actor_names", "slug"]

_PACKAGE = "onrecord.knowledge.actors"
_ARTICLE = re.compile(r"[Aa]l[- ](?=\w)")
_ARTICLES = ("al-", "Al-", "al ", "Al ")
_ISO_DAY = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?$")
_STATE_ID = re.compile(r"[A-Z]{3}$")
# Offices whose holder speaks for another organ than the executive.
_OFFICE_SECTORS = {"speaker": "LEG", "army_chief": "MIL", "chief_of_defence": "MIL", "opposition_leader": "OPP"}
_FAMILY_NAME_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "KHM", "HKG", "SGP"})
# Characters that Unicode does not decompose to the plain one we want, by code point.
_PLAIN = {0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x2010: "-", 0x2011: "-", 0xA0: " ", 0x0A: " "} | {
    0x131: "i", 0xF8: "o", 0xD8: "O", 0x142: "l", 0x141: "L", 0x111: "d", 0x110: "D", 0xF0: "d",
}  # fmt: skip
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
    """A known person with every term of office or role we know."""

    slug: str
    name: str
    terms: tuple[Term, ...]


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

    def members_on(self, group: str, day: str) -> tuple[str, ...]:
        """Members of a body on an ISO day, in the order of the file; empty if unknown."""
        return tuple(m for m, start, end in self.members.get(group, ()) if start <= day and (not end or day < end))


class _FoldTable(dict[int, int]):
    """Code points to their plain form, one to one, so that offsets stay: é to e, curly quotes to straight ones."""

    def __missing__(self, code: int) -> int:
        plain = _PLAIN.get(code) or unicodedata.normalize("NFD", chr(code))[0]
        self[code] = ord(plain)
        return self[code]


@cache
def _fold_table() -> _FoldTable:
    return _FoldTable()


def fold(text: str) -> str:
    """The text without accents and typographic quotes; every character keeps its offset."""
    if text.isascii() and "\n" not in text:
        return text
    return text.translate(_fold_table())


def slug(name: str) -> str:
    """A person's stable id: "Tony Blair" to "tony-blair"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name).lower()).strip("-")


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
    """Names as given, and Arabic ones with every way news writes the article: "al-Shabaab", "Al Shabaab"."""
    for name in names:
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


def _official_rows() -> Iterator[tuple[str, list[str], Term]]:
    """Ministers, commanders and members of parliament below the offices of ``leaders.csv``; years and months."""
    for where, row in _rows("states_officials.csv", "state", "sector", "name", "aliases", "from", "to"):
        if row["sector"] not in load_sectors():
            raise KnowledgeError(f"{where}: sector {row['sector']!r} is none of {sorted(load_sectors())}")
        term = Term(f"{row['state']}:{row['sector']}", row["sector"].lower(), row["from"], row["to"])
        yield row["name"], _split(row["aliases"]), term


def _surname(name: str, identity: str) -> str:
    """The part of a name that stands alone in news: "Putin", "Xi", "bin Salman"."""
    parts = [p for p in name.split() if p.lower() not in _NAME_TAILS]
    if len(parts) < 2:
        return name
    if identity[:3] in _FAMILY_NAME_FIRST and len(parts) <= 3 and parts[0][0].isupper():
        return parts[0]
    tail = parts[-1]
    return tail if parts[-2].lower() not in _NOBILIARY else f"{parts[-2]} {tail}"


def _persons(states: dict[str, str]) -> tuple[dict[str, Person], dict[str, list[str]], dict[str, tuple[str, ...]]]:
    """Persons by slug, spellings by slug, slugs by surname."""
    terms: dict[str, list[Term]] = {}
    names: dict[str, list[str]] = {}
    surnames: dict[str, dict[str, None]] = {}
    for name, aliases, term in chain(_person_rows(states), _official_rows()):
        key = slug(name)
        terms.setdefault(key, []).append(term)
        names.setdefault(key, []).extend(n for n in [name, *aliases] if n not in names.get(key, []))
        surnames.setdefault(fold(_surname(name, term.id)), {})[key] = None
        for alias in aliases:
            if " " not in alias:
                surnames.setdefault(fold(alias), {})[key] = None
            elif not alias.startswith(("President ", "King ", "Pope ", "Emir ")):
                surnames.setdefault(fold(_surname(alias, term.id)), {})[key] = None
    persons = {key: Person(key, names[key][0], tuple(sorted(terms[key], key=lambda t: t.start))) for key in terms}
    return persons, names, {surname: tuple(keys) for surname, keys in surnames.items()}


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


@cache
def load_actor_names() -> ActorNames:
    """Everything in ``knowledge/actors``, checked.

    Raises:
        KnowledgeError: a file breaks its schema; the message starts with the file and the entry.

    """
    states = {row["id"]: row["name"] for _, row in _rows("states.csv", "id", "name")}
    persons, spellings, surnames = _persons(states)
    person_names = (
        (n, NameEntry(k, persons[k].name, "person", source="leaders.csv"))
        for k in spellings
        for n in spellings[k]
        if " " in n
    )
    names = _collect([*_state_names(), *_place_names(), *_body_names(), *_organisation_names(), *person_names])
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
        first_names=frozenset(fold(p.name.split()[0]) for p in persons.values() if " " in p.name),
        armed_groups=frozenset(e.id for found in names.values() for e in found if e.kind == "group"),
        agent_tails=frozenset(re.split(r"[ -]", noun)[-1] for noun in load_agents()),
        grammar=load_grammar(),
    )
