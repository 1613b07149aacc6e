"""Which place each name means: its size, its container, and the report's other places, countries and states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from onrecord.knowledge.gazetteer import FEATURES, Gazetteer, NameKind
from onrecord.knowledge.place_words import PlaceCues, load_outlets
from onrecord.mentions.places_spans import Match
from onrecord.records import Report, Sentence

__all__ = ["Choice", "choose_places"]

_COUNTRY, _DIVISION = FEATURES.index("country"), FEATURES.index("division")
_WIDE = np.array([f in ("country", "division", "continent", "region", "sea") for f in FEATURES])
_MOST_CANDIDATES = 40
_MOST_ROWS = 900
_FEATURE_BONUS = np.array(
    [
        {"country": 2.5, "division": 1.0, "capital": 1.0, "continent": 1.0, "region": 1.0, "sea": 1.0}.get(f, 0.0)
        for f in FEATURES
    ]
)
_KIND_BONUS = np.array([0.0, -0.3, -1.2, 0.0, 2.5, 1.5, -1.0])
_CONTAINER_BONUS = 9.0
_NEAR_KM = 90.0
_NEAR_WEIGHT, _NEAR_MOST = 2.0, 3.0
_DIVISION_WEIGHT, _DIVISION_MOST = 1.6, 2.0
_COUNTRY_WEIGHT, _COUNTRY_MOST = 1.0, 1.6
_OUTLET_BONUS = 4.0
_LOCALE_BONUS = 1.0
_FAMOUS = 2_000_000
_TOWN = 50_000
_LIKELY_HOME_BONUS = 2.0
_HOME_NEWS_BONUS = 4.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The place a name means in this report and its rivals, best first, with scores.

    ``support`` is how much the report's other places speak for it: 1 is one sure place next door.
    """

    row: int
    kind: int
    ranked: tuple[tuple[int, float], ...]
    rule: str
    support: float


@dataclass(frozen=True, slots=True)
class Home:
    """The country, and perhaps the town, a report is written for; ``bonus`` is what its places gain."""

    country: str
    bonus: float
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Field:
    """The candidates of all names side by side; ``group`` gives each one's name, ``starts`` each name's first.

    ``strength`` tells how sure and how frequent a name is, ``telling`` how much a place says about its surroundings:
    a village more than a metropolis.
    """

    rows: NDArray[np.int32]
    prior: NDArray[np.float64]
    starts: NDArray[np.int64]
    group: NDArray[np.int64]
    strength: NDArray[np.float64]
    telling: NDArray[np.float64]


def choose_places(
    report: Report, matches: Sequence[Match], sentences: Sequence[Sentence], gazetteer: Gazetteer, cues: PlaceCues
) -> dict[int, Choice]:
    """For each name found, the place it means throughout the report (one sense per discourse)."""
    if not matches:
        return {}
    names = sorted({match.name for match in matches})
    home = _home(report) or _home_by_words(matches, sentences, gazetteer, cues)
    field = _gather(matches, names, gazetteer, home)
    scores, support = _settle(gazetteer, field)
    ends = [*field.starts[1:], len(field.rows)]
    return {
        name: _pick(gazetteer, name, field.rows[a:b], scores[a:b], support[a:b])
        for name, a, b in zip(names, field.starts, ends, strict=True)
    }


def _gather(matches: Sequence[Match], names: list[int], gazetteer: Gazetteer, home: Home | None) -> _Field:
    containers: dict[int, Counter[int]] = {}
    counts = Counter(match.name for match in matches)
    surest: dict[int, float] = {}
    for match in matches:
        surest[match.name] = max(surest.get(match.name, -9.0), match.weight)
        if match.container is not None:
            containers.setdefault(match.name, Counter())[match.container] += 1
    parts = [_candidates(gazetteer, name, containers.get(name), home) for name in names]
    sizes = np.array([len(rows) for rows, _ in parts])
    repeats = np.array([counts[name] for name in names], float)
    weights = np.array([surest[name] for name in names])
    rows = np.concatenate([rows for rows, _ in parts])
    return _Field(
        rows=rows,
        prior=np.concatenate([prior for _, prior in parts]),
        starts=np.concatenate(([0], np.cumsum(sizes)[:-1])),
        group=np.repeat(np.arange(len(names)), sizes),
        strength=np.minimum(1.0 + 0.4 * np.log2(repeats), 2.0) / (1.0 + np.exp(-2.0 * weights)),
        telling=np.clip(1.3 - 0.3 * (np.log10(gazetteer.population[rows] + 100.0) - 4.0), 0.3, 1.3),
    )


def _candidates(
    gazetteer: Gazetteer, name: int, containers: Counter[int] | None, home: Home | None
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Rows and prior scores of a name's places, the likeliest first, at most ``_MOST_CANDIDATES``."""
    rows, kinds = gazetteer.rows_of(name), gazetteer.kinds_of(name)
    prior = np.log10(gazetteer.population[rows] + 100.0) + _FEATURE_BONUS[gazetteer.feature[rows]] + _KIND_BONUS[kinds]
    if containers:
        prior = prior + _container_bonus(gazetteer, rows, containers)
    famous = (kinds == NameKind.PRIMARY) & (gazetteer.population[rows] > _FAMOUS)
    if home and len(rows) > 1 and not famous.any():
        prior = prior + _home_bonus(gazetteer, rows, home)
    if len(rows) > _MOST_CANDIDATES:
        order = np.argsort(-prior, kind="stable")[:_MOST_CANDIDATES]
        return rows[order], prior[order]
    return rows, prior


def _container_bonus(gazetteer: Gazetteer, rows: NDArray[np.int32], containers: Counter[int]) -> NDArray[np.float64]:
    bonus = np.zeros(len(rows))
    outer = containers.most_common(1)[0][0]
    for row in gazetteer.rows_of(outer):
        if gazetteer.feature[row] == _COUNTRY:
            inside = gazetteer.country[rows] == gazetteer.country[row]
        elif gazetteer.feature[row] == _DIVISION:
            inside = (gazetteer.division[rows] == gazetteer.division[row]) & (gazetteer.division[rows] >= 0)
        else:
            continue
        bonus[inside & (rows != row)] = _CONTAINER_BONUS
    return bonus


def _home(report: Report) -> Home | None:
    """Where the report's publisher sits: a town we know it by, else the country of its web address."""
    outlets = load_outlets()
    host = (urlsplit(report.url).hostname or "").removeprefix("www.") if report.url else ""
    parts = host.split(".")
    for start in range(len(parts) - 1):
        if known := outlets.places.get(".".join(parts[start:])):
            return Home(known[0], _LOCALE_BONUS, known[1:])
    if known := outlets.places.get(report.publisher or ""):
        return Home(known[0], _LOCALE_BONUS, known[1:])
    country = outlets.domains.get(parts[-1])
    return Home(country, _LOCALE_BONUS) if country else None


def _home_by_words(
    matches: Sequence[Match], sentences: Sequence[Sentence], gazetteer: Gazetteer, cues: PlaceCues
) -> Home | None:
    """The country whose home news this is, by its own words ("sheriff", "Gardaí", "crore") and sure places."""
    said = {word.lower() for sentence in sentences for word in sentence.words}
    votes = Counter(cues.locale[word] for word in said & cues.locale.keys())
    abroad = set()
    for name in {match.name for match in matches if match.weight > 0}:
        rows = gazetteer.rows_of(name)
        countries = set(gazetteer.country[rows].tolist())
        if len(countries) == 1:
            country = gazetteer.countries[countries.pop()]
            votes[country] += 2 if _DIVISION in gazetteer.feature[rows] else 1
            if _WIDE[gazetteer.feature[rows]].any() or gazetteer.people(name) > _TOWN:
                abroad.add(country)
    if not votes:
        return None
    country, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    others = len(abroad - {country, ""})
    if count < 2 or others > count // 3:
        return None
    return Home(country, _HOME_NEWS_BONUS if others == 0 and count > 3 else _LIKELY_HOME_BONUS)


def _home_bonus(gazetteer: Gazetteer, rows: NDArray[np.int32], home: Home) -> NDArray[np.float64]:
    """A place near its publisher gains; one in the publisher's country gains a little."""
    if home.country not in gazetteer.countries:
        return np.zeros(len(rows))
    size = np.clip(np.log10(gazetteer.population[rows] + 100.0) - 3.0, 0.0, 1.0)
    bonus = np.where(gazetteer.country[rows] == gazetteer.countries.index(home.country), home.bonus * size, 0.0)
    if home.point:
        away = _kilometres(gazetteer.latitude[rows], gazetteer.longitude[rows], *home.point)
        bonus = bonus + _OUTLET_BONUS * np.exp(-away / _NEAR_KM)
    return bonus


def _kilometres(
    latitude: NDArray[np.float32], longitude: NDArray[np.float32], at_latitude: float, at_longitude: float
) -> NDArray[np.float64]:
    x = np.radians(longitude - at_longitude) * np.cos(np.radians((latitude + at_latitude) / 2))
    y = np.radians(latitude - at_latitude)
    return np.asarray(6371.0 * np.sqrt(x * x + y * y), dtype=np.float64)


def _shares(scores: NDArray[np.float64], field: _Field) -> NDArray[np.float64]:
    """Scores turned into shares that sum to 1 within each name, times the name's strength."""
    weights = np.power(10.0, scores - np.maximum.reduceat(scores, field.starts)[field.group])
    return weights / np.add.reduceat(weights, field.starts)[field.group] * field.strength[field.group]


def _settle(gazetteer: Gazetteer, field: _Field) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scores after two rounds in which the report's names speak for each other's candidates, and that support."""
    scores = field.prior
    if len(field.rows) > _MOST_ROWS or len(field.starts) < 2:
        return scores, np.zeros(len(scores))
    near, division, country = _closeness(gazetteer, field)

    def backed(closeness: NDArray[np.float64], shares: NDArray[np.float64], most: float) -> NDArray[np.float64]:
        best = np.maximum.reduceat(closeness * shares[None, :], field.starts, axis=1)
        total: NDArray[np.float64] = best.sum(axis=1)
        return np.minimum(total, most)

    support = scores
    for _ in range(2):
        shares = _shares(scores, field)
        beside = backed(near, shares * field.telling, _NEAR_MOST)
        within = backed(division, shares, _DIVISION_MOST)
        support = beside + within
        scores = field.prior + _NEAR_WEIGHT * beside + _DIVISION_WEIGHT * within
        scores = scores + _COUNTRY_WEIGHT * backed(country, shares, _COUNTRY_MOST)
    return scores, support


def _closeness(
    gazetteer: Gazetteer, field: _Field
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """For each pair of candidates of different names: nearness of points, one division, one country."""
    rows = field.rows
    latitude, longitude = np.radians(gazetteer.latitude[rows]), np.radians(gazetteer.longitude[rows])
    x = (longitude[:, None] - longitude[None, :]) * np.cos((latitude[:, None] + latitude[None, :]) / 2)
    y = latitude[:, None] - latitude[None, :]
    country, division = gazetteer.country[rows], gazetteer.division[rows]
    other = field.group[:, None] != field.group[None, :]
    wide = _WIDE[gazetteer.feature[rows]]
    near = np.exp(-6371.0 * np.sqrt(x * x + y * y) / _NEAR_KM) * (other & ~wide[:, None] & ~wide[None, :])
    same_country = other & (country[:, None] == country[None, :]) & (country[:, None] > 0)
    same_division = same_country & (division[:, None] == division[None, :]) & (division[:, None] >= 0)
    is_division = gazetteer.feature[rows] == _DIVISION
    return near, same_division * np.where(is_division[:, None] | is_division[None, :], 1.0, 0.5), same_country * 0.6


def _pick(
    gazetteer: Gazetteer,
    name: int,
    rows: NDArray[np.int32],
    scores: NDArray[np.float64],
    support: NDArray[np.float64],
) -> Choice:
    order = np.argsort(-scores, kind="stable")
    best = int(rows[order[0]])
    kind = int(gazetteer.kinds_of(name)[gazetteer.rows_of(name) == best][0])
    ranked = tuple((int(rows[i]), round(float(scores[i]), 3)) for i in order[:5])
    rule = "only-place" if len(rows) == 1 else "adjective" if kind == NameKind.ADJECTIVE else "place-by-context"
    return Choice(best, kind, ranked, rule, float(support[order[0]]))
