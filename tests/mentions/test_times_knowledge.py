"""Words, rules and named days of time expressions: each example is found by its rule, broken files are refused."""

import re

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge import calendar_words
from onrecord.knowledge.calendar_words import load_attachment_words, load_calendar_words
from onrecord.knowledge.files import read_toml
from onrecord.mentions.times_grammar import find_expressions
from onrecord.mentions.times_lexing import lex
from onrecord.mentions.times_reading import KINDS

WORDS = load_calendar_words()
EXAMPLES = [rule for rule in WORDS.rules.values() if rule.example]


@pytest.mark.parametrize("rule", EXAMPLES, ids=[rule.name for rule in EXAMPLES])
def test_every_rule_finds_its_example(parse, rule):
    text = f"The talks were held {rule.example} in Geneva."
    _, _, sentences = parse(text)
    start = text.index(rule.example)
    found = []
    for sentence in sentences:
        lexemes = lex(sentence, WORDS)
        found += [
            (expression.rule, lexemes.starts[expression.first], lexemes.ends[expression.last - 1])
            for expression in find_expressions(lexemes, WORDS)
        ]
    assert (rule.name, start, start + len(rule.example)) in found


def test_every_kind_has_a_reader_or_is_left_alone_on_purpose():
    kinds = {rule.kind for rule in WORDS.rules.values()} | {
        join.kind for joins in WORDS.joins.values() for join in joins
    }
    assert kinds - KINDS == {
        "age",
        "no-time",
        "ordinal-unit",
        "part",
    }  # ages are no times; the others live only inside a join


def test_rule_names_are_kebab_case_and_unique():
    names = [rule.name for rule in WORDS.rules.values()]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


def test_a_proper_word_needs_a_capital():
    assert "may" not in WORDS.words
    assert "May" in WORDS.words
    assert "friday" not in WORDS.words


def test_named_days_have_a_date_or_a_rule():
    assert WORDS.holidays["christmas"].day == 25
    assert WORDS.holidays["good-friday"].easter == -2
    assert WORDS.holidays["d-day"].year == 1944


def test_lists_hold_words():
    assert all(load_attachment_words().values())
    assert "schedule" in WORDS.lists["prospective"]


BROKEN = [
    (
        "times/grammar.toml",
        lambda data: data["rule"].append({"name": "new-rule", "kind": "date", "pattern": "moonday day"}),
        "times/grammar.toml: new-rule: unknown classes moonday",
    ),
    (
        "times/lexicon.toml",
        lambda data: data.update(month={"case": "sometimes"}),
        "times/lexicon.toml: month: expected case",
    ),
    (
        "times/holidays.toml",
        lambda data: data.update({"some-day": {"day": 3}}),
        "times/holidays.toml: some-day: expected month and day",
    ),
]


@pytest.mark.parametrize(("file", "break_it", "message"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_broken_file_is_refused_by_name(monkeypatch, file, break_it, message):
    def read_broken(name):
        data = read_toml(name)
        if name == file:
            break_it(data)
        return data

    monkeypatch.setattr(calendar_words, "read_toml", read_broken)
    with pytest.raises(KnowledgeError, match=re.escape(message)):
        load_calendar_words.__wrapped__()


def test_no_rule_begins_with_a_word_that_is_none_of_time() -> None:
    """The search passes over such words without trying a rule."""
    words = load_calendar_words()
    other = words.codes["other"]
    for first in words.names:
        for second in words.names:
            assert words.grammar.match(other + first + second) is None
