"""Frames read anew from an act's sides or its negation: joint exercises, refusals put as "will not"."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame, load_frames
from onrecord.records import Proposition
from onrecord.scene import Scene, bodies

__all__ = ["joint_acts", "refused_acts", "will_not"]


def joint_acts(
    framed: Mapping[int, Frame], parties: Mapping[int, Parties], frames: Mapping[str, Frame], words: CodingWords
) -> dict[int, Frame]:
    """Exercises that several states hold are joint ones: "*Polish* and *Latvian* troops staged a war game"."""
    return {
        index: frames["cooperate.joint-exercise"]
        for index, frame in framed.items()
        if frame.id in words.exercise_frames and len(bodies(parties[index].actors)) > 1
    }


def will_not(
    scene: Scene, framed: Mapping[int, Frame], frames: Mapping[str, Frame], words: CodingWords
) -> dict[int, Frame]:
    """Refusals put as what will not be done or is not agreed to: "Chad *will not release* the crew" is REJECT.

    So is "Chad *does not recognise* the vote"; "Chad *did not sign* the treaty" refuses nothing.
    """
    stances = load_frames().classes["stance_verb"]
    found = {}
    for index, frame in framed.items():
        proposition = scene.propositions[index]
        if not proposition.negations or proposition.is_passive or proposition.argument("subject") is None:
            continue
        will = proposition.modal in words.pledge_modals and frame.type in words.refusable_types
        stance = frame.type in words.refusable_types and (proposition.lemma in stances or frame.id == "concede.grant")
        if will or stance or (proposition.modal in ("can", "could") and frame.type == "AGREE"):
            found[index] = frames["reject.will-not"]
    return found


def refused_acts(
    scene: Scene,
    framed: Mapping[int, Frame],
    parties: Mapping[int, Parties],
    frames: Mapping[str, Frame],
    words: CodingWords,
) -> dict[int, tuple[Frame, Parties]]:
    """Refusals whose act is a noun: "the rebels *will not begin* talks with Chad" is REJECT, the talks inside it."""
    found = {}
    for index, frame in framed.items():
        verb = _carrier(scene, scene.propositions[index])
        if verb is None or verb.index in framed or frame.type not in words.refusable_types:
            continue
        if verb.negations and verb.modal in words.pledge_modals and not verb.is_passive and parties[index].actors:
            found[verb.index] = (frames["reject.will-not"], parties[index])
    return found


def _carrier(scene: Scene, noun: Proposition) -> Proposition | None:
    """The light verb of an event noun: "*begin* talks"."""
    is_carried = noun.category == "noun" and any(a.rule.startswith("light-verb:") for a in noun.arguments)
    return scene.propositions[noun.parent] if is_carried and noun.parent is not None else None
