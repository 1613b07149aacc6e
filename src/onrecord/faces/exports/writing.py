"""Writes an export and its manifest: whole or not at all, the same bytes for the same ledger and question."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import onrecord
from onrecord.errors import InputError, QueryError
from onrecord.faces.exports.registry import FORMATS, Format
from onrecord.faces.exports.selection import Selection, json_bytes
from onrecord.ledger import Answer, Ledger
from onrecord.ledger.selecting import SelectedReport

__all__ = ["manifest_path", "write_export"]

_BLOCK = 1 << 20


def write_export(
    ledger: Ledger,
    name: str,
    terms: tuple[str, ...],
    *,
    output: Path,
    question: str | None = None,
    as_of: str | None = None,
) -> dict[str, Any]:
    """Writes the file and beside it ``OUTPUT.manifest.json``; gives the manifest.

    ``as_of`` is only told: the ledger has to be opened with it.  The file appears when it is whole.

    Raises:
        QueryError: no such format or question, a term is not well put, or the rows of the question are not events.
        InputError: the file cannot be written.

    """
    if name not in FORMATS:
        raise QueryError(f"format {name!r}: there are {', '.join(FORMATS)}")
    made = FORMATS[name]
    asked = question or made.question
    about = {
        "format": name,
        "standard": made.standard,
        "question": asked,
        "filter": list(terms),
        "as_of": as_of,
        "ledger": ledger.path.name,
        "onrecord": onrecord.__version__,
        "versions": ledger.versions(),
    }
    tally = _Tally()
    selection = Selection(
        lambda: tally.rows(ledger.ask(asked, *terms)), lambda: tally.reports(ledger.selected(asked, *terms)), about
    )
    try:
        return _put(made, selection, tally, output)
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}; give another --output") from error


def _put(made: Format, selection: Selection, tally: _Tally, output: Path) -> dict[str, Any]:
    """Writes a draft, puts it in its place when it is whole, and the manifest beside it."""
    draft = output.with_name(output.name + ".new")
    try:
        counts = _write(made, selection, draft)
        measured = {"selected": tally.counts, "written": counts, "bytes": draft.stat().st_size}
        manifest = {**selection.about, **measured, "sha256": _digest(draft), **made.beside}
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
    manifest_path(output).write_bytes(json_bytes(manifest, indent=2) + b"\n")
    return manifest


class _Tally:
    """Counts what the filter let through, each time it is read: a format may leave some of it out."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def rows(self, answer: Answer) -> Answer:
        self.counts = {"rows": len(answer)}
        return answer

    def reports(self, reports: Iterable[SelectedReport]) -> Iterator[SelectedReport]:
        self.counts = {"reports": 0, "events": 0}
        for report in reports:
            self.counts["reports"] += 1
            self.counts["events"] += len(report.events)
            yield report


def manifest_path(output: Path) -> Path:
    """Where the manifest of an export lies."""
    return output.with_name(output.name + ".manifest.json")


def _write(made: Format, selection: Selection, path: Path) -> dict[str, int]:
    if made.write is not None:
        return made.write(selection, path)
    counts: Counter[str] = Counter()
    with path.open("wb") as stream:
        for kind, data in made.parts(selection) if made.parts is not None else ():
            counts[kind] += bool(kind)
            stream.write(data)
    return {kind: count for kind, count in sorted(counts.items()) if kind}


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
