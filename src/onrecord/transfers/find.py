"""A transfer record for every event in which arms move or are said, asked, agreed or refused to move."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.weapons import ArmsAction, ArmsKnowledge, load_arms
from onrecord.records import (
    ActorMention,
    CodedEvent,
    Judgement,
    Proposition,
    Report,
    Sentence,
    Transfer,
)
from onrecord.scene import Scene, make_scene
from onrecord.transfers.items import find_items

__all__ = ["find_transfers"]

_UNKNOWN = ("UNK",)
_CARRYING = frozenset({"AID", "COOPERATE", "AGREE", "REQUEST", "REJECT", "SANCTION", "COERCE", "SUPPORT", "RETREAT"})
_STAGE_INSIDE = {"REQUEST": "requested", "REJECT": "refused", "AGREE": "agreed", "SUPPORT": "agreed"}
_MUTUAL_STAGE = frozenset({"delivered", "shipped", "ordered"})


def find_transfers(
    report: Report,
    sentences: Sequence[Sentence],
    mentions: Sequence[ActorMention],
    propositions: Sequence[Proposition],
    judgements: Sequence[Judgement],
    events: Sequence[CodedEvent],
) -> dict[int, Transfer]:
    """Event position to transfer, for the events that carry arms.

    "*Chad* sold *Mali* 12 *tanks*": supplier Chad, recipient Mali, stage delivered.
    """
    arms = load_arms()
    scene = make_scene(sentences, mentions, propositions, (), judgements)
    found = {}
    for position, event in enumerate(events):
        if event.type not in _CARRYING:
            continue
        transfer = _transfer(report, scene, propositions[event.proposition], event, events, arms)
        if transfer is not None:
            found[position] = transfer
    return found


def _transfer(
    report: Report,
    scene: Scene,
    proposition: Proposition,
    event: CodedEvent,
    events: Sequence[CodedEvent],
    arms: ArmsKnowledge,
) -> Transfer | None:
    table = arms.nouns if proposition.category == "noun" else arms.verbs
    action = table.get(proposition.lemma)
    if action is None:
        return None
    items = find_items(report, scene.sentences[proposition.sentence], proposition, arms)
    if not items:
        return None
    supplier = _side(scene, proposition, action.supplier)
    recipient = _side(scene, proposition, action.recipient)
    if recipient == _UNKNOWN and proposition.category == "verb" and proposition.lemma in ("arm", "equip", "rearm"):
        recipient = _side(scene, proposition, ("object",))
    return Transfer(
        supplier=supplier if supplier != recipient else _UNKNOWN,
        recipient=recipient,
        end_user=None,
        items=items,
        value=None,
        stage=_stage(scene, proposition, action, event, events),
        rule=f"arms-{proposition.category}",
    )


def _side(scene: Scene, proposition: Proposition, roles: tuple[str, ...]) -> tuple[str, ...]:
    for role in roles:
        found: dict[str, None] = {}
        for argument in proposition.arguments:
            if argument.role == role:
                found.update((p.id, None) for p in scene.parties(proposition, argument) if not p.id.startswith("UNK"))
        if found:
            return tuple(found)
    return _UNKNOWN


def _stage(
    scene: Scene, proposition: Proposition, action: ArmsAction, event: CodedEvent, events: Sequence[CodedEvent]
) -> str:
    """The action's stage where it has happened; else the stage its governor or status leaves it at."""
    judgement = scene.judgements[proposition.index]
    if action.stage not in _MUTUAL_STAGE:
        return action.stage
    if event.inside is not None and judgement.status in ("hypothetical", "planned", "negated"):
        return _STAGE_INSIDE.get(events[event.inside].type, action.stage)
    if judgement.status == "planned":
        return "agreed"
    if judgement.status == "hypothetical":
        return "negotiated"
    if judgement.status == "negated":
        return "refused"
    return action.stage
