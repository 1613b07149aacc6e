"""A STIX 2.1 bundle: reports, the identities and places in them, relationships with confidence, quotes as notes.

STIX ids are UUIDs made of our own ids, so the same record gives the same bundle.  Our fields stand in a property
extension, as STIX 2.1 wants them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from onrecord.faces.exports.places import precision_of
from onrecord.faces.exports.selection import (
    Part,
    Selection,
    is_known,
    is_put_forward,
    json_items,
    known_pairs_of,
    web_address,
)
from onrecord.knowledge.exporting import load_export_codes
from onrecord.ledger.selecting import SelectedEvent, SelectedReport

__all__ = ["stix_parts"]

Thing = dict[str, Any]
_NAMESPACE = UUID("6e3ff8a5-2f0c-5c5a-9b7e-0f3a3a1c6d10")
_EARLIEST = "1970-01-01T00:00:00.000Z"
_OPINIONS = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")
_IDENTITY_CLASSES = {"person": "individual", "other": "unknown"}
_AUTHOR = "onrecord"


def stix_parts(selection: Selection) -> Iterator[Part]:
    """The bundle; every object once, identities and places before what refers to them."""
    yield "", f'{{"type":"bundle","id":"{_id("bundle", str(sorted(selection.about.items())))}","objects":['.encode()
    yield from json_items((thing["type"], thing) for thing in _once(_things(selection)))
    yield "", b"\n]}\n"


def _once(things: Iterable[Thing]) -> Iterator[Thing]:
    seen: set[str] = set()
    for thing in things:
        if thing["id"] not in seen:
            seen.add(thing["id"])
            yield thing


def _things(selection: Selection) -> Iterator[Thing]:
    yield _thing("identity", _AUTHOR, _EARLIEST, name="Onrecord", identity_class="system")
    yield _extension()
    for report in selection.reports():
        spoken_of = [thing for event in report.events for thing in _of_event(report, event)]
        yield from spoken_of
        yield _report(report, spoken_of)


def _id(kind: str, *fields: str) -> str:
    name = " ".join((kind, *fields)).encode("utf-8", "replace").decode()
    return f"{kind}--{uuid5(_NAMESPACE, name)}"


def _thing(kind: str, key: str, moment: str, **fields: object) -> Thing:
    """A STIX object; what is ``None`` is left out."""
    kept = {name: value for name, value in fields.items() if value is not None}
    author = {} if key == _AUTHOR else {"created_by_ref": _id("identity", _AUTHOR)}
    head = {"type": kind, "spec_version": "2.1", "id": _id(kind, key), "created": moment, "modified": moment}
    return head | author | kept


def _extension() -> Thing:
    definition = "https://onrecord.invalid/schema/stix-event"
    return _thing(
        "extension-definition",
        "event",
        _EARLIEST,
        name="Onrecord event",
        description="Type, certainty, status, sources and independence of an event that a report tells.",
        schema=definition,
        version="1.0.0",
        extension_types=["property-extension"],
    )


def _moment(report: SelectedReport) -> str:
    published: date | None = report.events[0].row["published"]
    return _EARLIEST if published is None else f"{published.isoformat()}T00:00:00.000Z"


def _report(report: SelectedReport, spoken_of: list[Thing]) -> Thing:
    summary = report.document["report"]
    reference: Thing = {"source_name": summary["publisher"] or "unknown publisher", "external_id": summary["key"]}
    digest = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    if web_address(summary["url"]):
        reference |= {"url": summary["url"], "hashes": {"SHA-256": digest}}
    references = [thing["id"] for thing in spoken_of if thing["type"] not in ("note", "opinion")]
    return _thing(
        "report",
        summary["id"],
        _moment(report),
        name=summary["title"] or summary["key"],
        published=_moment(report),
        report_types=["threat-report"],
        object_refs=list(dict.fromkeys(references)) or [_id("identity", _AUTHOR)],
        external_references=[reference],
    )


def _of_event(report: SelectedReport, event: SelectedEvent) -> Iterator[Thing]:
    """The sides, the place, a relationship for each pair, the quote, and what others say of it."""
    moment = _moment(report)
    sides = [
        _identity(party) for party in (*event.coded["actors"], *event.coded["recipients"]) if is_known(party["id"])
    ]
    yield from sides
    yield from _locations(event.coded["where"])
    links = list(_relationships(event, moment))
    yield from links
    about = [thing["id"] for thing in (*links, *(() if links else sides))]
    yield _thing(
        "note",
        event.coded["id"],
        moment,
        abstract=f"{event.coded['type']} ({event.coded['certainty']}, {event.coded['status']})",
        content=event.coded["quote"],
        authors=[holder["text"] for holder in event.coded["source"]["holders"] if holder["text"]] or None,
        object_refs=[*about, _id("report", report.document["report"]["id"])],
        extensions=_our_fields(event),
    )
    if links and event.account is not None:
        yield _opinion(event, event.account, moment, about)


def _identity(party: Mapping[str, Any]) -> Thing:
    kind = load_export_codes().kind_of(party["id"])
    class_ = _IDENTITY_CLASSES.get(kind, "organization")
    reference = {"source_name": "onrecord", "external_id": party["id"]}
    return _thing(
        "identity", party["id"], _EARLIEST, name=party["name"], identity_class=class_, external_references=[reference]
    )


def _locations(where: Mapping[str, Any] | None) -> Iterator[Thing]:
    """A country by its code, a place by its coordinates; a place without either is no STIX location."""
    country = load_export_codes().countries.get((where or {}).get("country") or "")
    if where is None or (country is None and where["lat"] is None):
        return
    is_place = precision_of(where) != "country"
    yield _thing(
        "location",
        f"{where['geonameid']} {where['name']} {where['country']}",
        _EARLIEST,
        name=where["name"],
        country=country.iso2 if country else None,
        latitude=where["lat"] if is_place else None,
        longitude=where["lon"] if is_place else None,
    )


def _relationships(event: SelectedEvent, moment: str) -> Iterator[Thing]:
    """One for each pair of what is put forward as done; a denial or a plan is told by its note only."""
    if is_put_forward(event.coded):
        for one, other in known_pairs_of(event):
            yield _relationship(event, moment, one, other)


def _relationship(event: SelectedEvent, moment: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> Thing:
    when = event.coded["when"]
    start, stop = (when["earliest"], when["latest"]) if when else (None, None)
    return _thing(
        "relationship",
        f"{event.coded['id']} {one['id']} {other['id']}",
        moment,
        relationship_type=event.coded["type"].lower(),
        source_ref=_id("identity", one["id"]),
        target_ref=_id("identity", other["id"]),
        description=event.coded["quote"],
        confidence=load_export_codes().confidence[event.coded["certainty"]],
        start_time=f"{start}T00:00:00.000Z" if start else None,
        stop_time=f"{stop}T23:59:59.000Z" if stop else None,
        extensions=_our_fields(event),
    )


def _our_fields(event: SelectedEvent) -> Thing:
    coded, account = event.coded, event.account
    kept = {name: coded[name] for name in ("id", "type", "mode", "certainty", "status", "incident", "inside")}
    grade = coded["grade"]
    kept |= {"source_kind": coded["source"]["kind"], "admiralty": f"{grade['letter']}{grade['number']}"}
    kept |= {"independent": account["independent"], "reports": account["reports"]} if account else {}
    fields = {f"event_{name}": value for name, value in kept.items() if value is not None}
    return {_id("extension-definition", "event"): {"extension_type": "property-extension", **fields}}


def _opinion(event: SelectedEvent, account: Mapping[str, Any], moment: str, about: list[str]) -> Thing:
    """How far the reports of the incident bear each other out, in STIX's five words."""
    place = 2 + (account["independent"] > 1) + (account["independent"] > 2) - 2 * bool(account["deniers"])
    told_by = f"{account['independent']} independent source(s) in {account['reports']} report(s)"
    denied = f"; denied by {', '.join(account['deniers'])}" if account["deniers"] else ""
    return _thing(
        "opinion",
        f"{event.coded['id']} opinion",
        moment,
        opinion=_OPINIONS[place],
        explanation=told_by + denied,
        object_refs=about,
    )
