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
    out = dict(parties)
    for index in reversed(list(framed)):
        proposition = scene.propositions[index]
        outer = proposition.parent
        if outer is None or outer not in framed or proposition.link not in words.embedding_links:
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
