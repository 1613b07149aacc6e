"""When every event of a report was: what its sentence states, else what the report lets a reader carry over.

Carried over are the day of the same happening named before ("fired a missile on Saturday ... The *launch*"), the day
of speaking for what the same voices go on to say, and the report's own day for headlines.  All else stays ``None``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.knowledge.calendar_words import load_attachment_words
from onrecord.mentions.event_dates import date_within, sentence_times
from onrecord.records import Interval, Proposition, Report, Sentence, TimeMention

__all__ = ["date_propositions"]

_FAMILY = "family-"
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "first", "second"})
_OTHER_HAPPENING = frozenset(
    {"previous", "other", "recent", "earlier", "another", "further", "new", "future", "possible", "planned", "more", "past"}
)
_DAY_LENGTH = 10


@dataclass(slots=True)
class _Known:
    """What the report has dated so far: happenings by family, and the day its voices last spoke."""

    happenings: dict[str, Interval] = field(default_factory=dict)
    spoke: Interval | None = None


def _families(words: Mapping[str, frozenset[str]]) -> dict[str, str]:
    return {lemma: name for name, lemmas in words.items() if name.startswith(_FAMILY) for lemma in lemmas}


def _is_same_happening(proposition: Proposition, sentence: Sentence) -> bool:
    """Whether an undated mention may point back: "the *launch*", "was *launched*"; not "another *test*"."""
    if proposition.negations or proposition.modal or proposition.tense == "future":
        return False
    if proposition.category == "verb":
        return proposition.tense == "past" or proposition.aspect == "perfect" or sentence.kind != "body"
    modifiers = {sentence.words[child].lower() for child in sentence.children[proposition.head]}
    if modifiers & _OTHER_HAPPENING:
        return False
    has_owner = any(sentence.relations[child] == "poss" for child in sentence.children[proposition.head])
    return has_owner or bool(modifiers & _DEFINITE) or sentence.kind != "body"


def _is_speech(proposition: Proposition, words: Mapping[str, frozenset[str]]) -> bool:
    is_act = proposition.lemma in words["reporting"] or proposition.lemma in words["attitudes"]
    return is_act and proposition.category == "verb" and proposition.aspect != "perfect"


def _report_day(report: Report) -> Interval | None:
    day = (report.published or "")[:_DAY_LENGTH]
    return Interval(day, day, "day", "publication") if len(day) == _DAY_LENGTH else None


def date_propositions(
    propositions: Sequence[Proposition], sentences: Sequence[Sentence], times: Sequence[TimeMention], report: Report
) -> dict[int, Interval]:
    """The interval of each proposition that has one, by its index."""
    words = load_attachment_words()
    by_sentence: dict[int, list[TimeMention]] = {}
    for mention in times:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    dated: dict[int, Interval] = {}
    attached = {index: sentence_times(sentences[index], found, report) for index, found in by_sentence.items()}
    for proposition in propositions:
        if proposition.sentence in attached:
            sentence = sentences[proposition.sentence]
            interval = date_within(proposition, sentence, attached[proposition.sentence], report)
            if interval is not None:
                dated[proposition.index] = interval
    return _carried(propositions, sentences, dated, report, words)


def _carried(
    propositions: Sequence[Proposition],
    sentences: Sequence[Sentence],
    stated: Mapping[int, Interval],
    report: Report,
    words: Mapping[str, frozenset[str]],
) -> dict[int, Interval]:
    families = _families(words)
    first: dict[str, Interval] = {}
    for proposition in propositions:
        if proposition.index in stated:
            first.setdefault(families.get(proposition.lemma, proposition.lemma), stated[proposition.index])
    known, dated = _Known(), dict(stated)
    for proposition in propositions:
        key = families.get(proposition.lemma, proposition.lemma)
        sentence = sentences[proposition.sentence]
        if proposition.index in stated:
            known.happenings[key] = stated[proposition.index]
            if _is_speech(proposition, words):
                known.spoke = stated[proposition.index]
            continue
        interval = _carry(proposition, sentence, key, known, first, report, words)
        if interval is not None:
            dated[proposition.index] = interval
    return dated


def _carry(
    proposition: Proposition,
    sentence: Sentence,
    key: str,
    known: _Known,
    first: Mapping[str, Interval],
    report: Report,
    words: Mapping[str, frozenset[str]],
) -> Interval | None:
    is_speech = _is_speech(proposition, words)
    if not is_speech and _is_same_happening(proposition, sentence):
        found = known.happenings.get(key) or first.get(key)
        if found is not None:
            return found
    if is_speech and not proposition.modal:
        return known.spoke or _report_day(report)
    if sentence.kind == "title" and proposition.category == "verb" and proposition.tense in ("present", "past"):
        return _report_day(report)
    return None
