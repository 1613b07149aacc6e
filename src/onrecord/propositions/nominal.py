"""Deep arguments of event nouns: possessor, modifier, prepositions, and the subject of a light verb."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.knowledge.predication import Predication, load_predication
from onrecord.propositions.verbal import expand, preposition_arguments
from onrecord.records import Argument, Sentence

__all__ = ["noun_arguments"]

_MODIFIERS = ("compound", "amod", "nmod", "nummod")


def noun_arguments(
    sentence: Sentence, token: int, words: Predication, known: dict[int, tuple[Argument, ...]]
) -> tuple[Argument, ...]:
    """Arguments of the event noun at ``token``.

    "Russia's *strike* on Kharkiv": possessive Russia, prep:on Kharkiv; "the US-led *raid*": modifier US;
    "they held *talks* with Chad": subject they (light verb), prep:with Chad.
    """
    found: list[Argument] = []
    for child in sentence.children[token]:
        relation = sentence.relations[child]
        if relation == "poss":
            found.extend(expand(sentence, "possessive", child, "possessor"))
        elif relation in _MODIFIERS:
            found.extend(_modifier(sentence, child, words))
        elif relation == "acl" and sentence.tags[child] == "VBN":
            found.extend(_participle(sentence, child))
        elif relation in ("ccomp", "acl"):
            found.append(Argument("clause", child, sentence.lefts[child], sentence.rights[child], "noun-clause"))
    found.extend(preposition_arguments(sentence, token, "preposition"))
    found.extend(_copula_subject(sentence, token))
    found.extend(_light_relative(sentence, token, words))
    found.extend(_lifted_agent(sentence, token))
    found.extend(_light_verb(sentence, token, words, known))
    if not any(a.role in ("possessive", "subject", "prep:by") for a in found):
        found.extend(_shared_possessor(sentence, token, known))
    return tuple(found)


def _shared_possessor(sentence: Sentence, token: int, known: dict[int, tuple[Argument, ...]]) -> Iterator[Argument]:
    """As in "*Chad*'s raid on Mali and its *shelling* of Gao": the second act is the first one's doer's too."""
    if sentence.relations[token] != "conj":
        return
    for argument in known.get(sentence.heads[token], ()):
        if argument.role == "possessive":
            yield Argument("possessive", argument.head, argument.first, argument.last, "shared-possessor")


def _light_relative(sentence: Sentence, token: int, words: Predication) -> Iterator[Argument]:
    """As in "the *talks* the minister held with Chad": who held them, and with whom."""
    for verb in sentence.dependents(token, "relcl"):
        is_own = sentence.child(verb, "dobj", "nsubjpass") is None or sentence.lemmas[verb] == "have"
        if sentence.lemmas[verb] not in words.light_verbs or not is_own:
            continue
        for subject in sentence.dependents(verb, "nsubj"):
            if sentence.tags[subject] not in ("WDT", "WP"):
                yield from expand(sentence, "subject", subject, "light-relative")
        yield from preposition_arguments(sentence, verb, "light-relative-preposition")


def _copula_subject(sentence: Sentence, token: int) -> Iterator[Argument]:
    """As in "*Norway* remains a donor to Mali": what the noun is said of, in a role that only some frames ask for."""
    if sentence.relations[token] != "attr":
        return
    for child in sentence.dependents(sentence.heads[token], "nsubj"):
        yield from expand(sentence, "copula", child, "copula-subject")


def _lifted_agent(sentence: Sentence, token: int) -> Iterator[Argument]:
    """As in "the *execution* of three men by Belarus": the agent hung on the noun in between."""
    for preposition in sentence.dependents(token, "prep"):
        if sentence.lemmas[preposition] != "of":
            continue
        for item in sentence.dependents(preposition, "pobj"):
            for argument in preposition_arguments(sentence, item, "lifted-agent"):
                if argument.role == "prep:by":
                    yield argument


def _modifier(sentence: Sentence, child: int, words: Predication) -> Iterator[Argument]:
    """As in "*Israeli* raid", "*US*-led raid", "*arms* sale"; whose truce a "US-brokered truce" is, is not said."""
    yield Argument("modifier", child, sentence.lefts[child], sentence.rights[child], "modifier")
    if sentence.tags[child] == "VBN" and sentence.lemmas[child] not in words.leading_participles:
        return
    for item in sentence.children[child]:
        if sentence.relations[item] in ("npadvmod", "compound", "amod", "nmod", "conj"):
            yield Argument("modifier", item, sentence.lefts[item], sentence.rights[item], "modifier-of-modifier")


def _participle(sentence: Sentence, child: int) -> Iterator[Argument]:
    """As in "*talks* hosted by Oman", "a *raid* carried out by rebels"."""
    for agent in sentence.dependents(child, "agent"):
        for item in sentence.dependents(agent, "pobj"):
            yield from expand(sentence, "prep:by", item, "participle-by-agent")
    yield from preposition_arguments(sentence, child, "participle-preposition")


def _counted(sentence: Sentence, token: int) -> int:
    """The noun that counts a noun after "of", else the noun itself: "a new *round* of talks", "a *wave* of strikes"."""
    preposition = sentence.heads[token]
    if sentence.relations[token] != "pobj" or sentence.lemmas[preposition] != "of":
        return token
    counting = sentence.heads[preposition]
    return counting if sentence.lemmas[counting] in load_predication().transparent_nouns else token


def _light_verb(
    sentence: Sentence, token: int, words: Predication, known: dict[int, tuple[Argument, ...]]
) -> Iterator[Argument]:
    first = token
    while sentence.relations[first] == "conj":
        first = sentence.heads[first]
    first = _counted(sentence, first)
    head, relation = sentence.heads[first], sentence.relations[first]
    if relation == "pobj":
        preposition, head = head, sentence.heads[head]
        phrase = f"{sentence.lemmas[head]} {sentence.lemmas[preposition]}"
    elif relation in ("dobj", "nsubjpass"):
        particle = sentence.child(head, "prt")
        phrase = sentence.lemmas[head] + (f" {sentence.lemmas[particle]}" if particle is not None else "")
    else:
        return
    receiving = phrase in words.light_receiving
    if not (receiving or phrase in words.light_verbs or phrase in words.sharing_verbs):
        return
    is_light = receiving or phrase in words.light_verbs
    rule = "light-verb" if is_light else "making-verb" if phrase in words.making_verbs else "sharing-verb"
    role = "recipient" if receiving else "subject"
    for argument in known.get(head, ()):
        if argument.role == "subject":
            yield Argument(role, argument.head, argument.first, argument.last, f"{rule}:{phrase}")
        elif argument.role.startswith("prep:") and argument.rule.startswith("preposition"):
            yield Argument(argument.role, argument.head, argument.first, argument.last, f"{rule}-preposition:{phrase}")
