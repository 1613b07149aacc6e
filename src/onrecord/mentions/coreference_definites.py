"""Singular nouns that point back: "the communist nation", "the group", "the alliance", "its forces"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log2

from onrecord.knowledge.actor_names import load_actor_names
from onrecord.knowledge.coreference_words import CoreferenceWords, Weights
from onrecord.mentions.coreference_memory import Entity, Occurrence, is_state_id
from onrecord.mentions.coreference_phrases import Phrase
from onrecord.mentions.coreference_pronouns import Pronoun, choose, context_score, read_pronoun
from onrecord.mentions.coreference_work import Work
from onrecord.records import ActorKind, ActorMention, Candidate, Sentence, body_of

__all__ = ["Definite", "is_open", "owned", "resolve_one"]

_OPEN_RULES = frozenset({"no-state", "no-clear-state", "discourse-state", "unknown-alone"})
_ANYBODY = frozenset({"group", "movement", "organization", "organisation", "militia", "faction"})
_REBEL_SECTORS = frozenset({"REB", "OPP", "PRM", "PTY", "CRM", "CVL", "REF", "BUS", "JRN", "MED", "UAF", "ELI"})
_NOT_THE_STATE = -0.8
_PLACE_LIKE = 0.4
_LATEST = 0.4
_LEAST_GROUP = 0.0
_WORLD_BODY = -1.0
_WORLD_BODIES = frozenset({"UN", "UNSC", "UNGA", "EU", "NATO", "IAEA", "WEST", "EUR"})


@dataclass(frozen=True, slots=True)
class Definite:
    """What a noun means; ``target`` is ``None`` if candidates are too close."""

    target: Occurrence | None
    rule: str
    kind: ActorKind
    candidates: tuple[Candidate, ...]


def is_open(mention: ActorMention, sentence: Sentence) -> bool:
    """Whether find_actors had no owner to go by, or one that may be its home only.

    "*the army*", "*its forces*"; "the Lebanese *group*" is Hezbollah where Hezbollah was named.
    """
    if sentence.lemmas[mention.head] in _ANYBODY and mention.kind in ("definite", "group", "role"):
        if mention.rule == "stateless-sector":
            return True
        return not mention.names[0].lower().endswith(sentence.lemmas[mention.head])
    return mention.rule in _OPEN_RULES and mention.kind in ("definite", "unnamed", "role")


def owned(mention: ActorMention, sentence: Sentence, work: Work) -> ActorMention | None:
    """An open description with the owner its possessive pronoun tells: "*its* forces" of Russia are RUS:MIL."""
    owner = sentence.child(mention.head, "poss")
    position = work.by_head.get((sentence.index, owner)) if owner is not None else None
    if position is None or work.mentions[position].kind != "pronoun":
        return None
    whose = work.mentions[position]
    if whose.ids[0].startswith("UNK"):
        return None
    sector = mention.ids[0].partition(":")[2]
    if not all(body_of(identity) == identity.upper() or is_state_id(identity) for identity in whose.ids):
        return None
    states = load_actor_names().states
    pairs = zip(whose.ids, whose.names, strict=True)
    sides = {_with_sector(identity, sector): states.get(body_of(identity), name) for identity, name in pairs}
    return replace(
        mention,
        ids=tuple(sides),
        names=tuple(sides.values()),
        rule="owned-by-pronoun",
        antecedent=position,
        candidates=(),
    )


def _with_sector(identity: str, sector: str) -> str:
    base, _, own = identity.partition(":")
    if not is_state_id(identity) or own in ("REB", "OPP", "PRM", "PTY", "CRM"):
        return identity
    return f"{base}:{sector}" if sector else base


def _state_unit(occurrence: Occurrence, allowed: frozenset[str] | None) -> str | None:
    if occurrence.entity.sort in ("thing", "set") or len(occurrence.ids) != 1:
        return None
    base, _, sector = occurrence.ids[0].partition(":")
    if not is_state_id(base) or sector in _REBEL_SECTORS or (allowed is not None and base not in allowed):
        return None
    return base


def _state_value(occurrence: Occurrence, weights: Weights) -> float:
    """A country is meant by what the report is about, less by who did what last: roles count half, topics more."""
    is_state = occurrence.entity.sort == "state" or occurrence.is_adjective
    flattened = weights.bonus["topic"] * log2(occurrence.entity.count or 1) - 0.5 * weights.role[occurrence.role]
    return flattened + (0.0 if is_state else _NOT_THE_STATE)


def _where(pronoun: Pronoun, occurrence: Occurrence) -> float:
    """A state as a place, "in the north of *the country*", is seldom the one that acts there."""
    if pronoun.role not in ("oblique", "nested"):
        return 0.0
    if occurrence.role in ("oblique", "nested"):
        return _PLACE_LIKE
    acts_here = occurrence.sentence == pronoun.sentence.index and occurrence.role in ("subject", "passive")
    return _NOT_THE_STATE if acts_here else 0.0


def _as_state(occurrence: Occurrence, base: str) -> Occurrence:
    names = load_actor_names().states
    return replace(occurrence, ids=(base,), names=(names[base],), entity=Entity("state", "", is_plural=False))


def _state(work: Work, sentence: Sentence, phrase: Phrase) -> Definite | None:
    pronoun = read_pronoun(sentence, phrase.head, "thing", work.quotes, work.words)
    best: dict[str, tuple[float, Occurrence]] = {}
    back = work.words.weights.sentences_back + (2 if phrase.allowed is not None else 0)
    for occurrence in work.memory.window(sentence.index, back):
        base = _state_unit(occurrence, phrase.allowed)
        if base is None:
            continue
        context = context_score(pronoun, occurrence, work.quotes, work.words)
        if context is None:
            continue
        value = context + _state_value(occurrence, work.words.weights) + _where(pronoun, occurrence)
        if base not in best or value > best[base][0]:
            best[base] = (value, _as_state(occurrence, base))
    if best:
        latest = max(best, key=lambda base: (best[base][1].sentence, best[base][1].token))
        best[latest] = (best[latest][0] + _LATEST, best[latest][1])
    kind: ActorKind = "epithet" if phrase.allowed is not None else "definite"
    if not best and phrase.sole is not None:
        name = load_actor_names().states[phrase.sole]
        new = Occurrence(Entity("state", "", is_plural=False), (phrase.sole,), (name,), -1, -1, "other", -1, -1)
        return Definite(new, "sole-epithet", "epithet", ())
    if not best:
        return None
    choice = choose(sorted(best.values(), key=lambda pair: -pair[0]), work.words.weights.margin)
    return Definite(None if choice.is_close else choice.occurrence, "salient-state", kind, choice.candidates)


def _stands_for(occurrence: Occurrence, sort: str, noun: str, words: CoreferenceWords) -> bool:
    """Whether an actor may be called by the noun: HAMAS "the group", NATO "the alliance"."""
    if len(occurrence.ids) != 1 or occurrence.entity.sort not in ("body", "people", "state"):
        return False
    identity = occurrence.ids[0]
    base, _, sector = identity.partition(":")
    if base == "UNK" or not base.isupper():
        return False
    if sort in words.bodies:
        return base in words.bodies[sort]
    if sort == "body":
        name = occurrence.names[0].lower() if occurrence.names else ""
        return name.endswith(noun) or f"{noun} " in name
    if sort == "group" and not is_state_id(identity):
        return occurrence.entity.sort == "body" or identity not in words.peoples
    return sector in words.sectors.get(sort, ())


def _is_of_kind(work: Work, occurrence: Occurrence, phrase: Phrase) -> bool:
    """Whether "the *militant* group" may be this one: not a body of citizens, and the other way round."""
    if "group" not in phrase.sorts:
        return True
    rule = work.mentions[occurrence.mention].rule if occurrence.mention >= 0 else ""
    sector = occurrence.ids[0].partition(":")[2]
    if any(word in work.words.militant_words for word in phrase.modifiers):
        return rule not in ("known-body", "known-agency") and sector != "NGO"
    if any(word in work.words.civic_words for word in phrase.modifiers):
        return rule != "known-group" and sector not in ("REB", "PRM")
    return True


def _body(work: Work, sentence: Sentence, phrase: Phrase) -> Definite | None:
    pronoun = read_pronoun(sentence, phrase.head, "thing", work.quotes, work.words)
    noun = sentence.lemmas[phrase.head]
    best: dict[tuple[str, ...], tuple[float, Occurrence]] = {}
    for occurrence in work.memory.window(sentence.index, work.words.weights.sentences_back + 2):
        if not any(_stands_for(occurrence, sort, noun, work.words) for sort in phrase.sorts - {"state"}):
            continue
        context = context_score(pronoun, occurrence, work.quotes, work.words)
        if context is None or not _is_of_kind(work, occurrence, phrase):
            continue
        value = context + (_WORLD_BODY if occurrence.ids[0] in _WORLD_BODIES and "group" in phrase.sorts else 0.0)
        if occurrence.ids not in best or value > best[occurrence.ids][0]:
            best[occurrence.ids] = (value, occurrence)
    if not best:
        return None
    least = _LEAST_GROUP if "group" in phrase.sorts else -9.0
    choice = choose(sorted(best.values(), key=lambda pair: -pair[0]), work.words.weights.margin, least)
    if choice.occurrence is None:
        return None
    return Definite(None if choice.is_close else choice.occurrence, "salient-body", "definite", choice.candidates)


def resolve_one(work: Work, sentence: Sentence, phrase: Phrase) -> Definite | None:
    """Whom a singular noun means: a body it can be said of, else a state; ``None`` if nothing fits."""
    if phrase.sorts - {"state"}:
        found = _body(work, sentence, phrase)
        if found is not None:
            return found
    return _state(work, sentence, phrase) if "state" in phrase.sorts else None
