"""Every layout entry matches its examples and leaves its counter-examples alone."""

import pytest

from onrecord.knowledge.layout import LayoutEntry, load_layout

LAYOUT = load_layout()


@pytest.mark.parametrize("entry", LAYOUT.boilerplate, ids=lambda entry: entry.id)
def test_boilerplate_examples(entry: LayoutEntry) -> None:
    for line in entry.examples:
        assert entry.pattern.fullmatch(line), line
    for line in entry.counter_examples:
        assert not LAYOUT.is_boilerplate(line), line


@pytest.mark.parametrize("entry", LAYOUT.datelines, ids=lambda entry: entry.id)
def test_dateline_examples(entry: LayoutEntry) -> None:
    for line in entry.examples:
        match = entry.pattern.match(line)
        assert match, line
        assert line[match.end() :].split()[0] in {
            "The",
            "Rebels",
            "Top",
            "North",
            "Regulators",
            "Leaders",
            "Fighters",
            "Inspectors",
        }
    for line in entry.counter_examples:
        assert LAYOUT.dateline_length(line) is None, line


@pytest.mark.parametrize("entry", LAYOUT.closings, ids=lambda entry: entry.id)
def test_closing_examples(entry: LayoutEntry) -> None:
    for line in entry.examples:
        assert LAYOUT.closing_length(line), line
    for line in entry.counter_examples:
        assert LAYOUT.closing_length(line) is None, line
