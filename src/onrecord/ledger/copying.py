"""Near copies among the reports of a ledger, found as reports come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from onrecord.ledger.accounts import whole_copy_groups
from onrecord.ledger.rows import CodedRows
from onrecord.ledger.store import LedgerWriter
from onrecord.resolution import Sketch, copy_groups, find_copies

__all__ = ["find_new_copies"]


def find_new_copies(writer: LedgerWriter, batch: Sequence[CodedRows]) -> list[str]:
    """Writes which reports the new ones copy; to be called in a transaction, before their events are linked.

    Gives the reports that were there and, through a new one, share their words with some that they did not share them
    with before; where a report only copies what is one copy group already, there is none.
    """
    new = {rows.summary.id: rows.copies for rows in batch if rows.copies.word_count}
    there = _sharing_a_key(writer, {key for sketch in new.values() for key in sketch.keys})
    found = find_copies(new, there)
    joined = _joined(writer, [pair for pair, verdict in found.items() if verdict.is_copy], new)
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
    return joined


def _sharing_a_key(writer: LedgerWriter, keys: Iterable[str]) -> dict[str, Sketch]:
    """The reports there that have one of these keys; mostly none, and then no sketch is looked for."""
    found = writer.execute(
        "SELECT DISTINCT report_id FROM history.copy_key SEMI JOIN (SELECT unnest(?::VARCHAR[]) AS key) USING (key)",
        [sorted(keys)],
    )
    if not found:
        return {}
    rows = writer.execute(
        "SELECT report_id, version, body_hash, word_count, signature, keys, sentences, quotes, agency"
        " FROM history.copy_sketch WHERE report_id IN (SELECT unnest(?))",
        [sorted(str(row[0]) for row in found)],
    )
    return {str(row[0]): _sketch(row[1:]) for row in rows}


def _joined(writer: LedgerWriter, pairs: Sequence[tuple[str, str]], new: Container[str]) -> list[str]:
    """The reports of copy groups that were apart until these pairs, which are not written yet, made them one."""
    copied = {one for pair in pairs for one in pair if one not in new}
    if not copied:
        return []
    before = whole_copy_groups(writer, sorted(copied))
    after = copy_groups({*before, *(one for pair in pairs for one in pair)}, [*before.items(), *pairs])
    parts: dict[str, set[str]] = defaultdict(set)
    for report, group in before.items():
        parts[after[report]].add(group)
    return sorted(report for report in before if len(parts[after[report]]) > 1)


def _row(sketch: Sketch) -> tuple[object, ...]:
    counted = (sketch.version, sketch.body_hash, sketch.word_count, sketch.signature, sketch.keys)
    return (*counted, sketch.sentences, sketch.quotes, sketch.agency)


def _sketch(row: Sequence[object]) -> Sketch:
    return Sketch(*(tuple(value) if isinstance(value, list) else value for value in row))  # type: ignore[arg-type]  # the columns have these types
