"""Time expressions and their TIMEX3 values; sentences of our own, reported on Saturday 23 September 2023."""

import pytest

from onrecord.mentions.times import find_times


@pytest.fixture
def values(parse):
    def run(text, date="2023-09-23"):
        report, _, sentences = parse(text, date)
        return [(mention.text, mention.value) for mention in find_times(report, sentences)]

    return run


@pytest.fixture
def only(parse):
    def run(text, date="2023-09-23"):
        report, _, sentences = parse(text, date)
        mentions = find_times(report, sentences)
        assert len(mentions) == 1, [(mention.text, mention.value) for mention in mentions]
        return mentions[0]

    return run


DATES = [
    ("Troops crossed the river on Sept. 11, 2001.", "Sept. 11, 2001", "2001-09-11"),
    ("Troops crossed the river on the 11th of September 2001.", "the 11th of September 2001", "2001-09-11"),
    ("The order is dated 2001-09-11.", "2001-09-11", "2001-09-11"),
    ("The order was signed on 11/25/2001.", "11/25/2001", "2001-11-25"),
    ("The order was signed on 25/11/2001.", "25/11/2001", "2001-11-25"),
    ("The war began in March 1999.", "March 1999", "1999-03"),
    ("The border was closed in the 1990s.", "the 1990s", "199"),
    ("The fort dates from the 19th century.", "the 19th century", "18"),
    ("The city fell in the summer of 1944.", "the summer of 1944", "1944-SU"),
    ("Spending doubled in the second half of 2019.", "the second half of 2019", "2019-H2"),
    ("Spending doubled in fiscal 2016.", "fiscal 2016", "2016"),
    ("Exports rose in the third quarter of last year.", "the third quarter of last year", "2022-Q3"),
    ("The troops left at the end of 2020.", "the end of 2020", "2020"),
    ("The fleet was lost in 480 BC.", "480 BC", "BC0480"),
    ("The president took office in nineteen ninety-seven.", "nineteen ninety-seven", "1997"),
    ("The truce was broken on Christmas Eve.", "Christmas Eve", "2022-12-24"),
    ("The rising began on Easter Monday 1916.", "Easter Monday 1916", "1916-04-24"),
    ("The women marched on Labor Day.", "Labor Day", "2023-09-04"),
]


@pytest.mark.parametrize(("text", "expression", "value"), DATES)
def test_calendar_dates(only, text, expression, value):
    mention = only(text)
    assert (mention.text, mention.type, mention.value) == (expression, "DATE", value)


RELATIVE = [
    ("The minister resigned yesterday.", "yesterday", "2023-09-22"),
    ("The minister resigned last week.", "last week", "2023-W37"),
    ("The minister resigned last month.", "last month", "2023-08"),
    ("The minister resigned last March.", "last March", "2023-03"),
    ("The minister resigned three years ago.", "three years ago", "2020"),
    ("The minister resigned five months ago.", "five months ago", "2023-04"),
    ("The minister resigned 10 days ago.", "10 days ago", "2023-09-13"),
    ("The minister resigned a week ago.", "a week ago", "2023-09-16"),
    ("The minister resigned early Monday.", "early Monday", "2023-09-18"),
    ("The minister resigned last winter.", "last winter", "2022-WI"),
    ("The base will close next year.", "next year", "2024"),
    ("The minister resigned earlier this month.", "earlier this month", "2023-09"),
    ("The minister resigned in recent days.", "recent days", "PXD"),
    ("The minister recently resigned.", "recently", "PAST_REF"),
    ("Such weapons belong to the past.", "the past", "PAST_REF"),
    ("The region now has two governments.", "now", "PRESENT_REF"),
    ("The region will have two governments in the future.", "the future", "FUTURE_REF"),
]


@pytest.mark.parametrize(("text", "expression", "value"), RELATIVE)
def test_expressions_counted_from_the_report(only, text, expression, value):
    mention = only(text)
    assert (mention.text, mention.value) == (expression, value)
    assert mention.basis != "stated" or mention.type == "DURATION"


OTHERS = [
    ("The siege lasted two and a half years.", "DURATION", "P2Y6M"),
    ("The siege lasted 24 hours.", "DURATION", "PT24H"),
    ("The siege lasted several weeks.", "DURATION", "PXW"),
    ("The siege lasted a decade.", "DURATION", "P10Y"),
    ("The siege lasted for decades.", "DURATION", "PXDE"),
    ("They agreed on a five-year plan.", "DURATION", "P5Y"),
    ("Fighting has eased in the past three months.", "DURATION", "P3M"),
    ("The council meets every year.", "SET", "P1Y"),
    ("The council meets each Friday.", "SET", "XXXX-WXX-5"),
    ("The council meets three times a week.", "SET", "P1W"),
    ("The council meets annually.", "SET", "P1Y"),
    ("The guns fell silent at 8:30 p.m. on Friday.", "TIME", "2023-09-22T20:30"),
    ("The guns fell silent at 0830 GMT.", "TIME", "2023-09-23T08:30Z"),
    ("The guns fell silent on Friday night.", "TIME", "2023-09-22TNI"),
    ("The guns fell silent at noon Thursday.", "TIME", "2023-09-21T12:00"),
    ("The guns fell silent on the night of 24 June 1944.", "TIME", "1944-06-24TNI"),
]


@pytest.mark.parametrize(("text", "kind", "value"), OTHERS)
def test_lengths_sets_and_times(only, text, kind, value):
    mention = only(text)
    assert (mention.type, mention.value) == (kind, value)


def test_a_length_or_a_set_has_no_interval(only):
    mention = only("The siege lasted two years.")
    assert (mention.earliest, mention.latest, mention.precision) == (None, None, None)


AHEAD_OR_BEHIND = [
    ("The envoys met Friday.", "2023-09-22"),
    ("The envoys will meet Friday.", "2023-09-29"),
    ("The envoys did not meet Friday.", "2023-09-22"),
    ("The envoys are due to meet Friday.", "2023-09-29"),
    ("The envoys plan to meet on Friday.", "2023-09-29"),
    ("The envoys managed to meet on Friday.", "2023-09-22"),
    ("A meeting is scheduled for Friday.", "2023-09-29"),
    ("A meeting had been scheduled for Friday.", "2023-09-22"),
    ("A meeting was held on Friday.", "2023-09-22"),
    ("The envoys have been in Geneva since Friday.", "2023-09-22"),
    ("The vote was postponed until Friday.", "2023-09-29"),
    ('"We will meet Friday," the envoy said.', "2023-09-29"),
    ("The envoys met last Friday.", "2023-09-22"),
    ("The envoys met Saturday.", "2023-09-23"),
    ("The envoys met in November.", "2022-11"),
    ("The envoys will meet in November.", "2023-11"),
    ("The envoys met on Oct. 2.", "2022-10-02"),
    ("The envoys will meet on Oct. 2.", "2023-10-02"),
    ("The envoys will meet in February.", "2024-02"),
]


@pytest.mark.parametrize(("text", "value"), AHEAD_OR_BEHIND)
def test_tense_and_context_decide_past_or_future(only, text, value):
    assert only(text).value == value


DISCOURSE = [
    ("The treaty was signed on May 3, 2011. It took force the following day.", "2011-05-04"),
    ("The treaty was signed on May 3, 2011. It took force the same day.", "2011-05-03"),
    ("The treaty was signed on May 3, 2011. It was broken two days later.", "2011-05-05"),
    ("The treaty was signed on May 3, 2011. It was broken later that month.", "2011-05"),
    ("The treaty was signed on May 3, 2011. It was broken late that year.", "2011"),
    ("The treaty was signed on May 3, 2011. The draft was shown two years earlier.", "2009"),
    ("The treaty was signed on May 3, 2011. Guns were heard that night.", "2011-05-03TNI"),
]


@pytest.mark.parametrize(("text", "value"), DISCOURSE)
def test_expressions_counted_from_what_was_spoken_of(values, text, value):
    assert values(text)[-1][1] == value


def test_ranges_give_both_ends(values):
    assert values("Fighting raged from 12 to 17 September 1944.") == [
        ("12", "1944-09-12"),
        ("17 September 1944", "1944-09-17"),
    ]
    assert values("Fighting raged on Sept. 12-17, 1944.") == [("Sept. 12", "1944-09-12"), ("17, 1944", "1944-09-17")]
    assert values("The war of 1939-45 ended the empire.") == [("1939", "1939"), ("45", "1945")]
    assert values("Fighting raged between 24 August and 3 September 1944.")[0][1] == "1944-08-24"


def test_expressions_that_stand_side_by_side_are_one(values):
    assert values("The bomb went off three years ago Tuesday.") == [("three years ago Tuesday", "2020-09-19")]
    assert values("The envoys met on Tuesday, Sept. 12.") == [("Tuesday, Sept. 12", "2023-09-12")]
    assert values("The envoys met the day before Christmas 2021.") == [("the day before Christmas 2021", "2021-12-24")]
    assert values("Troops moved in September last year.") == [("September last year", "2022-09")]


def test_a_history_goes_by_the_year_it_tells_of(values):
    text = (
        "The revolt began in 1831. In 1832 the rebels took the capital. By 1833 the king had fled. "
        "In 1834 he came back. The last fort held out until 1835. In November 1836 peace was signed. "
        "In January the king died. His son was crowned on 3 March 1837."
    )
    assert ("January", "1837-01") in values(text)
    assert ("January", "2023-01") in values(
        "The revolt began in 2021. The king met rebels last week. In January he died."
    )


def test_a_heading_with_a_year_rules_its_section(values):
    news = "The siege\n\nThe troops came back last week, officials said.\n\n"
    section = "2004: the first battle\n\nIn April the army attacked the town."
    assert values(news + section)[-1] == ("April", "2004-04")


def test_the_date_of_a_dateline(parse):
    text = "NICOSIA, September 22 (Agency) --\n\nThe envoys met here."
    report, _, sentences = parse(text)
    (mention,) = find_times(report, sentences)
    assert (mention.text, mention.value) == ("September 22", "2023-09-22")
    assert mention.first == mention.last


def test_a_line_with_a_year_alone_is_a_heading(values):
    news = "The troops came back last week, officials said.\n\n1936\n\nIn April the army attacked the town."
    assert values(news)[1:] == [("1936", "1936"), ("April", "1936-04")]


def test_nothing_is_invented_without_a_date(values):
    assert values("The envoys met Friday.", None) == [("Friday", "XXXX-WXX-5")]
    assert values("The envoys met in May.", None) == [("May", "XXXX-05")]
    assert values("The envoys met Friday.", "2023") == [("Friday", "XXXX-WXX-5")]
    assert values("The envoys met last year.", "2023") == [("last year", "2022")]
    assert values("The envoys met last month.", "2023-09") == [("last month", "2023-08")]
    assert values("The envoys met yesterday.", "2023-09") == [("yesterday", "XXXX-XX-XX")]


NOT_TIMES = [
    "The army has 1,500 troops there.",
    "They may march to the sea.",
    "April Glaspie was the ambassador.",
    "A 25-year-old man was arrested.",
    "The second convoy was hit.",
    "He spoke as soon as he could.",
    "Three quarters of the voters stayed away.",
    "The past president spoke.",
    "Call 303-555-1733 at once.",
    "Thomas May spoke.",
    "KING MAY RESIGN",
    "The rocket flew 2000 kilometers.",
]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_what_only_looks_like_a_time(values, text):
    assert values(text) == []


def test_spans_tokens_and_rules_are_cited(parse):
    text = "The envoys met in Paris on Sept. 11, 2001, and left."
    report, _, sentences = parse(text)
    (mention,) = find_times(report, sentences)
    assert text[mention.start : mention.end] == mention.text == "Sept. 11, 2001"
    assert sentences[mention.sentence].span(mention.first, mention.last).start == mention.start
    assert (mention.rule, mention.basis, mention.precision) == ("month-day", "stated", "day")
    assert (mention.earliest, mention.latest) == ("2001-09-11", "2001-09-11")


INTERVALS = [
    ("The war began in March 1999.", "1999-03-01", "1999-03-31", "month"),
    ("The war began in 1999.", "1999-01-01", "1999-12-31", "year"),
    ("The war began in the 1990s.", "1990-01-01", "1999-12-31", "decade"),
    ("The war began in the summer of 1944.", "1944-06-01", "1944-08-31", "season"),
    ("The war began in the third quarter of 2016.", "2016-07-01", "2016-09-30", "quarter"),
    ("The war began last week.", "2023-09-11", "2023-09-16", "week"),
    ("The war began in the winter of 2020.", "2020-12-01", "2021-02-28", "season"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), INTERVALS)
def test_intervals(only, text, earliest, latest, precision):
    mention = only(text)
    assert (mention.earliest, mention.latest, mention.precision) == (earliest, latest, precision)


def test_the_same_report_gives_the_same_times(parse):
    text = "The envoys met Friday. They will meet in May. The war of 1939-45 ended two days later."
    report, _, sentences = parse(text)
    assert find_times(report, sentences) == find_times(report, sentences)


EDGES = ["0001-01-01", "9999-12-31", "2016-02-29", "2016", None, "no date"]


@pytest.mark.parametrize("date", EDGES)
def test_the_ends_of_the_calendar_and_bad_dates_raise_nothing(parse, date):
    text = (
        "They left last weekend, a century ago, on Friday, on Feb. 30 and at 25:99. It ended two centuries later. "
        "They come back next week, next year, on New Year's Eve and on the 31st."
    )
    report, _, sentences = parse(text, date)
    found = {mention.text: mention for mention in find_times(report, sentences)}
    assert found["Feb. 30"].value.endswith("02-30")
    assert found["Feb. 30"].earliest is None
    assert "25:99" not in found
