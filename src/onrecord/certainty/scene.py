"""One sentence with its propositions by token, as the rules of certainty look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.knowledge.hedges import Hedges
from onrecord.records import Proposition, Sentence

__all__ = ["Scene", "first_conjunct", "governor_of", "has_to", "is_definite", "is_finite", "is_in_person", "is_noun"]

_PREPOSITIONS = frozenset({"ADP", "SCONJ", "PART"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})

_QUOTES = frozenset({'"', "``", "''", "\u201c", "\u201d"})


@dataclass(frozen=True, slots=True)
class Scene:
    """``propositions`` are keyed by the token that heads them; ``attributed`` are those that a holder vouches for.

    ``is_in_person`` tells that the writer speaks to a reader in his own person, as in a letter or a post.
    """

    sentence: Sentence
    propositions: Mapping[int, Proposition]
    hedges: Hedges
    attributed: frozenset[int]
    is_in_person: bool


def is_in_person(sentence: Sentence, hedges: Hedges) -> bool:
    """Whether the writer speaks in his own person to a reader, outside quotation marks: "*I* need it by Friday"."""
    words = [word.lower() for word in sentence.words]
    return not hedges.words.in_person.isdisjoint(words) and _QUOTES.isdisjoint(words)


def first_conjunct(sentence: Sentence, token: int) -> int:
    """The first member of the coordination that a token belongs to: "*met* and talked"."""
    while sentence.relations[token] == "conj" and sentence.heads[token] != token:
        token = sentence.heads[token]
    return token


def governor_of(sentence: Sentence, token: int) -> tuple[int | None, tuple[str, ...]]:
    """The word above a token and the prepositions between them, outermost first: "pulled *out of* the talks"."""
    prepositions: list[str] = []
    head = sentence.heads[token]
    while head != token and _is_preposition(sentence, head):
        if sentence.relations[head] != "conj":
            prepositions.append(sentence.lemmas[head].lower())
        token, head = head, sentence.heads[head]
    if head == token:
        return None, ()
    return head, tuple(reversed(prepositions))


def _is_preposition(sentence: Sentence, token: int) -> bool:
    """Whether a word only joins: "*of*", "*including* talks", "*ahead* of the talks", "stopped *short* of it"."""
    if sentence.relations[token] == "ROOT":
        return False
    return (
        sentence.poses[token] in _PREPOSITIONS
        or sentence.relations[token] == "prep"
        or sentence.lemmas[token] in ("ahead", "short")
    )


def is_noun(sentence: Sentence, token: int) -> bool:
    """Whether the token is a common or proper noun."""
    return sentence.poses[token] in ("NOUN", "PROPN")


def has_to(sentence: Sentence, token: int) -> bool:
    """Whether the token is an infinitive with "to"."""
    return any(sentence.tags[c] == "TO" for c in sentence.children[token] if sentence.relations[c] == "aux")


def is_finite(sentence: Sentence, token: int) -> bool:
    """Whether the verb or one of its auxiliaries has tense."""
    if sentence.tags[token] in _FINITE_TAGS:
        return True
    return any(
        sentence.tags[c] in _FINITE_TAGS
        for c in sentence.children[token]
        if sentence.relations[c] in ("aux", "auxpass")
    )


def is_definite(scene: Scene, noun: int) -> bool:
    """Whether a noun speaks of something known: "*the attack*", "*its attack*", "*Monday's attack*"."""
    sentence = scene.sentence
    for child in sentence.children[noun]:
        relation = sentence.relations[child]
        if relation == "poss" or (relation == "det" and sentence.words[child].lower() in scene.hedges.words.definite):
            return True
    return False
