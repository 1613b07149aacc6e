"""Words the proposition stage needs: event nouns, light verbs, control verbs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.files import read_toml
from onrecord.knowledge.tables import fill
from onrecord.records import Sentence

__all__ = ["Predication", "heads_a_time", "load_predication"]

_FILE = "propositions/words.toml"


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
    owning_prepositions: frozenset[str]
    holding_sides: Mapping[str, str]


@cache
def load_predication() -> Predication:
    """The checked lists of ``propositions/words.toml``, joined with the nouns of the frame lexicon.

    Raises:
        KnowledgeError: a list is missing or holds something other than lower-case lemmas.

    """
    from onrecord.knowledge.frames import load_frames  # noqa: PLC0415  -- frames read classes from here

    table = read_toml(_FILE)
    frames = load_frames()
    nouns = frozenset(table["event_nouns"]) | frames.noun_lemmas
    not_events = frozenset(table["not_event_nouns"])
    return fill(
        Predication,
        _FILE,
        table,
        event_nouns=nouns - not_events,
        not_derived=not_events | frozenset(table["not_derived"]),
        headline_verbs=frozenset(frames.verbs),
        common_words=nouns | frozenset(frames.verbs) | frozenset(table["headline_words"]),
    )


def heads_a_time(sentence: Sentence, preposition: int) -> bool:
    """Whether a phrase only says when: in "voted *on Friday* to leave" nobody votes on anything."""
    item = sentence.child(preposition, "pobj")
    return item is not None and sentence.lemmas[item] in load_predication().time_nouns
