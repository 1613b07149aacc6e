"""What is kept of a telling to recognise its incident in other reports: one flat record an event.

Made from the public document of a coded report alone, so a ledger can make it anew without parsing again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any, Protocol

from onrecord.knowledge.linking import LinkingRules, load_linking_rules, rarity, stem_of
from onrecord.records import bodies_of

__all__ = ["CodedDocument", "EventSketch", "ReportReading", "event_sketches"]

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\"'\u201d][.!?])[\"'\u201d\u2019)]*\s+(?=[A-Z\"\u201c'`])|\n+")
_QUOTED = re.compile(r"\u201c([^\u201d\u201c]{3,400})\u201d|\"([^\"]{3,400})\"|``([^`]{3,400}?)''")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class CodedDocument(Protocol):
    """The fields of the public JSON of a coded report that are read here, by the names they have there."""

    @property
    def report(self) -> Any:
        """Its id and its day of publication."""

    @property
    def text(self) -> str | None:
        """The text that offsets count in."""

    @property
    def actors(self) -> Sequence[Any]:
        """The mentions of actors."""

    @property
    def places(self) -> Sequence[Any]:
        """The mentions of places."""

    @property
    def times(self) -> Sequence[Any]:
        """The time expressions."""

    @property
    def propositions(self) -> Sequence[Any]:
        """The predicates."""

    @property
    def events(self) -> Sequence[Any]:
        """The events."""


@dataclass(frozen=True, slots=True)
class EventSketch:
    """One telling of an event, as flat as a table row: scalars and tuples of strings or numbers only.

    ``incident`` is the incident within the report; ``trigger`` a lemma.  ``actors`` and ``recipients`` are actor ids;
    ``earliest`` and ``latest`` ISO days, both inclusive.  ``arguments`` are stems near the trigger, ``words`` stems of
    its sentence, ``names`` lower-case words of proper names in its sentence, ``quoted`` stems inside quotes there.
    ``about`` and ``about_names`` are the report's telling stems and names with ``weights`` and ``name_weights`` beside
    them; both lists of weights have length 1 as vectors.
    """

    id: str
    report: str
    start: int
    published: str | None
    incident: str | None
    type: str | None
    mode: str | None
    trigger: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    earliest: str | None
    latest: str | None
    precision: str | None
    basis: str | None
    place: str | None
    place_id: int | None
    country: str | None
    numbers: tuple[str, ...]
    items: tuple[str, ...]
    arguments: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    quoted: tuple[str, ...]
    about: tuple[str, ...]
    weights: tuple[float, ...]
    about_names: tuple[str, ...]
    name_weights: tuple[float, ...]


def event_sketches(document: CodedDocument) -> tuple[EventSketch, ...]:
    """One sketch for each event of a coded report, in its order; the document must carry its text.

    Raises:
        ValueError: the document has no text.

    """
    reading = ReportReading(document)
    return tuple(reading.sketch(e.id, e.trigger.start, e.trigger.end, event=e) for e in document.events)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    lower: str
    start: int
    stem: str
    is_content: bool

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


class ReportReading:
    """One report read for sketches: its sentences, names and telling words, made once for all its events."""

    def __init__(self, document: CodedDocument) -> None:
        if document.text is None:
            raise ValueError(f"report {document.report.id}: no text; sketch it with the text it was coded from")
        self.document = document
        self._text = document.text
        self._rules = load_linking_rules()
        self._lemmas: dict[int, str] = {p.start: p.lemma.lower() for p in document.propositions}
        self._sentences = list(_sentences(self._text))
        self._words = [_words(self._text, a, b, self._lemmas, self._rules) for a, b in self._sentences]

    def sketch(self, identity: str, start: int, end: int, *, event: Any = None) -> EventSketch:
        """The sketch of an event whose trigger has these characters; ``event`` is what the coder made of it, if it did.

        Where there is no event of ours, day and place are those said in its sentence.
        """
        (first, last), words = self._sentence_at(start)
        inside = [w for w in words if start <= w.start < end]
        others = [w for w in words if not start <= w.start < end and w.is_content]
        when = self._when(event, first, last)
        place, place_id, country = self._where(event, start, first, last)
        actors, recipients = self._parties(event, start, first, last)
        return EventSketch(
            id=identity,
            report=self.document.report.id,
            start=start,
            published=self.document.report.published,
            incident=None if event is None else event.incident,
            type=None if event is None else event.type,
            mode=None if event is None else event.mode,
            trigger=self._trigger(inside, start, end),
            actors=actors,
            recipients=recipients,
            earliest=when[0],
            latest=when[1],
            precision=when[2],
            basis=when[3],
            place=place,
            place_id=place_id,
            country=country,
            numbers=_numbers(words),
            items=_items(event),
            arguments=_unique(_near(words, start, end, self._rules.window)),
            names=_unique(w.lower for w in others if w.lower in self._names),
            words=_unique(w.stem for w in others),
            quoted=self._quoted(first, last),
            about=self._about[0],
            weights=self._about[1],
            about_names=self._about_names[0],
            name_weights=self._about_names[1],
        )

    def _sentence_at(self, start: int) -> tuple[tuple[int, int], list[_Word]]:
        """Where the sentence of a character begins and ends, the last one's if it is in none; and its words."""
        index = next((i for i, (a, b) in enumerate(self._sentences) if a <= start < b), len(self._sentences) - 1)
        return self._sentences[index], self._words[index]

    @property
    def vocabulary(self) -> frozenset[str]:
        """The stems and words of the report that say something, numbers aside."""
        content = [w for words in self._words for w in words if w.is_content and not w.lower[0].isdigit()]
        return frozenset({w.stem for w in content} | {w.lower for w in content})

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words that the report writes with a capital where nothing but a name asks for one."""
        found: Counter[str] = Counter()
        for words in self._words:
            content = [w for w in words if w.is_content]
            if sum(w.is_capital for w in content) <= self._rules.title_share * len(content):
                found.update(w.lower for w in words[1:] if w.is_capital and w.is_content)
        spans = [(m.start, m.end) for m in (*self.document.places, *self._named_actors)]
        mentioned = {
            m.group().lower() for a, b in spans for m in _WORD.finditer(self._text[a:b]) if m.group()[0].isupper()
        }
        return frozenset(word for word in {*found, *mentioned} if word not in self._rules.stop)

    @property
    def _named_actors(self) -> list[Any]:
        return [a for a in self.document.actors if a.kind in ("name", "alias", "acronym")]

    @cached_property
    def _about(self) -> tuple[tuple[str, ...], tuple[float, ...]]:
        counts = Counter(w.stem for words in self._words for w in words if w.is_content and w.lower not in self._names)
        return _most_telling(counts, self._rules.report_words)

    @cached_property
    def _about_names(self) -> tuple[tuple[str, ...], tuple[float, ...]]:
        counts = Counter(w.lower for words in self._words for w in words if w.is_content and w.lower in self._names)
        return _most_telling(counts, self._rules.report_names)

    def _trigger(self, inside: Sequence[_Word], start: int, end: int) -> str:
        """The lemma that says what happened: of "opened *fire*" the noun, of "*checked* into" the verb."""
        heads = [self._lemmas[w.start] for w in inside if w.start in self._lemmas]
        full = [lemma for lemma in heads if lemma not in self._rules.light]
        if full:
            return full[-1]
        content = [w.lower for w in inside if w.is_content and w.lower not in self._rules.light]
        return (content or heads or [self._text[start:end].lower()])[-1]

    def _when(self, event: Any, first: int, last: int) -> tuple[str | None, str | None, str | None, str | None]:
        if event is not None and event.when is not None:
            return event.when.earliest, event.when.latest, event.when.precision, event.when.basis
        days = {m.group() for t in self.document.times if first <= t.start < last and (m := _DAY.match(t.value))}
        if event is None and len(days) == 1:
            day = days.pop()
            return day, day, "day", "stated"
        return None, None, None, None

    def _where(self, event: Any, start: int, first: int, last: int) -> tuple[str | None, int | None, str | None]:
        """The event's place, else the nearest in its sentence."""
        if event is not None:
            place = event.where
        else:
            near = [p for p in self.document.places if first <= p.start < last]
            place = min(near, key=lambda p: abs(p.start - start), default=None)
        return (None, None, None) if place is None else (place.name, place.geonameid, place.country)

    def _parties(self, event: Any, start: int, first: int, last: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The event's parties, else who is named before and after it in its sentence."""
        if event is not None:
            return _unique(a.id for a in event.actors), _unique(a.id for a in event.recipients)
        near = [a for a in self.document.actors if first <= a.start < last]
        return _unique(a.id for a in near if a.start < start), _unique(a.id for a in near if a.start > start)

    def _quoted(self, first: int, last: int) -> tuple[str, ...]:
        parts = (next(p for p in m.groups() if p is not None) for m in _QUOTED.finditer(self._text, first, last))
        stems = (w.stem for part in parts for w in _words(part, 0, len(part), {}, self._rules) if w.is_content)
        return _unique(stems)


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _words(text: str, start: int, end: int, lemmas: Mapping[int, str], rules: LinkingRules) -> list[_Word]:
    found = []
    for match in _WORD.finditer(text, start, end):
        lower = match.group().lower().replace("\u2019", "'").removesuffix("'s")
        lower = rules.numbers.get(lower, lower)
        stem = stem_of(lemmas.get(match.start(), lower))
        is_content = lower not in rules.stop and (len(lower) > 1 or lower.isdigit())
        found.append(_Word(match.group(), lower, match.start(), stem, is_content))
    return found


def _near(words: Sequence[_Word], start: int, end: int, window: int) -> Iterable[str]:
    """The stems of the content words next to the trigger, so many on each side of any of its words."""
    content = [w for w in words if w.is_content or start <= w.start < end]
    trigger = [i for i, w in enumerate(content) if start <= w.start < end]
    if trigger:
        around = content[max(0, trigger[0] - window) : trigger[-1] + window + 1]
        yield from (w.stem for w in around if not start <= w.start < end)


def _numbers(words: Sequence[_Word]) -> tuple[str, ...]:
    """Numbers in the sentence that count or tell an age; those of dates are left to the day."""
    return _unique(w.lower for w in words if w.lower[0].isdigit() and len(w.lower) != len("2024"))


def _items(event: Any) -> tuple[str, ...]:
    transfer = None if event is None else event.transfer
    if transfer is None:
        return ()
    return _unique(value for i in transfer.items for value in (i.designation, i.category) if value)


def _most_telling(counts: Mapping[str, int], limit: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
    scored = sorted(((-(1 + log(n)) * rarity(word), word) for word, n in counts.items()))[:limit]
    length = sum(score * score for score, _ in scored) ** 0.5 or 1.0
    return tuple(word for _, word in scored), tuple(round(-score / length, 5) for score, _ in scored)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def parties_of(sketch: EventSketch) -> frozenset[str]:
    """States, groups and bodies on either side."""
    return bodies_of((*sketch.actors, *sketch.recipients))
