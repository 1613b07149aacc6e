"""Whether the clause around a time expression speaks of what is past or of what lies ahead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from onrecord.records import Sentence

__all__ = ["Direction", "direction"]

Direction = Literal["past", "future"] | None
_LONGEST_CLIMB = 12
_Lists = Mapping[str, frozenset[str]]


def direction(sentence: Sentence, token: int, lists: _Lists) -> Direction:
    """Past or future of the clause that holds ``token``; ``None`` where the clause does not tell.

    "*met* Friday" past; "*will meet* Friday", "is *due* Friday", "plans *to meet* Friday" future.
    """
    if sentence.lemmas[sentence.heads[token]] in lists["dayparts"]:
        token = sentence.heads[token]  # "Friday *night*", "9 *a.m.* Tuesday"
    preposition = _preposition(sentence, token)
    if preposition == "since":
        return "past"
    if preposition in ("until", "till"):
        return _deadline_direction(sentence, sentence.heads[token])
    way = _clause_direction(sentence, token, lists)
    return None if way == "past" and preposition in lists["deadlines"] else way


def _clause_direction(sentence: Sentence, token: int, lists: _Lists) -> Direction:
    """What the verbs above ``token`` say, the nearest first."""
    modifies_noun = sentence.relations[token] in ("compound", "nmod", "amod", "nummod", "poss")
    below, node, through_noun = -1, token, False
    for _ in range(_LONGEST_CLIMB):
        if below >= 0 and _looks_ahead(sentence, node, below, lists):
            return "past" if _is_pluperfect(sentence, node) else "future"
        if sentence.tags[node] == "VBG" and sentence.lemmas[node] in lists["starting"]:
            return None
        if sentence.tags[node].startswith(("VB", "MD")):
            if modifies_noun and sentence.relations[below] not in ("nsubj", "nsubjpass"):
                return "past" if sentence.relations[token] == "poss" else None
            told = _verb_direction(sentence, node, lists, is_direct=not through_noun)
            if told is not None and not _is_of_the_saying(sentence, node, token, lists):
                return told
        is_noun = sentence.poses[node] in ("NOUN", "PROPN") and sentence.relations[node] not in ("dobj", "attr")
        through_noun = through_noun or (node != token and is_noun)
        below, node = node, sentence.heads[node]
        if node == below:
            break
    return None


def _is_of_the_saying(sentence: Sentence, verb: int, token: int, lists: _Lists) -> bool:
    """Whether a day the parse gave to what is said is the saying's: "*said* on Friday it would leave"."""
    saying = sentence.heads[verb]
    if (
        sentence.relations[verb] != "ccomp"
        or not saying < token < verb
        or sentence.lemmas[saying] not in lists["saying"]
    ):
        return False
    subject = sentence.child(verb, "nsubj", "nsubjpass", "expl")
    return subject is not None and subject > token


def _deadline_direction(sentence: Sentence, preposition: int) -> Direction:
    """As in "postponed *until* Friday": future; "*Until* Friday, he had not": past."""
    verb = sentence.heads[preposition]
    return "past" if preposition < verb or _is_pluperfect(sentence, verb) else "future"


def _is_pluperfect(sentence: Sentence, node: int) -> bool:
    """As in "*had been* due Friday": what was ahead has passed."""
    verbs = (node, sentence.heads[node])
    return any(sentence.words[child].lower() == "had" for verb in verbs for child in sentence.children[verb])


def _preposition(sentence: Sentence, token: int) -> str:
    head = sentence.heads[token]
    return sentence.words[head].lower() if sentence.relations[token] in ("pobj", "pcomp") else ""


def _looks_ahead(sentence: Sentence, node: int, below: int, lists: _Lists) -> bool:
    """Whether a planning word governs the day: "*scheduled* for Friday", "*expected* in June", not "*asked* Friday"."""
    lemma, word = sentence.lemmas[node], sentence.words[below].lower()
    if lemma in lists["prospective"]:
        if sentence.tags[node].startswith("JJ"):
            return True
        if sentence.tags[node] == "VBN" and _is_present_passive(sentence, node, lists):
            return True
        is_arranged = lemma in lists["arranging"] and sentence.tags[node].startswith("VB")
        return is_arranged or word in lists["goals"] or sentence.relations[below] == "xcomp"
    if lemma in lists["directive"]:
        return sentence.relations[below] == "xcomp" or (word in lists["goals"] and lemma not in ("tell", "warn"))
    return False


def _is_present_passive(sentence: Sentence, verb: int, lists: _Lists) -> bool:
    """As in "is *expected*", "has *scheduled*", "a vote *scheduled* Friday"; not "a record *set* Friday"."""
    auxiliaries = [child for child in sentence.children[verb] if sentence.relations[child] in ("aux", "auxpass")]
    if not auxiliaries:
        return sentence.lemmas[verb] in lists["arranging"]
    return all(sentence.tags[child] in ("VBZ", "VBP") for child in auxiliaries)


def _verb_direction(sentence: Sentence, verb: int, lists: _Lists, *, is_direct: bool) -> Direction:
    auxiliaries = [child for child in sentence.children[verb] if sentence.relations[child] in ("aux", "auxpass")]
    words = {sentence.words[child].lower() for child in auxiliaries}
    tags = {sentence.tags[child] for child in auxiliaries}
    tag = sentence.tags[verb]
    if words & lists["modals"] or tag == "MD":
        return "past" if "have" in words else "future"
    if "to" in words:
        return _infinitive_direction(sentence, verb, lists)
    if (
        tag == "VBN"
        and tags
        and tags <= {"VBZ", "VBP"}
        and all(sentence.lemmas[child] == "be" for child in auxiliaries)
    ):
        return "future" if is_direct and sentence.lemmas[verb] not in lists["saying"] else None
    if tag in ("VBD", "VBN") or "VBD" in tags:
        return "past"
    if tag == "VBG":
        return "future" if is_direct and tags & {"VBP", "VBZ"} and "been" not in words else None
    if tag in ("VBZ", "VBP") and is_direct and sentence.lemmas[verb] not in lists["saying"]:
        return "future"
    return None


def _infinitive_direction(sentence: Sentence, verb: int, lists: _Lists) -> Direction:
    """As in "*plans* to leave", "*is* to leave": future; "*managed* to leave" as the verb above tells."""
    governor = sentence.heads[verb]
    lemma = sentence.lemmas[governor]
    if sentence.relations[verb] not in ("xcomp", "ccomp", "ROOT", "conj") and lemma not in lists["intentions"]:
        return None
    if lemma == "be" and governor != verb:
        return "future"
    if lemma in lists["implicative"] and lemma not in lists["prospective"]:
        return None
    return "future"
