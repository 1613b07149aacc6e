"""Which drafts stand: one for each cue, and inside another's content only those that bring in a new voice."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.attribution.drafts import Context, Draft
from onrecord.attribution.holders import MentionTable, mention_of

__all__ = ["find_parents", "select"]

_OWN_VOICE = frozenset({"i", "we", "you", "me", "us", "my", "our", "your", "myself", "one", "everyone", "everybody"})
_WILL = frozenset({"verb-infinitive", "verb-gerund", "verb-prepositional", "noun-infinitive", "adjective-infinitive"})
_OBJECTS = frozenset({"verb-object", "verb-predicate"})
_THOUGHTS = frozenset({"know", "see", "seem", "want"})
_THIRD_PERSON = frozenset(
    {"he", "she", "it", "they", "his", "her", "its", "their", "who", "that", "which", "him", "them"}
)


def select(context: Context, drafts: Sequence[Draft], table: MentionTable) -> list[Draft]:
    """Drafts with a content, one for each cue, outer ones first; nested ones only where the holder changes."""
    unique: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        if draft.content:
            unique.setdefault((draft.sentence, draft.head), draft)
    spoken = [d for d in _one_reading(list(unique.values())) if not _is_aside(context, d)]
    ordered = sorted(spoken, key=lambda d: (d.content_start, -d.content_end))
    parents = find_parents(ordered)
    return [
        draft
        for draft, parent in zip(ordered, parents, strict=True)
        if parent is None or _is_new_voice(context, draft, ordered[parent], table)
    ]


def _one_reading(drafts: Sequence[Draft]) -> list[Draft]:
    """Of "*expressed* concern about" and "*expressed concern about*" the one that is kept."""
    carried = {(d.sentence, d.cue.start) for d in drafts if d.cue is not None and d.form == "nominal"}
    return [d for d in drafts if d.cue is None or d.rule not in _OBJECTS or (d.sentence, d.cue.start) not in carried]


def _is_aside(context: Context, draft: Draft) -> bool:
    """Whether "*I think*" would pass for a new voice: inside a quotation it is the speaker, outside the writer."""
    if draft.source is None or draft.form == "direct":
        return False
    return context.sentences[draft.sentence].words[draft.source.head].lower() in _OWN_VOICE


def _is_new_voice(context: Context, draft: Draft, outer: Draft, table: MentionTable) -> bool:
    """Whether a nested draft puts a clause on the word of somebody other than the outer speaker.

    "The ministry said *rebels claimed that*" does; "'*I think* that', he said" and "he said *he hoped to*" do not.
    """
    if (
        draft.source is None
        or not draft.is_clause
        or not draft.vouches
        or draft.rule in _WILL
        or _is_thought(context, draft)
    ):
        return False
    s = context.sentences[draft.sentence]
    word = s.words[draft.source.head].lower()
    if word in _OWN_VOICE or (outer.sentence == draft.sentence and outer.source == draft.source):
        return False
    inner_actor, outer_actor = mention_of(draft, table, only_head=True), mention_of(outer, table)
    if inner_actor is not None and outer_actor is not None:
        return table[inner_actor].ids != table[outer_actor].ids
    return word not in _THIRD_PERSON and _can_speak(context, draft)


def _can_speak(context: Context, draft: Draft) -> bool:
    """Whether a source nobody took for an actor is a person, body or document ("*the move* shows" is no voice)."""
    if draft.source is None:
        return False
    s, token = context.sentences[draft.source_at], draft.source.referent
    cues, lemma = context.cues, s.lemmas[token]
    return s.poses[token] == "PROPN" or lemma in cues.hidden or lemma in cues.roles or lemma in cues.documents


def _is_thought(context: Context, draft: Draft) -> bool:
    """Whether a nested draft only says what somebody knows or sees: the outer speaker still vouches for that."""
    cue = context.cues.verbs.get(draft.lemma or "")
    return cue is not None and cue.entry in _THOUGHTS


def find_parents(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the innermost other draft whose content holds its cue; drafts stand outer first."""
    spans = sorted((span.start, -span.end, i) for i, draft in enumerate(drafts) for span in draft.content)
    parents: list[int | None] = [None] * len(drafts)
    stack: list[tuple[int, int]] = []
    at = 0
    for i in sorted(range(len(drafts)), key=lambda i: drafts[i].anchor):
        anchor = drafts[i].anchor
        while at < len(spans) and spans[at][0] <= anchor:
            stack.append((-spans[at][1], spans[at][2]))
            at += 1
        stack = [entry for entry in stack if entry[0] > anchor]
        parents[i] = next((owner for _, owner in reversed(stack) if owner < i), None)
    return parents
