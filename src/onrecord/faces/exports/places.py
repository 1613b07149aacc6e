"""How precise the place of an event is, so that no country becomes a pin in its capital or its middle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from onrecord.knowledge.exporting import load_export_codes

__all__ = ["PlacePrecision", "precision_of"]

PlacePrecision = Literal["place", "division", "country"]


def precision_of(where: Mapping[str, Any]) -> PlacePrecision:
    """Whether a place is a place, a state or province, or a whole country; what has no coordinates is its country."""
    codes = load_export_codes()
    country = codes.countries.get(where["country"] or "")
    if where["lat"] is None or (country is not None and where["geonameid"] == country.geonameid):
        return "country"
    return "division" if (where["country"], where["name"]) in codes.divisions else "place"
