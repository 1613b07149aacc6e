"""Inputs, and what the one-process run makes of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sharded import write_inputs

import onrecord


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_inputs(tmp_path_factory.mktemp("inputs"))


@pytest.fixture(scope="session")
def expected(inputs: list[Path]) -> bytes:
    """The lines that ``onrecord code --format jsonl`` prints."""
    read = onrecord.read_inputs(inputs)
    return b"".join(onrecord.to_json(one).encode() + b"\n" for one in onrecord.code_reports(read))


@pytest.fixture(scope="session")
def one_process(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger that one process makes."""
    path = tmp_path_factory.mktemp("one") / "one.ledger"
    onrecord.add_reports(path, onrecord.read_inputs(inputs))
    return path


@pytest.fixture(scope="session")
def two_workers() -> Iterator[Any]:
    """A Ray cluster on this machine for all tests that want one."""
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'onrecord[ray]'")
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    here = {"env_vars": {"PYTHONPATH": path}}  # workers import the work that kills them
    ray.init(address="local", num_cpus=2, include_dashboard=False, object_store_memory=100_000_000, runtime_env=here)
    yield ray
    ray.shutdown()
