"""When every event of a report was: what its sentence states, else what the report lets a reader carry over.

Carried over are the day of the same happening named before ("fired a missile on Saturday ... The *launch*"), the day
on which the report's voices spoke, the day the story stands at, and for headlines the day of what they head.
All else stays without a date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.knowledge.calendar_words import load_attachment_words
from onrecord.mentions.event_dates import SentenceTimes, date_within, sentence_times
from onrecord.mentions.times_counted import days_after, days_nearby, moved
from onrecord.mentions.times_lasting import length_in_days, stretched
from onrecord.mentions.times_told import LONGEST, is_habit, is_of_others, report_day
from onrecord.records import Interval, Proposition, Report, Sentence, TimeMention

__all__ = ["ClauseDate", "date_propositions"]

_FAMILY = "family-"
_HEADLINE_VERBS = ("VBD", "VBZ", "VBP", "VBN", "VBG")
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_LEAD_SENTENCES = 3
_HEADLINED_SENTENCES = 6
_STORY_REACH = 2
_HAPPENING_REACH = 6
_Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class ClauseDate:
    """When a proposition was, and the rule that says so."""

    interval: Interval
    rule: str


@dataclass(slots=True)
class _Story:
    """What the report has dated so far.

    ``last`` is when the last dated main clause was; ``happenings`` by lemma and by family, ``seen`` the sentence each
    was last dated in, ``lead`` those of the opening, ``headlined`` those a headline may be about; ``spoke`` is the day
    its voices last spoke; ``day`` the day the story stands at, and ``day_sentence`` where that was said.
    """

    words: _Words
    families: Mapping[str, str]
    published: Interval | None
    happenings: dict[str, Interval] = field(default_factory=dict)
    lead: dict[str, Interval] = field(default_factory=dict)
    headlined: dict[str, Interval] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    last: Interval | None = None
    spoke: Interval | None = None
    day: Interval | None = None
    day_sentence: int = -99
    opening: int = -1


def _is_main_clause(proposition: Proposition, sentence: Sentence) -> bool:
    """A finite clause the narrator stands behind, a saying in parenthesis included: "Troops *left*, officials said"."""
    head = proposition.head
    relation, governor = sentence.relations[head], sentence.heads[head]
    is_finite = proposition.tense != "none" or (relation == "ROOT" and sentence.child(head, "nsubj") is not None)
    if proposition.category != "verb" or not is_finite or relation not in _MAIN:
        return False
    return relation not in ("ccomp", "parataxis") or governor > head


def _is_speech(proposition: Proposition, sentence: Sentence, words: _Words) -> bool:
    return proposition.lemma in words["speaking"] and _is_main_clause(proposition, sentence) and not proposition.modal


def _is_same_happening(proposition: Proposition, sentence: Sentence, words: _Words) -> bool:
    """Whether an undated mention may point back: "the *launch*", "was *launched*"; not "another *test*"."""
    if proposition.negations or proposition.modal or proposition.tense == "future":
        return False
    if proposition.lemma in words["nameless"]:
        return False
    if is_habit(proposition, sentence, words):
        return False
    if proposition.category == "verb":
        is_told = proposition.tense == "past" or proposition.aspect == "perfect" or sentence.kind != "body"
        return is_told and not is_of_others(proposition, sentence, words)
    modifiers = {sentence.words[child].lower() for child in sentence.children[proposition.head]}
    if modifiers & words["other-happening"]:
        return False
    has_owner = any(sentence.relations[child] == "poss" for child in sentence.children[proposition.head])
    return has_owner or bool(modifiers & words["definite"]) or sentence.kind != "body"


def _is_day(interval: Interval) -> bool:
    return interval.earliest == interval.latest


def _is_short(interval: Interval, proposition: Proposition, story: _Story) -> bool:
    """Whether a happening's time is narrow enough to carry over, and not still ahead of a past verb."""
    if length_in_days(interval) > LONGEST:
        return False
    is_past_verb = proposition.category == "verb" and proposition.tense == "past"
    return not (is_past_verb and story.published is not None and interval.earliest > story.published.latest)


def date_propositions(
    propositions: Sequence[Proposition], sentences: Sequence[Sentence], times: Sequence[TimeMention], report: Report
) -> dict[int, ClauseDate]:
    """The interval of each proposition that has one, with its rule, by its index."""
    words = load_attachment_words()
    by_sentence: dict[int, list[TimeMention]] = {}
    for mention in times:
        if mention.first == mention.last:  # a dateline's date modifies no word
            continue
        by_sentence.setdefault(mention.sentence, []).append(mention)
    attached = {index: sentence_times(sentences[index], found, report) for index, found in by_sentence.items()}
    stated = _stated(propositions, sentences, by_sentence, attached, report)
    families = {lemma: name for name, lemmas in words.items() if name.startswith(_FAMILY) for lemma in lemmas}
    story = _Story(words, families, report_day(report))
    story.opening = next((sentence.index for sentence in sentences if sentence.kind == "body"), -1)
    story.lead = _lead_happenings(propositions, sentences, stated, story, _LEAD_SENTENCES)
    story.headlined = _lead_happenings(propositions, sentences, stated, story, _HEADLINED_SENTENCES)
    dated: dict[int, ClauseDate] = {}
    for proposition in propositions:
        sentence = sentences[proposition.sentence]
        found = stated.get(proposition.index)
        if found is None:
            mentions = by_sentence.get(proposition.sentence, ())
            found = _carried(proposition, sentence, mentions, story, propositions, dated)
            if found is not None and found.rule == "counted-from-its-clause":
                _note(proposition, sentence, found.interval, story)
            elif found is not None and sentence.index == story.opening:
                for key in _keys(proposition, story):
                    story.happenings.setdefault(key, found.interval)
        else:
            found = _narrowed(found, proposition, sentence, story)
            _note(proposition, sentence, found.interval, story)
        if found is not None:
            dated[proposition.index] = found
    return dated


def _stated(
    propositions: Sequence[Proposition],
    sentences: Sequence[Sentence],
    mentions: Mapping[int, Sequence[TimeMention]],
    attached: Mapping[int, SentenceTimes],
    report: Report,
) -> dict[int, ClauseDate]:
    stated = {}
    for proposition in propositions:
        times, sentence = attached.get(proposition.sentence), sentences[proposition.sentence]
        if times is not None:
            interval = date_within(proposition, sentence, times, report)
            verb_day = times.attached.get(sentence.heads[proposition.head])
            length = stretched(proposition.head, sentence, mentions[proposition.sentence], verb_day)
            if length is not None:
                stated[proposition.index] = ClauseDate(length, "stated-length")
            elif interval is not None:
                stated[proposition.index] = ClauseDate(interval, "stated-in-its-clause")
    return stated


def _keys(proposition: Proposition, story: _Story) -> tuple[str, str]:
    """What a happening is remembered by: its own name first, then its family's."""
    return f"={proposition.lemma}", story.families.get(proposition.lemma, proposition.lemma)


def _lead_happenings(
    propositions: Sequence[Proposition],
    sentences: Sequence[Sentence],
    stated: Mapping[int, ClauseDate],
    story: _Story,
    reach: int,
) -> dict[str, Interval]:
    """The dated happenings of the first body sentences, which the headline is about."""
    bodies = [sentence.index for sentence in sentences if sentence.kind == "body"][:reach]
    lead: dict[str, Interval] = {}
    for proposition in propositions:
        if proposition.sentence in bodies and proposition.index in stated:
            interval = stated[proposition.index].interval
            for key in _keys(proposition, story):
                lead.setdefault(key, interval)
            if proposition.sentence == bodies[0] and _is_main_clause(proposition, sentences[proposition.sentence]):
                lead.setdefault("", interval)
    return lead


def _narrowed(found: ClauseDate, proposition: Proposition, sentence: Sentence, story: _Story) -> ClauseDate:
    """A headline's "this week" as the days within it that the lead states for the same happening."""
    if sentence.kind == "body":
        return found
    leads = (story.lead.get(key) for key in _keys(proposition, story))
    lead = next((interval for interval in leads if interval is not None), None)
    if lead is None or not found.interval.earliest <= lead.earliest <= lead.latest <= found.interval.latest:
        return found
    return ClauseDate(replace(lead, basis="relative"), "day-of-the-lead")


def _note(proposition: Proposition, sentence: Sentence, interval: Interval, story: _Story) -> None:
    for key in _keys(proposition, story):
        story.happenings[key] = interval
        story.seen[key] = sentence.index
    if sentence.relations[proposition.head] == "ROOT":
        story.last = interval
    if not _is_day(interval) or not _is_main_clause(proposition, sentence):
        return
    if _is_speech(proposition, sentence, story.words):
        story.spoke = interval
    story.day, story.day_sentence = interval, sentence.index


def _clause_above(
    proposition: Proposition, propositions: Sequence[Proposition], dated: Mapping[int, ClauseDate]
) -> Interval | None:
    """The interval of the nearest dated clause a proposition stands in, within its sentence."""
    above = proposition.parent
    while above is not None and propositions[above].sentence == proposition.sentence:
        if above in dated:
            return dated[above].interval
        above = propositions[above].parent
    return None


def _named(interval: Interval | None, rule: str) -> ClauseDate | None:
    return ClauseDate(interval, rule) if interval is not None else None


def _carried(
    proposition: Proposition,
    sentence: Sentence,
    mentions: Sequence[TimeMention],
    story: _Story,
    propositions: Sequence[Proposition],
    dated: Mapping[int, ClauseDate],
) -> ClauseDate | None:
    days = days_after(proposition, sentence, mentions)
    if days is not None:
        base = _clause_above(proposition, propositions, dated) or story.day or story.published
        return ClauseDate(moved(base, days), "counted-from-its-clause") if base and _is_day(base) else None
    near = days_nearby(proposition.head, sentence)
    base = _clause_above(proposition, propositions, dated) if near is not None else None
    if base is not None and near is not None and _is_day(base) and base.basis != "publication":
        return ClauseDate(moved(base, near), "counted-from-its-clause")
    since = _since_then(proposition, sentence, story)
    if since is not None:
        return ClauseDate(since, "since-then")
    is_speech = _is_speech(proposition, sentence, story.words)
    if not is_speech and _is_same_happening(proposition, sentence, story.words):
        found = _told_before(proposition, sentence, story)
        if found is not None:
            return ClauseDate(found, "day-of-the-same-happening")
    if sentence.kind != "body":
        return _named(_headline_day(proposition, sentence, story), "day-of-the-lead")
    if is_speech and proposition.aspect == "simple":
        return _named(story.spoke or story.published, "day-of-speaking")
    is_attitude = proposition.lemma in story.words["attitudes"] and not proposition.modal
    if is_attitude or _is_present_content(proposition) or proposition.modal in story.words["obliging"]:
        above = dated.get(proposition.parent) if proposition.parent is not None else None
        return ClauseDate(above.interval, "day-of-the-saying") if above is not None else None
    if sentence.index - story.day_sentence <= _STORY_REACH and _continues(proposition, sentence):
        return _named(story.day, "day-of-the-story")
    is_habit = any(mention.type == "SET" for mention in mentions)
    is_of_today = not is_habit and _speaks_of_today(proposition, sentence, story)
    return _named(story.published, "told-as-of-today") if is_of_today else None


def _since_then(proposition: Proposition, sentence: Sentence, story: _Story) -> Interval | None:
    """From what was told of last to the report's day: "has *fired* ten rockets since then"."""
    prepositions = sentence.dependents(proposition.head, "prep")
    since = next((child for child in prepositions if sentence.words[child].lower() == "since"), None)
    if since is None or proposition.aspect != "perfect" or proposition.negations:
        return None
    is_then = [word.lower() for word in sentence.words[since + 1 : since + 2]] == ["then"]
    if not is_then or story.last is None or story.published is None or story.last.earliest > story.published.latest:
        return None
    return replace(story.last, latest=story.published.latest, basis="relative")


def _told_before(proposition: Proposition, sentence: Sentence, story: _Story) -> Interval | None:
    """When the same happening was, as told shortly before or in the lead; its own name goes before its family's.

    Years carry only within a sentence: "the 2008 killing of a general, who was *killed* by a bomb".
    """
    for key in _keys(proposition, story):
        is_near = sentence.index - story.seen.get(key, sentence.index) <= _HAPPENING_REACH
        found = story.happenings.get(key) if is_near else None
        found = found or (story.lead.get(key) if sentence.index < _LEAD_SENTENCES else None)
        found = found or (story.headlined.get(key) if sentence.kind != "body" else None)
        if found is not None:
            is_here = story.seen.get(key) == sentence.index and sentence.relations[proposition.head] == "relcl"
            return found if is_here or _is_short(found, proposition, story) else None
    return None


def _is_present_content(proposition: Proposition) -> bool:
    """What a voice says is so at the time of saying: "said the army *holds* the town"."""
    is_plain = not proposition.modal and not proposition.negations and proposition.aspect != "perfect"
    return proposition.link == "complement" and proposition.tense == "present" and is_plain


def _headline_day(proposition: Proposition, sentence: Sentence, story: _Story) -> Interval | None:
    """The day of a headline's verb: that of the lead's main clause, else the report's; not "says army *killed* ten"."""
    is_verb = proposition.category == "verb" and sentence.tags[proposition.head] in _HEADLINE_VERBS
    is_object = proposition.category == "noun" and sentence.relations[proposition.head] == "dobj"
    if not is_verb and not (is_object and sentence.relations[sentence.heads[proposition.head]] == "ROOT"):
        return None
    is_told_of = proposition.link == "complement" and proposition.tense == "past"
    return None if proposition.modal or is_told_of else story.lead.get("") or story.published


def _speaks_of_today(proposition: Proposition, sentence: Sentence, story: _Story) -> bool:
    """The narrator's plain present ("The order *directs* the ministers to ..."), or the news of the opening sentence.

    The opening may be a headline: "Iran *pressing* Iraq over its debt".

    Not "has often *struck*", not "Israel *accuses* Iran of building" further down, which no day holds.
    """
    if proposition.modal or proposition.negations or not _is_main_clause(proposition, sentence):
        return False
    if is_habit(proposition, sentence, story.words):
        return False
    if sentence.index == story.opening:
        is_reported = proposition.link == "complement" and proposition.aspect != "simple"
        is_headline = proposition.tense == "none" and sentence.tags[proposition.head] == "VBG"
        return (proposition.tense in ("present", "past") or is_headline) and not is_reported
    is_root = sentence.relations[proposition.head] == "ROOT" and proposition.parent is None
    return is_root and proposition.tense == "present" and proposition.aspect != "perfect"


def _continues(proposition: Proposition, sentence: Sentence) -> bool:
    """Whether a plain past main clause goes on with the story: "They then *marched* to the palace"."""
    is_plain_past = proposition.tense == "past" and proposition.aspect == "simple"
    return is_plain_past and _is_main_clause(proposition, sentence) and sentence.tags[proposition.head] == "VBD"
