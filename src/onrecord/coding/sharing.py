"""What an outer act takes from its content: the recipient of "refused *to send aid to Chad*" is Chad."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame
from onrecord.records import body_of
from onrecord.scene import Party, Scene

__all__ = ["addressees_act", "share_recipients"]

_ANSWERS = frozenset({"REJECT", "ACCUSE"})


def share_recipients(
    scene: Scene, framed: Mapping[int, Frame], parties: Mapping[int, Parties], words: CodingWords
) -> dict[int, Parties]:
    """Parties in which a promise, refusal or threat without a recipient has that of the act it is about.

    Only an act its own actor would do counts: "Chad *agreed* to lift the ban on Mali" is an agreement towards Mali,
    "Chad *said* Togo had shelled Mali" is nothing towards Mali.
    """
    out = {index: _answered(scene, framed, parties, index) for index in framed}
    out = _by_purpose(scene, framed, out, words)
    for index in reversed(list(framed)):
        outer = _outer(scene, framed, index, words)
        if outer is None:
            continue
        if framed[outer].type not in words.sharing_types or out[outer].recipients:
            continue
        if framed[outer].id.startswith(words.unshared_frames):
            continue
        actors = {p.id for p in out[outer].actors}
        inner = out[index]
        warned = framed[outer].type == "THREATEN"
        if not warned and inner.actors and actors and not actors & {p.id for p in inner.actors}:
            continue
        sides = (*inner.actors, *inner.recipients) if warned else inner.recipients
        heads = {body_of(a) for a in actors}
        shared = tuple(Party(p.id, p.mention, f"content+{p.rule}") for p in sides if body_of(p.id) not in heads)
        if shared:
            out[outer] = Parties(out[outer].actors, shared)
    return out


def addressees_act(
    scene: Scene, framed: Mapping[int, Frame], parties: Mapping[int, Parties], words: CodingWords
) -> dict[int, Parties]:
    """Parties in which what is asked of somebody is theirs to do: "urged Chad to a *ceasefire*"."""
    out = dict(parties)
    for index in framed:
        outer = _outer(scene, framed, index, words)
        if outer is None or framed[outer].type != "REQUEST" or scene.propositions[index].category != "noun":
            continue
        own, asked = out[index], out[outer].recipients
        if not own.actors and asked and not framed[index].mutual:
            taken = {body_of(p.id) for p in own.recipients}
            actors = tuple(Party(p.id, p.mention, f"addressee+{p.rule}") for p in asked if body_of(p.id) not in taken)
            out[index] = Parties(actors, own.recipients)
    return out


def _outer(scene: Scene, framed: Mapping[int, Frame], index: int, words: CodingWords) -> int | None:
    """The nearest framed proposition above, through governors that are no events ("refused to *give aid*")."""
    proposition = scene.propositions[index]
    while proposition.parent is not None and proposition.link in words.embedding_links:
        if proposition.parent in framed:
            return proposition.parent
        proposition = scene.propositions[proposition.parent]
    return None


def _answered(scene: Scene, framed: Mapping[int, Frame], parties: Mapping[int, Parties], index: int) -> Parties:
    """As in "dismissed the *claims*": the recipient is whoever made them."""
    own, proposition = parties[index], scene.propositions[index]
    target = proposition.argument("object")
    if own.recipients or proposition.category != "verb" or target is None or framed[index].type not in _ANSWERS:
        return own
    noun = scene.predicate_at.get((proposition.sentence, target.head))
    if noun is None or noun not in framed:
        return own
    taken = {p.id for p in own.actors}
    makers = tuple(Party(p.id, p.mention, f"maker+{p.rule}") for p in parties[noun].actors if p.id not in taken)
    return Parties(own.actors, makers)


def _by_purpose(
    scene: Scene, framed: Mapping[int, Frame], parties: dict[int, Parties], words: CodingWords
) -> dict[int, Parties]:
    """As in "shipped shells *to refill Chad's stores*": goods go to the owner of what they refill."""
    for proposition in scene.propositions:
        above = proposition.parent
        if above is None or above not in framed or proposition.lemma not in words.supplying_purposes:
            continue
        if proposition.link not in ("purpose", "infinitive") or parties[above].recipients:
            continue
        if framed[above].type not in ("AID", "COOPERATE"):
            continue
        found = [p for a in proposition.arguments if a.role == "object" for p in scene.parties(proposition, a)]
        own = {body_of(p.id) for p in parties[above].actors}
        recipients = tuple(Party(p.id, p.mention, f"purpose+{p.rule}") for p in found if body_of(p.id) not in own)
        parties[above] = Parties(parties[above].actors, recipients)
    return parties
