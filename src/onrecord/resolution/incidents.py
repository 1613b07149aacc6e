"""Tellings joined to incidents: average-link clustering over compared pairs, with people's judgements on top.

Everything decomposes over *components*: tellings that candidate links tie together directly or through others.  So a
new report joins what is there by comparing it with the tellings that share a key, and by clustering anew the
components it touches; the result is the one a batch over everything would give, in any order of input.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.knowledge.linking import load_linking_rules
from onrecord.records import content_id
from onrecord.resolution.across import Decision, block_keys, compare
from onrecord.resolution.clusters import average_link, components, pairs_by_key
from onrecord.resolution.sketches import EventSketch

__all__ = ["Edge", "Incident", "PersonJudgement", "cluster", "compare_candidates", "link"]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two tellings compared, ``one`` the lesser id; only pairs above the floor of the comparison are kept as edges."""

    one: str
    other: str
    score: float
    decision: Decision
    margin: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class PersonJudgement:
    """What a person decided about two tellings; it overrules every score.  Withdrawn ones are not passed in."""

    one: str
    other: str
    verdict: Literal["SAME", "DIFFERENT"]


@dataclass(frozen=True, slots=True)
class Incident:
    """Tellings of one incident, sorted; ``id`` hashes the least of them, ``component`` names what was clustered as one.

    ``unsure`` are tellings of other incidents that may be this one: pairs not joined that nobody held DIFFERENT.
    """

    id: str
    tellings: tuple[str, ...]
    component: str
    unsure: tuple[str, ...]


def compare_candidates(sketches: Iterable[EventSketch]) -> tuple[Edge, ...]:
    """The edges among these tellings, sorted; pairs that share no key are not compared."""
    known = {sketch.id: sketch for sketch in sketches}
    pairs = pairs_by_key({identity: block_keys(sketch) for identity, sketch in known.items()}, known)
    return tuple(edge for one, other in pairs if (edge := _edge(known[one], known[other])))


def _edge(one: EventSketch, other: EventSketch) -> Edge | None:
    found = compare(one, other)
    if found.decision == "DIFFERENT":
        return None
    return Edge(one.id, other.id, found.score, found.decision, found.margin, found.reasons)


def cluster(
    tellings: Iterable[str],
    edges: Iterable[Edge],
    judgements: Iterable[PersonJudgement] = (),
    *,
    join: float | None = None,
    absent: float | None = None,
) -> tuple[Incident, ...]:
    """The incidents of these tellings, sorted by id; every telling is in exactly one.

    ``join`` is the mean logit that joins two groups, ``absent`` what a pair without an edge counts as; without them
    they are those of stories (``linking.toml``).

    Edges and judgements about other tellings are left aside.  Two that a person holds SAME are joined first; two held
    DIFFERENT are never in one incident, also not through others: where both are asked for, DIFFERENT holds.
    """
    nodes = frozenset(tellings)
    rules = load_linking_rules()
    scores = {(e.one, e.other): min(e.score, rules.ceiling) for e in edges if e.one in nodes and e.other in nodes}
    same, apart = _judged(judgements, nodes)
    scores |= dict.fromkeys(same, rules.certain)
    component = components(nodes, scores)
    parts: dict[str, list[str]] = defaultdict(list)
    for node in sorted(nodes):
        parts[component[node]].append(node)
    inside: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for pair in sorted(scores):
        inside[component[pair[0]]][pair] = scores[pair]
    groups = [
        (name, group)
        for name, members in parts.items()
        for group in average_link(
            members,
            inside[name],
            absent=rules.absent if absent is None else absent,
            join=rules.join if join is None else join,
            apart=apart,
        )
    ]
    return _incidents(groups, scores.keys() - apart)


def _judged(
    judgements: Iterable[PersonJudgement], nodes: frozenset[str]
) -> tuple[list[tuple[str, str]], frozenset[tuple[str, str]]]:
    """Sorted pairs held SAME and pairs held DIFFERENT."""
    same: set[tuple[str, str]] = set()
    apart: set[tuple[str, str]] = set()
    for one in judgements:
        low, high = sorted((one.one, one.other))
        if low in nodes and high in nodes and low != high:
            (same if one.verdict == "SAME" else apart).add((low, high))
    return sorted(same - apart), frozenset(apart)


def _incidents(
    groups: Sequence[tuple[str, tuple[str, ...]]], open_pairs: Iterable[tuple[str, str]]
) -> tuple[Incident, ...]:
    home = {telling: group for _, group in groups for telling in group}
    doubtful: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one, other in open_pairs:
        if home[one] != home[other]:
            doubtful[home[one]].add(other)
            doubtful[home[other]].add(one)
    made = [
        Incident(content_id("incident", group[0]), group, component, tuple(sorted(doubtful[group])))
        for component, group in groups
    ]
    return tuple(sorted(made, key=lambda incident: incident.id))


def link(sketches: Sequence[EventSketch], judgements: Iterable[PersonJudgement] = ()) -> tuple[Incident, ...]:
    """The incidents of a batch: all candidates compared, then clustered."""
    return cluster([s.id for s in sketches], compare_candidates(sketches), judgements)
