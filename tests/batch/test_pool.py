"""Chunks, order, failures and processes, with a stand-in for the coder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest

import onrecord
from onrecord import Report, Unreadable
from onrecord.batch import pool
from onrecord.document import CodedReport
from onrecord.errors import ModelError
from onrecord.faces.printed import Printed, Style, print_inputs
from onrecord.records import Problem
from onrecord.writing import empty_record

JSONL = Style("jsonl")


def _report(key: str) -> Report:
    return Report(id="0" * 16, key=key, text=f"Text of {key}.")


def _fake_coder(inputs: Iterable[Report | Unreadable]) -> Iterator[CodedReport]:
    for item in inputs:
        if item.key == "bad":
            raise ZeroDivisionError("no such luck")
        yield empty_record(item)


def _lines(items: Iterable[Report | Unreadable], style: Style = JSONL) -> list[dict[str, object]]:
    return [json.loads(printed.output) for printed in print_inputs(items, style=style)]


@pytest.fixture
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onrecord, "code_reports", _fake_coder)


@pytest.mark.usefixtures("_fake")
def test_reports_come_out_in_input_order() -> None:
    keys = [f"r{i}" for i in range(100)]
    assert [line["report"]["key"] for line in _lines(map(_report, keys))] == keys  # type: ignore[index]


@pytest.mark.usefixtures("_fake")
def test_a_report_that_fails_keeps_the_others_and_says_what_happened() -> None:
    printed = list(print_inputs(map(_report, ("a", "bad", "b")), style=JSONL))
    assert [item.has_errors for item in printed] == [False, True, False]
    problem = json.loads(printed[1].output)["problems"][0]
    assert (problem["code"], problem["severity"]) == ("coding-failed", "error")
    assert "ZeroDivisionError: no such luck" in problem["message"]


@pytest.mark.usefixtures("_fake")
def test_an_unreadable_input_is_a_line_too() -> None:
    unreadable = Unreadable("gone", "gone.txt", (Problem("empty", "error", "gone.txt: the file is empty"),))
    line = _lines([_report("a"), unreadable])[1]
    assert line["report"]["key"] == "gone"  # type: ignore[index]
    assert line["events"] == []
    assert line["problems"][0]["code"] == "empty"  # type: ignore[index]


@pytest.mark.usefixtures("_fake")
def test_the_text_is_there_only_where_it_was_asked_for() -> None:
    assert "text" not in _lines([_report("a")])[0]
    assert _lines([_report("a")], Style("jsonl", with_text=True))[0]["text"] == "Text of a."


@pytest.mark.usefixtures("_fake")
def test_inputs_are_read_no_further_than_needed() -> None:
    taken = []

    def endless() -> Iterator[Report]:
        for i in range(10**9):
            taken.append(i)
            yield _report(f"r{i}")

    next(print_inputs(endless(), style=JSONL))
    assert len(taken) <= 64


def test_a_missing_model_is_no_report_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_model(_inputs: object) -> Iterator[CodedReport]:
        raise ModelError("no English model is installed")
        yield

    monkeypatch.setattr(onrecord, "code_reports", no_model)
    with pytest.raises(ModelError):
        list(print_inputs([_report("a")], style=JSONL))


class _Pool:
    """Stands for a process pool: codes at once, and breaks for good when the report "killer" comes."""

    made = 0

    def __init__(self, _jobs: int) -> None:
        type(self).made += 1
        self._is_broken = False

    def submit(
        self, task: Callable[..., list[Printed]], chunk: tuple[Report, ...], style: Style
    ) -> Future[list[Printed]]:
        future: Future[list[Printed]] = Future()
        self._is_broken = self._is_broken or any(report.key == "killer" for report in chunk)
        if self._is_broken:
            future.set_exception(BrokenProcessPool("a process died"))
        else:
            future.set_result(task(chunk, style))
        return future

    def shutdown(self, **_: bool) -> None:
        pass


@pytest.mark.usefixtures("_fake")
def test_a_report_that_kills_its_process_costs_no_other_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_new_pool", _Pool)
    keys = [*(f"a{i}" for i in range(50)), "killer", *(f"b{i}" for i in range(200))]
    records = [json.loads(printed.output) for printed in print_inputs(map(_report, keys), style=JSONL, jobs=2)]
    assert [record["report"]["key"] for record in records] == keys
    assert {record["report"]["key"]: p["code"] for record in records for p in record["problems"]} == {
        "killer": "worker-died"
    }
    assert 2 <= _Pool.made <= 8


@pytest.mark.usefixtures("_fake")
def test_processes_are_fed_no_further_ahead_than_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_new_pool", _Pool)
    taken = []

    def endless() -> Iterator[Report]:
        for i in range(10**9):
            taken.append(i)
            yield _report(f"r{i}")

    next(print_inputs(endless(), style=JSONL, jobs=2))
    assert len(taken) <= 4 * 32 + 32
