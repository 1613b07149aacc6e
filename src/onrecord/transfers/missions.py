"""Arms that move without a supply: ships and planes that come and go, missiles that carry warheads, own missions."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.weapons import ArmsAction, load_arms
from onrecord.records import Proposition, Sentence
from onrecord.transfers.items import Goods
from onrecord.transfers.parties import Sides, are_two_states, is_misread_participle
from onrecord.transfers.words import ArmsWords

__all__ = ["is_own_mission"]


def is_own_mission(
    sentence: Sentence,
    proposition: Proposition,
    action: ArmsAction,
    goods: Sequence[Goods],
    sides: Sides,
    words: ArmsWords,
) -> bool:
    """Whether the arms stay with whoever moves them.

    "A Peruvian *aircraft* landed in Chad", "*sent* a jet to intercept it", "*missiles* that can deliver warheads".
    """
    return (
        _is_moved_by_arms(proposition, words)
        or _is_moving_itself(proposition, goods)
        or _is_own_use(sentence, proposition, action, goods, sides)
    )


def _is_moved_by_arms(proposition: Proposition, words: ArmsWords) -> bool:
    """Whether arms carry arms to a target: "*missiles* that can deliver warheads"."""
    subject = proposition.argument("subject") if proposition.category == "verb" else None
    return subject is not None and words.at(subject.head) is not None and proposition.argument("object") is not None


def _is_moving_itself(proposition: Proposition, goods: Sequence[Goods]) -> bool:
    """Ships and planes come and go: "a Peruvian *aircraft* landed in Chad" is no supply."""
    reading = load_arms().reading
    if any(g.item.category not in reading.self_moving for g in goods):
        return False
    object_, heads = proposition.argument("object"), {g.head for g in goods}
    is_told = proposition.argument("prep:from") and proposition.argument("prep:to", "prep:in", "prep:for")
    is_mover = object_ is None or object_.head in heads
    if is_mover and proposition.lemma in load_arms().again_missions & reading.intransitive:
        return True
    return proposition.lemma in reading.intransitive and is_mover and not is_told


def _is_own_use(
    sentence: Sentence, proposition: Proposition, action: ArmsAction, goods: Sequence[Goods], sides: Sides
) -> bool:
    """Arms on a mission, or nuclear arms come by alone: "*sent* a jet to intercept it", "*getting* the bomb"."""
    arms = load_arms()
    is_nuclear = all(g.item.category == "nuclear" for g in goods)
    if action.direction == "buy" and is_nuclear and (not sides[0] or proposition.lemma in arms.reading.guarding):
        return True
    if action.direction == "supply" and _is_sent_to_own_site(sentence, proposition, goods, sides):
        return True
    has_recipient = any(a.role in action.recipient for a in proposition.arguments)
    if proposition.lemma in arms.reading.carrying and action.direction == "supply" and not has_recipient:
        return True
    if proposition.lemma not in arms.again_missions:
        return False
    is_self_moving = all(g.item.category in arms.reading.self_moving for g in goods)
    if has_recipient:
        return is_self_moving and not sides[0] and not proposition.is_passive
    return (
        not any(sides)
        or (not sides[0] and proposition.link != "infinitive")
        or (is_self_moving and not sides[1])
        or any(
            sentence.relations[c] in ("advcl", "xcomp")
            and sentence.tags[c] == "VB"
            and not is_misread_participle(sentence, c)
            for c in sentence.children[proposition.head]
        )
    )


def _is_sent_to_own_site(sentence: Sentence, proposition: Proposition, goods: Sequence[Goods], sides: Sides) -> bool:
    """As in "sent missiles to its *island* base", "*sent* tanks to protect its airbase"."""
    reading = load_arms().reading
    if proposition.lemma not in load_arms().again_missions:
        return False
    places = [a.head for a in proposition.arguments if a.role in ("prep:to", "prep:on", "prep:into", "prep:for")]
    if any(sentence.lemmas[p].lower() in reading.own_sites for p in places) and not are_two_states(sides):
        return True
    return any(
        sentence.lemmas[verb] in reading.shielding
        and any(sentence.tags[w] == "PRP$" for o in sentence.dependents(verb, "dobj") for w in sentence.children[o])
        for head in (proposition.head, *(g.head for g in goods))
        for verb in sentence.dependents(head, "advcl", "xcomp", "relcl", "acl")
    )
