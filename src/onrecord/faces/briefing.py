"""A brief for a person: sentences under three heads, each with the ids to open."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from onrecord import BriefLine
from onrecord.records import short_id

__all__ = ["print_brief"]

_HEADS = {"changes": "What changed", "transfers": "Arms", "events": "What else is told"}
_WIDTH = 100


def print_brief(lines: Sequence[BriefLine], *, limit: int | None) -> str:
    """The lines as text; at most ``limit`` under each head."""
    parts = []
    for section, head in _HEADS.items():
        own = [line for line in lines if line.section == section]
        shown = own if limit is None else own[:limit]
        if shown:
            more = [f"- and {len(own) - len(shown)} more: give --limit or more terms"] if len(own) > len(shown) else []
            parts.append("\n".join([head, *map(_told, shown), *more]))
    return "\n\n".join(parts or ["Nothing on record."]) + "\n"


def _told(line: BriefLine) -> str:
    ids = " ".join(map(short_id, line.ids))
    return textwrap.fill(f"{' '.join(line.text.split())} [{ids}]", _WIDTH, initial_indent="- ", subsequent_indent="  ")
