"""When coded events were, beyond what their own clauses say: by the news they belong to and by what is told again.

Runs after the coding, because it turns on what an event is and on whether it happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from onrecord.knowledge.calendar_words import load_attachment_words
from onrecord.mentions.times_of_news import RULES, SPEECH_TYPES, News, Told, is_habit, length_in_days
from onrecord.records import CodedEvent, Interval, Judgement, Proposition, Reason, Report, Sentence, bodies_of

__all__ = ["date_events"]

_DAY_LENGTH = 10
_LONGEST_LOAN = 31
_LEAD_SENTENCES = 3


def date_events(
    report: Report,
    sentences: Sequence[Sentence],
    propositions: Sequence[Proposition],
    judgements: Sequence[Judgement],
    events: Sequence[CodedEvent],
    dates: Mapping[int, Interval],
    sameness: Sequence[Sequence[str]],
) -> tuple[CodedEvent, ...]:
    """The events with the dates the story gives them; each date given here has its rule among the event's reasons.

    ``dates`` are those of propositions by index; each of ``sameness`` has one key an event, equal for events that are
    one happening, the narrowest kind of sameness first.
    """
    news = _news(report, sentences, propositions, judgements, events, dates)
    dated = [_without_borrowed_day(event, news) for event in events]
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
    dates: Mapping[int, Interval],
) -> News:
    day = (report.published or "")[:_DAY_LENGTH]
    bodies = [sentence.index for sentence in sentences if sentence.kind == "body"]
    statuses = {judgement.proposition: judgement.status for judgement in judgements}
    lead = set(bodies[:_LEAD_SENTENCES])
    meeting = next(
        (
            (event.when, bodies_of(identity for identity, _ in (*event.actors, *event.recipients)))
            for event in events
            if event.type == "CONSULT"
            and event.when is not None
            and event.when.earliest >= day
            and propositions[event.proposition].sentence in lead
            and length_in_days(event.when) <= _LONGEST_LOAN
        ),
        None,
    )
    return News(
        words=load_attachment_words(),
        published=Interval(day, day, "day", "publication") if len(day) == _DAY_LENGTH else None,
        propositions=tuple(propositions),
        sentences=tuple(sentences),
        statuses=statuses,
        dates=dict(dates),
        spoken=frozenset(event.proposition for event in events if event.type in SPEECH_TYPES),
        meeting=meeting,
    )


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
    return replace(event, when=None) if is_borrowed else event


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
    """A clause that is no event itself may pass its day on: "*reached* a deal", "*held* talks"."""
    above = news.parent(proposition)
    if above is None or above.index in news.dates or above.sentence != proposition.sentence:
        return
    found = _first_rule(event, above, news)
    if found is not None:
        news.dates[above.index] = found[1]


def _first_rule(event: CodedEvent, proposition: Proposition, news: News) -> tuple[str, Interval] | None:
    status = news.statuses.get(proposition.index)
    told = Told(event, proposition, news.sentences[proposition.sentence])
    for name, statuses, rule in RULES:
        interval = rule(told, news) if status in statuses else None
        if interval is not None:
            return name, interval
    return None


def _dated(event: CodedEvent, rule: str, interval: Interval, news: News) -> CodedEvent:
    proposition = news.propositions[event.proposition]
    news.dates[event.proposition] = interval
    reason = Reason(f"when:{rule}", None, proposition.start, proposition.end)
    return replace(event, when=interval, reasons=(*event.reasons, reason))


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
    if length_in_days(interval) > _LONGEST_LOAN or (is_verb and interval.basis == "publication"):
        return False
    if news.published is None:
        return True
    back = date.fromisoformat(news.published.latest) - date.fromisoformat(interval.latest)
    return back.days <= _LONGEST_LOAN


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
        return True
    children = sentence.children[proposition.head]
    modifiers = {sentence.words[child].lower() for child in children}
    if modifiers & news.words["other-happening"]:
        return False
    is_owned = any(sentence.relations[child] == "poss" for child in children)
    is_bare = sentence.tags[proposition.head] == "NNS" and not is_owned and not modifiers & news.words["definite"]
    return not is_bare or sentence.kind != "body" or sentence.lemmas[proposition.head] in news.words["going-on"]
