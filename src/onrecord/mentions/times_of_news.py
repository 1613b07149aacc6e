"""When undated news was: the rules that read a report's day, or the day of its sources, as the day of what they tell.

News has a centre in time, the day of the report: what its voices say has happened or is under way is of that day.
Background has none: the pluperfect of the narrator, habits, what is asked for, feared or planned.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from onrecord.records import CodedEvent, Interval, Proposition, Sentence, bodies_of

__all__ = ["RULES", "SPEECH_TYPES", "News", "Told", "is_habit", "length_in_days"]

_LONGEST = 31
_REACH = 6
SPEECH_TYPES = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TOLD = frozenset({"occurred", "ongoing"})
_Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class News:
    """What the rules look at.

    ``dates`` (of propositions) is filled in as they fire; ``spoken`` are the propositions coded as acts of speech,
    ``meeting`` is the dated visit or talks the report looks ahead to, with its sides.
    """

    words: _Words
    published: Interval | None
    propositions: tuple[Proposition, ...]
    sentences: tuple[Sentence, ...]
    statuses: Mapping[int, str]
    dates: dict[int, Interval]
    spoken: frozenset[int]
    meeting: tuple[Interval, frozenset[str]] | None

    def parent(self, proposition: Proposition) -> Proposition | None:
        """The proposition this one stands in."""
        return None if proposition.parent is None else self.propositions[proposition.parent]

    def in_sentence(self, sentence: int) -> list[Proposition]:
        """The propositions of one sentence."""
        first = bisect_left(self.propositions, sentence, key=lambda p: p.sentence)
        last = bisect_right(self.propositions, sentence, key=lambda p: p.sentence)
        return list(self.propositions[first:last])

    def before(self, proposition: Proposition) -> list[Proposition]:
        """The dated propositions of the few sentences up to this one."""
        first = bisect_left(self.propositions, proposition.sentence - _REACH, key=lambda p: p.sentence)
        return [p for p in self.propositions[first : proposition.index] if p.index in self.dates]

    def is_main(self, proposition: Proposition) -> bool:
        """Whether a proposition is the verb of a main clause."""
        return self.sentences[proposition.sentence].relations[proposition.head] == "ROOT"


@dataclass(frozen=True, slots=True)
class Told:
    """One event and the clause that tells of it, or the clause above it that may pass its day on."""

    event: CodedEvent
    proposition: Proposition
    sentence: Sentence

    @property
    def adverbs(self) -> frozenset[str]:
        """The adverbs at the head of the clause."""
        children = self.sentence.dependents(self.proposition.head, "advmod", "neg")
        return frozenset(self.sentence.words[child].lower() for child in children)

    @property
    def is_main(self) -> bool:
        """Whether the clause is a main clause."""
        return self.sentence.relations[self.proposition.head] == "ROOT"

    @property
    def is_plain_past(self) -> bool:
        """As in "*met*", not "had met", "was meeting"."""
        p = self.proposition
        return p.tense == "past" and p.aspect == "simple" and p.category == "verb"


Rule = Callable[[Told, News], Interval | None]


def length_in_days(interval: Interval) -> int:
    """Days between the first and the last."""
    return (date.fromisoformat(interval.latest) - date.fromisoformat(interval.earliest)).days


def is_habit(proposition: Proposition, sentence: Sentence, words: _Words) -> bool:
    """As in "has *repeatedly* shelled the town": no one day holds it."""
    modifiers = sentence.dependents(proposition.head, "advmod", "neg")
    return any(sentence.words[child].lower() in words["habit"] for child in modifiers)


def _passed(interval: Interval) -> Interval:
    return replace(interval, basis="relative") if interval.basis == "stated" else interval


def _is_plain(proposition: Proposition, sentence: Sentence, news: News) -> bool:
    return not proposition.modal and not proposition.negations and not is_habit(proposition, sentence, news.words)


def _reported(told: Told, news: News) -> Interval | None:
    """What a source says has happened or is under way: "said the town had been *taken*", "says troops are *advancing*".

    Not "said it *took* the town", whose day may be any; not "had *long* backed".
    """
    proposition, sentence = told.proposition, told.sentence
    verb = news.parent(proposition)
    is_content = proposition.category == "verb" and proposition.link == "complement"
    if verb is None or not is_content or proposition.aspect == "simple" or not _is_plain(proposition, sentence, news):
        return None
    if verb.lemma not in news.words["telling"] or verb.modal or verb.negations or verb.tense == "future":
        return None
    said = news.dates.get(verb.index, news.published)
    if said is None or length_in_days(said) > 0 or _is_long_ago(said, news):
        return None
    return _passed(said)


def _is_long_ago(interval: Interval, news: News) -> bool:
    if news.published is None:
        return False
    return (date.fromisoformat(news.published.latest) - date.fromisoformat(interval.latest)).days > _LONGEST


def _just_done(told: Told, news: News) -> Interval | None:
    """The narrator's perfect of what is new: "The rebels have now *left*"; not "have *left*", whenever that was."""
    proposition = told.proposition
    is_perfect = proposition.tense == "present" and proposition.aspect == "perfect" and proposition.category == "verb"
    if not is_perfect or not told.is_main or told.event.type in SPEECH_TYPES:
        return None
    if not _is_plain(proposition, told.sentence, news):
        return None
    return news.published if told.adverbs & news.words["just-now"] else None


def _under_way(told: Told, news: News) -> Interval | None:
    """As in "troops *are advancing*", "rebels *were negotiating* as the army closed in"."""
    proposition, sentence = told.proposition, told.sentence
    is_going_on = proposition.category == "verb" and proposition.aspect == "progressive"
    is_main = sentence.relations[proposition.head] in ("ROOT", "conj") and proposition.link != "complement"
    return news.published if is_going_on and is_main and _is_plain(proposition, sentence, news) else None


def _goes_on(told: Told, news: News) -> Interval | None:
    """A happening the narrator tells of in the present: "The *fighting* has driven out thousands"."""
    proposition, sentence = told.proposition, told.sentence
    verb = news.parent(proposition)
    relation, head = sentence.relations[proposition.head], proposition.head
    if proposition.category != "noun" or verb is None or verb.category == "noun":
        return None
    if not {sentence.lemmas[head], sentence.words[head].lower()} & news.words["going-on"]:
        return None
    while relation == "conj":
        head = sentence.heads[head]
        relation = sentence.relations[head]
    is_adjunct = relation == "pobj" and sentence.heads[sentence.heads[head]] == verb.head
    is_part = (is_adjunct or relation in _SUBJECTS) and sentence.relations[verb.head] in ("ROOT", "advcl")
    is_told = verb.tense == "present" and verb.link in (None, "coordinate", "adverbial") and verb.marker != "if"
    return news.published if is_part and is_told and _is_plain(verb, sentence, news) else None


def _spoken(told: Told, news: News) -> Interval | None:
    """An act of speech in the narrator's plain past: "The minister also *took aim* at the rebels"."""
    if not told.is_plain_past or not told.is_main or told.event.type not in SPEECH_TYPES:
        return None
    if not _is_plain(told.proposition, told.sentence, news):
        return None
    spoken = (p for p in reversed(news.before(told.proposition)) if p.lemma in news.words["speaking"])
    last = next((p for p in spoken if p.link != "complement"), None)
    said = news.dates[last.index] if last else None
    return _passed(said) if said is not None and length_in_days(said) == 0 and not _is_long_ago(said, news) else None


def _added(told: Told, news: News) -> Interval | None:
    """What the narrator adds to a dated story: "They *also* held talks", "The crowd *then* stormed the gate"."""
    if not told.is_plain_past or not told.is_main or not told.adverbs & news.words["adding"]:
        return None
    day = next((news.dates[p.index] for p in reversed(news.before(told.proposition)) if news.is_main(p)), None)
    return _passed(day) if day is not None and length_in_days(day) == 0 and not _is_long_ago(day, news) else None


def _in_its_clause(told: Told, news: News) -> Interval | None:
    """What shares the day of the clause above it: "reached a *deal*", "killed in a *raid*", "fired, *wounding* two"."""
    proposition = told.proposition
    verb = news.parent(proposition)
    if verb is None or verb.sentence != proposition.sentence or news.statuses.get(verb.index) not in _TOLD:
        return None
    interval = news.dates.get(verb.index)
    if interval is None or length_in_days(interval) > _LONGEST or not _shares(proposition, verb, told.sentence, news):
        return None
    return _passed(interval)


def _shares(proposition: Proposition, verb: Proposition, sentence: Sentence, news: News) -> bool:
    words, head = news.words, proposition.head
    if proposition.link == "noun":
        return verb.category == "verb" and _is_done_by(proposition, verb, sentence, news)
    if proposition.link == "adverbial":
        is_while = proposition.marker in words["shared-clauses"] and proposition.aspect != "perfect"
        return is_while or (proposition.marker is None and sentence.tags[head] == "VBG")
    is_infinitive = proposition.link == "infinitive" and sentence.relations[head] == "xcomp"
    return is_infinitive and verb.lemma in words["one_time"]


def _is_done_by(noun: Proposition, verb: Proposition, sentence: Sentence, news: News) -> bool:
    """Whether a verb makes its event noun happen: "held *talks*", "spoke at a *summit*"; not "praised the *talks*"."""
    words, relation = news.words, sentence.relations[noun.head]
    preposition = sentence.words[sentence.heads[noun.head]].lower() if relation == "pobj" else ""
    if verb.lemma in words["speaking"] and preposition in ("at", "during"):
        return sentence.heads[sentence.heads[noun.head]] == verb.head
    if verb.lemma == "be" or verb.lemma in words["reporting"] or verb.index in news.spoken:
        return False
    modifiers = {sentence.words[child].lower() for child in sentence.children[noun.head]}
    if modifiers & words["other-happening"] or sentence.relations[verb.head] in ("acl", "relcl"):
        return False
    if preposition:
        return preposition in words["together"] and sentence.heads[sentence.heads[noun.head]] == verb.head
    return relation in ("dobj", "nsubjpass") or (relation == "nsubj" and verb.lemma in words["occurring"])


def _at_the_meeting(told: Told, news: News) -> Interval | None:
    """What is to be done on the visit or at the talks a report looks ahead to: "The king will *meet* the premier"."""
    if news.meeting is None:
        return None
    event, proposition = told.event, told.proposition
    sides = bodies_of(identity for identity, _ in (*event.actors, *event.recipients))
    if event.type == "CONSULT" and _is_named_again(proposition, told.sentence):
        return _passed(news.meeting[0]) if len(sides & news.meeting[1]) > 1 else None
    if news.statuses.get(proposition.index) != "planned":
        return None
    verb = proposition if proposition.category == "verb" else news.parent(proposition)
    is_ahead = verb is not None and (verb.tense == "future" or verb.modal in ("will", "shall", "may"))
    return _passed(news.meeting[0]) if is_ahead and sides & news.meeting[1] else None


def _is_named_again(proposition: Proposition, sentence: Sentence) -> bool:
    """As in "the king's *trip*", "during his *visit*"."""
    return proposition.category == "noun" and sentence.child(proposition.head, "poss") is not None


RULES: tuple[tuple[str, frozenset[str], Rule], ...] = (
    ("reported-as-done", _TOLD, _reported),
    ("news-of-the-day", _TOLD, _just_done),
    ("under-way", _TOLD, _under_way),
    ("goes-on", _TOLD, _goes_on),
    ("speech-of-the-day", _TOLD, _spoken),
    ("added-to-the-story", _TOLD, _added),
    ("day-of-its-clause", _TOLD, _in_its_clause),
    ("day-of-the-meeting", _TOLD | {"planned"}, _at_the_meeting),
)
