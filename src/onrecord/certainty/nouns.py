"""What the words above an event noun do to it: as object, subject, behind a preposition or another noun."""

from __future__ import annotations

from onrecord.certainty.links import Link, by_signature
from onrecord.certainty.scene import Scene, has_to, is_definite, is_noun
from onrecord.certainty.standing import Standing

__all__ = ["noun_link"]

_OBJECTS = frozenset({"dobj", "nsubjpass", "oprd", "attr", "dative"})
_OF_TRUTH = frozenset({"denied", "stated", "unsure"})
_OF_LIKELIHOOD = frozenset({"expected", "unlikely", "considered", "planned"})


def noun_link(
    scene: Scene, token: int, governor: int, prepositions: tuple[str, ...], standing: Standing
) -> Link | None:
    """An event noun: object, object of a preposition, subject, apposition or modifier."""
    sentence, effects = scene.sentence, scene.hedges.effects
    relation = sentence.relations[token]
    if relation in ("compound", "nmod", "amod") and governor not in scene.propositions:
        return Link(governor, effects["mentioned"], "modifier-of-thing", None)
    if relation in ("conj", "appos", "compound", "nmod", "amod"):
        found = by_signature(scene, token, governor, (), "event", standing)
        return found or Link(governor, effects["same"], "same-as-head", None)
    if relation == "nsubj" or (relation == "nsubjpass" and sentence.child(governor, "xcomp") is not None):
        return _subject_link(scene, token, governor, standing)
    if _is_name(scene, token, governor):
        return Link(governor, effects["alleged"], "so-called", None)
    if prepositions == ("as",) and sentence.child(governor, "dobj", "nsubjpass") is None:
        prepositions = ()  # the object comes late: "rejected as baseless *claims* that ..."
        relation = "dobj"
    if relation in _OBJECTS or prepositions:
        found = by_signature(scene, token, governor, prepositions, "event", standing)
        found = found or by_signature(scene, token, governor, prepositions, "gerund", standing)
        if found is not None:
            return found
    if relation == "attr":
        return Link(governor, effects["same"], "predicative", None)
    if prepositions:
        return _preposition_link(scene, token, governor, prepositions, standing)
    if relation in _OBJECTS:
        return _unlisted_link(scene, token, governor, standing, "object")
    return Link(governor, effects["fact"], "side-noun", None)


def _is_name(scene: Scene, token: int, governor: int) -> bool:
    """Whether the noun is what somebody calls a thing: "what it called an *attack*", "termed it an *attack*"."""
    sentence = scene.sentence
    if sentence.lemmas[governor] not in scene.hedges.words.naming_verbs:
        return False
    return sentence.relations[token] == "oprd" or any(
        sentence.words[c].lower() == "what" for c in sentence.children[governor]
    )


def _preposition_link(
    scene: Scene, token: int, governor: int, prepositions: tuple[str, ...], standing: Standing
) -> Link:
    sentence, effects = scene.sentence, scene.hedges.effects
    effect = scene.hedges.prepositions.get(prepositions[0])
    if is_noun(sentence, governor):
        is_portion = governor in scene.propositions or sentence.lemmas[governor].lower() in scene.hedges.words.portions
        is_portion = is_portion and not is_definite(scene, token)
        return Link(governor, effects["same" if is_portion else "fact"], "noun-of-noun", None)
    is_counted = sentence.child(token, "nummod") is not None and standing.status != "planned"
    if standing.is_negative and prepositions[0] == "for" and not is_definite(scene, token):
        return Link(governor, effects["same"], "preposition-for", "for")
    if standing.is_negative or prepositions[0] in scene.hedges.words.background or is_counted:
        return Link(governor, effects["fact"], "preposition-fact", prepositions[0])
    is_free = effect is not None and effect.name not in ("fact", "purpose")
    if standing.status == "planned" and prepositions[0] in ("during", "at"):
        return Link(governor, effects["same"], "preposition-of-planned", prepositions[0])
    if effect is not None and is_free and (effect.name == "announced" or not is_definite(scene, token)):
        return Link(governor, effect, f"preposition-{prepositions[0]}", prepositions[0])
    return _unlisted_link(scene, token, governor, standing, "preposition")


def _unlisted_link(scene: Scene, token: int, governor: int, standing: Standing, rule: str) -> Link:
    """Under words that no table lists, a known event is a fact; a new one goes with the verb that makes it."""
    is_open = standing.grade < 3 or standing.is_negative or standing.status == "planned"
    name = "same" if not is_definite(scene, token) or not is_open else "fact"
    if rule == "object" and standing.status in ("planned", "negated") and not standing.is_negative:
        name = "same"
    return Link(governor, scene.hedges.effects[name], f"{rule}-{name}", None)


def _subject_link(scene: Scene, token: int, governor: int, standing: Standing) -> Link:
    """An event as subject: "*talks* will begin", "a *deal* is likely", "*talks* are expected to resume"."""
    sentence, effects = scene.sentence, scene.hedges.effects
    found = by_signature(scene, token, governor, (), "subject", standing)
    if found is not None:
        return found
    infinitive = sentence.child(governor, "xcomp")
    if infinitive is not None and has_to(sentence, infinitive):
        return _raised_link(scene, token, governor, infinitive, standing)
    adjective = sentence.child(governor, "acomp", "oprd")
    if adjective is not None and sentence.poses[adjective] == "ADJ":
        found = _predicated_link(scene, token, governor, adjective, standing)
        if found is not None:
            return found
    above = scene.propositions.get(governor)
    is_supposed = above is not None and above.modal in scene.hedges.words.supposing and standing.grade < 2
    mark = sentence.child(governor, "mark")
    is_supposed = is_supposed or (mark is not None and sentence.words[mark].lower() in ("if", "unless"))
    if is_supposed and not is_definite(scene, token):
        return Link(governor, effects["unsure"], "subject-of-open-clause", None)
    return Link(governor, effects["fact"], "subject", None)


def _predicated_link(scene: Scene, token: int, governor: int, adjective: int, standing: Standing) -> Link | None:
    """What an adjective says of an event: "a *deal* is likely"; "the *claim* is false" leaves the claim a fact."""
    sentence = scene.sentence
    inner = sentence.child(adjective, "xcomp")
    if inner is not None and has_to(sentence, inner):
        return _raised_link(scene, token, adjective, inner, standing)
    is_saying = sentence.lemmas[token].lower() in scene.hedges.content_nouns
    for content in ("infinitive", "clause"):
        found = by_signature(scene, token, adjective, (), content, standing)
        names = _OF_LIKELIHOOD if is_saying else _OF_LIKELIHOOD | _OF_TRUTH
        if found is not None and found.effect.name in names:
            return Link(governor, found.effect, found.rule, found.entry)
    return None


def _raised_link(scene: Scene, token: int, governor: int, infinitive: int, standing: Standing) -> Link:
    """The subject of "expected to *take place*", "likely to *be held*" goes with the infinitive."""
    sentence = scene.sentence
    lemma = sentence.lemmas[infinitive].lower()
    is_raised = (lemma, "subject") in scene.hedges.verbs or sentence.child(infinitive, "auxpass") is not None
    found = by_signature(scene, token, governor, (), "infinitive", standing) if is_raised else None
    return found or Link(governor, scene.hedges.effects["fact"], "subject", None)
