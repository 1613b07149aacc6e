"""Cue verbs as words: their lexicon entry, the tokens that make up the cue, its stance."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.attribution.drafts import Context
from onrecord.knowledge.cues import Cue
from onrecord.records import Sentence, Stance

__all__ = ["Content", "chain_start", "cue_range", "is_infinitive", "is_performed", "stance_of", "verb_cue"]

_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_BEHIND_VERB = frozenset({"advmod", "prt", "prep"})
_SETTING_PREPOSITIONS = frozenset({"in", "on", "via", "through"})
_UNFINISHED = frozenset({"infinitive", "object-infinitive", "gerund", "prepositional"})
_WITHHOLDING = frozenset({"decline", "refuse", "fail", "hesitate"})


@dataclass(frozen=True, slots=True)
class Content:
    """The tokens of a content, the preposition that opens it (part of the cue), and the rule that found it."""

    tokens: list[int]
    rule: str
    preposition: int | None = None
    is_clause: bool = True

    @property
    def is_finite(self) -> bool:
        """Whether the content is a statement of its own, not an infinitive or a gerund."""
        return self.is_clause and self.rule not in _UNFINISHED


def verb_cue(context: Context, s: Sentence, token: int) -> tuple[Cue, int | None] | None:
    """The lexicon entry of a verb, phrasal verbs first, with the particle's token if there is one."""
    lemma = s.lemmas[token]
    phrases = context.cues.phrasal.get(lemma)
    if phrases and token + 1 < len(s) and s.heads[token + 1] == token:
        found = phrases.get(s.words[token + 1].lower())
        if found is not None:
            return found, token + 1
    plain = context.cues.misread.get(s.words[token].lower()) or context.cues.verbs.get(lemma)
    return (plain, None) if plain is not None else None


def cue_range(context: Context, s: Sentence, verb: int, *behind: int | None) -> tuple[int, int]:
    """First and last token of the cue: auxiliaries, negation, adverbs in front; particle, preposition behind."""
    first = verb
    while first > 0 and (
        (s.heads[first - 1] == verb and s.relations[first - 1] in _BEFORE_VERB)
        or (s.heads[first - 1] == first and s.relations[first - 1] == "advmod")
    ):
        first -= 1
    last = verb + 1
    for token in behind:
        if token is not None and all(s.heads[t] == verb and s.relations[t] in _BEHIND_VERB for t in range(last, token)):
            last = max(last, token + 1)
    while last < len(s) and s.heads[last] == verb and s.relations[last] == "advmod" and s.tags[last] == "RB":
        last += 1
    return first, max(last, _setting_end(context, s, verb, last))


def _setting_end(context: Context, s: Sentence, verb: int, last: int) -> int:
    """The end of "in a statement" right behind a cue verb."""
    if last >= len(s) or s.relations[last] != "prep" or s.heads[last] != verb:
        return 0
    place = s.child(last, "pobj")
    if place is None or s.words[last].lower() not in _SETTING_PREPOSITIONS:
        return 0
    return place + 1 if s.lemmas[place] in context.cues.settings else 0


def is_infinitive(s: Sentence, verb: int) -> bool:
    """Whether a verb carries "to"."""
    return any(s.relations[c] == "aux" and s.tags[c] == "TO" for c in s.children[verb])


def is_performed(s: Sentence, verb: int) -> bool:
    """Whether an act of judging is put forward as done, not as a purpose ("came *to challenge* him") or a label."""
    if s.relations[verb] == "acl":
        return False
    if s.tags[verb] != "VB":
        return True
    return any(s.relations[c] == "aux" and s.tags[c] != "TO" for c in s.children[verb])


def chain_start(s: Sentence, verb: int) -> int:
    """The first verb of a chain that only leads to the cue: "*went* on to say", "*tried* to argue"."""
    while s.relations[verb] == "xcomp" and s.heads[verb] < verb:
        head = s.heads[verb]
        if any(
            s.heads[t] not in (head, verb) or s.relations[t] not in ("aux", "prt", "advmod", "neg", "prep")
            for t in range(head + 1, verb)
        ):
            break
        verb = head
    return verb


def stance_of(s: Sentence, verb: int, cue: Cue) -> Stance:
    """The entry's stance; a negated or withheld cue ("did not confirm", "declined to confirm") takes none."""
    leader = s.lemmas[s.heads[verb]] if s.relations[verb] == "xcomp" else ""
    if cue.stance != "distances" and (s.child(verb, "neg") is not None or leader in _WITHHOLDING):
        return "neutral"
    return cue.stance
