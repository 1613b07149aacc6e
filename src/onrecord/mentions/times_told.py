"""What the rules that date coded events look at: the report as read so far, and one event with its clause."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from onrecord.records import CodedEvent, Interval, Proposition, Report, Sentence

__all__ = [
    "LONGEST",
    "TOLD",
    "News",
    "Rule",
    "Told",
    "Words",
    "is_habit",
    "is_long_ago",
    "is_of_others",
    "is_plain",
    "passed",
    "report_day",
]

LONGEST = 31  # days: no longer time, and none longer ago, is carried over to another clause
_REACH = 6
_DAY_LENGTH = 10
TOLD = frozenset({"occurred", "ongoing"})
Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class News:
    """What the rules look at.

    ``dates`` (of propositions) is filled in as they fire; ``spoken`` are the propositions coded as acts of speech,
    ``meeting`` is the dated visit or talks the report looks ahead to, with its sides.
    """

    words: Words
    published: Interval | None
    propositions: tuple[Proposition, ...]
    sentences: tuple[Sentence, ...]
    statuses: Mapping[int, str]
    dates: dict[int, Interval]
    spoken: frozenset[int]
    meeting: tuple[Interval, frozenset[str]] | None

    def parent(self, proposition: Proposition) -> Proposition | None:
        """The proposition this one stands in."""
        return None if proposition.parent is None else self.propositions[proposition.parent]

    def in_sentence(self, sentence: int) -> list[Proposition]:
        """The propositions of one sentence."""
        first = bisect_left(self.propositions, sentence, key=lambda p: p.sentence)
        last = bisect_right(self.propositions, sentence, key=lambda p: p.sentence)
        return list(self.propositions[first:last])

    def before(self, proposition: Proposition) -> list[Proposition]:
        """The dated propositions of the few sentences up to this one."""
        first = bisect_left(self.propositions, proposition.sentence - _REACH, key=lambda p: p.sentence)
        return [p for p in self.propositions[first : proposition.index] if p.index in self.dates]

    def is_main(self, proposition: Proposition) -> bool:
        """Whether a proposition is the verb of a main clause."""
        return self.sentences[proposition.sentence].relations[proposition.head] == "ROOT"


@dataclass(frozen=True, slots=True)
class Told:
    """One event and the clause that tells of it, or the clause above it that may pass its day on."""

    event: CodedEvent
    proposition: Proposition
    sentence: Sentence

    @property
    def adverbs(self) -> frozenset[str]:
        """The adverbs at the head of the clause."""
        children = self.sentence.dependents(self.proposition.head, "advmod", "neg")
        return frozenset(self.sentence.words[child].lower() for child in children)

    @property
    def is_main(self) -> bool:
        """Whether the clause is a main clause."""
        return self.sentence.relations[self.proposition.head] == "ROOT"

    @property
    def is_plain_past(self) -> bool:
        """As in "*met*", not "had met", "was meeting"."""
        p = self.proposition
        return p.tense == "past" and p.aspect == "simple" and p.category == "verb"


Rule = Callable[[Told, News], Interval | None]


def is_of_others(proposition: Proposition, sentence: Sentence, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a verb has other sides than an act told before: "Nine *other* soldiers were killed"."""
    sides = [c for c in sentence.children[proposition.head] if sentence.relations[c] in ("nsubj", "nsubjpass", "dobj")]
    return any(sentence.words[c].lower() in words["other-happening"] for side in sides for c in sentence.children[side])


def is_habit(proposition: Proposition, sentence: Sentence, words: Words) -> bool:
    """As in "has *repeatedly* shelled the town": no one day holds it."""
    modifiers = sentence.dependents(proposition.head, "advmod", "neg")
    return any(sentence.words[child].lower() in words["habit"] for child in modifiers)


def report_day(report: Report) -> Interval | None:
    """The day a report is of, if it is known to the day."""
    day = (report.published or "")[:_DAY_LENGTH]
    return Interval(day, day, "day", "publication") if len(day) == _DAY_LENGTH else None


def passed(interval: Interval) -> Interval:
    """The interval as it holds for another clause: no longer stated there."""
    return replace(interval, basis="relative") if interval.basis == "stated" else interval


def is_plain(proposition: Proposition, sentence: Sentence, news: News) -> bool:
    """Whether a clause is neither negated, nor modal, nor of a habit."""
    return not proposition.modal and not proposition.negations and not is_habit(proposition, sentence, news.words)


def is_long_ago(interval: Interval, news: News) -> bool:
    """Whether an interval ended more than a month before the report's day."""
    if news.published is None:
        return False
    return (date.fromisoformat(news.published.latest) - date.fromisoformat(interval.latest)).days > LONGEST
