"""PLOVER's auxiliary modes, all four: historical, future, hypothetical, negation.

The codebook names them and says that no project has implemented them; docs/auxiliary-modes.md says how they are here.
"""

from __future__ import annotations

from datetime import date

from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame
from onrecord.records import Interval, Judgement, Proposition, Report

__all__ = ["auxiliary_modes"]

_FULL_DAY = "0000-01-01"
_DONE = ("occurred", "negated")
_AHEAD = frozenset({"going-to", "be-to", "governor-vowed", "governor-planned", "governor-announced"})


def auxiliary_modes(
    report: Report,
    proposition: Proposition,
    judgement: Judgement | None,
    interval: Interval | None,
    frame: Frame,
    words: CodingWords,
) -> tuple[str, ...]:
    """The modes that hold, in the order of the codebook; an event may have several ("*will not sign*": two).

    historical    it is over, and ended more than ``historical_days`` before the report's day
    future        it is planned, or told in the future tense, or promised not to be
    hypothetical  nobody says that it is so: asked for, feared, threatened, conditional
    negation      it is told, or asked, not to be so

    A refusal told as what will not be done ("will not release": REJECT) took place: neither future nor negated.
    """
    is_refusal = frame.id in words.refusal_frames
    status = judgement.status if judgement else "occurred"
    holds = {
        "historical": status in _DONE and _is_long_past(report, interval, words.historical_days),
        "future": not is_refusal and _is_ahead(proposition, judgement, status),
        "hypothetical": status == "hypothetical",
        "negation": not is_refusal and judgement is not None and judgement.polarity == "negative",
    }
    return tuple(mode for mode, is_so in holds.items() if is_so)


def _is_ahead(proposition: Proposition, judgement: Judgement | None, status: str) -> bool:
    """Whether it is to come, or would be if it were to be: "is not going to *sell*", "promised not to *sell*"."""
    if status == "planned" or proposition.tense == "future":
        return True
    rules = {reason.rule for reason in judgement.reasons} if judgement else set()
    return status == "negated" and not _AHEAD.isdisjoint(rules)


def _is_long_past(report: Report, interval: Interval | None, days: int) -> bool:
    """Whether the last day it may have been lies that far before the first day the report may be of."""
    if interval is None or not report.published:
        return False
    first = date.fromisoformat(report.published + _FULL_DAY[len(report.published) :])
    return (first - date.fromisoformat(interval.latest)).days > days
