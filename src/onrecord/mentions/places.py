"""Toponyms of a report, resolved to a place: name, country, coordinates and GeoNames id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.knowledge.gazetteer import FEATURES, Gazetteer, NameKind, load_gazetteer
from onrecord.knowledge.place_words import PlaceCues, load_place_cues
from onrecord.mentions.places_resolve import Choice, choose_places
from onrecord.mentions.places_spans import BlockLike, Match, find_matches
from onrecord.mentions.places_weigh import weigh_matches
from onrecord.records import ActorMention, Candidate, PlaceMention, Report, Sentence

__all__ = ["find_places"]

_PLAUSIBLE = -1.6
_ACCEPTED = 0.2
_MOST_SUPPORT = 1.6


def find_places(
    report: Report,
    blocks: Sequence[BlockLike],
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
) -> tuple[PlaceMention, ...]:
    """The report's places in text order, adjectives ("*Russian* troops") with feature ``adjective`` among them.

    A place in a dateline belongs to the sentence after it and has no tokens (``first == last == 0``).
    Coordinates are WGS84 degrees: a city's own, the middle of a country or region.
    """
    if not sentences:
        return ()
    gazetteer, cues = load_gazetteer(), load_place_cues()
    matches = find_matches(report, blocks, sentences, gazetteer, cues)
    weigh_matches(report, matches, sentences, gazetteer, cues)
    matches = [match for match in matches if match.weight > _PLAUSIBLE]
    choices = choose_places(report, matches, sentences, gazetteer, cues)
    by_token = {(a.sentence, token): a for a in actors for token in range(a.first, a.last)}
    containers = frozenset(match.name for match in matches if match.is_container)
    scene = _Scene(report, sentences, gazetteer, cues, containers)
    return tuple(
        _mention(match, choices[match.name], scene, by_token.get((match.sentence, match.first)))
        for match in matches
        if match.weight + min(choices[match.name].support, _MOST_SUPPORT) > _ACCEPTED
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every mention is made with; ``containers`` are the names that hold another somewhere in the report."""

    report: Report
    sentences: Sequence[Sentence]
    gazetteer: Gazetteer
    cues: PlaceCues
    containers: frozenset[int]


def _candidate_id(gazetteer: Gazetteer, row: int) -> str:
    geonameid = int(gazetteer.geonameid[row])
    return f"geonames:{geonameid}" if geonameid else f"onrecord:{gazetteer.labels[row]}"


def _own_sense(match: Match, choice: Choice, scene: _Scene) -> int:
    """As in "Albany, *New York*": the state, whatever New York means elsewhere; and elsewhere what it means first."""
    gazetteer = scene.gazetteer
    if match.is_container:
        wide = ("country", "division", "county")
        return next((row for row, _ in choice.ranked if FEATURES[gazetteer.feature[row]] in wide), choice.row)
    if match.name in scene.containers:
        primary = gazetteer.rows_of(match.name)[gazetteer.kinds_of(match.name) == NameKind.PRIMARY]
        return next((row for row, _ in choice.ranked if row in primary), choice.row)
    return choice.row


def _mention(match: Match, choice: Choice, scene: _Scene, actor: ActorMention | None) -> PlaceMention:
    gazetteer, row = scene.gazetteer, _own_sense(match, choice, scene)
    is_adjective = choice.kind == NameKind.ADJECTIVE
    is_literal = match.is_dateline or (
        not is_adjective and _is_literal(match, scene.sentences[match.sentence], scene.cues, actor)
    )
    return PlaceMention(
        sentence=match.sentence,
        first=match.first,
        last=match.last,
        start=match.start,
        end=match.end,
        text=scene.report.text[match.start : match.end],
        name=gazetteer.labels[row],
        country=gazetteer.countries[gazetteer.country[row]] or None,
        lat=round(float(gazetteer.latitude[row]), 5),
        lon=round(float(gazetteer.longitude[row]), 5),
        geonameid=int(gazetteer.geonameid[row]) or None,
        feature="adjective" if is_adjective else FEATURES[gazetteer.feature[row]],
        rule="dateline" if match.is_dateline else choice.rule,
        candidates=tuple(Candidate(_candidate_id(gazetteer, r), s) for r, s in choice.ranked)
        if len(choice.ranked) > 1
        else (),
        is_literal=is_literal,
        is_dateline=match.is_dateline,
    )


def _is_literal(match: Match, sentence: Sentence, cues: PlaceCues, actor: ActorMention | None) -> bool:
    """Whether the name stands for the place itself, not its government, team or people: "*Beijing* said" does not."""
    if actor is not None and actor.as_place:
        return True
    head = match.last - 1
    relation = sentence.relations[head]
    governor = sentence.heads[head]
    if match.last < len(sentence) and sentence.words[match.last] == "-":
        return False
    if relation in ("nsubj", "agent"):
        return sentence.lemmas[governor] == "be"
    if relation == "poss" and actor is not None:
        return False
    if relation in ("compound", "amod", "nmod") and sentence.poses[governor] == "PROPN":
        return sentence.words[governor].lower() in cues.settlement_of
    if relation == "pobj":
        preposition = sentence.words[governor].lower()
        if preposition == "of":
            return sentence.lemmas[sentence.heads[governor]] in cues.settlement_of | cues.directions
        return preposition in cues.locative or preposition in cues.literal
    if relation in ("dobj", "nsubjpass"):
        return sentence.lemmas[governor] in cues.reached
    return relation != "dative"
