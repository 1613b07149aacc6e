"""Which tellings of a large record are compared, and what keeps two apart however alike their words are.

The learned comparison knows stories; a record of years knows many stories alike.  So two coded events of different
reports are one incident only if nothing an analyst would ask first speaks against it: what happened, who, when, where.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations

from onrecord.knowledge.linking import family_of, rarity, stem_of
from onrecord.knowledge.matching import load_matching_rules
from onrecord.records import bodies_of
from onrecord.resolution.across import Decision, compare
from onrecord.resolution.clusters import pairs_by_key
from onrecord.resolution.incidents import Edge, Incident, PersonJudgement, cluster
from onrecord.resolution.sketches import EventSketch, parties_of

__all__ = ["candidate_keys", "cluster_matches", "day_window", "match", "match_candidates"]

_HANDING = "HANDING"
_VERB = "supply"


def candidate_keys(sketch: EventSketch) -> tuple[str, ...]:
    """A handful of keys a telling is looked up by, beside its window of days; sorted.

    Each joins the type with two anchors, who has a part in it and rare names of its sentence; where there is one anchor
    only, it stands with the family of the trigger.
    """
    rules = load_matching_rules()
    names = sorted(sketch.names, key=lambda name: (-rarity(name), name))[: rules.names]
    anchors = sorted({*parties_of(sketch), *names})
    deeds = [sketch.type, *([_HANDING] if _is_of_arms(sketch) else [])]
    pairs = [f"{deed}|{one}+{other}" for one, other in combinations(anchors, 2) for deed in deeds]
    deed = family_of(sketch.trigger) or stem_of(sketch.trigger)
    return tuple(
        sorted({*pairs[: rules.keys * len(deeds)], *(f"{deed}|{anchor}" for anchor in anchors[:1] if not pairs)})
    )


def day_window(sketch: EventSketch) -> int | None:
    """The number of the window of days a telling lies in, by its day, else by its report's; ``None`` without either."""
    day = _day(sketch)
    return None if day is None else day // load_matching_rules().window_days


def match_candidates(new: Iterable[EventSketch], others: Iterable[EventSketch] = ()) -> tuple[Edge, ...]:
    """The edges among ``new`` and from ``new`` to ``others``, sorted: pairs with a common key in windows side by side.

    Mentions that one report's own resolution joined are joined here too; others of one report are left apart.
    """
    mine = {sketch.id: sketch for sketch in new}
    everything = {sketch.id: sketch for sketch in others} | mine
    keys = {
        identity: (*candidate_keys(sketch), f"in|{sketch.report}|{sketch.incident}")
        for identity, sketch in everything.items()
    }
    found = (match(everything[one], everything[other]) for one, other in pairs_by_key(keys, mine))
    return tuple(edge for edge in found if edge is not None)


def cluster_matches(
    tellings: Iterable[str], edges: Iterable[Edge], judgements: Iterable[PersonJudgement] = ()
) -> tuple[Incident, ...]:
    """The incidents of these tellings, as :func:`~onrecord.resolution.incidents.cluster` gives them, joined surely."""
    rules = load_matching_rules()
    return cluster(tellings, edges, judgements, join=rules.join, absent=rules.absent)


def match(one: EventSketch, other: EventSketch) -> Edge | None:
    """The edge between two tellings; ``None`` where something speaks against it or too little for it."""
    low, high = sorted((one, other), key=lambda sketch: sketch.id)
    if one.report == other.report:
        if one.incident is None or one.incident != other.incident:
            return None
        sure = load_matching_rules().sure
        return Edge(low.id, high.id, sure, "SAME", sure, (("one incident within the report", sure),))
    if not (_is_one_deed(one, other) and _is_one_time(one, other) and _are_one_set_of_sides(one, other)):
        return None
    rules, found = load_matching_rules(), compare(_as_handing(low), _as_handing(high))
    if found.score < rules.different:
        return None
    decision: Decision = "SAME" if found.score >= rules.same else "UNSURE"
    return Edge(low.id, high.id, found.score, decision, abs(found.score - rules.same), found.reasons)


def _is_one_deed(one: EventSketch, other: EventSketch) -> bool:
    """One type, and one word for it or one family of words; arms that change hands, by whatever verb."""
    if _is_handing(one) and _is_handing(other) and (_is_of_arms(one) or _is_of_arms(other)):
        is_same_kind = not one.items or not other.items or not set(one.items).isdisjoint(other.items)
        return _is_of_arms(one) and _is_of_arms(other) and is_same_kind
    if one.type != other.type:
        return False
    families = {family_of(one.trigger), family_of(other.trigger)}
    return stem_of(one.trigger) == stem_of(other.trigger) or (len(families) == 1 and None not in families)


def _is_handing(sketch: EventSketch) -> bool:
    """Whether goods change hands: "*sold*", "*shipped*", "took *delivery* of"."""
    rules = load_matching_rules()
    return sketch.type in rules.handing_types and stem_of(sketch.trigger) in rules.handing


def _is_of_arms(sketch: EventSketch) -> bool:
    """Whether the goods are arms, by their class or by a word of the sentence, or the verb says so: "*arming* Chad"."""
    rules = load_matching_rules()
    is_told = bool(sketch.items) or stem_of(sketch.trigger) in rules.arming or not rules.arms.isdisjoint(sketch.words)
    return is_told and _is_handing(sketch)


def _as_handing(sketch: EventSketch) -> EventSketch:
    """A transfer of arms as who supplies tells it, so that "sold" and "took delivery of" have the same sides."""
    if not _is_of_arms(sketch):
        return sketch
    actors, recipients = _sides(sketch)
    return replace(sketch, type=_HANDING, mode=None, trigger=_VERB, actors=actors, recipients=recipients)


def _sides(sketch: EventSketch) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who does and to whom; of arms who supplies and who gets: of "*bought*" the doer gets."""
    is_taken = sketch.type == "COOPERATE" and stem_of(sketch.trigger) in load_matching_rules().taking
    if is_taken and _is_of_arms(sketch):
        return sketch.recipients, sketch.actors
    return sketch.actors, sketch.recipients


def _is_one_time(one: EventSketch, other: EventSketch) -> bool:
    """Days that meet, a day of grace for the clocks of the world; undated tellings were published within some days.

    A transfer of arms on the report's own day is one told of that day, and may have been before.
    """
    rules = load_matching_rules()
    is_handing = _is_of_arms(one) and _is_of_arms(other)
    is_borrowed = is_handing and "publication" in (one.basis, other.basis)
    if one.earliest and other.earliest and not is_borrowed:
        first = max(_ordinal(one.earliest), _ordinal(other.earliest))
        last = min(_ordinal(one.latest or one.earliest), _ordinal(other.latest or other.earliest))
        return first <= last + rules.grace_days
    days = (_day(one), _day(other))
    if days[0] is None or days[1] is None:
        return False
    return abs(days[0] - days[1]) <= rules.window_days


def _are_one_set_of_sides(one: EventSketch, other: EventSketch) -> bool:
    """On each side a body in common, or a side that one of the two leaves open; one body in common at all."""
    sides = [(bodies_of(mine), bodies_of(theirs)) for mine, theirs in zip(_sides(one), _sides(other), strict=True)]
    if any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in sides):
        return False
    return any(mine & theirs for mine, theirs in sides)


def _day(sketch: EventSketch) -> int | None:
    written = sketch.earliest or sketch.published
    return None if written is None else _ordinal(written)


def _ordinal(day: str) -> int:
    return date.fromisoformat((day + "-01-01")[:10]).toordinal()
