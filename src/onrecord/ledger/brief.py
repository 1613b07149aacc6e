"""The brief: what an analyst asks first, in sentences computed from the record, each with the ids to open.

Nothing here says that law was broken or that something is so: only who says what, how surely, and what it would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from onrecord.errors import QueryError
from onrecord.knowledge.brief_words import load_brief_words
from onrecord.ledger.filters import CERTAINTIES, STAGES
from onrecord.ledger.names import name_of, names_of
from onrecord.records import NO_OUTLET, bodies_of, body_of, short_id

__all__ = ["BriefLine", "Happening", "brief_of", "changes_between", "gather"]

Row = dict[str, Any]
Ask = Callable[..., Iterable[Row]]
Section = Literal["transfers", "events", "changes"]

_SAYING = "alleged"  # the stage of a saying about a transfer
_LEAST_SURE = CERTAINTIES.index("PS+")
_NO_ACCOUNT: Row = dict.fromkeys(("independent", "copies", "unnamed_reports"), 0) | {
    "reports": 1,
    "deniers": [],
    "holders": [],
    "number": None,
    "is_surer_only": False,
}


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One sentence or two of a brief, and the ids behind it: the incident or report first, then an event."""

    section: Section
    text: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One incident with those of its tellings that the filter let through, and its account."""

    id: str
    rows: tuple[Row, ...]
    account: Row
    has_arms: bool

    @property
    def events(self) -> frozenset[str]:
        """The ids of its tellings."""
        return frozenset(row["event_id"] for row in self.rows)

    @property
    def forward(self) -> list[Row]:
        """The tellings that put it forward, neither denied nor merely asked for or supposed."""
        return [row for row in self.rows if row["certainty"].endswith("+") and row["status"] != "hypothetical"]

    @property
    def best(self) -> Row:
        """The telling that says most: of those that put it forward the furthest stage, then the surest."""
        return max(self.forward or self.rows, key=_says)

    @property
    def denied(self) -> list[Row]:
        """The tellings that say that it was not so."""
        return [row for row in self.rows if row["certainty"].endswith("-")]

    @property
    def deniers(self) -> list[str]:
        """Who denies it by name: by the account of the incident, and by its tellings here."""
        own = [one for row in self.denied if row["source_kind"] == "named" for one in row["holders"]]
        return list(dict.fromkeys([*self.account["deniers"], *own]))


def _says(row: Row) -> tuple[int, int, bool]:
    stage = row.get("stage")
    rank = STAGES.index(stage) if stage in STAGES else -1
    return rank, CERTAINTIES.index(row["certainty"]), row["source_kind"] == "named"


def gather(ask: Ask, select: Ask, terms: Sequence[str]) -> list[Happening]:
    """The incidents that the terms let through: those of arms first, each by how many stand behind it, then by day.

    Raises:
        QueryError: a term is not well put, or fits neither transfers nor events.

    """
    arms, refusals = [], []
    for question in ("transfers", "events"):
        try:
            arms.append(list(ask(question, *terms)))
        except QueryError as error:
            arms.append([])
            refusals.append(error)
    if len(refusals) == len(arms):
        raise refusals[0]
    transfers = {row["event_id"]: row for row in arms[0]}
    rows = [*transfers.values(), *(row for row in arms[1] if row["event_id"] not in transfers)]
    groups: dict[tuple[bool, str], list[Row]] = {}
    for row in rows:
        is_arms = row["event_id"] in transfers
        groups.setdefault((is_arms, row["incident_id"] or row["event_id"]), []).append(row)
    accounts = _accounts(select, sorted({identity for _, identity in groups}))
    found = [
        Happening(identity, tuple(held), accounts.get(identity, _NO_ACCOUNT), is_arms)
        for (is_arms, identity), held in groups.items()
        if is_arms or (True, identity) not in groups
    ]
    return sorted(found, key=_order)


def _order(happening: Happening) -> tuple[bool, bool, bool, int, str, str]:
    """Sort key: arms first, what is put forward before what is not, acts before sayings about them."""
    best = happening.best
    is_saying = happening.has_arms and best["stage"] == _SAYING
    standing = (not happening.has_arms, not happening.forward, is_saying)
    return *standing, -happening.account["independent"], str(best["day"] or "9999"), happening.id


def _accounts(select: Ask, ids: Sequence[str]) -> dict[str, Row]:
    rows = select(
        "SELECT i.incident_id, independent, reports, copies, unnamed_reports, deniers, holders, number,"
        " coalesce(s.is_surer_only, false) AS is_surer_only FROM incident i LEFT JOIN"
        " (SELECT incident_id, count(*) > 1 AND bool_or(NOT has_new_evidence AND number > 1) AS is_surer_only FROM"
        "  (SELECT *, row_number() OVER (PARTITION BY incident_id ORDER BY published, event_id) AS number"
        "   FROM certainty_step) GROUP BY incident_id) s USING (incident_id)"
        " WHERE i.incident_id IN (SELECT unnest($1::VARCHAR[]))",
        [list(ids)],
    )
    return {row["incident_id"]: row for row in rows}


def brief_of(happenings: Iterable[Happening]) -> list[BriefLine]:
    """One line for each happening; a transfer's names who denies arms between the same two."""
    told = list(happenings)
    denials = [h for h in told if h.has_arms and _denies(h)]
    return [BriefLine("transfers" if h.has_arms else "events", " ".join(_sentences(h, denials)), _ids(h)) for h in told]


def _denies(happening: Happening) -> bool:
    """Whether a happening is a denial: a transfer told as not so, or a saying that turns it down."""
    best = happening.best
    return (not happening.forward and bool(happening.denied)) or (best["stage"] == _SAYING and best["type"] == "REJECT")


def _denied_elsewhere(happening: Happening, denials: Sequence[Happening]) -> str:
    """Who denies arms from one of its suppliers to one of its recipients, in a happening of its own."""
    if not happening.has_arms or _denies(happening):
        return ""
    sides = _sides(happening)
    found: dict[str, str] = {}
    for other in denials:
        if all(mine & theirs for mine, theirs in zip(sides, _sides(other), strict=True)):
            for one in other.deniers or other.best["actors"]:
                found.setdefault(body_of(one), other.id)
    if not found:
        return ""
    named = [f"{name_of(one)} [{short_id(identity)}]" for one, identity in sorted(found.items())]
    return f"Arms between the two are denied by {', '.join(named)}."


def _sides(happening: Happening) -> tuple[frozenset[str], frozenset[str]]:
    """The bodies that supply and that receive, by any telling; those not known left out."""
    supplier, recipient = (
        bodies_of(one for row in happening.rows for one in row[side] or ()) for side in ("supplier", "recipient")
    )
    return supplier, recipient


def _sentences(happening: Happening, denials: Sequence[Happening]) -> Iterable[str]:
    yield f"{_what(happening)}{_when(happening.best)}."
    if happening.forward:
        yield f"{_on_whose_word(happening)}, {_how_sure(happening)}."
        yield f"{_how_many(happening)}."
    else:
        yield "Nobody on record puts it forward."
    elsewhere = _denied_elsewhere(happening, denials)
    yield elsewhere if elsewhere and not happening.denied else _denial(happening)
    if happening.has_arms:
        yield _embargo(happening)


def _what(happening: Happening) -> str:
    best = happening.best
    told = _of_arms(best) if happening.has_arms else f"{_told(best)}: “{' '.join(best['quote'].split())}”"
    if not happening.forward:
        for words, bare in load_brief_words().bare.items():
            told = told.replace(words, bare)
        told = f"{'only denied' if happening.denied else 'only supposed or asked for'}: {told}"
    return told[0].upper() + told[1:]


def _of_arms(row: Row) -> str:
    tables = load_brief_words()
    words = tables.stages[row["stage"]]
    if row["stage"] == _SAYING:
        words = tables.sayings.get(row["type"], words)
    supplier, recipient = (names_of(row[side]) or "somebody" for side in ("supplier", "recipient"))
    return words.format(a=names_of(row["actors"]) or "somebody", s=supplier, r=recipient, i=_arms(row))


def _told(row: Row) -> str:
    mode = f"/{row['mode']}" if row["mode"] else ""
    actors, recipients = names_of(row["actors"]) or "Nobody named", names_of(row["recipients"])
    told = f"{actors}, {row['type']}{mode}" + (f", {recipients}" if recipients else "")
    return told[0].upper() + told[1:]


def _arms(row: Row) -> str:
    return "; ".join(part.partition(" [")[0].partition(" (")[0] for part in (row["items"] or "arms").split("; "))


def _when(row: Row) -> str:
    if row.get("earliest") is None and row.get("latest") is None:
        return f" (day not told; published {row['published']})" if row["published"] else " (day not told)"
    first, last = row["earliest"], row["latest"] or row["earliest"]
    return f", {_days(first, last)}"


def _days(first: date, last: date) -> str:
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if first.day == 1 and (last.year, last.month) == (first.year, first.month):
        return f"{first:%B %Y}"
    if (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31):
        return str(first.year)
    return f"{first} to {last}"


def _on_whose_word(happening: Happening) -> str:
    named = dict.fromkeys(one for row in happening.forward if row["source_kind"] == "named" for one in row["holders"])
    outlets = [row["publisher"] or row["key"] for row in happening.forward if row["source_kind"] == "narrator"]
    parts = [names_of(named)] if named else []
    if outlets:
        parts.append(f"the reporters of {' and '.join(dict.fromkeys(outlets))}")
    if any(row["source_kind"] == "unnamed" for row in happening.forward):
        parts.append("sources without a name")
    return f"On the word of {', and of '.join(parts)}"


def _how_sure(happening: Happening) -> str:
    words = load_brief_words()
    best = max((row["certainty"] for row in happening.forward), key=CERTAINTIES.index)
    number = happening.account["number"]
    grade = f"; graded {number}, {words.numbers[str(number)]}" if number else ""
    surer = "; it grew surer without new evidence" if happening.account["is_surer_only"] else ""
    return f"put forward {words.certainty[best]}{surer}{grade}"


def _how_many(happening: Happening) -> str:
    account = happening.account
    independent, reports = account["independent"], account["reports"]
    copies = f", of which {account['copies']} only copied" if account["copies"] else ""
    sources = f"{independent or 'No'} independent {'source' if independent == 1 else 'sources'} with a name"
    if account["holders"] == [NO_OUTLET]:
        sources = "1 independent source, the reporter"
    return f"{sources}, {reports} {'report' if reports == 1 else 'reports'}{copies}"


def _denial(happening: Happening) -> str:
    if happening.deniers:
        return f"Denied by {names_of(happening.deniers)}."
    if happening.denied:
        return "Denied by nobody with a name, but told as not so."
    return "No denial is on record."


def _embargo(happening: Happening) -> str:
    words = load_brief_words().verdicts
    pairs = dict.fromkeys(
        (verdict, regime)
        for row in happening.forward or happening.rows
        for verdict, regime in zip(row["verdicts"] or (), row["regimes"] or (), strict=True)
        if verdict in words
    )
    rank = list(words)
    said: dict[str, str] = {}
    for verdict, regime in sorted(pairs, key=lambda pair: rank.index(pair[0])):
        said.setdefault(regime, words[verdict].format(regime))
    if said:
        return f"Embargo: {'; '.join(said.values())}."
    return "Embargo: none on file applies to it as told."


def changes_between(
    before: Sequence[Happening], now: Sequence[Happening], superseded: Iterable[Row]
) -> list[BriefLine]:
    """What is new: superseded reports, new happenings, changed certainty and grades, new denials, what fell away."""
    lines = [
        BriefLine(
            "changes",
            f"Report {row['key']} was superseded on {row['superseded_at']:%Y-%m-%d %H:%M} by a later one of that key.",
            (row["superseded_by"], row["report_id"]),
        )
        for row in superseded
    ]
    earlier = {event: happening for happening in before for event in happening.events}
    for happening in now:
        old = next((earlier[event] for event in sorted(happening.events) if event in earlier), None)
        lines.extend(_new(happening) if old is None else _moved(old, happening))
    there = frozenset(event for happening in now for event in happening.events)
    lines.extend(
        BriefLine("changes", f"No longer on record: {_what(happening)}.", (happening.id, happening.best["event_id"]))
        for happening in before
        if not happening.events & there
    )
    return lines


def _new(happening: Happening) -> list[BriefLine]:
    return [BriefLine("changes", f"New: {_what(happening)}{_when(happening.best)}.", _ids(happening))]


def _moved(old: Happening, new: Happening) -> list[BriefLine]:
    told = []
    before, after = old.best["certainty"], new.best["certainty"]
    if before != after:
        words = load_brief_words().certainty
        told.append(f"put forward {words[after]}, before {words[before]}")
    for field, name in (("number", "grade"), ("independent", "independent sources"), ("reports", "reports")):
        if old.account[field] != new.account[field]:
            told.append(f"{name} {old.account[field]}, now {new.account[field]}")
    told.extend(f"now denied by {name_of(one)}" for one in new.deniers if one not in old.deniers)
    told.extend(f"no longer denied by {name_of(one)}" for one in old.deniers if one not in new.deniers)
    if not told:
        return []
    return [BriefLine("changes", f"Changed: {_what(new)}: {'; '.join(told)}.", _ids(new))]


def _ids(happening: Happening) -> tuple[str, ...]:
    return happening.id, happening.best["event_id"]
