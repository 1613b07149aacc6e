"""What shares a key, what hangs together, and average-link clustering: no randomness, ties broken by name."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from itertools import combinations

__all__ = ["average_link", "components", "pairs_by_key"]

_Pair = tuple[str, str]


def pairs_by_key(keys: Mapping[str, Iterable[str]], new: Container[str]) -> list[_Pair]:
    """The sorted pairs of names that share one of their keys, of which one at least is ``new``."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name in sorted(keys):
        for key in keys[name]:
            holders[key].append(name)
    return sorted({p for held in holders.values() for p in combinations(held, 2) if p[0] in new or p[1] in new})


def components(nodes: Iterable[str], pairs: Iterable[_Pair]) -> dict[str, str]:
    """The component of each node, named by its least member; the order of the arguments does not matter."""
    up = {node: node for node in sorted(nodes)}

    def root(node: str) -> str:
        while up[node] != node:
            up[node] = up[up[node]]
            node = up[node]
        return node

    for one, other in sorted(pairs):
        low, high = sorted((root(one), root(other)))
        up[high] = low
    return {node: root(node) for node in up}


def average_link(
    nodes: Iterable[str], scores: Mapping[_Pair, float], *, absent: float, join: float, apart: frozenset[_Pair]
) -> list[tuple[str, ...]]:
    """The clusters, each sorted, in order: the two with the best mean score merge while it is at least ``join``.

    ``scores`` are by sorted pair; a pair without one counts as ``absent``; pairs in ``apart`` never share a cluster.
    """
    table = _Table(nodes, scores, absent, apart)
    while (pair := table.best(join)) is not None:
        table.merge(*pair)
    return sorted(tuple(sorted(members)) for members in table.members.values())


class _Table:
    """Clusters named by their least member, with the summed scores between them."""

    def __init__(
        self, nodes: Iterable[str], scores: Mapping[_Pair, float], absent: float, apart: frozenset[_Pair]
    ) -> None:
        self.members = {node: [node] for node in nodes}
        self._absent = absent
        self._sums: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)
        for (one, other), score in scores.items():
            self._sums[one][other] = self._sums[other][one] = (score, 1)
        self._heap = [entry for one, other in scores if (entry := self._entry(one, other)) is not None]
        heapq.heapify(self._heap)

    def best(self, join: float) -> _Pair | None:
        """The pair to merge next, if its mean is high enough."""
        while self._heap:
            rank, one, other, size = self._heap[0]
            if -rank < join:
                return None
            heapq.heappop(self._heap)
            if self._size(one, other) == size and other not in self._apart[one]:
                return one, other
        return None

    def merge(self, one: str, other: str) -> None:
        """Puts two clusters into one, named by the lesser."""
        low, high = sorted((one, other))
        self.members[low] += self.members.pop(high)
        for neighbour, (score, count) in self._sums.pop(high).items():
            self._sums[neighbour].pop(high)
            if neighbour != low:
                before = self._sums[low].get(neighbour, (0.0, 0))
                both = (before[0] + score, before[1] + count)
                self._sums[low][neighbour] = self._sums[neighbour][low] = both
        for neighbour in self._apart.pop(high, set()):
            self._apart[neighbour].discard(high)
            self._apart[neighbour].add(low)
            self._apart[low].add(neighbour)
        for neighbour in self._sums[low]:
            if (entry := self._entry(low, neighbour)) is not None:
                heapq.heappush(self._heap, entry)

    def _size(self, one: str, other: str) -> tuple[int, int] | None:
        """The sizes of two clusters, by which an old entry of the heap is told from a new one."""
        low, high = sorted((one, other))
        if low not in self.members or high not in self.members:
            return None
        return len(self.members[low]), len(self.members[high])

    def _entry(self, one: str, other: str) -> tuple[float, str, str, tuple[int, int]] | None:
        size = self._size(one, other)
        if size is None:
            return None
        total, count = self._sums[one][other]
        pairs = size[0] * size[1]
        mean = (total + self._absent * (pairs - count)) / pairs
        low, high = sorted((one, other))
        return -round(mean, 9), low, high, size
