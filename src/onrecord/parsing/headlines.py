"""Headlines made readable for the parser: capitals lowered, and a verb it took for a noun put into the past."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["case_counts", "is_capitalised", "past_form", "sentence_case"]

_WORD = re.compile("[^\\W\\d_]+(?:['\u2019][^\\W\\d_]+)?")
_MOST = 0.6
_LONGEST_ACRONYM = 3


def case_counts(body: str) -> dict[str, tuple[int, int]]:
    """How often each word of a report's body stands in lower case and capitalised, sentence starts left out.

    Keys are lower case; a word right after an end mark or a line start is not counted.
    """
    counts: dict[str, tuple[int, int]] = {}
    for match in _WORD.finditer(body):
        word = match.group()
        before = body[max(0, match.start() - 2) : match.start()].rstrip("\"'\u201c\u2018 ")
        if not word[0].islower() and (not before or before[-1] in ".!?\n:"):
            continue
        low, high = counts.get(word.lower(), (0, 0))
        counts[word.lower()] = (low + word[0].islower(), high + (not word[0].islower()))
    return counts


def is_capitalised(line: str) -> bool:
    """Whether most longer words of a line begin with a capital, as a headline's may and a sentence's do not."""
    words = [m.group() for m in _WORD.finditer(line) if len(m.group()) > 3]
    return len(words) > 1 and sum(w[0].isupper() for w in words) >= _MOST * len(words)


def sentence_case(line: str, counts: Mapping[str, tuple[int, int]], common: frozenset[str]) -> str:
    """The line with words lowered that its report writes small; a line in ordinary case comes back as it is.

    "PM Urges Chad To Free Envoy" becomes "PM urges Chad to free envoy".  A word the body does not have is lowered
    where it is a form of one of ``common`` (lower-case lemmas), or where the whole line is in capitals.
    """
    if not is_capitalised(line):
        return line
    words = [m.group() for m in _WORD.finditer(line) if len(m.group()) > 3]
    shouting = sum(w.isupper() for w in words) > _MOST * len(words)
    return _WORD.sub(lambda m: _recased(m.group(), counts, common, shouting=shouting), line)


def _recased(word: str, counts: Mapping[str, tuple[int, int]], common: frozenset[str], *, shouting: bool) -> str:
    key = word.lower()
    if len(key) != len(word):
        return word
    low, high = counts.get(key, (0, 0))
    if not low and not high and key.endswith(("'s", "\u2019s")):
        low, high = counts.get(key[:-2], (0, 0))
    if low or high:
        return key if low > high else _capitalised(word, shouting=shouting)
    if word.isupper() and not shouting:
        return word
    return key if shouting or not _stems(key).isdisjoint(common) else word


def past_form(word: str, irregular: Mapping[str, str]) -> tuple[str, str]:
    """The lemma and past form of a present-tense verb: "fires" gives ("fire", "fired"); ``irregular`` by lemma."""
    lemma = word.lower()
    if lemma.endswith("ies"):
        lemma = lemma[:-3] + "y"
    elif lemma.endswith(("shes", "ches", "xes", "sses")):
        lemma = lemma[:-2]
    elif lemma.endswith("s") and not lemma.endswith("ss"):
        lemma = lemma[:-1]
    if lemma in irregular:
        return lemma, irregular[lemma]
    if lemma.endswith("e"):
        return lemma, lemma + "d"
    return lemma, lemma[:-1] + "ied" if lemma.endswith("y") and lemma[-2:-1] not in "aeiou" else lemma + "ed"


def _capitalised(word: str, *, shouting: bool) -> str:
    """A name as its report writes it; two and three capitals stay an acronym ("US", "IRA")."""
    if not shouting or len(word) <= _LONGEST_ACRONYM:
        return word
    return word[0].upper() + word[1:].lower()


def _stems(key: str) -> set[str]:
    """The word and what is left without a verb's or plural's ending."""
    found = {key}
    for ending, added in (
        ("s", ""),
        ("es", ""),
        ("ed", ""),
        ("ed", "e"),
        ("d", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ies", "y"),
    ):
        if key.endswith(ending):
            found.add(key[: -len(ending)] + added)
    return found
