"""Incidents within a report: precision and recall over pairs of gold events that our events match.

    gate/incidents.py CORPORA CODED.jsonl [--show]

A pair of matched gold events of one report is right where both or neither side gives it one incident.  Events are
matched as ``score/gold.py`` does; ``--show`` lists the pairs that are wrong.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

__all__ = ["incident_scores"]


def main() -> int:
    """Prints the scores, and the wrong pairs if asked."""
    corpora, coded = Path(sys.argv[1]), Path(sys.argv[2])
    if "--show" in sys.argv:
        for report, kind, one, other in _pairs(corpora, coded):
            if kind in ("wrong", "missed"):
                print(f"{kind} {report}: {one} | {other}")
    print(json.dumps(incident_scores(corpora, coded)))
    return 0


def incident_scores(corpora: Path, coded: Path) -> dict[str, float]:
    """``incident_precision`` and ``incident_recall``."""
    kinds = [kind for _, kind, _, _ in _pairs(corpora, coded)]
    right, wrong, missed = (kinds.count(kind) for kind in ("right", "wrong", "missed"))
    return {
        "incident_precision": right / (right + wrong) if right + wrong else 0.0,
        "incident_recall": right / (right + missed) if right + missed else 0.0,
    }


def _pairs(corpora: Path, coded: Path) -> Iterator[tuple[str, str, str, str]]:
    """Report, verdict and a line for each side, of every pair that gold or we put into one incident."""
    scorer = _scorer(corpora)
    ours = {(doc := json.loads(line))["report"]["key"]: doc for line in coded.read_text(encoding="utf-8").splitlines()}
    for path in sorted((corpora / "gold" / "dev-gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = ours.get(path.stem, {"events": []})
        text = (corpora / "gold" / "dev" / f"{path.stem}.txt").read_text(encoding="utf-8")
        matched = scorer.match(scorer.from_gold(gold), scorer.from_prediction(found), text)
        for one, other in combinations(sorted(matched), 2):
            is_gold = gold["events"][one[0]]["incident"] == gold["events"][other[0]]["incident"]
            is_ours = found["events"][one[1]]["incident"] == found["events"][other[1]]["incident"]
            if is_gold or is_ours:
                kind = "right" if is_gold and is_ours else "missed" if is_gold else "wrong"
                yield path.stem, kind, _shown(found["events"][one[1]]), _shown(found["events"][other[1]])


def _shown(event: dict[str, Any]) -> str:
    sides = ["+".join(a["id"] for a in event[side]) for side in ("actors", "recipients")]
    day = event["when"] and f"{event['when']['earliest']}/{event['when']['latest']} {event['when']['basis']}"
    return f"{event['trigger']['start']} {event['trigger']['text']!r} {event['type']} {' > '.join(sides)} {day}"


def _scorer(corpora: Path) -> Any:
    """The corpora's own scorer, which matches our events to gold events."""
    sys.path.insert(0, str(corpora / "score"))
    spec = importlib.util.spec_from_file_location("gold_scorer", corpora / "score" / "gold.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{corpora}: no score/gold.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
