"""Which tokens of a sentence name arms: generic words by lemma, designations as printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.knowledge.weapons import ArmsKnowledge, ArmsTerm
from onrecord.records import Report, Sentence

__all__ = ["ArmsWord", "ArmsWords", "civil_containers", "find_arms_words"]

_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod"})


@dataclass(frozen=True, slots=True)
class ArmsWord:
    """A stretch of tokens that names arms, and the term it stands for."""

    first: int
    last: int
    term: ArmsTerm


@dataclass(frozen=True, slots=True)
class ArmsWords:
    """Arms words of one sentence: generic ones by their last token, designations by each of their tokens."""

    generic: dict[int, ArmsWord]
    named: dict[int, ArmsWord]

    def at(self, token: int) -> ArmsWord | None:
        """The word a noun phrase headed by ``token`` is about."""
        return self.generic.get(token) or self.named.get(token)


def find_arms_words(
    report: Report, sentence: Sentence, arms: ArmsKnowledge, civil: frozenset[str] = frozenset()
) -> ArmsWords:
    """All arms words; doubtful ones only with support (see :func:`_is_supported`), none alone that is ``civil``.

    "sold *F-16* *fighter jets*" has a designation and a generic word; of "*Mirage* *jets*" each vouches for the other.
    """
    named = _designations(report, sentence, arms)
    generic = {
        token: word
        for token, word in _generic(sentence, arms, named).items()
        if word.last - word.first > 1 or sentence.lemmas[token].lower() not in civil
    }
    sure = {t: w for t, w in generic.items() if not w.term.needs_support}
    has_sure = bool(sure) or any(not w.term.needs_support for w in named.values())
    lemmas = frozenset(sentence.lemmas)
    sure |= {
        token: word
        for token, word in generic.items()
        if word.term.needs_support
        and (word.first - 1 in named or _is_supported(sentence, token, lemmas, arms, has_sure=has_sure))
    }
    kept = {
        token: word
        for token, word in named.items()
        if (word.term.is_listed and not word.term.needs_support)
        or sure
        or (not word.term.is_listed and lemmas & (arms.scenes | arms.military))
        or (_is_counted(sentence, word) and not lemmas & arms.elsewhere)
    }
    return ArmsWords(sure, kept)


def civil_containers(sentences: Iterable[Sentence], arms: ArmsKnowledge) -> frozenset[str]:
    """The words that the report uses of civil things: where it tells of a "*fuel* tank", its tanks are no arms."""
    return frozenset(
        sentence.lemmas[token].lower()
        for sentence in sentences
        for token, lemma in enumerate(sentence.lemmas)
        if lemma.lower() in arms.containers and _has_civil_modifier(sentence, token, arms)
    )


def _has_civil_modifier(sentence: Sentence, token: int, arms: ArmsKnowledge) -> bool:
    return any(
        sentence.relations[child] in _MODIFIERS and sentence.lemmas[child].lower() in arms.civil
        for child in sentence.children[token]
    )


def _generic(sentence: Sentence, arms: ArmsKnowledge, named: dict[int, ArmsWord]) -> dict[int, ArmsWord]:
    found: dict[int, ArmsWord] = {}
    for token, lemma in enumerate(sentence.lemmas):
        key = lemma.lower()
        if key not in arms.ends or sentence.poses[token] not in ("NOUN", "PROPN") or token in named:
            continue
        word = _longest(sentence, token, arms)
        if word is not None and not _is_civil(sentence, token, arms):
            found[token] = word
    return found


def _longest(sentence: Sentence, token: int, arms: ArmsKnowledge) -> ArmsWord | None:
    """The longest known phrase that ends at ``token``; hyphens may be tokens of their own."""
    key, best = "", None
    for first in range(token, max(-1, token - 2 * arms.longest), -1):
        lemma = sentence.lemmas[first].lower()
        joined = first < token and sentence.ends[first] == sentence.starts[first + 1]
        key = lemma if not key else f"{lemma}{'' if joined else ' '}{key}"
        term = arms.terms.get(key)
        if term is not None:
            best = ArmsWord(first, token + 1, term)
    return best


def _is_civil(sentence: Sentence, token: int, arms: ArmsKnowledge) -> bool:
    """As in "*passenger* jets", "oil *tankers*", "*tanks* of water", "a *round* of talks"."""
    if _has_civil_modifier(sentence, token, arms):
        return True
    if sentence.lemmas[token].lower() not in arms.containers:
        return False
    for preposition in sentence.dependents(token, "prep"):
        if sentence.lemmas[preposition] == "of":
            return all(_longest(sentence, i, arms) is None for i in sentence.dependents(preposition, "pobj"))
    return False


def _is_supported(
    sentence: Sentence, token: int, lemmas: frozenset[str], arms: ArmsKnowledge, *, has_sure: bool
) -> bool:
    """Whether a doubtful word means arms: by a military word beside it, arms or soldiers about, or its plural."""
    if lemmas & arms.elsewhere:
        return False
    if any(sentence.lemmas[c].lower() in arms.military for c in sentence.children[token]):
        return True
    if has_sure or not lemmas.isdisjoint(arms.scenes):
        return True
    is_plural = sentence.tags[token] in ("NNS", "NNPS")
    return is_plural and sentence.lemmas[token].lower() in arms.plurals


def _is_counted(sentence: Sentence, word: ArmsWord) -> bool:
    """As in "18 *Hornets*": a number stands before the name."""
    return word.first > 0 and sentence.tags[word.first - 1] == "CD"


def _designations(report: Report, sentence: Sentence, arms: ArmsKnowledge) -> dict[int, ArmsWord]:
    found: dict[int, ArmsWord] = {}
    token = 0
    while token < len(sentence):
        word = None
        shape = sentence.words[token]
        if shape[:1].isupper() or shape[:1].isdigit():
            word = _longest_name(report, sentence, token, arms)
        if word is None or (word.last < len(sentence) and sentence.lemmas[word.last].lower() in arms.other_names):
            token += 1
            continue
        found.update(dict.fromkeys(range(word.first, word.last), word))
        token = word.last
    return found


def _longest_name(report: Report, sentence: Sentence, token: int, arms: ArmsKnowledge) -> ArmsWord | None:
    start = sentence.starts[token]
    has_digit = any(c.isdigit() for c in sentence.words[token])
    if not has_digit and sentence.words[token][:2].lower() not in arms.starts:
        return None
    for last in range(min(len(sentence), token + arms.longest_name + 2), token, -1):
        term = arms.named(report.text[start : sentence.ends[last - 1]])
        if term is not None:
            return ArmsWord(token, last, term)
    if not has_digit:
        return None
    term = arms.unlisted(report.text[start : sentence.ends[token]])
    return ArmsWord(token, token + 1, term) if term is not None else None
