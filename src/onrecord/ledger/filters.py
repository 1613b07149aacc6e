"""The one filter language of the record: ``field=value`` terms, the same on the command line, in Python and in a URL.

``actor=PRK``, ``type=AID,COOPERATE`` (either), ``type!=CONSULT`` (not), ``date=2023-09..2024-01`` and
``certainty=PS+..`` (from .. to, an end may be missing), ``text~artillery`` (contains).  Terms are joined by "and".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from onrecord.document import EventType, TransferStage
from onrecord.errors import QueryError
from onrecord.ledger.names import actor_ids_of
from onrecord.records import HolderKind, Letter, Stance, Status
from onrecord.resolution.independence import Relation

__all__ = ["FIELDS", "FIRST_DIGITS", "Condition", "Field", "Term", "condition_of", "parse_terms"]

Operator = Literal["=", "!=", "~"]
Kind = Literal["word", "id", "report", "actor", "day", "scale", "number", "text", "dyad"]

_TERM = re.compile(r"\s*([a-z-]+)\s*(!=|=|~)(.*)", re.DOTALL)
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
FIRST_DIGITS = re.compile(r"[0-9a-f]{4,15}")  # of an id: answers for a person show eight
_FIRST_OF_A_REPORT = re.compile(r"[0-9a-f]{8,15}")  # more of them, since a key may be made of digits too
CERTAINTIES = ("CT-", "PR-", "PS-", "Uu", "PS+", "PR+", "CT+")
STAGES = (
    "requested offered negotiated approved agreed ordered produced shipped delivered used".split()  # noqa: SIM905  -- read as a ladder
)

VERDICTS = (
    *("breach_if_true", "would_breach_if_carried_out", "breach_unless_exempt", "breach_found_by_body", "contested"),
    *("not_assessable", "not_covered", "not_in_force", "not_bound", "no_regime"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field that can be asked for; ``columns`` are looked at in the table asked, ``scale`` orders its values.

    A table that has all columns of ``rather`` is asked for those: a transfer's recipient gets the arms.  Where there
    are ``values``, there are no others: asking for one that does not exist must not look like finding nothing.
    """

    kind: Kind
    columns: tuple[str, ...]
    meaning: str
    scale: tuple[str, ...] = ()
    rather: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One parsed term of a filter."""

    field: str
    operator: Operator
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL of a ``WHERE`` clause and the values bound in it; no filter gives ``true``.

    A row that it lets through has at least one of each of the ``needed`` groups of columns.
    """

    sql: str
    values: tuple[object, ...]
    needed: tuple[tuple[str, ...], ...] = ()


FIELDS: Mapping[str, Field] = {
    "actor": Field("actor", ("actors",), "who did it: an id (PRK, PRK:MIL) or a name"),
    "recipient": Field(
        "actor", ("recipients",), "to or against whom; who gets the arms of a transfer", rather=("recipient",)
    ),
    "party": Field("actor", ("actors", "recipients"), "on either side"),
    "dyad": Field("dyad", ("actors", "recipients"), "two parties, one on each side in either direction: PRK-RUS"),
    "supplier": Field("actor", ("supplier",), "of a transfer"),
    "source": Field("actor", ("holders",), "who vouches for it"),
    "source-kind": Field("word", ("source_kind",), "named, unnamed or narrator", values=get_args(HolderKind)),
    "stance": Field("word", ("stance",), "endorses, neutral, distances or disputes", values=get_args(Stance)),
    "type": Field("word", ("type",), "PLOVER type", values=get_args(EventType)),
    "mode": Field("word", ("mode",), "PLOVER mode"),
    "context": Field("word", ("contexts",), "PLOVER context"),
    "certainty": Field(
        "scale", ("certainty",), "FactBank value: " + " ".join(CERTAINTIES), CERTAINTIES, values=CERTAINTIES
    ),
    "status": Field(
        "word", ("status",), "occurred, ongoing, planned, hypothetical or negated", values=get_args(Status)
    ),
    "letter": Field("scale", ("letter",), "Admiralty letter of the source", get_args(Letter), values=get_args(Letter)),
    "number": Field("number", ("number",), "Admiralty number: of an incident where incidents are asked for"),
    "date": Field("day", ("day", "latest"), "day of the event, else of publication"),
    "published": Field("day", ("published", "published"), "day of publication"),
    "country": Field("word", ("country",), "ISO alpha-3 code of where it was"),
    "place": Field("text", ("place", "country"), "name of where it was"),
    "text": Field("text", ("quote",), "words of the report it rests on"),
    "publisher": Field("text", ("publisher",), "who published the report"),
    "report": Field("report", ("report_id", "key"), "a report's id or key"),
    "incident": Field("id", ("incident_id",), "an incident's id"),
    "event": Field("id", ("event_id",), "an event's id"),
    "flag": Field("word", ("flags",), "what is doubtful about a row"),
    "stage": Field(
        "scale", ("stage",), "of a transfer: " + " ".join(STAGES), tuple(STAGES), values=get_args(TransferStage)
    ),
    "item": Field("text", ("items",), "arms of a transfer: words, designation or category"),
    "verdict": Field("word", ("verdicts",), "of a transfer's findings", values=VERDICTS),
    "regime": Field("word", ("regimes",), "embargo regime of a transfer's findings"),
    "transit": Field("actor", ("transit",), "states that arms pass through"),
    "via": Field("actor", ("chain",), "anybody in the chain that a claim came through"),
    "independent": Field("number", ("independent",), "independent named sources of an incident"),
    "reports": Field("number", ("reports",), "reports that tell an incident"),
    "unnamed": Field("number", ("unnamed_reports",), "reports of an incident that rest on somebody unnamed"),
    "denied-by": Field("actor", ("deniers",), "who denies an incident"),
    "relation": Field(
        "word",
        ("relation",),
        "of a telling: first, supports, repeats, copies, denies, contradicts, corrects, narrows",
        values=get_args(Relation),
    ),
}

_LISTS = frozenset(
    {"actors", "recipients", "supplier", "recipient", "transit", "holders", "chain", "contexts", "flags", "deniers"}
    | {"verdicts", "regimes"}
)


def parse_terms(terms: Iterable[str]) -> tuple[Term, ...]:
    """The terms of a filter.

    Raises:
        QueryError: a term has another form, or names a field that there is not.

    """
    return tuple(_parse(term) for term in terms)


def _parse(written: str) -> Term:
    match = _TERM.fullmatch(written)
    if match is None:
        raise QueryError(f"filter {written!r}: write FIELD=VALUE, FIELD!=VALUE or FIELD~WORDS, for example actor=PRK")
    name, operator, value = match.groups()
    if name not in FIELDS:
        raise QueryError(f"filter {written!r}: no field {name!r}; there are: {', '.join(sorted(FIELDS))}")
    is_text = FIELDS[name].kind == "text" or operator == "~"
    values = (value,) if is_text else tuple(part.strip() for part in value.split(","))
    if not all(values):
        raise QueryError(f"filter {written!r}: a value is missing")
    return Term(name, operator, values)  # type: ignore[arg-type]  # the pattern lets these three through


def condition_of(terms: Sequence[Term], columns: Iterable[str]) -> Condition:
    """The SQL of a filter over a table with these columns.

    Raises:
        QueryError: the table has no such column, or a value is not one of its field.

    """
    there = set(columns)
    parts, values, needed = [], [], []
    for term in terms:
        field = FIELDS[term.field]
        if field.rather and there.issuperset(field.rather):
            field = replace(field, columns=field.rather)
        missing = [column for column in field.columns if column not in there]
        if missing:
            raise QueryError(f"filter {term.field}: this answer has no {term.field}; ask another command")
        sql, bound = _sql(term, field)
        parts.append(f"NOT coalesce({sql}, false)" if term.operator == "!=" else sql)
        values.extend(bound)
        if term.operator != "!=":
            needed.append(field.columns)
    return Condition(" AND ".join(f"({part})" for part in parts) or "true", tuple(values), tuple(needed))


def _sql(term: Term, field: Field) -> tuple[str, list[object]]:
    if term.operator == "~":
        return _contains(term, field)
    make: Mapping[Kind, Callable[[Field, str], tuple[str, list[object]]]] = {
        "word": _word,
        "id": _id,
        "report": _report,
        "actor": _actor,
        "dyad": _dyad,
        "day": _days,
        "scale": _scale,
        "number": _numbers,
        "text": _words,
    }
    for value in term.values:
        _check(term.field, field, value)
    parts = [make[field.kind](field, value) for value in term.values]
    return " OR ".join(sql for sql, _ in parts), [value for _, bound in parts for value in bound]


def _check(name: str, field: Field, value: str) -> None:
    """Refuses a value that no row can have."""
    known = {one.lower() for one in field.values}
    if known and ".." not in value and value.lower() not in known:
        raise QueryError(f"filter {name}={value}: there is no such {name}; there are: {', '.join(field.values)}")


def _contains(term: Term, field: Field) -> tuple[str, list[object]]:
    parts = [
        f"array_to_string({c}, ' ') ILIKE ? ESCAPE '\\'" if c in _LISTS else f"CAST({c} AS VARCHAR) ILIKE ? ESCAPE '\\'"
        for c in field.columns
    ]
    return " OR ".join(parts), [_pattern(term.values[0])] * len(parts)


def _pattern(words: str) -> str:
    escaped = re.sub(r"([\\%_])", r"\\\1", words.strip())
    return f"%{escaped}%"


def _words(field: Field, value: str) -> tuple[str, list[object]]:
    return _contains(Term("", "~", (value,)), field)


def _word(field: Field, value: str) -> tuple[str, list[object]]:
    parts = [
        f"len(list_filter({c}, lambda x: lower(x) = lower(?))) > 0" if c in _LISTS else f"lower({c}) = lower(?)"
        for c in field.columns
    ]
    return " OR ".join(parts), [value] * len(parts)


def _id(field: Field, value: str) -> tuple[str, list[object]]:
    """Ids are written small, so that the column need not be changed to be compared; the first digits do."""
    written = value.lower()
    column = field.columns[0]
    return (f"starts_with({column}, ?)" if FIRST_DIGITS.fullmatch(written) else f"{column} = ?"), [written]


def _report(_field: Field, value: str) -> tuple[str, list[object]]:
    """The reports are looked up first: few of them have to be looked for among many events."""
    known = "SELECT report_id FROM history.report WHERE lower(report_id) = lower(?) OR lower(key) = lower(?)"
    if not _FIRST_OF_A_REPORT.fullmatch(value.lower()):
        return f"report_id IN ({known})", [value, value]
    return f"report_id IN ({known} OR starts_with(report_id, ?))", [value, value, value.lower()]


def _actor(field: Field, value: str) -> tuple[str, list[object]]:
    """An id with a sector is that organ; without one, the state or body and all its organs."""
    parts: list[str] = []
    values: list[object] = []
    for identity in actor_ids_of(value):
        for column in field.columns:
            parts.append(f"len(list_filter({column}, lambda x: x = ? OR starts_with(x, ?))) > 0")
            values.extend((identity, identity + ":"))
    return " OR ".join(parts), values


def _dyad(_field: Field, value: str) -> tuple[str, list[object]]:
    first, dash, second = value.partition("-")
    if not dash or not first or not second:
        raise QueryError(f"filter dyad={value}: write two parties with a hyphen, for example dyad=PRK-RUS")
    actors, recipients = Field("actor", ("actors",), ""), Field("actor", ("recipients",), "")
    ways = [(_actor(actors, a), _actor(recipients, b)) for a, b in ((first, second), (second, first))]
    both = (_actor(actors, first), _actor(actors, second))  # a meeting has both on one side
    pairs = [*ways, both]
    sql = " OR ".join(f"(({one[0]}) AND ({other[0]}))" for one, other in pairs)
    return sql, [value for one, other in pairs for value in (*one[1], *other[1])]


def _days(field: Field, value: str) -> tuple[str, list[object]]:
    """From .. to, both inclusive; an interval matches where it overlaps."""
    low, high = _ends(value)
    first, last = field.columns
    begin = _day(low, is_last=False) if low else None
    end = _day(high, is_last=True) if high else None
    if begin and end and end < begin:
        raise _turned(value)
    parts: list[str] = []
    values: list[object] = []
    if end:
        parts.append(f"{first} <= ?")
        values.append(end)
    if begin:
        parts.append(f"coalesce({last}, {first}) >= ?")
        values.append(begin)
    return f"({' AND '.join(parts)})", values


def _ends(value: str) -> tuple[str, str]:
    low, dots, high = value.partition("..")
    if not dots:
        return value, value
    if not low and not high:
        raise QueryError(f"filter value {value!r}: give at least one end, as in 2023-09.. or ..2024")
    return low, high


def _turned(value: str) -> QueryError:
    return QueryError(f"filter value {value!r}: it ends before it begins; write from..to")


def _day(written: str, *, is_last: bool) -> date:
    match = _DAY.fullmatch(written)
    if match is None:
        raise QueryError(f"date {written!r}: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month = int(match[1]), int(match[2] or (12 if is_last else 1))
    try:
        day = int(match[3] or (calendar.monthrange(year, month)[1] if is_last else 1))
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise QueryError(f"date {written!r}: not in the calendar; write YYYY, YYYY-MM or YYYY-MM-DD") from error


def _scale(field: Field, value: str) -> tuple[str, list[object]]:
    """A value, or a stretch of the field's scale; what is off the scale matches by itself only."""
    if ".." not in value:
        return _word(field, value)
    low, high = _ends(value)
    for end in filter(None, (low, high)):
        if end not in field.scale:
            raise QueryError(f"value {end!r}: not on the scale {' '.join(field.scale)}")
    first = field.scale.index(low) if low else 0
    last = field.scale.index(high) if high else len(field.scale) - 1
    if last < first:
        raise _turned(value)
    chosen = field.scale[first : last + 1]
    return f"{field.columns[0]} IN ({', '.join('?' * len(chosen))})", list(chosen)


def _numbers(field: Field, value: str) -> tuple[str, list[object]]:
    low, high = _ends(value)
    parts: list[str] = []
    values: list[object] = []
    for end, sign in ((low, ">="), (high, "<=")):
        if end:
            if not re.fullmatch(r"\d{1,9}", end):
                raise QueryError(f"number {end!r}: write a whole number, or from..to")
            parts.append(f"{field.columns[0]} {sign} ?")
            values.append(int(end))
    if low and high and int(high) < int(low):
        raise _turned(value)
    return f"({' AND '.join(parts)})", values
