"""The law of the day as text: North Korea before and after each step, ended regimes, and who is bound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.faces.cli import app
from onrecord.knowledge.regimes import load_regimes
from onrecord.law import law_of_the_day, target_of
from onrecord.ledger import FIELDS


@pytest.mark.parametrize(
    ("day", "said", "unsaid"),
    [
        ("2006-07-14", "Begun after: UN-PRK (from 2006-07-15)", "S/RES/1718"),
        ("2006-10-13", "missiles and missile technology", "S/RES/1718"),
        ("2006-10-14", "to it: the seven heavy heads of the UN Register, since 2006-10-14", "S/RES/1874"),
        ("2010-05-01", "to it: all arms but small arms, since 2009-06-12", "S/RES/2270"),
        ("2016-03-02", "to it: all arms, since 2016-03-02", "all arms but small arms"),
    ],
)
def test_north_korea_step_by_step(day: str, said: str, unsaid: str) -> None:
    text = " ".join(law_of_the_day("PRK", day).split())
    assert said in text
    assert unsaid not in text


def test_ended_regimes_are_named_with_their_end() -> None:
    assert "Ended before: UN-SLE (ended 2010-09-29)" in law_of_the_day("SLE", "2012-01-01")


def test_a_state_without_embargo() -> None:
    assert law_of_the_day("NZL", "2012-01-01") == "No arms embargo on file names NZL.\n"


def test_a_passed_review_date_is_told() -> None:
    assert "review date 2026-05-31 had passed" in law_of_the_day("SSD", "2026-10-01")


def test_every_regime_can_be_told_on_every_day_of_change() -> None:
    for regime in load_regimes():
        for target in regime.targets:
            for part in regime.parts:
                assert regime.id in law_of_the_day(target, part.first)


def test_the_command_prints_it_and_wants_a_day() -> None:
    told = CliRunner().invoke(app, ["embargoes", "--target", "prk", "--on", "2010-05-01"])
    assert told.exit_code == 0
    assert told.output == law_of_the_day("PRK", "2010-05-01")
    assert CliRunner().invoke(app, ["embargoes", "--target", "PRK", "--on", "May 2010"]).exit_code == 2


@pytest.mark.parametrize("target", ["PRK", "prk", "North Korea", "north korea"])
def test_a_target_is_an_id_or_a_name(target: str) -> None:
    told = CliRunner().invoke(app, ["embargoes", "--target", target, "--on", "2010-05-01"])
    assert (told.exit_code, told.stdout) == (0, law_of_the_day("PRK", "2010-05-01"))


@pytest.mark.parametrize(("target", "said"), [("XQZ", "no state or group we know"), ("Nowherestan", "no such name")])
def test_a_target_that_nobody_knows_is_not_said_to_be_free_of_embargoes(target: str, said: str) -> None:
    told = CliRunner().invoke(app, ["embargoes", "--target", target, "--on", "2010-05-01"])
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr


def test_the_page_on_embargoes_has_the_verdicts_that_can_be_asked_for() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "embargoes.md").read_text("utf-8")
    table = page.partition("## Verdicts")[2].partition("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == FIELDS["verdict"].values


def test_every_target_of_a_regime_can_be_asked_for() -> None:
    for regime in load_regimes():
        for target in regime.targets:
            assert target_of(target.lower()) == target
