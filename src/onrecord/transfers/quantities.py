"""How many, as printed before the arms and as understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.knowledge.weapons import Numbers
from onrecord.records import Quantity

__all__ = ["read_quantity"]

_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?\Z")
_RANGE = re.compile(r"(\d[\d,]*)\s?[-\u2013]\s?(\d[\d,]*)\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_TIME_WORDS = frozenset(
    {"in", "since", "by", "until", "from", "of", "late", "early", "mid", "during", "after", "before"}
)
_BETWEEN = frozenset({"and", "to", "or", "-", "\u2013"})
_LONGEST_HEDGE = 4
_LEAST_FACTOR = 12
_LEAST_VAGUE = 100
_VAGUE_SINGULARS = frozenset({"several", "few", "couple", "pair"})


def read_quantity(words: Sequence[str], numbers: Numbers, *, is_ordered: bool = False) -> Quantity | None:
    """The quantity that the words before an arms noun state, or ``None``.

    "up to 50" has no least number; "dozens of" has no greatest; "between 20 and 30" has both; of "10 of 180" the
    first is meant, unless ``is_ordered``.
    """
    lower = [w.lower() for w in words]
    spans = _number_spans(lower, numbers)
    unit = next((numbers.units[_singular(w)] for w in lower if _singular(w) in numbers.units), None)
    if not spans:
        return _vague(lower, numbers, unit)
    first, last, value = spans[-1 if is_ordered else 0]
    if len(spans) > 1 and not is_ordered and spans[1][0] - last == 1 and lower[last] in _BETWEEN:
        second = spans[1][2]
        return Quantity(value, second, unit or "items", None) if second > value else None
    printed = _RANGE.match(lower[first])
    if printed and last == first + 1:
        return Quantity(_numeral(printed.group(1)), _numeral(printed.group(2)), unit or "items", None)
    several = numbers.vague.get(lower[first - 1]) if first and value >= _LEAST_VAGUE else None
    if several is not None:
        return Quantity(several[0] * value, None, unit or "items", "about")
    return _hedged(value, _hedge(lower, first, last, numbers), unit or "items")


def _hedged(value: float, hedge: str | None, unit: str) -> Quantity:
    """As in "more than 36" items starts at 37, "more than 2 tonnes" at 2; "about 36" keeps the number on both sides."""
    if hedge in ("up to", "at most"):
        return Quantity(None, value, unit, hedge)
    if hedge == "more than":
        return Quantity(value + 1 if unit == "items" and value.is_integer() else value, None, unit, "at least")
    if hedge == "at least":
        return Quantity(value, None, unit, hedge)
    return Quantity(value, value, unit, hedge)


def _hedge(words: Sequence[str], first: int, last: int, numbers: Numbers) -> str | None:
    if words[last : last + 2] == ["or", "more"] or (words[last : last + 1] == ["-"] and "plus" in words[last:]):
        return "at least"
    for width in range(min(_LONGEST_HEDGE, first), 0, -1):
        found = numbers.hedges.get(" ".join(words[first - width : first]))
        if found is not None:
            return found
    return None


def _vague(words: Sequence[str], numbers: Numbers, unit: str | None) -> Quantity | None:
    for position, word in enumerate(words):
        low_high = numbers.vague.get(_singular(word))
        if low_high is None or not (word.endswith("s") or word in _VAGUE_SINGULARS):
            continue
        low, high = low_high
        if word == "few" and words[max(0, position - 1) : position] != ["a"]:
            continue
        return Quantity(float(low) or None, float(high) or None, unit or "items", "about" if low != high else None)
    if unit is not None and unit != "items" and words and words[0] in ("a", "an", "the", "one", "another"):
        return Quantity(1.0, 1.0, unit, None)
    return None


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "ches")) else word.removesuffix("s") if word != "several" else word


def _number_spans(words: Sequence[str], numbers: Numbers) -> list[tuple[int, int, float]]:
    """(first word, one after the last, value) of each number; "two hundred" and "half a dozen" are one."""
    spans: list[tuple[int, int, float]] = []
    position = 0
    while position < len(words):
        last, value = _number_from(words, position, numbers)
        if value is None or _is_year(words, position):
            position += 1
            continue
        spans.append((position, last, value))
        position = last
    return spans


def _is_year(words: Sequence[str], position: int) -> bool:
    """As in "since *2011*": four digits after a preposition of time."""
    return bool(_YEAR.match(words[position])) and position > 0 and words[position - 1] in _TIME_WORDS


def _number_from(words: Sequence[str], position: int, numbers: Numbers) -> tuple[int, float | None]:
    if words[position : position + 3] == ["half", "a", "dozen"]:
        return position + 3, 6.0
    total, last = None, position
    while last < len(words):
        value = _value(words[last], numbers, is_first=total is None)
        if value is None:
            break
        total = value if total is None else _joined(total, value)
        last += 1
        if last < len(words) - 1 and words[last] == "-" and _value(words[last + 1], numbers, is_first=False):
            last += 1
    return last, total


def _joined(total: float, value: float) -> float:
    """As in "two *hundred*" multiplies, "twenty *five*" adds."""
    return total * value if value >= _LEAST_FACTOR and value > total else total + value


def _value(word: str, numbers: Numbers, *, is_first: bool) -> float | None:
    if _NUMERAL.match(word):
        return _numeral(word) if is_first else None
    printed = _RANGE.match(word)
    if printed:
        return _numeral(printed.group(1)) if is_first else None
    if "-" in word:
        parts = [numbers.words.get(part) for part in word.split("-")]
        return float(sum(p for p in parts if p)) if all(parts) and is_first else None
    if is_first and word in ("a", "an"):
        return None
    if is_first and word in ("dozen", "hundred", "thousand", "million", "billion"):
        return float(numbers.words[word])
    found = numbers.words.get(word)
    return float(found) if found is not None and word not in ("a", "an") else None


def _numeral(printed: str) -> float:
    return float(printed.replace(",", ""))
