"""First persons: "we", "our" and "I" in a quotation are the speaker's side; in a joint statement, those who make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.mentions.coreference_definites import is_open, owned
from onrecord.mentions.coreference_memory import is_state_id
from onrecord.mentions.coreference_work import Work, add_mention
from onrecord.records import ActorMention, Sentence

__all__ = ["resolve_first_persons"]

_FEWEST_IN_STATEMENT = 3
_LOOKED_AT = 4


def _mention_at(work: Work, place: tuple[int, int], sentences: Sequence[Sentence]) -> int | None:
    """The mention whose head stands at a place, or in an apposition to it."""
    found = work.by_head.get(place)
    if found is not None:
        return found
    sentence = sentences[place[0]]
    for child in sentence.dependents(place[1], "appos", "conj"):
        if (place[0], child) in work.by_head:
            return work.by_head[place[0], child]
    return None


def _first_persons(work: Work, sentences: Sequence[Sentence]) -> list[tuple[Sentence, int, str]]:
    pronouns = work.words.pronouns
    found = []
    for sentence in sentences:
        for token, word in enumerate(sentence.words):
            kind = pronouns.get(word.lower(), "")
            if kind.startswith("first") and (sentence.index, token) not in work.by_head and word != "US":
                found.append((sentence, token, kind))
    return found


def _authors(work: Work, sentences: Sequence[Sentence]) -> int | None:
    """Who makes a statement that speaks as "we": the actors of its first sentences' subject, the widest first."""
    heading = (lemma for sentence in sentences[:_LOOKED_AT] for lemma in sentence.lemmas)
    if not any(lemma in work.words.statements for lemma in (*heading, *(work.report.title or "").lower().split())):
        return None
    best: tuple[int, int] | None = None
    for sentence in sentences[:_LOOKED_AT]:
        for position, mention in enumerate(work.mentions):
            if mention.sentence != sentence.index or mention.kind == "pronoun" or mention.ids[0].startswith("UNK"):
                continue
            if best is None or len(mention.ids) > best[0]:
                best = (len(mention.ids), position)
    return best[1] if best is not None else None


def _is_group(mention: ActorMention, members: tuple[str, ...]) -> bool:
    identity = mention.ids[0]
    is_known = not identity.startswith("UNK") and not is_state_id(identity)
    return is_known and len(mention.ids) == 1 and mention.kind != "pronoun" and identity not in members


def _joint(work: Work, sentences: Sequence[Sentence]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The states that a statement lists as its makers, with the group they form: "the leaders of A, B and C (*G*)"."""
    listed: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    for sentence in sentences[:_LOOKED_AT]:
        for occurrence in work.memory.places.get(sentence.index, ()):
            if len(occurrence.ids) > len(listed[0] if listed else ("",)) and occurrence.role in ("subject", "passive"):
                listed = occurrence.ids, occurrence.names
    if listed is None:
        return None
    group = next((m for m in work.mentions if m.sentence < _LOOKED_AT and _is_group(m, listed[0])), None)
    if group is not None:
        return (*listed[0], group.ids[0]), (*listed[1], group.names[0])
    return listed


def resolve_first_persons(work: Work, sentences: Sequence[Sentence]) -> None:
    """Add a mention for every first person whose speaker is known."""
    found = _first_persons(work, sentences)
    outside = [item for item in found if (item[0].index, item[1]) not in work.quotes.of]
    authors = _authors(work, sentences) if len(outside) >= _FEWEST_IN_STATEMENT else None
    joint = _joint(work, sentences) if authors is not None else None
    for sentence, token, kind in found:
        quote = work.quotes.of.get((sentence.index, token))
        if quote is None:
            position = authors if kind == "first_plural" else None
        else:
            at = work.quotes.speakers.get(quote)
            position = _mention_at(work, at, sentences) if at is not None else None
        if position is None:
            continue
        speaker = work.mentions[position]
        if quote is None and joint is not None:
            speaker = replace(speaker, ids=joint[0], names=joint[1])
        _say(work, sentence, token, kind, speaker, position)


def _say(work: Work, sentence: Sentence, token: int, kind: str, speaker: ActorMention, position: int) -> None:
    add_mention(
        work, sentence, (token, token, token + 1), rule="speaker-of-quotation", ids=speaker.ids, names=speaker.names,
        antecedent=position, named=speaker.named, plural=kind == "first_plural", entry=speaker.entry,
    )  # fmt: skip
    noun = sentence.heads[token]
    held = work.by_head.get((sentence.index, noun))
    if sentence.relations[token] == "poss" and held is not None and is_open(work.mentions[held], sentence):
        better = owned(work.mentions[held], sentence, work)
        if better is not None:
            work.mentions[held] = better
