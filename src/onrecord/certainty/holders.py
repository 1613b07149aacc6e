"""Which attribution vouches for which proposition: the innermost one whose content holds it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.records import Attribution

__all__ = ["innermost_attributions"]


def innermost_attributions(attributions: Sequence[Attribution]) -> dict[int, int]:
    """Proposition index to the index of the attribution deepest in its chain, the smaller content deciding ties."""
    by_index = {a.index: a for a in attributions}
    best: dict[int, tuple[int, int, int]] = {}
    for attribution in attributions:
        rank = (-_depth(attribution, by_index), len(attribution.propositions), attribution.index)
        for proposition in attribution.propositions:
            if proposition not in best or rank < best[proposition]:
                best[proposition] = rank
    return {proposition: rank[2] for proposition, rank in best.items()}


def _depth(attribution: Attribution, by_index: dict[int, Attribution]) -> int:
    depth, seen = 0, {attribution.index}
    while attribution.parent is not None and attribution.parent not in seen and attribution.parent in by_index:
        seen.add(attribution.parent)
        attribution = by_index[attribution.parent]
        depth += 1
    return depth
