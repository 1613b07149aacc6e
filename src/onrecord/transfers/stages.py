"""How far a transfer has come: the predicate's own stage, or what the act it is spoken of in leaves it at."""

from __future__ import annotations

from onrecord.knowledge.weapons import ArmsAction, ArmsKnowledge
from onrecord.records import CodedEvent, Judgement, Proposition

__all__ = ["own_stage", "stage_of_outer"]

_DONE = frozenset({"delivered", "shipped", "ordered", "produced"})
_AHEAD = ("planned", "hypothetical", "negated")


def own_stage(
    action: ArmsAction,
    judgement: Judgement,
    outer: tuple[CodedEvent, Proposition] | None,
    arms: ArmsKnowledge,
) -> str:
    """The stage of the transfer that the predicate itself names.

    "*will sell*" is agreed, "asked to *sell*" requested, "refused to *sell*" refused.
    """
    if action.stage not in _DONE or judgement.status not in _AHEAD:
        return action.stage
    if outer is not None:
        stage = stage_of_outer(*outer, action.stage, arms)
        if stage != action.stage and outer[0].type not in ("ACCUSE", "PROTEST"):
            return stage
        if outer[0].type in ("AGREE", "SUPPORT", "CONCEDE"):
            return "agreed"
    if judgement.status == "planned":
        return "agreed"
    if judgement.status == "negated":
        return "refused"
    return "negotiated"


def stage_of_outer(event: CodedEvent, proposition: Proposition, inner: str, arms: ArmsKnowledge) -> str:
    """What an act makes of the transfer it speaks of: "approved the sale" approved, "lifted the ban" approved."""
    if event.type in ("RETREAT", "CONCEDE") and inner in ("blocked", "refused"):
        return "approved"
    by_lemma = arms.outer_lemmas.get(proposition.lemma) or arms.outer_types.get(event.type)
    if by_lemma is not None and event.type != "ACCUSE":
        return by_lemma
    if inner not in arms.completed or proposition.lemma in arms.receiving:
        return inner
    return arms.said.get(event.type, inner)
