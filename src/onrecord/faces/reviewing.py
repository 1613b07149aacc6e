"""What reviewers judged elsewhere, put on the record once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import onrecord
from onrecord.faces.exports.labelstudio import Reviewed, read_reviews
from onrecord.ledger.judging import Judged, judge_all

__all__ = ["Imported", "import_judgements"]

_NOBODY = "labelstudio"


@dataclass(frozen=True, slots=True)
class Imported:
    """How many judgements were new, and how many were on the record already."""

    made: int
    known: int


def import_judgements(ledger: Path, file: Path, *, by: str | None = None) -> Imported:
    """Judges as the file's reviewers did, all or nothing; a judgement that holds already is not made twice.

    Raises:
        InputError: the file cannot be read, or there is no ledger.
        QueryError: it judges an event that the ledger does not have.

    """
    reviews = read_reviews(file)
    with onrecord.Ledger(ledger) as opened:
        rows = opened.sql("SELECT verdict, event_id, other_id, by_whom FROM judgement")
        known = {(row["verdict"], row["event_id"], row["other_id"], row["by_whom"]) for row in rows}
    wanted = {(review.verdict, review.event, review.other, _name(review, by)): review.why for review in reviews}
    new = [Judged(*key, why) for key, why in wanted.items() if key not in known]
    judge_all(ledger, new)
    return Imported(len(new), len(wanted) - len(new))


def _name(review: Reviewed, by: str | None) -> str:
    return by or review.by or _NOBODY
