"""The command line: ``onrecord code``, ``explain``, ``embargoes``, ``schema`` and ``demo``.

Exit status: 0 all well, 1 some reports had errors, 2 the call was wrong, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

import onrecord

__all__ = ["app", "main"]

_SOME_FAILED = 1
_WRONG_CALL = 2
_INTERRUPTED = 130

app = typer.Typer(
    name="onrecord",
    help="News reports into a cited record: who did, said, promised, threatened or asked what, to whom, on whose word.",
    epilog="Exit status: 0 all well, 1 some reports had errors, 2 the call was wrong.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Runs the command line."""
    app()


def _drop_output() -> None:
    """Nobody reads on: what is still buffered goes nowhere instead of raising again at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


@contextlib.contextmanager
def _told_plainly() -> Iterator[None]:
    """What Onrecord raises becomes one line on standard error; a closed pipe and Ctrl-C end the run quietly."""
    try:
        yield
    except BrokenPipeError:
        _drop_output()
        raise typer.Exit from None
    except KeyboardInterrupt:
        raise typer.Exit(_INTERRUPTED) from None
    except onrecord.OnrecordError as error:
        typer.echo(f"onrecord: {error}", err=True)
        raise typer.Exit(_WRONG_CALL) from error


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

    with _told_plainly():
        items = onrecord.read_inputs(inputs, date=date, max_bytes=max_bytes)
        failed = write_records(items, format=format, with_text=with_text, jobs=jobs, output=output)
    if failed:
        raise typer.Exit(_SOME_FAILED)


@app.command()
def explain(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A file with the report, or - for standard input.")],
    *,
    at: Annotated[int, typer.Option(min=0, metavar="OFFSET", help="A place in the text, in code points.")],
    key: Annotated[str | None, typer.Option(metavar="KEY", help="Which report of a JSON Lines file: its id.")] = None,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of publication, if the report states none.")
    ] = None,
) -> None:
    """Show why the record is as it is at one place: the parse of the sentence, the rules and the knowledge used."""
    from onrecord.faces.explaining import find_report, print_explanation  # noqa: PLC0415  -- `--help` must be quick

    with _told_plainly():
        found = find_report(report, key=key, date=date)
        typer.echo(print_explanation(found, at), nl=False)


@app.command()
def embargoes(
    *,
    target: Annotated[str, typer.Option(metavar="ID", help="ISO code of a state, or a group's id, such as PRK.")],
    on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day whose law is asked for.")],
) -> None:
    """Print the arms embargoes on a state or group as they stood on one day."""
    from onrecord.law import law_of_the_day  # noqa: PLC0415  -- `--help` must be quick

    try:
        day = datetime.date.fromisoformat(on)
    except ValueError as error:
        typer.echo(f"onrecord: {on!r} is no day; write it as 2010-05-01", err=True)
        raise typer.Exit(_WRONG_CALL) from error
    typer.echo(law_of_the_day(target.upper(), day.isoformat()), nl=False)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a coded report."""
    typer.echo(json.dumps(onrecord.schema(), indent=2))


@app.command()
def demo(
    *,
    format: Annotated[  # noqa: A002  -- the word of the option
        Literal["text", "jsonl"], typer.Option(help="text for a person, jsonl for the public JSON, one report a line.")
    ] = "text",
) -> None:
    """Code the example reports that come with Onrecord; they are invented."""
    from onrecord.faces.output import write_records  # noqa: PLC0415  -- `--help` must be quick

    with _told_plainly():
        examples = Path(__file__).parent / "examples"
        failed = write_records(onrecord.read_inputs([examples]), format=format, with_text=False, jobs=1, output=None)
    if failed:
        raise typer.Exit(_SOME_FAILED)


if __name__ == "__main__":
    main()
