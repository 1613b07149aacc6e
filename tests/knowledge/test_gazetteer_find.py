"""Names are found as an automaton over whole names would find them: leftmost, and there the longest."""

import pytest

from onrecord.knowledge.gazetteer import load_gazetteer

TEXTS = [
    "Aleppo, Syria",
    "The envoy flew from New York City to Newcastle upon Tyne and to York.",
    "From Port-au-Prince to Port of Spain, by way of Porto.",
    "Nowhere-upon-Nothing lies near Santiago de los Nowheres.",
    "ALEPPO McAllen xAleppo Aleppox",
    "",
    "A",
]


def _plainly(names, longest, text):
    found, at = [], 0
    while at < len(text):
        lengths = range(min(longest, len(text) - at), 0, -1)
        length = next((n for n in lengths if text[at : at + n] in names), 0)
        if length:
            found.append((at, at + length))
        at += length or 1
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_names_are_found_leftmost_and_longest(text):
    gazetteer = load_gazetteer()
    found = gazetteer.find(text)
    assert [(start, end) for _, start, end in found] == _plainly(set(gazetteer.names), gazetteer.longest, text)
    assert all(gazetteer.names[name] == text[start:end] for name, start, end in found)
