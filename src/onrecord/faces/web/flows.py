"""The picture of transfers: ribbons from suppliers to recipients, as numbers for an SVG.

How far a transfer got is told by colour and by a mark on the ribbon, how sure it is by its dashes, and that an embargo
in force would forbid it by a sign: none of them by colour alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from onrecord.document import ActStage, HaltStage
from onrecord.ledger.names import side_of
from onrecord.records import UNKNOWN_ACTOR

__all__ = ["Flow", "FlowPicture", "flow_picture"]

_ROW = 26
_WIDTH = 720
_MARGIN = 190
_MOST_DRAWN = 40  # more ribbons cannot be told apart
_FORBIDDEN = ("breach", "would_breach")
_MARK_AT, _SIGN_AT = 0.86, 0.14  # of the way along a ribbon
_BESIDE, _PLACES = 0.06, 4  # marks of one name stand apart by so much, in so many places


@dataclass(frozen=True, slots=True)
class Flow:
    """A ribbon from a supplier to a recipient; a state's own organs and firms stand for it, its rebels do not.

    ``kind`` is how far it got: act, talk or halt.  ``mark`` and ``sign`` are points on the ribbon.
    """

    supplier: str
    recipient: str
    stage: str
    kind: str
    claims: int
    items: tuple[str, ...]
    path: str
    width: float
    mark: tuple[float, float]
    sign: tuple[float, float]
    is_denied: bool
    is_sure: bool
    is_forbidden: bool


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """Ribbons between two columns of names with their heights; only the first ``drawn`` of the flows are."""

    height: int
    width: int
    suppliers: Mapping[str, float]
    recipients: Mapping[str, float]
    flows: tuple[Flow, ...]
    drawn: int


@dataclass
class _Sum:
    claims: int = 0
    denied: int = 0
    certain: int = 0
    is_forbidden: bool = False

    def add(self, row: Mapping[str, Any]) -> None:
        self.claims += row["claims"]
        self.denied += row["denied"]
        self.certain += row["certain"]
        self.is_forbidden |= any(verdict.startswith(_FORBIDDEN) for verdict in row["verdicts"] or ())


def flow_picture(rows: Iterable[Mapping[str, Any]]) -> FlowPicture:
    """The flows of ``Ledger.counts("flows")``."""
    sums: dict[tuple[str, str, str], _Sum] = defaultdict(_Sum)
    items: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for row in rows:
        key = (side_of(row["supplier"]), side_of(row["recipient"]), row["stage"])
        sums[key].add(row)
        items[key].update(dict.fromkeys(one for one in row["items"] or () if one))
    keys = sorted(sums, key=lambda key: (UNKNOWN_ACTOR in key[:2], -sums[key].claims, key))
    drawn = keys[:_MOST_DRAWN]
    suppliers, recipients = _columns([key[:2] for key in drawn])
    most = max((one.claims for one in sums.values()), default=1)
    seen: Counter[tuple[str, ...]] = Counter()
    flows = []
    for key in keys:
        nth = seen[key[:2]]
        shift = (nth + 1) // 2 * (1 if nth % 2 else -1) * 6
        ends = (suppliers.get(key[0], 0.0) + shift, recipients.get(key[1], 0.0) + shift)
        places = (seen["from", key[0]] % _PLACES * _BESIDE, seen["to", key[1]] % _PLACES * _BESIDE)
        flows.append(_flow(key, sums[key], tuple(items[key]), ends, places, most))
        seen.update([key[:2], ("from", key[0]), ("to", key[1])])
    height = _ROW * (max(len(suppliers), len(recipients), 1) + 1)
    return FlowPicture(height, _WIDTH, suppliers, recipients, tuple(flows), len(drawn))


def _flow(
    key: tuple[str, str, str],
    told: _Sum,
    items: tuple[str, ...],
    ends: tuple[float, float],
    places: tuple[float, float],
    most: int,
) -> Flow:
    start, end = ends
    left, right, middle = _MARGIN, _WIDTH - _MARGIN, _WIDTH / 2
    return Flow(
        *key,
        _kind_of(key[2]),
        told.claims,
        items,
        f"M{left},{start:.1f}C{middle},{start:.1f} {middle},{end:.1f} {right},{end:.1f}",
        round(1.5 + 8 * math.sqrt(told.claims / most), 1),
        _point(start, end, _MARK_AT - places[1]),
        _point(start, end, _SIGN_AT + places[0]),
        is_denied=told.denied * 2 >= told.claims,
        is_sure=told.certain > 0,
        is_forbidden=told.is_forbidden,
    )


def _point(start: float, end: float, at: float) -> tuple[float, float]:
    """The point ``at`` of the way along a ribbon."""
    back = 1 - at
    weights = (back**3, 3 * back**2 * at, 3 * back * at**2, at**3)
    across = (_MARGIN, _WIDTH / 2, _WIDTH / 2, _WIDTH - _MARGIN)
    x = sum(weight * one for weight, one in zip(weights, across, strict=True))
    return round(x, 1), round((weights[0] + weights[1]) * start + (weights[2] + weights[3]) * end, 1)


def _columns(pairs: Sequence[tuple[str, ...]]) -> tuple[dict[str, float], dict[str, float]]:
    """Heights of both columns; each name stands near those it has to do with, so that few ribbons cross."""
    left = list(dict.fromkeys(pair[0] for pair in pairs))
    right = list(dict.fromkeys(pair[1] for pair in pairs))
    for _ in range(4):
        right = _near(right, [(pair[1], left.index(pair[0])) for pair in pairs])
        left = _near(left, [(pair[0], right.index(pair[1])) for pair in pairs])
    return tuple({name: float(_ROW * (i + 1)) for i, name in enumerate(names)} for names in (left, right))  # type: ignore[return-value]  # two of them


def _near(names: Sequence[str], places: Iterable[tuple[str, int]]) -> list[str]:
    found: dict[str, list[int]] = defaultdict(list)
    for name, place in places:
        found[name].append(place)
    return sorted(names, key=lambda name: (sum(found[name]) / len(found[name]), name))


def _kind_of(stage: str) -> str:
    if stage in get_args(ActStage):
        return "act"
    return "halt" if stage in get_args(HaltStage) else "talk"
