"""Other languages are recognised and set aside; English is never taken for another, lists of names are not judged."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

import pytest

from onrecord.parsing import cut_blocks
from onrecord.reading import read_inputs
from onrecord.records import Report, Unreadable

ENGLISH = (
    "Chad and Mali signed a pact on grain in Lai on Monday, the first between the two neighbours since the drought, "
    "the foreign minister said after the talks."
)
OTHERS = tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))


def read(text: str) -> Report | Unreadable:
    return next(iter(read_inputs(["-"], stdin=io.BytesIO(f"date 2021-04-05\n{text}".encode()))))


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_set_aside_with_its_name(language: str) -> None:
    item = read(OTHERS[language])
    assert isinstance(item, Unreadable)
    assert [p.code for p in item.problems] == ["not-english"]
    assert f"({language})" in item.problems[0].message
    assert item.language == language
    assert item.problems[0].severity == "warning"  # the run has not failed


@pytest.mark.parametrize("language", OTHERS)
def test_a_mixed_report_is_cut_to_its_english(language: str) -> None:
    item = read(f"{ENGLISH}\n\n{OTHERS[language]}\n\n{ENGLISH}")
    assert isinstance(item, Report)
    assert item.text.count(ENGLISH) == 2
    assert [item.text[s.start : s.end] for s in item.set_aside] == [OTHERS[language]]
    assert "partly-not-english" in {p.code for p in item.problems}
    parsed = [item.text[b.start : b.end] for b in cut_blocks(item) if b.is_parsed]
    assert parsed == [ENGLISH, ENGLISH]


def test_an_english_title_does_not_make_a_report_english() -> None:
    assert isinstance(read(f"Chad signs grain pact\n\n{OTHERS['fr']}\n\n{OTHERS['fr']}"), Unreadable)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Chad signs pact.",
        "Le Monde said so.",
        "Squad: Moussa Haroun, " + "Petra Novak, Rosa Quispe, Lars Moen, Mei Tan, John Abara, Sam Kiprono, " * 3,
        "SMITH TO MEET JONES OVER GRAIN PACT IN LAI",
        "Chad: 40 trucks. Mali: 12 trucks. Togo: 3 trucks. Benin: 4 trucks. Ghana: 9 trucks. Oman: 11 trucks. Laos: 2.",
    ],
)
def test_english_and_short_texts_and_names_are_left_alone(text: str) -> None:
    item = read(text)
    assert isinstance(item, Report)
    assert not item.set_aside


def test_a_quotation_in_another_language_inside_a_paragraph_stays() -> None:
    item = read(
        f"{ENGLISH} \u00abNous sommes tr\u00e8s contents de cet accord\u00bb, he added in French, and left the room."
    )
    assert isinstance(item, Report)
    assert not item.set_aside


def test_plain_english_loads_no_identifier() -> None:
    import subprocess
    import sys

    code = (
        "import io, sys; from onrecord.reading import read_inputs; "
        f"list(read_inputs(['-'], stdin=io.BytesIO({ENGLISH.encode()!r}))); "
        "heavy = {'py3langid', 'trafilatura', 'lxml', 'feedparser', 'fastwarc', 'pypdf', 'docx', 'pyarrow', 'numpy'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
