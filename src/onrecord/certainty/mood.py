"""Whether a clause asks, orders, or speaks to a reader at large, and so asserts nothing."""

from __future__ import annotations

from onrecord.certainty.scene import Scene, first_conjunct
from onrecord.records import Proposition

__all__ = ["is_addressed", "is_asked", "is_ordered", "is_own_word"]

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_BARE_TAGS = ("VB", "VBP")


def is_asked(scene: Scene, proposition: Proposition) -> bool:
    """Whether the clause is a question that leaves its matter open: "*Will* they leave?".

    "Why did they *leave*?" takes the leaving for granted, and "They *left*, did you know?" asserts it.
    """
    sentence, token = scene.sentence, proposition.head
    if not proposition.is_question:
        return False
    before = [c for c in sentence.children[token] if c < token]
    words = {sentence.words[c].lower() for c in before}
    if proposition.modal is None and words & scene.hedges.words.presupposing:
        return False
    subject = sentence.child(token, *_SUBJECTS)
    has_question_word = bool(words & scene.hedges.words.wh_words) or any(
        sentence.words[i].lower() in scene.hedges.words.wh_words for c in before for i in range(sentence.lefts[c], c)
    )
    is_inverted = subject is not None and any(sentence.poses[c] == "AUX" and c < subject for c in before)
    return has_question_word or is_inverted or subject is None or subject > token


def is_ordered(scene: Scene, proposition: Proposition) -> bool:
    """Whether the clause tells somebody to do it: "*Stop* the war", "Go and *see*"."""
    if _drops_own_subject(scene, proposition):
        return False
    if proposition.is_imperative:
        return True
    sentence, token = scene.sentence, proposition.head
    if proposition.category != "verb" or sentence.tags[token] not in _BARE_TAGS or sentence.kind == "title":
        return False
    if proposition.tense == "present" and sentence.tags[token] == "VB":
        return False
    if sentence.child(token, *_SUBJECTS) is not None or sentence.child(token, "aux", "auxpass") is not None:
        return False
    first = first_conjunct(sentence, token)
    if first != token:
        above = scene.propositions.get(first)
        if above is None or above.index >= proposition.index:
            return False
        is_asking = any(sentence.words[c].lower() == "please" for c in sentence.children[token])
        cannot_agree = sentence.tags[first] == "VBZ" and sentence.tags[token] == "VB"
        return is_asking or cannot_agree or is_ordered(scene, above)
    if sentence.relations[token] == "ROOT":
        return True
    if sentence.child(token, "mark") is not None or sentence.tags[token] != "VB":
        return False
    head = scene.propositions.get(sentence.heads[token])
    if sentence.relations[token] == "parataxis":
        return True
    return head is not None and _takes_no_bare_infinitive(scene, head, token)


def _drops_own_subject(scene: Scene, proposition: Proposition) -> bool:
    """Whether the writer left out his own "I": "*Hope* you are well"."""
    return proposition.lemma in scene.hedges.words.subject_dropping


def _takes_no_bare_infinitive(scene: Scene, head: Proposition, token: int) -> bool:
    """Whether a bare verb under another can only be an order: "we know them, *ask* us", not "saw him *leave*"."""
    sentence = scene.sentence
    if sentence.relations[token] not in ("ccomp", "advcl") or head.category == "noun":
        return False
    return head.lemma in scene.hedges.words.spoken or (sentence.relations[token] == "advcl" and token < head.head)


def is_addressed(scene: Scene, token: int) -> bool:
    """Whether the subject is the reader at large: "*you* can see it"."""
    return _subject_word(scene, token) == "you"


def is_own_word(scene: Scene, token: int) -> bool:
    """Whether the speaker speaks of his own future: "*I* will call", which is a promise more than a plan."""
    return _subject_word(scene, token) in ("i", "we")


def _subject_word(scene: Scene, token: int) -> str:
    subject = scene.sentence.child(token, "nsubj", "nsubjpass")
    return scene.sentence.words[subject].lower() if subject is not None else ""
