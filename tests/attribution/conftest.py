"""What attribution tests read: each attribution of a text as plain strings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from onrecord.attribution import attribute
from onrecord.records import Attribution, Span


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution in words; ``within`` is the cue of the attribution it lies in."""

    source: str | None
    cue: str | None
    content: tuple[str, ...]
    within: str | None
    record: Attribution


@pytest.fixture(scope="session")
def said(parse) -> Callable[[str], list[Said]]:
    def run(text: str) -> list[Said]:
        report, _, sentences = parse(text)
        found = attribute(report, sentences, (), ())

        def words(span: Span | None) -> str | None:
            return text[span.start : span.end] if span else None

        return [
            Said(
                words(a.source),
                words(a.cue),
                tuple(text[span.start : span.end] for span in a.content),
                words(found[a.parent].cue) if a.parent is not None else None,
                a,
            )
            for a in found
        ]

    return run
