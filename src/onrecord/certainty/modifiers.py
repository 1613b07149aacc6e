"""What a predicate's own words do to it: modals, adverbs, negation, mood, determiners, adjectives."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.certainty.mood import is_addressed, is_asked, is_ordered, is_own_word
from onrecord.certainty.scene import Scene, first_conjunct, governor_of, has_to
from onrecord.certainty.standing import Standing, limited, negated
from onrecord.knowledge.hedges import Effect
from onrecord.records import Proposition

__all__ = ["Change", "modified_noun", "modified_verb"]


@dataclass(frozen=True, slots=True)
class Change:
    """A standing after the predicate's own words, with the rules that changed it: (rule, entry, token)."""

    standing: Standing
    rules: tuple[tuple[str, str | None, int], ...]


def modified_verb(scene: Scene, proposition: Proposition, standing: Standing) -> Change:
    """Mood, modal, adverbs and negation of a verb or adjective, in this order."""
    effects = scene.hedges.effects
    rules: list[tuple[str, str | None, int]] = []
    token = proposition.head
    if is_asked(scene, proposition) or _is_condition_of(scene, token):
        name = "condition" if _is_condition_of(scene, token) else "question"
        standing = limited(effects[name], standing)
        rules.append((f"main-{name}", None, token))
    if is_ordered(scene, proposition):
        standing = limited(effects["imperative"], standing)
        rules.append(("imperative", None, token))
    if scene.sentence.relations[token] == "ROOT" and has_to(scene.sentence, token):
        is_announced = scene.sentence.kind != "body" or scene.sentence.child(token, "nsubj", "nsubjpass") is not None
        standing = limited(effects["planned" if is_announced else "purpose"], standing)
        rules.append(("bare-infinitive", None, token))
    negations = _negations(scene, proposition)
    effect = _modal_effect(scene, proposition, is_negated=bool(negations))
    if effect is not None:
        standing = _with_modal(effect, proposition, standing)
        rules.append((f"modal-{effect.name}", proposition.modal, token))
    for child in scene.sentence.children[token]:
        adverb = scene.hedges.adverbs.get(scene.sentence.lemmas[child].lower())
        is_before = child < token or (adverb is not None and adverb.grade in (1, 2) and not adverb.is_negative)
        if adverb is not None and is_before and scene.sentence.relations[child] == "advmod":
            standing = limited(adverb, standing)
            rules.append((f"adverb-{adverb.name}", scene.sentence.lemmas[child].lower(), child))
    if _has_few(scene, token):
        standing = limited(effects["rarely"], standing)
        rules.append(("few", "few", token))
    if negations and not (effect is not None and effect.is_negative):
        if not (effect is not None and effect.name == "unwanted"):
            standing = _denied(scene, proposition, standing)
        rules.append(("negation", scene.sentence.lemmas[negations[0]].lower(), negations[0]))
    return Change(standing, tuple(rules))


def _has_few(scene: Scene, token: int) -> bool:
    """Whether the subject is next to none: "*Few* states signed", but not "*a few* states signed"."""
    sentence = scene.sentence
    subject = sentence.child(token, "nsubj", "nsubjpass")
    if subject is None:
        return False
    words = [sentence.words[c].lower() for c in (*sentence.children[subject], subject) if c <= subject]
    return "few" in words and "a" not in words and "the" not in words


def _denied(scene: Scene, proposition: Proposition, standing: Standing) -> Standing:
    """A denial; of a state of mind or possession, or by its object alone ("has *no* plans"), it weighs less."""
    weak = scene.hedges.effects["denied_state"]
    sentence, token = scene.sentence, proposition.head
    is_by_object = all(
        sentence.heads[n] in sentence.dependents(token, "dobj", "attr") for n in _negations(scene, proposition)
    )
    changed = negated(standing)
    if changed.is_negative and (is_by_object or proposition.lemma in scene.hedges.words.states):
        return changed._replace(score=max(changed.score, weak.score))
    return changed


def _negations(scene: Scene, proposition: Proposition) -> tuple[int, ...]:
    """The negations that deny: "not" but not "not only"; of an adjective or noun only its own."""
    sentence = scene.sentence
    found = []
    for token in proposition.negations:
        after = sentence.words[token + 1].lower() if token + 1 < len(sentence) else ""
        if after in scene.hedges.words.not_denying:
            continue
        if proposition.category != "verb" and sentence.heads[token] != proposition.head:
            continue
        found.append(token)
    return tuple(found)


def _modal_effect(scene: Scene, proposition: Proposition, *, is_negated: bool) -> Effect | None:
    hedges, modal = scene.hedges, proposition.modal
    if modal is None or proposition.category != "verb" or modal not in hedges.modals:
        return None
    effect = hedges.modals[modal][1 if is_negated else 0]
    if modal in ("can", "could", "may", "might", "will") and not is_negated and is_addressed(scene, proposition.head):
        return hedges.effects["offhand"]
    if modal == "will" and not is_negated and is_own_word(scene, proposition.head):
        return hedges.effects["own_promise"]
    if modal == "would":
        return _would(scene, proposition, is_negated=is_negated) or effect
    if proposition.aspect == "perfect" and modal in ("should", "ought"):
        return hedges.effects["counterfactual" if not is_negated else "fact"]
    if proposition.aspect == "perfect" and modal == "must":
        return hedges.effects["believed" if not is_negated else "doubted"]
    return effect


def _would(scene: Scene, proposition: Proposition, *, is_negated: bool) -> Effect | None:
    """The senses of "would": counterfactual, polite, a future seen from the past, or what a plan provides for."""
    sentence, effects, words = scene.sentence, scene.hedges.effects, scene.hedges.words
    token = proposition.head
    if proposition.aspect == "perfect":
        return effects["counterfactual" if not is_negated else "fact"]
    if sentence.lemmas[token] in words.polite_would:
        return effects["fact"] if not is_negated else effects["unwanted"]
    first = first_conjunct(sentence, token)
    governor, _ = governor_of(sentence, first)
    is_reported = governor is not None and sentence.relations[first] in ("ccomp", "acl")
    is_reported = is_reported or proposition.index in scene.attributed or _has_reporting_clause(scene, first)
    subject = sentence.child(token, "nsubj", "nsubjpass")
    is_provided = subject is not None and sentence.lemmas[subject].lower() in words.providing_nouns
    if sentence.relations[first] == "relcl" and governor is not None:
        is_provided = is_provided or sentence.lemmas[governor].lower() in words.providing_nouns
    if is_reported or is_provided or _is_provided_for(scene, token):
        return effects["refused" if is_negated else "planned"]
    return None


def _is_provided_for(scene: Scene, token: int) -> bool:
    """Whether a plan is named as what provides for it: "Under the *deal*, troops would leave"."""
    sentence, words = scene.sentence, scene.hedges.words
    for child in sentence.dependents(token, "prep"):
        if sentence.words[child].lower() in ("under", "per"):
            noun = sentence.child(child, "pobj")
            return noun is not None and sentence.lemmas[noun].lower() in words.providing_nouns
    return False


def _has_reporting_clause(scene: Scene, token: int) -> bool:
    """Whether a speaker is put between or behind: "The summit, *she said*, would bring an accord"."""
    sentence = scene.sentence
    return any(
        sentence.lemmas[c].lower() in scene.hedges.words.spoken
        for c in sentence.dependents(token, "parataxis", "ccomp")
    )


def _with_modal(effect: Effect, proposition: Proposition, standing: Standing) -> Standing:
    """The standing under a modal; "may *be moving*", "may *have moved*" keep the status of their aspect."""
    if effect.name == "fact":
        return standing
    changed = limited(effect, standing)
    if changed.status == "hypothetical" and effect.name in ("considered", "perhaps_not") and standing.grade == 3:
        if proposition.aspect == "progressive":
            return changed._replace(status="ongoing")
        if proposition.aspect == "perfect":
            return changed._replace(status="occurred")
    return changed


def _is_condition_of(scene: Scene, token: int) -> bool:
    """Whether an "if" clause hangs from a clause that is not told as past or present fact."""
    sentence = scene.sentence
    proposition = scene.propositions[token]
    if proposition.modal is None and proposition.tense != "future" and not proposition.is_imperative:
        return False
    if proposition.modal == "would" and proposition.aspect == "perfect":
        return False
    for child in sentence.dependents(token, "advcl"):
        mark = sentence.child(child, "mark")
        if mark is not None and sentence.words[mark].lower() in ("if", "provided"):
            before = sentence.words[mark - 1].lower() if mark else ""
            return before not in ("even", "as")
    return False


def modified_noun(scene: Scene, noun: int, standing: Standing) -> Change:
    """Determiners and adjectives of an event noun: "*no* talks", "an *alleged* attack", "the *failed* launch"."""
    sentence, hedges = scene.sentence, scene.hedges
    rules: list[tuple[str, str | None, int]] = []
    for child in sentence.children[noun]:
        if sentence.relations[child] not in ("amod", "advmod", "compound") or child > noun:
            continue
        effect = hedges.attributive.get(sentence.words[child].lower()) or hedges.attributive.get(sentence.lemmas[child])
        if effect is not None:
            standing = limited(effect, standing)
            rules.append((f"attribute-{effect.name}", sentence.words[child].lower(), child))
    for child in sentence.children[noun]:
        word = sentence.words[child].lower()
        if sentence.relations[child] not in ("det", "neg", "preconj") or child > noun:
            continue
        if word in hedges.words.negative_determiners or word == "not":
            if not standing.is_negative:
                standing = negated(standing)
            rules.append(("negative-determiner", word, child))
        elif word == "any" and standing.grade == 3 and not standing.is_negative:
            standing = limited(hedges.effects["unsure"], standing)
            rules.append(("unspecific", word, child))
    return Change(standing, tuple(rules))
