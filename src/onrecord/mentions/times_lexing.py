"""A sentence as a string of word classes, so that patterns over classes can run as one regular expression."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.knowledge.calendar_words import CalendarWords, Phrase, Value
from onrecord.records import Sentence

__all__ = ["Lexemes", "lex"]

_PIECE = re.compile(
    r"\d+:\d+|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?(?![A-Za-z\d])|\d+(?:[.,:]\d+)*|[A-Za-z.]+|[-\u2013\u2014]|[^\w\s]|\S"
)
_NUMBER = re.compile(
    r"(?P<isodate>\d{4}-\d{2}-\d{2})|(?P<slashdate>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2}))|(?P<clock>\d{1,2}:\d{2})"
    r"|(?P<decade>\d{1,3}0s)|(?P<ordinal>\d{1,3}(?:st|nd|rd|th))|(?P<whole>\d{1,4})|(?P<number>[\d.,/]*\d)"
)
_LONGEST_PHRASE = 6


@dataclass(slots=True)
class Lexemes:
    """Columns, one value a lexeme: class code, value, characters, and the token it lies in.

    ``last_tokens`` differs from ``tokens`` where several words read as one.
    """

    codes: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    last_tokens: list[int] = field(default_factory=list)

    def add(self, code: str, value: Value, start: int, end: int, first: int, last: int) -> None:
        """Append one lexeme that covers tokens ``first`` to ``last`` (inclusive)."""
        self.codes.append(code)
        self.values.append(value)
        self.starts.append(start)
        self.ends.append(end)
        self.tokens.append(first)
        self.last_tokens.append(last)


def _phrase_at(sentence: Sentence, token: int, phrases: tuple[Phrase, ...]) -> Phrase | None:
    window = tuple(word.lower() for word in sentence.words[token : token + _LONGEST_PHRASE])
    for phrase in phrases:
        if window[: len(phrase.words)] == phrase.words and not (phrase.proper and sentence.words[token][0].islower()):
            return phrase
    return None


def _whole_class(digits: str) -> str:
    number = int(digits)
    if len(digits) <= 2:
        return "day" if 1 <= number <= 31 else "short" if number > 31 else "number"
    return "year4" if len(digits) == 4 and 1000 <= number < 2200 else "number"


def _read_number(text: str) -> tuple[str, Value] | None:
    """The class and value of a numeral: "11" day, "2001" year4, "1990s" decade, "10:30" clock."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return None
    name = str(match.lastgroup)
    if name == "whole":
        return _whole_class(text), int(text)
    if name == "ordinal":
        return name, int(text[:-2])
    if name == "decade":
        return name, int(text[:-1])
    if name == "number":
        return name, _fraction(text)
    return name, text


def _fraction(text: str) -> Value:
    digits = text.replace(",", "")
    try:
        if "/" in digits:
            above, _, below = digits.partition("/")
            return int(above) / int(below)
        return float(digits) if "." in digits else int(digits)
    except (ValueError, ZeroDivisionError):
        return 0


def _read_word(words: CalendarWords, word: str, tag: str) -> tuple[str, Value] | None:
    for reading in words.words.get(word, ()):
        if not reading.tags or tag.startswith(reading.tags):
            return reading.code, reading.value
    return None


def _add_pieces(lexemes: Lexemes, words: CalendarWords, sentence: Sentence, token: int) -> None:
    """A token with digits or a dash inside ("mid-1996", "1:00AM"), cut into what it is made of."""
    word, start, tag = sentence.words[token], sentence.starts[token], sentence.tags[token]
    whole = _read_number(word)
    if whole:
        lexemes.add(words.codes[whole[0]], whole[1], start, sentence.ends[token], token, token)
        return
    for match in _PIECE.finditer(word):
        piece = match.group()
        number = _read_number(piece) if piece[0].isdigit() else None
        read = (words.codes[number[0]], number[1]) if number else _read_word(words, piece, tag)
        code, value = read or (words.codes["other"], 0)
        lexemes.add(code, value, start + match.start(), start + match.end(), token, token)


def lex(sentence: Sentence, words: CalendarWords) -> Lexemes:
    """The lexemes of a sentence, in text order; every character that is not white space lies in one."""
    lexemes = Lexemes()
    adjective, other = words.codes["adjective"], words.codes["other"]
    skip_to = 0
    for token, word in enumerate(sentence.words):
        if token < skip_to:
            continue
        group = words.phrases.get(word.lower())
        phrase = _phrase_at(sentence, token, group) if group else None
        start, end = sentence.starts[token], sentence.ends[token]
        if phrase:
            skip_to = token + len(phrase.words)
            end = sentence.ends[skip_to - 1]
            lexemes.add(phrase.reading.code, phrase.reading.value, start, end, token, skip_to - 1)
            continue
        read = _read_word(words, word, sentence.tags[token])
        if read:
            lexemes.add(read[0], read[1], start, end, token, token)
        elif word.isalpha() or (len(word) == 1 and not word.isdigit()):
            lexemes.add(adjective if sentence.tags[token].startswith("JJ") else other, 0, start, end, token, token)
        else:
            _add_pieces(lexemes, words, sentence, token)
    return lexemes
