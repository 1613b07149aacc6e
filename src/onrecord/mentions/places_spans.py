"""Which capitalised stretches of a report name places: the gazetteer's matches, weighed by what stands beside."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.knowledge.gazetteer import FEATURES, Gazetteer, NameFlag, NameKind, PlaceCues, fold, load_words
from onrecord.records import Report, Sentence

__all__ = ["BlockLike", "Match", "find_matches"]

_CAPITALS = re.compile(r"[A-Z][A-Z.'\-]*[A-Z](?:[ ]+(?:[A-Z]{2,}[A-Z.'\-]*|[A-Z]{2,3}\.))*")
_SMALL_PARTS = re.compile(r"(?<=[-\s])(?:Au|De|Al|La|El|Sur|Upon|On|Le|Da|Do|Of|And|The|Del|Du|Ez|Es|Ul|Dar)(?=[-\s])")
_ADDRESS = frozenset("@/_\\#")
_COUNTRY, _CITY, _CAPITAL = FEATURES.index("country"), FEATURES.index("city"), FEATURES.index("capital")
_STRONG = frozenset(FEATURES.index(f) for f in ("country", "continent", "region", "sea", "disputed", "division"))
_FAIR = frozenset(FEATURES.index(f) for f in ("county", "river", "island", "mountains", "site"))


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
    """One name of the gazetteer found in the report; ``weight`` above 0 says that it names a place here."""

    name: int
    start: int
    end: int
    sentence: int
    first: int
    last: int
    is_dateline: bool
    is_capitals: bool
    is_adjective: bool
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
    """Finds the sentence and token of a code point."""

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


def _name_number(gazetteer: Gazetteer, name: str) -> int | None:
    number = bisect.bisect_left(gazetteer.names, name)
    return number if number < len(gazetteer.names) and gazetteer.names[number] == name else None


def _is_edge(text: str, at: int) -> bool:
    """Whether a word may begin or end at ``at``."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def _shorten(gazetteer: Gazetteer, text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The longest shorter name that ends at a word edge, for a match that ran into the middle of a word."""
    while (cut := max(text.rfind(" ", start, end), text.rfind("-", start, end))) > start:
        number = _name_number(gazetteer, text[start:cut])
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


def _raw_matches(gazetteer: Gazetteer, text: str) -> list[tuple[int, int, int]]:
    found = []
    for name, start, end in gazetteer.find(text):
        if not _is_edge(text, start) or _is_address(text, start, end):
            continue
        if _is_edge(text, end):
            found.append((name, start, end))
        elif shorter := _shorten(gazetteer, text, start, end):
            found.append(shorter)
    return found


def find_matches(
    report: Report,
    blocks: Sequence[BlockLike],
    sentences: Sequence[Sentence],
    gazetteer: Gazetteer,
    cues: PlaceCues,
) -> list[Match]:
    """The matches that name places, in text order."""
    offset = report.body_start
    text = normalise(report.text[offset:], cues)
    locator = _Locator(sentences)
    datelines = [(b.start, b.end) for b in blocks if b.kind == "dateline"]
    matches = []
    for name, start, end in _raw_matches(gazetteer, text):
        begin, finish = start + offset, end + offset
        place = locator.find(begin, finish)
        is_dateline = any(a <= begin < b for a, b in datelines) if place is None else False
        if place is None and not is_dateline:
            continue
        number, first, last = place or (bisect.bisect_left(locator.starts, begin), 0, 0)
        original = report.text[begin:finish]
        kinds = gazetteer.kinds[gazetteer.first[name] : gazetteer.first[name + 1]]
        matches.append(
            Match(
                name=name,
                start=begin,
                end=finish,
                sentence=min(number, len(sentences) - 1),
                first=first,
                last=last,
                is_dateline=is_dateline,
                is_capitals=original.isupper() and len(original) > 3 and original not in cues.acronyms,
                is_adjective=bool((kinds == NameKind.ADJECTIVE).any()),
            )
        )
    people = _surnames_of_people(sentences, cues)
    for index, match in enumerate(matches):
        before = matches[index - 1] if index else None
        after = matches[index + 1] if index + 1 < len(matches) else None
        _weigh(match, before, after, report.text, sentences, gazetteer, cues, people)
    return [match for match in matches if match.weight > 0]


def _surnames_of_people(sentences: Sequence[Sentence], cues: PlaceCues) -> frozenset[str]:
    """Last names of the report's people: the last word of "given name or title, capitalised words"."""
    given = load_words("given_names")
    found = set()
    for sentence in sentences:
        words, tags = sentence.words, sentence.tags
        for i in range(len(words) - 1):
            if tags[i + 1] != "NNP" or not (words[i] in given or words[i].lower() in cues.titles):
                continue
            if tags[i] not in ("NNP", "NN", "NNPS"):
                continue
            last = i + 1
            while last + 1 < len(words) and tags[last + 1] == "NNP" and words[last + 1][0].isupper() and last < i + 3:
                last += 1
            if words[i] in given or last > i:
                found.add(words[last])
                found.add(words[i + 1]) if words[i].lower() in cues.titles else None
    return frozenset(fold(word) for word in found)


def _prior(match: Match, gazetteer: Gazetteer) -> float:
    """How likely the bare name is a place: features of its places, their people, and what else the name is."""
    lower, upper = gazetteer.first[match.name], gazetteer.first[match.name + 1]
    rows = gazetteer.places[lower:upper]
    features = gazetteer.feature[rows]
    kinds = gazetteer.kinds[lower:upper]
    named = kinds != NameKind.ABBREVIATION
    if not named.any():
        return -2.5
    people = int(gazetteer.population[rows[named]].max())
    value = math.log10(people + 500) - 4.3
    if any(int(f) in _STRONG for f in features[named]):
        value = max(value, 2.2)
    elif any(int(f) in _FAIR for f in features[named]):
        value = max(value, 0.8)
    name = gazetteer.names[match.name]
    if " " in name or "-" in name:
        value = max(value, -0.3) + 1.0
    flags = int(gazetteer.flags[match.name])
    scale = 0.3 if value > 1.9 else 1.0
    for flag, cost in ((NameFlag.SURNAME, 1.2), (NameFlag.GIVEN_NAME, 1.2), (NameFlag.COMMON_WORD, 1.5)):
        if flags & flag:
            value -= cost * scale
    if name in load_words("not_places"):
        value -= 3.0
    return value


def _weigh(
    match: Match,
    before: Match | None,
    after: Match | None,
    text: str,
    sentences: Sequence[Sentence],
    gazetteer: Gazetteer,
    cues: PlaceCues,
    people: frozenset[str],
) -> None:
    """Set the match's weight from its prior and its neighbours."""
    value = _prior(match, gazetteer)
    if match.is_dateline:
        match.weight = value + 3.0
        return
    value += _container_weight(match, before, after, text, gazetteer)
    sentence = sentences[match.sentence]
    value += _word_weight(match, sentence, gazetteer, cues, people)
    match.weight = value


def _container_weight(
    match: Match, before: Match | None, after: Match | None, text: str, gazetteer: Gazetteer
) -> float:
    """City and container speak for each other: "*Aleppo*, Syria", "Aleppo, *Syria*"."""
    value = 0.0
    if after is not None and text[match.end : after.start].strip() == "," and _holds(after, match, gazetteer):
        value += 3.0
        match.container = after.name
    if before is not None and text[before.end : match.start].strip() == "," and _holds(match, before, gazetteer):
        value += 4.0
    return value


def _holds(outer: Match, inner: Match, gazetteer: Gazetteer) -> bool:
    """Whether some place of ``outer`` is a country or division that has some place of ``inner`` in it."""
    outers = gazetteer.places[gazetteer.first[outer.name] : gazetteer.first[outer.name + 1]]
    inners = gazetteer.places[gazetteer.first[inner.name] : gazetteer.first[inner.name + 1]]
    division = FEATURES.index("division")
    for row in outers:
        if gazetteer.feature[row] == _COUNTRY and (gazetteer.country[inners] == gazetteer.country[row]).any():
            return True
        if gazetteer.feature[row] == division and (gazetteer.division[inners] == gazetteer.division[row]).any():
            return True
    return False


def _word_weight(
    match: Match, sentence: Sentence, gazetteer: Gazetteer, cues: PlaceCues, people: frozenset[str]
) -> float:
    words = sentence.words
    first, last = match.first, match.last
    previous = words[first - 1].lower() if first else ""
    following = words[last].lower() if last < len(words) else ""
    value = _tag_weight(match, sentence)
    if previous in cues.locative:
        value += 1.5
    elif previous in cues.weak_locative:
        value += 0.6
        if previous == "of" and first > 1 and words[first - 2].lower() in cues.settlement_of:
            value += 2.0
    elif previous in cues.directions:
        value += 1.0
    if following in cues.place_after:
        value += 1.2
    return value + _person_weight(match, sentence, gazetteer, cues, people)


def _tag_weight(match: Match, sentence: Sentence) -> float:
    tags = sentence.tags[match.first : match.last]
    if any(tag in ("NNP", "NNPS") for tag in tags) or (match.is_adjective and any(t[:2] in ("JJ", "NN") for t in tags)):
        return 0.0
    return -1.5


def _person_weight(
    match: Match, sentence: Sentence, gazetteer: Gazetteer, cues: PlaceCues, people: frozenset[str]
) -> float:
    """Evidence that the name is a person's, or part of a longer name: "*Lincoln* said", "*Chad* Smith"."""
    words, tags = sentence.words, sentence.tags
    first, last = match.first, match.last
    given = load_words("given_names")
    strong = int(gazetteer.feature[gazetteer.places[gazetteer.first[match.name]]]) in _STRONG
    value = 0.0
    flags = int(gazetteer.flags[match.name])
    if first and tags[first - 1] in ("NNP", "NNPS", "NN", "JJ") and words[first - 1][0].isupper():
        word = words[first - 1]
        if word.lower() in cues.titles:
            value -= 3.5 if not strong else 0.5
        elif word in given or (len(word) == 2 and word[1] == "."):
            value -= 4.0
        elif tags[first - 1] == "NNP" and not strong and word.lower() not in cues.directions:
            value -= 1.5
    elif first and words[first - 1].lower() in cues.titles and tags[first - 1] == "NN" and flags & NameFlag.SURNAME:
        value -= 2.0
    following = words[last] if last < len(words) else ""
    if following[:1].isupper() and tags[last] == "NNP" and following.lower() not in cues.place_after:
        if flags & NameFlag.GIVEN_NAME:
            value -= 3.0
        elif not strong and following in load_words("surnames"):
            value -= 1.5
    if fold(words[last - 1]) in people and not match.is_adjective:
        value -= 3.0 if flags & (NameFlag.SURNAME | NameFlag.GIVEN_NAME) or not strong else 0.5
    head = sentence.heads[last - 1]
    if flags & NameFlag.SURNAME and sentence.relations[last - 1] == "nsubj" and sentence.lemmas[head] in cues.say:
        value -= 2.0
    return value
