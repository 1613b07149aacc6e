"""GeoJSON (RFC 7946): events as features, on the place they name; a country or an unknown place has no geometry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.faces.exports.places import precision_of
from onrecord.faces.exports.selection import Part, Selection, json_bytes, json_items, told
from onrecord.ledger.selecting import SelectedEvent, SelectedReport

__all__ = ["geojson_parts"]

_FROM_ROW = ("type", "mode", "certainty", "status", "source_kind", "holders", "actors", "recipients", "publisher")


def geojson_parts(selection: Selection) -> Iterator[Part]:
    """One FeatureCollection; ``onrecord`` beside the features says what was asked."""
    yield "", b'{"type":"FeatureCollection","onrecord":' + json_bytes(selection.about) + b',"features":['
    yield from json_items(("feature", _feature(report, event)) for report, event in told(selection))
    yield "", b"\n]}\n"


def _feature(report: SelectedReport, event: SelectedEvent) -> dict[str, Any]:
    where = event.coded["where"]
    return {
        "type": "Feature",
        "id": event.coded["id"],
        "geometry": _geometry(where),
        "properties": _properties(report, event),
    }


def _geometry(where: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if where is None or precision_of(where) == "country":
        return None
    return {"type": "Point", "coordinates": [where["lon"], where["lat"]]}


def _properties(report: SelectedReport, event: SelectedEvent) -> dict[str, Any]:
    coded, where, when = event.coded, event.coded["where"], event.coded["when"]
    account = event.account or {}
    return {
        **{name: event.row[name] for name in _FROM_ROW},
        "date": event.row["day"],
        "start": when["earliest"] if when else None,
        "end": when["latest"] if when else None,
        "date_basis": when["basis"] if when else "publication",
        "place": where["name"] if where else None,
        "country": where["country"] if where else None,
        "geo_precision": precision_of(where) if where else None,
        "quote": coded["quote"],
        "incident": coded["incident"],
        "independent": account.get("independent"),
        "deniers": account.get("deniers"),
        "report": report.document["report"]["key"],
        "url": report.document["report"]["url"],
        "published": report.document["report"]["published"],
    }
