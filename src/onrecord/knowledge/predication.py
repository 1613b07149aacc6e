"""Words the proposition stage needs: event nouns, light verbs, control verbs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.files import read_toml
from onrecord.records import Sentence

__all__ = ["Predication", "heads_a_time", "load_predication"]


@dataclass(frozen=True, slots=True)
class Predication:
    """Lemma sets; a light verb may carry a particle or preposition ("carry out", "come under").

    ``common_words`` are what a headline may write small, ``headline_verbs`` what may be the verb of one.
    """

    event_nouns: frozenset[str]
    event_endings: tuple[str, ...]
    not_derived: frozenset[str]
    light_verbs: frozenset[str]
    sharing_verbs: frozenset[str]
    making_verbs: frozenset[str]
    light_receiving: frozenset[str]
    over_verbs: frozenset[str]
    others: frozenset[str]
    subject_control: frozenset[str]
    prepositional_control: frozenset[str]
    common_words: frozenset[str]
    headline_verbs: frozenset[str]
    transparent_nouns: frozenset[str]
    time_nouns: frozenset[str]
    leading_participles: frozenset[str]
    venue_nouns: frozenset[str]
    document_nouns: frozenset[str]
    issuing_verbs: frozenset[str]
    holding_participles: frozenset[str]
    holding_sides: Mapping[str, str]


@cache
def load_predication() -> Predication:
    """The checked lists of ``propositions/words.toml``, joined with the nouns of the frame lexicon.

    Raises:
        KnowledgeError: a list is missing or holds something other than lower-case lemmas.

    """
    from onrecord.knowledge.frames import load_frames  # noqa: PLC0415  -- frames read classes from here

    table = read_toml("propositions/words.toml")
    frames = load_frames()
    nouns = frozenset(table["event_nouns"]) | frames.noun_lemmas
    not_events = frozenset(table["not_event_nouns"])
    return Predication(
        event_nouns=nouns - not_events,
        event_endings=tuple(table["event_endings"]),
        not_derived=not_events | frozenset(table["not_derived"]),
        light_verbs=frozenset(table["light_verbs"]),
        sharing_verbs=frozenset(table["sharing_verbs"]),
        making_verbs=frozenset(table["making_verbs"]),
        light_receiving=frozenset(table["light_receiving"]),
        over_verbs=frozenset(table["over_verbs"]),
        others=frozenset(table["others"]),
        subject_control=frozenset(table["subject_control"]),
        prepositional_control=frozenset(table["prepositional_control"]),
        time_nouns=frozenset(table["time_nouns"]),
        venue_nouns=frozenset(table["venue_nouns"]),
        document_nouns=frozenset(table["document_nouns"]),
        issuing_verbs=frozenset(table["issuing_verbs"]),
        holding_participles=frozenset(table["holding_participles"]),
        holding_sides=dict(table["holding_sides"]),
        leading_participles=frozenset(table["leading_participles"]),
        transparent_nouns=frozenset(table["transparent_nouns"]),
        headline_verbs=frozenset(frames.verbs),
        common_words=nouns | frozenset(frames.verbs) | frozenset(table["headline_words"]),
    )


def heads_a_time(sentence: Sentence, preposition: int) -> bool:
    """Whether a phrase only says when: in "voted *on Friday* to leave" nobody votes on anything."""
    item = sentence.child(preposition, "pobj")
    return item is not None and sentence.lemmas[item] in load_predication().time_nouns
