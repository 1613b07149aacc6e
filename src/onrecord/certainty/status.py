"""Whether a thing occurred, is going on, or is yet to come, where nothing but tense and the word itself say so."""

from __future__ import annotations

from typing import cast

from onrecord.certainty.links import Link
from onrecord.certainty.scene import Scene, first_conjunct, governor_of, is_definite
from onrecord.records import Proposition, Status

__all__ = ["plain_status"]


def plain_status(scene: Scene, proposition: Proposition, link: Link | None, above: str) -> Status:
    """The status by tense, aspect and kind of word; ``above`` is the status of the governor, or empty.

    "They *are shelling* the town": ongoing; "the *war*": ongoing; "Chad *shells* town" as a headline: occurred.
    """
    if proposition.category == "noun":
        return _noun_status(scene, proposition, link, above)
    if proposition.tense == "future":
        return "planned"
    sentence, token = scene.sentence, proposition.head
    if proposition.aspect == "progressive" or _is_under_way(scene, token):
        return "planned" if proposition.tense == "present" and _points_ahead(scene, token) else "ongoing"
    if proposition.tense == "present" and proposition.aspect == "simple":
        if (
            sentence.kind != "body"
            or proposition.lemma in scene.hedges.words.spoken
            or _is_performed(scene, proposition)
        ):
            return "occurred"
        return "planned" if _points_ahead(scene, token) else "ongoing"
    if proposition.tense == "none":
        return _nonfinite_status(scene, proposition, above)
    return "occurred"


def _is_under_way(scene: Scene, token: int) -> bool:
    """Whether an -ing form heads its clause: "have been *shelling* the town", "Chad *pressing* Mali" (a headline)."""
    sentence = scene.sentence
    if sentence.tags[token] != "VBG":
        return False
    return sentence.relations[token] == "ROOT" or any(
        sentence.words[c].lower() == "been" for c in sentence.dependents(token, "aux")
    )


def _is_performed(scene: Scene, proposition: Proposition) -> bool:
    """Whether saying it is doing it: "We *urge* all sides to stop", "the resolution *calls* on all states"."""
    sentence, words = scene.sentence, scene.hedges.words
    token = proposition.head if proposition.category == "verb" else sentence.heads[proposition.head]
    subject = sentence.child(token, "nsubj", "nsubjpass")
    if subject is None:
        return False
    if sentence.words[subject].lower() in ("we", "i"):
        return proposition.lemma in words.performative
    return sentence.lemmas[subject].lower() in words.documents and proposition.lemma in words.document_verbs


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
    relation, tag = sentence.relations[token], sentence.tags[token]
    if proposition.aspect == "perfect":
        return "occurred"
    if relation in ("acl", "relcl"):
        noun = sentence.heads[token]
        is_text = sentence.lemmas[noun].lower() in scene.hedges.words.documents
        if tag == "VBG":
            return "occurred" if is_text else "ongoing"
        is_standing = tag == "VBN" and proposition.lemma in scene.hedges.words.standing_participles
        return "ongoing" if is_standing else "occurred"
    if relation == "amod" and tag == "VBG":
        return "ongoing"
    if above in ("ongoing", "planned") and relation in ("xcomp", "pcomp", "ccomp", "advcl"):
        return cast("Status", above)
    return "occurred"


def _noun_status(scene: Scene, proposition: Proposition, link: Link | None, above: str) -> Status:
    """Of an event noun: "the *war* goes on", "imposed *sanctions*" (occurred), "are holding *talks*" (ongoing)."""
    if above == "planned" and link is not None and link.effect.kind == "same":
        return "planned"
    sentence, token = scene.sentence, proposition.head
    governor = scene.propositions.get(link.governor) if link is not None else None
    is_made = link is not None and link.effect.kind == "same" and governor is not None and governor.category == "verb"
    aspect = governor.aspect if governor is not None else "simple"
    if proposition.lemma.lower() in scene.hedges.words.standing_nouns:
        is_new = not is_definite(scene, token) or (link is not None and link.entry is not None)
        is_enacted = (
            is_made and is_new and sentence.relations[token] != "nsubj" and above == "occurred" and aspect == "simple"
        )
        return "occurred" if is_enacted or _is_past(scene, token) else "ongoing"
    if sentence.relations[token] == "nsubj" and _goes_on(scene, sentence.heads[token]):
        return "ongoing"
    if aspect == "progressive" and (is_made or sentence.relations[token] == "nsubj"):
        return "ongoing"
    if is_made and governor is not None and _is_in_course(scene, proposition, governor):
        return "ongoing"
    return "ongoing" if _is_setting(scene, token, governor) else "occurred"


def _is_setting(scene: Scene, noun: int, governor: Proposition | None) -> bool:
    """Whether an event is the setting of another: "*amid* clashes", "has signed a deal *during* his visit"."""
    prepositions = governor_of(scene.sentence, noun)[1]
    if not prepositions:
        return False
    is_present = governor is not None and governor.tense == "present"
    words = scene.hedges.words
    return prepositions[0] in words.settings or (is_present and prepositions[0] in words.present_settings)


def _is_in_course(scene: Scene, noun: Proposition, governor: Proposition) -> bool:
    """Whether what is begun or carried out up to now goes on: "*began* a tour", "has *been holding* talks"."""
    words = scene.hedges.words
    if _is_under_way(scene, governor.head):
        return governor.tense == "present"
    is_opened = governor.lemma in words.opening_verbs and noun.lemma in words.lasting_nouns
    return is_opened and not _is_past(scene, noun.head)


def _goes_on(scene: Scene, verb: int) -> bool:
    """Whether a copula says that its subject goes on: "are *under way*", "is *ongoing*"."""
    sentence = scene.sentence
    for child in sentence.dependents(verb, "acomp", "advmod", "prep"):
        if sentence.words[child].lower() in scene.hedges.words.going_on:
            return True
        inner = sentence.child(child, "pobj")
        if inner is not None and sentence.words[child].lower() == "under" and sentence.words[inner].lower() == "way":
            return True
    return False


def _is_past(scene: Scene, noun: int) -> bool:
    """Whether a number or word puts a standing affair into the past: "the *1991* war", "*after* the war"."""
    sentence, words = scene.sentence, scene.hedges.words.past_words
    before = [c for c in sentence.children[noun] if c < noun]
    if any(sentence.words[c].lower() in words or sentence.tags[c] == "CD" for c in before):
        return True
    return any(preposition in words for preposition in governor_of(sentence, first_conjunct(sentence, noun))[1])
