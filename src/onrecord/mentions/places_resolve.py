"""Which place each name means: its size, its container, and the report's other places, countries and states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from onrecord.knowledge.gazetteer import FEATURES, Gazetteer
from onrecord.mentions.places_spans import Match
from onrecord.records import Report

__all__ = ["Choice", "choose_places"]

_COUNTRY, _DIVISION, _COUNTY = (FEATURES.index(f) for f in ("country", "division", "county"))
_MOST_CANDIDATES = 24
_MOST_ROWS = 480
_FEATURE_BONUS = np.array(
    [
        {"country": 2.5, "division": 1.0, "capital": 1.0, "continent": 1.0, "region": 1.0, "sea": 1.0}.get(f, 0.0)
        for f in FEATURES
    ]
)
_KIND_BONUS = np.array([0.0, -0.3, -1.2, 0.0, 0.3, 1.5])
_NEAR_KM = 120.0
_NEARNESS_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The place a name means in this report and its rivals, best first, with scores."""

    row: int
    kind: int
    ranked: tuple[tuple[int, float], ...]
    rule: str


def _candidates(gazetteer: Gazetteer, name: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Rows and prior scores of a name's places, the likeliest first, at most ``_MOST_CANDIDATES``."""
    lower, upper = gazetteer.first[name], gazetteer.first[name + 1]
    rows, kinds = gazetteer.places[lower:upper], gazetteer.kinds[lower:upper]
    prior = np.log10(gazetteer.population[rows] + 100.0) + _FEATURE_BONUS[gazetteer.feature[rows]] + _KIND_BONUS[kinds]
    if len(rows) > _MOST_CANDIDATES:
        order = np.argsort(-prior, kind="stable")[:_MOST_CANDIDATES]
        return rows[order], prior[order]
    return rows, prior


def _closeness(gazetteer: Gazetteer, rows: NDArray[np.int32]) -> NDArray[np.float64]:
    """How much each candidate speaks for each other one: 1 next door, less in one state, little in one country."""
    latitude, longitude = np.radians(gazetteer.latitude[rows]), np.radians(gazetteer.longitude[rows])
    x = (longitude[:, None] - longitude[None, :]) * np.cos((latitude[:, None] + latitude[None, :]) / 2)
    y = latitude[:, None] - latitude[None, :]
    near = np.exp(-6371.0 * np.sqrt(x * x + y * y) / _NEAR_KM)
    country, division, feature = gazetteer.country[rows], gazetteer.division[rows], gazetteer.feature[rows]
    same_country = (country[:, None] == country[None, :]) & (country[:, None] > 0)
    same_division = same_country & (division[:, None] == division[None, :]) & (division[:, None] >= 0)
    point = (feature != _COUNTRY) & (feature != _DIVISION)
    both = point[:, None] & point[None, :]
    value = np.where(both, near, 0.0)
    value = np.maximum(value, np.where(same_country, 0.35, 0.0))
    return np.maximum(value, np.where(same_division, np.where(both, 0.6, 0.8), 0.0))


def _shares(scores: NDArray[np.float64], starts: NDArray[np.int64], group: NDArray[np.int64]) -> NDArray[np.float64]:
    """Scores turned into shares that sum to 1 within each name."""
    top = np.maximum.reduceat(scores, starts)
    weights = np.power(10.0, scores - top[group])
    return weights / np.add.reduceat(weights, starts)[group]


def _container_bonus(gazetteer: Gazetteer, rows: NDArray[np.int32], containers: Counter[int]) -> NDArray[np.float64]:
    bonus = np.zeros(len(rows))
    for name, _ in containers.most_common(1):
        outer = gazetteer.places[gazetteer.first[name] : gazetteer.first[name + 1]]
        for row in outer:
            if gazetteer.feature[row] == _COUNTRY:
                bonus[gazetteer.country[rows] == gazetteer.country[row]] = 8.0
            elif gazetteer.feature[row] == _DIVISION:
                bonus[(gazetteer.division[rows] == gazetteer.division[row]) & (gazetteer.division[rows] >= 0)] = 8.0
    return bonus


def _locale(report: Report) -> str | None:
    """The country of the publisher's web address, from a two-letter domain."""
    if not report.url:
        return None
    host = urlsplit(report.url).hostname or ""
    return _DOMAINS.get(host.rpartition(".")[2])


_DOMAINS = {
    "uk": "GBR", "au": "AUS", "ca": "CAN", "ie": "IRL", "nz": "NZL", "za": "ZAF", "in": "IND", "ng": "NGA", "ke": "KEN",
    "pk": "PAK", "ph": "PHL", "gh": "GHA", "jm": "JAM", "mt": "MLT", "zw": "ZWE", "my": "MYS", "sg": "SGP", "lk": "LKA",
}  # fmt: skip


def choose_places(report: Report, matches: Sequence[Match], gazetteer: Gazetteer) -> dict[int, Choice]:
    """For each name found, the place it means throughout the report (one sense per discourse)."""
    counts = Counter(match.name for match in matches)
    containers: dict[int, Counter[int]] = {}
    for match in matches:
        if match.container is not None:
            containers.setdefault(match.name, Counter())[match.container] += 1
    names = sorted(counts)
    if not names:
        return {}
    parts = [_candidates(gazetteer, name) for name in names]
    sizes = np.array([len(rows) for rows, _ in parts])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    group = np.repeat(np.arange(len(names)), sizes)
    rows = np.concatenate([rows for rows, _ in parts])
    base = np.concatenate([prior for _, prior in parts])
    locale = _locale(report)
    if locale in gazetteer.countries:
        base = base + np.where(gazetteer.country[rows] == gazetteer.countries.index(locale), 1.0, 0.0)
    for number, name in enumerate(names):
        if name in containers:
            part = slice(starts[number], starts[number] + sizes[number])
            base[part] += _container_bonus(gazetteer, rows[part], containers[name])
    scores = _settle(gazetteer, rows, base, starts, group, np.array([counts[n] for n in names], float))
    return {
        name: _pick(gazetteer, name, rows[starts[i] : starts[i] + sizes[i]], scores[starts[i] : starts[i] + sizes[i]])
        for i, name in enumerate(names)
    }


def _settle(
    gazetteer: Gazetteer,
    rows: NDArray[np.int32],
    base: NDArray[np.float64],
    starts: NDArray[np.int64],
    group: NDArray[np.int64],
    counts: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Scores after two rounds in which the report's names speak for each other's nearby candidates."""
    if len(starts) == len(rows) or len(rows) > 4 * _MOST_ROWS:
        return base
    closeness = _closeness(gazetteer, rows)
    closeness[group[:, None] == group[None, :]] = 0.0
    strength = np.minimum(1.0 + 0.5 * np.log2(counts), 2.0)
    scores = base
    for _ in range(2):
        shares = _shares(scores, starts, group) * strength[group]
        support = np.maximum.reduceat(closeness * shares[None, :], starts, axis=1).sum(axis=1)
        scores = base + _NEARNESS_WEIGHT * np.minimum(support, 4.0)
    return scores


def _pick(gazetteer: Gazetteer, name: int, rows: NDArray[np.int32], scores: NDArray[np.float64]) -> Choice:
    order = np.argsort(-scores, kind="stable")
    best = int(rows[order[0]])
    lower, upper = gazetteer.first[name], gazetteer.first[name + 1]
    kind = int(gazetteer.kinds[lower:upper][gazetteer.places[lower:upper] == best][0])
    rule = "only-place" if len(rows) == 1 else "place-by-context"
    return Choice(best, kind, tuple((int(rows[i]), round(float(scores[i]), 3)) for i in order[:5]), rule)
