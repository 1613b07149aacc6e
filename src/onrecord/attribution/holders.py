"""Who vouches: a source phrase to a holder with kind and actor ids."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.attribution.drafts import Context, Draft, Source
from onrecord.records import NARRATOR, UNKNOWN_ACTOR, ActorMention, Holder, HolderKind, Sentence

__all__ = ["MentionTable", "find_holder", "mention_of"]


class MentionTable:
    """Actor mentions by sentence and token."""

    def __init__(self, actors: Sequence[ActorMention]) -> None:
        self._heads: dict[tuple[int, int], int] = {}
        self._spans: dict[tuple[int, int], int] = {}
        self._actors = actors
        for number, mention in enumerate(actors):
            self._heads.setdefault((mention.sentence, mention.head), number)
            for token in range(mention.first, mention.last):
                self._spans.setdefault((mention.sentence, token), number)

    def at(self, sentence: int, token: int) -> int | None:
        """The number of the mention whose head is ``token``, else of the one that spans it."""
        number = self._heads.get((sentence, token))
        return number if number is not None else self._spans.get((sentence, token))

    def __getitem__(self, number: int) -> ActorMention:
        return self._actors[number]


def mention_of(draft: Draft, table: MentionTable) -> int | None:
    """The number of the mention a draft's source refers to: at its head, its referent, or anywhere in it."""
    source = draft.source
    if source is None:
        return None
    for token in dict.fromkeys((source.head, source.referent, *range(source.first, source.last))):
        found = table.at(draft.source_at, token)
        if found is not None:
            return found
    return None


def find_holder(context: Context, draft: Draft, table: MentionTable) -> Holder:
    """The holder of a draft: the actor its source names, a hidden source, or the narrator."""
    source = draft.source
    if source is None:
        return NARRATOR if draft.holder == "narrator" else Holder("unnamed", (UNKNOWN_ACTOR,), "", None, None)
    s = context.sentences[draft.source_at]
    span = s.span(source.first, source.last)
    text = context.text[span.start : span.end]
    mention = mention_of(draft, table)
    ids = table[mention].ids if mention is not None else ()
    kind = _kind(context, s, source, table[mention] if mention is not None else None)
    return Holder(kind, ids or (UNKNOWN_ACTOR,), text, span.start, span.end, mention)


def _kind(context: Context, s: Sentence, source: Source, actor: ActorMention | None) -> HolderKind:
    """Named when the phrase or the actor behind it is identified; "a diplomat", "sources" hide."""
    token = source.referent
    if _has_name(s, token):
        return "named"
    if actor is not None and not actor.named:
        return "unnamed"
    if s.lemmas[token] in context.cues.hidden and s.poses[token] != "PRON":
        return "unnamed"
    if actor is not None or s.lemmas[token] in context.cues.documents:
        return "named"
    return "unnamed"


def _has_name(s: Sentence, head: int) -> bool:
    """Whether the phrase names its head: a proper noun, or a title with a name beside it."""
    if s.poses[head] == "PROPN":
        return True
    return any(s.poses[c] == "PROPN" and s.relations[c] in ("appos", "flat") for c in s.children[head])
