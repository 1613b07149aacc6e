"""Scores the coder on every development set and holds each score at its floor.

    gate/run.py [--only seed,gold] [--full] [--jobs N] [--update [--reason TEXT]] [--keep DIR]

ONRECORD_CORPORA names the folder of the corpora; unset, the gate is skipped with a message.  ``--update`` raises the
floors in ``gate/baseline.json`` to what was measured; it lowers one only with ``--reason``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jsonschema
from corpora import EvaluationSet, Scores, evaluation_sets, is_lower_better, sample_of_news

import onrecord
from onrecord import Report, Unreadable
from onrecord.faces.printed import Style, print_inputs

BASELINE = Path(__file__).parent / "baseline.json"
NEWS = "news.dev"
_SLACK = 0.002  # of the floor: another processor may round differently, and so parse a sentence in a thousand anew
_FIRST_FLOORS = {"all.crashed": 0.0, f"{NEWS}.not_valid": 0.0, "seed.must_nots": 0.0}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    score: float
    floor: float | None

    @property
    def is_kept(self) -> bool:
        """Whether the score is no worse than its floor."""
        if self.floor is None:
            return True
        if is_lower_better(self.name):
            return self.score <= self.floor * (1 + _SLACK)
        return self.score >= self.floor * (1 - _SLACK)

    @property
    def new_floor(self) -> float:
        """The floor after an update: a score that sank within the slack leaves it where it was."""
        if self.floor is None or not self.is_kept:
            return round(self.score, 6)
        better = min if is_lower_better(self.name) else max
        return round(better(self.score, self.floor), 6)


def main() -> int:
    """Codes, scores, compares; the exit status is 0 when every floor holds."""
    options = _options()
    corpora = Path(os.environ.get("ONRECORD_CORPORA") or "")
    if not os.environ.get("ONRECORD_CORPORA"):
        print("gate: skipped, because ONRECORD_CORPORA is not set (it names the folder of the corpora)")
        return 0
    if not (corpora / "score").is_dir():
        print(f"gate: {corpora} (ONRECORD_CORPORA) holds no folder 'score'; name the folder of the corpora")
        return 2
    started = time.monotonic()
    scores = _measure(corpora, options)
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {"floors": {}, "lowered": []}
    rows = [Row(name, score, baseline["floors"].get(name, _FIRST_FLOORS.get(name))) for name, score in scores.items()]
    _print_table(rows)
    print(f"gate: {len(rows)} scores in {time.monotonic() - started:.0f} s")
    if options.update:
        return _update(baseline, rows, options.reason)
    sunk = [row for row in rows if not row.is_kept]
    print(f"gate: {len(rows) - len(sunk)} floors hold, {len(sunk)} do not")
    return 1 if sunk else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=lambda text: text.split(","), help="names of sets, such as seed,gold,news.dev")
    parser.add_argument("--full", action="store_true", help="code all real reports, not a sample of 300")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--update", action="store_true", help="write the scores to gate/baseline.json")
    parser.add_argument("--reason", help="why a floor may be lowered; goes into the baseline")
    parser.add_argument("--keep", type=Path, help="a folder to leave the coded reports in")
    return parser.parse_args()


def _measure(corpora: Path, options: argparse.Namespace) -> Scores:
    known = evaluation_sets(corpora)
    wanted = options.only or [*(s.name for s in known), NEWS]
    unknown = sorted(set(wanted) - {s.name for s in known} - {NEWS})
    if unknown:
        raise SystemExit(
            f"gate: no set is called {', '.join(unknown)}; there are {', '.join(s.name for s in known)}, {NEWS}"
        )
    sets = [s for s in known if s.name in wanted]
    if NEWS in wanted:
        sets.append(EvaluationSet(NEWS, lambda: sample_of_news(corpora, is_full=options.full), _robustness))
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        _code_all(sets, folder, options.jobs)
        crashed = sum(_count_crashes(folder / f"{s.name}.jsonl") for s in sets)
        scores = {f"{s.name}.{k}": v for s in sets for k, v in s.score(folder / f"{s.name}.jsonl").items()}
        return {"all.crashed": float(crashed)} | scores


def _code_all(sets: list[EvaluationSet], folder: Path, jobs: int) -> None:
    """Codes the reports of all sets in one stream, each report once, and parts the records by set again."""
    origins: list[str] = []

    def stream() -> Iterator[Report | Unreadable]:
        for one in sets:
            for item in one.inputs():
                origins.append(one.name)
                yield item

    files = {one.name: (folder / f"{one.name}.jsonl").open("wb") for one in sets}
    for count, printed in enumerate(print_inputs(stream(), style=Style("jsonl"), jobs=jobs)):
        files[origins[count]].write(printed.output)
        if sys.stderr.isatty() and count % 50 == 0:
            print(f"\rcoded {count} reports, now {origins[count]:24}", end="", file=sys.stderr)
    for file in files.values():
        file.close()


def _count_crashes(path: Path) -> int:
    """How many reports made the coder fail; the first failure is told."""
    problems = [p for line in path.read_bytes().splitlines() for p in json.loads(line)["problems"]]
    failures = [p["message"] for p in problems if p["code"] in ("coding-failed", "worker-died")]
    if failures:
        print(f"gate: {path.stem}: {len(failures)} reports failed, the first: {failures[0]}", file=sys.stderr)
    return len(failures)


def _robustness(path: Path) -> Scores:
    """How many lines there are, and how many of them break the schema."""
    schema = onrecord.schema()
    validator = jsonschema.validators.validator_for(schema)(schema)
    lines = path.read_bytes().splitlines()
    records = [json.loads(line) for line in lines]
    not_valid = sum(not validator.is_valid(record) for record in records)
    return {"reports": float(len(records)), "not_valid": float(not_valid)}


def _print_table(rows: list[Row]) -> None:
    width = max((len(row.name) for row in rows), default=4)
    print(f"{'score':{width}}  {'now':>9}  {'floor':>9}")
    for row in rows:
        floor = "-" if row.floor is None else f"{row.floor:.4g}"
        mark = ("ok" if row.is_kept else "SUNK") + " (lower is better)" * is_lower_better(row.name)
        print(f"{row.name:{width}}  {row.score:9.4g}  {floor:>9}  {mark}")


def _update(baseline: dict[str, object], rows: list[Row], reason: str | None) -> int:
    floors, lowered = baseline["floors"], baseline["lowered"]
    if not isinstance(floors, dict) or not isinstance(lowered, list):
        raise SystemExit(f"{BASELINE}: expected 'floors' and 'lowered'")
    sunk = [row for row in rows if not row.is_kept]
    if sunk and not reason:
        print("gate: nothing written; these would sink: " + ", ".join(row.name for row in sunk))
        print('gate: say why with --reason "...", and put the reason into the changelog')
        return 1
    lowered.extend({"score": row.name, "from": row.floor, "to": round(row.score, 6), "reason": reason} for row in sunk)
    floors.update({row.name: row.new_floor for row in rows})
    BASELINE.write_text(json.dumps(baseline, indent=1) + "\n", encoding="utf-8")
    print(f"gate: {len(rows)} floors written to {BASELINE.name}, {len(sunk)} of them lowered")
    return 0


if __name__ == "__main__":
    sys.exit(main())
