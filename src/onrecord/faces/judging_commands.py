"""Commands that put a person's word on the record, and the one that codes the record anew."""

from __future__ import annotations

import contextlib
import getpass
from pathlib import Path
from typing import Annotated

import typer

import onrecord
from onrecord.faces.options import LEDGER_FILE, ledger_option

__all__ = ["different", "recode", "same", "withdraw", "wrong"]

_By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges; without it, your login name.")]
_Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason, kept beside the judgement.")]
_LedgerFile = Annotated[Path, ledger_option("The ledger to write to.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="An event, or an incident, as the answers show it.")]
_SHOWN = 40


def same(one: _Id, other: _Id, *, by: _By = None, why: _Why = None, ledger: _LedgerFile = LEDGER_FILE) -> None:
    """Say that two events or incidents are one happening; it overrules the program and outlives re-coding."""
    _tell(onrecord.judge(ledger, "SAME", one, other, by=_name(by), why=why))


def different(one: _Id, other: _Id, *, by: _By = None, why: _Why = None, ledger: _LedgerFile = LEDGER_FILE) -> None:
    """Say that two events or incidents are not one happening."""
    _tell(onrecord.judge(ledger, "DIFFERENT", one, other, by=_name(by), why=why))


def wrong(event: _Id, *, by: _By = None, why: _Why = None, ledger: _LedgerFile = LEDGER_FILE) -> None:
    """Say that an event is wrong: it leaves the answers and stays in the history."""
    _tell(onrecord.judge(ledger, "WRONG", event, by=_name(by), why=why))


def withdraw(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="The id a judgement was given.")],
    *,
    ledger: _LedgerFile = LEDGER_FILE,
) -> None:
    """Take a judgement back."""
    onrecord.withdraw(ledger, judgement)
    typer.echo(f"judgement {judgement} is withdrawn; it stays in the history")


def recode(
    *,
    ledger: _LedgerFile = LEDGER_FILE,
    jobs: Annotated[int, typer.Option(min=1, help="Processes to code with.")] = 1,
    everything: Annotated[
        bool, typer.Option("--all", help="Also reports that this very version coded, to see that nothing moves.")
    ] = False,
) -> None:
    """Code anew what an older version of code, knowledge or model coded, and show what the record gained and lost."""
    done = onrecord.recode(ledger, is_everything=everything, jobs=jobs)
    counts = {kind: sum(change.kind == kind for change in done.changes) for kind in ("gained", "lost", "changed")}
    told = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    reports = "1 report" if done.reports == 1 else f"{done.reports} reports"
    typer.echo(f"{reports} coded anew, {done.same} without any change; events: {told}")
    for change in done.changes[:_SHOWN]:
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        typer.echo(f"  {change.kind:8}{change.key}  {change.type}{fields}  {change.event}\n          {change.quote}")
    if len(done.changes) > _SHOWN:
        typer.echo(f"  and {len(done.changes) - _SHOWN} more: compare with --as-of")


def _name(given: str | None) -> str:
    if given is None:
        with contextlib.suppress(OSError, KeyError):
            return getpass.getuser()
    elif given.strip():
        return given.strip()
    raise onrecord.QueryError("who judges is not known; say it with --by NAME")


def _tell(judgement: str) -> None:
    typer.echo(f"judgement {judgement} holds; take it back with: onrecord withdraw {judgement}")
