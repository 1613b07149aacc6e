"""What a report has named so far: entities, and every place where they stood, by sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from onrecord.knowledge.actor_names import load_actor_names
from onrecord.knowledge.coreference_words import CoreferenceWords, load_coreference_words
from onrecord.mentions.coreference_syntax import clause_of, role_of
from onrecord.records import ActorMention, Sentence, body_of

__all__ = ["Entity", "Memory", "Occurrence", "Sort", "entity_of", "is_state_id"]

Sort = Literal["person", "state", "body", "people", "set", "thing"]
_STATE_CODE_LENGTH = 3
_PERSON_RULES = frozenset(
    {"office-on-date", "surname-met", "surname-in-office", "out-of-office", "apposition", "unknown-person"}
)
_STATE_RULES = frozenset({"known-state", "known-capital", "known-epithet", "state-adjective", "known-region"})


@dataclass(slots=True)
class Entity:
    """One actor of the report; ``gender`` is "m", "f" or "" for not known, ``count`` how often it stood so far."""

    sort: Sort
    gender: str
    is_plural: bool
    count: int = 0


@dataclass(slots=True)
class Occurrence:
    """One place where an entity stood; ``mention`` is its position among the mentions at work, -1 for things."""

    entity: Entity
    ids: tuple[str, ...]
    names: tuple[str, ...]
    sentence: int
    token: int
    role: str
    clause: int
    mention: int
    lemma: str = ""
    quote: int = -1
    is_named: bool = False
    is_adjective: bool = False
    as_place: bool = False
    is_joined: bool = False
    is_conjunct: bool = False
    is_nested: bool = False
    is_hyphenated: bool = False
    is_of_persons: bool = False
    speaks: bool = False
    is_unnamed: bool = False


def is_state_id(identity: str) -> bool:
    """Whether an actor id belongs to a state: "PRK" and "PRK:GOV" do, "HAMAS" does not."""
    base = body_of(identity)
    return len(base) == _STATE_CODE_LENGTH and base in load_actor_names().states


def _gender(mention: ActorMention, sentence: Sentence, words: CoreferenceWords) -> str:
    name = mention.names[0].lower() if mention.names else ""
    tokens = {sentence.words[t].lower() for t in range(mention.first, mention.last)}
    if name in words.female_names or tokens & words.female_words:
        return "f"
    first = name.split()[0] if name else ""
    if first in words.female_names:
        return "f"
    return "m" if first in words.male_names or tokens & words.male_words else ""


def _is_crowd(mention: ActorMention, sentence: Sentence) -> bool:
    """Whether a singular noun means many: "the *population*", not "a *witness*"."""
    return sentence.lemmas[mention.head] in load_coreference_words().crowds


def _sort(mention: ActorMention, sentence: Sentence) -> Sort:
    is_state = len(mention.ids) == 1 and is_state_id(mention.ids[0])
    if mention.rule in _PERSON_RULES or mention.rule.startswith("title:"):
        return "person"
    if len(mention.ids) > 1 and sentence.tags[mention.head] == "NN":
        return "body"  # "the US-led *coalition*"
    if mention.kind in ("name", "acronym", "capital", "epithet", "alias") and mention.rule in _STATE_RULES:
        return "state" if is_state else "set" if len(mention.ids) > 1 else "body"
    if mention.kind in ("role", "definite", "unnamed", "group"):
        agent = load_actor_names().agents.get(sentence.lemmas[mention.head])
        if agent is not None and agent.type == "person":
            return "people" if mention.plural else "person"
        if agent is not None and agent.type == "people":
            return "person" if sentence.tags[mention.head] == "NN" and not _is_crowd(mention, sentence) else "people"
    return "people" if mention.plural and sentence.tags[mention.head] in ("NNS", "NNPS") else "body"


def entity_of(mention: ActorMention, sentence: Sentence, words: CoreferenceWords) -> Entity:
    """The entity a mention brings: its sort, its gender if it is a person, whether it is many."""
    sort = _sort(mention, sentence)
    gender = _gender(mention, sentence, words) if sort == "person" else ""
    tag = sentence.tags[mention.head]
    is_one = tag == "NN" or (tag == "NNP" and mention.kind in ("role", "group", "definite", "unnamed"))
    return Entity(sort, gender, sort in ("people", "set") or (mention.plural and not is_one))


def _key(mention: ActorMention, sort: Sort) -> tuple[str, ...]:
    if sort == "person":
        return ("person", *mention.names)
    if sort in ("state", "body") and len(mention.ids) == 1 and mention.ids[0].endswith((":GOV",)):
        return ("state", body_of(mention.ids[0]))
    return ("state" if sort == "state" else sort, *mention.ids)


def _is_conjunct(sentence: Sentence, head: int) -> bool:
    return sentence.relations[head] == "conj" or sentence.child(head, "conj") is not None


@dataclass(slots=True)
class Memory:
    """Entities by key and occurrences by sentence; filled from left to right.

    ``last_speaker`` is the subject of the last verb of saying, that of the main clause if a sentence has several.
    """

    words: CoreferenceWords
    entities: dict[tuple[str, ...], Entity] = field(default_factory=dict)
    places: dict[int, list[Occurrence]] = field(default_factory=dict)
    last_speaker: Occurrence | None = None

    def meet(
        self, mention: ActorMention, position: int, sentence: Sentence, quote: int, *, is_nested: bool = False
    ) -> Occurrence:
        """Note a mention; the same actor under another name of the same kind is the same entity."""
        fresh = entity_of(mention, sentence, self.words)
        entity = self.entities.setdefault(_key(mention, fresh.sort), fresh)
        entity.gender = entity.gender or fresh.gender
        role = role_of(sentence, mention.head)
        found = Occurrence(
            entity, mention.ids, mention.names, sentence.index, mention.head,
            "nested" if is_nested and role not in ("possessive", "modifier") else role,
            clause_of(sentence, mention.head), position, sentence.lemmas[mention.head], quote,
            is_named=mention.kind in ("name", "acronym", "alias"),
            is_adjective=mention.rule == "state-adjective", as_place=mention.as_place,
            is_unnamed=mention.kind == "unnamed",
            is_conjunct=_is_conjunct(sentence, mention.head), is_nested=is_nested,
            is_hyphenated=sentence.words[mention.head + 1 : mention.head + 2] == ("-",),
        )  # fmt: skip
        self.add(found, sentence)
        return found

    def unite(self, described: Occurrence | None, named: Occurrence) -> None:
        """Make a person and the apposition one: "the rights chief, *Zeid Ra'ad al-Hussein*"."""
        if described is None or described.entity.sort != "person" or named.entity.sort != "person":
            return
        first, second = (named, described) if named.is_named else (described, named)
        first.entity.gender = first.entity.gender or second.entity.gender
        second.entity, second.ids, second.names = first.entity, first.ids, first.names
        second.mention = first.mention

    def add(self, occurrence: Occurrence, sentence: Sentence) -> None:
        """Note one more place of a known entity."""
        self.places.setdefault(occurrence.sentence, []).append(occurrence)
        occurrence.entity.count += 1
        is_speech = sentence.lemmas[occurrence.clause] in self.words.speech_verbs
        occurrence.speaks = occurrence.role == "subject" and is_speech
        if (
            not occurrence.speaks
            or occurrence.quote >= 0
            or not (occurrence.ids or occurrence.lemma in self.words.documents)
        ):
            return
        last = self.last_speaker
        if last is None or last.sentence != occurrence.sentence or occurrence.clause == sentence.root:
            self.last_speaker = occurrence

    def window(self, sentence: int, back: int) -> Iterable[Occurrence]:
        """Occurrences of this sentence and of ``back`` sentences before it, the nearest sentence first."""
        for index in range(sentence, max(-1, sentence - back - 1), -1):
            yield from self.places.get(index, ())
