"""The filter language: what each kind of term lets through, and that nothing typed there breaks or reaches SQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import Answer, Ledger, QueryError
from onrecord.ledger import FIELDS, QUESTIONS, fields_of
from onrecord.ledger.filters import condition_of, parse_terms


@pytest.fixture(scope="module")
def opened(asked: object) -> Iterator[Ledger]:
    with Ledger(str(asked)) as ledger:
        yield ledger


def _keys(answer: Answer) -> set[str]:
    return {row["key"] for row in answer}


@pytest.mark.parametrize(
    ("terms", "there", "not_there"),
    [
        (("actor=SRB",), "shells-finland", "rumour-1"),
        (("actor=Serbia",), "shells-finland", "rumour-1"),
        (("actor=ERI:MIL",), "threat-followed", "threat"),
        (("actor=ERI",), "threat-followed", "rumour-1"),
        (("actor=SRB,BRA",), "rumour-1", "threat"),
        (("actor!=SRB", "type=AID"), "rumour-1", "shells-finland"),
        (("recipient=LBY",), "shells-finland", "rumour-1"),
        (("party=LBY",), "shells-count", "rumour-1"),
        (("dyad=ETH-ERI",), "threat", "rumour-1"),
        (("type=AID", "actor=BRA"), "rumour-1", "threat"),
        (("mode=cyber",), "cyber", "threat"),
        (("context=military", "type=MOBILIZE"), "missile-test", "cyber"),
        (("certainty=PS+..PR+",), "rumour-2", "rumour-3"),
        (("certainty=..PS-",), "shells-denial", "rumour-3"),
        (("status=negated",), "shells-denial", "rumour-3"),
        (("source=FIN",), "shells-finland", "rumour-3"),
        (("source-kind=unnamed",), "rumour-3", "shells-finland"),
        (("date=2023-08",), "shells-finland", "threat"),
        (("date=2024..",), "sanctions-eased", "threat"),
        (("date=..2023-07-31",), "shells-count", "threat"),
        (("published=2023-11-01..2023-11-09",), "rumour-2", "rumour-3"),
        (("country=CHE",), "meeting", "threat"),
        (("place=geneva",), "meeting", "threat"),
        (("text~ORDERED 50,000",), "shells-count", "threat"),
        (("publisher=Danube",), "threat", "meeting"),
        (("report=threat",), "threat", "meeting"),
        (("via=KOR",), "programme", "meeting"),
    ],
)
def test_a_term_lets_through(terms: tuple[str, ...], there: str, not_there: str, opened: Ledger) -> None:
    keys = _keys(opened.claims(*terms))
    assert there in keys
    assert not_there not in keys


@pytest.mark.parametrize(
    ("terms", "there", "not_there"),
    [
        (("supplier=BGR",), "launchers-w", "shells-finland"),
        (("recipient=LBY",), "shells-finland", "launchers-w"),
        (("stage=shipped..",), "transit", "rockets-offer"),
        (("stage=..offered",), "rockets-offer", "transit"),
        (("item~rifle",), "transit", "shells-finland"),
        (("transit=Kenya",), "transit", "launchers-w"),
        (("verdict=breach_if_true",), "transit", "launchers-w"),
        (("regime=UN-PRK",), "drones-embargo", "transit"),
        (("independent=2..",), "shells-finland", "transit"),
        (("denied-by=SRB",), "shells-finland", "transit"),
    ],
)
def test_a_term_on_transfers_lets_through(terms: tuple[str, ...], there: str, not_there: str, opened: Ledger) -> None:
    keys = _keys(opened.transfers(*terms))
    assert there in keys
    assert not_there not in keys


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("actor", "FIELD=VALUE"),
        ("", "FIELD=VALUE"),
        ("actor=", "a value is missing"),
        ("actor=,PRK", "a value is missing"),
        ("colour=red", "no field 'colour'"),
        ("actor=Ruritania", "no such name"),
        ("dyad=PRK", "two parties"),
        ("date=soon", "write YYYY"),
        ("date=2023-13", "not in the calendar"),
        ("date=2023-02-30", "not in the calendar"),
        ("date=..", "at least one end"),
        ("certainty=CT+..sure", "not on the scale"),
        ("number=two", "a whole number"),
        ("stage=shipped", "has no stage"),
        ("type=GIVE", "there is no such type; there are: AGREE, CONSULT"),
        ("type!=GIVE", "there is no such type"),
        ("status=occurred,done", "there is no such status"),
        ("certainty=sure", "there is no such certainty"),
        ("certainty=CT+..PS+", "ends before it begins"),
        ("date=2024..2023-05", "ends before it begins"),
        ("number=3..2", "ends before it begins"),
    ],
)
def test_a_term_that_is_not_well_put_is_told(term: str, told: str, opened: Ledger) -> None:
    with pytest.raises(QueryError, match=told):
        opened.events(term)


def test_every_field_serves_a_question() -> None:
    assert {name for question in QUESTIONS for name in fields_of(question)} == set(FIELDS)


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_each_field_of_a_question_can_be_asked(question: str, opened: Ledger) -> None:
    examples = {"actor": "PRK", "day": "2023", "number": "1", "dyad": "PRK-RUS"}
    for name, field in fields_of(question).items():
        value = (*field.scale, *field.values, examples.get(field.kind, "x"))[0]
        for term in (f"{name}={value}", f"{name}!={value}", f"{name}~x"):
            opened.ask(question, term, limit=1)


def test_what_is_not_matched_and_what_is_make_everything(opened: Ledger) -> None:
    for term in ("actor{}SRB", "place{}Libya", "date{}2023-08", "certainty{}CT+..", "text{}shells", "flag{}x"):
        matched, other = opened.events(term.format("=")), opened.events(term.format("!="))
        assert len(matched) + len(other) == len(opened.events())


_NASTY = st.sampled_from(
    [
        "'",
        "';--",
        "' OR '1'='1",
        "%",
        "_",
        "\\",
        "$1",
        "?",
        "..",
        "a..b",
        ",",
        "-",
        "PRK",
        "x\x00y",
        "\ud800",
        "é",
        "2023",
    ]
)
_VALUES = st.one_of(st.text(max_size=20), _NASTY, st.tuples(_NASTY, _NASTY).map("".join), st.dates().map(str))
_TERMS = st.tuples(st.sampled_from([*FIELDS, "nothing"]), st.sampled_from(["=", "!=", "~", "==", ""]), _VALUES)


@given(st.lists(_TERMS.map("".join), max_size=3), st.sampled_from(sorted(QUESTIONS)))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_gives_rows_or_a_query_error(opened: Ledger, terms: list[str], question: str) -> None:
    everything = len(opened.ask(question))
    try:
        found = len(opened.ask(question, *terms))
    except QueryError:
        return
    assert found <= everything
    assert len(opened.ask(question)) == everything


@given(
    st.sampled_from(sorted(FIELDS)), st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
)
@settings(max_examples=300, deadline=None)
def test_no_value_becomes_sql(name: str, value: str) -> None:
    columns = {column for field in FIELDS.values() for column in (*field.columns, *field.rather)}
    marked = f"zq{value}zq"
    try:
        condition = condition_of(parse_terms([f"{name}={marked}"]), columns)
    except QueryError:
        return
    assert "zq" not in condition.sql
    assert condition.sql.count("?") == len(condition.values)
