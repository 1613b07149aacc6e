"""First persons: "we", "our" and "I" in a quotation are the speaker's side; in a joint statement, those who make it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.coreference_definites import is_open, owned
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
    best: tuple[int, int] | None = None
    for sentence in sentences[:_LOOKED_AT]:
        for position, mention in enumerate(work.mentions):
            if mention.sentence != sentence.index or mention.kind == "pronoun" or mention.ids[0].startswith("UNK"):
                continue
            if best is None or len(mention.ids) > best[0]:
                best = (len(mention.ids), position)
    return best[1] if best is not None else None


def resolve_first_persons(work: Work, sentences: Sequence[Sentence]) -> None:
    """Add a mention for every first person whose speaker is known."""
    found = _first_persons(work, sentences)
    outside = [item for item in found if (item[0].index, item[1]) not in work.quotes.of]
    authors = _authors(work, sentences) if len(outside) >= _FEWEST_IN_STATEMENT else None
    for sentence, token, kind in found:
        quote = work.quotes.of.get((sentence.index, token))
        if quote is None:
            position = authors if kind == "first_plural" else None
        else:
            speaker = work.quotes.speakers.get(quote)
            position = _mention_at(work, speaker, sentences) if speaker is not None else None
        if position is not None:
            _say(work, sentence, token, kind, work.mentions[position], position)


def _say(work: Work, sentence: Sentence, token: int, kind: str, speaker: ActorMention, position: int) -> None:
    add_mention(
        work, sentence, (token, token, token + 1), rule="speaker-of-quotation", ids=speaker.ids, names=speaker.names,
        antecedent=position, named=speaker.named, plural=kind == "first_plural", entry=speaker.entry,
    )  # fmt: skip
    noun = sentence.heads[token]
    held = work.by_head.get((sentence.index, noun))
    if sentence.relations[token] == "poss" and held is not None and is_open(work.mentions[held]):
        better = owned(work.mentions[held], sentence, work)
        if better is not None:
            work.mentions[held] = better
