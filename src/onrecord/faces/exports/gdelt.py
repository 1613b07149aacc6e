"""Lines like those of GDELT's event files 2.0: 61 columns, no head line; docs/exports.md names and explains them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
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
    web_address,
)
from onrecord.knowledge.exporting import load_export_codes
from onrecord.ledger.selecting import SelectedEvent, SelectedReport
from onrecord.records import content_id

__all__ = ["gdelt_lines"]

Party = Mapping[str, Any] | None
_GEO_TYPES = {"country": 1, "division": 5, "place": 4}
_GEO_FIELDS = ("Type", "FullName", "CountryCode", "Lat", "Long", "FeatureID")


def gdelt_lines(selection: Selection) -> Iterator[Part]:
    """One line for each incident, code and pair that is put forward as done; further tellings are in its counts."""
    seen: set[tuple[object, ...]] = set()
    for report, event in told(selection):
        if not is_put_forward(event.coded):
            continue
        for first, second in pairs_of(event):
            key = (event.coded["incident"] or event.coded["id"], event.coded["type"], _id(first), _id(second))
            if key not in seen:
                seen.add(key)
                yield "event", tab_line(_row(report, event, first, second))


def _row(report: SelectedReport, event: SelectedEvent, first: Party, second: Party) -> list[object]:
    codes, coded = load_export_codes(), event.coded
    code = codes.cameo_code(coded["type"], coded["mode"])
    row: dict[str, object] = dict.fromkeys(codes.columns["gdelt"])
    row |= _dates(event) | _actor("Actor1", first) | _actor("Actor2", second) | _counts(event) | _place(coded["where"])
    row |= {
        "GLOBALEVENTID": int(content_id(coded["id"], _id(first), _id(second))[:13], 16),
        "IsRootEvent": int(coded["inside"] is None),
        "EventCode": code,
        "EventBaseCode": code,
        "EventRootCode": code[:2],
        "QuadClass": codes.quads[coded["type"]],
        "GoldsteinScale": codes.goldstein[code],
        "SOURCEURL": web_address(report.document["report"]["url"]) or report.document["report"]["key"],
    }
    return [row[name] for name in codes.columns["gdelt"]]


def _id(party: Party) -> str | None:
    return None if party is None else str(party["id"])


def _dates(event: SelectedEvent) -> dict[str, object]:
    """The first possible day, as GDELT writes days; when it was added is the day of publication."""
    published = event.row["published"]
    row: dict[str, object] = {"DATEADDED": None if published is None else f"{published:%Y%m%d}000000"}
    day = date_of(event)
    if day is not None:
        when = date.fromisoformat(day)
        fraction = when.year + (when.month * 30 + when.day) / 365
        row |= {"SQLDATE": f"{when:%Y%m%d}", "MonthYear": f"{when:%Y%m}", "Year": when.year}
        row["FractionDate"] = f"{fraction:.4f}"
    return row


def _actor(side: str, party: Party) -> dict[str, object]:
    """A state is a country code, any other body a known group; sectors are CAMEO's roles."""
    if party is None:
        return {}
    codes = load_export_codes()
    body, _, sector = party["id"].partition(":")
    role = codes.cameo_roles.get(sector, sector)
    is_state = codes.kind_of(body) == "state"
    return {
        f"{side}Code": (body if is_known(body) else "") + role or None,
        f"{side}Name": party["name"].upper() if is_known(body) else None,
        f"{side}CountryCode": body if is_state else None,
        f"{side}KnownGroupCode": body if is_known(body) and not is_state else None,
        f"{side}Type1Code": role or None,
    }


def _counts(event: SelectedEvent) -> dict[str, object]:
    account = event.account or {"tellings": 1, "independent": None, "reports": 1}
    return {
        "NumMentions": account["tellings"],
        "NumSources": account["independent"],
        "NumArticles": account["reports"],
    }


def _place(where: Mapping[str, Any] | None) -> dict[str, object]:
    if where is None:
        return {}
    precision = precision_of(where)
    country = load_export_codes().countries.get(where["country"] or "")
    is_country = precision == "country"
    values = (
        _GEO_TYPES[precision],
        where["name"],
        country.fips if country else None,
        None if is_country else where["lat"],
        None if is_country else where["lon"],
        where["geonameid"],
    )
    return {f"ActionGeo_{name}": value for name, value in zip(_GEO_FIELDS, values, strict=True)}
