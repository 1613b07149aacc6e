"""Sides that a predicate leaves to what stands around it: who uses, lifts, goes ahead, backs, or is arrived at."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.weapons import ArmsAction, load_arms
from onrecord.records import Argument, Proposition, body_of
from onrecord.scene import Scene
from onrecord.transfers.items import Goods
from onrecord.transfers.parties import Sides, apart, ids_at

__all__ = ["sides_around"]


def sides_around(
    scene: Scene, proposition: Proposition, action: ArmsAction, goods: Sequence[Goods], sides: Sides
) -> Sides:
    """The sides, with what the predicate's own words leave out and its surroundings tell.

    "*Chad* uses drones bought from Mali", "*Peru* lifted its ban on arms sales to Chile", "the tanks pledged by Mali
    arrived in *Chad*".
    """
    above = scene.propositions[proposition.parent] if proposition.parent is not None else None
    if above is None:
        return sides
    lifting = _lifting(scene, above)
    if lifting is not None:
        return _of_lifted(scene, lifting, action, sides)
    backed = _backed(scene, proposition, above)
    if backed:
        return tuple(i for i in sides[0] if i not in backed), backed
    supplier, recipient = sides
    beside = _beside(scene, proposition)
    if beside and action.direction == "supply":
        supplier = apart(beside, recipient)
    elif beside and action.direction == "buy":
        recipient = apart(beside, supplier)
    if not recipient and proposition.category == "verb":
        recipient = apart(_users(scene, proposition, above, goods) or _reached(scene, proposition, above), supplier)
    if proposition.category == "noun" and above.lemma in load_arms().reading.proceeding:
        doers = _doers(scene, above)
        if action.direction == "buy":
            recipient = recipient or apart(doers, supplier)
        elif action.direction == "supply":
            supplier = supplier or apart(doers, recipient)
    return supplier, recipient


def _lifting(scene: Scene, above: Proposition) -> Proposition | None:
    """The predicate that lifts a ban, around the trade or around the ban on it: "*lifted* its ban on sales"."""
    arms = load_arms()
    held = arms.nouns.get(above.lemma) if above.category == "noun" else None
    if held is not None and held.direction == "hold" and above.parent is not None:
        above = scene.propositions[above.parent]
    return above if above.lemma in arms.reading.lifting else None


def _beside(scene: Scene, proposition: Proposition) -> tuple[str, ...]:
    """Whose act a gerund is, where the parser hung both on one preposition: "the risk of *Chad* selling arms"."""
    sentence, head = scene.sentences[proposition.sentence], proposition.head
    if proposition.link != "gerund" or head == 0 or sentence.heads[head - 1] != sentence.heads[head]:
        return ()
    if sentence.relations[head] != "pcomp" or sentence.relations[head - 1] != "pobj":
        return ()
    return tuple(i for i in ids_at(scene, sentence, head - 1) if not i.startswith("UNK"))


def _of_lifted(scene: Scene, above: Proposition, action: ArmsAction, sides: Sides) -> Sides:
    """Who lifts an embargo may supply again: "Peru lifted *Chile's* arms embargo", "Peru's lifting of the ban"."""
    lifters = _named(scene, above, above.argument("subject") or above.argument("possessive"))
    owner, others = sides[0], apart(lifters, sides[0])
    states = tuple(i for i in lifters if body_of(i) not in load_arms().reading.bodies)
    if action.direction == "hold" and not sides[1]:
        return (states, owner) if others and owner else sides
    if action.direction in ("hold", "supply") and not owner:
        return apart(states, sides[1]), sides[1]
    return sides


def _backed(scene: Scene, proposition: Proposition, above: Proposition) -> tuple[str, ...]:
    """Whom arms are asked for: "urged states that *back the rebels* to send arms" has not the rebels send them."""
    object_, subject = above.argument("object"), proposition.argument("subject")
    if proposition.link != "infinitive" or above.lemma not in load_arms().reading.backing:
        return ()
    if object_ is None or subject is None or object_.head != subject.head:
        return ()
    return _named(scene, above, object_)


def _users(scene: Scene, proposition: Proposition, above: Proposition, goods: Sequence[Goods]) -> tuple[str, ...]:
    """Who has the arms that were bought or supplied: "*Chad* flies jets supplied by Mali"."""
    object_ = above.argument("object")
    if proposition.link != "relative" or above.lemma not in load_arms().reading.using or object_ is None:
        return ()
    if proposition.argument("subject") is not None and load_arms().verbs[proposition.lemma].direction == "buy":
        return ()
    return _named(scene, above, above.argument("subject")) if object_.head in {g.head for g in goods} else ()


def _doers(scene: Scene, above: Proposition) -> tuple[str, ...]:
    """Who goes ahead; "it" is whom one speaks to: "warned *Chad* of sanctions if it goes ahead with the purchase"."""
    subject, top = above.argument("subject"), above
    while top.parent is not None:
        top = scene.propositions[top.parent]
    sentence = scene.sentences[above.sentence]
    is_pronoun = subject is not None and sentence.tags[subject.head] == "PRP"
    told = _named(scene, top, top.argument("object")) if is_pronoun and top.sentence == above.sentence else ()
    return told or _named(scene, above, subject)


def _reached(scene: Scene, proposition: Proposition, above: Proposition) -> tuple[str, ...]:
    """Where arms told of in a relative clause arrive: "the first of the tanks pledged by Mali arrived in *Chad*"."""
    if proposition.link != "relative":
        return ()
    if above.category == "noun" and above.parent is not None:
        above = scene.propositions[above.parent]
    if above.lemma not in load_arms().reading.arriving:
        return ()
    return _named(scene, above, above.argument("prep:in", "prep:to", "prep:at", "object"))


def _named(scene: Scene, proposition: Proposition, argument: Argument | None) -> tuple[str, ...]:
    if argument is None:
        return ()
    found = [p.id for p in scene.parties(proposition, argument)]
    found = found or list(ids_at(scene, scene.sentences[proposition.sentence], argument.head))
    return tuple(dict.fromkeys(i for i in found if not i.startswith("UNK") and not i.islower()))
