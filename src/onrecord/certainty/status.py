"""Whether a thing occurred, is going on, or is yet to come, where nothing but tense and the word itself say so."""

from __future__ import annotations

from typing import cast

from onrecord.certainty.scene import Scene
from onrecord.records import Proposition, Status

__all__ = ["plain_status"]


def plain_status(scene: Scene, proposition: Proposition, above: str) -> Status:
    """The status by tense, aspect and kind of word; ``above`` is the status of the governor, or empty.

    "They *are shelling* the town": ongoing; "the *war*": ongoing; "Chad *shells* town" as a headline: occurred.
    """
    if proposition.category == "noun":
        return _noun_status(scene, proposition, above)
    if proposition.tense == "future":
        return "planned"
    sentence, words = scene.sentence, scene.hedges.words
    token = proposition.head
    if proposition.aspect == "progressive":
        return "planned" if _points_ahead(scene, token) else "ongoing"
    if proposition.tense == "present" and proposition.aspect == "simple":
        if sentence.kind != "body" or proposition.lemma in words.spoken or _is_performed(scene, proposition):
            return "occurred"
        return "planned" if _points_ahead(scene, token) else "ongoing"
    if proposition.tense == "none":
        return _nonfinite_status(scene, proposition, above)
    return "occurred"


def _is_performed(scene: Scene, proposition: Proposition) -> bool:
    """Whether saying it is doing it: "We *urge* all sides to stop"."""
    sentence = scene.sentence
    subject = sentence.child(proposition.head, "nsubj")
    is_first_person = subject is not None and sentence.words[subject].lower() in ("we", "i")
    return is_first_person and proposition.lemma in scene.hedges.words.performative


def _points_ahead(scene: Scene, token: int) -> bool:
    """Whether an unmarked present is about the future: "meets the king *next week*"."""
    sentence, words = scene.sentence, scene.hedges.words.future_words
    for child in sentence.children[token]:
        is_time = sentence.relations[child] in ("npadvmod", "advmod", "prep") and child > token
        reach = range(sentence.lefts[child], sentence.rights[child]) if is_time else ()
        if any(sentence.words[i].lower() in words for i in reach):
            return True
    return False


def _nonfinite_status(scene: Scene, proposition: Proposition, above: str) -> Status:
    sentence, token = scene.sentence, proposition.head
    if sentence.relations[token] in ("acl", "relcl"):
        if sentence.tags[token] == "VBG":
            return "ongoing"
        if sentence.tags[token] == "VBN" and proposition.lemma in scene.hedges.words.standing_participles:
            return "ongoing"
        return "occurred"
    if above in ("ongoing", "planned") and sentence.relations[token] in ("xcomp", "pcomp", "ccomp"):
        return cast("Status", above)
    return "occurred"


def _noun_status(scene: Scene, proposition: Proposition, above: str) -> Status:
    sentence, words, token = scene.sentence, scene.hedges.words, proposition.head
    if above == "planned":
        return "planned"
    if proposition.lemma.lower() in words.standing_nouns:
        for child in sentence.children[token]:
            if child < token and (sentence.words[child].lower() in words.past_words or sentence.tags[child] == "CD"):
                return "occurred"
        return "ongoing"
    return "ongoing" if above == "ongoing" else "occurred"
