"""What a predicate's own words do to it: modals, adverbs, negation, mood, determiners, adjectives."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.certainty.mood import is_addressed, is_asked, is_ordered, is_own_word
from onrecord.certainty.scene import Scene, first_conjunct, governor_of, has_to
from onrecord.certainty.standing import Standing, limited, negated
from onrecord.knowledge.hedges import Effect
from onrecord.records import Proposition

__all__ = ["Change", "modified_noun", "modified_verb"]

_DENIED_BY = {"denied_object": ("dobj", "attr"), "denied_subject": ("nsubj", "nsubjpass")}


@dataclass(frozen=True, slots=True)
class Change:
    """A standing after the predicate's own words, with the rules that changed it: (rule, entry, token)."""

    standing: Standing
    rules: tuple[tuple[str, str | None, int], ...]


def modified_verb(scene: Scene, proposition: Proposition, standing: Standing) -> Change:
    """Mood, modal, adverbs, subject and negation of a verb or adjective, in this order."""
    rules: list[tuple[str, str | None, int]] = []
    token = proposition.head
    standing = _with_mood(scene, proposition, standing, rules)
    negations = _negations(scene, proposition)
    effect = _modal_effect(scene, proposition, is_negated=bool(negations))
    if effect is not None:
        standing = _with_modal(effect, proposition, standing)
        rules.append((f"modal-{effect.name}", proposition.modal, token))
    standing = _with_adverbs(scene, token, standing, rules)
    standing = _with_subject(scene, proposition, standing, rules)
    if negations and not (effect is not None and effect.is_negative):
        standing = _denied(scene, proposition, standing)
        rules.append(("negation", scene.sentence.lemmas[negations[0]].lower(), negations[0]))
    return Change(standing, tuple(rules))


def _with_mood(
    scene: Scene, proposition: Proposition, standing: Standing, rules: list[tuple[str, str | None, int]]
) -> Standing:
    """What a question, an order or a bare infinitive leaves of a standing; ``rules`` grows."""
    effects, token = scene.hedges.effects, proposition.head
    is_condition = _is_condition_of(scene, token)
    if is_condition or is_asked(scene, proposition):
        name = "condition" if is_condition else "question"
        standing = limited(effects[name], standing)
        rules.append((f"main-{name}", None, token))
    if is_ordered(scene, proposition):
        standing = limited(effects["imperative"], standing)
        rules.append(("imperative", None, token))
    if scene.sentence.relations[token] == "ROOT" and has_to(scene.sentence, token):
        is_announced = scene.sentence.kind != "body" or scene.sentence.child(token, "nsubj", "nsubjpass") is not None
        standing = limited(effects["planned" if is_announced else "purpose"], standing)
        rules.append(("bare-infinitive", None, token))
    return standing


def _with_adverbs(scene: Scene, token: int, standing: Standing, rules: list[tuple[str, str | None, int]]) -> Standing:
    """What adverbs leave of a standing: "*probably* left", "*almost* left"; ``rules`` grows."""
    for child in scene.sentence.children[token]:
        lemma = scene.sentence.lemmas[child].lower()
        adverb = scene.hedges.adverbs.get(lemma)
        is_before = child < token or (adverb is not None and adverb.grade in (1, 2) and not adverb.is_negative)
        if adverb is not None and is_before and scene.sentence.relations[child] == "advmod":
            standing = limited(adverb, standing)
            rules.append((f"adverb-{adverb.name}", lemma, child))
    return standing


def _with_subject(
    scene: Scene, proposition: Proposition, standing: Standing, rules: list[tuple[str, str | None, int]]
) -> Standing:
    """What a subject that is anybody or hardly anybody leaves of a standing; ``rules`` grows."""
    effects, token = scene.hedges.effects, proposition.head
    if proposition.modal is not None and not standing.is_negative and _has_unspecific_subject(scene, token):
        standing = limited(effects["condition"], standing)
        rules.append(("unspecific-subject", "any", token))
    if _has_few(scene, token):
        standing = limited(effects["rarely"], standing)
        rules.append(("few", "few", token))
    return standing


def _has_unspecific_subject(scene: Scene, token: int) -> bool:
    """Whether it will happen to whoever there may be: "*any* bank that pays will face sanctions"."""
    sentence, words = scene.sentence, scene.hedges.words
    subject = sentence.child(token, "nsubj", "nsubjpass")
    if subject is None:
        return False
    return sentence.lemmas[subject].lower() in words.unspecific or any(
        sentence.words[c].lower() in words.unspecific for c in sentence.dependents(subject, "det")
    )


def _has_few(scene: Scene, token: int) -> bool:
    """Whether the subject is next to none: "*Few* states signed", but not "*a few* states signed"."""
    sentence = scene.sentence
    subject = sentence.child(token, "nsubj", "nsubjpass")
    if subject is None:
        return False
    words = [sentence.words[c].lower() for c in (*sentence.children[subject], subject) if c <= subject]
    return "few" in words and "a" not in words and "the" not in words


def _denied(scene: Scene, proposition: Proposition, standing: Standing) -> Standing:
    """A denial; by its object or subject alone ("gave *no* reason"), or of one's own state of mind, it weighs less."""
    changed = negated(standing)
    name = _weaker_denial(scene, proposition)
    if changed.is_negative and name is not None:
        return changed._replace(score=max(changed.score, scene.hedges.effects[name].score))
    return changed


def _weaker_denial(scene: Scene, proposition: Proposition) -> str | None:
    sentence, token = scene.sentence, proposition.head
    negations = _negations(scene, proposition)
    for name, relations in _DENIED_BY.items():
        if negations and all(sentence.heads[n] in sentence.dependents(token, *relations) for n in negations):
            return name
    is_own_state = proposition.lemma in scene.hedges.words.states and scene.is_in_person
    return "denied_state" if is_own_state else None


def _negations(scene: Scene, proposition: Proposition) -> tuple[int, ...]:
    """The negations that deny: "not" but not "not only"; of an adjective or noun only its own."""
    sentence = scene.sentence
    found = []
    for token in proposition.negations or _shared_negations(scene, proposition):
        after = sentence.words[token + 1].lower() if token + 1 < len(sentence) else ""
        if after in scene.hedges.words.not_denying:
            continue
        if (
            proposition.category != "verb"
            and token in proposition.negations
            and sentence.heads[token] != proposition.head
        ):
            continue
        found.append(token)
    return tuple(found)


def _shared_negations(scene: Scene, proposition: Proposition) -> tuple[int, ...]:
    """The negation of the verb that this one is joined to by "or": "has not denied or *confirmed* it"."""
    sentence, token = scene.sentence, proposition.head
    first = scene.propositions.get(sentence.heads[token]) if sentence.relations[token] == "conj" else None
    if first is None or first.head == token or proposition.category != "verb":
        return ()
    if sentence.child(token, "nsubj", "nsubjpass", "aux", "auxpass") is not None:
        return ()
    joints = [c for c in sentence.dependents(first.head, "cc") if c < token]
    is_or = bool(joints) and sentence.words[joints[-1]].lower() in ("or", "nor")
    return tuple(n for n in first.negations if sentence.heads[n] == first.head) if is_or else ()


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
