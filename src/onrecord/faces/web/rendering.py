"""Templates, and how values of the record are written on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.faces.wording import shortened, when
from onrecord.ledger.names import name_of
from onrecord.records import UNKNOWN_ACTOR, body_of

__all__ = ["page_url", "render", "shown"]

# Characters that print as nothing or that turn the line around; what they stood for is marked, not lost.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_GRADES = {"CT": "certain", "PR": "likely", "PS": "possible", "Uu": "open"}
_CERTAINTY = {
    "CT+": "said to be certain",
    "PR+": "said to be probable",
    "PS+": "said to be possible",
    "Uu": "left open",
    "PS-": "said to be possibly not so",
    "PR-": "said to be probably not so",
    "CT-": "denied",
}
_STATE = re.compile("[A-Z]{3}")
_SCORES = {"CT+": 3, "PR+": 2, "PS+": 1, "Uu": 0, "PS-": -1, "PR-": -2, "CT-": -3}


def render(template: str, **values: Any) -> str:
    """A page of the reading room."""
    return _environment().get_template(template).render(**values)


def shown(value: object) -> object:
    """A value as it stands on a page; unseen characters become U+FFFD."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _UNSEEN.sub("\ufffd", value)


def page_url(path: str, terms: Iterable[str] = (), **more: object) -> str:
    """A link within the reading room, with a filter in its query string."""
    pairs = [("q", term) for term in terms]
    pairs += [(name.replace("_", "-"), str(value)) for name, value in more.items() if value not in (None, "")]
    query = "&".join(f"{name}={quote(value, safe='.,:=!~-', errors='replace')}" for name, value in pairs)
    return quote(path, safe="/:-._~", errors="replace") + (f"?{query}" if query else "")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.faces.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(link=page_url)
    made.filters.update(
        day=_day,
        grade=_grade,
        sureness=_sureness,
        denied=_is_denied,
        score=_score,
        web=_web_address,
        clip=_clip,
        called=_called,
        party=_party,
        when=when,
    )
    return made


def _called(identity: str, names: Mapping[str, str]) -> str:
    """What an actor is called: its own name, else that of the state or body it is an organ of."""
    body = body_of(identity)
    if body == UNKNOWN_ACTOR:
        return "somebody not named"
    return names.get(identity) or (name_of(identity) if body == "outlet" else names.get(body)) or identity


def _party(identity: str, names: Mapping[str, str]) -> str:
    """What a side of a transfer is called; who is of a state and not the state is told apart from it."""
    body, _, sector = identity.partition(":")
    return name_of(identity) if sector and _STATE.fullmatch(body) else _called(identity, names)


def _day(value: date | datetime | str | None) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _grade(certainty: str | None) -> str:
    """The class of a certainty: how its line is drawn."""
    return _GRADES.get((certainty or "Uu")[:2], "open")


def _is_denied(certainty: str | None) -> bool:
    return bool(certainty) and str(certainty).endswith("-")


def _sureness(certainty: str | None) -> str:
    return _CERTAINTY.get(certainty or "", "not known")


def _score(certainty: str | None) -> int:
    return _SCORES.get(certainty or "", 0)


def _web_address(url: str | None) -> str | None:
    """The address, if it is one of the web; anything else is not made a link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def _clip(text: str | None, length: int = 240) -> str:
    return shortened(text or "", length)
