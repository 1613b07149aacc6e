"""Which propositions an attribution's holder vouches for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.attribution.drafts import Context, Draft
from onrecord.records import Holder, Proposition, Sentence

__all__ = ["PropositionTable"]

_RELATIVES = frozenset({"WDT", "WP", "WRB"})


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

        None where the holder only has an attitude to a thing ("condemned the *test*") or the writer himself judges
        ("*appears* to have failed"); a clause set off by commas inside reported speech is the writer's own
        background ("said the plant, *which opened in May*, had burnt").
        """
        if not draft.vouches or holder.kind == "narrator":
            return ()
        found: set[int] = set()
        for span in draft.content:
            first = bisect_left(self._order, (span.start, -1))
            last = bisect_right(self._order, (span.end - 1, len(self._order)))
            found.update(index for _, index in self._order[first:last])
        return tuple(i for i in sorted(found) if self._is_said(draft, i) and not self._is_background(draft, i))

    def _is_said(self, draft: Draft, index: int) -> bool:
        """Whether a proposition is put forward by the holder.

        Not so the speaker's own act of speech ("*We deny* that ..."); of a noun phrase only the head and the clauses
        ("announced the *release* of prisoners of the war").
        """
        if draft.rule == "declaration":
            return True
        proposition = self._propositions[index]
        s, head = self._context.sentences[proposition.sentence], proposition.head
        if proposition.category == "verb" and proposition.tense == "present":
            subject = s.child(head, "nsubj")
            cue = self._context.cues.verbs.get(s.lemmas[head])
            if (
                subject is not None
                and s.words[subject].lower() in ("i", "we")
                and cue is not None
                and "clause" in cue.frames
            ):
                return False
        if draft.is_clause or draft.form == "direct" or proposition.category != "noun":
            return True
        outer = s.heads[head]
        while s.relations[head] == "conj" and outer != head:
            head, outer = outer, s.heads[outer]
        if s.poses[outer] in ("VERB", "AUX") or s.words[outer].lower() == "including":
            return True
        return not draft.content_start <= s.starts[outer] < draft.content_end or outer == head

    def _is_background(self, draft: Draft, index: int) -> bool:
        proposition = self._propositions[index]
        s = self._context.sentences[proposition.sentence]
        if draft.form == "direct" or proposition.sentence != draft.sentence:
            return False
        start = draft.content_start
        token = proposition.head
        while s.heads[token] != token and s.starts[token] >= start:
            if self._is_aside(s, token) and self._context.quotes.covering(s.starts[token]) is None:
                return True
            token = s.heads[token]
        return False

    def _is_aside(self, s: Sentence, token: int) -> bool:
        """Whether a relative clause only adds to its noun: "the plant, *which opened in May*,"."""
        first = s.lefts[token]
        if s.relations[token] != "relcl" or first == 0 or s.words[first - 1] != "," or s.tags[first] not in _RELATIVES:
            return False
        return s.lemmas[token] not in self._context.cues.verbs
