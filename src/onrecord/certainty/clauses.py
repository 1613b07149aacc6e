"""What the words above a clause do to it: complements, infinitives, gerunds, relatives, adverbials."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.certainty.links import Link, by_signature
from onrecord.certainty.scene import Scene, has_to, is_finite, is_noun
from onrecord.certainty.standing import ASSERTED, Standing
from onrecord.knowledge.hedges import Effect
from onrecord.records import Sentence

__all__ = ["adverbial_link", "clause_link", "relative_link"]

_OBJECT_CONTROL = frozenset({"asked", "permitted", "enabled", "wanted", "expected", "banned", "unwanted"})


def clause_link(
    scene: Scene, token: int, governor: int, prepositions: tuple[str, ...], standing: Standing
) -> Link | None:
    """A complement clause, infinitive or gerund under a verb, noun or adjective."""
    sentence, effects = scene.sentence, scene.hedges.effects
    content = _content_of(scene, token)
    found = _marked_link(scene, token, governor, content)
    if found is None and content == "infinitive":
        found = _auxiliary_link(scene, token, governor, standing) or _degree_link(scene, governor)
    if found is None and content == "clause" and sentence.relations[token] == "ccomp":
        found = _judged_clause(scene, token, governor)
    found = found or by_signature(scene, token, governor, prepositions, content, standing)
    if found is not None:
        return _enacted(scene, token, found, standing)
    if content == "infinitive":
        name = "purpose" if has_to(sentence, token) else "same"
        return Link(governor, effects[name], "plain-infinitive", None)
    if sentence.relations[token] in ("csubj", "csubjpass"):
        return Link(governor, effects["fact" if content == "clause" else "same"], "clausal-subject", None)
    if content == "clause":
        return Link(governor, effects["stated"], "plain-clause", None)
    return _gerund_link(scene, governor, prepositions, standing)


def _enacted(scene: Scene, token: int, link: Link, standing: Standing) -> Link:
    """What a vote does by being taken is done: "voted to *lift* the embargo", but not "voted to *send* troops"."""
    sentence, words = scene.sentence, scene.hedges.words
    is_vote = sentence.lemmas[link.governor] in words.enacting and not standing.is_negative
    if is_vote and link.effect.name == "planned" and sentence.lemmas[token] in words.enacted:
        return Link(link.governor, scene.hedges.effects["same"], "enacted", sentence.lemmas[token])
    return link


def _marked_link(scene: Scene, token: int, governor: int, content: str) -> Link | None:
    """Clauses whose first word decides: "*whether* they left", "*how* they left", "insisted *that* he be freed"."""
    sentence, effects = scene.sentence, scene.hedges.effects
    mark = sentence.child(token, "mark")
    word = sentence.words[mark].lower() if mark is not None else ""
    if word in ("whether", "if"):
        return Link(governor, effects["unsure"], "whether-clause", None)
    if word == "that" and (content == "infinitive" or _is_subjunctive(sentence, token)):
        return Link(governor, effects["asked"], "subjunctive", None)
    if sentence.relations[governor] != "relcl" and any(
        sentence.lemmas[c].lower() in scene.hedges.words.wh_words for c in sentence.children[token] if c < token
    ):
        return Link(governor, effects["unsure" if content == "infinitive" else "fact"], "wh-clause", None)
    return None


def _is_subjunctive(sentence: Sentence, token: int) -> bool:
    """Whether the bare verb does not agree with its subject: "insisted that Chad *withdraw*"."""
    subject = sentence.child(token, "nsubj")
    if subject is None or sentence.tags[token] not in ("VB", "VBP") or sentence.child(token, "aux") is not None:
        return False
    return sentence.tags[subject] in ("NN", "NNP") and sentence.child(subject, "conj") is None


def _gerund_link(scene: Scene, governor: int, prepositions: tuple[str, ...], standing: Standing) -> Link:
    """A gerund by its preposition, where its verb says nothing of it: "*by* attacking", "*before* leaving"."""
    effects = scene.hedges.effects
    if not prepositions:
        return Link(governor, effects["same"], "plain-gerund", None)
    effect = scene.hedges.prepositions.get(prepositions[0], effects["same"])
    if prepositions[0] in ("by", "through", "in", "without"):
        effect = effects["same"]
    elif prepositions == ("from",):
        effect = effects["unsure"]
    elif prepositions[0] == "before" and standing.status in ("planned", "hypothetical"):
        effect = effects["temporal"]
    return Link(governor, effect, f"gerund-{prepositions[0]}", None)


def _auxiliary_link(scene: Scene, token: int, governor: int, standing: Standing) -> Link | None:
    """Infinitives of words that work as auxiliaries: "is *to* visit", "has *yet to* sign", "are *going to* vote"."""
    sentence, effects, lemma = scene.sentence, scene.hedges.effects, scene.sentence.lemmas[governor]
    if not has_to(sentence, token):
        return Link(governor, effects["purpose"], "aim-is-to", None) if lemma == "be" else None
    if lemma in ("have", "remain", "be") and any(
        sentence.lemmas[c] in scene.hedges.words.not_so_far
        for c in (*sentence.children[governor], *sentence.children[token])
    ):
        return Link(governor, effects["opposite"], "yet-to", "yet to")
    if lemma == "be":
        return _after_copula(scene, token, governor, standing)
    if lemma == "have" and sentence.child(governor, "dobj") is None:
        return _obligation(scene, governor, standing)
    if lemma == "remain" and sentence.child(token, "auxpass") is not None:
        return Link(governor, effects["unsure"], "remains-to-be", None)
    if lemma == "go" and sentence.tags[governor] == "VBG":
        return Link(governor, effects["refused" if standing.is_negative else "planned"], "going-to", None)
    return None


def _degree_link(scene: Scene, governor: int) -> Link | None:
    """As in "*too* weak to win", which did not win, and "would *like* to win", a wish; "*likes* to win" is a habit."""
    sentence, hedges = scene.sentence, scene.hedges
    lemma = sentence.lemmas[governor].lower()
    if any(sentence.words[c].lower() == "too" for c in sentence.children[governor] if c < governor):
        return Link(governor, hedges.effects["unlikely"], "too-to", "too")
    if lemma in hedges.words.wishing and sentence.poses[governor] == "VERB":
        has_modal = any(sentence.tags[c] == "MD" for c in sentence.dependents(governor, "aux"))
        return Link(governor, hedges.effects["wanted" if has_modal else "habitual"], "like-to", lemma)
    return None


def _after_copula(scene: Scene, token: int, governor: int, standing: Standing) -> Link:
    """As in "the king is *to visit*", "the aim is *to win*", "it is hard *to leave*"."""
    sentence, effects = scene.sentence, scene.hedges.effects
    if sentence.child(governor, "acomp", "attr") is not None:
        return _judged_infinitive(scene, token, governor)
    subject = sentence.child(governor, "nsubj")
    if subject is not None and sentence.lemmas[subject].lower() in scene.hedges.content_nouns:
        return Link(governor, effects["purpose"], "aim-is-to", None)
    return Link(governor, effects["refused" if standing.is_negative else "planned"], "be-to", None)


def _obligation(scene: Scene, governor: int, standing: Standing) -> Link:
    """What one has to do is open, what one *had to do* was done, what one need not do most often is not."""
    sentence, effects = scene.sentence, scene.hedges.effects
    if standing.is_negative:
        return Link(governor, effects["spared"], "need-not", None)
    is_past = sentence.tags[governor] in ("VBD", "VBN") and standing.grade == 3 and standing.status != "planned"
    return Link(governor, effects["had_to" if is_past else "needed"], "had-to" if is_past else "have-to", None)


def _judged_infinitive(scene: Scene, token: int, governor: int) -> Link:
    """The adjective or noun after a copula governs: "It is hard *to leave*", "It is a mistake *to leave*"."""
    judged = scene.sentence.child(governor, "acomp", "attr")
    found = None
    if judged is not None:
        found = by_signature(scene, token, judged, (), "infinitive", ASSERTED)
    return found or Link(governor, scene.hedges.effects["purpose"], "judged-infinitive", None)


def _judged_clause(scene: Scene, token: int, governor: int) -> Link | None:
    """The adjective after a copula governs a clause: "It is possible *that they left*"."""
    sentence = scene.sentence
    adjective = sentence.child(governor, "acomp", "oprd")
    if adjective is None or adjective > token or sentence.poses[adjective] != "ADJ":
        return None
    standing = ASSERTED._replace(is_negative=bool(sentence.dependents(governor, "neg")))
    return by_signature(scene, token, adjective, (), "clause", standing)


def _content_of(scene: Scene, token: int) -> str:
    sentence = scene.sentence
    if has_to(sentence, token):
        return "infinitive"
    proposition = scene.propositions.get(token)
    if is_finite(sentence, token) or (proposition is not None and proposition.tense == "present"):
        return "clause"
    if sentence.tags[token] == "VBG" or any(
        sentence.tags[c] == "VBG" for c in sentence.dependents(token, "aux", "auxpass")
    ):
        return "gerund"
    if sentence.tags[token] in ("VB", "VBN", "VBP"):
        return "infinitive"
    return "clause"


def relative_link(scene: Scene, token: int, governor: int) -> Link:
    """Relative clauses and participles are taken for granted, but of a thing that is itself open nothing is."""
    effects = scene.hedges.effects
    if has_to(scene.sentence, token):
        is_ranked = any(
            scene.sentence.lemmas[c].lower() in scene.hedges.words.ranks for c in scene.sentence.children[governor]
        )
        return Link(governor, effects["same" if is_ranked else "purpose"], "relative-infinitive", None)
    if _is_unspecific(scene, governor):
        return Link(governor, effects["unsure"], "relative-of-anything", None)
    return Link(governor, effects["fact"], "relative-clause", None)


def _is_unspecific(scene: Scene, noun: int) -> bool:
    """Whether a noun means whatever fits: "*any* country that attacks", "*no* force that stays"."""
    sentence, words = scene.sentence, scene.hedges.words
    return sentence.lemmas[noun].lower() in words.unspecific or any(
        sentence.words[c].lower() in words.unspecific for c in sentence.dependents(noun, "det")
    )


def adverbial_link(scene: Scene, token: int, governor: int, standings: Mapping[int, Standing]) -> Link:
    """Adverbial clauses by their subordinator; purpose clauses; participles that go with the main clause."""
    sentence, effects, standing = scene.sentence, scene.hedges.effects, standings.get(governor, ASSERTED)
    if has_to(sentence, token):
        return _adverbial_infinitive(scene, token, governor, standing)
    marker = _subordinator(scene, token)
    if marker is None and _is_inverted(sentence, token):
        marker = "if"
    if marker is not None:
        effect = _subordinate_effect(scene, token, marker, standing)
        return Link(governor, effect, f"adverbial-{effect.name}", marker)
    if sentence.tags[token] == "VB" and not _auxiliaries(sentence, token):
        return Link(governor, effects["same"], "bare-adverbial", None)
    if sentence.tags[token] == "VBG" and standing.status == "planned" and not is_finite(sentence, token):
        return Link(governor, effects["accompanying"], "participle-of-planned", None)
    return Link(governor, effects["fact"], "adverbial-clause", None)


def _adverbial_infinitive(scene: Scene, token: int, governor: int, standing: Standing) -> Link:
    """Infinitives beside their verb: a complement read as adverbial, or a purpose: "fired *to disperse* them"."""
    sentence, effects = scene.sentence, scene.hedges.effects
    if is_noun(sentence, governor):
        found = by_signature(scene, token, governor, (), "infinitive", standing)
        return found or Link(governor, effects["purpose"], "purpose-clause", "to")
    if any(sentence.lemmas[c] == "only" for c in sentence.dependents(token, "advmod")):
        return Link(governor, effects["fact"], "only-to", "only to")
    found = _displaced_infinitive(scene, token, governor)
    if found is None and sentence.child(token, "mark") is None:
        found = _adverbial_complement(scene, token, governor, standing)
    is_planned = standing.status == "planned" and standing.grade == 3 and not standing.is_negative
    return found or Link(governor, effects["planned_purpose" if is_planned else "purpose"], "purpose-clause", "to")


def _subordinate_effect(scene: Scene, token: int, marker: str, standing: Standing) -> Effect:
    """The effect of a subordinator: "*once* they left" is past, "will talk *once* they leave" is yet to be."""
    sentence, hedges = scene.sentence, scene.hedges
    effect = hedges.subordinators[marker]
    has_past = any(sentence.tags[t] == "VBD" for t in (token, *sentence.children[token]))
    if effect.name == "condition" and standing.is_negative and "had" in _auxiliaries(sentence, token):
        return hedges.effects["counterfactual"]
    if effect.name == "purpose":
        has_modal = any(sentence.tags[c] == "MD" for c in sentence.dependents(token, "aux"))
        return effect if has_modal or not is_finite(sentence, token) else hedges.effects["fact"]
    if effect.name in ("temporal", "until"):
        is_open = standing.status in ("planned", "hypothetical") or standing.grade < 2
        is_ahead = effect.name == "until" and is_finite(sentence, token)
        return effect if (is_open or is_ahead) and not has_past else hedges.effects["fact"]
    return effect


def _auxiliaries(sentence: Sentence, token: int) -> set[str]:
    return {sentence.words[c].lower() for c in sentence.dependents(token, "aux")}


def _is_inverted(sentence: Sentence, token: int) -> bool:
    """Whether a clause opens with its auxiliary, as a condition does: "*Had* they left", "*Should* they leave"."""
    first = sentence.lefts[token]
    opens = sentence.words[first].lower() in ("had", "should", "were") and sentence.relations[first] in (
        "aux",
        "auxpass",
    )
    return opens and sentence.heads[first] == token


def _adverbial_complement(scene: Scene, token: int, governor: int, standing: Standing) -> Link | None:
    """An infinitive read as adverbial that its verb asks for: "agreed on Monday *to leave*".

    Behind an object only such verbs take it that act on the object: "asked Chad *to leave*", but not "dropped the
    charges *to save* the talks".
    """
    found = by_signature(scene, token, governor, (), "infinitive", standing)
    if found is None or (
        scene.sentence.child(governor, "dobj") is not None and found.effect.name not in _OBJECT_CONTROL
    ):
        return None
    return _enacted(scene, token, found, standing)


def _displaced_infinitive(scene: Scene, token: int, governor: int) -> Link | None:
    """An infinitive that belongs to the verb's object or passive subject: "a *deal* was reached *to free* them"."""
    noun = scene.sentence.child(governor, "nsubjpass", "dobj")
    if noun is None or scene.sentence.lemmas[noun].lower() not in scene.hedges.content_nouns:
        return None
    above = by_signature(scene, noun, governor, (), "event", ASSERTED)
    standing = ASSERTED._replace(is_turned_down=above is not None and above.is_turned_down)
    found = by_signature(scene, token, noun, (), "infinitive", standing)
    return Link(governor, found.effect, found.rule, found.entry) if found is not None else None


def _subordinator(scene: Scene, token: int) -> str | None:
    sentence = scene.sentence
    for child in sentence.children[token]:
        if child < token and sentence.relations[child] in ("mark", "advmod", "prep", "dobj", "aux"):
            word = sentence.words[child].lower()
            if word in scene.hedges.subordinators and sentence.tags[child] != "TO":
                return word
    return None
