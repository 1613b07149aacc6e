"""The gazetteer's names in a report: one automaton pass, word edges, tokens, datelines, lists of counties."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.knowledge.gazetteer import Gazetteer, NameKind, fold
from onrecord.knowledge.place_words import PlaceCues
from onrecord.records import Report, Sentence

__all__ = ["BlockLike", "Match", "find_matches"]

_CAPITALS = re.compile(r"[A-Z][A-Z.'\-]*[A-Z](?:[ ]+(?:[A-Z]{2,}[A-Z.'\-]*|[A-Z]{2,3}\.))*")
_SMALL_PARTS = re.compile(r"(?<=[-\s])(?:Au|De|Al|La|El|Sur|Upon|On|Le|Da|Do|Of|And|The|Del|Du|Ez|Es|Ul|Dar)(?=[-\s])")
_DATELINE_TAIL = re.compile(r"(?:,[^.\n;]{2,30}?\.?)?\s*(?:\([^()\n]{2,40}\)\s*)?(?:--|[\u2014\u2013:]|- )")
_COUNTY_LIST = re.compile(
    r"((?:[A-Z][A-Za-z.'\-]+(?: [A-Z][A-Za-z.'\-]+)?, )*[A-Z][A-Za-z.'\-]+(?: [A-Z][a-z]+)?,? and "
    r"[A-Z][A-Za-z.'\-]+(?: [A-Z][a-z]+)?) (counties|Counties|parishes|Parishes)\b"
)
_LISTED = re.compile(r"(?:[A-Z][A-Za-z.'\-]+)(?: [A-Z][A-Za-z.'\-]+)*")
_ADDRESS = frozenset("@/_\\#")
_LONGEST_FACILITY = 4


class BlockLike(Protocol):
    """What a block of a report must tell: its span and whether it is a dateline."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """Code point after the last."""
        ...

    @property
    def kind(self) -> str:
        """``dateline`` or another kind."""
        ...


@dataclass(slots=True)
class Match:
    """One name of the gazetteer found in the report; ``weight`` above 0 says that it names a place here.

    ``container`` is the name that follows it after a comma and holds it ("Aleppo, *Syria*").
    """

    name: int
    start: int
    end: int
    sentence: int
    first: int
    last: int
    is_dateline: bool
    is_capitals: bool
    is_adjective: bool
    is_listed: bool = False
    is_facility: bool = False
    is_container: bool = False
    weight: float = 0.0
    container: int | None = None


def normalise(text: str, cues: PlaceCues) -> str:
    """Folded text with shouted words in title case: ``PORT-AU-PRINCE`` -> ``Port-au-Prince``; same length."""

    def quieten(match: re.Match[str]) -> str:
        words = match.group()
        if words in cues.acronyms or (len(words) <= 3 and " " not in words) or ("." in words and len(words) < 5):
            return words
        parts = [w if w in cues.acronyms or w.count(".") > 1 else w.title() for w in words.split(" ")]
        quiet = " ".join(parts).replace("'S", "'s")
        return _SMALL_PARTS.sub(lambda m: m.group().lower(), quiet)

    return _CAPITALS.sub(quieten, fold(text))


class _Locator:
    """Finds the sentence and tokens of a span."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.starts = [s.start for s in sentences]

    def find(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Sentence, first and last token (exclusive) of a span; ``None`` outside every sentence."""
        number = bisect.bisect_right(self.starts, start) - 1
        if number < 0 or start >= self.sentences[number].end:
            return None
        sentence = self.sentences[number]
        first = max(bisect.bisect_right(sentence.starts, start) - 1, 0)
        last = max(bisect.bisect_left(sentence.starts, end), first + 1)
        return number, first, last

    def next_sentence(self, at: int) -> int:
        """The sentence that follows a code point outside every sentence."""
        return min(bisect.bisect_left(self.starts, at), len(self.sentences) - 1)


def _is_edge(text: str, at: int) -> bool:
    """Whether a word may begin or end at ``at``."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def _shorten(gazetteer: Gazetteer, text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The longest shorter name that ends at a word edge, for a match that ran into the middle of a word."""
    while (cut := max(text.rfind(" ", start, end), text.rfind("-", start, end))) > start:
        number = gazetteer.number(text[start:cut])
        if number is not None:
            return number, start, cut
        end = cut
    return None


def _is_address(text: str, start: int, end: int) -> bool:
    """Whether the name is part of a web or mail address or a tag."""
    if (start and text[start - 1] in _ADDRESS) or (end < len(text) and text[end] in "@_\\"):
        return True
    after_dot = end + 1 < len(text) and text[end] == "." and text[end + 1].islower()
    return after_dot or (start > 1 and text[start - 1] == "." and text[start - 2].islower())


def _raw_matches(gazetteer: Gazetteer, text: str) -> Iterator[tuple[int, int, int]]:
    for name, start, end in gazetteer.find(text):
        if not _is_edge(text, start) or _is_address(text, start, end):
            continue
        if _is_edge(text, end):
            yield name, start, end
        elif shorter := _shorten(gazetteer, text, start, end):
            yield shorter


def _without_city(gazetteer: Gazetteer, text: str, name: int, start: int, end: int) -> tuple[int, int, int]:
    """Names Dublin in "*Dublin* City Council", not a place called Dublin City; Kansas City stays."""
    if text[end - 5 : end] == " City" and text[end : end + 2].strip()[:1].isupper():
        shorter = gazetteer.number(text[start : end - 5])
        if shorter is not None and gazetteer.people(shorter) >= gazetteer.people(name):
            return shorter, start, end - 5
    return name, start, end


def _county_lists(gazetteer: Gazetteer, text: str) -> dict[int, tuple[int, int]]:
    """Start of each name in "*Clay*, *Otter Tail* and *Swift* counties" -> its county and its end."""
    found: dict[int, tuple[int, int]] = {}
    if "ounties" not in text and "arishes" not in text:
        return found
    for group in _COUNTY_LIST.finditer(text):
        word = " County" if group.group(2)[0] in "cC" else " Parish"
        for part in _LISTED.finditer(group.group(1)):
            number = gazetteer.number(part.group() + word)
            if number is not None:
                found[group.start() + part.start()] = (number, group.start() + part.end())
    return found


def find_matches(
    report: Report,
    blocks: Sequence[BlockLike],
    sentences: Sequence[Sentence],
    gazetteer: Gazetteer,
    cues: PlaceCues,
) -> list[Match]:
    """Every name of the gazetteer in the report, in text order, unweighed."""
    offset = report.body_start
    text = normalise(report.text[offset:], cues)
    locator = _Locator(sentences)
    datelines = [(b.start, b.end) for b in blocks if b.kind == "dateline"]
    counties = _county_lists(gazetteer, text)
    raw = {start: (name, end) for name, start, end in _raw_matches(gazetteer, text)}
    matches: list[Match] = []
    for start in sorted(raw.keys() | counties.keys()):
        name, end = counties.get(start) or raw[start]
        if start not in counties:
            name, start, end = _without_city(gazetteer, text, name, start, end)  # noqa: PLW2901
        if matches and start + offset < matches[-1].end:
            continue
        match = _place(gazetteer, report, locator, datelines, name, start + offset, end + offset)
        if match is not None:
            match.is_listed = start in counties
            _extend(match, sentences, cues)
            matches.append(match)
    return matches


def _place(
    gazetteer: Gazetteer,
    report: Report,
    locator: _Locator,
    datelines: list[tuple[int, int]],
    name: int,
    start: int,
    end: int,
) -> Match | None:
    """The match with its tokens; ``None`` outside every sentence and dateline, or for a phrase that blocks."""
    kinds = gazetteer.kinds_of(name)
    found = locator.find(start, end)
    is_dateline = found is None and any(a <= start < b for a, b in datelines)
    if not len(kinds) or (found is None and not is_dateline):
        return None
    number, first, last = found or (locator.next_sentence(start), 0, 0)
    original = report.text[start:end]
    is_capitals = original.isupper() and len(original) > 3 and "." not in original and gazetteer.names[name] != original
    if is_capitals and _DATELINE_TAIL.match(report.text, end) and _opens(report.text, start):
        is_dateline = True
    adjective = bool((kinds == NameKind.ADJECTIVE).any())
    return Match(name, start, end, number, first, last, is_dateline, is_capitals, adjective)


def _opens(text: str, start: int) -> bool:
    """Whether nothing or the end of a sentence stands before."""
    before = text[max(0, start - 3) : start].rstrip()
    return not before or before[-1] in ".!?\n\"'\u201d"


def _extend(match: Match, sentences: Sequence[Sentence], cues: PlaceCues) -> None:
    """Take in the rest of a facility's name: "*Colchester* Hospital", "Lake *Robinson*", "University of *Alberta*"."""
    if match.is_dateline or match.is_adjective or match.is_listed:
        return
    sentence = sentences[match.sentence]
    words, before = sentence.words, match.first - 1
    if before > 0 and words[before] == "of" and words[before - 1] == "University":
        match.first, match.start, match.is_facility = before - 1, sentence.starts[before - 1], True
        return
    if before >= 0 and words[before] in cues.facility_heads:
        match.first, match.start, match.is_facility = before, sentence.starts[before], True
        return
    for last in range(match.last, min(match.last + _LONGEST_FACILITY, len(words))):
        if not words[last][0].isupper() or sentence.tags[last][:3] != "NNP":
            return
        if words[last].lower() in cues.facilities:
            match.last = last + 1
            match.end = sentence.ends[last]
            match.is_facility = True
            return
