"""Which paragraphs are English; a report in another language is set aside, a mixed one cut to its English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.knowledge.languages import load_languages
from onrecord.records import Problem, Report, Span, Unreadable

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["set_aside_other_languages"]

_LINE = re.compile(r"[^\n\r]*\S[^\n\r]*")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # scripts without spaces between words
_LETTERS_A_WORD = 2  # in such scripts
_LONGEST_JUDGED = 2_000  # characters of a paragraph that are looked at


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A line, how many words it has, and what it is taken for: "en", another language, or ``None`` where too short."""

    span: Span
    words: int
    is_doubtful: bool
    language: str | None = None


def _look(text: str, start: int, end: int) -> _Paragraph:
    """A paragraph with the cheap judgement: whether it has as few English function words as no English prose has."""
    known = load_languages()
    piece = text[start : min(end, start + _LONGEST_JUDGED)]
    words = _WORD.findall(piece)
    count = len(words) + len(_UNSPACED.findall(piece)) // _LETTERS_A_WORD
    is_doubtful = sum(word.lower() in known.function_words for word in words) < known.doubt_below * count
    if is_doubtful and sum(word[0].isupper() and not word.isupper() for word in words) > known.names_above * count:
        count = 0  # a list of names says nothing of the language
    return _Paragraph(Span(start, end), count, is_doubtful)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  -- only doubtful texts pay for it

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages({"en", *load_languages().names} & set(identifier.labels))
    return identifier


def _language_of(piece: str) -> str:
    """The likeliest language, English unless another one is likelier by the margin."""
    ranked = _identifier().rank(piece[:_LONGEST_JUDGED])
    english = next(score for language, score in ranked if language == "en")
    best, score = ranked[0]
    return str(best) if score > load_languages().times_likelier * english else "en"


def _stretches(paragraphs: list[_Paragraph]) -> Iterator[list[_Paragraph]]:
    """Neighbouring paragraphs that are doubtful alike, together: a short line goes with its neighbours."""
    stretch: list[_Paragraph] = []
    for paragraph in paragraphs:
        if stretch and stretch[-1].is_doubtful != paragraph.is_doubtful:
            yield stretch
            stretch = []
        stretch.append(paragraph)
    if stretch:
        yield stretch


def _judge(text: str, stretch: list[_Paragraph]) -> list[_Paragraph]:
    """The paragraphs of a stretch with their language; a long one is judged alone, the others together."""
    fewest = load_languages().fewest_words
    if not stretch[0].is_doubtful:
        return [replace(p, language="en") for p in stretch]
    short = [p for p in stretch if p.words < fewest]
    together = None
    if sum(p.words for p in short) >= fewest:
        together = _language_of("\n".join(text[p.span.start : p.span.end] for p in short))
    alone = {p.span: _language_of(text[p.span.start : p.span.end]) for p in stretch if p.words >= fewest}
    if together is None and len(set(alone.values())) == 1:
        together = next(iter(alone.values()))
    return [replace(p, language=alone.get(p.span, together)) for p in stretch]


def set_aside_other_languages(report: Report) -> Report | Unreadable:
    """The report, or the record that says it is not in English.

    Paragraphs in other languages between English ones become ``set_aside`` with a problem; offsets stay as they are.
    Texts of a few words are not judged.
    """
    text = report.text
    paragraphs = [_look(text, m.start(), m.end()) for m in _LINE.finditer(text, report.body_start)]
    fewest = load_languages().fewest_words
    if sum(p.words for p in paragraphs if p.is_doubtful) < fewest:
        return report
    judged = [p for stretch in _stretches(paragraphs) for p in _judge(text, stretch)]
    foreign = [p for p in judged if p.language not in ("en", None)]
    if not foreign:
        return report
    return _without(report, judged, foreign)


def _without(report: Report, judged: list[_Paragraph], foreign: list[_Paragraph]) -> Report | Unreadable:
    known = load_languages()
    path = report.path or ""
    place = path if report.key in path else f"{path}: {report.key}".removeprefix(": ")
    counts: dict[str, int] = {}
    for paragraph in foreign:
        counts[str(paragraph.language)] = counts.get(str(paragraph.language), 0) + paragraph.words
    language = max(counts, key=lambda code: (counts[code], code))
    name = known.names.get(language, language)
    others = sum(counts.values())
    english = sum(p.words for p in judged if p.language == "en")
    is_little = english < known.fewest_english_words and english < others
    if english < known.fewest_english * (english + others) or is_little:
        message = f"{place}: not in English but in {name} ({language}); set aside; translate it first"
        return Unreadable(report.key, report.path, (Problem("not-english", "warning", message),), language)
    first = foreign[0].span
    message = (
        f"{place}: {len(foreign)} paragraph(s) not in English but in {name} ({language}), the first at {first.start}; "
        "set aside, the rest is read; translate them first"
    )
    problem = Problem("partly-not-english", "warning", message, first.start, first.end)
    spans = tuple(p.span for p in foreign)
    return replace(report, set_aside=spans, problems=(*report.problems, problem))
