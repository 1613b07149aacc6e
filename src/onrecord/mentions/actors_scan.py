"""Every known name in a report, found in one pass of an automaton and laid over the tokens."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from onrecord.knowledge.actor_names import ActorNames, NameEntry, fold, load_actor_names
from onrecord.records import Report, Sentence

__all__ = ["NameHit", "scan_names"]

OUTSIDE = -1
_BLANKS = re.compile(r"[ \t]{2,}")
_SHORTEST_IN_CAPITALS = 4
# One reading for all surnames: whom one means is told by the persons of that name, where the report is known.
_SURNAME = (NameEntry("", "", "surname", source="leaders.csv"),)


@dataclass(frozen=True, slots=True)
class NameHit:
    """A known name in the text; ``sentence`` is -1 outside all sentences (a dateline), ``last`` is exclusive."""

    start: int
    end: int
    sentence: int
    first: int
    last: int
    text: str
    entries: tuple[NameEntry, ...]

    @property
    def kind(self) -> str:
        """The kind of the first reading; a surname met in the report has none in the knowledge."""
        return self.entries[0].kind if self.entries else "surname"


def _is_shouted(text: str, entry: NameEntry, names: ActorNames) -> bool:
    """Whether a name is looked for in capitals too: not those of persons known in one state only."""
    if entry.kind == "surname":
        return any(names.persons[key].is_prominent for key in names.surnames[text])
    if entry.kind == "person":
        return names.persons[entry.id].is_prominent
    return entry.kind != "blocked"


@cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[NameEntry, ...], ...]]:
    """The automaton over all folded names and the readings of each pattern, names in capitals included."""
    names = load_actor_names()
    readings: dict[str, tuple[NameEntry, ...]] = dict(names.names)
    for surname in names.surnames:
        readings.setdefault(surname, _SURNAME)
    for text, entries in list(readings.items()):
        if len(text) >= _SHORTEST_IN_CAPITALS and _is_shouted(text, entries[0], names):
            readings.setdefault(text.upper(), entries)
    return AhoCorasick(list(readings)), tuple(readings.values())


def _is_bounded(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")
    return before and (end == len(text) or not (text[end].isalnum() or text[end] == "_"))


def _longest(text: str) -> list[tuple[int, int, int]]:
    """Word-bounded matches as (start, end, pattern) in text order; where they overlap, the longest."""
    automaton, _ = _automaton()
    matches = [
        (start - end, start, end, pattern)
        for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
        if _is_bounded(text, start, end)
    ]
    matches.sort()
    taken = bytearray(len(text))
    kept: list[tuple[int, int, int]] = []
    for minus_length, start, end, pattern in matches:
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * -minus_length
            kept.append((start, end, pattern))
    kept.sort()
    return kept


def _squeezed(text: str) -> tuple[str, list[int] | None]:
    """The text with one blank for several, and where each of its characters stood; ``None`` if nothing changed."""
    if _BLANKS.search(text) is None:
        return text, None
    kept: list[int] = []
    end = 0
    for match in _BLANKS.finditer(text):
        kept.extend(range(end, match.start() + 1))
        end = match.end()
    kept.extend(range(end, len(text) + 1))
    return _BLANKS.sub(" ", text), kept


def _matches(text: str) -> list[tuple[int, int, int]]:
    """The longest matches at the report's own offsets, names that hold several blanks included."""
    squeezed, kept = _squeezed(text)
    matches = _longest(squeezed)
    if kept is None:
        return matches
    return [(kept[start], kept[end - 1] + 1, pattern) for start, end, pattern in matches]


def scan_names(report: Report, sentences: Sequence[Sentence]) -> list[NameHit]:
    """All known names from the body's start on, in text order."""
    _, readings = _automaton()
    starts = [(begin, s.index, i) for s in sentences for i, begin in enumerate(s.starts)]
    keys = [start for start, _, _ in starts]
    by_index = {s.index: s for s in sentences}
    hits = []
    for start, end, pattern in _matches(fold(report.text)):
        if start < report.body_start:
            continue
        place = bisect_right(keys, start) - 1
        hit = (start, end, OUTSIDE, 0, 0)
        if place >= 0:
            _, index, first = starts[place]
            sentence = by_index[index]
            if start < sentence.ends[first]:
                last = first + 1
                while last < len(sentence) and sentence.starts[last] < end:
                    last += 1
                hit = (start, end, index, first, last)
        hits.append(NameHit(*hit, text=report.text[start:end], entries=readings[pattern]))
    return hits
