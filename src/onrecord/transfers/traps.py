"""Arms words beside a verb of giving that are no transfer: arms laid down, abolished, of stories, talked about."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.weapons import ArmsAction, load_arms
from onrecord.records import Proposition, Sentence, Transfer
from onrecord.scene import Scene
from onrecord.transfers.homes import is_among_people, is_at_home
from onrecord.transfers.items import Goods
from onrecord.transfers.missions import is_own_mission
from onrecord.transfers.parties import Sides, are_two_states
from onrecord.transfers.words import ArmsWords

__all__ = ["is_no_supply", "says_enough"]

_UNKNOWN = ("UNK",)


def is_no_supply(
    scene: Scene,
    proposition: Proposition,
    action: ArmsAction,
    goods: Sequence[Goods],
    sides: Sides,
    words: ArmsWords,
) -> bool:
    """Whether the arms of a predicate change hands in no sense that a trade register or an embargo knows.

    "*laid down* rifles", guns in shops and homes, warheads that missiles carry, arms sent on one's own mission.
    """
    sentence = scene.sentences[proposition.sentence]
    return (
        _is_laid_down(sentence, proposition)
        or _is_fiction(sentence, sides)
        or _is_preposition(sentence, proposition)
        or _is_abolition(proposition, action, goods, sides)
        or is_among_people(scene, proposition, action, goods, sides)
        or is_own_mission(sentence, proposition, action, goods, sides, words)
        or _is_talk_of_arms_held(action, goods)
        or _is_figure_of_speech(sentence, proposition, goods)
        or (action.direction == "supply" and _is_fought(scene, proposition, sides))
    )


def says_enough(transfer: Transfer) -> bool:
    """A side must be known, except where arms were stopped, or moved by hands not told; guns at home say nothing."""
    sides = (transfer.supplier, transfer.recipient)
    has_side = sides != (_UNKNOWN, _UNKNOWN)
    if has_side and is_at_home(transfer.items, sides):
        return False
    return has_side or transfer.stage in load_arms().reading.sideless


def _is_laid_down(sentence: Sentence, proposition: Proposition) -> bool:
    """As in "*give up* its warheads", "handed over their rifles to *monitors*"."""
    reading, disarming = load_arms().reading, load_arms().again_disarming
    if proposition.lemma not in reading.giving_up:
        return False
    return proposition.particle in reading.laid_down or not disarming.isdisjoint(sentence.lemmas)


def _is_fiction(sentence: Sentence, sides: Sides) -> bool:
    """Arms of a story: "the *film*, in which a dealer sells rifles to Chad"."""
    return not are_two_states(sides) and not load_arms().reading.fiction.isdisjoint(
        lemma.lower() for lemma in sentence.lemmas
    )


def _is_abolition(proposition: Proposition, action: ArmsAction, goods: Sequence[Goods], sides: Sides) -> bool:
    """As in "a *ban on* cluster bombs": whom it keeps arms from is not told, since it keeps them from all."""
    return (
        action.direction == "hold"
        and proposition.category == "noun"
        and proposition.lemma in load_arms().reading.abolition
        and not sides[1]
        and all(g.role == "prep:on" for g in goods)
    )


def _is_preposition(sentence: Sentence, proposition: Proposition) -> bool:
    """As in "*given* its size", "particularly *given* its size": nobody gives anything."""
    head = proposition.head
    if sentence.words[head].lower() != "given":
        return False
    after = sentence.tags[head + 1] if head + 1 < len(sentence) else ""
    is_clause = sentence.relations[head] == "advcl" and after in ("PRP$", "DT", "IN", "NNP", "WRB")
    return sentence.relations[head] == "prep" or (
        is_clause and not sentence.dependents(head, "agent", "auxpass", "nsubjpass")
    )


def _is_talk_of_arms_held(action: ArmsAction, goods: Sequence[Goods]) -> bool:
    """As in "*talks on* nuclear weapons": not to sell them, but to be rid of them."""
    return action.direction in ("mutual", "request") and all(
        g.item.category == "nuclear" and g.role in ("prep:on", "prep:over", "prep:about") for g in goods
    )


def _is_figure_of_speech(sentence: Sentence, proposition: Proposition, goods: Sequence[Goods]) -> bool:
    """As in "gave fresh *ammunition* to critics"."""
    critics = load_arms().reading.critics
    receivers = [a.head for a in proposition.arguments if a.role in ("indirect", "prep:to", "prep:for")]
    return all(g.item.category == "ammunition" for g in goods) and any(sentence.lemmas[r] in critics for r in receivers)


def _is_fought(scene: Scene, proposition: Proposition, sides: Sides) -> bool:
    """As in "*fight* arms smuggling": no side is told but who fights it."""
    if proposition.category != "noun" or proposition.parent is None:
        return False
    if scene.propositions[proposition.parent].lemma not in load_arms().reading.against:
        return False
    own = {
        r for a in proposition.arguments if a.role != "subject" for r in (p.id for p in scene.parties(proposition, a))
    }
    return not any(i in own for side in sides for i in side)
