"""Claimed transfers as rows with the columns of SIPRI's trade register; see docs/transfers.md for the differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.faces.exports.selection import is_put_forward
from onrecord.knowledge.sipri import load_register_words
from onrecord.knowledge.weapons import load_arms
from onrecord.records import UNKNOWN_ACTOR

__all__ = ["sipri_rows"]

Row = dict[str, str | int | None]
Coded = Mapping[str, Any]

_UNCERTAIN = "X"
_SIDES = ("supplier", "recipient")


@dataclass(frozen=True, slots=True)
class _Telling:
    """One item in one event, and what the event shows: an order, production or a delivery."""

    event: Coded
    item: Coded
    shows: str

    @property
    def is_sure(self) -> bool:
        return bool(self.event["certainty"] == "CT+")


def sipri_rows(events: Iterable[Coded], *, with_light_arms: bool = False) -> Iterator[Row]:
    """One row for each incident, pair of sides and designation at stage ordered or later, in the events' order.

    ``events`` are those of the public JSON; those without an incident are each an incident of their own.  Only what is
    put forward as done gives a row: denials, plans and hypotheses do not.  Columns are the register's, ``None`` is not
    told, "X" in ``odai``, ``onai`` and ``nrdelai`` marks an uncertain year or number.
    """
    groups: dict[tuple[str, str, str, str], list[_Telling]] = defaultdict(list)
    for event in events:
        for telling in _tellings(event, with_light_arms=with_light_arms):
            for pair in _pairs(event["transfer"]):
                groups[_incident(event), *pair, _name(telling.item)].append(telling)
    for (incident, seller, buyer, name), tellings in groups.items():
        yield _row(incident, seller, buyer, name, tellings)


def _tellings(event: Coded, *, with_light_arms: bool) -> Iterator[_Telling]:
    transfer, words = event.get("transfer"), load_register_words()
    if transfer is None or not is_put_forward(event):
        return
    shows = words.stages.get(transfer["stage"])
    kept = words.categories.keys() | (words.light.keys() if with_light_arms else set())
    if shows is not None:
        yield from (_Telling(event, item, shows) for item in transfer["items"] if item["category"] in kept)


def _pairs(transfer: Coded) -> Iterator[tuple[str, str]]:
    suppliers, recipients = (transfer[side] or [UNKNOWN_ACTOR] for side in _SIDES)
    yield from ((supplier, recipient) for supplier in suppliers for recipient in recipients)


def _incident(event: Coded) -> str:
    return str(event.get("incident") or event["id"])


def _name(item: Coded) -> str:
    return str(item["designation"] or item["category"])


def _row(incident: str, seller: str, buyer: str, name: str, tellings: Sequence[_Telling]) -> Row:
    words, first = load_register_words(), tellings[0]
    orders = [t for t in tellings if t.shows == "ordered"]
    deliveries = [t for t in tellings if t.shows == "delivered"]
    order_year, order_doubt = _order_year(tellings)
    delivered, delivered_doubt = _number(deliveries)
    ordered, ordered_doubt = _number(orders)
    if ordered is None and delivered is not None:
        ordered, ordered_doubt = delivered, _UNCERTAIN
    terms = {t.event["transfer"].get("terms") for t in tellings}
    row: Row = dict.fromkeys(words.columns)
    row |= {
        "tidn": f"{incident}:{seller}:{buyer}:{name}",
        "buyercod": _code(buyer),
        "sellercod": _code(seller),
        "buyer": "unknown recipient(s)" if buyer == UNKNOWN_ACTOR else buyer,
        "seller": "unknown supplier(s)" if seller == UNKNOWN_ACTOR else seller,
        "odat": order_year,
        "odai": order_doubt,
        "onum": ordered,
        "onai": ordered_doubt,
        "term": "licence" if "licence" in terms else None,
        "coprod": _UNCERTAIN if "co-production" in terms else None,
        "desig2": first.item["designation"],
        "wcat": {**words.categories, **words.light}[first.item["category"]],
        "desc": _description(first.item),
        "nrdel": delivered,
        "nrdelai": delivered_doubt,
        "delyears": _delivery_years(deliveries),
        "status": next((words.status[c] for c in _conditions(tellings)), None),
    }
    return row


def _code(identity: str) -> str | None:
    return None if identity == UNKNOWN_ACTOR else identity.partition(":")[0]


def _description(item: Coded) -> str:
    term = load_arms().named(item["designation"]) if item["designation"] else None
    return term.description if term is not None and term.description else str(item["text"])


def _conditions(tellings: Sequence[_Telling]) -> Iterator[str]:
    yield from filter(None, (t.event["transfer"].get("condition") for t in tellings))


def _number(tellings: Sequence[_Telling]) -> tuple[int | None, str | None]:
    """The number that the first telling with one gives, and whether it is uncertain: a hedge, a range, or disagreement.

    Of a range the lower bound stands, since the register counts what is known.
    """
    counted = [t for t in tellings if _bounds(t.item)]
    if not counted:
        return None, None
    numbers = [_bounds(t.item) for t in counted]
    low, high = numbers[0][0], numbers[0][-1]
    quantity = counted[0].item["quantity"]
    is_exact = low == high and not quantity["hedge"] and len(set(numbers)) == 1 and counted[0].is_sure
    return int(low), None if is_exact else _UNCERTAIN


def _bounds(item: Coded) -> tuple[float, ...]:
    """Least and greatest number of items; of crates or tonnes there is no number of weapons."""
    quantity = item["quantity"]
    if not quantity or quantity["unit"] not in (None, "items"):
        return ()
    return tuple(bound for bound in (quantity["min"], quantity["max"]) if bound is not None)


def _order_year(tellings: Sequence[_Telling]) -> tuple[str | None, str | None]:
    """Year of the order; uncertain where it is not told, spans years, or is told less than surely."""
    for telling in tellings:
        day = telling.event["transfer"].get("order_date")
        if day:
            years = {part[:4] for part in day.split("/")}
            return min(years), None if len(years) == 1 and telling.is_sure else _UNCERTAIN
    orders = [t.event["when"] for t in tellings if t.shows == "ordered" and t.event.get("when")]
    return (orders[0]["earliest"][:4], _UNCERTAIN) if orders else (None, _UNCERTAIN)


def _delivery_years(deliveries: Sequence[_Telling]) -> str | None:
    """The years in which deliveries are told, "2022" or "2022-2024"; by the event's day where none is stated."""
    years = set()
    for telling in deliveries:
        when = telling.event.get("when") or {}
        day = telling.event["transfer"].get("delivery_date") or "/".join(filter(None, [when.get("latest")]))
        years |= {part[:4] for part in day.split("/") if part}
    if not years:
        return None
    return min(years) if len(years) == 1 else f"{min(years)}-{max(years)}"
