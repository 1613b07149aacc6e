"""Incidents within a report: precision and recall over pairs of gold events that our events match.

    gate/incidents.py CORPORA CODED.jsonl [--show]
    gate/incidents.py CORPORA --curve

A pair of matched gold events of one report is right where both or neither side gives it one incident.  Events are
matched as ``score/gold.py`` does.  ``--show`` lists the pairs that are wrong, and counts what sets the two events of
each lost gold pair apart in our record, pairs with an event that we did not find among them.  ``--curve`` codes the
reports anew and joins them at several thresholds.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

from onrecord import Report, read_inputs
from onrecord.knowledge.linking import load_linking_rules
from onrecord.pipeline import Coder
from onrecord.records import bodies_of
from onrecord.resolution import within
from onrecord.writing import to_json_line

__all__ = ["incident_scores"]

_CURVE = (-2.0, -1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.0, 0.5, 1.0)


def main() -> int:
    """Prints the scores, and what is asked beside them."""
    corpora = Path(sys.argv[1])
    if "--curve" in sys.argv:
        _print_curve(corpora)
        return 0
    ours = _coded(Path(sys.argv[2]).read_text(encoding="utf-8").splitlines())
    if "--show" in sys.argv:
        for report, kind, one, other in _pairs(corpora, ours):
            if kind in ("wrong", "missed"):
                print(f"{kind} {report}: {_shown(one)} | {_shown(other)}")
        for cause, count in _lost(corpora, ours).most_common():
            print(f"{count:5} {cause}")
    print(json.dumps(_scores(corpora, ours)))
    return 0


def incident_scores(corpora: Path, coded: Path) -> dict[str, float]:
    """``incident_precision`` and ``incident_recall``."""
    return _scores(corpora, _coded(coded.read_text(encoding="utf-8").splitlines()))


def _scores(corpora: Path, ours: dict[str, Any]) -> dict[str, float]:
    kinds = [kind for _, kind, _, _ in _pairs(corpora, ours)]
    right, wrong, missed = (kinds.count(kind) for kind in ("right", "wrong", "missed"))
    return {
        "incident_precision": right / (right + wrong) if right + wrong else 0.0,
        "incident_recall": right / (right + missed) if right + missed else 0.0,
    }


def _coded(lines: Iterable[str | bytes]) -> dict[str, Any]:
    return {(document := json.loads(line))["report"]["key"]: document for line in lines}


def _print_curve(corpora: Path) -> None:
    """Scores by threshold; the rules are those of the knowledge but for the mean that joins."""
    rules, coder = load_linking_rules(), Coder()
    reports = [report for report in read_inputs([corpora / "gold" / "dev"]) if isinstance(report, Report)]
    for join in _CURVE:
        others = replace(rules, within=replace(rules.within, join=join))
        with patch.object(within, "load_linking_rules", return_value=others):
            lines = [to_json_line(found) for found in coder.code(reports)]
        found = _scores(corpora, _coded(lines))
        print(f"{join:6.2f}  {found['incident_precision']:.3f} at {found['incident_recall']:.3f}", flush=True)


def _matched(corpora: Path, ours: dict[str, Any]) -> Iterator[tuple[str, list[Any], list[Any], dict[int, int]]]:
    """Each gold report: its key, its events, ours, and which of ours each gold event is matched by."""
    scorer = _scorer(corpora)
    for path in sorted((corpora / "gold" / "dev-gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = ours.get(path.stem, {"events": []})
        text = (corpora / "gold" / "dev" / f"{path.stem}.txt").read_text(encoding="utf-8")
        pairs = scorer.match(scorer.from_gold(gold), scorer.from_prediction(found), text)
        yield path.stem, gold["events"], found["events"], dict(sorted(pairs))


def _pairs(corpora: Path, ours: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Report, verdict and both events of ours, of every pair that gold or we put into one incident."""
    for key, gold, events, matched in _matched(corpora, ours):
        for one, other in combinations(matched, 2):
            mine, theirs = events[matched[one]], events[matched[other]]
            is_gold, is_ours = gold[one]["incident"] == gold[other]["incident"], mine["incident"] == theirs["incident"]
            if is_gold or is_ours:
                kind = "right" if is_gold and is_ours else "missed" if is_gold else "wrong"
                yield key, kind, mine, theirs


def _lost(corpora: Path, ours: dict[str, Any]) -> Counter[str]:
    """How many gold pairs are lost, by what first sets the two events apart in our record."""
    causes: Counter[str] = Counter()
    for _, gold, events, matched in _matched(corpora, ours):
        for one, other in combinations(range(len(gold)), 2):
            if gold[one]["incident"] == gold[other]["incident"]:
                is_found = one in matched and other in matched
                causes[_cause(events[matched[one]], events[matched[other]]) if is_found else "an event not found"] += 1
    del causes["joined"]
    return causes


def _cause(one: dict[str, Any], other: dict[str, Any]) -> str:
    if one["incident"] == other["incident"]:
        return "joined"
    if one["type"] != other["type"]:
        return "other types"
    sides, others = (bodies_of(a["id"] for a in (*e["actors"], *e["recipients"])) for e in (one, other))
    if not sides or not others:
        return "no party of one found"
    if sides.isdisjoint(others):
        return "other parties"
    if one["status"] != other["status"]:
        return "other status"
    days = [(e["when"]["earliest"], e["when"]["latest"]) if e["when"] else None for e in (one, other)]
    if days[0] != days[1]:
        return "other days, or a day of one only"
    return "not like enough: same type, a party in common, same status and days"


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
