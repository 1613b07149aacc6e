"""What the tests of dates share."""

import pytest

from onrecord.pipeline import Coder


@pytest.fixture(scope="module")
def event(parser, parse):
    """The event at the last place a word stands, as coded by all stages."""
    coder = Coder(parser)

    def run(text, trigger, date="2023-09-23"):
        report, _, _ = parse(text, date)
        coding = next(coder.trace([report]))
        start = text.rindex(trigger)
        for found in coding.events:
            proposition = coding.propositions[found.proposition]
            sentence = coding.sentences[proposition.sentence]
            if sentence.starts[proposition.head] == start:
                return found
        raise AssertionError(f"no event at {trigger!r}: {[e.type for e in coding.events]}")

    return run
