"""The rules that date what has no day of its own: what each dates, and what it leaves alone."""

import pytest


def _interval(event):
    return event.when and f"{event.when.earliest}/{event.when.latest}"


def _rules(event):
    return [reason.rule for reason in event.reasons if reason.rule.startswith("when:")]


FRIDAY, THURSDAY, TODAY = "2023-09-22/2023-09-22", "2023-09-21/2023-09-21", "2023-09-23/2023-09-23"
SHOT = "It was raining. Gunmen from Iran shot a guard in Iraq, officials said. "
LAUNCHED = "Iran launched a missile on Friday. "
SHELLED = "On Thursday rebels shelled the town of Idlib. "

DATED = [
    ("Iran says it will not accept the demands of Israel.", "accept", "act-of-the-saying", TODAY),
    ('"We will not accept the demands of Israel," Iran said on Friday.', "accept", "act-of-the-saying", FRIDAY),
    (SHOT + "The incident happened on Thursday.", "shot", "day-of-the-incident", THURSDAY),
    (
        'It was raining. "Iranian troops shot at our ship," Iraq said. The incident took place on Thursday off Basra.',
        "shot",
        "day-of-the-incident",
        THURSDAY,
    ),
    (SHELLED + "Nine soldiers were killed, the army said.", "killed", "day-of-the-attack", THURSDAY),
    (SHELLED + '"Nine soldiers were killed," the army said.', "killed", "day-of-the-attack", THURSDAY),
    ("On Friday Syrian troops backed by Iran attacked the town of Idlib.", "backed", "day-of-what-it-backs", FRIDAY),
    (
        '"Syrian troops backed by Iran attacked the town of Idlib on Friday," Iraq said.',
        "backed",
        "day-of-what-it-backs",
        FRIDAY,
    ),
    ("Iran condemned Israel on Friday on the eve of a visit to Iraq.", "visit", "counted-from-its-clause", TODAY),
    ("The president spoke on Thursday just before visiting Iraq.", "visiting", "counted-from-its-clause", THURSDAY),
    (
        "Iran fired a missile on Friday after another launch hours earlier failed.",
        "launch",
        "counted-from-its-clause",
        FRIDAY,
    ),
    (
        "In March Iran fired a missile. It has tested ten rockets since then.",
        "tested",
        "since-then",
        "2023-03-01/2023-09-23",
    ),
    (
        'In March Iran fired a missile. "Iran has tested ten rockets since then," Israel said.',
        "tested",
        "since-then",
        "2023-03-01/2023-09-23",
    ),
    (
        "It was cold. The fighting in Syria that is driving out the families alarmed Iraq.",
        "fighting",
        "goes-on",
        TODAY,
    ),
    (
        "It was cold. The fighting between the army and the rebels could drive out the families.",
        "fighting",
        "goes-on",
        TODAY,
    ),
    (
        "In 2003 the United States accused Iraq of lying. The United States then imposed sanctions on Iraq.",
        "sanctions",
        "day-of-its-clause",
        "2003-01-01/2003-12-31",
    ),
    (
        "The envoys of Iran stayed in Cairo on Friday to continue the talks with Iraq.",
        "talks",
        "day-of-its-going-on",
        FRIDAY,
    ),
    ("The army said on Friday there were soldiers of Iran fighting in Syria.", "fighting", "reported-as-done", FRIDAY),
    (LAUNCHED + "The launch was a violation of a UN resolution by Iran.", "violation", "day-of-its-subject", FRIDAY),
    (
        "Iran's president begins a three-day visit to Iraq on Tuesday. Officials said he may ask Iraq to free them.",
        "ask",
        "day-of-the-meeting",
        "2023-09-26/2023-09-28",
    ),
    ("Russia shelling the towns of Ukraine. It was raining.", "shelling", "told-as-of-today", TODAY),
    (
        "Israel was behind the 2008 killing of a general, who was killed by a bomb.",
        "killed",
        "day-of-the-same-happening",
        "2008-01-01/2008-12-31",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "rule", "interval"), DATED)
def test_each_rule_dates_what_it_is_for_and_is_named_once(event, text, trigger, rule, interval):
    found = event(text, trigger)
    assert _interval(found) == interval
    assert _rules(found) == [f"when:{rule}"]


LEFT = [
    ("Iran said on Friday that the launch would violate a ban by the United Nations.", "violate"),
    ("Iran did not say on Friday that it would reject the demands of Israel.", "reject"),
    (SHOT + "The incident did not happen on Thursday.", "shot"),
    (SHELLED + "Nine other soldiers were killed, the army said.", "killed"),
    (SHELLED + "No soldiers were killed, the army said.", "killed"),
    ("On Friday Syrian troops armed by Iran attacked the town of Idlib.", "armed"),
    ("The deal came after years of talks between Iran and Iraq.", "talks"),
    ("The envoys of Iran did not stay in Cairo on Friday to continue the talks with Iraq.", "talks"),
    ("The army said on Friday there were no soldiers of Iran fighting in Syria.", "fighting"),
    (LAUNCHED + "The launch was not a violation of a UN resolution by Iran.", "violation"),
    ("The envoys of Iran urged Iraq on Friday to continue the talks.", "talks"),
    ("It was cold. The fighting between the army and the rebels could not drive out the families.", "fighting"),
    ("It was cold. The fighting in Syria that drove out the families alarmed Iraq.", "fighting"),
    ("The minister denied the accusations by Iran on Friday.", "accusations"),
    ("In March Iran fired a missile. It has not tested any rockets since then.", "tested"),
]


@pytest.mark.parametrize(("text", "trigger"), LEFT)
def test_each_rule_leaves_alone_what_only_looks_like_it(event, text, trigger):
    found = event(text, trigger)
    assert found.when is None, (_interval(found), _rules(found))


def test_a_day_stated_for_the_act_outweighs_the_day_of_the_incident(event):
    text = SHOT.replace("Iraq,", "Iraq on Monday,") + "The incident happened on Thursday."
    assert _rules(event(text, "shot")) == ["when:stated-in-its-clause"]


STATED = [
    ("Iran said on Friday it would reject the demands of Israel.", "reject", FRIDAY),
    ("Israel bombed Damascus on Friday hours after Iraq attacked Iran.", "bombed", FRIDAY),
    ("On Thursday rebels shelled the town of Idlib.", "shelled", THURSDAY),
    ("Iran had never tested the missiles until April.", "tested", "2023-04-01/2023-04-30"),
    ("Iran has been shipping arms to Syria as recently as last month.", "shipping", "2023-08-01/2023-08-31"),
    ("The deal comes after days of talks between Iran and Iraq.", "talks", "2023-09-20/2023-09-23"),
    ("Iran has repeatedly attacked Israel over the past few months.", "attacked", "2023-06-01/2023-09-23"),
    ("Japan will spend five billion dollars in 2027 to deploy missiles.", "deploy", "2027-01-01/2027-12-31"),
    ("Japan will spend a billion over the next five years to deploy missiles.", "deploy", "2023-01-01/2028-12-31"),
    ("Friday's shelling came amid clashes between the army and the rebels.", "clashes", FRIDAY),
    ("Iran and Iraq met at talks that the minister said took place in 2019.", "talks", "2019-01-01/2019-12-31"),
    ("The minister voiced concern over Iran on Friday.", "concern", FRIDAY),
    ('"Iran has attacked Israel over the past few months," Iraq said.', "attacked", "2023-06-01/2023-09-23"),
]


@pytest.mark.parametrize(("text", "trigger", "interval"), STATED)
def test_what_a_clause_states_in_other_words_is_found(event, text, trigger, interval):
    found = event(text, trigger)
    assert _interval(found) == interval
    assert _rules(found) == ["when:stated-in-its-clause"]


def test_a_length_left_vague_is_no_exact_day(event):
    assert event("The deal comes after days of talks between Iran and Iraq.", "talks").when.precision == "week"


def test_the_time_of_a_person_s_past_is_not_that_of_the_demand(event):
    text = "Ukraine demanded the release of Ivan Petrov, whom Russia arrested in 2014."
    assert event(text, "release").when is None


def test_a_later_clause_with_its_own_auxiliary_keeps_its_time(event):
    text = "It was cold. Israel was moving troops to Syria and would spend a billion dollars through 2026."
    assert event(text, "moving").when.latest == "2023-09-23"


def test_a_happening_is_known_by_its_own_name_before_its_family_s(event):
    text = "Iran tested a missile in May. It launched a rocket in June. The United Nations condemned the test by Iran."
    assert _interval(event(text, "test")) == "2023-05-01/2023-05-31"


def test_a_headline_is_of_what_the_report_dates_a_little_later(parse, parser):
    from onrecord.pipeline import Coder

    text = (
        "Talks between Iran and Iraq fail\n\nIt was raining in the capital. It was late. It was cold too.\n"
        "Iran and Iraq held talks on Thursday.\n"
    )
    report, _, _ = parse(text, "2023-09-23")
    coding = next(Coder(parser).trace([report]))
    assert {found.when.earliest for found in coding.events if found.type == "CONSULT"} == {"2023-09-21"}


def test_a_headline_takes_the_days_its_lead_gives(parse, parser):
    from onrecord.pipeline import Coder

    text = "Iran's president visits Iraq this week\n\nIran's president visits Iraq on Thursday, officials said.\n"
    report, _, _ = parse(text, "2023-09-20")
    coding = next(Coder(parser).trace([report]))
    assert {found.when.earliest for found in coding.events if found.when} == {"2023-09-21"}
