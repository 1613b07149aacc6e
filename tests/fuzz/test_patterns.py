"""No pattern of ours backtracks without end: each is tried on long rows of what patterns stumble over."""

from __future__ import annotations

import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import pytest

import onrecord
from onrecord.deadlines import stopped_after

_ROWS = (
    *(
        " ",
        "\n",
        "\t",
        "a",
        "A",
        "Aa ",
        "1",
        "1,",
        "- ",
        "-",
        "_",
        "|",
        "a-",
        "a.",
        "(",
        "<a ",
        "<!---->",
        '"',
        "\u201c",
    ),
    *("a: ", "x: y\n", " \n", "\r\n", "/", "\\", "> ", "* "),
)
_BEFORE = ("", "---\n", "<", "(")
_LENGTH = 1_000
_SECONDS = 0.5


def _within(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _within(item)


@cache
def _patterns() -> dict[str, re.Pattern[Any]]:
    found = {}
    for module in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if "ray" in module.name:
            continue
        for name, value in vars(import_module(module.name)).items():
            for number, pattern in enumerate(_within(value)):
                found[f"{module.name}.{name}[{number}]"] = pattern
    return found


def test_there_are_patterns_to_try() -> None:
    assert len(_patterns()) > 100


@pytest.mark.parametrize("before", _BEFORE)
def test_no_pattern_takes_long(before: str) -> None:
    for name, pattern in _patterns().items():
        for row in _ROWS:
            text: Any = before + row * (_LENGTH // len(row)) + "\x00"
            started = time.process_time()
            with stopped_after(10 * _SECONDS):
                pattern.search(text.encode() if isinstance(pattern.pattern, bytes) else text)
            assert time.process_time() - started < _SECONDS, (name, before, row)
