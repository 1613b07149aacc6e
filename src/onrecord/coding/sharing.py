"""What an outer act takes from its content: the recipient of "refused *to send aid to Chad*" is Chad."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame
from onrecord.scene import Party, Scene

__all__ = ["share_recipients"]


def share_recipients(
    scene: Scene, framed: Mapping[int, Frame], parties: Mapping[int, Parties], words: CodingWords
) -> dict[int, Parties]:
    """Parties in which a promise, refusal or threat without a recipient has that of the act it is about.

    Only an act its own actor would do counts: "Chad *agreed* to lift the ban on Mali" is an agreement towards Mali,
    "Chad *said* Togo had shelled Mali" is nothing towards Mali.
    """
    out = {index: _answered(scene, framed, parties, index) for index in framed}
    for index in reversed(list(framed)):
        outer = _outer(scene, framed, index, words)
        if outer is None:
            continue
        if framed[outer].type not in words.sharing_types or out[outer].recipients:
            continue
        actors = {p.id for p in out[outer].actors}
        inner = out[index]
        if inner.actors and actors and not actors & {p.id for p in inner.actors}:
            continue
        shared = tuple(Party(p.id, p.mention, f"content+{p.rule}") for p in inner.recipients if p.id not in actors)
        if shared:
            out[outer] = Parties(out[outer].actors, shared)
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
    """"dismissed the *claims*": the recipient is whoever made them."""
    own, proposition = parties[index], scene.propositions[index]
    target = proposition.argument("object")
    if own.recipients or proposition.category != "verb" or target is None:
        return own
    noun = scene.predicate_at.get((proposition.sentence, target.head))
    if noun is None or noun not in framed:
        return own
    taken = {p.id for p in own.actors}
    makers = tuple(Party(p.id, p.mention, f"maker+{p.rule}") for p in parties[noun].actors if p.id not in taken)
    return Parties(own.actors, makers)
