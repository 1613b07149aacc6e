"""The frame lexicon: which predicate, with which arguments, is which PLOVER type.

Ontology: PLOVER codebook, draft 2.0 (openeventdata/PLOVER, CC BY-SA 4.0); the frames are written for Onrecord.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import list_files, read_toml

__all__ = ["Condition", "Example", "Frame", "FrameLexicon", "cameo_root", "load_frames"]

FOLDER = "predicates"
_ONTOLOGY = f"{FOLDER}/ontology.toml"
_NOT_FRAMES = ("classes", "contexts", "ontology")


@dataclass(frozen=True, slots=True)
class Condition:
    """One test on an argument role: any of ``lemmas``, ``kinds`` ("state") or presence; ``negated`` turns it.

    ``from_class`` tells that a lemma class is among them: it holds for a compound too ("*missile* parts").
    """

    role: str
    lemmas: frozenset[str]
    kinds: frozenset[str]
    any: bool
    none: bool
    negated: bool
    from_class: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own that must, or must not, be coded with the frame's type at ``trigger``."""

    text: str
    trigger: str
    actors: tuple[str, ...] | None
    recipients: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of a group of predicates, and where its actor and recipient stand."""

    id: str
    type: str
    mode: str | None
    category_lemmas: Mapping[str, tuple[str, ...]]
    actor: tuple[str, ...] | None
    recipient: tuple[str, ...] | None
    noun_actor: tuple[str, ...] | None
    noun_recipient: tuple[str, ...] | None
    mutual: bool
    conditions: tuple[Condition, ...]
    contexts: tuple[str, ...]
    priority: int
    examples: tuple[Example, ...]
    counter: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class FrameLexicon:
    """Frames by predicate: ``verbs[lemma]`` lists (particle or None, frame), best first; so the other tables.

    ``phrases[verb]`` lists (preposition or None, noun, frame); ``noun_phrases[head]`` (modifier, frame).
    """

    verbs: Mapping[str, tuple[tuple[str | None, Frame], ...]]
    nouns: Mapping[str, tuple[tuple[str | None, Frame], ...]]
    adjectives: Mapping[str, tuple[tuple[str | None, Frame], ...]]
    phrases: Mapping[str, tuple[tuple[str | None, str, Frame], ...]]
    frames: tuple[Frame, ...]
    by_id: Mapping[str, Frame]
    noun_lemmas: frozenset[str]
    context_cues: Mapping[str, tuple[str, ...]]
    classes: Mapping[str, frozenset[str]]


def _plover() -> tuple[frozenset[str], dict[str, frozenset[str]], frozenset[str]]:
    table = read_toml(_ONTOLOGY)
    modes = {name: frozenset(row["modes"]) for name, row in table["types"].items()}
    return frozenset(modes), modes, frozenset(table["contexts"])


def cameo_root(plover_type: str) -> str:
    """The CAMEO root code that PLOVER's own table sets beside a type ("10" for REQUEST)."""
    return _cameo_roots()[plover_type]


@cache
def _cameo_roots() -> Mapping[str, str]:
    return {name: str(row["cameo"]) for name, row in read_toml(_ONTOLOGY)["types"].items()}


@cache
def load_frames() -> FrameLexicon:
    """The checked lexicon of ``knowledge/predicates/``.

    Raises:
        KnowledgeError: an unknown type, mode, context, class or role; an id used twice; a frame without an example.

    """
    classes = _classes()
    frames: list[Frame] = []
    for name in list_files(FOLDER, ".toml"):
        if not name.removeprefix(f"{FOLDER}/").startswith(_NOT_FRAMES):
            frames.extend(_frame(name, row, classes) for row in read_toml(name).get("frame", ()))
    _check_ids(frames)
    return _index(frames, classes)


def _classes() -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for name in list_files(FOLDER, ".toml"):
        if name.startswith(f"{FOLDER}/classes"):
            for word, lemmas in read_toml(name).get("classes", {}).items():
                classes[word].update(lemmas)
    return {name: frozenset(lemmas) for name, lemmas in classes.items()}


def _check_ids(frames: Iterable[Frame]) -> None:
    seen: set[str] = set()
    for frame in frames:
        if frame.id in seen:
            raise KnowledgeError(f"{FOLDER}: {frame.id}: this id is used twice")
        seen.add(frame.id)


def _frame(name: str, row: dict[str, Any], classes: Mapping[str, frozenset[str]]) -> Frame:
    types, modes, contexts = _plover_cached()
    identity = f"{name}: {row.get('id', '(no id)')}"
    kind, mode = row.get("type"), row.get("mode")
    if kind not in types and kind != "NONE":
        raise KnowledgeError(f"{identity}: type {kind!r} is not a PLOVER type or NONE")
    if mode is not None and mode not in modes.get(kind, ()):
        raise KnowledgeError(f"{identity}: mode {mode!r} is not a mode of {kind}")
    unknown = set(row.get("contexts", ())) - contexts
    if unknown:
        raise KnowledgeError(f"{identity}: contexts {sorted(unknown)} are not PLOVER contexts")
    roles = {k: tuple(row[k]) if k in row else None for k in ("actor", "recipient", "noun_actor", "noun_recipient")}
    return Frame(
        id=row["id"],
        type=kind,
        mode=mode,
        category_lemmas={k: tuple(row.get(k, ())) for k in ("verbs", "nouns", "adjectives", "phrases")},
        **roles,
        mutual=bool(row.get("mutual", False)),
        conditions=tuple(
            c if kind != "NONE" else replace(c, from_class=False)
            for role, tests in row.get("where", {}).items()
            for c in _conditions(identity, role, tests, classes)
        ),
        contexts=tuple(row.get("contexts", ())),
        priority=int(row.get("priority", 0)),
        examples=tuple(_example(identity, e) for e in row.get("examples", ())),
        counter=tuple(_example(identity, e) for e in row.get("counter", ())),
    )


@cache
def _plover_cached() -> tuple[frozenset[str], dict[str, frozenset[str]], frozenset[str]]:
    return _plover()


def _example(identity: str, row: Mapping[str, Any]) -> Example:
    if "text" not in row or "trigger" not in row or row["trigger"] not in row["text"]:
        raise KnowledgeError(f"{identity}: an example needs text and a trigger that stands in it: {row}")
    ids = {k: tuple(row[k]) if k in row else None for k in ("actors", "recipients")}
    return Example(row["text"], row["trigger"], **ids)


def _conditions(
    identity: str, role: str, tests: Iterable[str], classes: Mapping[str, frozenset[str]]
) -> Iterable[Condition]:
    """One condition for the plain tests (OR) and one for each negated one (AND)."""
    plain = [t for t in tests if not t.startswith("!")]
    if plain:
        yield _condition(identity, role, plain, classes, negated=False)
    for test in tests:
        if test.startswith("!"):
            yield _condition(identity, role, [test[1:]], classes, negated=True)


def _condition(
    identity: str, role: str, tests: list[str], classes: Mapping[str, frozenset[str]], *, negated: bool
) -> Condition:
    lemmas: set[str] = set()
    kinds: set[str] = set()
    for test in tests:
        if test.startswith("@"):
            if test[1:] not in classes:
                raise KnowledgeError(f"{identity}: class {test} is not in {FOLDER}/classes*.toml")
            lemmas |= classes[test[1:]]
        elif test.startswith("#"):
            kinds.add(test[1:])
        else:
            lemmas.add(test)
    return Condition(
        role,
        frozenset(lemmas),
        frozenset(kinds - {"any", "none"}),
        "any" in kinds,
        "none" in kinds,
        negated,
        any(t.startswith("@") for t in tests),
    )


def _index(frames: list[Frame], classes: Mapping[str, frozenset[str]]) -> FrameLexicon:
    tables: dict[str, dict[str, list[tuple[str | None, Frame]]]] = {
        k: defaultdict(list) for k in ("verbs", "nouns", "adjectives")
    }
    phrases: dict[str, list[tuple[str | None, str, Frame]]] = defaultdict(list)
    ordered = sorted(frames, key=lambda f: (-f.priority, -len(f.conditions)))
    for frame in ordered:
        for lemma in frame.category_lemmas["verbs"]:
            head, _, particle = lemma.partition(" ")
            tables["verbs"][head].append((particle or None, frame))
        for kind in ("nouns", "adjectives"):
            for lemma in frame.category_lemmas[kind]:
                modifier, _, head = lemma.rpartition(" ")
                if kind == "adjectives":
                    head, _, modifier = lemma.partition(" ")
                tables[kind][head].append((modifier or None, frame))
        for phrase in frame.category_lemmas["phrases"]:
            parts = phrase.split(" ")
            preposition = parts[1] if len(parts) > 2 else None
            phrases[parts[0]].append((preposition, parts[-1], frame))
    for table in tables.values():
        for rows in table.values():
            rows.sort(key=lambda row: row[0] is None)
    return FrameLexicon(
        verbs={k: tuple(v) for k, v in tables["verbs"].items()},
        nouns={k: tuple(v) for k, v in tables["nouns"].items()},
        adjectives={k: tuple(v) for k, v in tables["adjectives"].items()},
        phrases={k: tuple(v) for k, v in phrases.items()},
        frames=tuple(frames),
        by_id={f.id: f for f in frames},
        noun_lemmas=frozenset(tables["nouns"]),
        context_cues=_context_cues(),
        classes=classes,
    )


def _context_cues() -> dict[str, tuple[str, ...]]:
    """Lemma to the contexts it speaks for, from ``contexts.toml``."""
    cues: dict[str, list[str]] = defaultdict(list)
    known = _plover_cached()[2]
    for name in list_files(FOLDER, ".toml"):
        if name == f"{FOLDER}/contexts.toml":
            for context, lemmas in read_toml(name)["contexts"].items():
                if context not in known:
                    raise KnowledgeError(f"{name}: {context} is not a PLOVER context")
                for lemma in lemmas:
                    cues[lemma].append(context)
    return {lemma: tuple(found) for lemma, found in cues.items()}
