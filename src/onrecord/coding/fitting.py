"""Which frame fits a proposition: lemma, particle, and conditions on its arguments."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.kinds import kinds_of_argument
from onrecord.knowledge.frames import Condition, Frame, FrameLexicon
from onrecord.knowledge.predication import heads_a_time
from onrecord.records import Argument, Proposition, Sentence
from onrecord.scene import Scene

__all__ = ["choose_frame"]


_LOOSE_RELATIONS = frozenset({"prt", "advmod"})
_PARTICLE_RELATIONS = _LOOSE_RELATIONS | {"prep", "agent", "dative", "advcl"}
_ADVERBIAL = frozenset({"in", "up", "down", "out", "off", "back", "over", "away", "through"})


def choose_frame(scene: Scene, proposition: Proposition, lexicon: FrameLexicon) -> Frame | None:
    """The first fitting frame: phrases before particle verbs before plain lemmas, conditioned before free ones.

    "They *took* aim at Chad" fits the phrase "take aim"; "They *took* the town" the verb with a place as object.
    """
    for frame in _candidates(scene, proposition, lexicon):
        if all(_holds(scene, proposition, c) for c in frame.conditions):
            return frame
    return None


def _candidates(scene: Scene, proposition: Proposition, lexicon: FrameLexicon) -> Iterator[Frame]:
    sentence = scene.sentences[proposition.sentence]
    if proposition.category == "noun":
        yield from _noun_candidates(sentence, proposition, lexicon)
    elif proposition.category == "adjective":
        for preposition, frame in lexicon.adjectives.get(proposition.lemma, ()):
            if preposition is None or proposition.argument(f"prep:{preposition}") is not None:
                yield frame
    else:
        yield from _phrase_candidates(sentence, proposition, lexicon)
        for particle, frame in lexicon.verbs.get(proposition.lemma, ()):
            if particle is None or _has_particle(sentence, proposition, particle):
                yield frame


def _noun_candidates(sentence: Sentence, proposition: Proposition, lexicon: FrameLexicon) -> Iterator[Frame]:
    lemma = _noun_lemma(sentence, proposition.head)
    modifiers = {
        sentence.lemmas[c]
        for c in sentence.children[proposition.head]
        if sentence.relations[c] in ("compound", "amod", "nmod")
    }
    for modifier, frame in lexicon.nouns.get(lemma) or lexicon.nouns.get(proposition.lemma, ()):
        if modifier is None or set(modifier.split(" ")) <= modifiers:
            yield frame


def _noun_lemma(sentence: Sentence, head: int) -> str:
    """The lemma with what is hyphened to it: "cease-*fires*" is cease-fire."""
    if head >= 2 and sentence.words[head - 1] == "-" and sentence.ends[head - 1] == sentence.starts[head]:
        return f"{sentence.words[head - 2].lower()}-{sentence.lemmas[head]}"
    return sentence.lemmas[head]


def _phrase_candidates(sentence: Sentence, proposition: Proposition, lexicon: FrameLexicon) -> Iterator[Frame]:
    rows = lexicon.phrases.get(proposition.lemma)
    if not rows:
        return
    governed = {(a.role, sentence.lemmas[a.head]) for a in proposition.arguments}
    for preposition, noun, frame in rows:
        role = "object" if preposition is None else f"prep:{preposition}"
        if (role, noun) in governed or (preposition is None and (("complement", noun) in governed)):
            yield frame


def _has_particle(sentence: Sentence, proposition: Proposition, particle: str) -> bool:
    """Whether the verb governs the word as particle, adverb or preposition ("*called* on Chad").

    A word that is mostly an adverb ("gave *in*") is no particle where it heads a phrase beside an object:
    "was given a loan *in* euros".
    """
    if proposition.particle == particle:
        return True
    relations = _PARTICLE_RELATIONS
    if particle in _ADVERBIAL and proposition.argument("object") is not None:
        relations = _LOOSE_RELATIONS
    return any(
        sentence.lemmas[c] == particle and sentence.relations[c] in relations and not heads_a_time(sentence, c)
        for c in sentence.children[proposition.head]
    )


def _holds(scene: Scene, proposition: Proposition, condition: Condition) -> bool:
    if condition.role == "clause":
        return _clause_holds(scene, proposition, condition)
    if condition.role == "governor":
        return _governor_holds(scene, proposition, condition)
    arguments = [a for a in proposition.arguments if a.role == condition.role]
    fits = (
        (condition.any and bool(arguments))
        or (condition.none and not arguments)
        or any(_matches(scene, proposition, a, condition) for a in arguments)
    )
    return fits is not condition.negated


def _governor_holds(scene: Scene, proposition: Proposition, condition: Condition) -> bool:
    """Whether the predicate above an event noun that is its object is one of the lemmas."""
    above = scene.propositions[proposition.parent].lemma if proposition.parent is not None else None
    fits = proposition.marker is None and above in condition.lemmas
    return fits is not condition.negated


def _matches(scene: Scene, proposition: Proposition, argument: Argument, condition: Condition) -> bool:
    sentence = scene.sentences[proposition.sentence]
    lemma = _noun_lemma(sentence, argument.head)
    if lemma in condition.lemmas or sentence.lemmas[argument.head] in condition.lemmas:
        return True
    if condition.lemmas:
        for child in sentence.children[argument.head]:
            if sentence.relations[child] in ("compound", "amod"):
                if f"{sentence.lemmas[child]} {lemma}" in condition.lemmas:
                    return True
                is_compound = sentence.relations[child] == "compound"
                if condition.from_class and is_compound and sentence.lemmas[child] in condition.lemmas:
                    return True
    return bool(condition.kinds) and not condition.kinds.isdisjoint(kinds_of_argument(scene, proposition, argument))


def _clause_holds(scene: Scene, proposition: Proposition, condition: Condition) -> bool:
    forms = set(_clause_forms(scene, proposition))
    fits = (condition.any and bool(forms)) or (condition.none and not forms) or not forms.isdisjoint(condition.lemmas)
    return fits is not condition.negated


def _clause_forms(scene: Scene, proposition: Proposition) -> Iterator[str]:
    """The words to, that or ing for each clause the predicate takes, and "=comment" for the clause's predicate."""
    sentence = scene.sentences[proposition.sentence]
    for argument in proposition.arguments:
        if argument.role != "clause":
            continue
        head = argument.head
        yield f"={sentence.lemmas[head]}"
        if sentence.tags[head] == "VBG" and not any(sentence.relations[c] == "aux" for c in sentence.children[head]):
            yield "ing"
        elif any(sentence.tags[c] == "TO" for c in sentence.children[head]):
            yield "to"
        else:
            yield "that"
