"""A watcher that is killed (SIGKILL) before each of its steps in turn, started again, and looked at."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest
from watched import ARMS, TALKS, Site, entry

import onrecord
from onrecord.watching.state import State

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are needed")
CHANNELS = ("hook", "box", "folder", "own", "run")


class Killer:
    """Kills the process at its n-th step; counts the steps and notes their names."""

    def __init__(self, at: int | None, names: Path) -> None:
        self._at = at
        self._names = names
        self._count = 0

    def __call__(self, name: str) -> None:
        if self._count == self._at:
            with self._names.open("a") as stream:
                stream.write(f"{name}\n")
            os.kill(os.getpid(), signal.SIGKILL)
        self._count += 1


def in_child(work: Callable[[], None]) -> int | None:
    """Runs work in a forked process (the model is loaded once, before); gives its exit code."""
    process = get_context("fork").Process(target=work)
    process.start()
    process.join()
    return process.exitcode


def run_with_kills(site: Site, plan: Path, first: int) -> tuple[int, list[str]]:
    """One round that is killed at step ``first``, again at a step of the restart, and then left alone."""
    names = site.folder / "killed-at.txt"
    kills = 0
    site.clock.moment += 600
    while True:
        step = Killer({0: first, 1: first % 4}.get(kills), names)
        code = in_child(lambda step=step: site.watcher(plan, step=step).run(is_once=True))  # type: ignore[misc]
        if code == 0:
            break
        assert code == -signal.SIGKILL
        kills += 1
    return kills, names.read_text().splitlines() if names.exists() else []


def check(site: Site, ids: set[str]) -> None:
    """Every alert is at each place; where we write ourselves, it is there once."""
    assert {alert["id"] for alert in site.hooked} == ids
    assert Counter(str(mail["Message-ID"]) for mail in site.mails()) == Counter(
        f"<{one}@onrecord.invalid>" for one in ids
    )
    assert {file.stem for file in (site.folder / "alerts").glob("*.eml")} == ids
    text = (site.folder / "alerts.atom").read_text()
    assert [text.count(f"urn:onrecord:alert:{one}<") for one in ids] == [1] * len(ids)
    ran = (site.folder / "command.jsonl").read_text()
    assert all(one in ran for one in ids)


def test_killed_before_any_step_it_loses_nothing_and_repeats_nothing(site: Site) -> None:
    list(onrecord.code_reports([onrecord.read_text(TALKS)]))
    plan = site.plan(*CHANNELS, source="follow_links = true")
    site.entries = [entry(1, TALKS)]
    site.page(1, TALKS + " It was the first such agreement between the two in many years, both said.")
    site.round(plan)
    killed_at: Counter[str] = Counter()
    ids: set[str] = set()
    for number in range(2, 13):
        text = (
            f"Dispatch {number}. " + ARMS.format(number) + " More deliveries were said to follow before the end of May."
        )
        site.page(number, text)
        site.entries.insert(0, entry(number, text))
        before = len(site.hooked)
        _, names = run_with_kills(site, plan, number - 2)
        killed_at.update(names)
        new = {str(alert["id"]) for alert in site.hooked[before:]}
        assert len(new) == 1, (number, names)
        if "delivered" not in names and "delivery-kept" not in names:
            assert len(site.hooked) == before + 1
        ids |= new
        check(site, ids)
    steps = {"fetched", "polled", "page-kept", "added", "spool-cleared", "looked"}
    assert steps | {"about-to-deliver", "delivered", "delivery-kept"} <= set(killed_at)


def test_an_entry_that_is_gone_after_the_kill_is_not_lost(site: Site) -> None:
    list(onrecord.code_reports([onrecord.read_text(TALKS)]))
    plan = site.plan()
    site.round(plan)
    site.entries = [entry(1, ARMS.format("twelve"))]

    def die(name: str) -> None:
        if name == "polled":
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(lambda: site.watcher(plan, step=die).run(is_once=True)) == -signal.SIGKILL
    site.entries = []
    site.round(plan)
    assert len(site.hooked) == 1


def test_a_kill_within_the_first_round_brings_no_old_alerts(site: Site) -> None:
    list(onrecord.code_reports([onrecord.read_text(TALKS)]))
    plan = site.plan()
    site.entries = [entry(1, ARMS.format("twelve"))]
    for at in range(6):
        step = Killer(at, site.folder / "names.txt")
        in_child(lambda step=step: site.watcher(plan, step=step).run(is_once=True))  # type: ignore[misc]
        site.clock.moment += 600
    site.round(plan)
    assert site.hooked == []
    with onrecord.Ledger(site.ledger) as ledger:
        assert len(ledger.transfers("recipient=SDN")) == 1


@pytest.mark.parametrize("method", ["keep_entry", "keep_read", "spool", "drop", "clear_spool", "keep_marks", "post"])
def test_killed_within_a_step_it_loses_nothing_and_repeats_nothing(method: str, site: Site) -> None:
    list(onrecord.code_reports([onrecord.read_text(TALKS)]))
    plan = site.plan("folder", source="follow_links = true")
    site.round(plan)
    text = ARMS.format("twelve") + " More deliveries were said to follow before the end of May."
    site.page(1, text)
    site.entries = [entry(1, text)]

    def work() -> None:
        kept = getattr(State, method)

        def die(*given: object, **named: object) -> None:
            kept(*given, **named)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(State, method, die)
        site.watcher(plan).run(is_once=True)

    assert in_child(work) == -signal.SIGKILL
    site.round(plan)
    site.round(plan)
    assert len(list((site.folder / "alerts").glob("*.eml"))) == 1
    with onrecord.Ledger(site.ledger) as ledger:
        assert len(ledger.transfers("recipient=SDN")) == 1
