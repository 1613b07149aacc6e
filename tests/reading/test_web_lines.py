"""Lines that sites put around reports: every pattern matches its examples and leaves its counter-examples alone."""

from __future__ import annotations

import pytest

from onrecord.knowledge.layout import load_layout
from onrecord.knowledge.page_words import load_page_words
from onrecord.knowledge.web_lines import WebLine, load_web_lines

KNOWN = load_web_lines()


@pytest.mark.parametrize("entry", KNOWN.entries, ids=lambda entry: entry.id)
def test_examples(entry: WebLine) -> None:
    for line in entry.examples:
        assert entry.pattern.fullmatch(line), line
        assert load_layout().is_boilerplate(line), line
    for line in entry.counter_examples:
        assert not KNOWN.is_of_the_site(line), line
        assert not KNOWN.is_evidence(line), line


def test_each_line_is_of_the_site_or_evidence() -> None:
    for entry in KNOWN.entries:
        for line in entry.examples:
            assert KNOWN.is_evidence(line) if entry.is_evidence else KNOWN.is_of_the_site(line), line


@pytest.mark.parametrize(
    "line",
    [
        "Chad said it would read more of the treaty before it signs.",
        "The photo of the bridge was false, the army said.",
        "Live rounds were fired at 14:32, witnesses said.",
        "\u201cShare the burden,\u201d the minister told Mali.",
        "We use no force against our own people, the minister said on Monday.",
        "Related to the talks is a dispute over the river.",
    ],
)
def test_prose_is_no_furniture(line: str) -> None:
    assert not KNOWN.is_of_the_site(line)
    assert not KNOWN.is_evidence(line)


def test_page_words_are_plain() -> None:
    words = load_page_words()
    assert {"title", "published", "modified", "byline", "publisher", "url", "language"} <= set(words.metadata)
    assert all(name.isalnum() for names in words.columns.values() for name in names)
