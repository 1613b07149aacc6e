"""Whether two tellings are one incident, with reasons; blocking keys so that only likely pairs are asked about.

The score is a sum of weighted features, so each reason is a feature with what it added.  Weights lie in
``knowledge/resolution/weights.json`` and are learned by ``gate/train_linking.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import fsum
from typing import Literal

from onrecord.knowledge.linking import family_of, load_linking_rules, load_weights, near_groups, rarity, stem_of
from onrecord.resolution.sketches import EventSketch, parties_of

__all__ = ["Comparison", "Decision", "block_keys", "compare", "features"]

Decision = Literal["SAME", "DIFFERENT", "UNSURE"]
_FAR_DAYS = 30
_KINSHIP = ("same-lemma", "same-family", "near-family", "same-type")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One pair compared.

    ``score`` is a logit (0 is even odds); ``reasons`` are (what was compared, what it added to the score), the
    weightiest first; ``margin`` is how far the score lies from the nearest threshold.
    """

    score: float
    decision: Decision
    margin: float
    reasons: tuple[tuple[str, float], ...]


def block_keys(sketch: EventSketch) -> tuple[str, ...]:
    """The keys under which a telling is found: only tellings that share one are compared.

    Each joins what happened (the family of the trigger, and the type) with an anchor.  Anchors within a window of days
    are a party, a rare name of the sentence, a telling name or word of the report; two telling names together are an
    anchor at any time, for reports of a trial come years after the deed.  Keys without the happening join a rare
    argument with an anchor, so that "checked into a *clinic*" meets "entered the *clinic*"; what stands close by in
    one report meets in any case.
    """
    rules = load_linking_rules()
    family = family_of(sketch.trigger)
    kinds = {family or stem_of(sketch.trigger), *near_groups(family), *([sketch.type] if sketch.type else [])}
    anchors = _anchors(sketch)
    things = sorted(sketch.arguments, key=_by_rarity)[: rules.things]
    dated = {f"{kind}|{anchor}" for kind in kinds for anchor in anchors}
    dated |= {f"*{thing}|{anchor}" for thing in things for anchor in anchors}
    pairs = [f"{one}+{other}" for one, other in combinations(sorted(sketch.about_names[: rules.pair_names]), 2)]
    timeless = {f"@|{kind}|{pair}" for kind in kinds for pair in pairs}
    stretch = sketch.start // rules.report_stretch
    near = {f"in|{sketch.report}|{part}" for part in (stretch, stretch + 1)}
    return tuple(sorted(timeless | near | {f"{window}|{key}" for key in dated for window in _windows(sketch)}))


def _anchors(sketch: EventSketch) -> set[str]:
    rules = load_linking_rules()
    near = sorted(sketch.names, key=_by_rarity)[: rules.names]
    about = (*sketch.about_names[: rules.names], *sketch.about[: rules.names])
    return {*near, *about, *sorted(parties_of(sketch))}


def _by_rarity(stem: str) -> tuple[float, str]:
    return -rarity(stem), stem


def _windows(sketch: EventSketch) -> tuple[str, ...]:
    """Two windows a telling, by its day, else by the day of publication; ``-`` where neither is known."""
    rules = load_linking_rules()
    span = _days(sketch)
    if span is None or span[1] - span[0] > rules.window_days:
        published = _ordinal(sketch.published)
        span = None if published is None else (published, published)
    if span is None:
        return ("-",)
    window = span[0] // rules.window_days
    return str(window), str(window + 1)


def compare(one: EventSketch, other: EventSketch) -> Comparison:
    """The comparison of two tellings; the order of the two does not matter."""
    learned, rules = load_weights(), load_linking_rules()
    added = [(name, value * learned.weights.get(name, 0.0)) for name, value in features(one, other).items() if value]
    score = learned.bias + sum(amount for _, amount in added)
    decision: Decision = "SAME" if score >= rules.same else "DIFFERENT" if score < rules.different else "UNSURE"
    reasons = sorted(((n, round(a, 3)) for n, a in added if a), key=lambda r: (-abs(r[1]), r[0]))
    margin = min(abs(score - rules.same), abs(score - rules.different))
    return Comparison(score, decision, margin, tuple(reasons))


def features(one: EventSketch, other: EventSketch) -> Mapping[str, float]:
    """What is compared, by name, each in [0, 1]; the order of the two does not matter."""
    found = dict(_trigger(one, other))
    found["topic"] = _dot(one.about, one.weights, other.about, other.weights)
    found["topic-names"] = _dot(one.about_names, one.name_weights, other.about_names, other.name_weights)
    found["sentence"] = _overlap(one.words, other.words)
    found["arguments"] = _overlap(one.arguments, other.arguments)
    found["quoted"] = _overlap(one.quoted, other.quoted)
    found |= _sets("name", one.names, other.names)
    found |= _sets("party", tuple(parties_of(one)), tuple(parties_of(other)))
    found |= _sets("number", one.numbers, other.numbers)
    found |= _sets("item", one.items, other.items)
    found |= _time(one, other)
    found |= _place(one, other)
    found["same-report"] = float(one.report == other.report)
    found["same-incident"] = float(one.incident is not None and one.incident == other.incident)
    kin = next((k for k in _KINSHIP if k in found), "other-act")
    for context in ("topic", "topic-names", "sentence", "arguments", "same-report"):
        found[f"{kin} x {context}"] = found[context]
    found["topic x names"] = found["topic"] * found["topic-names"]
    return found


def _trigger(one: EventSketch, other: EventSketch) -> Iterator[tuple[str, float]]:
    stem = stem_of(one.trigger)
    family = family_of(one.trigger)
    if stem == stem_of(other.trigger):
        yield "same-lemma", 1.0
        yield "rare-lemma", rarity(stem)
    elif family is not None and family == family_of(other.trigger):
        yield "same-family", 1.0
    elif not near_groups(family).isdisjoint(near_groups(family_of(other.trigger))):
        yield "near-family", 1.0
    elif one.type is not None and one.type == other.type:
        yield "same-type", 1.0
        yield "same-mode", float(one.mode is not None and one.mode == other.mode)
    elif one.type is not None and other.type is not None:
        yield "other-type", 1.0


def _dot(one: Sequence[str], weights: Sequence[float], other: Sequence[str], others: Sequence[float]) -> float:
    theirs = dict(zip(other, others, strict=True))
    return sum(weight * theirs.get(word, 0.0) for word, weight in zip(one, weights, strict=True))


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """Shared rarity by the mean of both."""
    if not one or not other:
        return 0.0
    shared = fsum(rarity(word) ** 2 for word in set(one) & set(other))  # a set has no order, and a plain sum has one
    whole = (sum(rarity(w) ** 2 for w in one) * sum(rarity(w) ** 2 for w in other)) ** 0.5
    return shared / whole if whole else 0.0


def _sets(name: str, one: Sequence[str], other: Sequence[str]) -> dict[str, float]:
    """Whether both say something and agree, how far, or say different things."""
    if not one or not other:
        return {}
    common = len(set(one) & set(other))
    if common:
        return {f"same-{name}": 1.0, f"all-{name}": common / min(len(set(one)), len(set(other)))}
    return {f"other-{name}": 1.0}


def _time(one: EventSketch, other: EventSketch) -> dict[str, float]:
    found: dict[str, float] = {}
    days, others = _days(one), _days(other)
    if days is not None and others is not None:
        apart = max(days[0] - others[1], others[0] - days[1], 0)
        if apart:
            found["other-day"] = 1.0
            found["days-apart"] = min(apart, _FAR_DAYS) / _FAR_DAYS
        else:
            found["same-day" if days == others and days[0] == days[1] else "days-meet"] = 1.0
    published, theirs = _ordinal(one.published), _ordinal(other.published)
    if published is not None and theirs is not None:
        found["published-apart"] = min(abs(published - theirs), _FAR_DAYS) / _FAR_DAYS
    return found


def _place(one: EventSketch, other: EventSketch) -> dict[str, float]:
    if one.country is None or other.country is None:
        return {}
    if one.country != other.country:
        return {"other-country": 1.0}
    if one.place == other.place:
        return {"same-place": 1.0}
    return {"other-place": 1.0}


def _days(sketch: EventSketch) -> tuple[int, int] | None:
    first, last = _ordinal(sketch.earliest), _ordinal(sketch.latest)
    return None if first is None or last is None else (first, last)


def _ordinal(day: str | None) -> int | None:
    """Days since the year 1; a month or year alone is no day."""
    try:
        return None if day is None else date.fromisoformat(day).toordinal()
    except ValueError:
        return None
