"""When undated news was: the rules that read a report's day, or the day of its sources, as the day of what they tell.

News has a centre in time, the day of the report: what its voices say has happened or is under way is of that day.
Background has none: the pluperfect of the narrator, habits, what is asked for, feared or planned.
"""

from __future__ import annotations

from onrecord.mentions.times_lasting import length_in_days
from onrecord.mentions.times_told import TOLD, News, Rule, Told, is_long_ago, is_plain, passed
from onrecord.records import Interval, Proposition, Sentence

__all__ = ["NEWS_RULES", "SPEECH_TYPES"]

SPEECH_TYPES = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
_DONE_BY_SAYING = frozenset({"REJECT", "THREATEN", "CONCEDE"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def _reported(told: Told, news: News) -> Interval | None:
    """What a source says has happened or is under way: "said the town had been *taken*", "says troops are *advancing*".

    Not "said it *took* the town", whose day may be any; not "had *long* backed".
    """
    proposition, sentence = told.proposition, told.sentence
    verb = news.parent(proposition)
    is_content = proposition.category == "verb" and proposition.link == "complement" and proposition.aspect != "simple"
    if verb is not None and _is_of_what_there_is(proposition, verb, sentence):
        is_content, verb = True, news.parent(verb)
    if verb is None or not is_content or not is_plain(proposition, sentence, news):
        return None
    if verb.lemma not in news.words["telling"] or verb.modal or verb.negations or verb.tense == "future":
        return None
    said = news.dates.get(verb.index, news.published)
    if said is None or length_in_days(said) > 0 or is_long_ago(said, news):
        return None
    return passed(said)


def _is_of_what_there_is(proposition: Proposition, verb: Proposition, sentence: Sentence) -> bool:
    """As in "said there were 5,000 soldiers *serving* abroad"."""
    is_there = sentence.child(verb.head, "expl") is not None and verb.link == "complement" and not verb.negations
    return is_there and proposition.link == "relative" and sentence.tags[proposition.head] == "VBG"


def _just_done(told: Told, news: News) -> Interval | None:
    """The narrator's perfect of what is new: "The rebels have now *left*"; not "have *left*", whenever that was."""
    proposition = told.proposition
    is_perfect = proposition.tense == "present" and proposition.aspect == "perfect" and proposition.category == "verb"
    if not is_perfect or not told.is_main or told.event.type in SPEECH_TYPES:
        return None
    if not is_plain(proposition, told.sentence, news):
        return None
    return news.published if told.adverbs & news.words["just-now"] else None


def _under_way(told: Told, news: News) -> Interval | None:
    """As in "troops *are advancing*", "rebels *were negotiating* as the army closed in"."""
    proposition, sentence = told.proposition, told.sentence
    is_going_on = proposition.category == "verb" and proposition.aspect == "progressive" and not proposition.is_question
    is_main = sentence.relations[proposition.head] in ("ROOT", "conj") and proposition.link != "complement"
    return news.published if is_going_on and is_main and is_plain(proposition, sentence, news) else None


def _goes_on(told: Told, news: News) -> Interval | None:
    """A happening the narrator tells of in the present: "The *fighting* has driven out thousands".

    So too "the latest on the *talks* that are dragging on", "an *inquiry* was under way"; not "a *war* that began".
    """
    proposition, sentence = told.proposition, told.sentence
    head = proposition.head
    if proposition.category != "noun":
        return None
    if not {sentence.lemmas[head], sentence.words[head].lower()} & news.words["going-on"]:
        return None
    if _is_under_way(proposition, sentence, news):
        return news.published
    verb = news.parent(proposition)
    if verb is None or verb.category == "noun" or verb.lemma in news.words["reporting"]:
        return None
    relation = sentence.relations[head]
    while relation == "conj":
        head = sentence.heads[head]
        relation = sentence.relations[head]
    is_adjunct = relation == "pobj" and sentence.heads[sentence.heads[head]] == verb.head
    if is_adjunct and sentence.words[sentence.heads[head]].lower() in news.words["apart"]:
        return None
    is_part = (is_adjunct or relation in _SUBJECTS) and sentence.relations[verb.head] in ("ROOT", "advcl", "conj")
    is_told = verb.tense == "present" and verb.link in (None, "coordinate", "adverbial") and verb.marker != "if"
    may_bring = (
        verb.modal in news.words["maybe"] and not verb.negations and relation in _SUBJECTS and verb.marker is None
    )
    is_fact = is_plain(verb, sentence, news) or may_bring
    return news.published if is_part and is_told and is_fact else None


def _is_under_way(noun: Proposition, sentence: Sentence, news: News) -> bool:
    """As in "the *talks* that are dragging on", "an *inquiry* was under way"."""
    clause = sentence.child(noun.head, "relcl")
    if clause is not None:
        verb = next((p for p in news.in_sentence(noun.sentence) if p.head == clause), None)
        return (
            verb is not None
            and verb.tense == "present"
            and verb.aspect == "progressive"
            and is_plain(verb, sentence, news)
        )
    above = sentence.heads[noun.head]
    if sentence.relations[noun.head] not in _SUBJECTS or sentence.lemmas[above] != "be":
        return False
    after = [word.lower() for word in sentence.words[above + 1 : above + 3]]
    is_ongoing = after[:1] in (["underway"], ["ongoing"]) or after == ["under", "way"]
    return is_ongoing and sentence.child(above, "neg", "aux") is None


def _spoken(told: Told, news: News) -> Interval | None:
    """An act of speech in the narrator's plain past: "The minister also *took aim* at the rebels"."""
    if not told.is_plain_past or not told.is_main or told.event.type not in SPEECH_TYPES:
        return None
    if not is_plain(told.proposition, told.sentence, news):
        return None
    spoken = (p for p in reversed(news.before(told.proposition)) if p.lemma in news.words["speaking"])
    last = next((p for p in spoken if p.link != "complement"), None)
    said = news.dates[last.index] if last else None
    return passed(said) if said is not None and length_in_days(said) == 0 and not is_long_ago(said, news) else None


def _is_done_by_saying(told: Told, news: News) -> bool:
    """Whether the sayer refuses, threatens or complains; not "said the launch would *violate* a ban"."""
    event, sentence = told.event, told.sentence
    subject = sentence.child(told.proposition.head, "nsubj")
    if subject is None and sentence.relations[told.proposition.head] == "acomp":
        subject = sentence.child(sentence.heads[told.proposition.head], "nsubj")
    if subject is None or sentence.tags[subject] != "PRP":
        return False
    is_complaint = event.type == "ACCUSE" and told.proposition.lemma in news.words["complaining"]
    return is_complaint or event.type in _DONE_BY_SAYING


def _act_of_the_saying(told: Told, news: News) -> Interval | None:
    """What a source does by saying it will: "said it would *refuse* inspectors", "says it will not *allow* them"."""
    proposition = told.proposition
    verb = news.parent(proposition)
    if verb is None or proposition.link != "complement" or not _is_done_by_saying(told, news):
        return None
    is_will = proposition.modal in news.words["willing-modals"]
    if verb.lemma not in news.words["telling"] or verb.modal or verb.negations or not is_will:
        return None
    said = news.dates.get(verb.index)
    return passed(said) if said is not None and length_in_days(said) == 0 and not is_long_ago(said, news) else None


def _added(told: Told, news: News) -> Interval | None:
    """What the narrator adds to a dated story: "They *also* held talks", "The crowd *then* stormed the gate"."""
    if not told.is_plain_past or not told.is_main or not told.adverbs & news.words["adding"]:
        return None
    last = next((p for p in reversed(news.before(told.proposition)) if news.is_main(p)), None)
    day = news.dates[last.index] if last is not None else None
    if last is None or day is None:
        return None
    if told.adverbs & news.words["at-once"] and told.proposition.sentence - last.sentence == 1:
        return passed(day)
    return passed(day) if length_in_days(day) == 0 and not is_long_ago(day, news) else None


NEWS_RULES: tuple[tuple[str, frozenset[str], Rule], ...] = (
    ("reported-as-done", TOLD, _reported),
    ("news-of-the-day", TOLD, _just_done),
    ("under-way", TOLD, _under_way),
    ("goes-on", TOLD, _goes_on),
    ("speech-of-the-day", TOLD, _spoken),
    ("act-of-the-saying", TOLD | {"planned", "negated", "hypothetical"}, _act_of_the_saying),
    ("added-to-the-story", TOLD, _added),
)
