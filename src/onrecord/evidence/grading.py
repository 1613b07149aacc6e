"""The Admiralty grade of each event: letter and number side by side, never multiplied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.evidence.claims import Claim, make_claims
from onrecord.evidence.credibility import number_of
from onrecord.evidence.denials import find_denials
from onrecord.evidence.letters import letter_of
from onrecord.knowledge.evidence_words import load_sources
from onrecord.records import (
    ActorMention,
    Attribution,
    CodedEvent,
    Grade,
    Judgement,
    Proposition,
    Reason,
    Report,
    Sentence,
)

__all__ = ["grade_events"]


def grade_events(
    report: Report,
    sentences: Sequence[Sentence],
    mentions: Sequence[ActorMention],
    propositions: Sequence[Proposition],
    attributions: Sequence[Attribution],
    judgements: Sequence[Judgement],
    events: Sequence[CodedEvent],
    incidents: Sequence[str],
) -> tuple[Grade, ...]:
    """A grade for every event, in their order.

    The letter judges the source (AJP-2.1: A completely reliable to E unreliable, F cannot be judged), the number what
    it says (1 confirmed to 5 improbable, 6 cannot be judged), as far as this one report goes.
    """
    table = load_sources()
    claims = make_claims(report, mentions, propositions, attributions, judgements, events, table)
    denials = find_denials(claims, sentences, table)
    tellings: dict[str, list[Claim]] = defaultdict(list)
    for claim, incident in zip(claims, incidents, strict=True):
        tellings[incident].append(claim)
    grades = []
    for claim, incident in zip(claims, incidents, strict=True):
        letter, rule = letter_of(claim, table)
        group = tellings[incident]
        deniers = [d for told in group for d in denials.get(told.index, ()) if not claim.is_negative]
        number, why = number_of(claim, group, deniers)
        grades.append(
            Grade(
                letter,  # type: ignore[arg-type]  # the loader lets only A to F through
                number,
                (
                    Reason(f"letter:{rule}", f"sources:{rule}", claim.start, claim.end),
                    Reason(f"number:{why}", None, claim.proposition.start, claim.proposition.end),
                ),
            )
        )
    return tuple(grades)
