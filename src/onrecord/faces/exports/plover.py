"""PLOVER's JSON, one event a line: the fields of the codebook's draft 2.0, and beside them what it has no place for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.faces.exports.selection import Part, Selection, date_of, json_bytes, told
from onrecord.knowledge.exporting import load_export_codes
from onrecord.ledger.selecting import SelectedEvent, SelectedReport

__all__ = ["plover_lines"]

_VERSION = "draft 2.0"


def plover_lines(selection: Selection) -> Iterator[Part]:
    """One JSON object a line; compound actors stay one event, auxiliary modes are in ``comment`` and ``onrecord``."""
    for report, event in told(selection):
        yield "event", json_bytes(_event(report, event)) + b"\n"


def _event(report: SelectedReport, event: SelectedEvent) -> dict[str, Any]:
    coded, when = event.coded, event.coded["when"]
    return {
        "id": coded["id"],
        "has_event": True,
        "date": date_of(event),
        "enddate": when["latest"] if when and when["latest"] != when["earliest"] else None,
        "actor": [_entity(party) for party in coded["actors"]],
        "recipient": [_entity(party) for party in coded["recipients"]],
        "event": [coded["type"]],
        "event_loc": _location(coded["where"]),
        "event_text": coded["trigger"]["text"],
        "quad_code": load_export_codes().quads[coded["type"]],
        "mode": coded["mode"],
        "context": list(coded["contexts"]),
        "link": [coded["inside"]] if coded["inside"] else [],
        "text": coded["quote"],
        "text_info": {"start": coded["sentence"]["start"], "end": coded["sentence"]["end"]},
        "cite_info": _citation(report),
        "coder": "onrecord",
        "comment": ", ".join(coded["auxiliary"]) or None,
        "onrecord": _beside(event),
    }


def _entity(party: Mapping[str, Any]) -> dict[str, Any]:
    code, _, sector = party["id"].partition(":")
    return {"code": code, "sector": sector or None, "entity_text": party["text"], "identifier_text": party["name"]}


def _location(where: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if where is None:
        return None
    place = {"resolved_place": where["name"], "geonameid": where["geonameid"], "lat": where["lat"], "lon": where["lon"]}
    return place | {"country_code": where["country"]}


def _citation(report: SelectedReport) -> dict[str, Any]:
    summary = report.document["report"]
    return {
        "citation": summary["key"],
        "url": summary["url"],
        "title": summary["title"],
        "language": summary["language"],
        "publication": summary["publisher"],
        "coder": "onrecord",
        "codebook": "PLOVER",
        "version": _VERSION,
    }


def _beside(event: SelectedEvent) -> dict[str, Any]:
    """What PLOVER has no field for: on whose word, how surely, and the transfer."""
    coded, account = event.coded, event.account
    kept = ("auxiliary", "certainty", "status", "source", "grade", "incident", "transfer", "findings", "flags")
    return {name: coded[name] for name in kept} | {"account": dict(account) if account else None}
