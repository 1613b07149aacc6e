"""Whose ground an act falls on: force against, or withdrawal from, a place is towards the state it lies in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame
from onrecord.records import PlaceMention
from onrecord.scene import Party, Scene

__all__ = ["add_grounds"]


def add_grounds(
    scene: Scene,
    framed: Mapping[int, Frame],
    parties: Mapping[int, Parties],
    where: Mapping[int, int],
    places: Sequence[PlaceMention],
    words: CodingWords,
) -> dict[int, Parties]:
    """Parties in which an act on a place named in its own sentence has that place's state as recipient.

    "Kenya withdrew from the port of *Kismayo*": recipient Somalia.  An actor's own state is not added.
    """
    out = dict(parties)
    for index, frame in framed.items():
        own, position = parties[index], where.get(index)
        if (
            own.recipients
            or not own.actors
            or position is None
            or f"{frame.type}/{frame.mode}" not in words.ground_acts
        ):
            continue
        place = places[position]
        country = place.country
        actors = {p.id.partition(":")[0] for p in own.actors}
        if country is None or country in actors or place.sentence != scene.propositions[index].sentence:
            continue
        out[index] = Parties(own.actors, (Party(country, None, "ground"),))
    return out
