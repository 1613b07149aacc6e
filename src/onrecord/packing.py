"""Long sequences kept small: in compressed runs, of which one is unpacked at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar, overload

import zstandard

__all__ = ["Packed", "runs_of"]

Item = TypeVar("Item")


class Packed(Sequence[Item], Generic[Item]):
    """A sequence that is filled run by run, then only read; going through it holds one run of it in memory.

    ``dump`` makes bytes of a run and ``load`` gives the run back; to cross to another process both must pickle.
    """

    __slots__ = ("_dump", "_ends", "_frames", "_load")

    def __init__(self, dump: Callable[[Sequence[Item]], bytes], load: Callable[[bytes], Sequence[Item]]) -> None:
        self._dump = dump
        self._load = load
        self._frames: list[bytes] = []  # Zstandard
        self._ends: list[int] = []  # how many items there are up to the end of each run

    def add(self, run: Sequence[Item]) -> None:
        """Appends a run."""
        if run:
            frame = zstandard.compress(self._dump(run))
            self._frames.append(bytes(memoryview(frame)))  # a copy: the frame keeps the room it might have needed
            self._ends.append(len(self) + len(run))

    def dumped(self) -> Iterator[bytes]:
        """What ``dump`` made of each run."""
        return map(zstandard.decompress, self._frames)

    def runs(self) -> Iterator[Sequence[Item]]:
        """The runs as they were added."""
        return map(self._load, self.dumped())

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Item]:
        for run in self.runs():
            yield from run

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        if isinstance(index, slice):
            chosen = range(len(self))[index]
            if chosen.step > 0:
                return tuple(islice(self, chosen.start, chosen.stop, chosen.step))
            return tuple(self)[index]
        index = range(len(self))[index]
        number = bisect_right(self._ends, index)
        run = self._load(zstandard.decompress(self._frames[number]))
        return run[index - self._ends[number]]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, tuple | Packed) and tuple(self) == tuple(other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{len(self)} items in {len(self._frames)} runs>"


def runs_of(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """A sequence in runs that fit into memory: those of a packed one, else all of it."""
    return items.runs() if isinstance(items, Packed) else iter((items,))
