"""The words of a sentence that form time expressions: rules find the parts, joins put neighbours together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.knowledge.calendar_words import CalendarWords, Join, Value
from onrecord.mentions.times_lexing import Lexemes

__all__ = ["Expression", "find_expressions"]


@dataclass(frozen=True, slots=True)
class Expression:
    """Lexemes ``first`` to ``last`` (exclusive) that a rule read as one ``kind`` of expression.

    ``slots`` are the (class name, value) pairs in text order; ``parts`` are the two expressions a join made it from.
    """

    kind: str
    rule: str
    first: int
    last: int
    slots: tuple[tuple[str, Value], ...]
    parts: tuple[Expression, ...] = ()

    def get(self, *classes: str) -> Value | None:
        """The value of the first lexeme in one of ``classes``."""
        return next((value for name, value in self.slots if name in classes), None)

    def all(self, *classes: str) -> list[Value]:
        """The values of all lexemes in one of ``classes``, in text order."""
        return [value for name, value in self.slots if name in classes]

    def has(self, *classes: str) -> bool:
        """Whether a lexeme stands in one of ``classes``."""
        return any(name in classes for name, _ in self.slots)


def _matches(lexemes: Lexemes, text: str, words: CalendarWords) -> Iterator[Expression]:
    """Leftmost matches in text order; no rule begins with a word that is none of time, so most are never tried."""
    names, values, other = words.names, lexemes.values, words.codes["other"]
    first = 0
    while first < len(text):
        match = None if text[first] == other else words.grammar.match(text, first)
        if match is None:
            first += 1
            continue
        rule, last = words.rules[str(match.lastgroup)], match.end()
        yield Expression(
            rule.kind, rule.name, first, last, tuple([(names[text[i]], values[i]) for i in range(first, last)])
        )
        first = last


def _join(left: Expression, right: Expression, text: str, words: CalendarWords) -> Expression | None:
    for join in words.joins.get((left.kind, right.kind), ()):
        if join.between.fullmatch(text, left.last, right.first):
            return _joined(left, right, join)
    return None


def _joined(left: Expression, right: Expression, join: Join) -> Expression:
    return Expression(join.kind, join.name, left.first, right.last, left.slots + right.slots, (left, right))


def find_expressions(lexemes: Lexemes, words: CalendarWords) -> list[Expression]:
    """The expressions of a sentence in text order, joined as far as the joins allow."""
    text = "".join(lexemes.codes)
    found: list[Expression] = []
    for expression in _matches(lexemes, text, words):
        current = expression
        while found and (joined := _join(found[-1], current, text, words)):
            found.pop()
            current = joined
        found.append(current)
    return found
