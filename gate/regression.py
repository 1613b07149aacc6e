"""Ridge logistic regression over named features, for the weights that the project learns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

__all__ = ["Row", "fit"]

Row = tuple[Mapping[str, float], bool]
_STEPS = 30
_SETTLED = 1e-6  # the largest change of a weight in a step that no longer counts


def fit(rows: Sequence[Row], *, ridge: float, least: int = 1) -> tuple[float, dict[str, float]]:
    """The bias and the weight of each feature that ``least`` rows have, by Newton's method; the bias is left free."""
    counts = Counter(name for found, _ in rows for name in found)
    names = sorted(name for name, count in counts.items() if count >= least)
    table = _table(rows, names)
    truth = np.array([float(same) for _, same in rows])
    penalty = np.append(np.full(len(names), ridge), 1e-6)
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        odds = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        curve = (table * (odds * (1 - odds) + 1e-9)[:, None]).T @ table + np.diag(penalty)
        change = np.linalg.solve(curve, table.T @ (odds - truth) + penalty * weights)
        weights -= change
        if float(np.abs(change).max()) < _SETTLED:
            break
    return float(weights[-1]), dict(zip(names, map(float, weights[:-1]), strict=True))


def _table(rows: Sequence[Row], names: Sequence[str]) -> np.ndarray:
    """A row each, a column for each name and one of ones."""
    position = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1))
    table[:, -1] = 1.0
    for row, (found, _) in zip(table, rows, strict=True):
        for name in found.keys() & position.keys():
            row[position[name]] = found[name]
    return table
