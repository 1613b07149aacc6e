"""Arms words beside a verb of giving that are no transfer: guns at home, finds of the police, warheads on missiles."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.weapons import ArmsAction, load_arms
from onrecord.records import Item, Proposition, Sentence, Transfer, body_of
from onrecord.scene import Scene
from onrecord.transfers.items import Goods
from onrecord.transfers.parties import Sides, is_misread_participle
from onrecord.transfers.words import ArmsWords

__all__ = ["is_no_supply", "says_enough"]

_UNKNOWN = ("UNK",)
_LIGHT = (None, "small-arms", "ammunition")
_AT_HOME = (*_LIGHT, "explosives", "chemical", "IVb")


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
        or _is_private(sentence, goods, sides)
        or _is_fiction(sentence, sides)
        or _is_retail(sentence, proposition, goods)
        or _is_preposition(sentence, proposition)
        or _is_kept_from_buying(scene, proposition, action, goods, sides)
        or _is_abolition(proposition, action, goods, sides)
        or _is_at_home([g.item for g in goods], sides)
        or _is_found(sentence, action, goods, sides)
        or _is_moved_by_arms(proposition, words)
        or _is_moving_itself(proposition, goods)
        or _is_own_use(sentence, proposition, action, goods, sides)
        or _is_talk_of_arms_held(action, goods)
        or _is_possession(proposition, goods, sides)
        or _is_figure_of_speech(sentence, proposition, goods)
        or (action.direction == "supply" and _is_fought(scene, proposition, sides))
    )


def says_enough(transfer: Transfer) -> bool:
    """A side must be known, except where arms were stopped, or moved by hands not told; guns at home say nothing."""
    sides = (transfer.supplier, transfer.recipient)
    has_side = sides != (_UNKNOWN, _UNKNOWN)
    if has_side and _is_at_home(transfer.items, sides):
        return False
    return has_side or transfer.stage in load_arms().reading.sideless


def _is_laid_down(sentence: Sentence, proposition: Proposition) -> bool:
    """As in "*give up* its warheads", "handed over their rifles to *monitors*"."""
    reading, disarming = load_arms().reading, load_arms().again_disarming
    if proposition.lemma not in reading.giving_up:
        return False
    return proposition.particle in reading.laid_down or not disarming.isdisjoint(sentence.lemmas)


def _is_private(sentence: Sentence, goods: Sequence[Goods], sides: Sides) -> bool:
    """Guns in shops and homes: "customers *bought* rifles", "a *sale* of guns without a background check"."""
    if _are_two_states(sides) or any(g.item.category not in (None, "small-arms", "ammunition") for g in goods):
        return False
    return not load_arms().private.isdisjoint(lemma.lower() for lemma in sentence.lemmas)


def _is_fiction(sentence: Sentence, sides: Sides) -> bool:
    """Arms of a story: "the *film*, in which a dealer sells rifles to Chad"."""
    return not _are_two_states(sides) and not load_arms().reading.fiction.isdisjoint(
        lemma.lower() for lemma in sentence.lemmas
    )


def _are_two_states(sides: Sides) -> bool:
    """Whether each side is known, and of another state or body than the other."""
    supplier, recipient = ({body_of(i) for i in side if i not in _UNKNOWN and not i.islower()} for side in sides)
    return bool(supplier and recipient) and supplier.isdisjoint(recipient)


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


def _is_at_home(items: Sequence[Item], sides: Sides) -> bool:
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
    if any(sentence.lemmas[p].lower() in reading.own_sites for p in places) and not _are_two_states(sides):
        return True
    return any(
        sentence.lemmas[verb] in reading.shielding
        and any(sentence.tags[w] == "PRP$" for o in sentence.dependents(verb, "dobj") for w in sentence.children[o])
        for head in (proposition.head, *(g.head for g in goods))
        for verb in sentence.dependents(head, "advcl", "xcomp", "relcl", "acl")
    )


def _is_talk_of_arms_held(action: ArmsAction, goods: Sequence[Goods]) -> bool:
    """As in "*talks on* nuclear weapons": not to sell them, but to be rid of them."""
    return action.direction in ("mutual", "request") and all(
        g.item.category == "nuclear" and g.role in ("prep:on", "prep:over", "prep:about") for g in goods
    )


def _is_possession(proposition: Proposition, goods: Sequence[Goods], sides: Sides) -> bool:
    """As in "two men *armed* with rifles": nobody is said to have armed them."""
    return (
        proposition.lemma in ("arm", "equip")
        and not sides[0]
        and all(g.item.category in _LIGHT for g in goods)
        and (proposition.is_passive or proposition.argument("subject") is None)
        and proposition.argument("prep:by", "prep:from") is None
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
