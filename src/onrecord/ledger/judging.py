"""A person's word on the record: two tellings are one incident or are not, a row is wrong; it outlives re-coding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from onrecord.errors import QueryError
from onrecord.ledger.files import existing
from onrecord.ledger.filters import FIRST_DIGITS
from onrecord.ledger.linking import link_again
from onrecord.ledger.store import LedgerWriter
from onrecord.records import content_id

__all__ = ["Judged", "Verdict", "judge", "judge_all", "withdraw"]

Verdict = Literal["SAME", "DIFFERENT", "WRONG"]

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody judges of one event (WRONG) or two (SAME, DIFFERENT); an incident stands for its first telling."""

    verdict: Verdict
    one: str
    other: str | None = None
    by: str = ""
    why: str | None = None


def judge(
    path: str | Path, verdict: Verdict, one: str, other: str | None = None, *, by: str, why: str | None = None
) -> str:
    """Writes a judgement on one event (WRONG) or two (SAME, DIFFERENT) and gives its id; the incidents follow it.

    ``one`` and ``other`` are ids of events, or of incidents, which then stand for the telling that came first; the
    first digits of an id do, four at least.

    Raises:
        InputError: there is no ledger at ``path``.
        QueryError: there is no such event or incident, or the verdict does not fit so many.
        LedgerError: another process writes to the ledger.

    """
    return judge_all(path, [Judged(verdict, one, other, by, why)])[0]


def judge_all(path: str | Path, judged: Sequence[Judged]) -> list[str]:
    """Writes judgements together, all or none, and gives their ids in order.

    Raises:
        InputError: there is no ledger at ``path``.
        QueryError: there is no such event or incident, or a verdict does not fit so many.
        LedgerError: another process writes to the ledger.

    """
    for one in judged:
        if one.verdict not in get_args(Verdict):
            raise QueryError(f"judgement {one.verdict}: there are {', '.join(get_args(Verdict))}")
        if (one.other is None) != (one.verdict == "WRONG"):
            raise QueryError(f"judgement {one.verdict}: give {'one id' if one.verdict == 'WRONG' else 'two ids'}")
    if not judged:
        return []
    command = "review" if len(judged) > 1 else judged[0].verdict.lower()
    with LedgerWriter(existing(path), command) as writer, writer.transaction():
        rows = [_row(writer, one) for one in judged]
        writer.insert("judgement", rows)
        touched = dict.fromkeys(str(event) for row in rows for event in row[2:4] if event is not None)
        link_again(writer, stale=touched)
    return [str(row[0]) for row in rows]


def _row(writer: LedgerWriter, judged: Judged) -> tuple[object, ...]:
    events = [_event_of(writer, given) for given in (judged.one, judged.other) if given is not None]
    if len(set(events)) < len(events):
        raise QueryError(f"{judged.one} and {judged.other}: one and the same telling; give two")
    identity = content_id(judged.verdict, *events, judged.by, writer.run_id)
    second = events[1] if len(events) > 1 else None
    return identity, judged.verdict, events[0], second, judged.by, judged.why, writer.now(), None


def withdraw(path: str | Path, judgement: str) -> None:
    """Takes a judgement back; it stays in the history.

    Raises:
        InputError: there is no ledger at ``path``.
        QueryError: there is no such judgement, or it was withdrawn before.
        LedgerError: another process writes to the ledger.

    """
    with LedgerWriter(existing(path), "withdraw") as writer, writer.transaction():
        rows = writer.execute(
            "SELECT event_id, other_id FROM history.judgement WHERE judgement_id = ? AND withdrawn_at IS NULL",
            [judgement],
        )
        if not rows:
            raise QueryError(f"judgement {judgement!r}: none such that still holds; see: onrecord sql 'FROM judgement'")
        writer.execute(
            "UPDATE history.judgement SET withdrawn_at = ? WHERE judgement_id = ?", [writer.now(), judgement]
        )
        link_again(writer, stale=[str(event) for event in rows[0] if event is not None])


def _event_of(writer: LedgerWriter, given: str) -> str:
    """The event itself, or the telling of an incident that came first."""
    identity = _whole(writer, given)
    if writer.execute("SELECT 1 FROM history.event WHERE event_id = ? LIMIT 1", [identity]):
        return identity
    rows = writer.execute(
        "SELECT first_event FROM history.incident WHERE incident_id = ? AND until IS NULL", [identity]
    )
    if not rows:
        raise QueryError(f"{given!r}: no event and no incident of this ledger; give an id as the answers show it")
    return str(rows[0][0])


def _whole(writer: LedgerWriter, given: str) -> str:
    """The id that has these first digits, where they are some; else what is given.

    Raises:
        QueryError: several have them.

    """
    if not FIRST_DIGITS.fullmatch(given):
        return given
    found = writer.execute(
        "SELECT DISTINCT event_id FROM history.event WHERE starts_with(event_id, $1) UNION"
        " SELECT incident_id FROM history.incident WHERE until IS NULL AND starts_with(incident_id, $1) ORDER BY ALL",
        [given],
    )
    if len(found) > 1:
        named = ", ".join(str(row[0]) for row in found[:_MOST_NAMED])
        raise QueryError(f"{given!r}: {len(found)} ids begin so; give more digits of one: {named}")
    return str(found[0][0]) if found else given
