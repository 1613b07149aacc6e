"""The filter of a page: terms of the one filter language in its address, and the form that writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from fastapi import Request
from fastapi.datastructures import QueryParams

from onrecord.document import EventType
from onrecord.faces.moments import moment_of
from onrecord.faces.web.rendering import page_url
from onrecord.ledger.filters import CERTAINTIES, FIELDS

__all__ = ["Asked", "FormField", "asked_of", "form_of", "known_fields", "order_of", "terms_of_form"]

_MOST_TERMS = 40
_OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page was asked for; ``as_of`` (UTC) is ``None`` for the record as it holds now."""

    path: str
    terms: tuple[str, ...]
    as_of: datetime | None = None
    as_of_written: str | None = None
    cursor: str | None = None
    order: str | None = None

    @property
    def is_newest_first(self) -> bool:
        """Whether what comes by day begins with the latest, as pages do unless the oldest is asked for."""
        return self.order != _OLDEST

    def without(self, term: str) -> str:
        """The address of the page with one term less."""
        return self.to(self.path, drop=term)

    def to(self, path: str, *more: str, drop: str | None = None, cursor: str | None = None) -> str:
        """The address of another page with this filter and ``more`` terms."""
        terms = [*(term for term in self.terms if term != drop), *more]
        return page_url(path, dict.fromkeys(terms), as_of=self.as_of_written, order=self.order, cursor=cursor)


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the filter form; ``before`` and ``after`` make its value a term."""

    name: str
    label: str
    before: str
    after: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    kind: str = "text"

    def value_in(self, terms: Iterable[str]) -> str:
        """What of a filter this field shows; empty if none of its terms is one this field would write."""
        pattern = re.compile(re.escape(self.before) + r"([^.]*?)" + re.escape(self.after))
        found = (pattern.fullmatch(term) for term in terms)
        return next((match[1] for match in found if match and self._takes(match[1])), "")

    def _takes(self, value: str) -> bool:
        return not self.choices or value in {choice for choice, _ in self.choices}


def _sure() -> tuple[tuple[str, str], ...]:
    told = {"CT+": "certain", "PR+": "at least probable", "PS+": "at least possible", "Uu": "not denied"}
    return tuple((value, told[value]) for value in reversed(CERTAINTIES) if value in told)


_TYPES = tuple((kind, kind.lower()) for kind in sorted(get_args(EventType)))
_TEXT = FormField("text", "Words", "text~", hint="artillery")
_ACTOR = FormField("actor", "Who", "actor=", hint="PRK or a name")
_RECIPIENT = FormField("recipient", "To whom", "recipient=", hint="RUS or a name")
_TYPE = FormField("type", "Type", "type=", choices=_TYPES)
_CERTAINTY = FormField("certainty", "How sure", "certainty=", "..", choices=_sure())
_SOURCE = FormField("source", "On whose word", "source=", hint="KOR:GOV or a name")
_SINCE = FormField("since", "From day", "date=", "..", hint="2023-09-01", kind="day")
_UNTIL = FormField("until", "To day", "date=..", hint="2024-01-31", kind="day")
_SUPPLIER = FormField("supplier", "Supplier", "supplier=", hint="PRK or a name")
_ITEM = FormField("item", "Arms", "item=", hint="shells")
_INDEPENDENT = FormField(
    "independent",
    "Independent sources",
    "independent=",
    "..",
    choices=tuple((str(n), f"{n} or more") for n in (1, 2, 3, 5)),
)
_EVENTS = (_TEXT, _ACTOR, _RECIPIENT, _TYPE, _CERTAINTY, _SOURCE, _SINCE, _UNTIL)
_TRANSFERS = (_ITEM, _SUPPLIER, _RECIPIENT, _CERTAINTY, _INDEPENDENT, _SOURCE, _SINCE, _UNTIL)
_INCIDENTS = (_TEXT, _ACTOR, _RECIPIENT, _TYPE, _CERTAINTY, _INDEPENDENT, _SINCE, _UNTIL)
_FORMS: Mapping[str, Sequence[FormField]] = {
    "transfers": _TRANSFERS,
    "findings": _TRANSFERS,
    "incidents": _INCIDENTS,
    "timeline": _INCIDENTS,
}


def form_of(question: str) -> Sequence[FormField]:
    """The fields of the form above an answer."""
    return _FORMS.get(question, _EVENTS)


def asked_of(request: Request) -> Asked:
    """What the address of a page asks for.

    Raises:
        QueryError: ``as-of`` is no day.

    """
    given = request.query_params
    written = given.get("as-of") or None
    terms = tuple(dict.fromkeys(term for term in given.getlist("q") if term.strip()))[:_MOST_TERMS]
    return Asked(request.url.path, terms, moment_of(written), written, given.get("cursor") or None, order_of(given))


def order_of(given: QueryParams) -> str | None:
    """The order that an address asks for; ``None`` for the usual one."""
    return _OLDEST if given.get("order") == _OLDEST else None


def terms_of_form(question: str, given: QueryParams) -> list[str] | None:
    """The terms that a sent form stands for; ``None`` if the address is not one of a form."""
    fields = form_of(question)
    if "form" not in given:
        return None
    kept = [term for term in given.getlist("q") if term.strip() and not _is_shown(term, fields)]
    written = [f"{one.before}{value}{one.after}" for one in fields if (value := given.get(one.name, "").strip())]
    more = given.get("more", "").strip()
    return list(dict.fromkeys([*kept, *written, *([more] if more else [])]))


def _is_shown(term: str, fields: Sequence[FormField]) -> bool:
    return any(one.value_in([term]) for one in fields)


def known_fields() -> list[tuple[str, str]]:
    """The fields of the filter language with their meanings."""
    return [(name, one.meaning) for name, one in FIELDS.items()]
