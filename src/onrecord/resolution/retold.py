"""One mention of an event as its incident is judged by, and the plain rule by which a later one retells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.knowledge.linking import WithinWords, family_of, kind_of, near_groups, stem_of
from onrecord.records import CodedEvent, Interval, Proposition, Report, Sentence, bodies_of

__all__ = ["Mention", "Standing", "is_retold", "mention_of", "same_time"]

_WORD = re.compile(r"\w+")
_LOOK_BACK = 60  # characters that hold the few words before a trigger


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a mention stands in its report: the how-manieth of how many of its type, and of its type and kind.

    ``is_lead_kind`` tells that the title or lead has one of that kind: it is what the report is about.
    """

    of_type: int
    of_kind: int
    place_in_type: int
    place_in_kind: int
    is_lead_kind: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """One event with what decides whether another is the same.

    ``is_set_apart`` tells of "*another* test"; ``is_pointing`` of "*the* deal"; ``mood`` is what is supposed, to come
    or long past.  ``things`` are the stems of what is acted on, ``ordinals`` words like "*second*", ``days`` the first
    and last day as ordinals, ``heads`` the tokens of the arguments, ``kind`` what kind of event of
    its type the word names (``kinds.toml``).
    """

    event: CodedEvent
    position: int
    sentence: int
    head: int
    lemma: str
    stem: str
    family: str | None
    near: frozenset[str]
    is_noun: bool
    is_plural: bool
    is_set_apart: bool
    is_pointing: bool
    article: str
    mood: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    things: frozenset[str]
    ordinals: frozenset[str]
    days: tuple[int, int] | None
    heads: frozenset[int]
    kind: str | None
    standing: Standing

    @property
    def sides(self) -> frozenset[str]:
        """States, groups and bodies on either side."""
        return self.actors | self.recipients

    @property
    def tense(self) -> str:
        """Supposed, to come, or plain."""
        return next((mood for mood in ("hypothetical", "future") if mood in self.event.auxiliary), "plain")

    def is_marked(self, auxiliary: str) -> bool:
        """Whether the event carries an auxiliary mode."""
        return auxiliary in self.event.auxiliary


def mention_of(
    report: Report,
    event: CodedEvent,
    position: int,
    proposition: Proposition,
    sentence: Sentence,
    standing: Standing,
    words: WithinWords,
) -> Mention:
    """The mention that an event is."""
    start, head = proposition.start, proposition.head
    before = [w.lower() for w in _WORD.findall(report.text[max(0, start - _LOOK_BACK) : start])][-words.before :]
    is_noun = proposition.category == "noun"
    printed = report.text[start : proposition.end].lower()
    modifiers = {sentence.lemmas[c].lower() for c in sentence.children[head] if c < head}
    family = family_of(proposition.lemma)
    return Mention(
        event=event,
        position=position,
        sentence=proposition.sentence,
        head=head,
        lemma=proposition.lemma,
        stem=stem_of(proposition.lemma),
        family=family,
        near=near_groups(family),
        is_noun=is_noun,
        is_plural=is_noun and printed.endswith("s") and printed != proposition.lemma,
        is_set_apart=is_noun and not words.apart.isdisjoint(before),
        is_pointing=is_noun and not words.definite.isdisjoint(before),
        article=_article(sentence, head, modifiers, words) if is_noun else "verb",
        mood=words.unmixed.intersection(event.auxiliary),
        actors=bodies_of(identity for identity, _ in event.actors),
        recipients=bodies_of(identity for identity, _ in event.recipients),
        things=_things(proposition, sentence) - {stem_of(proposition.lemma)},
        ordinals=words.ordinal.intersection(modifiers) | _ranks(proposition, sentence, words),
        days=_days(event.when),
        heads=frozenset(a.head for a in proposition.arguments),
        kind=kind_of(event.type, proposition.lemma),
        standing=standing,
    )


def _article(sentence: Sentence, head: int, modifiers: set[str], words: WithinWords) -> str:
    """How a noun is brought in: set apart ("*another* test"), known ("*the* test"), new ("*a* test") or bare."""
    if not modifiers.isdisjoint(words.later):
        return "apart"
    if sentence.child(head, "poss") is not None or not modifiers.isdisjoint(words.definite):
        return "definite"
    return "indefinite" if not modifiers.isdisjoint(words.indefinite) else "bare"


def _ranks(proposition: Proposition, sentence: Sentence, words: WithinWords) -> frozenset[str]:
    """What the object is counted by: "fired a *second* missile" is a second firing."""
    item = proposition.argument("object")
    if item is None:
        return frozenset()
    return words.rank.intersection(sentence.lemmas[c].lower() for c in sentence.children[item.head])


def _things(proposition: Proposition, sentence: Sentence) -> frozenset[str]:
    """Stems of what is acted on and what kind it is: "fired a *cruise* *missile*", "the *missile* launch"."""
    heads = [a.head for a in proposition.arguments if a.role not in ("clause", "subject")]
    found = {stem_of(sentence.lemmas[t].lower()) for t in heads if sentence.poses[t] in ("NOUN", "PROPN")}
    for token in (*heads, *([proposition.head] if proposition.category == "noun" else [])):
        for child in sentence.dependents(token, "compound", "amod", "nmod"):
            if sentence.poses[child] in ("NOUN", "PROPN", "ADJ"):
                found.add(stem_of(sentence.lemmas[child].lower()))
    return frozenset(found)


def _days(when: Interval | None) -> tuple[int, int] | None:
    if when is None:
        return None
    return date.fromisoformat(when.earliest).toordinal(), date.fromisoformat(when.latest).toordinal()


def is_retold(one: Mention, other: Mention, words: WithinWords) -> bool:
    """Whether a later mention tells what an earlier one told."""
    if one.event.type != other.event.type or one.is_plural != other.is_plural or one.mood != other.mood:
        return False
    if other.is_set_apart:
        return False
    is_word = one.stem == other.stem or (one.family is not None and one.family == other.family)
    if is_word and not other.sides and other.is_pointing:
        return True
    if _are_other_sides(one, other, words) or _is_vague(one, words) != _is_vague(other, words):
        return False
    return is_word or _is_one_deed(one, other, words)


def _are_other_sides(one: Mention, other: Mention, words: WithinWords) -> bool:
    """Parties that have nobody in common, or only crosswise: who was indicted is not who indicts."""
    if not one.sides or not other.sides:
        return False
    aligned = one.actors & other.actors or one.recipients & other.recipients
    return not aligned and (one.event.type not in words.mutual or one.sides.isdisjoint(other.sides))


def _is_vague(mention: Mention, words: WithinWords) -> bool:
    """Whether an event is put into a season or a year: a habit, not a happening."""
    return mention.days is not None and mention.days[1] - mention.days[0] > words.vague_days


def _is_one_deed(one: Mention, other: Mention, words: WithinWords) -> bool:
    """Force or movement in other words: by one doer, or on one victim, on one day that the text states."""
    is_near = not one.near.isdisjoint(other.near)
    is_mode = one.event.mode is not None and one.event.mode == other.event.mode
    if one.event.type not in words.material or not (is_near or is_mode):
        return False
    first, second = one.event.when, other.event.when
    if first is None or second is None or "publication" in (first.basis, second.basis):
        return False
    is_day = first.earliest == first.latest == second.earliest == second.latest
    return is_day and bool(one.actors & other.actors or one.recipients & other.recipients)


def same_time(one: Interval | None, other: Interval | None) -> bool:
    """Whether two times may be one: they meet, or one is not known."""
    if one is None or other is None:
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest
