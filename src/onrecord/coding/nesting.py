"""Outer act and inner content: which event another one is the content of."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.knowledge.coding_words import CodingWords
from onrecord.records import Proposition
from onrecord.scene import Scene

__all__ = ["outer_event"]

_SPEECH_TYPES = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
_CONTENT_PREPOSITIONS = frozenset(
    {"against", "of", "about", "over", "on", "for", "to", "from", "with", "at", "in", "into", "by"}
)
_TOPIC_PREPOSITIONS = frozenset({None, "on", "about", "over", "of", "for"})
_NOT_CONTENT_PREPOSITIONS = frozenset(
    {"after", "before", "during", "despite", "amid", "since", "following", "until", "by"}
)


def outer_event(scene: Scene, proposition: Proposition, types: Mapping[int, str], words: CodingWords) -> int | None:
    """The proposition whose event this one is inside, or ``None``.

    "They *urged* Chad to *withdraw*": the withdrawal is inside the urging.  Time clauses and relative clauses
    are not content: "they met after the *raid*".
    """
    current = inner = proposition
    for _ in range(8):
        if current.parent is None or not _is_content(current, words):
            break
        current = scene.propositions[current.parent]
        if current.index in types:
            return current.index if _embeds(current, inner, types[current.index]) else None
        inner = current
    return _by_attribution(scene, proposition, types)


def _embeds(outer: Proposition, inner: Proposition, outer_type: str) -> bool:
    """Whether the outer act has content at all, and the inner stands where that content does.

    Talks have what they are "on" or meet "to discuss"; a ban has what it is "on" or keeps "from"; other acts of
    deed ("a *raid* on the talks") have none.
    """
    if outer_type in _SPEECH_TYPES:
        return True
    if outer_type == "CONSULT":
        return inner.link in ("purpose", "infinitive") or (inner.link == "noun" and inner.marker in _TOPIC_PREPOSITIONS)
    if outer_type == "COERCE":
        return inner.link in ("gerund", "infinitive", "complement") or (
            inner.link == "noun" and inner.marker in ("on", "from")
        )
    return outer.argument("clause") is not None


def _is_content(proposition: Proposition, words: CodingWords) -> bool:
    if proposition.link not in words.embedding_links:
        return False
    if proposition.link in ("gerund", "noun") and proposition.marker is not None:
        return proposition.marker in _CONTENT_PREPOSITIONS - _NOT_CONTENT_PREPOSITIONS
    return True


def _by_attribution(scene: Scene, proposition: Proposition, types: Mapping[int, str]) -> int | None:
    """The speech act whose content holds the proposition, where that act is an event."""
    judgement = scene.judgements.get(proposition.index)
    position = judgement.attribution if judgement else None
    for _ in range(8):
        if position is None:
            return None
        attribution = scene.attributions[position]
        cue = attribution.cue_proposition
        if cue is not None and cue in types and cue != proposition.index and types[cue] in _SPEECH_TYPES:
            return cue
        position = attribution.parent
    return None
