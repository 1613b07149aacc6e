"""When one event was: the expression that attaches to it, what a clause shares, and what carries over."""

import pytest

from onrecord.mentions.event_dates import date_within, sentence_times
from onrecord.mentions.times import find_times
from onrecord.mentions.times_of_events import date_propositions
from onrecord.propositions import extract_propositions


@pytest.fixture
def day(parse):
    def run(text, predicate, date="2023-09-23"):
        report, _, sentences = parse(text, date)
        times, propositions = find_times(report, sentences), extract_propositions(sentences)
        start = text.index(predicate)
        chosen = next(p for p in propositions if sentences[p.sentence].starts[p.head] == start)
        sentence = sentences[chosen.sentence]
        interval = date_within(chosen, sentence, sentence_times(sentence, times, report), report)
        return interval and f"{interval.earliest}/{interval.latest}"

    return run


@pytest.fixture
def carried(parse):
    def run(text, predicate, date="2023-09-23"):
        report, _, sentences = parse(text, date)
        times, propositions = find_times(report, sentences), extract_propositions(sentences)
        start = text.rindex(predicate)
        chosen = next(p for p in propositions if sentences[p.sentence].starts[p.head] == start)
        found = date_propositions(propositions, sentences, times, report).get(chosen.index)
        return found and found.interval

    return run


ATTACHED = [
    ("The ministers met in Paris on Friday.", "met", "2023-09-22/2023-09-22"),
    ("The ministers held talks in Paris on Friday.", "talks", "2023-09-22/2023-09-22"),
    ("The pact was signed by the ministers on Friday.", "signed", "2023-09-22/2023-09-22"),
    ("The army did not attack the town on Friday.", "attack", "2023-09-22/2023-09-22"),
    ("The president praised the deal reached last year.", "deal", "2022-01-01/2022-12-31"),
    ("Nobody mentioned the 2005 killing of the general.", "killing", "2005-01-01/2005-12-31"),
    ("The rebels met the envoys and signed a truce on Friday.", "met", "2023-09-22/2023-09-22"),
    ("The two sides have met four times since 2011.", "met", "2011-01-01/2023-09-23"),
    ("The army shelled the town from 12 to 17 September.", "shelled", "2023-09-12/2023-09-17"),
    ("Talks are scheduled for 3 October.", "scheduled", "2023-10-03/2023-10-03"),
    ("The minister said on Friday he was willing to resign.", "said", "2023-09-22/2023-09-22"),
    ("The minister said on Friday he was willing to resign.", "willing", "2023-09-22/2023-09-22"),
]


@pytest.mark.parametrize(("text", "predicate", "interval"), ATTACHED)
def test_what_a_sentence_states(day, text, predicate, interval):
    assert day(text, predicate) == interval


SILENT = [
    ("An official said on Tuesday that troops had left the valley.", "left"),
    ("The army will leave the valley before Friday.", "leave"),
    ("The envoys met.", "met"),
    ("The minister accused the rebels on Friday of killing the mayor.", "killing"),
    ("The minister promised on Friday to withdraw the troops.", "withdraw"),
    ('"We attacked the town," the general said on Friday.', "attacked"),
]


@pytest.mark.parametrize(("text", "predicate"), SILENT)
def test_the_time_of_saying_is_not_the_time_of_the_deed(day, text, predicate):
    assert day(text, predicate) is None


def test_a_later_mention_takes_the_day_of_the_same_happening(carried):
    text = "The army fired a missile on Friday. Japan condemned the launch."
    interval = carried(text, "launch")
    assert (interval.earliest, interval.latest) == ("2023-09-22", "2023-09-22")


def test_another_happening_does_not_take_it(carried):
    assert carried("The army fired a missile on Friday. Japan fears another launch.", "launch") is None
    assert carried("The army killed the general in 2008. The mayor was killed too.", "killed") is None


def test_voices_go_on_speaking_on_the_same_day(carried):
    text = "The minister warned the rebels on Thursday. He accused them of theft."
    assert carried(text, "accused").earliest == "2023-09-21"


def test_a_clause_dated_by_days_before_its_main_clause(carried):
    text = "The army fired a missile on Friday. The launch came two days after the allies signed a pact."
    assert carried(text, "signed").earliest == "2023-09-20"


def test_the_report_s_own_day_is_marked_as_such(carried):
    interval = carried("The order directs the ministers to sell the ships.", "directs")
    assert (interval.earliest, interval.basis) == ("2023-09-23", "publication")
    assert carried("The order directs the ministers to sell the ships.", "directs", date=None) is None
    assert carried("It was cold. The army has often attacked the town.", "attacked") is None


def test_a_habit_has_no_day(carried):
    assert carried("He visits the capital every two months.", "visits") is None


LASTING = [
    ("The talks have been cut off for nearly two years.", "cut", "2021-01-01/2023-09-23"),
    ("For the past two months an inquiry has been held.", "held", "2023-07-01/2023-09-23"),
    ("The ships have shelled the port during the three-year war.", "war", "2020-01-01/2023-09-23"),
    ("The town fell after more than a week of airstrikes.", "airstrikes", "2023-09-16/2023-09-23"),
    ("The minister praised a 2015 resolution that bans tests.", "resolution", "2015-01-01/2015-12-31"),
    ("A 2015 resolution calls on the rebels to leave.", "calls", "2015-01-01/2015-12-31"),
]


@pytest.mark.parametrize(("text", "predicate", "interval"), LASTING)
def test_a_length_of_time_tells_when(day, text, predicate, interval):
    assert day(text, predicate) == interval


NOT_LASTING = [
    ("The troops will stay for two years.", "stay"),
    ("The general recalled the six-day war.", "war"),
    ("The truce will not last for two years.", "last"),
    ('"We shall fight for two years," the general said.', "fight"),
]


@pytest.mark.parametrize(("text", "predicate"), NOT_LASTING)
def test_a_length_that_does_not_run_up_to_now_tells_nothing(day, text, predicate):
    assert day(text, predicate) is None


def test_a_length_needs_the_report_s_day(day):
    assert day("The talks have been cut off for two years.", "cut", date=None) is None


def test_a_headline_does_not_date_what_its_source_says_was_done(carried):
    assert carried("Army Says Rebels Killed Ten", "Killed") is None


def test_a_visit_of_known_length_runs_from_its_first_or_to_its_last_day(carried):
    begun = carried("The king began a four-day visit to Cairo on Tuesday.", "visit")
    assert (begun.earliest, begun.latest) == ("2023-09-19", "2023-09-22")
    ended = carried("The king ended a four-day visit to Cairo on Tuesday.", "visit")
    assert (ended.earliest, ended.latest) == ("2023-09-16", "2023-09-19")
    praised = carried("The king praised a four-day visit to Cairo on Tuesday.", "visit")
    assert praised is None
