"""The development sets that the gate codes, and the scorers of the corpora that judge them."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import coreference
from incidents import incident_scores

from onrecord import Report, Unreadable, read_inputs, read_text

__all__ = ["EvaluationSet", "Scores", "evaluation_sets", "is_lower_better", "sample_of_news"]

Scores = dict[str, float]
_NEWS_STEP = 11  # every eleventh of the 3,405 reports is about 300 of them, from all sites and years
_LOWER_IS_BETTER = ("must_nots", "MAE", "not_valid", "crashed")


@dataclass(frozen=True)
class EvaluationSet:
    """Reports to code and the function that scores the file of their records."""

    name: str
    inputs: Callable[[], Iterator[Report | Unreadable]]
    score: Callable[[Path], Scores]


def is_lower_better(metric: str) -> bool:
    """Whether a score of that name is an error: it may not rise."""
    return metric.rsplit(".", 1)[-1] in _LOWER_IS_BETTER


def evaluation_sets(corpora: Path) -> tuple[EvaluationSet, ...]:
    """Every development set, in the order the table shows them."""
    here = Path(__file__).parent
    hard = corpora / "gold" / "hard_sentences.dev.jsonl"

    def task(name: str, kind: str, *metrics: str) -> EvaluationSet:
        gold = corpora / "corpora" / f"{name}.jsonl"
        command = [corpora / "score" / "corpora.py", kind, gold]
        return EvaluationSet(
            name, lambda: read_inputs([gold]), lambda path: _pick(_run_json([*command, path]), metrics)
        )

    attribution = [f"{role}.partial_overlap" for role in ("source", "cue", "content")]
    factuality = ("MAE", "pearson_r", "heads_found")
    time = ("relaxed.F1", "type.F1", "value.F1", "value_accuracy_on_matched")
    place = ("acc161_of_all", "acc161_of_resolved", "span_exact.F1")
    return (
        EvaluationSet(
            "seed", lambda: read_inputs([corpora / "seed" / "report.txt"]), lambda path: _seed(corpora, path)
        ),
        EvaluationSet("gold", lambda: read_inputs([corpora / "gold" / "dev"]), lambda path: _gold(corpora, path)),
        EvaluationSet(
            "hard", lambda: _hard_inputs(hard), lambda path: _run_json([here / "hard.py", hard, path, "--json"])
        ),
        task("plv.dev", "relation", "joined_accuracy", "joined_macro_f1", "anywhere_recall"),
        task("polnear.dev", "attribution", *attribution, "relation_all_roles_overlap"),
        task("uw.dev", "factuality", *factuality),
        task("uds_ih2.dev", "factuality", *factuality),
        task("timebank.train", "time", *time),
        task("aquaint.train", "time", *time),
        task("wikiwars.train", "time", "value.F1"),
        task("geowebnews.dev", "place", *place),
        task("lgl.dev", "place", *place, "country_acc_of_all"),
        task("actor_phrases.dev", "actor", "country_accuracy", "sector_accuracy"),
        *(_coreference(corpora / "corpora" / f"{name}.jsonl") for name in ("ecbplus.dev", "gvc.dev")),
    )


def sample_of_news(corpora: Path, *, is_full: bool) -> Iterator[Report | Unreadable]:
    """All real reports, or a fixed sample of about 300."""
    reports = read_inputs([corpora / "corpora" / "news.dev.jsonl.gz"])
    return reports if is_full else islice(reports, 0, None, _NEWS_STEP)


def _coreference(gold: Path) -> EvaluationSet:
    """Gold mentions linked across all documents of the file."""
    return EvaluationSet(
        gold.stem,
        lambda: coreference.inputs(gold),
        lambda path: _pick(dict(coreference.score(gold, path)), ("conll",)),
    )


def _hard_inputs(path: Path) -> Iterator[Report]:
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        yield read_text(item["text"], key=item["id"], date=item["doc_date"])


def _run(command: list[Any]) -> str:
    words = [sys.executable, *map(str, command)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} failed with status {done.returncode}:\n{done.stderr}")
    return done.stdout


def _run_json(command: list[Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(_run(command))
    return answer


def _pick(scores: dict[str, Any], metrics: tuple[str, ...]) -> Scores:
    """The named scores, nested ones by a dotted name; one that does not exist counts as 0."""
    picked = {}
    for metric in metrics:
        value: Any = scores
        for part in metric.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        picked[metric] = float(value or 0.0)
    return picked


def _seed(corpora: Path, path: Path) -> Scores:
    """Hits of 30, and how many of the records that must not be there are."""
    lines = _run([corpora / "score" / "seed.py", path]).splitlines()
    tally = next(ast.literal_eval(line) for line in lines if line.startswith("{"))
    bad = re.sub(r"^must-nots found: ", "", next(line for line in lines if line.startswith("must-nots found:")))
    scores = {name: float(value.split("/")[0]) for name, value in tally.items()}
    return scores | {"must_nots": 0.0 if bad == "none" else float(len(ast.literal_eval(bad)))}


def _gold(corpora: Path, path: Path) -> Scores:
    gold, texts = corpora / "gold" / "dev-gold", corpora / "gold" / "dev"
    scores = _run_json([corpora / "score" / "gold.py", gold, path, "--texts", texts, "--json"])
    by_f1 = ("events", "typed", "typed+actors+recipients", "actors", "recipients", "nested", "transfers")
    shares = ("transfer_parties", "source_kind", "source_id", "certainty", "status", "date", "place_country")
    values = {name: float(scores[name]["f1"]) for name in by_f1} | {name: float(scores[name] or 0.0) for name in shares}
    return values | incident_scores(corpora, path)
