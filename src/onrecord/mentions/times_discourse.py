"""What a report has said about time so far, and where in it an expression stands."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.knowledge.calendar_words import CalendarWords
from onrecord.mentions.times_grammar import Expression
from onrecord.mentions.times_lexing import Lexemes
from onrecord.mentions.times_points import Point
from onrecord.mentions.times_tense import Direction, direction
from onrecord.records import Sentence

__all__ = ["TOPICS", "Discourse", "Resolved", "Setting", "unknown"]


_NEAR_SENTENCES = 5
TOPICS = frozenset({"quarter", "day-of-period", "period-s-day", "definite-unit", "relative"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one expression denotes: TIMEX3 type and value, the stretch of the calendar, and how it was anchored."""

    type: str
    value: str
    point: Point | None = None
    basis: str = "stated"


def unknown(value: str) -> Resolved:
    """A date whose year, or more, the report does not tell ("XXXX-WXX-3")."""
    return Resolved("DATE", value, None, "relative")


@dataclass(slots=True)
class Discourse:
    """The running state of one report, local to one pass.

    ``reference`` is the last stretch spoken of, ``day`` the last day, ``quarter`` the last quarter of a year;
    ``narrates`` tells a history, whose bare months follow the year spoken of, from news, whose follow its date.
    ``section_year`` is the year a heading names, ``day_sentence`` where the last day was spoken of.
    """

    published: Point | None
    narrates: bool
    reference: Point | None = None
    day: Point | None = None
    quarter: Point | None = None
    section_year: int | None = None
    day_sentence: int = -1

    def anchor(self) -> Point | None:
        """The point spoken of last, else the report's own."""
        return self.reference or self.published

    def now(self) -> Point | None:
        """What "this year" is counted from: the report's date in news, the time spoken of in a history."""
        return self.anchor() if self.narrates else self.published or self.reference

    def day_near(self, sentence: Sentence) -> Point | None:
        """The day a bare clock belongs to: one just spoken of, else in news the report's own."""
        is_near = sentence.kind == "body" and sentence.index - self.day_sentence <= _NEAR_SENTENCES
        return self.day if self.day and (self.narrates or is_near) else self.published

    def last_day(self) -> Point | None:
        """The last day spoken of, unless a coarser time it does not lie in was spoken of since."""
        day, reference = self.day, self.reference
        if day is None or reference is None or reference.unit == "D" or day.widened(reference.unit) == reference:
            return day
        return None

    def note(self, point: Point | None, kind: str, sentence: int) -> None:
        """Remember a resolved stretch; a quarter is the topic only where named outright, not "a *year earlier*"."""
        if point is None or point.unit in ("DE", "CE"):
            return
        self.reference = point
        if point.unit == "D":
            self.day, self.day_sentence = point, sentence
        if point.unit == "Q" and kind in TOPICS:
            self.quarter = point


@dataclass(frozen=True, slots=True)
class Setting:
    """One sentence in its discourse; ``following`` is the expression after the one being read."""

    discourse: Discourse
    sentence: Sentence
    lexemes: Lexemes
    words: CalendarWords
    following: Expression | None = None

    def direction(self, expression: Expression) -> Direction:
        """Past or future of the clause the expression stands in."""
        first, last = self.lexemes.tokens[expression.first], self.lexemes.last_tokens[expression.last - 1]
        heads = self.sentence.heads
        outer = (token for token in range(first, last + 1) if not first <= heads[token] <= last)
        return direction(self.sentence, next(outer, last), self.words.lists)

    def class_before(self, expression: Expression) -> str:
        """The class of the lexeme in front of the expression, or an empty text."""
        return self.words.names[self.lexemes.codes[expression.first - 1]] if expression.first else ""

    def token_before(self, expression: Expression) -> int | None:
        """The token in front of the expression."""
        return self.lexemes.last_tokens[expression.first - 1] if expression.first else None

    def token_after(self, expression: Expression) -> int | None:
        """The token behind the expression."""
        return self.lexemes.tokens[expression.last] if expression.last < len(self.lexemes.tokens) else None

    def word_before(self, expression: Expression) -> str:
        """The word in front of the expression in lower case, or an empty text."""
        token = self.token_before(expression)
        return "" if token is None else self.sentence.words[token].lower()

    def word_after(self, expression: Expression) -> str:
        """The word behind the expression in lower case, or an empty text."""
        token = self.token_after(expression)
        return "" if token is None else self.sentence.words[token].lower()

    def tag_before(self, expression: Expression) -> str:
        """The tag of the word in front of the expression."""
        token = self.token_before(expression)
        return "" if token is None else self.sentence.tags[token]

    def tag_after(self, expression: Expression) -> str:
        """The tag of the word behind the expression."""
        token = self.token_after(expression)
        return "" if token is None else self.sentence.tags[token]
