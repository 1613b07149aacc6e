"""Happenings counted from the clause they stand by: "two days after the *vote*", "on the eve of a *visit*"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from onrecord.knowledge.calendar_words import load_attachment_words
from onrecord.mentions.times_points import plus_days
from onrecord.records import Interval, Proposition, Sentence, TimeMention

__all__ = ["days_after", "days_nearby", "moved"]


def days_after(proposition: Proposition, sentence: Sentence, mentions: Sequence[TimeMention]) -> int | None:
    """How many days after its main clause something was: -2 of "two days after North Korea *warned*"."""
    head = proposition.head
    for mention in mentions:
        if mention.rule != "before-after" or not re.fullmatch(r"P\d+D", mention.value):
            continue
        is_clause = sentence.relations[head] in ("advcl", "conj") and sentence.lefts[head] <= mention.first < head
        is_noun = sentence.relations[head] == "pobj" and sentence.heads[head] == mention.last - 1
        if is_clause or is_noun:
            return int(mention.value[1:-1]) * (-1 if mention.text.lower().endswith("after") else 1)
    return None


def days_nearby(head: int, sentence: Sentence) -> int | None:
    """Days after its clause of what the sentence puts beside it: 1 for "the eve of a *visit*", 0 for hours away."""
    if _is_on_the_eve(head, sentence):
        return 1
    return 0 if _is_hours_away(head, sentence, load_attachment_words()) else None


def _is_on_the_eve(head: int, sentence: Sentence) -> bool:
    """As in "appealed on the eve of a *visit*"."""
    of = sentence.heads[head]
    return sentence.relations[head] == "pobj" and sentence.lemmas[sentence.heads[of]] == "eve"


def _is_hours_away(head: int, sentence: Sentence, words: Mapping[str, frozenset[str]]) -> bool:
    """As in "just before *visiting* the site", "shortly after troops *left*", "another *launch* hours earlier"."""
    following = [word.lower() for word in sentence.words[head + 1 : head + 3]]
    if len(following) == 2 and following[0] in words["within-the-day"] and following[1] in ("earlier", "later"):
        return True
    is_noun = sentence.relations[head] in ("pobj", "pcomp")
    mark = sentence.heads[head] if is_noun else sentence.child(head, "mark")
    if not mark or sentence.words[mark].lower() not in ("before", "after"):
        return False
    is_counted = mark > 1 and sentence.tags[mark - 2] == "CD"  # "48 hours after"
    return sentence.words[mark - 1].lower() in words["within-the-day"] and not is_counted


def moved(interval: Interval, days: int) -> Interval:
    """The interval so many days later."""
    first = plus_days(date.fromisoformat(interval.earliest), days)
    last = plus_days(date.fromisoformat(interval.latest), days)
    return replace(interval, earliest=first.isoformat(), latest=last.isoformat(), basis="relative")
