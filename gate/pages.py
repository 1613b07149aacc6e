"""Writes the generated pages: help, schema, cases by example, the README's example, and the examples that are shipped.

    gate/pages.py           write them
    gate/pages.py --check   only say which are stale (exit status 1)

A test runs the check, so help, schema and README cannot drift from the program.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import onrecord
from onrecord.faces.cli import app
from onrecord.knowledge.frames import Frame, load_frames

ROOT = Path(__file__).resolve().parents[1]
SCORES = {  # rows of the README's table: score in the baseline, and what it is
    "gold.events": "events found, F1 (annotated reports)",
    "gold.typed": "events found with the right type, F1",
    "gold.typed+actors+recipients": "the same, with every actor and recipient right, F1",
    "gold.source_kind": "narrator, named or unnamed source right, of events found",
    "gold.certainty": "certainty right, of events found",
    "gold.status": "status right, of events found",
    "gold.transfers": "arms transfers found, F1",
    "plv.dev.joined_accuracy": "type right for a marked pair of actors",
    "polnear.dev.relation_all_roles_overlap": "attributions with source, cue and content found, F1 x 100",
    "uw.dev.MAE": "mean error of the certainty of a predicate, from -3 to 3 (lower is better)",
    "timebank.train.value.F1": "time expressions with the right value, F1 x 100",
    "geowebnews.dev.acc161_of_all": "places within 161 km, of all x 100",
    "actor_phrases.dev.country_accuracy": "country of an actor's name right",
}
LEDGER_EXAMPLE = ("supplier=SRB", "stage=agreed", "certainty=PS+..")
EXAMPLE = "examples/invented-1-arms-request.txt"
_BLOCK = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def run(*words: str) -> str:
    """What the command prints, 80 columns wide."""
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "80", "NO_COLOR": "1"}, prog_name="onrecord")
    return "\n".join(line.rstrip() for line in result.output.rstrip("\n").split("\n"))


def help_page() -> str:
    """All help texts on one page."""
    parts = ["# Command line", "This page is made by `make docs` from the program's own help.", fenced(run("--help"))]
    for command in _commands():
        parts += [f"## onrecord {command}", fenced(run(command, "--help"))]
    return "\n\n".join(parts) + "\n"


def _commands() -> list[str]:
    """The names of all commands, in the order of the help."""
    return [str(command.name or command.callback.__name__) for command in app.registered_commands if command.callback]


def ledger_example() -> str:
    """A brief over the shipped examples."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = ("--ledger", f"{folder}/onrecord.ledger")
        run("add", str(ROOT / "examples"), *ledger)
        return run("brief", *LEDGER_EXAMPLE, *ledger)


def fenced(text: str, language: str = "text") -> str:
    """A block of code."""
    return f"```{language}\n{text}\n```"


def schema_page() -> str:
    """The JSON Schema of a coded report."""
    return json.dumps(onrecord.schema(), indent=2) + "\n"


def example_page() -> str:
    """The golden cases for readers: each text and the record that the tests hold it to."""
    parts = [
        "# By example",
        "Each case is a test: `tests/golden/` holds text and record expected; `make docs` makes this page of them.",
    ]
    for file in sorted((ROOT / "tests" / "golden").glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        parts.append("## " + text.splitlines()[0].lstrip("# ").rstrip("."))
        parts += [example(case) for case in tomllib.loads(text)["case"] if "xfail" not in case]
    return "\n\n".join(parts) + "\n"


def plover_page() -> str:
    """The PLOVER page: its hand-written part, then every type and mode and context with an example of our own."""
    text = (ROOT / "docs" / "plover.md").read_text(encoding="utf-8")
    made = {"modes": mode_table(), "contexts": context_table()}
    return _BLOCK.sub(lambda match: f"{match[1]}{made[match['name']]}\n{match[3]}", text)


def mode_table() -> str:
    """One row a type and mode: how many senses the lexicon has of it, and one that runs as a test."""
    by_mode: dict[tuple[str, str], list[Frame]] = {}
    for frame in load_frames().frames:
        if frame.type != "NONE":
            by_mode.setdefault((frame.type, frame.mode or ""), []).append(frame)
    rows = []
    for (kind, mode), frames in sorted(by_mode.items()):
        examples = [e for f in frames for e in f.examples]
        rows.append(f"| {kind} | {mode} | {len(frames)} | {len(examples)} | {examples[0].text} |")
    return "\n".join(["| type | mode | senses | examples | one of them |", "|---|---|---|---|---|", *rows])


def context_table() -> str:
    """One row a context with a sentence that a test holds it to."""
    contexts = tomllib.loads((ROOT / "tests" / "coding" / "contexts.toml").read_text(encoding="utf-8"))["contexts"]
    rows = [f"| {name} | {sentences[0]} |" for name, sentences in contexts.items()]
    return "\n".join(["| context | a sentence that has it |", "|---|---|", *rows])


def example(case: dict[str, Any]) -> str:
    """One case: its text as a quotation, its events as a table, and what must not be there."""
    rows = ["| words | event | who | certainty, status | on whose word | more |", "|---|---|---|---|---|---|"]
    rows += [example_row(event) for event in case.get("event", [])]
    absent = [f"Not there: {described(unwanted)}." for unwanted in case.get("absent", [])]
    quotation = "\n".join(f"> {line}" for line in case["text"].splitlines())
    date = f" *({case['date']})*" if "date" in case else ""
    return "\n\n".join([f"### {case['id']}", quotation + date, *(["\n".join(rows)] if len(rows) > 2 else []), *absent])


def example_row(event: dict[str, Any]) -> str:
    """One expected event as a row of the table."""
    shown = {
        "trigger",
        "type",
        "mode",
        "actors",
        "recipients",
        "certainty",
        "status",
        "source",
        "holders",
        "rules",
        "entries",
    }
    kind = f"{event.get('type', '')}/{event['mode']}" if event.get("mode") else event.get("type", "")
    who = " → ".join(", ".join(event[side]) or "-" for side in ("actors", "recipients") if side in event)
    sure = ", ".join(event[field] for field in ("certainty", "status") if field in event)
    source = " ".join([event.get("source", ""), ", ".join(event.get("holders", []))]).strip()
    more = described({name: value for name, value in event.items() if name not in shown})
    return f"| {event.get('trigger', '')} | {kind} | {who} | {sure} | {source} | {more} |"


def described(fields: dict[str, Any]) -> str:
    """Fields and their values in words."""
    values = {name: ", ".join(value) if isinstance(value, list) else value for name, value in fields.items()}
    return "; ".join(f"{name} {value}" for name, value in values.items())


def score_table() -> str:
    """What the gate measured last, from its baseline."""
    floors = json.loads((ROOT / "gate" / "baseline.json").read_text(encoding="utf-8"))["floors"]
    rows = [f"| {what} | {floors[name]:.3g} |" for name, what in SCORES.items()]
    return "\n".join(["| what | score |", "|---|---|", *rows])


def one_field_a_line(event: dict[str, Any]) -> str:
    """JSON that a person can read without scrolling far."""
    fields = (f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in event.items())
    return "{\n" + ",\n".join(fields) + "\n}"


def blocks() -> dict[str, str]:
    """The generated blocks of the README by name."""
    events = json.loads(run("code", EXAMPLE, "--format", "jsonl"))["events"]
    event = next(event for event in events if event["transfer"])
    return {
        "example-input": fenced((ROOT / EXAMPLE).read_text(encoding="utf-8").rstrip()),
        "example-output": fenced(run("code", EXAMPLE)),
        "ledger-output": fenced(ledger_example()),
        "scores": score_table(),
        "example-event": fenced(one_field_a_line(event), "json"),
    }


def readme() -> str:
    """The README with its generated blocks made anew."""
    made = blocks()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return _BLOCK.sub(lambda match: f"{match[1]}{made[match['name']]}\n{match[3]}", text)


def pages() -> dict[Path, str]:
    """Every generated page with what should stand in it."""
    shipped = ROOT / "src" / "onrecord" / "faces" / "examples"
    examples = {shipped / path.name: path.read_text(encoding="utf-8") for path in (ROOT / "examples").glob("*.txt")}
    return {
        **examples,
        ROOT / "docs" / "cli.md": help_page(),
        ROOT / "docs" / "by-example.md": example_page(),
        ROOT / "docs" / "plover.md": plover_page(),
        ROOT / "docs" / "coded-report.schema.json": schema_page(),
        ROOT / "README.md": readme(),
    }


def main() -> int:
    """Writes the pages, or names the stale ones."""
    made = pages()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if "--check" in sys.argv:
            print(f"{path.relative_to(ROOT)} is stale; run: make docs")
        else:
            path.write_text(made[path], encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return int("--check" in sys.argv and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
