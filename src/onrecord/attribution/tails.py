"""What stands at the end of a content without being said: the writer's own background."""

from __future__ import annotations

from onrecord.attribution.drafts import Context
from onrecord.records import Sentence

__all__ = ["is_aside", "without_tail"]

_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})


def without_tail(context: Context, s: Sentence, tokens: list[int]) -> list[int]:
    """A content's tokens up to a relative clause that only adds: "criticized the general, *who died in May*"."""
    if not tokens:
        return tokens
    end = tokens[-1] + 1
    while end > tokens[0] and s.poses[end - 1] == "PUNCT":
        end -= 1
    at, limit, cut = end - 1, tokens[0], None
    while s.heads[at] != at and s.heads[at] >= limit:
        if s.rights[at] >= end and is_aside(context, s, at):
            cut = s.lefts[at]
        at = s.heads[at]
    return tokens if cut is None or cut <= limit else [token for token in tokens if token < cut]


def is_aside(context: Context, s: Sentence, token: int) -> bool:
    """Whether a clause without quoted words only adds to its noun: "the general, *who died in May*,"."""
    first = s.lefts[token]
    if s.relations[token] != "relcl" or first == 0 or s.words[first - 1] != ",":
        return False
    if s.tags[first] not in _RELATIVES or context.quotes.covering(s.starts[first]) is not None:
        return False
    number = context.quotes.starting_after(s.starts[first])
    return number is None or context.quotes.items[number].start >= s.ends[s.rights[token] - 1]
