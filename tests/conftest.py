"""Fixtures every stage's tests share: one loaded parser, and a way to parse a few sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.parsing import Block, Parser, load_parser
from onrecord.records import Report, Sentence, content_id

Parsed = tuple[Report, tuple[Block, ...], tuple[Sentence, ...]]


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[..., Parsed]:
    def run(text: str, date: str | None = "2023-09-23") -> Parsed:
        precision = {10: "day", 7: "month", 4: "year"}.get(len(date or ""), "unknown")
        report = Report(
            id=content_id(text),
            key="test",
            text=text,
            published=date,
            published_precision=precision,  # type: ignore[arg-type]
        )
        return next(parser.parse([report]))

    return run
