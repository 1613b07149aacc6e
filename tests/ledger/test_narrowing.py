"""A page that is found by few columns first has the very rows of the whole answer, now and as of a day before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord import Answer, Ledger, QueryError
from onrecord.ledger import QUESTIONS
from onrecord.ledger.narrowing import listed
from onrecord.ledger.pages import COUNTS

NARROWED = [name for name, question in QUESTIONS.items() if question.narrow]
FILTERS = [
    (),
    ("actor=SRB",),
    ("party=LBY", "certainty=PS+.."),
    ("type!=CONSULT", "date=2024.."),
    ("text~shells", "country!=LBY"),
    ("report=shells-denial",),
    ("party=NZL",),
]


@pytest.fixture(scope="module")
def changed(asked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with all that can befall a row: superseded, judged wrong, joined, and a judgement taken back."""
    path = tmp_path_factory.mktemp("narrow") / "changed.ledger"
    shutil.copyfile(asked, path)
    with Ledger(path) as ledger:
        one, two, three, *_ = (row["event_id"] for row in ledger.events("actor=SRB"))
    onrecord.judge(path, "WRONG", one, by="tester")
    onrecord.withdraw(path, onrecord.judge(path, "WRONG", two, by="tester"))
    onrecord.judge(path, "SAME", two, three, by="tester")
    text = "Norway accused Serbia of sending shells to Libya."
    onrecord.add_reports(path, [onrecord.read_text(text, date="2024-01-02", key="shells-denial")])
    return path


@pytest.fixture(scope="module", params=["now", "before"])
def opened(request: pytest.FixtureRequest, changed: Path) -> Iterator[Ledger]:
    with Ledger(changed) as now:
        if request.param == "now":
            yield now
            return
        moment = next(iter(now.sql("SELECT max(made_at) AS at FROM history.judgement")))["at"]
    with Ledger(changed, as_of=moment) as before:
        yield before


@pytest.mark.parametrize("question", NARROWED)
@pytest.mark.parametrize("terms", FILTERS)
def test_pages_are_the_whole_answer(opened: Ledger, question: str, terms: tuple[str, ...]) -> None:
    whole = opened.ask(question, *terms)
    pages = [opened.ask(question, *terms, limit=7, offset=start) for start in range(0, len(whole) + 1, 7)]
    assert [page.is_cut for page in pages] == [7 * (i + 1) < len(whole) for i in range(len(pages))]
    assert _rows(*pages) == _rows(whole)
    assert {page.columns for page in pages} == {whole.columns}
    leading = QUESTIONS[question].order.split()[0].rstrip(",")
    assert [row[leading] for page in pages for row in page] == [row[leading] for row in whole]


def test_the_latest_come_first_if_asked(opened: Ledger) -> None:
    for question in NARROWED:
        whole = opened.ask(question, is_newest_first=True)
        pages = [opened.ask(question, limit=9, offset=start, is_newest_first=True) for start in range(0, len(whole), 9)]
        assert _rows(*pages) == _rows(whole)
        if QUESTIONS[question].is_by_day:
            leading = QUESTIONS[question].order.split()[0]
            days = [row[leading] for page in pages for row in page]
            known = [day for day in days if day is not None]
            assert days == sorted(known, reverse=True) + [None] * (len(days) - len(known))
            assert known[0] > known[-1]


def test_what_a_filter_needs_and_few_columns_lack_is_asked_as_it_stands(opened: Ledger) -> None:
    incident = next(iter(opened.incidents("actor=SRB", limit=1)))["incident_id"]
    for question in ("events", "claims", "tellings"):
        terms = (f"incident={incident}",)
        assert _rows(opened.ask(question, *terms, limit=500)) == _rows(opened.ask(question, *terms)) != []
    assert _rows(opened.claims("via=SRB", limit=500)) == _rows(opened.claims("via=SRB")) != []


def test_counts_by_few_columns_are_those_by_all(opened: Ledger) -> None:
    for name in ("weeks", "months"):
        asked = COUNTS[name]
        query = f"SELECT {asked.columns} FROM ({asked.base}) GROUP BY ALL ORDER BY {asked.order}"
        assert list(opened.counts(name)) == list(opened.sql(query))
    sources = QUESTIONS["sources"]
    query = f"SELECT {sources.columns} FROM ({sources.base}) GROUP BY {sources.grouping} ORDER BY {sources.order}"
    assert list(opened.sources()) == list(opened.sql(query))


def test_an_event_judged_wrong_is_explained_no_more(changed: Path, asked: Path) -> None:
    with Ledger(asked) as before:
        wrong = next(iter(before.events("actor=SRB")))["event_id"]
        assert before.explain(wrong).row["event_id"] == wrong
    with Ledger(changed) as after, pytest.raises(QueryError, match="no event, incident or report"):
        after.explain(wrong)


def test_all_that_stands_behind_an_incident_is_found_by_the_views_too(opened: Ledger) -> None:
    for row in opened.incidents("party=SRB"):
        found = opened.explain(row["incident_id"])
        members = {one["event_id"] for one in opened.sql(f"FROM event WHERE incident_id = '{found.id}'")}
        assert {one["event_id"] for one in found.parts["tellings"]} == members
        assert found.row == next(iter(opened.sql(f"FROM incident WHERE incident_id = '{found.id}'")))
        steps = opened.sql(f"FROM certainty_step WHERE incident_id = '{found.id}'")
        assert {one["event_id"] for one in found.parts["steps"]} == {one["event_id"] for one in steps}


def test_only_ids_and_numbers_come_into_a_list_of_ids() -> None:
    assert listed([3, "ab12", None, "ab12"]) == "'3', 'ab12'"
    assert listed([]) == "NULL"
    with pytest.raises(QueryError, match="none looks like this"):
        listed(["x') OR (true"])


def _rows(*answers: Answer) -> list[Any]:
    return sorted((tuple(row.items()) for answer in answers for row in answer), key=repr)
