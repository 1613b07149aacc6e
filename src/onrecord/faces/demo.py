"""The demonstration: the shipped example reports coded into a ledger, and the record shown."""

from __future__ import annotations

from pathlib import Path

import typer

import onrecord
from onrecord.faces.adding import add_and_tell
from onrecord.faces.answering import write_answer
from onrecord.faces.briefing import print_brief
from onrecord.faces.output import write_records

__all__ = ["EXAMPLES", "show_demo"]

EXAMPLES = Path(__file__).parent / "examples"
_FIRST = "invented-1-arms-request.txt"
_TERMS = ("recipient=SDN",)
_BRIEF_LINES = 4


def show_demo(ledger: Path) -> bool:
    """Adds the examples to the ledger, shows one report's record and what the ledger answers; whether all went well.

    Raises:
        LedgerError: another process writes to the ledger, it is none, or there is no room.

    """
    typer.echo(f"== eight invented reports into the ledger {ledger}")
    is_well = add_and_tell(ledger, onrecord.read_inputs([EXAMPLES]), jobs=1, wait_seconds=0.0, is_quiet=False)
    typer.echo("\n== the record of the first report")
    write_records(onrecord.read_inputs([EXAMPLES / _FIRST]), format="text", with_text=False, jobs=1, output=None)
    with onrecord.Ledger(ledger) as opened:
        typer.echo("\n== happenings that more than one report tells: onrecord incidents reports=2..")
        write_answer(opened.incidents("reports=2.."), question="incidents", format="text", output=None)
        typer.echo(f"\n== who is said to arm Sudan, on whose word: onrecord brief {' '.join(_TERMS)}")
        typer.echo(print_brief(opened.brief(*_TERMS), limit=_BRIEF_LINES), nl=False)
    typer.echo(
        f"\n== ask it yourself, for example\n"
        f"   onrecord transfers stage=delivered.. --ledger {ledger}\n"
        f"   onrecord explain ID --ledger {ledger}\n"
        f"   onrecord serve --ledger {ledger}"
    )
    return is_well
