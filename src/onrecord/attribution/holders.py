"""Who vouches: a source phrase to a holder with kind and actor ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from onrecord.attribution.drafts import Context, Draft, Source
from onrecord.records import NARRATOR, UNKNOWN_ACTOR, ActorMention, Holder, HolderKind, Sentence, body_of

__all__ = ["MentionTable", "find_holders", "mention_of"]

_PERSONAL = frozenset({"he", "she", "it", "they", "i", "we", "his", "her", "their", "its", "my", "our"})
_PERSON = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_NAMING = frozenset({"name", "alias", "acronym", "capital", "seat", "epithet"})
_POINTING = frozenset({"the", "his", "her", "its", "their", "this", "that"})
_DETERMINER_AND_NOUN = 2
_STATE = re.compile(r"[A-Z]{3}")
_OPENING = 8  # tokens in which the subject of a content stands


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


def mention_of(draft: Draft, table: MentionTable, *, only_head: bool = False) -> int | None:
    """The number of the mention a draft's source refers to: at its head, its referent, or anywhere in it."""
    source = draft.source
    if source is None:
        return None
    inside = () if only_head else range(source.first, source.last)
    for token in dict.fromkeys((source.head, source.referent, *inside)):
        found = table.at(draft.source_at, token)
        if found is not None:
            return found
    return None


def find_holders(context: Context, drafts: Sequence[Draft], table: MentionTable) -> list[Holder]:
    """The holder of each draft; a pronoun nobody resolved stands for the speaker before it.

    "The general refused. *He* said ..." is usually resolved among the actors; where it is not, whoever spoke last
    outside all other speech goes on speaking.
    """
    found: dict[int, Holder] = {}
    speaker: Holder | None = None
    employers: dict[str, tuple[str, ...]] = {}
    kinds: dict[tuple[str, ...], HolderKind] = {}
    for index in sorted(range(len(drafts)), key=lambda i: (drafts[i].sentence, drafts[i].head)):
        draft = drafts[index]
        holder = _for_employer(_find_holder(context, draft, table), draft, table, employers)
        holder = _of_the_state_it_tells_of(context, holder, draft, table)
        if holder.mention is None and speaker is not None and _points_back(context, draft):
            holder = replace(speaker, text=holder.text, start=holder.start, end=holder.end)
        elif holder.text and draft.is_clause:
            speaker = holder
        if holder.mention is not None and _is_pronoun(context, draft):
            holder = replace(holder, kind=kinds.get(holder.ids, holder.kind))
        elif holder.mention is not None:
            kinds[holder.ids] = holder.kind
        found[index] = holder
    return [found[index] for index in range(len(drafts))]


def _for_employer(holder: Holder, draft: Draft, table: MentionTable, employers: dict[str, tuple[str, ...]]) -> Holder:
    """A person without an office speaks for the body named with him: "Ana Ruiz, a *UN* adviser"; also later on."""
    if holder.mention is None or draft.source is None or not all(_PERSON.fullmatch(i) for i in holder.ids):
        return holder
    others = {table.at(draft.source_at, token) for token in range(draft.source.first, draft.source.last)}
    named = (i for n in sorted(o for o in others if o is not None) for i in table[n].ids if not _PERSON.fullmatch(i))
    ids = tuple(dict.fromkeys(named))
    key = " ".join(holder.ids)
    if ids and UNKNOWN_ACTOR not in ids:
        employers.setdefault(key, ids)
    return replace(holder, ids=employers[key]) if key in employers else holder


def _of_the_state_it_tells_of(context: Context, holder: Holder, draft: Draft, table: MentionTable) -> Holder:
    """An organ of no state in particular is of its word's first state: "*Hanoi* agreed, the *ministry* said"."""
    top, _, sector = holder.ids[0].partition(":") if len(holder.ids) == 1 else ("", "", "")
    if top != UNKNOWN_ACTOR or sector not in context.cues.organs or holder.kind != "named" or not draft.is_clause:
        return holder
    if holder.start is None or holder.start < draft.content_start:
        return holder
    s = context.sentences[draft.sentence]
    content = (token for token in range(len(s)) if s.starts[token] >= draft.content_start)
    for token in islice(content, _OPENING):
        number = table.at(s.index, token)
        if number is None or s.relations[token] not in ("nsubj", "nsubjpass") or table[number].kind not in _NAMING:
            continue
        states = {body_of(i) for i in table[number].ids}
        state = states.pop() if len(states) == 1 else UNKNOWN_ACTOR
        return replace(holder, ids=(f"{state}:{sector}",)) if _STATE.fullmatch(state) else holder
    return holder


def _is_pronoun(context: Context, draft: Draft) -> bool:
    source = draft.source
    return source is not None and context.sentences[draft.source_at].words[source.referent].lower() in _PERSONAL


def _points_back(context: Context, draft: Draft) -> bool:
    """Whether a source stands for the speaker before it: a pronoun, or his document ("*the statement* added")."""
    if draft.source is None:
        return False
    if _is_pronoun(context, draft):
        return True
    s, token = context.sentences[draft.source_at], draft.source.referent
    opener = s.child(token, "det", "poss")
    is_alone = draft.source.last - draft.source.first == _DETERMINER_AND_NOUN
    return (
        is_alone
        and opener is not None
        and s.words[opener].lower() in _POINTING
        and s.lemmas[token] in context.cues.documents
    )


def _find_holder(context: Context, draft: Draft, table: MentionTable) -> Holder:
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
    token, lemma = source.referent, s.lemmas[source.referent]
    if (
        _has_name(s, token)
        or _is_unknown_name(context, s, source)
        or (actor is not None and actor.named and actor.kind in _NAMING)
    ):
        return "named"
    if lemma in context.cues.hidden and s.poses[token] != "PRON":
        return "unnamed"
    if lemma in context.cues.roles:
        return "named" if _is_definite(s, token) or (actor is not None and _is_known(s, token, actor)) else "unnamed"
    if _is_bare_plural(s, token):
        return "unnamed"
    if lemma in context.cues.documents or s.poses[token] == "PRON":
        return "named" if actor is None or actor.named or s.poses[token] != "PRON" else "unnamed"
    return "named" if actor is not None and actor.named else "unnamed"


def _is_bare_plural(s: Sentence, head: int) -> bool:
    """Whether nobody in particular is meant: "*reports*", "activist *groups*"."""
    if s.tags[head] != "NNS" or s.child(head, "det", "poss") is not None or s.words[head].lower() == "media":
        return False
    return all(s.poses[token] != "PROPN" for token in range(s.lefts[head], s.rights[head]))


def _is_known(s: Sentence, head: int, actor: ActorMention) -> bool:
    """Whether office holders are identified: "*the* ministers" of a known body, or by the actors' own judgement."""
    opener = s.child(head, "det")
    is_the = opener is not None and s.words[opener].lower() in ("the", "these", "those", "both")
    return actor.named or (is_the and UNKNOWN_ACTOR not in actor.ids)


def _is_definite(s: Sentence, head: int) -> bool:
    """Whether one person known to the reader is meant: "*the* commander", "*Oman's* envoy"."""
    if s.tags[head] == "NNS":
        return False
    opener = s.child(head, "det", "poss")
    return opener is not None and s.words[opener].lower() not in ("a", "an", "one", "another", "some", "any", "no")


def _is_unknown_name(context: Context, s: Sentence, source: Source) -> bool:
    """Whether a lone capitalised word the tagger took for something else is somebody's name."""
    word, lemma = s.words[source.head], s.lemmas[source.head]
    if source.last - source.first != 1 or not word[:1].isupper() or s.poses[source.head] in ("PRON", "DET", "NUM"):
        return False
    known = context.cues
    return not (
        lemma in known.hidden or lemma in known.roles or lemma in known.documents or s.tags[source.head] == "NNS"
    )


def _has_name(s: Sentence, head: int) -> bool:
    """Whether the phrase names its head: a proper noun, or a title with a name beside it."""
    if s.poses[head] == "PROPN":
        return True
    return any(s.poses[c] == "PROPN" and s.relations[c] in ("appos", "flat") for c in s.children[head])
