"""A packed sequence is the sequence it was filled with, and only its runs are unpacked."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence

import pytest

from onrecord.packing import Packed, runs_of

RUNS = ((1, 2, 3), (), (4,), (5, 6))
WHOLE = (1, 2, 3, 4, 5, 6)


def _dumped(run: Sequence[int]) -> bytes:
    return json.dumps(run).encode()


def _packed(runs: Sequence[Sequence[int]] = RUNS) -> Packed[int]:
    packed: Packed[int] = Packed(_dumped, json.loads)
    for run in runs:
        packed.add(run)
    return packed


def test_it_reads_as_the_whole() -> None:
    packed = _packed()
    assert (len(packed), tuple(packed), tuple(reversed(packed))) == (6, WHOLE, WHOLE[::-1])
    assert [packed[i] for i in range(-6, 6)] == [WHOLE[i] for i in range(-6, 6)]
    assert 4 in packed
    assert packed.index(5) == 4


@pytest.mark.parametrize("index", [6, -7])
def test_beyond_its_ends_there_is_nothing(index: int) -> None:
    with pytest.raises(IndexError):
        _packed()[index]


@pytest.mark.parametrize(
    "cut", [slice(None), slice(2, 5), slice(-2, None), slice(1, 6, 2), slice(4, 1, -1), slice(9, 12), slice(3, 3)]
)
def test_slices_are_tuples(cut: slice) -> None:
    assert _packed()[cut] == WHOLE[cut]


def test_it_equals_what_has_the_same_items() -> None:
    packed = _packed()
    assert packed == WHOLE
    assert packed == _packed((WHOLE,))
    assert hash(packed) == hash(WHOLE)
    assert packed != WHOLE[:-1]
    assert packed != list(WHOLE)


def test_it_crosses_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(_packed())) == WHOLE


def test_empty_it_is_empty() -> None:
    packed = _packed(((), ()))
    assert (len(packed), tuple(packed), packed[:]) == (0, (), ())
    assert packed == ()


def test_runs_are_as_added_and_a_tuple_is_one() -> None:
    assert [tuple(run) for run in runs_of(_packed())] == [(1, 2, 3), (4,), (5, 6)]
    assert list(runs_of(WHOLE)) == [WHOLE]


def test_one_run_is_unpacked_at_a_time() -> None:
    loaded: list[bytes] = []

    def load(data: bytes) -> Sequence[int]:
        loaded.append(data)
        found: Sequence[int] = json.loads(data)
        return found

    packed: Packed[int] = Packed(_dumped, load)
    for run in RUNS:
        packed.add(run)
    assert next(iter(packed)) == 1
    assert packed[4] == 5
    assert packed[:2] == (1, 2)
    assert len(loaded) == 3
