"""Coded reports as the bytes the command line writes, in the order the inputs came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from onrecord.batch import code_in_order
from onrecord.document import CodedReport
from onrecord.faces.printing import print_report
from onrecord.records import Report, Unreadable
from onrecord.writing import has_errors, is_packed, json_pieces, to_json_line

__all__ = ["Printed", "Style", "print_inputs"]


@dataclass(frozen=True, slots=True)
class Style:
    """How coded reports are printed; ``width`` in columns and ``is_coloured`` matter to people only."""

    format: Literal["text", "jsonl"]
    with_text: bool = False
    is_coloured: bool = False
    width: int = 100


@dataclass(frozen=True, slots=True)
class Printed:
    """One coded report as bytes to write, in pieces; those of a long report are made as they are written."""

    pieces: Iterable[bytes]
    has_errors: bool

    @property
    def output(self) -> bytes:
        """All of it."""
        return b"".join(self.pieces)


@dataclass(frozen=True, slots=True)
class _LongLine:
    """The line of a report that is longer than what is held at once."""

    coded: CodedReport
    with_text: bool

    def __iter__(self) -> Iterator[bytes]:
        return json_pieces(self.coded, with_text=self.with_text)


def print_inputs(inputs: Iterable[Report | Unreadable], *, style: Style, jobs: int = 1) -> Iterator[Printed]:
    """Each input coded and printed, in input order; the bytes do not depend on ``jobs``."""
    return code_in_order(inputs, partial(_print_coded, style=style), jobs=jobs)


def _print_coded(coded: CodedReport, *, style: Style) -> Printed:
    return Printed(_pieces(coded, style), has_errors(coded))


def _pieces(coded: CodedReport, style: Style) -> Iterable[bytes]:
    if style.format == "text":
        return (print_report(coded, is_coloured=style.is_coloured, width=style.width).encode("utf-8", "replace"),)
    if is_packed(coded):
        return _LongLine(coded, style.with_text)
    return (to_json_line(coded, with_text=style.with_text),)
