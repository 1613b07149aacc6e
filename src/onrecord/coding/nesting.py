"""Outer act and inner content: which event another one is the content of."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.knowledge.coding_words import CodingWords
from onrecord.records import Proposition
from onrecord.scene import Scene

__all__ = ["outer_event", "without_loops"]

_SPEECH_TYPES = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
_ANSWERS = frozenset({"REJECT", "AGREE", "SUPPORT"})
_ANSWERED = frozenset({"REQUEST", "THREATEN", "SANCTION"})
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
        if current.parent is not None and current.link == "relative" and not _is_content(scene, current, words):
            return None
        if current.parent is None or not _is_content(scene, current, words):
            break
        current = scene.propositions[current.parent]
        if current.index in types:
            is_inside = _embeds(current, inner, types[current.index], words)
            is_twice = types[current.index] == types.get(proposition.index) == "CONSULT"  # "met for *talks*"
            is_answer = types[current.index] in _ANSWERS and _stands_already(current, inner, proposition, types)
            return current.index if is_inside and not is_twice and not is_answer else None
        inner = current
    return _by_attribution(scene, proposition, types)


def without_loops(outer: Mapping[int, int | None]) -> dict[int, int | None]:
    """The same, but where following it would come round again the first in the text stands in nothing.

    Two sources in one broken sentence can each vouch for the other's words.
    """
    kept = dict(outer)
    for start in sorted(kept):
        seen, above = {start}, kept[start]
        while above is not None and above not in seen:
            seen.add(above)
            above = kept.get(above)
        if above == start:
            kept[start] = None
    return kept


def _stands_already(outer: Proposition, inner: Proposition, event: Proposition, types: Mapping[int, str]) -> bool:
    """Whether an answer is to an act that was there before it: "defied the *sanctions*", "agreed with its *calls*"."""
    return inner is event and inner.link == "noun" and types.get(event.index) in _ANSWERED and outer.lemma != "deny"


def _embeds(outer: Proposition, inner: Proposition, outer_type: str, words: CodingWords) -> bool:
    """Whether the outer act has content at all, and the inner stands where that content does.

    Talks have what they are "on" or meet "to discuss"; a ban has what it is "on" or keeps "from"; other acts of
    deed ("a *raid* on the talks") have none.
    """
    if outer_type in _SPEECH_TYPES:
        return True
    if outer_type == "CONSULT":
        return inner.link in ("purpose", "infinitive") or (inner.link == "noun" and inner.marker in _TOPIC_PREPOSITIONS)
    if outer.lemma in words.banning_verbs and inner.link == "noun" and inner.marker is None:
        return True
    if outer_type == "COERCE":
        return inner.link in ("gerund", "infinitive", "complement") or (
            inner.link == "noun" and inner.marker in ("on", "from")
        )
    return outer.argument("clause") is not None


def _is_content(scene: Scene, proposition: Proposition, words: CodingWords) -> bool:
    if proposition.link == "relative":
        return _completes_noun(scene, proposition)
    if proposition.link not in words.embedding_links:
        return False
    if proposition.link in ("gerund", "noun") and proposition.marker is not None:
        return proposition.marker in _CONTENT_PREPOSITIONS - _NOT_CONTENT_PREPOSITIONS
    return True


def _completes_noun(scene: Scene, proposition: Proposition) -> bool:
    """Whether a clause says what its noun is about: "claims *that Chad sold rifles*", "a deal *lifting the ban*"."""
    if proposition.parent is None or scene.propositions[proposition.parent].category != "noun":
        return False
    sentence = scene.sentences[proposition.sentence]
    if sentence.relations[proposition.head] != "acl":
        return False
    return proposition.marker == "that" or sentence.tags[proposition.head] == "VBG"


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
