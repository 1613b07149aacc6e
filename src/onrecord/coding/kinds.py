"""What sort of thing an argument is: state, armed, official, body, person, civilian, company."""

from __future__ import annotations

from functools import cache

from onrecord.knowledge.coding_words import CodingWords, load_coding_words
from onrecord.records import Argument, Proposition
from onrecord.scene import Scene

__all__ = ["is_political", "is_public_actor", "kinds_of_argument", "kinds_of_id"]


@cache
def kinds_of_id(identity: str) -> frozenset[str]:
    """The kinds an actor id belongs to: ``USA`` is a state, ``USA:MIL`` is armed, ``UN`` a body."""
    words = load_coding_words()
    head, _, sector = identity.partition(":")
    kinds = {"actor"} | _sector_kinds(sector, words)
    if head == "UNK" and not sector:
        kinds |= {"person"}
    elif head in words.states and not sector:
        kinds |= {"state", "official"}
    elif head in words.armed_groups:
        kinds |= {"armed"}
    elif head.isupper() and head != "UNK" and head not in words.states:
        kinds |= {"body"}
    elif not head.isupper():
        kinds |= {"person"}
    return frozenset(kinds)


def _sector_kinds(sector: str, words: CodingWords) -> set[str]:
    return {kind for kind, sectors in words.kind_sectors.items() if sector in sectors}


def is_political(identity: str) -> bool:
    """Whether an id is anybody at all that could be followed: everyone but the unknown without a political sector."""
    head, _, sector = identity.partition(":")
    if head == "UNK":
        return sector in load_coding_words().political_sectors
    return True


def is_public_actor(identity: str) -> bool:
    """Whether an id is a state or organ, an armed group, a body or a party: not a private person, firm or crowd."""
    head, _, sector = identity.partition(":")
    words = load_coding_words()
    if head == "UNK":
        return sector in words.political_sectors
    if sector:
        return sector not in words.private_sectors
    return head.isupper()


def kinds_of_argument(scene: Scene, proposition: Proposition, argument: Argument) -> frozenset[str]:
    """Kinds of everyone the argument names, and of its head word where it names nobody."""
    sentence = scene.sentences[proposition.sentence]
    name = {"name"} if sentence.poses[argument.head] == "PROPN" else set()
    mention = scene.mention_at(proposition.sentence, argument.head)
    if mention is not None:
        return frozenset(name).union(*(kinds_of_id(i) for i in scene.mentions[mention].ids))
    words = load_coding_words()
    lemma = sentence.lemmas[argument.head]
    kinds = name | {kind for kind, lemmas in words.kind_lemmas.items() if lemma in lemmas}
    if sentence.tags[argument.head] in ("PRP", "PRP$", "WP") and lemma not in ("it", "what", "which"):
        kinds |= {"actor", "person"}
    return frozenset(kinds)
