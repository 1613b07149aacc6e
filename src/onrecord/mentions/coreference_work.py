"""One report under way: the mentions found and made, and how a new one is added, linked or left open."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.knowledge.coreference_words import CoreferenceWords
from onrecord.mentions.coreference_memory import Entity, Memory, Occurrence
from onrecord.mentions.coreference_quotes import Quotes
from onrecord.mentions.coreference_syntax import clause_of, role_of
from onrecord.records import UNKNOWN_ACTOR, ActorKind, ActorMention, Candidate, Report, Sentence

__all__ = ["Place", "Work", "add_mention", "link_mention", "note_mention", "open_mention"]

Place = tuple[int, int, int]  # head, first, last


@dataclass(slots=True)
class Work:
    """One report under way: mentions found and made, where their heads are, and what was met."""

    report: Report
    words: CoreferenceWords
    quotes: Quotes
    memory: Memory
    mentions: list[ActorMention]
    by_head: dict[tuple[int, int], int]
    met: dict[int, Occurrence] = field(default_factory=dict)
    here: list[ActorMention] = field(default_factory=list)
    surnames: dict[str, int] = field(default_factory=dict)
    by_sentence: dict[int, list[int]] = field(default_factory=dict)


def add_mention(work: Work, sentence: Sentence, phrase: Place, **fields: object) -> int:
    """Add a mention; ``fields`` are those of :class:`ActorMention` beside its place.  Gives its position."""
    head, first, last = phrase
    span = sentence.span(first, last)
    values: dict[str, object] = {"kind": "pronoun", "named": True, "plural": False, "antecedent": None, **fields}
    mention = ActorMention(
        sentence=sentence.index, head=head, first=first, last=last, start=span.start, end=span.end,
        text=work.report.text[span.start : span.end], **values,  # type: ignore[arg-type]  # the callers name fields
    )  # fmt: skip
    work.by_head[sentence.index, head] = len(work.mentions)
    work.mentions.append(mention)
    return len(work.mentions) - 1


def note_mention(work: Work, sentence: Sentence, position: int, entity: Entity | None, head: int) -> None:
    """Make a new mention one more occurrence of its entity, so that later pronouns may take it up."""
    mention = work.mentions[position]
    if entity is None or mention.ids == (UNKNOWN_ACTOR,):
        return
    occurrence = Occurrence(
        entity, mention.ids, mention.names, sentence.index, head, role_of(sentence, head), clause_of(sentence, head),
        position, quote=work.quotes.of.get((sentence.index, head), -1),
    )  # fmt: skip
    work.met[head] = occurrence
    work.memory.add(occurrence, sentence)


def open_mention(
    work: Work, sentence: Sentence, phrase: Place, kind: ActorKind, rule: str, candidates: tuple[Candidate, ...]
) -> None:
    """A mention that stays open: candidates too close to choose."""
    add_mention(
        work, sentence, phrase, kind=kind, rule=rule, ids=(UNKNOWN_ACTOR,), names=("unknown",),
        candidates=candidates, flags=("ambiguous",), named=False,
    )  # fmt: skip


def link_mention(
    work: Work,
    sentence: Sentence,
    phrase: Place,
    kind: ActorKind,
    rule: str,
    target: Occurrence,
    candidates: tuple[Candidate, ...] = (),
) -> None:
    """Add a mention that takes its referent from ``target``."""
    source = work.mentions[target.mention] if target.mention >= 0 else None
    position = add_mention(
        work, sentence, phrase, kind=kind, rule=rule, ids=target.ids, names=target.names,
        antecedent=target.mention if target.mention >= 0 else None, candidates=candidates,
        named=source.named if source is not None else True, plural=target.entity.is_plural,
        entry=source.entry if source is not None else None,
    )  # fmt: skip
    note_mention(work, sentence, position, target.entity, phrase[0])
    if phrase[0] in work.met:
        work.met[phrase[0]].is_of_persons = target.is_of_persons
