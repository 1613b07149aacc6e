"""Why the record is as it is at one place of a report: the parse of that sentence and what each stage made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.assembly import Coding, assemble
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.document import Event
    from onrecord.records import (
        ActorMention,
        Attribution,
        Judgement,
        PlaceMention,
        Proposition,
        Report,
        Sentence,
        TimeMention,
    )

__all__ = ["Explanation", "explain_at"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sentence with every record that rests on it; ``judgements`` run beside ``propositions``.

    ``attributions`` are those whose source, cue or content touches the sentence, ``events`` the public ones of it.
    """

    report: Report
    sentence: Sentence
    actors: tuple[ActorMention, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    propositions: tuple[Proposition, ...]
    judgements: tuple[Judgement, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]


def explain_at(coding: Coding, at: int) -> Explanation:
    """The explanation of the sentence around ``at``, a code point of the text, else of the next sentence after it.

    Raises:
        InputError: ``at`` lies outside the text or behind its last sentence.

    """
    length = len(coding.report.text)
    if not 0 <= at < length:
        raise InputError(f"{coding.report.key}: offset {at} lies outside the text, which has {length} code points")
    sentence = next((s for s in coding.sentences if at < s.end), None)
    if sentence is None:
        raise InputError(f"{coding.report.key}: no sentence stands at offset {at} or after it; try a smaller one")
    index = sentence.index
    kept = [p.index for p in coding.propositions if p.sentence == index]
    return Explanation(
        report=coding.report,
        sentence=sentence,
        actors=tuple(m for m in coding.actors if m.sentence == index),
        times=tuple(m for m in coding.times if m.sentence == index),
        places=tuple(m for m in coding.places if m.sentence == index),
        propositions=tuple(coding.propositions[i] for i in kept),
        judgements=tuple(coding.judgements[i] for i in kept),
        attributions=tuple(a for a in coding.attributions if _touches(a, sentence)),
        events=tuple(e for e in assemble(coding).events if e.sentence.start == sentence.start),
    )


def _touches(attribution: Attribution, sentence: Sentence) -> bool:
    spans = (attribution.source, attribution.cue, *attribution.content)
    return any(span is not None and span.start < sentence.end and sentence.start < span.end for span in spans)
