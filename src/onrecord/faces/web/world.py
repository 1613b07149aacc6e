"""The map: places of events as pins, events known by country only as shading of the country."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Country", "Pin", "WorldMap", "base_map", "map_of"]

_SHADES = 4


@dataclass(frozen=True, slots=True)
class Pin:
    """A place in degrees; ``y`` is minus latitude."""

    place: str
    country: str
    x: float
    y: float
    radius: float
    events: int
    incidents: int


@dataclass(frozen=True, slots=True)
class Country:
    """A country with events that are placed no nearer; ``path`` is ``None`` for those too small for the base map."""

    code: str
    path: str | None
    shade: int
    events: int
    incidents: int


@dataclass(frozen=True, slots=True)
class WorldMap:
    """What is drawn on the base map; ``unplaced`` events have no place at all."""

    pins: tuple[Pin, ...]
    countries: tuple[Country, ...]
    unplaced: int


@cache
def base_map() -> Mapping[str, str]:
    """One SVG path for each country in degrees, by ISO alpha-3 code (Natural Earth, see NOTICE)."""
    found = files("onrecord.faces.web").joinpath("map/world.json").read_text(encoding="utf-8")
    return dict(json.loads(found))


def map_of(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> WorldMap:
    """The places of ``Ledger.counts("sites")``; a place that is a country is no pin."""
    whole: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    pins, unplaced = [], 0
    most = max((row["events"] for row in rows if row["latitude"] is not None), default=1)
    for row in rows:
        code = row["country"]
        is_whole = code is not None and row["place"] in (None, names.get(code, code))
        if is_whole or (code is not None and row["latitude"] is None):
            whole[code][0] += row["events"]
            whole[code][1] += row["incidents"]
        elif row["latitude"] is None:
            unplaced += row["events"]
        else:
            pins.append(_pin(row, most))
    top = max((events for events, _ in whole.values()), default=1)
    countries = [
        Country(code, base_map().get(code), math.ceil(_SHADES * math.sqrt(events / top)), events, incidents)
        for code, (events, incidents) in sorted(whole.items(), key=lambda item: (-item[1][0], item[0]))
    ]
    return WorldMap(tuple(pins), tuple(countries), unplaced)


def _pin(row: Mapping[str, Any], most: int) -> Pin:
    radius = round(0.7 + 2.6 * math.sqrt(row["events"] / most), 2)
    x, y = round(row["longitude"], 2), round(-row["latitude"], 2)
    return Pin(row["place"] or "", row["country"] or "", x, y, radius, row["events"], row["incidents"])
