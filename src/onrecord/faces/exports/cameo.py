"""CAMEO-coded dyads in the columns of ICEWS's event files, a line for each pair of source and target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.faces.exports.places import precision_of
from onrecord.faces.exports.selection import (
    Part,
    Selection,
    date_of,
    is_known,
    is_put_forward,
    pairs_of,
    tab_line,
    told,
)
from onrecord.knowledge.exporting import load_export_codes
from onrecord.ledger.selecting import SelectedEvent, SelectedReport
from onrecord.records import content_id

__all__ = ["icews_lines"]

_EXTRA = ("Certainty", "Source Of Claim", "Independent Sources", "Denied By")


def icews_lines(selection: Selection) -> Iterator[Part]:
    """A head line, then each pair of each event that is put forward as done; ICEWS has no place for the others.

    Four columns of ours stand after ICEWS's own.  "Event ID" is a number made of the event's id and the pair.
    """
    yield "", tab_line([*load_export_codes().columns["icews"], *_EXTRA])
    for report, event in told(selection):
        if is_put_forward(event.coded):
            for source, target in pairs_of(event):
                yield "event", tab_line(_row(report, event, source, target))


def _row(
    report: SelectedReport,
    event: SelectedEvent,
    source: Mapping[str, Any] | None,
    target: Mapping[str, Any] | None,
) -> list[object]:
    coded, codes = event.coded, load_export_codes()
    code = codes.cameo_code(coded["type"], coded["mode"])
    sides = [_side(source), _side(target)]
    identity = int(content_id(coded["id"], *(party["id"] if party else None for party in (source, target)))[:13], 16)
    summary = report.document["report"]
    return [
        *(identity, date_of(event), *sides[0], coded["trigger"]["text"], code, codes.goldstein[code], *sides[1]),
        *(summary["key"], None, summary["publisher"], *_place(coded["where"])),
        *(coded["certainty"], "; ".join(event.row["holders"]) or coded["source"]["kind"]),
        *_account(event),
    ]


def _side(party: Mapping[str, Any] | None) -> list[object]:
    """Name, sectors and country of one side."""
    if party is None:
        return [None, None, None]
    codes = load_export_codes()
    body, _, sector = party["id"].partition(":")
    country = codes.countries.get(body)
    name = party["name"] if is_known(party["id"]) else None
    return [name, codes.cameo_roles.get(sector, sector) or None, country.name if country else None]


def _place(where: Mapping[str, Any] | None) -> list[object]:
    """City, district, province, country and coordinates; a country has no coordinates here."""
    if where is None:
        return [None] * 6
    country = load_export_codes().countries.get(where["country"] or "")
    precision = precision_of(where)
    name = where["name"]
    city, province = name if precision == "place" else None, name if precision == "division" else None
    point = [where["lat"], where["lon"]] if precision == "place" else [None, None]
    return [city, None, province, country.name if country else None, *point]


def _account(event: SelectedEvent) -> list[object]:
    account = event.account
    return [None, None] if account is None else [account["independent"], "; ".join(account["deniers"])]
