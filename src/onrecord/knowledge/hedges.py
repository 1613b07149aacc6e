"""How governing words, modals, adverbs and subordinators colour a proposition: ``knowledge/certainty/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import read_toml

__all__ = ["Effect", "Hedges", "Signature", "StatusWords", "load_hedges"]

Kind = Literal["same", "opposite", "fact", "set"]
Content = Literal["clause", "infinitive", "gerund", "event", "subject"]

_GRADES = {"CT": 3, "PR": 2, "PS": 1, "Uu": 0}
_STATUSES = frozenset({"", "occurred", "ongoing", "planned", "hypothetical", "negated"})
_CONTENTS = get_args(Content)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a word does to its content; ``grade`` is 3 for CT, 2 for PR, 1 for PS, 0 for Uu; ``status`` may be empty."""

    name: str
    kind: Kind
    grade: int = 3
    score: float = 3.0
    status: str = ""
    is_negative: bool = False
    spares_content: bool = False
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """The effects of a governor on one kind of content, when it is affirmed and when it is negated.

    ``entry`` names the class in its file ("verbs:refuse.event"); ``prepositions`` are those of a noun's content.
    """

    affirmed: Effect
    negated: Effect
    entry: str
    prepositions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The lists of ``certainty/status.toml``, by their names there."""

    standing_nouns: frozenset[str]
    past_words: frozenset[str]
    standing_participles: frozenset[str]
    spoken: frozenset[str]
    providing_nouns: frozenset[str]
    polite_would: frozenset[str]
    performative: frozenset[str]
    documents: frozenset[str]
    document_verbs: frozenset[str]
    not_denying: frozenset[str]
    future_words: frozenset[str]
    definite: frozenset[str]
    negative_determiners: frozenset[str]
    unspecific: frozenset[str]
    wh_words: frozenset[str]
    portions: frozenset[str]
    states: frozenset[str]
    background: frozenset[str]
    ranks: frozenset[str]
    supposing: frozenset[str]
    presupposing: frozenset[str]
    not_so_far: frozenset[str]
    going_on: frozenset[str]
    opening_verbs: frozenset[str]
    lasting_nouns: frozenset[str]
    naming_verbs: frozenset[str]
    settings: frozenset[str]
    present_settings: frozenset[str]
    in_person: frozenset[str]
    wishing: frozenset[str]
    subject_dropping: frozenset[str]
    enacting: frozenset[str]
    enacted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hedges:
    """Every table of ``knowledge/certainty/``; governors are keyed by (phrase, kind of content)."""

    effects: Mapping[str, Effect]
    verbs: Mapping[tuple[str, str], Signature]
    nouns: Mapping[tuple[str, str], Signature]
    adjectives: Mapping[tuple[str, str], Signature]
    content_nouns: frozenset[str]
    attributive: Mapping[str, Effect]
    modals: Mapping[str, tuple[Effect, Effect]]
    adverbs: Mapping[str, Effect]
    subordinators: Mapping[str, Effect]
    prepositions: Mapping[str, Effect]
    words: StatusWords = field(repr=False)


@cache
def load_hedges() -> Hedges:
    """All tables of ``knowledge/certainty/``.

    Raises:
        KnowledgeError: an effect is not defined, a value is out of range, or a word stands in two classes that say
            different things of one kind of content.

    """
    modifiers = read_toml("certainty/modifiers.toml")
    adjectives = read_toml("certainty/adjectives.toml")
    attributive = adjectives.pop("attributive")
    effects = dict(_effects("effects.toml", read_toml("certainty/effects.toml")["effects"]))
    effects |= dict(_effects("modifiers.toml", modifiers["effects"]))
    noun_classes = read_toml("certainty/nouns.toml")
    return Hedges(
        effects=effects,
        verbs=_governors("verbs", read_toml("certainty/verbs.toml"), effects),
        nouns=_governors("nouns", noun_classes, effects),
        adjectives=_governors("adjectives", adjectives, effects),
        content_nouns=frozenset(
            lemma for row in noun_classes.values() if row.get("holds_content") for lemma in row["lemmas"]
        ),
        attributive=_by_word("adjectives.toml: attributive", attributive, effects),
        modals={m: (_known(effects, a, m), _known(effects, b, m)) for m, (a, b) in modifiers["modals"].items()},
        adverbs=_by_word("modifiers.toml: adverbs", modifiers["adverbs"], effects),
        subordinators=_by_word("modifiers.toml: subordinators", modifiers["subordinators"], effects),
        prepositions=_by_word("modifiers.toml: prepositions", modifiers["prepositions"], effects),
        words=_words(read_toml("certainty/status.toml")),
    )


def _effects(file: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Effect]]:
    for name, row in table.items():
        certainty = row.get("certainty", "CT+")
        score, status = float(row.get("score", 3.0)), row.get("status", "")
        is_negative = bool(row.get("negative", certainty.endswith("-")))
        if certainty[:2] not in _GRADES or status not in _STATUSES or not -3 <= score <= 3:
            raise KnowledgeError(f"certainty/{file}: {name}: certainty, score or status is none of those allowed")
        if row["kind"] not in get_args(Kind):
            raise KnowledgeError(f"certainty/{file}: {name}: kind must be one of {', '.join(get_args(Kind))}")
        yield (
            name,
            Effect(
                name,
                row["kind"],
                _GRADES[certainty[:2]],
                score,
                status,
                is_negative,
                bool(row.get("spares_content")),
                bool(row.get("known")),
            ),
        )


def _known(effects: Mapping[str, Effect], name: str, entry: str) -> Effect:
    if name not in effects:
        raise KnowledgeError(f"certainty: {entry}: there is no effect {name!r}; define it in effects.toml")
    return effects[name]


def _by_word(entry: str, table: Mapping[str, list[str]], effects: Mapping[str, Effect]) -> dict[str, Effect]:
    found: dict[str, Effect] = {}
    for name, words in table.items():
        for word in words:
            if word in found:
                raise KnowledgeError(f"certainty/{entry}: {word!r} stands under {found[word].name} and {name}")
            found[word] = _known(effects, name, entry)
    return found


def _governors(
    file: str, classes: Mapping[str, Mapping[str, Any]], effects: Mapping[str, Effect]
) -> dict[tuple[str, str], Signature]:
    found: dict[tuple[str, str], Signature] = {}
    for name, row in classes.items():
        prepositions = frozenset(row.get("prepositions", ()))
        for content in _CONTENTS:
            if content not in row:
                continue
            affirmed, negated = (_known(effects, effect, f"{file}:{name}") for effect in row[content])
            signature = Signature(affirmed, negated, f"{file}:{name}.{content}", prepositions)
            for lemma in row["lemmas"]:
                other = found.setdefault((lemma, content), signature)
                if other is not signature:
                    raise KnowledgeError(
                        f"certainty/{file}.toml: {lemma!r} stands in {other.entry} and {signature.entry}; keep one"
                    )
    return found


def _words(table: Mapping[str, list[str]]) -> StatusWords:
    missing = [name for name in StatusWords.__dataclass_fields__ if name not in table]
    if missing:
        raise KnowledgeError(f"certainty/status.toml: lists missing: {', '.join(missing)}")
    return StatusWords(**{name: frozenset(table[name]) for name in StatusWords.__dataclass_fields__})
