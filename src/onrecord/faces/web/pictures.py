"""Pictures as numbers for an SVG: weeks of two actors, months of a timeline, the graph of actors."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

import numpy as np

from onrecord.document import CooperationType
from onrecord.records import UNKNOWN_ACTOR

__all__ = ["Bar", "Graph", "graph_of", "month_bars", "week_bars"]

_MOST_BARS = 160
_MOST_NODES = 48


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time: its first day, what went up and what went down, and its place in a picture of 720 by 160."""

    start: date
    up: int
    down: int
    x: float
    width: float
    top: float
    up_height: float
    down_height: float


def week_bars(rows: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Cooperation up, conflict down, each week from the first to the last, the last 160 at most."""
    up: Counter[date] = Counter()
    down: Counter[date] = Counter()
    for row in rows:
        if row["week"] is not None:
            (up if row["type"] in get_args(CooperationType) else down)[row["week"]] += row["events"]
    days = sorted({*up, *down})
    if not days:
        return []
    last = days[-1]
    first = max(days[0], last - timedelta(weeks=_MOST_BARS - 1))
    return _bars([first + timedelta(weeks=i) for i in range((last - first).days // 7 + 1)], up, down)


def month_bars(rows: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Incidents of each month from the first to the last, the last 160 at most."""
    up = Counter({row["month"]: row["incidents"] for row in rows if row["month"] is not None})
    if not up:
        return []
    first, last = (day.year * 12 + day.month - 1 for day in (min(up), max(up)))
    months = range(max(first, last - _MOST_BARS + 1), last + 1)
    return _bars([date(month // 12, month % 12 + 1, 1) for month in months], up, Counter())


def _bars(days: Sequence[date], up: Counter[date], down: Counter[date]) -> list[Bar]:
    most_up = max((up[day] for day in days), default=0)
    most_down = max((down[day] for day in days), default=0)
    scale = 140 / max(1, most_up + most_down)
    base = 10 + most_up * scale
    width = 700 / max(len(days), 12)
    return [
        Bar(
            day,
            up[day],
            down[day],
            round(10 + i * width, 1),
            round(width * 0.8, 1),
            round(base - up[day] * scale, 1),
            round(up[day] * scale, 1),
            round(down[day] * scale, 1),
        )
        for i, day in enumerate(days)
    ]


@dataclass(frozen=True, slots=True)
class Graph:
    """Actors with their places in a picture of 720 by 520, and the links between them."""

    nodes: tuple[tuple[str, float, float, float], ...]
    links: tuple[tuple[str, str, float, float, float, float, float, bool, int, int], ...]


def graph_of(rows: Sequence[Mapping[str, Any]]) -> Graph:
    """The actors with most incidents of ``Ledger.counts("pairs")``; organs stand as their body."""
    good, bad = _links(rows)
    weights: Counter[str] = Counter()
    for (one, other), number in (good + bad).items():
        weights.update({one: number, other: number})
    nodes = [name for name, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MOST_NODES]]
    index = {name: i for i, name in enumerate(nodes)}
    pairs = [pair for pair in sorted({*good, *bad}) if pair[0] in index and pair[1] in index]
    places = _laid_out(len(nodes), [(index[a], index[b]) for a, b in pairs])
    top = max(weights.values(), default=1)
    points = {name: (round(float(places[i][0]), 1), round(float(places[i][1]), 1)) for name, i in index.items()}
    links = tuple(
        (
            a,
            b,
            *points[a],
            *points[b],
            round(1 + 5 * math.sqrt((good[a, b] + bad[a, b]) / top), 1),
            bad[a, b] > good[a, b],
            good[a, b],
            bad[a, b],
        )
        for a, b in pairs
    )
    return Graph(
        tuple((name, *points[name], round(3 + 7 * math.sqrt(weights[name] / top), 1)) for name in nodes), links
    )


def _links(rows: Sequence[Mapping[str, Any]]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Cooperation and conflict between two bodies, in either direction."""
    found: dict[bool, Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in rows:
        one, other = sorted((row["one"].partition(":")[0], row["other"].partition(":")[0]))
        if one != other and UNKNOWN_ACTOR not in (one, other):
            found[row["type"] in get_args(CooperationType)][one, other] += row["incidents"]
    return found[True], found[False]


def _laid_out(size: int, links: Sequence[tuple[int, int]]) -> np.ndarray[Any, Any]:
    """Fruchterman and Reingold (1991) from a circle, so that the same links give the same picture."""
    angles = np.arange(size) * (2 * math.pi / max(size, 1))
    places = np.stack([np.cos(angles), np.sin(angles)], axis=1) * (1 + 0.1 * (np.arange(size) % 3))[:, None]
    ideal = 2.4 / math.sqrt(max(size, 1))
    left, right = (np.array([link[end] for link in links], dtype=int) for end in (0, 1))
    for step in range(240):
        apart = places[:, None] - places[None]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 0.01)
        force = (apart * (ideal**2 / distance**2)[..., None]).sum(axis=1) - places * 0.7
        if len(links):
            pull = (places[left] - places[right]) * (np.hypot(*(places[left] - places[right]).T) / ideal)[:, None]
            np.add.at(force, left, -pull * 0.5)
            np.add.at(force, right, pull * 0.5)
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        places = places + force / length[:, None] * np.minimum(length, 0.12 * (1 - step / 240))[:, None]
    return _fitted(places)


def _fitted(places: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    if not len(places):
        return places
    low, high = places.min(axis=0), places.max(axis=0)
    shares: np.ndarray[Any, Any] = (places - low) / np.maximum(high - low, 1e-9) * np.array([620, 460]) + np.array(
        [50, 30]
    )
    return shares
