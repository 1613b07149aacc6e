"""The commands of docs/questions.md answer the thirty questions over invented reports."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord import Ledger
from onrecord.faces.cli import app

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
COMMANDS = {
    int(number): shlex.split(command)[1:]
    for number, command in re.findall(
        r"^## (\d+)\. .*?^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
}
Rows = list[dict[str, Any]]
Run = Callable[..., Rows]


def _printed(asked: Path, words: list[str]) -> str:
    result = CliRunner().invoke(app, words, env={"ONRECORD_LEDGER": str(asked)})
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def run(asked: Path) -> Run:
    def rows(number: int, **replaced: str) -> Rows:
        words = [replaced.get(word, word) for word in COMMANDS[number]]
        printed = _printed(asked, [*words, "--format", "jsonl"])
        found = [json.loads(line) for line in printed.splitlines()]
        assert found, "no answer"
        return found

    return rows


def _values(rows: Rows, *names: str) -> set[Any]:
    def plain(value: Any) -> Any:
        return "+".join(value) if isinstance(value, list) else value

    return {tuple(plain(row[name]) for name in names) if len(names) > 1 else plain(row[names[0]]) for row in rows}


def test_the_page_has_the_thirty_questions() -> None:
    assert sorted(COMMANDS) == list(range(1, 31))


def test_1_who_supplies(asked: Path) -> None:
    told = " ".join(_printed(asked, COMMANDS[1]).split())
    assert "Serbia is said to have delivered" in told
    assert re.search(r"On the word of [^.]*Norway", told)
    assert "independent sources with a name" in told
    assert "as certain (CT+)" in told
    assert "Denied by Serbia" in told
    assert "a breach of UN-LBY if true" in told
    assert "violat" not in told.lower()


def test_2_what_is_supplied(run: Run) -> None:
    assert _values(run(2), "recipient", "stage") == {("LBY", "delivered"), ("MLI", "delivered")}


def test_3_which_embargo(run: Run) -> None:
    found = _values(run(3), "regime", "verdict")
    assert ("UN-LBY", "breach_if_true") in found
    assert ("UN-PRK", "would_breach_if_carried_out") in found
    assert _values(run(3), "verdict") == {"breach_if_true", "would_breach_if_carried_out"}


def test_4_delivered_not_promised(run: Run) -> None:
    rows = run(4)
    assert {"shells-officials", "shells-norway", "shells-finland"} <= _values(rows, "key")
    assert "shells-denial" not in _values(rows, "key")
    assert _values(rows, "stage") == {"delivered"}


def test_5_who_denies_and_who_confirms(run: Run) -> None:
    found = _values(run(5), "relation", "key")
    assert ("denies", "shells-denial") in found
    assert ("supports", "shells-finland") in found


def test_6_contradictions(run: Run) -> None:
    assert ("day", "camp-two", "camp-one") in _values(run(6), "basis", "key", "to_key")


def test_7_unnamed_only(run: Run) -> None:
    rows = run(7)
    assert ("BRA", "BOL") in _values(rows, "actors", "recipients")
    assert _values(rows, "independent") == {0}


def test_8_what_a_holder_said_over_time(run: Run) -> None:
    certainties = [row["certainty"] for row in run(8) if row["recipients"] == ["TCD:REB"]]
    assert certainties == ["CT+", "CT-"]


def test_9_threats_and_what_followed(run: Run) -> None:
    found = _values(run(9), "doers", "targets", "with_what", "followed_on", "type")
    assert ("ERI", "ETH", "attack", "2023-11-17", "ASSAULT") in found
    assert any(row[2] == "sends" for row in found), "the condition"


def test_10_overdue_promises(run: Run) -> None:
    assert _values(run(10), "supplier", "recipient", "by_when") == {("PER", "TCD", "December 2023")}


def test_11_quantities(run: Run) -> None:
    found = _values(run(11), "recipient", "stage", "quantity_min")
    assert {("LBY", "ordered", 50000.0), ("LBY", "delivered", 20000.0), ("MLI", "delivered", 500.0)} <= found


def test_12_first_and_copies(run: Run) -> None:
    rows = run(12)
    assert ("first", "shells-officials") in _values(rows, "relation", "key")
    assert ("copies", "shells-norway-copy", "shells-norway") in _values(rows, "relation", "key", "to_key")


def test_13_sanctions(run: Run) -> None:
    quotes = " ".join(_values(run(13), "quote"))
    assert all(word in quotes for word in ("imposed", "extended", "lifted", "eased"))
    assert {("JPN", "RETREAT"), ("CAN", "SANCTION")} <= _values(run(13), "actors", "type")


def test_14_votes(run: Run) -> None:
    found = _values(run(14), "actors", "type")
    assert {("RUS", "REJECT"), ("BRA", "SUPPORT"), ("FRA", "SUPPORT"), ("ECU", "REJECT")} <= found


def test_15_tests_and_launches(run: Run) -> None:
    found = _values(run(15), "holder", "certainty", "key")
    assert ("KOR:MIL", "CT+", "missile-test") in found
    assert ("KOR:MIL", "CT-", "satellite") in found


def test_16_meetings(run: Run) -> None:
    found = _values(run(16), "actors", "recipients", "place", "day")
    assert ("FIN:GOV+JPN:GOV", "", "Geneva", "2023-12-01") in found
    assert any(row[0] == "TCD:GOV" and row[1] == "NOR" for row in found)


def test_17_a_group_and_its_dissenters(run: Run) -> None:
    found = _values(run(17), "body", "speaks_as", "type")
    assert ("NATO", "the group", "ACCUSE") in found
    assert {("HUN", "a member", "REJECT"), ("SVK", "a member", "REJECT")} <= found


def test_18_an_office_on_a_day(run: Run) -> None:
    rows = run(18)
    assert all(row["first_day"] <= row["published"] < (row["until"] or "9999") for row in rows)
    assert _values(rows, "key") == {"shells-norway"}


def test_19_surer_without_new_evidence(run: Run) -> None:
    rows = [row for row in run(19) if row["actors"] == ["BRA"]]
    assert [row["certainty"] for row in rows] == ["PR+", "CT+"]
    assert _values(run(19), "has_new_evidence") == {False}


def test_20_parties_and_third_parties(run: Run) -> None:
    rows = run(20)
    by_others = {(row["by_a_party"], row["by_a_third_party"]) for row in rows if "Uganda" in row["quote"]}
    by_itself = {(row["by_a_party"], row["by_a_third_party"]) for row in rows if "Bulgarian defence" in row["quote"]}
    assert (by_others, by_itself) == ({(False, True)}, {(True, False)})


def test_21_transit(run: Run) -> None:
    assert _values(run(21), "supplier", "transit", "recipient") == {("UGA", "KEN", "SOM")}


def test_22_one_weapon(run: Run) -> None:
    assert _values(run(22), "supplier") == {"BGR", "TGO", "UGA"}


def test_23_statements_on_a_programme(run: Run) -> None:
    assert ("programme", "satellite images") in _values(run(23), "key", "holder_mention")


def test_24_a_timeline(run: Run) -> None:
    rows = run(24)
    assert [row["day"] for row in rows] == sorted(row["day"] for row in rows)
    assert {"agreed", "accused"} <= {word for row in rows for word in re.findall(r"\w+", row["quote"])}


def test_25_near_copies(run: Run) -> None:
    pairs = {frozenset(pair) for pair in _values(run(25), "key", "other")}
    assert frozenset({"shells-norway", "shells-norway-copy"}) in pairs


def test_26_ceasefires(run: Run) -> None:
    found = _values(run(26), "holder", "key")
    assert {("EU", "ceasefire-later"), ("ARM", "ceasefire-broken")} <= found


def test_27_cyber_attacks(run: Run) -> None:
    assert {"ALB", "NLD"} <= _values(run(27), "holder")


def test_28_before_the_correction(run: Run, ledger: Ledger) -> None:
    between = next(iter(ledger.sql("SELECT min(finished_at) AS moment FROM history.run")))["moment"]
    day = COMMANDS[28][-1]
    before = run(28, **{day: between.isoformat()})
    assert [row["items"] for row in before] == ["1,500 rifles (small-arms)"]
    assert [row["items"] for row in ledger.transfers("recipient=MLI")] == ["500 rifles (small-arms)"]


def test_29_doubtful_links(run: Run) -> None:
    assert {"event", "actor"} <= _values(run(29), "what")


def test_30_what_stands_behind_a_record(asked: Path, ledger: Ledger) -> None:
    event = next(row for row in ledger.transfers("report=shells-officials") if "20,000" in row["quote"])
    words = [event["event_id"][:10] if word == "EVENT" else word for word in COMMANDS[30]]
    told = _printed(asked, words)
    for part in (event["quote"], "trigger “delivered” at", "reasons", "chain", "findings", "UN-LBY", "incident"):
        assert part in told
