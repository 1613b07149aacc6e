"""How a proposition stands while it is judged, and the ways in which one standing makes another."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.knowledge.hedges import Effect, Signature
from onrecord.records import Certainty

__all__ = ["ASSERTED", "Standing", "affected", "certainty_of", "chosen", "limited", "negated"]

_CLASSES: dict[tuple[int, bool], Certainty] = {
    (3, False): "CT+",
    (2, False): "PR+",
    (1, False): "PS+",
    (3, True): "CT-",
    (2, True): "PR-",
    (1, True): "PS-",
}
_SPOKEN = frozenset({"stated", "alleged"})  # the speaker is as sure as he is, however sure his speaking is
_ENDING = frozenset({"past_fact", "halted"})  # what is yet to be ended still goes on
_OPEN_SCORE = 1.0  # the most that content of what is itself open can score
_DENIED_SHARE = 0.78  # readers take "did not leave" a little less firmly than "left"


class Standing(NamedTuple):
    """``grade``: 3 certain, 2 probable, 1 possible, 0 open; ``status`` is empty where the tense decides.

    ``is_turned_down`` marks a noun whose content somebody refuses: "rejected the *proposal* to meet".
    """

    is_negative: bool
    grade: int
    score: float
    status: str
    is_turned_down: bool = False


ASSERTED = Standing(is_negative=False, grade=3, score=3.0, status="")


def certainty_of(standing: Standing) -> Certainty:
    """The FactBank value of a standing."""
    return _CLASSES.get((standing.grade, standing.is_negative), "Uu")


def chosen(signature: Signature, governor: Standing) -> Effect:
    """The effect of an affirmed or of a negated governor: "agreed to *leave*", "did not agree to *leave*"."""
    return signature.negated if governor.is_negative else signature.affirmed


def affected(effect: Effect, governor: Standing) -> Standing:
    """The standing of content under a governor that stands as ``governor``."""
    is_ahead = governor.grade < 2 or governor.status in ("planned", "hypothetical")
    if is_ahead and effect.name in _ENDING:
        return Standing(is_negative=False, grade=3, score=2.7, status="ongoing")
    if effect.kind == "fact":
        return Standing(is_negative=False, grade=3, score=effect.score, status=effect.status)
    if effect.kind == "same":
        is_plain = governor.grade == 3 and not governor.is_negative and governor.status != "planned"
        return governor._replace(status=effect.status if effect.status and is_plain else governor.status)
    if effect.kind == "opposite":
        return negated(governor)
    if (
        governor.grade == 0
        or governor.status == "hypothetical"
        or (effect.is_negative and governor.status == "planned")
    ):
        score = min(effect.score, _OPEN_SCORE) if effect.score > 0 else 0.0
        return Standing(effect.is_negative, 0, score, "hypothetical")
    grade = effect.grade if effect.name in _SPOKEN else min(effect.grade, governor.grade)
    score = effect.score if governor.grade == 3 or effect.score <= 0 else min(effect.score, max(governor.score, 0.5))
    return Standing(effect.is_negative, grade, score, effect.status)


def negated(standing: Standing) -> Standing:
    """The denial of a standing; denying a denial affirms: "did not fail to *leave*"."""
    if standing.is_negative:
        return standing._replace(is_negative=False, score=abs(standing.score), status="")
    if standing.grade == 0:
        return Standing(is_negative=True, grade=0, score=-max(_OPEN_SCORE, standing.score), status="hypothetical")
    return Standing(is_negative=True, grade=standing.grade, score=-_DENIED_SHARE * standing.score, status="negated")


def limited(effect: Effect, standing: Standing) -> Standing:
    """What a modal or an adverb leaves of a standing: the less certain of the two."""
    if effect.kind == "opposite":
        return negated(standing)
    if effect.kind == "same":
        return standing._replace(status=effect.status or standing.status)
    if effect.kind == "fact":
        return standing if standing.status else standing._replace(status=effect.status)
    if standing.is_negative:
        return standing._replace(grade=min(standing.grade, effect.grade))
    if standing.grade == 0:
        return standing._replace(
            is_negative=effect.is_negative, score=min(standing.score, effect.score), status="hypothetical"
        )
    if effect.grade < standing.grade or effect.is_negative != standing.is_negative or not standing.status:
        status = effect.status or standing.status
    else:
        status = standing.status
    return Standing(effect.is_negative, min(standing.grade, effect.grade), min(standing.score, effect.score), status)
