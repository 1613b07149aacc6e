"""Where the time of a report goes: microseconds of processor time a token, for each part of the line.

    gate/stages.py [--reports N] [--rounds N]

The texts are the first N (150) real reports under ONRECORD_CORPORA, or the example reports, repeated.  Every part is
timed inside one run of the whole line, so that the parts add up to "all"; the components of the model are timed once
more alone.  The best of the rounds counts.  The Python of ``build/compiled`` measures the compiled stages.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from bench import bare_spacy, how_built, seconds_of, some_reports

from onrecord import Report, pipeline
from onrecord.parsing import load_parser
from onrecord.parsing.blocks import cut_blocks
from onrecord.writing import to_json_line

STAGES = (
    *("find_actors", "resolve_coreference", "find_times", "find_places", "extract_propositions", "attribute", "judge"),
    *("date_propositions", "place_events", "code_events", "join_incidents", "date_events", "find_contradictions"),
    *("find_transfers", "grade_events", "assess_transfers", "assemble"),
)
BLOCKS_AT_ONCE = 48


def main() -> None:
    """Prints the parts in the order of the line."""
    options = _options()
    reports = list(some_reports(options.reports))
    parser = load_parser()
    spent: Counter[str] = Counter()
    watched: Any = SimpleNamespace(info=parser.info, parse=_timed_steps(parser.parse, "parsing, all", spent))
    coder = pipeline.Coder(watched)
    for name in STAGES:
        setattr(pipeline, name, _timed(getattr(pipeline, name), name, spent))

    def ours() -> None:
        for coded in coder.code(reports):
            started = time.process_time()
            to_json_line(coded)
            spent["as JSON"] += time.process_time() - started  # type: ignore[assignment]

    tokens, bare = bare_spacy([report.text for report in reports])
    ours()
    best, parts, bare_best = float("inf"), Counter[str](), float("inf")
    for _ in range(options.rounds):
        spent.clear()
        bare_best = min(bare_best, seconds_of(bare))
        seconds = seconds_of(ours)
        if seconds < best:
            best, parts = seconds, Counter(spent)
    print(f"{len(reports)} reports, {tokens} tokens, {how_built()}: microseconds of processor time a token")
    components = {f"  of it {name}": seconds for name, seconds in _component_seconds(parser, reports).items()}
    rows = {"parsing, all": parts["parsing, all"], **components, **{n: parts[n] for n in (*STAGES, "as JSON")}}
    for name, seconds in rows.items():
        print(f"{name:24} {seconds / tokens * 1e6:7.1f}")
    print(f"{'all':24} {best / tokens * 1e6:7.1f}")
    print(f"{'bare spaCy':24} {bare_best / tokens * 1e6:7.1f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _component_seconds(parser: Any, reports: list[Report]) -> dict[str, float]:
    """Seconds of each component of the model on the blocks of the reports, as many at once as the line takes."""
    nlp = parser._nlp  # noqa: SLF001  -- the parts are not public, their cost is
    texts = [report.text[b.start : b.end] for report in reports for b in cut_blocks(report) if b.is_parsed]
    spent: Counter[str] = Counter()
    for first in range(0, len(texts), BLOCKS_AT_ONCE):
        docs = [nlp.make_doc(text) for text in texts[first : first + BLOCKS_AT_ONCE]]
        for name, component in nlp.pipeline:
            started = time.process_time()
            component.set_annotations(docs, component.predict(docs))
            spent[name] += time.process_time() - started  # type: ignore[assignment]
    return dict(spent)


def _timed(work: Callable[..., Any], name: str, spent: Counter[str]) -> Callable[..., Any]:
    def run(*arguments: Any, **options: Any) -> Any:
        started = time.process_time()
        try:
            return work(*arguments, **options)
        finally:
            spent[name] += time.process_time() - started  # type: ignore[assignment]

    return run


def _timed_steps(work: Callable[..., Iterator[Any]], name: str, spent: Counter[str]) -> Callable[..., Iterator[Any]]:
    def run(*arguments: Any) -> Iterator[Any]:
        steps = work(*arguments)
        step = _timed(lambda: next(steps, None), name, spent)
        while (found := step()) is not None:
            yield found

    return run


if __name__ == "__main__":
    main()
