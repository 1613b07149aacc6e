"""Guns of people and police: in shops and homes, found or carried; no state supplies another with them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.weapons import ArmsAction, load_arms
from onrecord.records import Item, Proposition, Sentence, body_of
from onrecord.scene import Scene
from onrecord.transfers.items import Goods
from onrecord.transfers.parties import Sides, are_two_states

__all__ = ["is_among_people", "is_at_home"]

_UNKNOWN = ("UNK",)
_LIGHT = (None, "small-arms", "ammunition")
_AT_HOME = (*_LIGHT, "explosives", "chemical", "IVb")


def is_among_people(
    scene: Scene, proposition: Proposition, action: ArmsAction, goods: Sequence[Goods], sides: Sides
) -> bool:
    """Whether light arms stay among the people and police of a state, or only come into the hands of its police.

    "Customers *bought* rifles", "police *seized* two pistols", "two men *armed* with rifles".
    """
    sentence = scene.sentences[proposition.sentence]
    return (
        _is_private(sentence, goods, sides)
        or _is_retail(sentence, proposition, goods)
        or _is_kept_from_buying(scene, proposition, action, goods, sides)
        or is_at_home([g.item for g in goods], sides)
        or _is_found(sentence, action, goods, sides)
        or _is_possession(proposition, goods, sides)
    )


def _is_private(sentence: Sentence, goods: Sequence[Goods], sides: Sides) -> bool:
    """Guns in shops and homes: "customers *bought* rifles", "a *sale* of guns without a background check"."""
    if are_two_states(sides) or any(g.item.category not in _LIGHT for g in goods):
        return False
    return not load_arms().private.isdisjoint(lemma.lower() for lemma in sentence.lemmas)


def _is_retail(sentence: Sentence, proposition: Proposition, goods: Sequence[Goods]) -> bool:
    """As in "*gun* sales": no state exports them."""
    retail = load_arms().reading.retail
    return proposition.category == "noun" and all(
        g.role == "modifier" and sentence.lemmas[g.head].lower() in retail for g in goods
    )


def _is_kept_from_buying(
    scene: Scene, proposition: Proposition, action: ArmsAction, goods: Sequence[Goods], sides: Sides
) -> bool:
    """As in "*stop* suspects from buying guns", "*denying* them that weapon": nobody sells or refuses."""
    if sides[0] or any(g.item.category not in _AT_HOME for g in goods):
        return False
    if proposition.lemma in load_arms().reading.clauseless:
        return True
    above = scene.propositions[proposition.parent] if proposition.parent is not None else None
    return action.direction == "buy" and above is not None and above.lemma in load_arms().reading.keeping


def is_at_home(items: Sequence[Item], sides: Sides) -> bool:
    """Guns that people and police of one state get: "*let him buy* a rifle", "gave the gun to *police*"."""
    if any(item.category not in _AT_HOME for item in items):
        return False
    known = [i for side in sides for i in side if i not in _UNKNOWN]
    is_bought_by_people = bool(sides[1]) and all(i.islower() or i.endswith(":CVL") for i in sides[1])
    is_of_shops = any(i.endswith(":BUS") for i in sides[0])
    if is_of_shops and (is_bought_by_people or (not sides[1] and all(i.category == "small-arms" for i in items))):
        return True
    if not known or len({body_of(i) for i in known if not i.islower()}) > 1:
        return False
    return all(_is_domestic(i) for i in known)


def _is_domestic(identity: str) -> bool:
    return identity.islower() or identity.partition(":")[2] in load_arms().reading.domestic


def _is_found(sentence: Sentence, action: ArmsAction, goods: Sequence[Goods], sides: Sides) -> bool:
    """A few guns taken where they lay: "police *seized* two pistols", not "seized rifles from a *boat*"."""
    reading = load_arms().reading
    if action.stage != "seized" or any(sides) or any(g.item.category not in _LIGHT for g in goods):
        return False
    counts = [g.item.quantity.min or g.item.quantity.max or 0 for g in goods if g.item.quantity]
    if any(count >= reading.least_seized for count in counts):
        return False
    return reading.passage.isdisjoint(lemma.lower() for lemma in sentence.lemmas)


def _is_possession(proposition: Proposition, goods: Sequence[Goods], sides: Sides) -> bool:
    """As in "two men *armed* with rifles": nobody is said to have armed them."""
    return (
        proposition.lemma in load_arms().reading.bearing
        and not sides[0]
        and all(g.item.category in _LIGHT for g in goods)
        and (proposition.is_passive or proposition.argument("subject") is None)
        and proposition.argument("prep:by", "prep:from") is None
    )
