"""Small questions to a parsed sentence that coreference asks: roles, clauses, what stands inside what."""

from __future__ import annotations

from onrecord.records import Sentence

__all__ = [
    "acting_clause",
    "clause_of",
    "controller_of",
    "governing_verbs",
    "is_inside_phrase",
    "relative_head",
    "role_of",
]

_SUBJECTS = {
    "nsubj": "subject", "csubj": "subject", "nsubjpass": "passive", "dobj": "object", "dative": "indirect",
    "attr": "attribute", "poss": "possessive", "oprd": "attribute", "agent": "agent", "ROOT": "subject",
}  # fmt: skip
_MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod", "nummod"})
_OUTSIDE = frozenset({"relcl", "acl", "appos", "parataxis", "conj"})
_CONTROLLED = frozenset({"xcomp", "advcl", "pcomp", "conj"})
_DEEPEST = 12


def role_of(sentence: Sentence, token: int) -> str:
    """The role of a noun phrase by its head; a conjunct or an apposition has that of the phrase it belongs to."""
    relations, heads = sentence.relations, sentence.heads
    for _ in range(_DEEPEST):
        relation = relations[token]
        if relation not in ("conj", "appos"):
            break
        token = heads[token]
    if relation in _SUBJECTS:
        return _SUBJECTS[relation]
    if relation in _MODIFIERS:
        return "modifier"
    if relation == "pobj":
        above = heads[token]
        if relations[above] == "agent":
            return "agent"
        return "oblique" if sentence.poses[heads[above]] in ("VERB", "AUX") else "nested"
    return "other"


def clause_of(sentence: Sentence, token: int) -> int:
    """The nearest verb above a token, or the root."""
    heads, poses = sentence.heads, sentence.poses
    while heads[token] != token:
        token = heads[token]
        if poses[token] in ("VERB", "AUX"):
            return token
    return token


def acting_clause(sentence: Sentence, verb: int) -> int:
    """The verb whose subject also acts in a clause without one: "Hamas *slammed* the decision, calling it a coup"."""
    relations, heads = sentence.relations, sentence.heads
    for _ in range(_DEEPEST):
        if sentence.child(verb, "nsubj", "nsubjpass") is not None or relations[verb] not in _CONTROLLED:
            return verb
        above = heads[verb]
        if above == verb or sentence.poses[above] not in ("VERB", "AUX", "ADP"):
            return verb
        verb = above if sentence.poses[above] != "ADP" else clause_of(sentence, above)
    return verb


def controller_of(sentence: Sentence, verb: int) -> int:
    """The object that acts in an infinitive, -1 if none: "called on the *government* to make its effort"."""
    above = sentence.heads[verb]
    if sentence.relations[verb] not in ("xcomp", "advcl") or sentence.tags[verb] != "VB" or above == verb:
        return -1
    found = sentence.child(above, "dobj")
    if found is None:
        preposition = sentence.child(above, "prep")
        if preposition is None or sentence.words[preposition].lower() not in ("on", "upon", "for", "to"):
            return -1
        found = sentence.child(preposition, "pobj")
    return found if found is not None and found < verb else -1


def governing_verbs(sentence: Sentence, token: int) -> list[int]:
    """All verbs above a token, nearest first."""
    found = []
    heads, poses = sentence.heads, sentence.poses
    while heads[token] != token:
        token = heads[token]
        if poses[token] in ("VERB", "AUX"):
            found.append(token)
    return found


def is_inside_phrase(sentence: Sentence, token: int, head: int) -> bool:
    """Whether a token lies in the noun phrase of ``head`` itself, not in what hangs on it.

    "*its* staunchest ally Russia": "its" lies inside the phrase of "ally" and of "Russia".
    """
    if not sentence.lefts[head] <= token < sentence.rights[head]:
        return False
    while token != head:
        if sentence.relations[token] in _OUTSIDE:
            return False
        above = sentence.heads[token]
        if above == token:
            return False
        token = above
    return True


def relative_head(sentence: Sentence, token: int) -> int | None:
    """The noun a relative pronoun stands for: "Chad, *which* lost the war"."""
    heads, relations = sentence.heads, sentence.relations
    for _ in range(_DEEPEST):
        above = heads[token]
        if above == token:
            return None
        if relations[token] == "relcl":
            return above
        token = above
    return None
