"""Near copies among the reports of a ledger, found as reports come."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.ledger.rows import CodedRows
from onrecord.ledger.store import LedgerWriter
from onrecord.resolution import Sketch, find_copies

__all__ = ["find_new_copies"]


def find_new_copies(writer: LedgerWriter, batch: Sequence[CodedRows]) -> list[str]:
    """Writes which reports the new ones copy; to be called in a transaction, before their events are linked.

    Gives the reports that were there and share their words with a new one.
    """
    new = {rows.summary.id: rows.copies for rows in batch if rows.copies.word_count}
    keys = sorted({key for sketch in new.values() for key in sketch.keys})
    rows = writer.execute(
        "SELECT report_id, version, body_hash, word_count, signature, keys, sentences, quotes, agency"
        " FROM history.copy_sketch WHERE report_id IN (SELECT report_id FROM history.copy_key"
        " SEMI JOIN (SELECT unnest(?::VARCHAR[]) AS key) USING (key))",
        [keys],
    )
    there = {str(row[0]): _sketch(row[1:]) for row in rows}
    found = find_copies(new, there)
    moment = writer.now()
    writer.insert(
        "copy",
        [
            (one, other, verdict.kind, verdict.basis, verdict.similarity, moment)
            for (one, other), verdict in sorted(found.items())
        ],
    )
    writer.insert("copy_sketch", [(report, *_row(sketch)) for report, sketch in new.items()])
    writer.insert("copy_key", [(key, report) for report, sketch in new.items() for key in sketch.keys])
    return sorted({one for pair, verdict in found.items() if verdict.is_copy for one in pair if one in there})


def _row(sketch: Sketch) -> tuple[object, ...]:
    counted = (sketch.version, sketch.body_hash, sketch.word_count, sketch.signature, sketch.keys)
    return (*counted, sketch.sentences, sketch.quotes, sketch.agency)


def _sketch(row: Sequence[object]) -> Sketch:
    return Sketch(*(tuple(value) if isinstance(value, list) else value for value in row))  # type: ignore[arg-type]  # the columns have these types
