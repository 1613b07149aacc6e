"""A report that is somebody's own statement, printed whole: all of it is on the issuer's word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.attribution.drafts import Context, Draft
from onrecord.attribution.quotes import Quotes
from onrecord.attribution.sources import phrase
from onrecord.records import Sentence, Span

__all__ = ["find_declaration"]

_FEWEST_SENTENCES = 4
_SHARE_OF_SENTENCES = 4
_NAMES = frozenset({"PROPN", "NOUN"})


def find_declaration(context: Context) -> Iterator[Draft]:
    """One attribution over the whole body, its source the first subject that names the issuer.

    "*The governments of X and Y* consider ... *We* affirm ... *We* urge ..."
    """
    bodies = [s for s in context.sentences if s.kind == "body"]
    own = sum(any(_is_we(s, token, context.quotes) for token in range(len(s))) for s in bodies)
    if own < _FEWEST_SENTENCES or own * _SHARE_OF_SENTENCES < len(bodies):
        return
    issuer = next(((s, n) for s in bodies if (n := _issuer(s)) is not None), None)
    if issuer is None:
        return
    s, head = issuer
    yield Draft(
        sentence=s.index,
        head=head,
        source=phrase(s, head),
        cue=None,
        content=_whole(bodies),
        lemma=None,
        stance="neutral",
        form="direct",
        rule="declaration",
    )


def _is_we(s: Sentence, token: int, quotes: Quotes) -> bool:
    is_subject = s.words[token].lower() == "we" and s.relations[token] in ("nsubj", "nsubjpass")
    return is_subject and quotes.covering(s.starts[token]) is None


def _issuer(s: Sentence) -> int | None:
    subject = s.child(s.root, "nsubj", "nsubjpass")
    return subject if subject is not None and s.poses[subject] in _NAMES else None


def _whole(bodies: Sequence[Sentence]) -> tuple[Span, ...]:
    return (Span(bodies[0].start, bodies[-1].end),)
