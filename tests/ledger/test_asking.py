"""Questions, briefs and explanations as the Python API gives them, and the page that tells of them."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

import onrecord
from onrecord import Ledger, QueryError
from onrecord.knowledge.brief_words import load_brief_words
from onrecord.ledger import FIELDS, QUESTIONS, fields_of
from onrecord.ledger.names import name_of, names_of, side_of

PAGE = (Path(__file__).parents[2] / "docs" / "asking.md").read_text(encoding="utf-8")


def test_the_page_has_every_field_with_its_meaning_and_questions() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", PAGE, re.MULTILINE))
    assert list(rows) == list(FIELDS)
    for name, field in FIELDS.items():
        serves = {question for question in QUESTIONS if name in fields_of(question)}
        meaning, _, told = rows[name].rpartition(" | ")
        named = set(re.findall(r"[a-z]+", told.removeprefix("all but "))) - {"all"}
        assert meaning == field.meaning
        assert (set(QUESTIONS) - named if told.startswith("all") else named) == serves


def test_the_page_has_every_question() -> None:
    for name, question in QUESTIONS.items():
        assert f"| `onrecord {name}` | {question.meaning} |" in PAGE


def _between(ledger: Ledger) -> datetime:
    """A moment after the first reports were added and before the later ones."""
    moment = next(iter(ledger.sql("SELECT min(finished_at) AS moment FROM history.run")))["moment"]
    assert isinstance(moment, datetime)
    return moment


def test_a_ledger_of_the_past_knows_nothing_later(asked: Path, ledger: Ledger) -> None:
    with Ledger(asked, as_of=_between(ledger)) as before:
        assert len(before.events("report=ceasefire-later")) == 0
        assert [row["is_there"] for row in before.sql("SELECT count(*) = 33 AS is_there FROM report")] == [True]
    with Ledger(asked, as_of=date(2020, 1, 1)) as nothing:
        assert len(nothing.events()) == len(nothing.incidents()) == 0
    assert len(ledger.events("report=ceasefire-later")) > 0


def test_a_limit_cuts_and_says_so(ledger: Ledger) -> None:
    everything = list(ledger.events())
    first, second = ledger.events(limit=5), ledger.events(limit=5, offset=5)
    assert [*first, *second] == everything[:10]
    assert first.is_cut
    assert not ledger.events(limit=len(everything)).is_cut


def test_an_unknown_question_is_told(ledger: Ledger) -> None:
    with pytest.raises(QueryError, match="there are claims, events"):
        ledger.ask("gossip")


def test_the_brief_tells_each_incident_once_arms_first(ledger: Ledger) -> None:
    lines = ledger.brief()
    incidents = [line.ids[0] for line in lines]
    assert len(incidents) == len(set(incidents))
    assert [line.section for line in lines] == sorted((line.section for line in lines), reverse=True)
    for line in lines:
        assert not re.search("violat|illegal|broke the law", line.text)
        assert ledger.explain(line.ids[0]).kind == "incident"
        assert ledger.explain(line.ids[1]).kind == "event"


def _told(ledger: Ledger, *terms: str) -> str:
    return " ".join(line.text for line in ledger.brief(*terms) if line.section == "transfers")


def test_the_brief_of_a_rumour_says_that_nobody_is_named(ledger: Ledger) -> None:
    told = _told(ledger, "supplier=BRA")
    assert "On the word of sources without a name" in told
    assert "grew surer without new evidence" in told
    assert "No independent sources with a name" in told
    assert "No denial is on record" in told
    assert "none on file applies" in told


def test_the_brief_of_a_plan_says_what_it_would_be(ledger: Ledger) -> None:
    told = _told(ledger, "recipient=PRK")
    assert "Belarus is said to be going to supply North Korea with ten drones, 2024." in told
    assert "a breach of UN-PRK if carried out" in told


def test_what_is_only_denied_is_put_forward_by_nobody(ledger: Ledger) -> None:
    told = " ".join(line.text for line in ledger.brief("report=holder-2", "type=AID"))
    assert "Nobody on record puts it forward." in told
    assert "Denied by" in told


def test_the_brief_begins_with_what_changed(ledger: Ledger) -> None:
    lines = ledger.brief("recipient=MLI", since=_between(ledger))
    changes = [line.text for line in lines if line.section == "changes"]
    assert any(text.startswith("Report launchers-w was superseded") for text in changes)
    assert any("New" in text and "500 rifles" in text for text in changes)
    assert any("No longer on record" in text and "1,500 rifles" in text for text in changes)
    assert lines[0].section == "changes"
    after = next(iter(ledger.sql("SELECT max(finished_at) AS moment FROM history.run")))["moment"]
    assert [line for line in ledger.brief(since=after) if line.section == "changes"] == []


def test_a_new_telling_changes_grade_and_denials(tmp_path: Path) -> None:
    path = tmp_path / "two.ledger"
    claim = "Peru delivered 40 tanks to Chad on Monday, Norway's defence minister said."
    denial = "Peru denied on Wednesday that it had delivered 40 tanks to Chad on Monday."
    onrecord.add_reports(path, [onrecord.read_text(claim, date="2023-09-05", publisher="The Post", key="claim")])
    with Ledger(path) as first:
        since = next(iter(first.sql("SELECT max(finished_at) AS moment FROM history.run")))["moment"]
    onrecord.add_reports(path, [onrecord.read_text(denial, date="2023-09-06", publisher="The Star", key="denial")])
    with Ledger(path) as both:
        told = " ".join(line.text for line in both.brief("supplier=PER", since=since) if line.section == "changes")
        assert "now denied by Peru" in told
        assert "grade 2, now 4" in told


def test_a_brief_whose_terms_fit_nothing_is_told(ledger: Ledger) -> None:
    with pytest.raises(QueryError, match="has no relation"):
        ledger.brief("relation=denies")


def test_an_id_is_explained_by_its_first_digits(ledger: Ledger) -> None:
    event = next(iter(ledger.transfers("report=shells-finland")))
    detail = ledger.explain(event["event_id"][:12])
    assert (detail.kind, detail.id) == ("event", event["event_id"])
    assert detail.row["quote"] == event["quote"]
    assert [link["kind"] for link in detail.parts["chain"]] == ["narrator", "named"]
    assert detail.parts["findings"]
    assert detail.parts["reasons"]
    assert detail.parts["incident"][0]["incident_id"] == event["incident_id"]


def test_an_incident_is_explained_by_all_its_tellings(ledger: Ledger) -> None:
    event = next(iter(ledger.transfers("report=shells-finland")))
    detail = ledger.explain(event["incident_id"])
    assert detail.kind == "incident"
    assert {"denies", "supports", "first"} <= {row["relation"] for row in detail.parts["tellings"]}
    assert detail.parts["steps"]
    assert all(row["reasons"] for row in detail.parts["pairs"])


def test_a_report_is_explained_by_its_key(ledger: Ledger) -> None:
    detail = ledger.explain("shells-denial")
    assert detail.kind == "report"
    assert detail.parts["events"]


@pytest.mark.parametrize(
    ("identity", "told"), [("nothing", "no report has this key"), ("0" * 16, "no event, incident"), ("ab", "4 or more")]
)
def test_an_id_that_nothing_has_is_told(identity: str, told: str, ledger: Ledger) -> None:
    with pytest.raises(QueryError, match=told):
        ledger.explain(identity)


def test_actors_are_named() -> None:
    assert name_of("PRK:MIL") == "the armed forces of North Korea"
    assert name_of("UNK:GOV") == "somebody unnamed"
    assert name_of("outlet:The Post") == "The Post"
    assert names_of(["SRB", "LBY", "SRB", "NOR"]) == "Serbia, Libya and Norway"
    assert names_of([]) == ""


def test_what_is_of_a_state_is_on_its_side_and_its_rebels_are_not() -> None:
    assert [side_of(one) for one in ("PRK", "PRK:MIL", "DEU:BUS")] == ["PRK", "PRK", "DEU"]
    assert [side_of(one) for one in ("SYR:REB", "outlet:The Post")] == ["SYR:REB", "outlet:The Post"]
    assert [side_of(one) for one in ("UNK:REB", "UNK")] == ["UNK", "UNK"]


def test_no_words_of_the_brief_call_anything_a_violation() -> None:
    words = load_brief_words()
    told = " ".join([*words.stages.values(), *words.verdicts.values()])
    assert "violat" not in told
    assert "breach" in told
