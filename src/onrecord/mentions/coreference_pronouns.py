"""Pronouns: what each could mean, how much speaks for it, and the choice by a stated margin."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

from onrecord.knowledge.actor_names import load_actor_names
from onrecord.knowledge.coreference_words import CoreferenceWords
from onrecord.mentions.coreference_memory import Entity, Memory, Occurrence, is_state_id
from onrecord.mentions.coreference_quotes import Quotes
from onrecord.mentions.coreference_syntax import (
    acting_clause,
    clause_of,
    controller_of,
    governing_verbs,
    is_inside_phrase,
    role_of,
)
from onrecord.records import Candidate, Sentence

__all__ = ["Choice", "Pronoun", "choose", "context_score", "is_empty_it", "rank", "read_pronoun", "score"]

_SHOWN = 3
_ACCUSATIVE = frozenset({"him", "her", "them"})  # "police let *them* cross": not the police


@dataclass(slots=True)
class Pronoun:
    """A pronoun, or a noun that points back, with what its sentence says of it; ``kind`` is a class of pronouns."""

    sentence: Sentence
    token: int
    kind: str
    role: str
    clause: int
    verbs: list[int]
    quote: int
    is_possessive: bool = False
    is_reflexive: bool = False
    is_accusative: bool = False
    needs_agent: bool = False
    slot: str = "neutral"
    acting: int = -1
    controller: int = -1
    owner: int = -1
    last_speaker: Entity | None = None
    next_verb: int = -1
    noun_above: int = -1


@dataclass(frozen=True, slots=True)
class Choice:
    """The best candidate, or none with the reason; ``candidates`` are the best few with their scores."""

    occurrence: Occurrence | None
    candidates: tuple[Candidate, ...]
    is_close: bool = False


def read_pronoun(sentence: Sentence, token: int, kind: str, quotes: Quotes, words: CoreferenceWords) -> Pronoun:
    """The pronoun at a token with its role, its clause and the verbs above it."""
    role = role_of(sentence, token)
    clause = clause_of(sentence, token)
    is_direct = sentence.heads[token] == clause or sentence.relations[token] == "conj"
    needs_agent = role == "subject" and is_direct and sentence.lemmas[clause] in words.agentive_verbs
    return Pronoun(
        sentence, token, kind, role, clause, governing_verbs(sentence, token),
        quotes.of.get((sentence.index, token), -1),
        is_possessive=sentence.relations[token] == "poss",
        is_reflexive=sentence.words[token].lower().endswith(("self", "selves")),
        is_accusative=sentence.relations[token] == "nsubj" and sentence.words[token].lower() in _ACCUSATIVE,
        needs_agent=needs_agent,
        acting=acting_clause(sentence, clause),
        controller=controller_of(sentence, clause),
        owner=_coordinated_owner(sentence, token),
        slot="agent" if needs_agent else _slot(sentence, token, role, words),
        next_verb=_next_verb(sentence, clause),
        noun_above=_noun_above(sentence, clause),
    )  # fmt: skip


def _coordinated_owner(sentence: Sentence, token: int) -> int:
    """The noun that a possessive's own noun is coordinated with: "the *government* and its opponents"."""
    noun = sentence.heads[token]
    if sentence.relations[token] != "poss" or sentence.relations[noun] != "conj":
        return -1
    return sentence.heads[noun]


def _slot(sentence: Sentence, token: int, role: str, words: CoreferenceWords) -> str:
    """What the place of a pronoun expects: "accused *it*" an actor, "published *it*" a thing."""
    above = sentence.heads[token]
    if role in ("object", "indirect", "passive"):
        if sentence.lemmas[above] in words.addressing_verbs:
            return "addressed"
        return "passive" if role == "passive" else "object"
    if role == "subject":
        if sentence.poses[above] not in ("VERB", "AUX"):
            return "object"
        is_copula = sentence.lemmas[above] in ("be", "become", "remain", "mean", "take", "start", "come")
        return "described" if is_copula else "neutral"
    if sentence.relations[token] in ("pobj", "conj"):
        return "addressed" if sentence.words[above].lower() in words.addressing_prepositions else "object"
    return "possessive" if role == "possessive" else "neutral"


def is_empty_it(sentence: Sentence, token: int, words: CoreferenceWords) -> bool:
    """Whether "it" means nothing: "*it* is clear that", "*it* seems", "*it* was reported that"."""
    if sentence.words[token].lower() != "it" or sentence.relations[token] not in ("nsubj", "nsubjpass", "expl"):
        return False
    verb = sentence.heads[token]
    lemma = sentence.lemmas[verb]
    if sentence.relations[token] == "nsubjpass":
        return lemma in words.empty_passives
    has_clause = sentence.child(verb, "ccomp", "xcomp", "csubj", "advcl", "relcl", "acl") is not None
    if lemma in words.empty_verbs:
        return has_clause
    if lemma == "be":
        complement = sentence.child(verb, "acomp", "attr", "advmod", "prep", "oprd")
        if complement is None:
            return has_clause
        if sentence.relations[complement] == "attr" and not _is_actor_noun(sentence.lemmas[complement], words):
            return True
        is_adjective = sentence.lemmas[complement] in words.empty_adjectives
        deep = sentence.child(complement, "ccomp", "xcomp", "relcl", "acl", "prep") is not None
        return (is_adjective and (has_clause or deep)) or (has_clause and sentence.relations[complement] == "attr")
    return False


def _is_actor_noun(lemma: str, words: CoreferenceWords) -> bool:
    """Whether "it is a ..." can be said of an actor: "it is a *member*", not "it is a *reminder*"."""
    return lemma in words.nouns or lemma in words.actor_nouns or lemma in load_actor_names().agents


def _number_fit(kind: str, slot: str, occurrence: Occurrence, words: CoreferenceWords) -> float | None:
    """How well an entity fits a class of pronouns; ``None`` rules it out."""
    entity = occurrence.entity
    penalty, bonus = words.weights.penalty, words.weights.bonus
    if kind in ("male", "female"):
        if entity.sort != "person" or entity.is_plural:
            return None
        wanted = kind[0]
        if entity.gender and entity.gender != wanted:
            return None
        if not entity.gender:
            return 0.0
        return bonus["female_gender" if kind == "female" else "gender"]
    if kind == "thing":
        if entity.sort == "people" and occurrence.ids and is_state_id(occurrence.ids[0]):
            return penalty["officials"]
        if entity.sort in ("person", "set") or (entity.is_plural and entity.sort in ("people", "thing")):
            return None
        base = words.weights.thing[slot] if entity.sort == "thing" else 0.0
        return base + (penalty["wrong_number"] if entity.is_plural else 0.0)
    if entity.sort == "person" or (entity.sort == "thing" and not entity.is_plural):
        return None
    if entity.is_plural:
        return words.weights.thing[slot] if entity.sort == "thing" else 0.0
    return penalty["plural_of_state"] if entity.sort == "state" else penalty["wrong_number"]


def _is_barred(pronoun: Pronoun, occurrence: Occurrence) -> bool:
    """Binding: "he" is not the subject of its own verb, nor what it stands inside of."""
    if occurrence.sentence != pronoun.sentence.index:
        return False
    s, token = pronoun.sentence, pronoun.token
    if occurrence.token == token or is_inside_phrase(s, token, occurrence.token):
        return True
    if is_inside_phrase(s, occurrence.token, token):
        return True
    if s.relations[token] == "conj" and s.heads[token] == occurrence.token:
        return True
    if pronoun.is_possessive or pronoun.is_reflexive:
        return False
    both = {pronoun.role, occurrence.role}
    if not both & {"subject", "passive"}:
        return False
    if occurrence.clause == pronoun.clause:
        return True
    if pronoun.is_accusative:
        return occurrence.clause == pronoun.next_verb
    is_controlled = pronoun.controller < 0 and occurrence.clause == pronoun.acting
    return pronoun.slot in ("object", "addressed") and is_controlled


def _nearness(pronoun: Pronoun, occurrence: Occurrence, words: CoreferenceWords) -> float:
    distance = words.weights.distance
    back = pronoun.sentence.index - occurrence.sentence
    if back == 0:
        return distance["same_sentence"] - 0.01 * abs(pronoun.token - occurrence.token)
    return back * distance["person_step" if occurrence.entity.sort == "person" else "step"]


def _syntax(pronoun: Pronoun, occurrence: Occurrence, words: CoreferenceWords) -> float:
    """Bonuses from the clause above: "*Iran* said *it* would" and parallel roles."""
    bonus = words.weights.bonus
    score = bonus["parallel"] if occurrence.role == pronoun.role else 0.0
    if occurrence.sentence == pronoun.sentence.index and pronoun.noun_above >= 0:
        noun = pronoun.noun_above
        if occurrence.token != noun and is_inside_phrase(pronoun.sentence, occurrence.token, noun):
            return score + bonus["noun_owner"]
    if occurrence.sentence != pronoun.sentence.index:
        return score + (bonus["same_speaker"] if pronoun.last_speaker is occurrence.entity else 0.0)
    if occurrence.token == pronoun.owner:
        return score + bonus["coordinated_owner"]
    if occurrence.token == pronoun.controller and pronoun.is_possessive:
        role = words.weights.role
        return score + bonus["own_clause"] + role["subject"] - role[occurrence.role]
    if occurrence.role not in ("subject", "passive", "agent") or _quoted(pronoun, words) >= 0:
        return score
    if _is_fronted(pronoun, occurrence):
        return score + bonus["fronted_subject"]
    if occurrence.clause not in pronoun.verbs or pronoun.quote != occurrence.quote:
        return score
    s = pronoun.sentence
    if pronoun.controller >= 0 and occurrence.clause == s.heads[pronoun.clause]:
        return score
    if occurrence.clause == pronoun.clause and not pronoun.is_possessive and not pronoun.is_reflexive:
        return score
    if occurrence.clause == pronoun.clause or (occurrence.clause == pronoun.acting and pronoun.controller < 0):
        return score + bonus["own_clause" if pronoun.is_possessive or pronoun.is_reflexive else "main_subject"]
    is_next = pronoun.next_verb >= 0 and occurrence.clause == acting_clause(s, pronoun.next_verb)
    is_speech = is_next and s.lemmas[pronoun.next_verb] in words.speech_verbs
    return score + bonus["speaker" if is_speech else "main_subject"]


def _quoted(pronoun: Pronoun, words: CoreferenceWords) -> int:
    """Whom the sentence quotes, -1 if nobody: "quoted *Castro* as saying that *he* had left"."""
    s, verb = pronoun.sentence, pronoun.next_verb
    if verb < 0 or s.tags[verb] != "VBG" or s.lemmas[verb] not in words.speech_verbs or s.words[s.heads[verb]] != "as":
        return -1
    found = s.child(s.heads[s.heads[verb]], "dobj")
    return -1 if found is None else found


def _is_fronted(pronoun: Pronoun, occurrence: Occurrence) -> bool:
    """Whether the candidate is the subject of a clause in front: "As the *group* loses ground, *it* will turn"."""
    s, verb = pronoun.sentence, occurrence.clause
    return s.relations[verb] == "advcl" and s.heads[verb] == pronoun.clause and verb < pronoun.token


def _next_verb(sentence: Sentence, clause: int) -> int:
    """The verb whose complement a clause is, -1 if it hangs on a noun ("a hint from Chad that *it* may leave")."""
    token = clause
    while sentence.heads[token] != token:
        if sentence.relations[token] in ("acl", "relcl"):
            return -1
        token = sentence.heads[token]
        if sentence.poses[token] in ("VERB", "AUX"):
            return token
    return -1


def _noun_above(sentence: Sentence, clause: int) -> int:
    """The noun that a clause completes, -1 if none."""
    token = clause
    while sentence.heads[token] != token:
        if sentence.relations[token] == "acl":
            return sentence.heads[token]
        if sentence.relations[token] not in ("conj", "xcomp", "ccomp"):
            return -1
        token = sentence.heads[token]
    return -1


def _quotation(pronoun: Pronoun, occurrence: Occurrence, quotes: Quotes, words: CoreferenceWords) -> float:
    penalty, role = words.weights.penalty, words.weights.role
    if occurrence.sentence == pronoun.sentence.index and occurrence.token == _quoted(pronoun, words):
        return words.weights.bonus["speaker"] + role["subject"] - role[occurrence.role]
    if pronoun.quote >= 0:
        is_speaker = quotes.names.get(pronoun.quote) == occurrence.names
        return penalty["speaker_inside"] if is_speaker else 0.0
    return penalty["in_quote"] if occurrence.quote >= 0 else 0.0


def _needs_agent(pronoun: Pronoun, thing: Occurrence, words: CoreferenceWords) -> bool:
    """Whether a thing cannot do what the verb says; a report may "say" and "warn", a blast "kill"."""
    if not pronoun.needs_agent:
        return False
    verb = pronoun.sentence.lemmas[pronoun.clause]
    speaks = verb in words.document_verbs and thing.lemma in words.documents
    return not speaks and not (verb in words.happening_verbs and thing.lemma in words.happenings)


def score(pronoun: Pronoun, occurrence: Occurrence, quotes: Quotes, words: CoreferenceWords) -> float | None:
    """How much speaks for one occurrence; ``None`` if it cannot be meant."""
    fit = _number_fit(pronoun.kind, pronoun.slot, occurrence, words)
    if fit is None or (occurrence.entity.sort == "thing" and _needs_agent(pronoun, occurrence, words)):
        return None
    context = context_score(pronoun, occurrence, quotes, words)
    return None if context is None else fit + context


def _is_nobody(occurrence: Occurrence) -> bool:
    """Whether an occurrence names no actor we know; a person with a name is somebody."""
    is_unknown = bool(occurrence.ids) and occurrence.ids[0].startswith("UNK")
    return is_unknown and not (occurrence.is_named and occurrence.entity.sort == "person")


def context_score(pronoun: Pronoun, occurrence: Occurrence, quotes: Quotes, words: CoreferenceWords) -> float | None:
    """What place, syntax and frequency say, whatever number and gender are; ``None`` where binding bars it."""
    if _is_barred(pronoun, occurrence):
        return None
    weights = words.weights
    total = weights.role[occurrence.role] + _nearness(pronoun, occurrence, words)
    total += _syntax(pronoun, occurrence, words) + _quotation(pronoun, occurrence, quotes, words)
    total += weights.bonus["frequent"] * min(log2(occurrence.entity.count or 1), weights.bonus["most_frequent"])
    total += weights.bonus["named"] if occurrence.is_named else 0.0
    total += weights.penalty["adjective"] if occurrence.is_adjective else 0.0
    total += weights.penalty["hyphenated"] if occurrence.is_hyphenated else 0.0
    total += weights.penalty["place"] if occurrence.as_place else 0.0
    total += weights.penalty["unknown_actor"] if _is_nobody(occurrence) else 0.0
    total += weights.penalty["one_of_several"] if occurrence.is_conjunct and pronoun.kind == "thing" else 0.0
    return total + (weights.penalty["joined"] if occurrence.is_joined else 0.0)


def rank(pronoun: Pronoun, memory: Memory, quotes: Quotes) -> list[tuple[float, Occurrence]]:
    """The best occurrence of every entity that can be meant, best first."""
    weights = memory.words.weights
    last = memory.last_speaker
    speaks = pronoun.role == "subject" and pronoun.sentence.lemmas[pronoun.clause] in memory.words.speech_verbs
    pronoun.last_speaker = last.entity if last is not None and speaks and pronoun.quote < 0 else None
    is_person = pronoun.kind in ("male", "female")
    back = weights.sentences_back_person if is_person else weights.sentences_back
    best: dict[int, tuple[float, Occurrence]] = {}
    for occurrence in memory.window(pronoun.sentence.index, back):
        value = score(pronoun, occurrence, quotes, memory.words)
        key = id(occurrence.entity)
        if value is not None and (key not in best or value > best[key][0]):
            best[key] = (value, occurrence)
    return sorted(best.values(), key=lambda pair: -pair[0])


def choose(ranked: list[tuple[float, Occurrence]], margin: float, least: float = -9.0) -> Choice:
    """The first of a ranking if it leads the next other actor by the margin; a thing in front means no actor.

    ``least`` is the score below which nobody is meant.
    """
    actors = [(value, o) for value, o in ranked if o.ids]
    shown = tuple(Candidate("+".join(o.ids), round(value, 2)) for value, o in actors[:_SHOWN])
    if not actors or not ranked[0][1].ids or actors[0][0] < least:
        return Choice(None, shown)
    best = actors[0]
    rival = next(((value, o) for value, o in actors[1:] if o.ids != best[1].ids), None)
    is_close = rival is not None and best[0] - rival[0] < margin
    return Choice(best[1], shown, is_close=is_close)
