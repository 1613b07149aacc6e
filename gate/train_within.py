"""Learns how much each likeness of two mentions of one report counts, from reports invented for this project.

    gate/train_within.py [--folds N]

Writes ``src/onrecord/knowledge/resolution/within.json``: a ridge logistic regression over pairs of marked mentions of
``gate/within_reports.txt`` that may be one incident.  ``--folds`` also prints precision and recall over pairs, each
fold joined with weights learned from the others.  No corpus is read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from regression import Row, fit

from onrecord import Report, read_text
from onrecord.assembly import Coding
from onrecord.knowledge import linking
from onrecord.pipeline import Coder
from onrecord.resolution import join_incidents
from onrecord.resolution.likeness import likeness_features
from onrecord.resolution.within import comparable_pairs, mentions_of

_REPORTS = Path(__file__).parent / "within_reports.txt"
_WEIGHTS = Path(linking.__file__).parent / "resolution" / "within.json"
_MARK = re.compile(r"\{(\d+):([^}]*)\}")
_RIDGE = 10.0
_LEAST = 3  # pairs: what fewer have is chance
_ATTRIBUTION = "Learned by gate/train_within.py from gate/within_reports.txt, reports invented for this project."


def main() -> int:
    """Learns, cross-validates if asked, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    inputs = list(_inputs())
    coded = list(Coder().trace(report for report, _ in inputs))
    known = [_known(coding, marks) for coding, (_, marks) in zip(coded, inputs, strict=True)]
    rows = [_rows(coding, incidents) for coding, incidents in zip(coded, known, strict=True)]
    if options.folds:
        _cross_validate(coded, known, rows, options.folds)
    _write(rows, range(len(rows)))
    return 0


def _inputs() -> Iterator[tuple[Report, list[tuple[int, int, int]]]]:
    """Each report with its marks: first and last character, and incident."""
    for block in _REPORTS.read_text(encoding="utf-8").split("\n## ")[1:]:
        head, _, body = block.partition("\n")
        key, day = head.split()
        text, marks, position = "", [], 0
        for mark in _MARK.finditer(body):
            text += body[position : mark.start()]
            marks.append((len(text), len(text) + len(mark[2]), int(mark[1])))
            text += mark[2]
            position = mark.end()
        yield read_text(text + body[position:], key=key, date=day), marks


def _known(coding: Coding, marks: Sequence[tuple[int, int, int]]) -> dict[int, int]:
    """The incident of each event whose trigger is marked."""
    found = {}
    for position, event in enumerate(coding.events):
        trigger = coding.propositions[event.proposition]
        for start, end, incident in marks:
            if start < trigger.end and trigger.start < end:
                found[position] = incident
    return found


def _rows(coding: Coding, known: dict[int, int]) -> list[Row]:
    words = linking.load_linking_rules().within
    mentions = mentions_of(coding.report, coding.events, coding.propositions, coding.sentences)
    return [
        (dict(likeness_features(one, other, words)), known[one.position] == known[other.position])
        for one, other in comparable_pairs(mentions, words)
        if one.position in known and other.position in known
    ]


def _write(rows: Sequence[list[Row]], chosen: Collection[int]) -> None:
    """Learns from the chosen reports."""
    bias, weights = fit([pair for i in chosen for pair in rows[i]], ridge=_RIDGE, least=_LEAST)
    learned = {name: rounded for name, weight in weights.items() if (rounded := round(weight, 3))}
    content = {"attribution": _ATTRIBUTION, "bias": round(bias, 3), "weights": learned}
    _WEIGHTS.write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")
    linking.load_within_weights.cache_clear()


def _cross_validate(
    coded: Sequence[Coding], known: Sequence[dict[int, int]], rows: Sequence[list[Row]], folds: int
) -> None:
    order = list(range(len(coded)))
    random.Random(1).shuffle(order)
    verdicts: Counter[tuple[bool, bool]] = Counter()
    for fold in range(folds):
        held = order[fold::folds]
        _write(rows, [i for i in order if i not in held])
        for i in held:
            one = coded[i]
            ours = join_incidents(one.report, one.events, one.propositions, one.sentences)
            for a, b in combinations(sorted(known[i]), 2):
                verdicts[known[i][a] == known[i][b], ours[a] == ours[b]] += 1
    right, wrong, missed = verdicts[True, True], verdicts[False, True], verdicts[True, False]
    print(f"precision={right / (right + wrong):.3f} recall={right / (right + missed):.3f}")


if __name__ == "__main__":
    sys.exit(main())
