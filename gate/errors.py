"""Counts the classes of miss and false alarm of event coding on the annotated reports.

    gate/errors.py [--show CLASS] [--most N]

Prints one line a class with its count; ``--show`` lists the gold or coded events of one class with their words.
ONRECORD_CORPORA names the folder of the corpora.  docs/errors.md says what each class is and what is done about it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.assembly import Coding, assemble
from onrecord.coding.fitting import choose_frame
from onrecord.knowledge.frames import load_frames
from onrecord.pipeline import Coder
from onrecord.reading import read_inputs
from onrecord.records import Report
from onrecord.scene import make_scene
from onrecord.writing import to_json_line

Line = tuple[str, str]


def main() -> int:
    """Counts, or lists one class."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show")
    parser.add_argument("--most", type=int, default=50)
    arguments = parser.parse_args()
    if not os.environ.get("ONRECORD_CORPORA"):
        print("errors: skipped, ONRECORD_CORPORA is not set; it names the folder of the corpora")
        return 0
    corpora = Path(os.environ["ONRECORD_CORPORA"])
    found: dict[str, list[str]] = defaultdict(list)
    for name, words in _all_lines(corpora):
        found[name].append(words)
    counts = Counter({name: len(lines) for name, lines in found.items()})
    for name, count in counts.most_common():
        print(f"{count:5d}  {name}")
    for line in found.get(arguments.show or "", [])[: arguments.most]:
        print("   ", line)
    return 0


def _scorer(corpora: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold", corpora / "score" / "gold.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(corpora / "score" / "gold.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold"] = module
    spec.loader.exec_module(module)
    return module


def _all_lines(corpora: Path) -> Iterator[Line]:
    scorer = _scorer(corpora)
    folder = corpora / "gold"
    reports = [r for r in read_inputs([folder / "dev"]) if isinstance(r, Report)]
    for coding in Coder().trace(reports):
        document = json.loads((folder / "dev-gold" / f"{coding.report.key}.json").read_text())
        coded = json.loads(to_json_line(assemble(coding)))
        yield from _lines(scorer, coding, scorer.from_gold(document), scorer.from_prediction(coded))


def _lines(scorer: ModuleType, coding: Coding, gold: list[Any], coded: list[Any]) -> Iterator[Line]:
    text = coding.report.text
    pairs = dict(scorer.match(gold, coded, text))
    for position, event in enumerate(gold):
        words = _words(text, event)
        if position in pairs:
            for name in _pair_classes(event, coded[pairs[position]]):
                yield name, words
        else:
            yield f"missed: {_why_missed(coding, event)}", words
    for position in sorted(set(range(len(coded))) - set(pairs.values())):
        yield f"false alarm: {coded[position]['type']}", _words(text, coded[position])


def _pair_classes(event: Any, other: Any) -> Iterator[str]:
    if event["type"] != other["type"]:
        yield f"wrong type: {event['type']} coded {other['type']}"
        return
    for side in ("actors", "recipients"):
        if event[side] != other[side]:
            yield f"{side}: {'none given' if not other[side] else 'none in gold' if not event[side] else 'others'}"


def _why_missed(coding: Coding, event: Any) -> str:
    inside = [p for p in coding.propositions if p.start < event["end"] and event["start"] < p.end]
    if not inside:
        return "no predicate there"
    scene = make_scene(coding.sentences, coding.actors, coding.propositions, coding.attributions, coding.judgements)
    frames = [choose_frame(scene, p, load_frames()) for p in inside]
    if all(frame is None for frame in frames):
        return "no frame fits"
    if all(frame is None or frame.type == "NONE" for frame in frames):
        return "a frame says no event"
    return "framed, not recorded"


def _words(text: str, event: Any) -> str:
    start, end = event["start"], event["end"]
    around = f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 40]}"
    return f"{event['type']}: {around}".replace("\n", " ")


if __name__ == "__main__":
    sys.exit(main())
