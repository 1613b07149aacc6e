"""Tense, aspect, modality, voice, negation and mood of one predicate, read off its auxiliaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.knowledge.predication import load_predication
from onrecord.propositions.linking import Link
from onrecord.records import Sentence

__all__ = ["Clause", "Tense", "read_clause"]

Tense = Literal["past", "present", "future", "none"]
Aspect = Literal["simple", "perfect", "progressive"]

_NEGATIVE_WORDS = frozenset(
    {"no", "neither", "nobody", "none", "nothing", "nor", "never", "not", "n't", "hardly", "barely"}
)
_FUTURE_MODALS = frozenset({"will", "shall", "'ll", "wo", "ll"})
_FINITE_PAST = "VBD"
_FINITE_PRESENT = ("VBZ", "VBP")
_NEGATIVE_MARKERS = frozenset({"without"})


@dataclass(frozen=True, slots=True)
class Clause:
    """What the words around a predicate say about it; tokens are positions in the sentence."""

    particle: int | None
    is_passive: bool
    is_question: bool
    is_imperative: bool
    tense: Tense
    aspect: Aspect
    modal: str | None
    negations: tuple[int, ...]


def read_clause(sentence: Sentence, token: int, kind: str, link: Link, known: dict[int, Clause]) -> Clause:
    """The clause features of the predicate at ``token``; a later conjunct takes the first one's auxiliaries.

    "They have not *signed* or *ratified* it": both are perfect and negated.
    """
    verb = _verb_of(sentence, token, kind)
    negations = _negations(sentence, token, verb, link)
    if verb is None:
        return Clause(
            particle=None,
            is_passive=False,
            is_question=False,
            is_imperative=False,
            tense="none",
            aspect="simple",
            modal=None,
            negations=negations,
        )
    auxiliaries = sentence.dependents(verb, "aux", "auxpass")
    shared = known.get(link.first_conjunct) if link.first_conjunct is not None else None
    passive = _is_passive(sentence, verb)
    particle = _particle(sentence, verb)
    if shared is not None and not auxiliaries and sentence.tags[verb] in ("VB", "VBN", "VBG"):
        tense, aspect, modal = shared.tense, shared.aspect, shared.modal
        negations = tuple(sorted({*negations, *shared.negations}))
    else:
        tense, aspect, modal = _tense(sentence, verb, auxiliaries)
    is_root = sentence.relations[verb] == "ROOT"
    question = is_root and sentence.words[-1] == "?"
    imperative = (
        is_root
        and sentence.tags[verb] == "VB"
        and not auxiliaries
        and sentence.child(verb, "nsubj", "nsubjpass") is None
    )
    return Clause(particle, passive, question, imperative, tense, aspect, modal, negations)


def _particle(sentence: Sentence, verb: int) -> int | None:
    """The verb's particle, also where it was read as part of the number after it: "hand *over* 20 tanks"."""
    found = sentence.child(verb, "prt")
    if found is not None or verb + 1 >= len(sentence):
        return found
    is_over = sentence.lemmas[verb + 1] == "over" and sentence.lemmas[verb] in load_predication().over_verbs
    return verb + 1 if is_over and sentence.relations[verb + 1] in ("quantmod", "advmod") else None


def _verb_of(sentence: Sentence, token: int, kind: str) -> int | None:
    """The verb that carries tense: the predicate itself, or the copula of an adjective or noun."""
    if kind == "verb":
        return token
    head = sentence.heads[token]
    if kind == "adjective" and head != token and sentence.poses[head] in ("AUX", "VERB"):
        return head
    return None


def _is_passive(sentence: Sentence, verb: int) -> bool:
    if sentence.child(verb, "auxpass", "nsubjpass", "agent") is not None:
        return True
    return (
        sentence.tags[verb] == "VBN"
        and sentence.relations[verb] in ("acl", "advcl")
        and (sentence.child(verb, "aux") is None)
    )


def _tense(sentence: Sentence, verb: int, auxiliaries: list[int]) -> tuple[Tense, Aspect, str | None]:
    lemmas = [sentence.lemmas[a] for a in auxiliaries]
    modal = next((_modal(sentence, a) for a in auxiliaries if sentence.tags[a] == "MD"), None)
    aspect: Aspect = "simple"
    if "have" in lemmas or "having" in lemmas:
        aspect = "perfect"
    elif sentence.tags[verb] == "VBG" and "be" in lemmas:
        aspect = "progressive"
    if modal in _FUTURE_MODALS:
        return "future", aspect, "will"
    if modal is not None:
        return "present", aspect, modal
    tags = [sentence.tags[a] for a in auxiliaries] + [sentence.tags[verb]]
    if _FINITE_PAST in tags:
        return "past", aspect, None
    if any(tag in _FINITE_PRESENT for tag in tags):
        return "present", aspect, None
    return "none", aspect, None


def _modal(sentence: Sentence, token: int) -> str:
    return {"ca": "can", "wo": "will", "'ll": "will", "'d": "would"}.get(sentence.lemmas[token], sentence.lemmas[token])


def _negations(sentence: Sentence, token: int, verb: int | None, link: Link) -> tuple[int, ...]:
    """Tokens that negate the predicate: not, never, no longer, a negative subject or object, "without"."""
    found = set()
    for head in {token} if verb is None else {token, verb}:
        for child in sentence.children[head]:
            relation = sentence.relations[child]
            if relation == "advmod" and sentence.words[child].lower() in ("longer", "more"):
                found.update(sentence.dependents(child, "neg"))
            elif relation == "neg" or (
                relation in ("advmod", "preconj", "cc", "det")
                and sentence.lemmas[child] in _NEGATIVE_WORDS
                and child < token
            ):
                found.add(child)
            elif relation in ("nsubj", "nsubjpass", "dobj", "attr"):
                found.update(_negative_determiner(sentence, child))
    if link.first_conjunct is not None:
        found.update(
            c
            for c in sentence.dependents(link.first_conjunct, "cc")
            if sentence.lemmas[c] == "nor" and link.first_conjunct < c < token
        )
    if link.marker in _NEGATIVE_MARKERS and link.marker_token is not None:
        found.add(link.marker_token)
    return tuple(sorted(found))


def _negative_determiner(sentence: Sentence, noun: int) -> list[int]:
    if sentence.lemmas[noun] in _NEGATIVE_WORDS:
        return [noun]
    return [
        c
        for c in sentence.children[noun]
        if sentence.relations[c] in ("det", "preconj", "neg") and sentence.lemmas[c] in ("no", "neither")
    ]
