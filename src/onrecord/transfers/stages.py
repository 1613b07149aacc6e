"""How far a transfer has come: the predicate's own stage, or what the act it is spoken of in leaves it at."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.weapons import ArmsAction, ArmsKnowledge
from onrecord.records import CodedEvent, Judgement, Proposition

__all__ = ["own_stage", "stage_of_outer"]

_AHEAD = ("planned", "hypothetical", "negated")


def own_stage(
    action: ArmsAction,
    proposition: Proposition,
    judgement: Judgement,
    outer: tuple[CodedEvent, Proposition] | None,
    governor: Proposition | None,
    arms: ArmsKnowledge,
    participles: Sequence[str] = (),
) -> str:
    """The stage of the transfer that the predicate itself names.

    "*will sell*" is agreed, "asked to *sell*" requested, "refused to *sell*" and "will not *sell*" refused,
    "suspended the *sale*" blocked.  "Denied *selling*" and "has not *sold*" speak of a delivery: that there was none
    is a matter of certainty.  ``participles`` are the lemmas of those that modify a noun: "sales *approved* by Chad".
    """
    if action.stage not in arms.reading.done or _is_reproached(proposition, governor, arms):
        return action.stage
    around = stage_of_outer(*outer, action.stage, arms) if outer is not None else action.stage
    made = arms.outer_lemmas.get(governor.lemma) if governor is not None and not governor.negations else None
    is_barred = made in arms.reading.barred
    if made not in (None, "alleged") and proposition.category == "noun" and (is_barred or action.stage != "ordered"):
        return made
    decided = next((arms.outer_lemmas[p] for p in participles if p in arms.outer_lemmas), None)
    if decided not in (None, "alleged") and action.stage in arms.completed:
        return decided
    if judgement.status not in _AHEAD:
        return action.stage
    if judgement.status == "negated" and not is_barred and _is_looked_back_on(proposition, outer):
        return action.stage
    if outer is not None:
        if around not in (action.stage, "alleged"):
            return around
        if outer[0].type in ("AGREE", "SUPPORT", "CONCEDE"):
            return "agreed"
    if judgement.status == "planned":
        return "agreed"
    if judgement.status == "negated":
        return "refused"
    return "negotiated"


def _is_reproached(proposition: Proposition, governor: Proposition | None, arms: ArmsKnowledge) -> bool:
    """Whether it is what somebody is punished or suspected for: "jailed for *smuggling* rifles"."""
    return (
        governor is not None
        and governor.lemma in arms.reading.reproaching
        and proposition.link == "gerund"
        and proposition.marker in ("for", "of", "over", "with")
        and not proposition.negations
    )


def _is_looked_back_on(proposition: Proposition, outer: tuple[CodedEvent, Proposition] | None) -> bool:
    """Whether what was not done is told of the past: "has not *sold*", "denied *selling*", but "will not *sell*"."""
    if proposition.tense == "future" or proposition.modal is not None:
        return False
    is_denied = outer is not None and outer[0].type == "REJECT"
    return proposition.tense == "past" or proposition.aspect != "simple" or is_denied


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
