"""How well pages are read: text F1, titles and days right, over saved pages of invented news.

gate/readers.py [--pages N] [--seed S] [--show KIND]
"""

from __future__ import annotations

import argparse
import io
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass

from saved_pages import Page, make_pages

from onrecord import Report
from onrecord.reading import read_inputs

__all__ = ["Score", "read_page", "score_pages", "text_f1"]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Score:
    """Of one page; ``f1`` counts words, each as often as it stands there."""

    page: Page
    f1: float
    is_title_right: bool
    is_day_right: bool
    text: str
    title: str | None
    day: str | None


def text_f1(found: str, known: str) -> float:
    """F1 of the words found against those known."""
    ours, theirs = Counter(_WORD.findall(found.lower())), Counter(_WORD.findall(known.lower()))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def read_page(page: Page) -> Report | None:
    """The report of a page, read as from standard input."""
    items = list(read_inputs(["-"], stdin=io.BytesIO(page.html.encode())))
    return items[0] if len(items) == 1 and isinstance(items[0], Report) else None


def score_pages(pages: list[Page]) -> list[Score]:
    """The score of each page; the title that stands in the text is not counted as text."""
    scores = []
    for page in pages:
        report = read_page(page)
        if report is None:
            scores.append(Score(page, 0.0, is_title_right=False, is_day_right=False, text="", title=None, day=None))
            continue
        body = report.text[report.title_span.end if report.title_span else 0 :]
        scores.append(
            Score(
                page,
                text_f1(body, page.text),
                is_title_right=report.title == page.title,
                is_day_right=report.published == page.day,
                text=body,
                title=report.title,
                day=report.published,
            )
        )
    return scores


def main() -> None:
    """Prints the scores by kind of page, and with ``--show`` what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", metavar="KIND", help="the worst pages of a kind, or of all")
    options = parser.parse_args()
    started = time.process_time()
    scores = score_pages(make_pages(options.pages, seed=options.seed))
    seconds = time.process_time() - started
    by_kind: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        by_kind[score.page.kind].append(score)
    for kind, some in [*by_kind.items(), ("all", scores)]:
        f1 = f"text F1 {_mean([s.f1 for s in some]):.3f} (worst {min(s.f1 for s in some):.3f})"
        title, day = _mean([s.is_title_right for s in some]), _mean([s.is_day_right for s in some])
        print(f"{kind:14} {len(some):4} pages  {f1}  title {title:.3f}  day {day:.3f}")
    print(f"{len(scores) / seconds:.0f} pages a second (one process, making them included)")
    if options.show:
        _show([s for s in scores if options.show in ("all", s.page.kind)])


def _mean(values: list[float] | list[bool]) -> float:
    return sum(values) / len(values)


def _show(scores: list[Score]) -> None:
    wrong = [s for s in scores if not (s.is_title_right and s.is_day_right)]
    for score in sorted(scores, key=lambda s: s.f1)[:8] + wrong[:20]:
        page = score.page
        ours, theirs = Counter(_WORD.findall(score.text.lower())), Counter(_WORD.findall(page.text.lower()))
        print(f"\n{page.name} F1 {score.f1:.3f}")
        print(f"  title {score.title!r} for {page.title!r}")
        print(f"  day {score.day} for {page.day}")
        print("  too much:", " ".join((ours - theirs).elements())[:300])
        print("  missing:", " ".join((theirs - ours).elements())[:300])


if __name__ == "__main__":
    main()
