# ruff: noqa: RUF001  -- marks that look alike are what these tests are about
"""Quotations as characters: every kind of mark, balanced or not, over sentences and paragraphs."""

from __future__ import annotations

import pytest

from onrecord.attribution.quotes import cut_paragraphs, find_quotes


@pytest.fixture(scope="module")
def quoted(parse):
    def run(text: str) -> list[str]:
        _, _, sentences = parse(text)
        quotes = find_quotes(text, cut_paragraphs(text, sentences))
        return [text[q.start : q.end] for q in quotes.items]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The envoy said: "We leave now."', ['"We leave now."']),
        ("The envoy said: “We leave now.”", ["“We leave now.”"]),
        ("The envoy said: ''We leave now.''", ["''We leave now.''"]),
        ("The envoy said: ‘We leave now.’", ["‘We leave now.’"]),
        ('The envoy said: “We leave now."', ['“We leave now."']),
        ("“We leave,” he said, “now.”", ["“We leave,”", "“now.”"]),
        ("“We leave. All of us. Today,” he said.", ["“We leave. All of us. Today,”"]),
        ("“He told me ‘leave now’ and hung up,” she said.", ["“He told me ‘leave now’ and hung up,”"]),
    ],
)
def test_marks_of_every_kind(quoted, text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_apostrophes_are_no_quotation_marks(quoted) -> None:
    assert quoted("The workers' union and the president's office didn't meet in the '90s.") == []
    assert quoted("The workers’ union and the president’s office didn’t meet.") == []


def test_an_open_quotation_ends_with_its_paragraph_and_the_next_one_carries_it_on(parse) -> None:
    text = "“The first day was hard.\n“The second was worse,” the pilot said."
    _, _, sentences = parse(text)
    first, second = find_quotes(text, cut_paragraphs(text, sentences)).items
    assert not first.is_closed
    assert text[first.start : first.end] == "“The first day was hard."
    assert second.carries_on
    assert second.is_closed


def test_a_lost_opening_mark_is_put_at_the_start_of_the_paragraph(quoted) -> None:
    assert quoted("We will not leave,” the general said.") == ["We will not leave,”"]


def test_a_lost_closing_mark_does_not_swallow_the_next_quotation(quoted) -> None:
    found = quoted("“We will not leave, the general said. “We stay here.”")
    assert found[-1] == "“We stay here.”"


def test_inches_open_nothing_to_the_left(quoted) -> None:
    assert quoted('The shell, 6" wide, lay there.') != ['The shell, 6"']
