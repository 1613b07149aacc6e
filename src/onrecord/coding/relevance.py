"""Which framed propositions are worth recording: a public side is known, or the whole report is political."""

from __future__ import annotations

from collections.abc import Mapping, Set

from onrecord.coding.kinds import is_political, is_public_actor
from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame
from onrecord.scene import Scene, bodies

__all__ = ["is_political_report", "recorded"]


def recorded(
    scene: Scene,
    framed: Mapping[int, Frame],
    parties: Mapping[int, Parties],
    words: CodingWords,
    *,
    protests: Set[int] = frozenset(),
) -> set[int]:
    """The propositions to record.

    A state, armed group, body or party on one side is enough; so are two private sides, and any side for protest,
    force and repression, and for the end of a protest (``protests``).  Where most events of a report have a public
    side the others are kept too, as "the *fighting*" in a report of a war, and so are those that their sentence or
    their source draws in.  Casualties that nobody caused, in a report of no other force, are an accident.
    """
    kept = {p for p in framed if _is_worth(framed[p], parties[p], words, is_protest=p in protests)}
    if is_political_report(framed, parties, words):
        kept = set(framed)
    drawing = {p for p in kept if any(_draws(s.id, words) for s in (*parties[p].actors, *parties[p].recipients))}
    drawing |= {p for p, frame in framed.items() if frame.id in words.drawing_frames}
    if not drawing:
        kept = {p for p in kept if not _is_common_justice(scene, p, framed[p], parties[p], words)}
    kept |= {p for p in framed if p not in kept and _is_drawn_in(scene, p, framed[p], drawing, words)}
    if not any(_is_force(framed[p], parties[p], words) for p in kept):
        kept = {
            p for p in kept if framed[p].id not in words.casualty_frames or _has_public_side(parties[p], actors=True)
        }
    return kept


def _is_common_justice(scene: Scene, index: int, frame: Frame, parties: Parties, words: CodingWords) -> bool:
    """Police and courts at home against a private person over a common crime: "charged a man with *burglary*"."""
    sides = (*parties.actors, *parties.recipients)
    if f"{frame.type}/{frame.mode}" not in words.justice_acts or len(bodies(sides)) > 1:
        return False
    if any(p.id.partition(":")[2] not in words.justice_sides for p in sides):
        return False
    sentence = scene.sentences[scene.propositions[index].sentence]
    return not words.common_crimes.isdisjoint(sentence.lemmas)


def _is_drawn_in(scene: Scene, index: int, frame: Frame, drawing: set[int], words: CodingWords) -> bool:
    """An event without a known public side that its surroundings, or its own kind, make one to record.

    It shares a sentence with one of a state or armed group ("Chad urged that the sanctions be *eased*"), a state's
    source speaks of it ("no contract had been *signed*, officials said"), or its frame is public by itself ("a nuclear
    *test*").
    """
    if frame.id in words.drawing_frames:
        return True
    sentence = scene.propositions[index].sentence
    if any(scene.propositions[p].sentence == sentence for p in drawing):
        return True
    judgement = scene.judgements.get(index)
    if judgement is None or judgement.attribution is None:
        return False
    return any(_draws(i, words) for i in scene.attributions[judgement.attribution].holder.ids)


def _draws(identity: str, words: CodingWords) -> bool:
    """Whether an id is a state or its executive or force, an armed group or a body."""
    head, _, sector = identity.partition(":")
    return sector in words.drawing_sectors and head.isupper() and (head != "UNK" or bool(sector))


def is_political_report(framed: Mapping[int, Frame], parties: Mapping[int, Parties], words: CodingWords) -> bool:
    """Whether enough, and most, of a report's events have a public side."""
    public = sum(_has_public_side(parties[p]) for p in framed)
    return public >= words.political_report_events and public >= words.political_report_share * len(framed)


def _is_worth(frame: Frame, parties: Parties, words: CodingWords, *, is_protest: bool) -> bool:
    if _has_public_side(parties):
        return True
    if frame.type in words.public_types or is_protest:
        return bool(parties.actors or parties.recipients)
    known = [any(is_political(p.id) for p in side) for side in (parties.actors, parties.recipients)]
    return frame.type not in words.public_only_types and all(known)


def _is_force(frame: Frame, parties: Parties, words: CodingWords) -> bool:
    if frame.id in words.casualty_frames:
        return _has_public_side(parties, actors=True)
    return frame.type in words.force_types


def _has_public_side(parties: Parties, *, actors: bool = False) -> bool:
    sides = parties.actors if actors else (*parties.actors, *parties.recipients)
    return any(is_public_actor(p.id) for p in sides)
