"""Every input that once broke something, and every seed of the fuzzers, is taken as it should be."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from targets import CORPUS, TARGETS, Check

from onrecord.deadlines import stopped_after


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Check]:
    folder = tmp_path_factory.mktemp("fuzzed")
    return {name: target.prepare(folder) for name, target in TARGETS.items()}


def _run(name: str, check: Check, data: bytes) -> None:
    started = time.process_time()
    with stopped_after(TARGETS[name].seconds * 2):
        check(data)
    assert time.process_time() - started < TARGETS[name].seconds, "slow"


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_found_input_breaks_nothing(path: Path, checks: dict[str, Check]) -> None:
    _run(path.parent.name, checks[path.parent.name], path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_break_nothing(name: str, checks: dict[str, Check], tmp_path: Path) -> None:
    seeds = list(TARGETS[name].seeds(tmp_path))
    assert len(seeds) >= 4
    for data in (*seeds, b"", b"\x00", b"\xff" * 40):
        _run(name, checks[name], data)


def test_every_target_has_a_corpus_of_its_own() -> None:
    assert {path.name for path in CORPUS.iterdir()} <= set(TARGETS)
