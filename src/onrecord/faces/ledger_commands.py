"""Commands that add reports to a ledger and ask it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand

import onrecord
from onrecord.faces.moments import moment_of
from onrecord.faces.options import LEDGER_FILE, ledger_option
from onrecord.faces.telling import SOME_FAILED, told_plainly

__all__ = ["ASKING", "QuestionCommand", "add", "ask_command", "brief", "explain_id", "sql"]

Format = Literal["text", "jsonl", "csv", "parquet"]
Engine = Literal["serial", "pool", "ray"]

# Each question with the line that `--help` shows; a test holds them to the questions of the ledger.
ASKING = {
    "events": "Who did what to whom: each event of each report.",
    "claims": "On whose word: each event and each who vouches for it.",
    "transfers": "Arms said to change hands, and what that would be under the embargoes of the day.",
    "incidents": "Each happening once, with who really stands behind it.",
    "tellings": "What each telling adds to its incident, and to which other telling.",
    "findings": "What each transfer claim would amount to under each embargo regime.",
    "sources": "Who vouches for how much, and how firmly.",
    "timeline": "Incidents in the order of their days.",
}
_SHOWN_ON_A_TERMINAL = 50
_SQL_SECONDS = 60.0

_Ledger = Annotated[Path, ledger_option()]
_Terms = Annotated[
    list[str] | None, typer.Argument(metavar="TERM", help="FIELD=VALUE, FIELD!=VALUE or FIELD~WORDS; all must hold.")
]
_AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Answer as the record stood at the end of that day (or moment, UTC)."),
]
_Limit = Annotated[
    int | None,
    typer.Option("--limit", min=1, metavar="N", help="Rows at most; 50 on a terminal, else as many as there are."),
]
_Format = Annotated[Format, typer.Option("--format", help="text for a person; the others for programs.")]
_Output = Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write there, not to standard output.")]
_Engine = Annotated[
    Engine | None, typer.Option(help="Code in shard files: in this process, in worker processes, on a Ray cluster.")
]
_Workers = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Workers of the engine; as many as processors if not given.")
]
_Shards = Annotated[
    str | None,
    typer.Option(metavar="DIR", help="Folder or s3:// address of the shard files; kept, and taken up again."),
]
_ShardSize = Annotated[int | None, typer.Option(min=1, metavar="N", help="Reports of a shard file; 1000 unless told.")]


class QuestionCommand(TyperCommand):
    """A command whose help ends with the fields that its terms may name."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  -- the form the base class has
        """Writes the fields and what they mean."""
        from onrecord.ledger import fields_of  # noqa: PLC0415  -- only this help needs it

        with formatter.section("Fields of a TERM"):
            formatter.write_dl([(name, field.meaning) for name, field in fields_of(str(self.name)).items()])


def add(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT", help="Files, directories, or - for standard input, as for code.")
    ],
    *,
    ledger: _Ledger = LEDGER_FILE,
    jobs: Annotated[int, typer.Option(min=1, help="Processes to code with.")] = 1,
    wait: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for another who adds to the same ledger.")
    ] = 0.0,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of publication of reports that state none.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but what could not be read.")] = False,
    engine: _Engine = None,
    workers: _Workers = None,
    shards: _Shards = None,
    shard_size: _ShardSize = None,
) -> None:
    """Add reports to a ledger: new ones are coded, changed ones supersede, the rest is left alone."""
    from onrecord.faces.adding import add_and_tell, add_shards_and_tell  # noqa: PLC0415  -- `--help` must be quick

    with told_plainly():
        if engine is not None:
            how: dict[str, Any] = {"engine": engine, "workers": workers}
            if shard_size is not None:
                how["size"] = shard_size
            is_well = add_shards_and_tell(ledger, inputs, shards, is_quiet=quiet, date=date, wait_seconds=wait, **how)
        elif (workers, shards, shard_size) != (None, None, None):
            raise onrecord.InputError(
                "add: --workers, --shards and --shard-size are for an engine; give --engine too, or --jobs N"
            )
        else:
            items = onrecord.read_inputs(inputs, date=date)
            is_well = add_and_tell(ledger, items, jobs=jobs, wait_seconds=wait, is_quiet=quiet)
    if not is_well:
        raise typer.Exit(SOME_FAILED)


def ask_command(question: str) -> Callable[..., None]:
    """The command of one question of the ledger."""

    def command(
        terms: _Terms = None,
        *,
        ledger: _Ledger = LEDGER_FILE,
        as_of: _AsOf = None,
        limit: _Limit = None,
        format: _Format = "text",  # noqa: A002  -- the word of the option
        output: _Output = None,
    ) -> None:
        from onrecord.faces.answering import write_answer  # noqa: PLC0415  -- `--help` must be quick

        with told_plainly(), _opened(ledger, as_of) as opened:
            answer = opened.ask(question, *(terms or ()), limit=_limited(limit, output))
            write_answer(answer, question=question, format=format, output=output)

    command.__doc__ = ASKING[question]
    return command


def sql(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="One SELECT over the views; docs/asking.md lists them.")
    ],
    *,
    ledger: _Ledger = LEDGER_FILE,
    as_of: _AsOf = None,
    limit: _Limit = None,
    format: _Format = "text",  # noqa: A002  -- the word of the option
    output: _Output = None,
) -> None:
    """Ask in SQL: reading only, no files, no network, a million rows and a minute at most."""
    from onrecord.faces.answering import write_answer  # noqa: PLC0415  -- `--help` must be quick
    from onrecord.faces.confining import confined  # noqa: PLC0415  -- `--help` must be quick

    with told_plainly(), _opened(ledger, as_of) as opened:
        with confined(_SQL_SECONDS):
            answer = opened.sql(query, limit=_limited(limit, output), seconds=_SQL_SECONDS)
        write_answer(answer, question="sql", format=format, output=output)


def brief(
    terms: _Terms = None,
    *,
    ledger: _Ledger = LEDGER_FILE,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Begin with what changed in the record since that day (or moment)."),
    ] = None,
    as_of: _AsOf = None,
    limit: _Limit = None,
) -> None:
    """Tell in sentences who is said to do what, on whose word, how sure, who denies it, and what changed."""
    from onrecord.faces.briefing import print_brief  # noqa: PLC0415  -- `--help` must be quick

    with told_plainly(), _opened(ledger, as_of) as opened:
        lines = opened.brief(*(terms or ()), since=moment_of(since))
        typer.echo(print_brief(lines, limit=_limited(limit, None)), nl=False)


def explain_id(identity: str, ledger: Path, as_of: str | None) -> None:
    """Prints what stands behind an event, an incident or a report of a ledger."""
    from onrecord.faces.detailing import print_detail  # noqa: PLC0415  -- `--help` must be quick

    with _opened(ledger, as_of) as opened:
        typer.echo(print_detail(opened.explain(identity)), nl=False)


def _opened(ledger: Path, as_of: str | None) -> Any:
    return onrecord.Ledger(ledger, as_of=moment_of(as_of))


def _limited(limit: int | None, output: Path | None) -> int | None:
    if limit is None and output is None and sys.stdout.isatty():
        return _SHOWN_ON_A_TERMINAL
    return limit
