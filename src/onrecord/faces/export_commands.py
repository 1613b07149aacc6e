"""Commands that take the record to other programs and bring a reviewer's work back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import onrecord
from onrecord.faces.moments import moment_of
from onrecord.faces.options import LEDGER_FILE, ledger_option
from onrecord.faces.telling import told_plainly

__all__ = ["export", "review"]

_LedgerFile = Annotated[Path, ledger_option()]

_PLAIN = frozenset({"annotation", "edge", "event", "feature", "node", "row", "statement", "task", "transfer"})

review = typer.Typer(
    help="Bring back what reviewers judged; give it out with: onrecord export --format labelstudio.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def export(
    terms: Annotated[
        list[str] | None, typer.Argument(metavar="TERM", help="Filter, as in actor=PRK date=2023-09.. certainty=PS+..")
    ] = None,
    *,
    format: Annotated[  # noqa: A002  -- the word of the option
        str, typer.Option(metavar="FORMAT", help="Which format; --list shows all.")
    ] = "",
    output: Annotated[Path | None, typer.Option(metavar="PATH", help="The file to write.")] = None,
    question: Annotated[
        str | None,
        typer.Option(
            metavar="QUESTION", help="Which rows: events, claims, transfers ...; else what the format is for."
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="As the record stood at the end of that day.")
    ] = None,
    ledger: _LedgerFile = LEDGER_FILE,
    list_formats: Annotated[bool, typer.Option("--list", help="Show the formats and stop.")] = False,
) -> None:
    """Write a part of the record in another program's format, with a manifest beside it."""
    from onrecord.faces.exports import FORMATS, manifest_path, write_export  # noqa: PLC0415  -- `--help` must be quick

    if list_formats:
        for name, known in FORMATS.items():
            typer.echo(f"{name:16} {known.meaning} ({known.standard})")
        return
    if not format or output is None:
        raise onrecord.QueryError(
            "export: give --format and --output, as in: onrecord export --format csv --output e.csv"
        )
    with onrecord.Ledger(ledger, as_of=moment_of(as_of)) as opened:
        done = write_export(opened, format, tuple(terms or ()), output=output, question=question, as_of=as_of)
    told = ", ".join(_counted(kind, count) for kind, count in done["written"].items()) or "nothing"
    typer.echo(f"{output}: {told}; manifest: {manifest_path(output)}")


def _counted(kind: str, count: int) -> str:
    """Our own words for a line or object have a plural; the names that other formats give theirs stay as they are."""
    return f"{count} {kind}{'s' if count != 1 and kind in _PLAIN else ''}"


@review.callback()
def _reviewing() -> None:
    pass


@review.command("import")
@told_plainly()
def import_reviews(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What Label Studio exported as JSON.")],
    *,
    ledger: _LedgerFile = LEDGER_FILE,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who judged; without it, as Label Studio has it.")
    ] = None,
) -> None:
    """Put a reviewed Label Studio file on the record as judgements; what is there already is left as it is."""
    from onrecord.faces.reviewing import import_judgements  # noqa: PLC0415  -- `--help` must be quick

    done = import_judgements(ledger, file, by=by)
    typer.echo(f"{done.made} judgements made, {done.known} were on the record; see: onrecord sql 'FROM judgement'")
