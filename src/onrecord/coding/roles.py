"""Who does it and to whom: a frame's roles turned into actor ids."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.coding.kinds import is_political
from onrecord.knowledge.coding_words import CodingWords, load_coding_words
from onrecord.knowledge.frames import Frame
from onrecord.records import Argument, Proposition
from onrecord.scene import Party, Scene

__all__ = ["Parties", "find_parties"]


_SUBJECT = ("subject",)
_JOINT_SUBJECT = ("subject", "prep:between", "prep:among")


@dataclass(frozen=True, slots=True)
class Parties:
    """Actors and recipients of one event, in text order, each id once; an id is never on both sides by default."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


def find_parties(scene: Scene, proposition: Proposition, frame: Frame, words: CodingWords) -> Parties:
    """Actors and recipients of a framed proposition.

    "*Kenya* urged *Chad* ...": actor Kenya, recipient Chad; "talks between *Kenya* and *Chad*": both are actors.
    """
    if proposition.category == "noun":
        actor_roles = frame.noun_actor or words.noun_actor
        recipient_roles = frame.noun_recipient or words.noun_recipient
    else:
        actor_roles = frame.actor or (_JOINT_SUBJECT if frame.mutual else _SUBJECT)
        recipient_roles = frame.recipient or words.recipient_roles.get(frame.type) or words.default_recipient
    actors, used = _from_roles(scene, proposition, actor_roles, ())
    if proposition.category != "noun" and frame.recipient is None and _is_phrase(frame, proposition):
        recipient_roles = (*recipient_roles, *words.noun_recipient)
    taken = {p.id for p in actors}
    recipients, _ = _from_roles(scene, proposition, recipient_roles, used, taken=frozenset(taken))
    if proposition.category == "noun" and frame.type in words.venue_types:
        actors = tuple(p for p in actors if not _is_venue(scene, p))
    if frame.mutual and proposition.category == "noun" and not recipients:
        actors = _joined(scene, proposition, actors)
    return Parties(actors, recipients)


def _is_venue(scene: Scene, party: Party) -> bool:
    """As in "the *Geneva* talks": a capital or place before the noun says where, not who."""
    if party.mention is None or not party.rule.startswith("modifier"):
        return False
    mention = scene.mentions[party.mention]
    return mention.as_place or mention.kind == "capital" or mention.rule == "known-region"


def _is_phrase(frame: Frame, proposition: Proposition) -> bool:
    return any(p.startswith(f"{proposition.lemma} ") for p in frame.category_lemmas["phrases"])


def _from_roles(
    scene: Scene,
    proposition: Proposition,
    roles: tuple[str, ...],
    used: tuple[Argument, ...],
    *,
    taken: frozenset[str] = frozenset(),
) -> tuple[tuple[Party, ...], tuple[Argument, ...]]:
    """The parties of the first role that yields any; all its coordinated arguments count."""
    for role in roles:
        arguments = [a for a in proposition.arguments if a.role == role and a not in used]
        found: dict[str, Party] = {}
        spans: list[tuple[int, int]] = []
        for argument in arguments:
            if any(first <= argument.head < last for first, last in spans):
                continue  # inside a mention already taken whole: "ministers of *Japan* and *India*"
            mention = scene.by_head.get((proposition.sentence, argument.head))
            if mention is not None and len(scene.mentions[mention].ids) > 1:
                spans.append((scene.mentions[mention].first, scene.mentions[mention].last))
            for party in _without_excepted(scene, proposition, argument, place=role == "prep:in"):
                if party.id not in taken or _is_named_argument(scene, proposition, argument):
                    found.setdefault(party.id, party)
        if found:
            return _prefer_political(tuple(found.values())), tuple(arguments)
    return (), ()


def _without_excepted(scene: Scene, proposition: Proposition, argument: Argument, *, place: bool) -> tuple[Party, ...]:
    """The parties of an argument, those left out who are named as exceptions: "every member *bar Chad*"."""
    parties = scene.parties(proposition, argument, place=place)
    sentence = scene.sentences[proposition.sentence]
    words = load_coding_words()
    kept: list[Party] = []
    for party in parties:
        mention = None if party.mention is None else scene.mentions[party.mention]
        before = mention.first - 1 if mention is not None and mention.sentence == proposition.sentence else -1
        if mention is None or before < argument.first or sentence.words[before].lower() not in words.exceptive_words:
            kept.append(party)
            continue
        for i in scene.by_sentence.get(proposition.sentence, ()):
            whole = scene.mentions[i]
            if argument.first <= whole.first and whole.last <= before:
                kept.extend(Party(one, i, f"{argument.rule}+all-but") for one in whole.ids)
    return tuple(kept)


def _is_named_argument(scene: Scene, proposition: Proposition, argument: Argument) -> bool:
    """Whether the argument's own head is an actor: then a repeated id is what the text says (a slip is kept)."""
    mention = scene.by_head.get((proposition.sentence, argument.head))
    return mention is not None and scene.mentions[mention].kind in ("name", "capital", "acronym", "alias", "seat")


def _prefer_political(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Unknown ones are dropped where a known one stands beside them."""
    known = tuple(p for p in parties if is_political(p.id))
    return known or parties


def _joined(scene: Scene, proposition: Proposition, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """As in "*Kenyan*-*Chadian* talks": every modifier is a participant of a mutual act."""
    found = {p.id: p for p in actors}
    for argument in proposition.arguments:
        if argument.role in ("modifier", "prep:of", "prep:between", "prep:among"):
            for party in scene.parties(proposition, argument):
                if is_political(party.id) and not _is_venue(scene, party):
                    found.setdefault(party.id, party)
    return tuple(found.values())
