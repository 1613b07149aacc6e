"""When coded events were: the news of the report's day, what is told again, and what stays without a date."""

import pytest


def _shown(event):
    return event.when and (event.when.earliest, event.when.latest, event.when.basis)


def _rules(event):
    return [reason.rule for reason in event.reasons if reason.rule.startswith("when:")]


DATED = [
    ("The army said on Friday the rebels had attacked the town.", "attacked", "reported-as-done", "2023-09-22"),
    ("It was raining. Troops have now seized the town of Idlib.", "seized", "news-of-the-day", "2023-09-23"),
    ("It was raining. Syrian troops were shelling the town of Idlib.", "shelling", "under-way", "2023-09-23"),
    ("The fighting between the army and the rebels has driven out the families.", "fighting", "goes-on", "2023-09-23"),
    (
        "Syria met Iran on Friday. It was cold. It rained. It was late. Syria also shelled the town of Idlib.",
        "shelled",
        "added-to-the-story",
        "2023-09-22",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "rule", "day"), DATED)
def test_news_is_of_the_day_it_is_told_on_and_the_rule_is_named(event, text, trigger, rule, day):
    found = event(text, trigger)
    assert (found.when.earliest, found.when.latest) == (day, day)
    assert _rules(found) == [f"when:{rule}"]


def test_the_report_s_day_is_called_publication_and_a_source_s_day_relative(event):
    assert event("Rebels have seized the town of Idlib.", "seized").when.basis == "publication"
    assert event("The army said on Friday the rebels had attacked the town.", "attacked").when.basis == "relative"


def test_without_a_day_of_the_report_there_is_none(event):
    assert event("Rebels have seized the town of Idlib.", "seized", date=None).when is None


OPEN = [
    ("It was raining. The army has repeatedly shelled the town of Idlib.", "shelled"),
    ("It was raining. Rebels had attacked the town of Idlib.", "attacked"),
    ("The army did not say on Friday that the rebels had attacked the town.", "attacked"),
    ("The minister urged Iran on Friday to attack the town.", "attack"),
    ("The president praised the talks between Iran and Iraq on Friday.", "talks"),
    ("The army said the rebels attacked the town.", "attacked"),
    ('"Rebels have often attacked the town," the army said.', "attacked"),
]


@pytest.mark.parametrize(("text", "trigger"), OPEN)
def test_what_the_report_leaves_open_stays_open(event, text, trigger):
    found = event(text, trigger)
    assert found.when is None, _shown(found)
    assert _rules(found) == []


def test_what_a_source_is_quoted_on_has_the_day_of_the_words(event):
    assert _shown(event('"Rebels have attacked the town," the army said on Friday.', "attacked"))[0] == "2023-09-22"


def test_what_is_told_again_takes_the_day_it_has_elsewhere(event):
    text = "Iran attacked Israel with missiles. It was dark. Iran attacked Israel on Thursday, the army said."
    found = event(text.replace("attacked Israel with", "attacked Israel, with"), "attacked")
    assert found.when.earliest == "2023-09-21"


def test_other_happenings_of_a_kind_do_not_take_it(event):
    text = "Iran tested a missile on Thursday. The United States condemned other tests by Iran."
    assert event(text, "tests").when is None


def test_what_is_far_back_is_not_lent(event):
    text = "Iran attacked Israel in 2010. The minister spoke of an attack by Iran on Israel."
    assert event(text, "attack").when is None


def test_what_is_feared_does_not_take_the_day_of_the_fear(event):
    assert event("Iran fired a missile on Friday. Israel fears an attack by Iran.", "attack").when is None


def test_a_verb_does_not_borrow_the_report_s_own_day_and_a_noun_does(event):
    text = "Iran has freed Israel's hostages. It was dark. Egypt said Iran released Israel's hostages."
    assert event(text, "freed").when.basis == "publication"
    assert event(text, "released").when is None
    named = event("Iran has attacked Israel. It was dark. Egypt condemned the attack by Iran on Israel.", "attack")
    assert _shown(named) == ("2023-09-23", "2023-09-23", "publication")


def test_an_act_of_speech_far_from_any_dated_words_has_no_day(event):
    assert event("It was cold. It rained. The minister took aim at Iran.", "took").when is None


def test_what_moves_others_is_not_of_the_day_they_are_moved(event):
    text = "It was cold. On Friday the attack by Iran on Israel dimmed the hopes of Egypt."
    assert "when:day-of-its-clause" not in _rules(event(text, "attack"))


def test_a_visit_dates_what_is_to_be_done_on_it(event):
    text = (
        "Iran's president begins a three-day visit to Iraq on Tuesday. "
        "The president will meet Iraq's prime minister. Japan will meet China."
    )
    met = event(text.replace(" Japan will meet China.", ""), "meet")
    assert (met.when.earliest, met.when.latest) == ("2023-09-26", "2023-09-28")
    assert _rules(met) == ["when:day-of-the-meeting"]
    assert event(text, "meet").when is None
