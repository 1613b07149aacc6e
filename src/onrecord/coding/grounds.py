"""Whose ground an act falls on, both ways: a place tells the state acted on, and a host or receiver tells the place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame
from onrecord.records import PlaceMention, Proposition, body_of
from onrecord.scene import Party, Scene, bodies

__all__ = ["add_grounds", "add_hosts"]


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
    out = {index: _of_the_land(parties[index], where.get(index), places) for index in framed}
    for index, frame in framed.items():
        own, position = out[index], where.get(index)
        if (
            own.recipients
            or not own.actors
            or position is None
            or f"{frame.type}/{frame.mode}" not in words.ground_acts
        ):
            continue
        place = places[position]
        country = place.country
        actors = {body_of(p.id) for p in own.actors}
        if country is None or country in actors or place.sentence != scene.propositions[index].sentence:
            continue
        if _is_on_a_way(scene, scene.propositions[index], place):
            continue
        out[index] = Parties(own.actors, (Party(country, None, "ground"),))
    return out


def _of_the_land(own: Parties, position: int | None, places: Sequence[PlaceMention]) -> Parties:
    """Unnamed holders of a place are of its country, else of the state that fights them: "a *rebel*-held town"."""
    holders = [p for p in own.recipients if p.rule.endswith("+holder") and body_of(p.id) == "UNK"]
    if not holders:
        return own
    state = next((body_of(p.id) for p in own.actors if p.id.partition(":")[2] in ("MIL", "GOV", "COP", "")), None)
    country = places[position].country if position is not None else state
    if country is None or country == "UNK":
        return own
    recipients = (replace(p, id=f"{country}:{p.id.partition(':')[2]}") if p in holders else p for p in own.recipients)
    return Parties(own.actors, tuple(recipients))


def _is_on_a_way(scene: Scene, proposition: Proposition, place: PlaceMention) -> bool:
    """Whether a place only says where something else came from: "seized rifles from a boat *sailing from Oman*"."""
    sentence = scene.sentences[proposition.sentence]
    preposition = sentence.heads[place.last - 1]
    moving = sentence.heads[preposition]
    if sentence.lemmas[preposition] not in ("from", "towards", "toward", "via") or moving == proposition.head:
        return False
    return all(a.head != moving for a in proposition.arguments if a.role == "object")


def add_hosts(
    scene: Scene,
    framed: Mapping[int, Frame],
    parties: Mapping[int, Parties],
    where: Mapping[int, int],
    places: Sequence[PlaceMention],
    words: CodingWords,
) -> dict[int, int]:
    """Places in which a visit is where its host is, aid where its receiver is, force against one's own at home.

    "Weapons supplied to *Mali*", "the king begins a *visit* ... to Chad": the nearest mention of that country.
    What guest and host talk about, agree and sign, they do there.
    """
    out = dict(where)
    by_country: dict[str, list[int]] = defaultdict(list)
    for position, place in enumerate(places):
        if place.country is not None:
            by_country[place.country].append(position)
    guests: dict[frozenset[str], int] = {}
    for index, frame in framed.items():
        hosts, guest = bodies(parties[index].recipients), bodies(parties[index].actors)
        is_at_home = frame.type in words.force_types and hosts == guest
        is_hosted = f"{frame.type}/{frame.mode}" in words.hosted_acts
        if len(hosts) != 1 or not (is_at_home or is_hosted):
            continue
        named = by_country.get(next(iter(hosts)), [])
        if index not in out and named:
            sentence = scene.propositions[index].sentence
            out[index] = min(named, key=lambda i: (abs(places[i].sentence - sentence), i))
        if index in out and frame.mode == "visit":
            guests.setdefault(hosts | guest, out[index])
    for index, frame in framed.items():
        sides = bodies((*parties[index].actors, *parties[index].recipients))
        if index not in out and frame.type in words.guest_types and sides in guests:
            out[index] = guests[sides]
    return out
