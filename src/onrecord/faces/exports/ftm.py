"""FollowTheMoney: an entity a line for Aleph, or a statement a line for what reads OpenSanctions' files.

An event is an ``Event``, its report an ``Article``, and each pair of sides an ``UnknownLink``, since an ``Event`` is no
edge.  FollowTheMoney has no schema for a claim: certainty and source stand in the summary and the keywords.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.faces.exports.selection import Part, Selection, is_known, json_bytes, known_pairs_of, told, web_address
from onrecord.faces.exports.tables import csv_line
from onrecord.knowledge.exporting import load_export_codes
from onrecord.ledger.selecting import SelectedEvent, SelectedReport
from onrecord.records import body_of, content_id

__all__ = ["ftm_entities", "ftm_lines", "ftm_statement_lines"]

Entity = dict[str, Any]
_DATASET = "onrecord"
_LANGUAGES = {"en": "eng"}
_DATES = {"day": 10, "month": 7, "year": 4}
_PROPERTY_TYPES = {
    "date": "date",
    "startDate": "date",
    "endDate": "date",
    "publishedAt": "date",
    "country": "country",
    "name": "name",
    "sourceUrl": "url",
    "language": "language",
    "location": "address",
    "summary": "text",
    "bodyText": "text",
    "involved": "entity",
    "organizer": "entity",
    "proof": "entity",
    "subject": "entity",
    "object": "entity",
}


def ftm_lines(selection: Selection) -> Iterator[Part]:
    """One entity a line, those of actors first met as they come."""
    for _, entity in ftm_entities(selection):
        yield entity["schema"], json_bytes(entity) + b"\n"


def ftm_statement_lines(selection: Selection) -> Iterator[Part]:
    """One statement a line as CSV: each value with its report as origin and the day of publication as first seen."""
    yield "", csv_line(load_export_codes().columns["statements"])
    for report, entity in ftm_entities(selection):
        for name, values in {"id": [entity["id"]], **entity["properties"]}.items():
            for value in values:
                yield "statement", csv_line(_statement(report, entity, name, value), is_for_people=False)


def ftm_entities(selection: Selection) -> Iterator[tuple[SelectedReport, Entity]]:
    """Every entity once, with the report it was first met in."""
    seen: set[str] = set()
    articles: set[str] = set()
    for report, event in told(selection):
        article = _article(report)
        if article["id"] not in articles:
            articles.add(article["id"])
            yield report, article
        for entity in _actors(event):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield report, entity
        yield report, _event(report, event)
        for link in _links(report, event):
            yield report, link


def _entity(identity: str, schema: str, properties: Mapping[str, Iterable[object]]) -> Entity:
    """An entity without its empty properties."""
    kept = {name: [str(v) for v in values if v] for name, values in properties.items()}
    return {"id": identity, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _article(report: SelectedReport) -> Entity:
    summary = report.document["report"]
    properties = {
        "title": [summary["title"] or summary["key"]],
        "name": [summary["title"] or summary["key"]],
        "bodyText": [report.text],
        "publishedAt": [summary["published"]],
        "publisher": [summary["publisher"]],
        "sourceUrl": [web_address(summary["url"])],
        "language": [_LANGUAGES.get(summary["language"])],
    }
    return _entity(f"onrecord-report-{summary['id']}", "Article", properties)


def _actors(event: SelectedEvent) -> Iterator[Entity]:
    codes = load_export_codes()
    for party in (*event.coded["actors"], *event.coded["recipients"]):
        if is_known(party["id"]):
            kind = codes.kind_of(party["id"])
            country = codes.countries.get(body_of(party["id"]))
            names = {"name": [party["name"]], "country": [country.iso2.lower() if country else None]}
            yield _entity(_actor_id(party["id"]), codes.ftm_schemata[kind], names)


def _actor_id(identity: str) -> str:
    return f"onrecord-actor-{identity.replace(':', '-')}"


def _event(report: SelectedReport, event: SelectedEvent) -> Entity:
    coded, when, where = event.coded, event.coded["when"], event.coded["where"]
    country = load_export_codes().countries.get((where or {}).get("country") or "")
    known = [[_actor_id(p["id"]) for p in coded[side] if is_known(p["id"])] for side in ("actors", "recipients")]
    properties: dict[str, Iterable[object]] = {
        "name": [_title(event)],
        **_dates(when),
        "involved": [*known[0], *known[1]],
        "country": [country.iso2.lower() if country else None],
        "location": [where["name"] if where else None],
        "keywords": [coded["type"], coded["mode"], coded["certainty"], coded["status"], *coded["contexts"]],
        "summary": [_summary(event)],
        "proof": [f"onrecord-report-{report.document['report']['id']}"],
        "publisher": [report.document["report"]["publisher"]],
        "sourceUrl": [web_address(report.document["report"]["url"])],
        "recordId": [coded["id"]],
    }
    return _entity(f"onrecord-event-{coded['id']}", "Event", properties)


def _title(event: SelectedEvent) -> str:
    sides = [", ".join(p["name"] for p in event.coded[side]) for side in ("actors", "recipients")]
    return f"{event.coded['type']}: {sides[0] or 'unknown'}" + (f" to {sides[1]}" if sides[1] else "")


def _summary(event: SelectedEvent) -> str:
    coded = event.coded
    holders = ", ".join(holder["text"] or holder["id"] for holder in coded["source"]["holders"])
    return f"“{coded['quote']}” ({coded['certainty']}, {coded['status']}; on the word of {holders or 'the reporter'})"


def _dates(when: Mapping[str, Any] | None) -> dict[str, list[str]]:
    """A partial date where the interval is a whole month or year; else its two ends."""
    if when is None:
        return {}
    length = _DATES.get(when["precision"])
    parts = {when["earliest"][:length], when["latest"][:length]} if length else set()
    if len(parts) == 1:
        return {"date": sorted(parts)}
    return {"startDate": [when["earliest"]], "endDate": [when["latest"]]}


def _links(report: SelectedReport, event: SelectedEvent) -> Iterator[Entity]:
    coded = event.coded
    for subject, target in known_pairs_of(event):
        ends = (_actor_id(subject["id"]), _actor_id(target["id"]))
        properties: dict[str, Iterable[object]] = {
            "subject": ends[:1],
            "object": ends[1:],
            "role": [f"{coded['type']} ({coded['certainty']}, {coded['status']})"],
            **_dates(coded["when"]),
            "summary": [_summary(event)],
            "recordId": [coded["id"]],
            "publisher": [report.document["report"]["publisher"]],
            "sourceUrl": [web_address(report.document["report"]["url"])],
        }
        yield _entity(f"onrecord-link-{content_id(coded['id'], *ends)}", "UnknownLink", properties)


def _statement(report: SelectedReport, entity: Entity, name: str, value: str) -> list[object]:
    """A row; its id is made as the library makes it, so that other tools know the same statement."""
    day = report.document["report"]["published"]
    key = f"{_DATASET}.{entity['id']}.{name}.{value}"
    identity = hashlib.sha1(key.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    kind = "id" if name == "id" else _PROPERTY_TYPES.get(name, "string")
    origin = f"onrecord-report-{report.document['report']['id']}"
    row = [entity["id"], entity["id"], name, kind, entity["schema"], value, _DATASET, origin, None, None, "f"]
    return [*row, day, day, identity]
