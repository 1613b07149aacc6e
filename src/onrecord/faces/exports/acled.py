"""A CSV file in ACLED's columns, its columns of precision among them, of what ACLED would record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from onrecord.faces.exports.places import precision_of
from onrecord.faces.exports.selection import Part, Selection, date_of, is_known, is_put_forward, told
from onrecord.faces.exports.tables import csv_line
from onrecord.knowledge.exporting import load_export_codes
from onrecord.ledger.selecting import SelectedEvent, SelectedReport

__all__ = ["acled_lines"]

_GEO_PRECISION = {"place": 1, "division": 2, "country": 3}
_WEEK = 7


def acled_lines(selection: Selection) -> Iterator[Part]:
    """A head line, then one line for each incident of violence or protest that is put forward as done.

    What is not told is empty: deaths are never guessed, and a country has no coordinates.
    """
    codes, seen = load_export_codes(), set()
    yield "", csv_line(codes.columns["acled"])
    for report, event in told(selection):
        types = codes.acled.get(f"{event.coded['type']}/{event.coded['mode']}") or codes.acled.get(event.coded["type"])
        identity = event.coded["incident"] or event.coded["id"]
        if types is not None and identity not in seen and is_put_forward(event.coded):
            seen.add(identity)
            row = _row(report, event, types)
            yield "event", csv_line([row.get(name) for name in codes.columns["acled"]])


def _row(report: SelectedReport, event: SelectedEvent, types: Sequence[str]) -> dict[str, object]:
    coded, summary = event.coded, report.document["report"]
    publishers = event.account["publishers"] if event.account else [summary["publisher"]]
    row: dict[str, object] = {
        "event_id_cnty": f"{(coded['where'] or {}).get('country') or 'XXX'}{coded['incident'] or coded['id']}",
        "event_date": date_of(event),
        "year": (date_of(event) or "")[:4],
        "time_precision": _time_precision(coded["when"]),
        "disorder_type": types[0],
        "event_type": types[1],
        "sub_event_type": types[2],
        "source": "; ".join(filter(None, publishers)),
        "notes": coded["quote"],
        "tags": f"certainty={coded['certainty']}; holders={', '.join(event.row['holders']) or coded['source']['kind']}",
        "timestamp": _seconds(event.row["published"]),
    }
    return row | _sides(coded) | _place(coded["where"])


def _sides(coded: Mapping[str, Any]) -> dict[str, object]:
    """The first of each side is the actor, the others are associated with it."""
    row: dict[str, object] = {}
    for number, side in ((1, coded["actors"]), (2, coded["recipients"])):
        if side:
            row[f"actor{number}"] = _name(side[0])
            row[f"assoc_actor_{number}"] = "; ".join(filter(None, map(_name, side[1:])))
            row[f"inter{number}"] = load_export_codes().acled_inter.get(side[0]["id"].partition(":")[2])
    row["civilian_targeting"] = "Civilian targeting" if row.get("inter2") == "Civilians" else None
    return row


def _name(party: Mapping[str, Any]) -> str | None:
    """Its name; of somebody unknown, the words of the report."""
    name: str | None = party["name"] if is_known(party["id"]) else party["text"]
    return name


def _time_precision(when: Mapping[str, Any] | None) -> int:
    """1 the day is known, 2 within a week, 3 less, or no day is told and the day is that of publication."""
    if when is None:
        return 3
    days = (date.fromisoformat(when["latest"]) - date.fromisoformat(when["earliest"])).days
    return 1 if days == 0 else 2 if days <= _WEEK else 3


def _place(where: Mapping[str, Any] | None) -> dict[str, object]:
    if where is None:
        return {}
    precision = precision_of(where)
    country = load_export_codes().countries.get(where["country"] or "")
    is_country = precision == "country"
    return {
        "iso": country.numeric if country else None,
        "country": country.name if country else None,
        "admin1": where["name"] if precision == "division" else None,
        "location": where["name"],
        "latitude": None if is_country else where["lat"],
        "longitude": None if is_country else where["lon"],
        "geo_precision": _GEO_PRECISION[precision],
    }


def _seconds(published: date | None) -> int | None:
    if published is None:
        return None
    return int(datetime(published.year, published.month, published.day, tzinfo=UTC).timestamp())
