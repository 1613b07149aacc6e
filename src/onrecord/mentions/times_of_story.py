"""When coded events were, beyond what their own clauses say: by the news they belong to and by what is told again.

Runs after the coding, because it turns on what an event is and on whether it happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.knowledge.calendar_words import load_attachment_words
from onrecord.mentions.times_lasting import length_in_days
from onrecord.mentions.times_of_clauses import CLAUSE_RULES
from onrecord.mentions.times_of_events import ClauseDate
from onrecord.mentions.times_of_news import NEWS_RULES, SPEECH_TYPES
from onrecord.mentions.times_told import LONGEST, News, Told, is_habit, is_long_ago, is_of_others, report_day
from onrecord.records import CodedEvent, Interval, Judgement, Proposition, Reason, Report, Sentence, bodies_of

__all__ = ["date_events"]

_LEAD_SENTENCES = 3
_INCIDENT_REACH = 2
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
_CLAUSES_ABOVE = 2
_RULE = "when:"
_FIRM = frozenset(
    {"when:day-of-the-incident", "when:stated-in-its-clause", "when:stated-length", "when:counted-from-its-clause"}
)


def date_events(
    report: Report,
    sentences: Sequence[Sentence],
    propositions: Sequence[Proposition],
    judgements: Sequence[Judgement],
    events: Sequence[CodedEvent],
    dates: Mapping[int, ClauseDate],
    sameness: Sequence[Sequence[str]],
) -> tuple[CodedEvent, ...]:
    """The events with the dates the story gives them; every date has its rule among the event's reasons.

    ``dates`` are those of propositions by index; each of ``sameness`` has one key an event, equal for events that are
    one happening, the narrowest kind of sameness first.
    """
    news = _news(report, sentences, propositions, judgements, events, dates)
    dated = [_without_borrowed_day(_with_reason(event, dates, news), news) for event in events]
    _by_incidents(dated, sameness, news)
    _by_rules(dated, news)
    settled: set[int] = set()
    for keys in sameness:
        _lend(dated, keys, settled, news)
    _by_rules(dated, news)
    return tuple(dated)


def _news(
    report: Report,
    sentences: Sequence[Sentence],
    propositions: Sequence[Proposition],
    judgements: Sequence[Judgement],
    events: Sequence[CodedEvent],
    dates: Mapping[int, ClauseDate],
) -> News:
    published = report_day(report)
    today = published.latest if published is not None else report.published or ""
    bodies = [sentence.index for sentence in sentences if sentence.kind == "body"]
    statuses = {judgement.proposition: judgement.status for judgement in judgements}
    lead = set(bodies[:_LEAD_SENTENCES])
    meeting = next(
        (
            (event.when, bodies_of(identity for identity, _ in (*event.actors, *event.recipients)))
            for event in events
            if event.type == "CONSULT"
            and event.when is not None
            and event.when.earliest >= today
            and propositions[event.proposition].sentence in lead
            and length_in_days(event.when) <= LONGEST
        ),
        None,
    )
    return News(
        words=load_attachment_words(),
        published=published,
        propositions=tuple(propositions),
        sentences=tuple(sentences),
        statuses=statuses,
        dates={index: found.interval for index, found in dates.items()},
        spoken=frozenset(event.proposition for event in events if event.type in SPEECH_TYPES),
        meeting=meeting,
    )


def _with_reason(event: CodedEvent, dates: Mapping[int, ClauseDate], news: News) -> CodedEvent:
    """The event with the rule that dated its clause."""
    if event.when is None or event.proposition not in dates:
        return event
    return _because(event, dates[event.proposition].rule, news)


def _because(event: CodedEvent, rule: str, news: News) -> CodedEvent:
    proposition = news.propositions[event.proposition]
    reason = Reason(f"{_RULE}{rule}", None, proposition.start, proposition.end)
    others = (other for other in event.reasons if not other.rule.startswith(_RULE))
    return replace(event, reasons=(*others, reason))


def _without_borrowed_day(event: CodedEvent, news: News) -> CodedEvent:
    """What is only asked for or feared did not happen on the day of the asking: "urged a *truce* on Friday"."""
    if event.when is None or news.statuses.get(event.proposition) != "hypothetical":
        return event
    parent = news.propositions[event.proposition].parent
    above = news.dates.get(parent) if parent is not None else None
    is_borrowed = event.when.basis == "publication" or (
        above is not None and (above.earliest, above.latest) == (event.when.earliest, event.when.latest)
    )
    if is_borrowed:
        news.dates.pop(event.proposition, None)
    reasons = tuple(reason for reason in event.reasons if not reason.rule.startswith(_RULE))
    return replace(event, when=None, reasons=reasons) if is_borrowed else event


def _by_incidents(events: list[CodedEvent], sameness: Sequence[Sequence[str]], news: News) -> None:
    """Dates acts of force by the sentence behind them, as in "Gunmen *shot* a guard. The incident happened on Friday".

    Every other mention of one of these acts that has no day takes it too.
    """
    days = _incident_days(news)
    told: dict[str, Interval] = {}
    for position, event in enumerate(events) if days else ():
        sentence = news.propositions[event.proposition].sentence
        day = next((days[s] for s in range(sentence + 1, sentence + 1 + _INCIDENT_REACH) if s in days), None)
        if day is not None and _is_act_of_force(event, news):
            events[position] = _dated(event, "day-of-the-incident", day, news)
            told.update((keys[position], day) for keys in sameness)
    for position, event in enumerate(events) if told else ():
        day = next((told[keys[position]] for keys in sameness if keys[position] in told), None)
        if day is not None and _is_act_of_force(event, news) and _may_borrow(event, news):
            events[position] = _dated(event, "day-of-the-same-happening", day, news)


def _incident_days(news: News) -> dict[int, Interval]:
    """The day a sentence states for what was told before it, by sentence: "The *incident* happened on Friday"."""
    days = {}
    for proposition in news.propositions:
        sentence, day = news.sentences[proposition.sentence], news.dates.get(proposition.index)
        subject = sentence.child(proposition.head, "nsubj")
        if day is None or subject is None or not news.is_main(proposition) or length_in_days(day) > 0:
            continue
        if proposition.negations or proposition.modal:
            continue
        is_it = sentence.lemmas[subject] in news.words["incident"] and sentence.child(subject, "det") is not None
        if is_it and proposition.lemma in news.words["happening"] and day.basis != "publication":
            days[proposition.sentence] = replace(day, basis="relative")
    return days


def _is_act_of_force(event: CodedEvent, news: News) -> bool:
    """Whether an event is an act of force that was told of, with no day of its own."""
    is_free = event.when is None or not _rules_of(event) & _FIRM
    proposition = news.propositions[event.proposition]
    is_told = proposition.category == "verb" and proposition.link != "relative"
    return event.type in _FORCE and is_free and is_told and news.statuses.get(event.proposition) == "occurred"


def _rules_of(event: CodedEvent) -> set[str]:
    return {reason.rule for reason in event.reasons}


def _by_rules(events: list[CodedEvent], news: News) -> None:
    """Dates what has no date, in text order, so that a clause finds the one above it dated."""
    for position, event in enumerate(events):
        if event.when is not None:
            continue
        proposition = news.propositions[event.proposition]
        _date_clause_above(proposition, event, news)
        found = _first_rule(event, proposition, news)
        if found is not None:
            events[position] = _dated(event, *found, news)


def _date_clause_above(proposition: Proposition, event: CodedEvent, news: News) -> None:
    """Clauses that are no events themselves may pass their day on: "*reached* a deal", "*held* a *series* of talks"."""
    above, chain = news.parent(proposition), []
    while above is not None and above.index not in news.dates and above.sentence == proposition.sentence:
        chain.append(above)
        above = news.parent(above)
    for clause in reversed(chain[:_CLAUSES_ABOVE]):
        found = _first_rule(event, clause, news)
        if found is not None:
            news.dates[clause.index] = found[1]


def _first_rule(event: CodedEvent, proposition: Proposition, news: News) -> tuple[str, Interval] | None:
    status = news.statuses.get(proposition.index)
    told = Told(event, proposition, news.sentences[proposition.sentence])
    for name, statuses, rule in (*NEWS_RULES, *CLAUSE_RULES):
        interval = rule(told, news) if status in statuses else None
        if interval is not None:
            return name, interval
    return None


def _dated(event: CodedEvent, rule: str, interval: Interval, news: News) -> CodedEvent:
    news.dates[event.proposition] = interval
    return _because(replace(event, when=interval), rule, news)


def _lend(events: list[CodedEvent], keys: Sequence[str], settled: set[int], news: News) -> None:
    """Gives mentions of one happening the date its dated mentions agree on; what is planned lends to plans only.

    ``settled`` are the positions of events that a narrower sameness has dates for, agreed or not.
    """
    told: dict[tuple[str, bool], list[Interval]] = {}
    for event, key in zip(events, keys, strict=True):
        if event.when is not None and news.statuses.get(event.proposition) != "hypothetical":
            told.setdefault((key, _is_planned(event, news)), []).append(event.when)
    for position, (event, key) in enumerate(zip(events, keys, strict=True)):
        if event.when is not None or position in settled or not _may_borrow(event, news):
            continue
        lenders = told.get((key, _is_planned(event, news))) or _come_true(told.get((key, True), ()), news)
        if lenders:
            settled.add(position)
        lenders = [interval for interval in lenders if _is_lent(interval, event, news)]
        if len({(i.earliest, i.latest) for i in lenders}) == 1 and not _is_told_of_another_day(event, lenders[0], news):
            found = lenders[0] if lenders[0].basis == "publication" else replace(lenders[0], basis="relative")
            events[position] = _dated(event, "day-of-the-same-happening", found, news)


def _is_planned(event: CodedEvent, news: News) -> bool:
    return news.statuses.get(event.proposition) == "planned"


def _come_true(plans: Sequence[Interval], news: News) -> list[Interval]:
    """The plans whose day has come by the report's day, which what has happened since may take."""
    return [plan for plan in plans if news.published is not None and plan.earliest <= news.published.latest]


def _is_told_of_another_day(event: CodedEvent, interval: Interval, news: News) -> bool:
    """Whether a verb's sentence speaks of another time: "On *Monday* media reported that rebels fired shells"."""
    proposition = news.propositions[event.proposition]
    if proposition.category != "verb":
        return False
    others = [news.dates[p.index] for p in news.in_sentence(proposition.sentence) if p.index in news.dates]
    return any(other.earliest != interval.earliest and other.basis != "publication" for other in others)


def _is_lent(interval: Interval, event: CodedEvent, news: News) -> bool:
    """Not "in 2010", which says little of another mention; not what lies far back; the report's own day to nouns only.

    A *verb* with no day of its own may tell of another day than the news: "has endorsed", "backed".
    """
    is_verb = news.propositions[event.proposition].category == "verb"
    if length_in_days(interval) > LONGEST or (is_verb and interval.basis == "publication"):
        return False
    return not is_long_ago(interval, news)


def _may_borrow(event: CodedEvent, news: News) -> bool:
    """Whether a mention may be of a happening named elsewhere: not "*other* tests", not "has *often* struck"."""
    proposition = news.propositions[event.proposition]
    sentence = news.sentences[proposition.sentence]
    if news.statuses.get(event.proposition) in ("hypothetical", "negated"):
        return False
    above = news.parent(proposition)
    clauses: Iterable[Proposition] = (proposition,) if above is None else (proposition, above)
    if any(is_habit(p, sentence, news.words) for p in clauses if p.sentence == sentence.index):
        return False
    if above is not None and news.statuses.get(above.index) == "hypothetical":
        return False
    if proposition.category != "noun":
        return not is_of_others(proposition, sentence, news.words)
    children = sentence.children[proposition.head]
    modifiers = {sentence.words[child].lower() for child in children}
    if modifiers & news.words["other-happening"]:
        return False
    is_owned = any(sentence.relations[child] == "poss" for child in children)
    is_bare = sentence.tags[proposition.head] == "NNS" and not is_owned and not modifiers & news.words["definite"]
    return not is_bare or sentence.kind != "body" or sentence.lemmas[proposition.head] in news.words["going-on"]
