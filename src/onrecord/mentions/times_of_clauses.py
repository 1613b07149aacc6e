"""When undated events were, by the dated clause beside or above them: what shares its day, and what follows from it."""

from __future__ import annotations

from onrecord.mentions.times_lasting import length_in_days
from onrecord.mentions.times_told import LONGEST, TOLD, News, Rule, Told, Words, passed
from onrecord.records import Interval, Proposition, Sentence, bodies_of

__all__ = ["CLAUSE_RULES"]

_ATTACK_REACH = 2
_AT_THE_TABLE = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def _of_its_subject(told: Told, news: News) -> Interval | None:
    """What a dated happening is said to have been: "The launch was a *violation* of the ban"."""
    proposition, sentence = told.proposition, told.sentence
    head = proposition.head
    relation, above = sentence.relations[head], sentence.heads[head]
    if relation == "pobj" and sentence.words[above].lower() == "in":
        above = sentence.heads[above]
    elif relation != "attr":
        return None
    subject = sentence.child(above, "nsubj")
    if proposition.category != "noun" or sentence.lemmas[above] != "be" or subject is None:
        return None
    if sentence.child(above, "neg", "aux") is not None:
        return None
    interval = next(
        (news.dates.get(p.index) for p in news.in_sentence(proposition.sentence) if p.head == subject), None
    )
    return passed(interval) if interval is not None and length_in_days(interval) <= LONGEST else None


def _in_its_clause(told: Told, news: News) -> Interval | None:
    """What shares the day of the clause above it: "reached a *deal*", "killed in a *raid*", "fired, *wounding* two"."""
    proposition = told.proposition
    verb = news.parent(proposition)
    if verb is not None and verb.category == "noun" and verb.lemma in news.words["containers"]:
        verb = news.parent(verb)
    if verb is None or verb.sentence != proposition.sentence or news.statuses.get(verb.index) not in TOLD:
        return None
    interval = news.dates.get(verb.index)
    if interval is None or not _shares(proposition, verb, told.sentence, news):
        return None
    return passed(interval)


def _backed(told: Told, news: News) -> Interval | None:
    """Help that carries a dated happening: "troops *backed* by militias took the town", "backed by *airstrikes*"."""
    proposition = told.proposition
    help_given = news.parent(proposition) if proposition.category == "noun" else proposition
    if help_given is None or help_given.lemma not in news.words["backing"] or help_given.link != "relative":
        return None
    helped = news.parent(help_given)
    if helped is None or told.sentence.tags[help_given.head] != "VBN" or helped.sentence != proposition.sentence:
        return None
    above = told.sentence.heads[help_given.head]
    is_its_subject = helped.head == above or (
        told.sentence.relations[above] in _SUBJECTS and told.sentence.heads[above] == helped.head
    )
    interval = news.dates.get(helped.index)
    return passed(interval) if is_its_subject and interval is not None else None


def _kept_going(told: Told, news: News) -> Interval | None:
    """What a dated clause is to keep going: "met on Friday to continue the *talks*"."""
    proposition, sentence = told.proposition, told.sentence
    verb = news.parent(proposition)
    if proposition.category != "noun" or verb is None or sentence.relations[proposition.head] != "dobj":
        return None
    clause = news.parent(verb)
    if verb.lemma not in news.words["continuing"] or verb.link != "purpose" or clause is None or clause.negations:
        return None
    interval = news.dates.get(clause.index)
    return passed(interval) if interval is not None and length_in_days(interval) == 0 else None


def _casualties(told: Told, news: News) -> Interval | None:
    """The dead of an attack told of just before: "A bomb went off on Friday. Nine people were *killed*, police said."""
    proposition, sentence = told.proposition, told.sentence
    is_count = (
        proposition.lemma in news.words["harming"] and proposition.tense == "past" and proposition.aspect == "simple"
    )
    if not is_count or not proposition.is_passive or proposition.modal or proposition.negations:
        return None
    if proposition.link == "relative":
        return None
    subject = sentence.child(proposition.head, "nsubjpass")
    if subject is None or sentence.child(proposition.head, "agent") is not None:
        return None
    modifiers = {sentence.words[child].lower() for child in sentence.children[subject]}
    if modifiers & news.words["other-happening"]:
        return None
    is_number = sentence.tags[subject] == "CD" or sentence.child(subject, "nummod") is not None
    attacks = (p for p in reversed(news.before(proposition)) if p.sentence >= proposition.sentence - _ATTACK_REACH)
    attack = next((p for p in attacks if p.lemma in news.words["family-attack"]), None)
    day = news.dates[attack.index] if attack is not None and is_number else None
    is_known = day is not None and length_in_days(day) == 0 and day.basis != "publication"
    return passed(day) if day is not None and is_known else None


def _shares(proposition: Proposition, verb: Proposition, sentence: Sentence, news: News) -> bool:
    words, head = news.words, proposition.head
    if proposition.link == "noun":
        return verb.category == "verb" and (
            _is_done_by(proposition, verb, sentence, news) or _is_voiced_by(proposition, verb, sentence, news)
        )
    if proposition.link == "adverbial":
        is_while = proposition.marker in words["shared-clauses"] and proposition.aspect != "perfect"
        return is_while or (proposition.marker is None and sentence.tags[head] == "VBG")
    is_infinitive = proposition.link == "infinitive" and sentence.relations[head] == "xcomp"
    return is_infinitive and verb.lemma in words["one_time"]


def _container(noun: int, sentence: Sentence, words: Words) -> int:
    """The noun that counts or parts an event noun: *series* of "a series of tests"."""
    of = sentence.heads[noun]
    if sentence.relations[noun] != "pobj" or sentence.words[of].lower() != "of":
        return noun
    return sentence.heads[of] if sentence.lemmas[sentence.heads[of]] in words["containers"] else noun


def _is_voiced_by(noun: Proposition, verb: Proposition, sentence: Sentence, news: News) -> bool:
    """Whether a verb utters its act of speech: "voiced *concern*", "repeated its *demand*"; not "denied a *claim*"."""
    is_act = noun.index in news.spoken and sentence.relations[noun.head] == "dobj"
    return is_act and verb.lemma in news.words["voicing"] and verb.aspect == "simple"


def _is_done_by(noun: Proposition, verb: Proposition, sentence: Sentence, news: News) -> bool:
    """Whether a verb makes its event noun happen: "held *talks*", "spoke at a *summit*"; not "praised the *talks*"."""
    words = news.words
    head = _container(noun.head, sentence, words)
    relation = sentence.relations[head]
    preposition = sentence.words[sentence.heads[head]].lower() if relation == "pobj" else ""
    if verb.lemma in words["speaking"] and preposition in ("at", "during"):
        return sentence.heads[sentence.heads[head]] == verb.head
    if verb.lemma == "be" or verb.lemma in words["reporting"] or verb.index in news.spoken:
        return False
    modifiers = {sentence.words[child].lower() for child in sentence.children[noun.head]}
    if modifiers & words["other-happening"] or sentence.relations[verb.head] in ("acl", "relcl"):
        return False
    if preposition:
        return preposition in words["together"] and sentence.heads[sentence.heads[head]] == verb.head
    return relation in ("dobj", "nsubjpass") or (relation == "nsubj" and verb.lemma in words["occurring"])


def _at_the_meeting(told: Told, news: News) -> Interval | None:
    """What is to be done on the visit or at the talks a report looks ahead to: "The king will *meet* the premier"."""
    if news.meeting is None:
        return None
    event, proposition = told.event, told.proposition
    sides = bodies_of(identity for identity, _ in (*event.actors, *event.recipients))
    if event.type == "CONSULT" and _is_named_again(proposition, told.sentence):
        return passed(news.meeting[0]) if len(sides & news.meeting[1]) > 1 else None
    is_likely = news.statuses.get(proposition.index) == "planned" or proposition.modal in ("may", "might")
    if not is_likely or event.type not in _AT_THE_TABLE:
        return None
    verb = proposition if proposition.category == "verb" else news.parent(proposition)
    is_ahead = verb is not None and (verb.tense == "future" or verb.modal in ("will", "shall", "may", "might"))
    return passed(news.meeting[0]) if is_ahead and sides & news.meeting[1] else None


def _is_named_again(proposition: Proposition, sentence: Sentence) -> bool:
    """As in "the king's *trip*", "during his *visit*"."""
    return proposition.category == "noun" and sentence.child(proposition.head, "poss") is not None


CLAUSE_RULES: tuple[tuple[str, frozenset[str], Rule], ...] = (
    ("day-of-its-subject", TOLD, _of_its_subject),
    ("day-of-its-clause", TOLD, _in_its_clause),
    ("day-of-what-it-backs", TOLD, _backed),
    ("day-of-the-attack", TOLD, _casualties),
    ("day-of-its-going-on", TOLD, _kept_going),
    ("day-of-the-meeting", TOLD | {"planned", "hypothetical"}, _at_the_meeting),
)
