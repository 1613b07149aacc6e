"""Cross-document event coreference with gold mentions and without gold topics: CoNLL F1.

    gate/coreference.py GOLD.jsonl [CODED.jsonl] [--json]

GOLD is ``ecbplus.dev.jsonl`` or ``gvc.dev.jsonl``; CODED is what the line makes of its reports (made here if absent).
Each gold event mention gives a sketch: from our event where its trigger lies inside the mention, else from the parse.
All mentions of the file are linked together, whatever their topic.  Practice of the field: mentions in the validated
sentences of ECB+ only, singletons kept, the mean of MUC, B-cubed and CEAF-e by mention.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from onrecord import Report, read_text
from onrecord.pipeline import Coder
from onrecord.resolution import EventSketch, link
from onrecord.resolution.sketches import ReportReading

__all__ = ["conll", "documents", "gold_clusters", "gold_sketches", "inputs", "score"]

Clusters = Mapping[str, str]
_DATE_LINE = re.compile(r"\d{4}-\d\d-\d\d(?=\n)")


def main() -> int:
    """Scores and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("coded", type=Path, nargs="?")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    scores = score(options.gold, options.coded)
    if options.json:
        print(json.dumps(scores))
    else:
        print("\n".join(f"{name:16} {100 * value:6.2f}" for name, value in scores.items()))
    return 0


def score(gold: Path, coded: Path | None = None) -> dict[str, float]:
    """The scores of one file, each in [0, 1]."""
    clusters = gold_clusters(gold)
    sketches = [s for row, document in documents(gold, coded) for s in gold_sketches(row, document)]
    ours = {telling: incident.id for incident in link(sketches) for telling in incident.tellings}
    return conll(clusters, ours)


def inputs(gold: Path) -> Iterator[Report]:
    """The reports of the file; a first line that is a date is the day of publication."""
    for row in _rows(gold):
        found = _DATE_LINE.match(row["text"])
        yield read_text(row["text"], key=row["id"], date=found and found.group())


def gold_clusters(gold: Path) -> dict[str, str]:
    """The gold cluster of each event mention."""
    return {_name(row, m): m["cluster"] for row in _rows(gold) for m in _mentions(row)}


def documents(gold: Path, coded: Path | None = None) -> list[tuple[dict[str, Any], Any]]:
    """Each row of the file with its coded report."""
    made = _coded(gold, coded)
    found = []
    for row in _rows(gold):
        made[row["id"]].text = row["text"]
        found.append((row, made[row["id"]]))
    return found


def gold_sketches(row: Mapping[str, Any], document: Any) -> list[EventSketch]:
    """The sketches of the gold mentions of one report."""
    reading = ReportReading(document)
    found = []
    for m in _mentions(row):
        ours = next((e for e in document.events if m["start"] <= e.trigger.start < m["end"]), None)
        found.append(reading.sketch(_name(row, m), m["start"], m["end"], event=ours))
    return found


def _coded(gold: Path, coded: Path | None) -> dict[str, Any]:
    """The coded reports by key, with the fields of the public JSON."""
    if coded is None:
        done = Coder().code(inputs(gold))
        return {d.report.key: SimpleNamespace(**{n: getattr(d, n) for n in d.__slots__}) for d in done}
    lines = coded.read_text(encoding="utf-8").splitlines()
    made = [json.loads(line, object_hook=lambda fields: SimpleNamespace(**fields)) for line in lines]
    return {one.report.key: one for one in made}


def _rows(gold: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]


def _mentions(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [m for m in row["mentions"] if m["is_event"] and m.get("in_validated_sentence", True)]


def _name(row: Mapping[str, Any], mention: Mapping[str, Any]) -> str:
    return f"{row['id']}#{mention['id']}"


def conll(gold: Clusters, ours: Clusters) -> dict[str, float]:
    """MUC, B-cubed, CEAF-e with the sum of Dice as similarity (phi 4), and the mean of their F1."""
    keys, answers = _sets(gold), _sets(ours)
    parts = {
        "muc": (_links(answers, gold), _links(keys, ours)),
        "b3": _b_cubed(keys, answers),
        "ceafe": _ceaf(keys, answers),
    }
    f1 = {name: _f1(*values) for name, values in parts.items()}
    spread = {f"{n}_{w}": v for n, values in parts.items() for w, v in zip(("p", "r"), values, strict=True)}
    return {"conll": sum(f1.values()) / len(f1), **f1, **spread}


def _sets(clusters: Clusters) -> list[frozenset[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for mention, cluster in clusters.items():
        members[cluster].add(mention)
    return [frozenset(one) for one in members.values()]


def _links(sets: list[frozenset[str]], other: Clusters) -> float:
    """The share of the links inside the sets that the other clustering has too."""
    whole = sum(len(one) - 1 for one in sets)
    return sum(len(one) - len({other[m] for m in one}) for one in sets) / whole if whole else 0.0


def _b_cubed(keys: list[frozenset[str]], answers: list[frozenset[str]]) -> tuple[float, float]:
    home = {mention: one for one in keys for mention in one}
    count = len(home)
    shared = [(len(one & home[m]), len(one), len(home[m])) for one in answers for m in one]
    return sum(c / mine for c, mine, _ in shared) / count, sum(c / theirs for c, _, theirs in shared) / count


def _ceaf(keys: list[frozenset[str]], answers: list[frozenset[str]]) -> tuple[float, float]:
    position = {mention: i for i, one in enumerate(keys) for mention in one}
    table = np.zeros((len(keys), len(answers)))
    for j, one in enumerate(answers):
        for i, common in Counter(position[m] for m in one).items():
            table[i, j] = 2 * common / (len(keys[i]) + len(one))
    rows, columns = linear_sum_assignment(-table)
    total = float(table[rows, columns].sum())
    return total / len(answers), total / len(keys)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    sys.exit(main())
