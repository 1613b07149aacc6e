"""The command line: reports coded and explained, added to a ledger and asked of it.

Exit status: 0 all well, 1 some reports had errors, 2 the call was wrong, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from tempfile import gettempdir
from typing import Annotated, Literal

import typer

import onrecord
from onrecord.faces import (
    agent_commands,
    export_commands,
    judging_commands,
    ledger_commands,
    serve_commands,
    watch_commands,
)
from onrecord.faces.options import LEDGER_FILE, ledger_option
from onrecord.faces.telling import SOME_FAILED, told_plainly

__all__ = ["app", "main"]

app = typer.Typer(
    name="onrecord",
    help="News reports into a cited record: who did, said, promised, threatened or asked what, to whom, on whose word.",
    epilog="Exit status: 0 all well, 1 some reports had errors, 2 the call was wrong, 130 stopped by Ctrl-C.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Runs the command line."""
    app()


def _print_version(asked: bool) -> None:  # noqa: FBT001  -- the form a typer callback has
    if asked:
        typer.echo(f"onrecord {onrecord.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
def code(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Files (.txt, .jsonl, also .gz or .zst), directories, or - for standard input."
        ),
    ],
    *,
    format: Annotated[  # noqa: A002  -- the word of the option
        Literal["text", "jsonl"], typer.Option(help="text for a person, jsonl for the public JSON, one report a line.")
    ] = "text",
    with_text: Annotated[bool, typer.Option("--with-text", help="Put the report's text into the JSON.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Processes to code with; the output stays the same.")] = 1,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of publication of reports that state none.")
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write there, not to standard output.")] = None,
    max_bytes: Annotated[
        int, typer.Option(min=1, metavar="N", help="Largest text file, or line of JSON Lines, that is read.")
    ] = 50_000_000,
) -> None:
    """Code news reports: print each with its record beneath, or as JSON Lines."""
    from onrecord.faces.output import write_records  # noqa: PLC0415  -- `--help` must be quick

    with told_plainly():
        items = onrecord.read_inputs(inputs, date=date, max_bytes=max_bytes)
        failed = write_records(items, format=format, with_text=with_text, jobs=jobs, output=output)
    if failed:
        raise typer.Exit(SOME_FAILED)


@app.command()
def explain(
    report: Annotated[
        str,
        typer.Argument(
            metavar="REPORT|ID",
            help="A file with the report or - for standard input; or, of a ledger, the id (or its first digits) of an"
            " event, an incident or a report, or a report's key.",
        ),
    ],
    *,
    at: Annotated[
        int | None,
        typer.Option(min=0, metavar="OFFSET", help="A place in the text of a file, in code points."),
    ] = None,
    key: Annotated[str | None, typer.Option(metavar="KEY", help="Which report of a JSON Lines file: its id.")] = None,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of publication, if the report states none.")
    ] = None,
    ledger: Annotated[Path, ledger_option("The ledger that an id is looked up in.")] = LEDGER_FILE,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="As the ledger stood at the end of that day.")
    ] = None,
) -> None:
    """Show why the record is as it is: at one place of a report, or behind an id of a ledger."""
    from onrecord.faces.explaining import find_report, print_explanation  # noqa: PLC0415  -- `--help` must be quick

    with told_plainly():
        if at is None and report != "-" and not Path(report).exists():
            if not ledger.exists():
                raise onrecord.InputError(f"{report}: no such file, and {ledger} to look it up in is not there")
            ledger_commands.explain_id(report, ledger, as_of)
            return
        if at is None:
            raise onrecord.InputError(f"{report}: say at which place of the text, with --at OFFSET")
        found = find_report(report, key=key, date=date)
        typer.echo(print_explanation(found, at), nl=False)


@app.command()
def embargoes(
    *,
    target: Annotated[str, typer.Option(metavar="ID", help="A state or group: its id, such as PRK, or its name.")],
    on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day whose law is asked for.")],
) -> None:
    """Print the arms embargoes on a state or group as they stood on one day."""
    from onrecord.law import law_of_the_day, target_of  # noqa: PLC0415  -- `--help` must be quick

    with told_plainly():
        try:
            day = datetime.date.fromisoformat(on)
        except ValueError as error:
            raise onrecord.InputError(f"{on!r} is no day; write it as 2010-05-01") from error
        typer.echo(law_of_the_day(target_of(target), day.isoformat()), nl=False)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a coded report."""
    typer.echo(json.dumps(onrecord.schema(), indent=2))


@app.command()
def demo(
    *,
    ledger: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to keep them; without it, a file for temporary things.")
    ] = None,
    format: Annotated[  # noqa: A002  -- the word of the option
        Literal["text", "jsonl"],
        typer.Option(help="text for a person; jsonl prints public JSON and keeps nothing."),
    ] = "text",
) -> None:
    """Code the example reports that come with Onrecord into a ledger and show the record; they are invented."""
    from onrecord.faces.demo import EXAMPLES, show_demo  # noqa: PLC0415  -- `--help` must be quick
    from onrecord.faces.output import write_records  # noqa: PLC0415  -- `--help` must be quick

    with told_plainly():
        if format == "jsonl":
            failed = write_records(
                onrecord.read_inputs([EXAMPLES]), format=format, with_text=False, jobs=1, output=None
            )
        else:
            failed = not show_demo(ledger or Path(gettempdir()) / "onrecord-demo.ledger")
    if failed:
        raise typer.Exit(SOME_FAILED)


app.command()(ledger_commands.add)
for _question in ledger_commands.ASKING:
    app.command(_question, cls=ledger_commands.QuestionCommand)(ledger_commands.ask_command(_question))
app.command(cls=ledger_commands.QuestionCommand)(ledger_commands.brief)
app.command()(ledger_commands.sql)
for _judgement in (
    judging_commands.same,
    judging_commands.different,
    judging_commands.wrong,
    judging_commands.withdraw,
):
    app.command()(told_plainly()(_judgement))
app.command()(told_plainly()(judging_commands.recode))
app.command()(told_plainly()(watch_commands.watch))
app.command()(told_plainly()(serve_commands.serve))
app.command()(told_plainly()(export_commands.export))
app.add_typer(export_commands.review, name="review")
app.command()(told_plainly()(agent_commands.mcp))


if __name__ == "__main__":
    main()
