"""Learns how much each likeness of two tellings counts, and which words are common to many stories.

    gate/train_linking.py [--folds N]

Writes ``src/onrecord/knowledge/resolution/weights.json``: a logistic regression over the pairs that share a blocking
key, learned from ECB+ (train, CC BY 3.0) and the Gun Violence Corpus (dev, CC BY 4.0), whose licences permit it, and in
how many of their stories each word stem stands.  ``--folds`` also cross-validates: each fold leaves whole stories of
both out of the regression.  ONRECORD_CORPORA names the folder of the corpora.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coreference import conll, documents, gold_clusters, gold_sketches
from regression import Row, fit

from onrecord.knowledge import linking
from onrecord.resolution import EventSketch, block_keys, link
from onrecord.resolution.across import features
from onrecord.resolution.clusters import pairs_by_key
from onrecord.resolution.sketches import ReportReading

_WEIGHTS = Path(linking.__file__).parent / "resolution" / "weights.json"
_ATTRIBUTION = (
    "Learned by gate/train_linking.py from ECB+ (Cybulska and Vossen 2014, CC BY 3.0), training part, and from the Gun "
    "Violence Corpus (Vossen and others 2018, CC BY 4.0), development part: weights of a regression, and in how many "
    "of their stories each word stem stands."
)
_COMMON_FROM = 3  # stories: rarer stems are all as telling as one never seen
_RIDGE = 1.0


@dataclass(frozen=True)
class Pairs:
    """The candidate pairs of one corpus with their features and whether they are one event."""

    clusters: dict[str, str]
    sketches: dict[str, EventSketch]
    story: dict[str, str]
    pairs: list[tuple[str, str]]
    features: list[dict[str, float]]

    def is_same(self, index: int) -> bool:
        """Whether a pair is of one gold cluster."""
        one, other = self.pairs[index]
        return self.clusters[one] == self.clusters[other]


def main() -> int:
    """Learns, writes, and cross-validates if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    corpora = Path(os.environ["ONRECORD_CORPORA"]) / "corpora"
    files = [corpora / "ecbplus.train.jsonl", corpora / "gvc.dev.jsonl"]
    coded = [documents(file) for file in files]
    _write(0.0, {}, *_frequency(row for one in coded for row in one))
    sets = [_pairs(gold_clusters(file), one) for file, one in zip(files, coded, strict=True)]
    if options.folds:
        _cross_validate(sets, options.folds)
    bias, weights = fit(_rows(sets, [range(len(one.pairs)) for one in sets]), ridge=_RIDGE)
    table = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    _write(bias, weights, table["topics"], table["frequency"])
    return 0


def _write(bias: float, weights: dict[str, float], topics: int, frequency: dict[str, int]) -> None:
    table = {
        "attribution": _ATTRIBUTION,
        "bias": round(bias, 4),
        "weights": {name: round(weight, 4) for name, weight in sorted(weights.items()) if round(weight, 4)},
        "topics": topics,
        "frequency": dict(sorted(frequency.items())),
    }
    _WEIGHTS.write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    for cached in (linking.load_weights, linking.rarity):
        cached.cache_clear()


def _frequency(coded: Iterable[tuple[dict[str, Any], Any]]) -> tuple[int, dict[str, int]]:
    """How many stories there are, and in how many of them each common stem stands."""
    stories: dict[str, set[str]] = defaultdict(set)
    for row, document in coded:
        stories[row["subtopic"]] |= ReportReading(document).vocabulary
    counts = Counter(stem for stems in stories.values() for stem in stems)
    return len(stories), {stem: count for stem, count in counts.items() if count >= _COMMON_FROM}


def _pairs(clusters: dict[str, str], coded: Iterable[tuple[dict[str, Any], Any]]) -> Pairs:
    sketches, story = {}, {}
    for row, document in coded:
        for sketch in gold_sketches(row, document):
            sketches[sketch.id] = sketch
            story[sketch.id] = row["subtopic"]
    pairs = pairs_by_key({identity: block_keys(sketch) for identity, sketch in sketches.items()}, sketches)
    return Pairs(clusters, sketches, story, pairs, [dict(features(sketches[a], sketches[b])) for a, b in pairs])


def _rows(sets: list[Pairs], chosen: Sequence[Collection[int]]) -> list[Row]:
    return [(one.features[i], one.is_same(i)) for one, indices in zip(sets, chosen, strict=True) for i in indices]


def _cross_validate(sets: list[Pairs], folds: int) -> None:
    """Links the stories of each fold with weights learned from the others; prints CoNLL F1 of each corpus."""
    frequency = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    found: list[dict[str, str]] = [{} for _ in sets]
    for fold in range(folds):
        held = [_held_out(one, fold, folds) for one in sets]
        chosen = [
            [i for i, (a, b) in enumerate(one.pairs) if one.story[a] not in out and one.story[b] not in out]
            for one, out in zip(sets, held, strict=True)
        ]
        _write(*fit(_rows(sets, chosen), ridge=_RIDGE), frequency["topics"], frequency["frequency"])
        for one, out, ours in zip(sets, held, found, strict=True):
            for incident in link([s for s in one.sketches.values() if one.story[s.id] in out]):
                ours.update(dict.fromkeys(incident.tellings, incident.id))
    for one, ours in zip(sets, found, strict=True):
        print(" ".join(f"{name}={100 * value:.1f}" for name, value in conll(one.clusters, ours).items()))


def _held_out(one: Pairs, fold: int, folds: int) -> frozenset[str]:
    stories = sorted(set(one.story.values()))
    random.Random(0).shuffle(stories)
    return frozenset(stories[fold::folds])


if __name__ == "__main__":
    sys.exit(main())
