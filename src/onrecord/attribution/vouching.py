"""Which propositions an attribution's holder vouches for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.attribution.drafts import Context, Draft
from onrecord.attribution.tails import is_aside
from onrecord.records import Holder, Proposition, Sentence

__all__ = ["PropositionTable"]

_ASKING = frozenset({"verb-infinitive", "verb-object-infinitive"})


class PropositionTable:
    """A report's propositions by the character their head starts at."""

    def __init__(self, context: Context, propositions: Sequence[Proposition]) -> None:
        self._context = context
        self._propositions = propositions
        self._order = sorted((context.sentences[p.sentence].starts[p.head], p.index) for p in propositions)
        self._by_head = {(p.sentence, p.head): p.index for p in propositions}

    def at(self, sentence: int, token: int) -> int | None:
        """The index of the proposition headed by ``token``."""
        return self._by_head.get((sentence, token))

    def held_by(self, draft: Draft, holder: Holder) -> tuple[int, ...]:
        """Indices of the propositions in a draft's content that are on its holder's word.

        None where the writer himself judges ("*appears* to have failed").
        """
        if holder.kind == "narrator":
            return ()
        found: set[int] = set()
        for span in draft.content:
            first = bisect_left(self._order, (span.start, -1))
            last = bisect_right(self._order, (span.end - 1, len(self._order)))
            found.update(index for _, index in self._order[first:last])
        return tuple(index for index in sorted(found) if self._is_held(draft, self._propositions[index]))

    def _is_held(self, draft: Draft, proposition: Proposition) -> bool:
        if draft.rule == "declaration":
            return True
        s = self._context.sentences[proposition.sentence]
        if _is_own_act(self._context, s, proposition):
            return False
        above = [] if proposition.sentence != draft.sentence else _path_up(s, proposition.head, draft.content_start)
        if not draft.vouches:
            is_said = draft.stance == "endorses"
            return any(_is_statement(s, token) or (is_said and _is_aim(s, token)) for token in above)
        if draft.form == "direct":
            return True
        if any(self._is_background(s, token) for token in above):
            return False
        is_quoted = self._context.quotes.covering(s.starts[proposition.head]) is not None
        if draft.rule in _ASKING and not is_quoted and any(_is_presupposed(s, token) for token in above):
            return False
        return draft.is_clause or proposition.category != "noun" or _is_topmost(s, proposition.head, draft)

    def _is_background(self, s: Sentence, token: int) -> bool:
        """Whether a clause is the writer's addition: "said the plant, *which opened in May*, had burnt"."""
        return is_aside(self._context, s, token) and s.lemmas[token] not in self._context.cues.verbs


def _is_presupposed(s: Sentence, token: int) -> bool:
    """Whether a clause in what somebody asks for tells what was before: "urged Chad to act *after it fled*"."""
    if s.relations[token] not in ("relcl", "acl", "advcl"):
        return False
    auxiliaries = [s.tags[c] for c in s.dependents(token, "aux", "auxpass")]
    if s.relations[token] == "acl":
        return s.tags[token] == "VBN" and not auxiliaries
    return "MD" not in auxiliaries and (s.tags[token] == "VBD" or "VBD" in auxiliaries)


def _path_up(s: Sentence, token: int, start: int) -> list[int]:
    """``token`` and the tokens it hangs on, as long as they lie behind the character ``start``."""
    path = []
    while s.heads[token] != token and s.starts[token] >= start:
        path.append(token)
        token = s.heads[token]
    return path


def _is_own_act(context: Context, s: Sentence, proposition: Proposition) -> bool:
    """Whether a proposition is the speaker's act of speaking itself: "*We deny* that the plant burnt"."""
    if proposition.category != "verb" or proposition.tense != "present":
        return False
    subject = s.child(proposition.head, "nsubj")
    cue = context.cues.verbs.get(s.lemmas[proposition.head])
    is_own = subject is not None and s.words[subject].lower() in ("i", "we")
    return is_own and cue is not None and "clause" in cue.frames


def _is_statement(s: Sentence, token: int) -> bool:
    """Whether a clause inside a mere topic is a statement: "reiterated the view *that aid must flow*"."""
    marker = s.child(token, "mark")
    return s.relations[token] in ("acl", "ccomp") and marker is not None and s.words[marker].lower() == "that"


def _is_aim(s: Sentence, token: int) -> bool:
    """Whether an infinitive completes the noun that somebody stresses: "stressed the need *to disarm*"."""
    return s.relations[token] == "acl" and any(s.tags[c] == "TO" for c in s.dependents(token, "aux"))


def _is_topmost(s: Sentence, noun: int, draft: Draft) -> bool:
    """Whether a noun of a noun-phrase content is its head: "announced the *release* of prisoners of the war"."""
    outer = s.heads[noun]
    while s.relations[noun] == "conj" and outer != noun:
        noun, outer = outer, s.heads[outer]
    if s.poses[outer] in ("VERB", "AUX") or s.words[outer].lower() == "including":
        return True
    return not draft.content_start <= s.starts[outer] < draft.content_end or outer == noun
