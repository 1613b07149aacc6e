"""When one event was, as far as its own sentence says: the time expression that attaches to its predicate.

"The ministers *met* in Paris on Friday" has a day; "an official said on Tuesday that troops had *left*" has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.knowledge.calendar_words import load_attachment_words
from onrecord.mentions.times_lasting import lasting, length_in_days
from onrecord.records import Interval, Proposition, Report, Sentence, TimeMention

__all__ = ["SentenceTimes", "date_within", "sentence_times"]

_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd", "agent"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BELOW = frozenset({"dobj", "prep", "attr", "oprd", "dative", "agent", "pobj"})
_BESIDE = frozenset({"conj", "appos"})
_LONGEST_OF_SPEECH = 31
_ADVERBIAL = frozenset({"pobj", "pcomp", "npadvmod", "tmod", "advmod"})
_LONGEST_CLIMB = 8
_Words = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class SentenceTimes:
    """The intervals of one sentence by the token they modify.

    ``adverbial`` are the tokens modified by an adverbial ("*Egypt* on Tuesday said"), not by an adjective
    ("the *killing* in 'the 2005 killing'"); ``inside`` maps each token of an expression to its interval.
    """

    attached: dict[int, Interval] = field(default_factory=dict)
    adverbial: set[int] = field(default_factory=set)
    inside: dict[int, Interval] = field(default_factory=dict)


def _head_of(mention: TimeMention, sentence: Sentence) -> int:
    """The token of the expression whose head lies outside it."""
    for token in range(mention.first, mention.last):
        head = sentence.heads[token]
        if not mention.first <= head < mention.last or head == token:
            return token
    return mention.last - 1


def _target(mention: TimeMention, sentence: Sentence) -> tuple[int, str, bool]:
    """The token the expression modifies, the preposition between them, and whether it does so as an adverbial."""
    token = _head_of(mention, sentence)
    while sentence.relations[token] == "conj" and sentence.heads[token] != token:
        token = sentence.heads[token]
    head, relation = sentence.heads[token], sentence.relations[token]
    opener = mention.first - 1
    if relation == "compound" and opener >= 0 and _is_cut_off(opener, head, sentence):
        return sentence.heads[opener], sentence.words[opener].lower(), True
    if relation not in ("pobj", "pcomp"):
        return head, "", relation in _ADVERBIAL
    preposition = head
    while sentence.poses[sentence.heads[head]] in ("ADP", "SCONJ") and sentence.relations[head] in ("prep", "pcomp"):
        head = sentence.heads[head]
    target = sentence.heads[head]
    if sentence.poses[target] == "ADV" and sentence.words[preposition].lower() == "as":  # "as recently as last month"
        target = sentence.heads[target]
    return target, sentence.words[preposition].lower(), True


def _is_cut_off(preposition: int, noun: int, sentence: Sentence) -> bool:
    """Whether the parse gave a day to the noun behind it: "*On* Thursday rebels fired", "*on* Friday hours after"."""
    if sentence.relations[preposition] != "prep":
        return False
    is_unit = sentence.lemmas[noun] in load_attachment_words()["within-the-day"]
    return is_unit or sentence.child(preposition, "pobj", "pcomp") is None


def _saying_before(mention: TimeMention, target: int, sentence: Sentence) -> int:
    """The verb of saying, where the parse gave its time to the clause behind: "*said* on Friday he was willing"."""
    verb = sentence.heads[target]
    if sentence.relations[target] != "ccomp" or not verb < mention.first < target:
        return target
    openers = [c for c in sentence.children[target] if sentence.relations[c] in ("mark", "nsubj", "nsubjpass", "expl")]
    return verb if openers and min(openers) >= mention.last else target


def _to_publication(interval: Interval, report: Report) -> Interval | None:
    """From the interval's start to the report's day: "since 2011"."""
    if report.published is None or len(report.published) < 10:
        return None
    return replace(interval, latest=max(interval.latest, report.published[:10]))


def _from_publication(interval: Interval, report: Report) -> Interval | None:
    """From the report's day, or the start of its year or month, to the interval's end: "through 2020"."""
    if report.published is None or len(report.published) < 10:
        return None
    day = report.published[:10]
    start = {"year": day[:4] + "-01-01", "month": day[:7] + "-01"}.get(interval.precision, day)
    return replace(interval, earliest=start) if start <= interval.latest else interval


def _with_preposition(
    interval: Interval, preposition: str, target: int, s: Sentence, report: Report
) -> Interval | None:
    words = load_attachment_words()
    if preposition == "since":
        return _to_publication(interval, report)
    if preposition == "through":
        return _from_publication(interval, report)
    if preposition == "for":
        return interval if s.lemmas[target] in words["scheduling"] else None
    if preposition in ("until", "till") and _is_negated(target, s):  # "had never tried to test them until April"
        return interval
    return None if preposition in words["apart"] else interval


def _is_negated(verb: int, sentence: Sentence) -> bool:
    above = sentence.heads[verb] if sentence.relations[verb] == "xcomp" else verb
    return sentence.child(verb, "neg") is not None or sentence.child(above, "neg") is not None


def _is_range(one: TimeMention, two: TimeMention, sentence: Sentence) -> bool:
    """Whether two expressions are the ends of one stretch: "*from* 12 *to* 17 September", "Friday *and* Saturday"."""
    between = [word.lower() for word in sentence.words[one.last : two.first]]
    return len(between) == 1 and between[0] in load_attachment_words()["range-marks"]


def sentence_times(sentence: Sentence, times: Sequence[TimeMention], report: Report) -> SentenceTimes:
    """What the expressions of a sentence modify; of several on one token the first counts, a range as a whole."""
    found = SentenceTimes()
    previous: tuple[TimeMention, int] | None = None
    for mention in times:
        if mention.sentence != sentence.index or mention.first >= mention.last:
            continue
        if mention.type == "DURATION":
            _attach_length(mention, sentence, report, found)
        if mention.earliest is None or mention.latest is None:
            continue
        plain = Interval(mention.earliest, mention.latest, mention.precision or "day", mention.basis)
        for token in range(mention.first, mention.last):
            found.inside[token] = plain
        target, preposition, is_adverbial = _target(mention, sentence)
        target = _saying_before(mention, target, sentence)
        if previous and previous[1] in found.attached and _is_range(previous[0], mention, sentence):
            first = found.attached[previous[1]]
            both = replace(first, earliest=min(first.earliest, plain.earliest), latest=max(first.latest, plain.latest))
            found.attached[previous[1]] = found.attached[target] = both
            continue
        interval = _with_preposition(plain, preposition, target, sentence, report)
        if interval is not None and target not in found.attached:
            found.attached[target] = interval
            if is_adverbial:
                found.adverbial.add(target)
            previous = (mention, target)
    return found


def _attach_length(mention: TimeMention, sentence: Sentence, report: Report, found: SentenceTimes) -> None:
    attachment = lasting(mention, sentence, report)
    if attachment is None or attachment[0] in found.attached:
        return
    target, interval, is_adverbial = attachment
    found.attached[target] = interval
    if is_adverbial:
        found.adverbial.add(target)


def _below(node: int, sentence: Sentence, times: SentenceTimes, taken: int) -> Interval | None:
    """A time the parse hung on an object or a subject instead of on the verb: "signed a *contract* Monday"."""
    apart = load_attachment_words()["apart"]
    for child in sentence.children[node]:
        relation = sentence.relations[child]
        if child == taken or (relation == "prep" and sentence.words[child].lower() in apart):
            continue
        if relation in _SUBJECTS and sentence.poses[node] in ("VERB", "AUX") and child in times.adverbial:
            return times.attached[child]
        if relation in _BELOW or (relation in _BESIDE and sentence.poses[node] in ("NOUN", "PROPN")):
            is_stretch = relation == "pobj" and sentence.words[node].lower() in ("during", "throughout")
            found = times.attached.get(child) if is_stretch or child in times.adverbial else None
            found = found or _below(child, sentence, times, taken)
            if relation == "pobj":
                found = found or _of_noun(child, sentence, times)
            if found is not None:
                return found
        if relation == "ccomp" and _is_object_clause(child, sentence):
            found = _in_object_clause(child, sentence, times)
            if found is not None:
                return found
    return None


def _in_object_clause(node: int, sentence: Sentence, times: SentenceTimes) -> Interval | None:
    inner = sentence.child(node, "xcomp")
    found = times.attached.get(node) or _below(node, sentence, times, -1)
    return found if found or inner is None else _in_object_clause(inner, sentence, times)


def _is_object_clause(node: int, sentence: Sentence) -> bool:
    """As in "launched *what appeared to be* a missile on Friday": the clause stands for a thing."""
    words = sentence.words[sentence.lefts[node] : node]
    return bool(words) and words[0].lower() == "what" and sentence.lemmas[sentence.heads[node]] != "be"


def _of_noun(node: int, sentence: Sentence, times: SentenceTimes) -> Interval | None:
    """The time of a participle or clause on an event noun: "the *deal* reached last year"."""
    if sentence.poses[node] not in ("NOUN", "PROPN"):
        return None
    for child in sentence.children[node]:
        if sentence.relations[child] not in ("acl", "relcl") or _is_aside(child, sentence):
            continue
        clause = _clause_told(child, sentence)
        found = times.attached.get(clause) or _below(clause, sentence, times, -1)
        if found is not None:
            return found
    return None


def _is_aside(clause: int, sentence: Sentence) -> bool:
    """A clause about a place or a person, not about a happening: "the return of *Crimea*, which Russia seized"."""
    return sentence.relations[clause] == "relcl" and sentence.poses[sentence.heads[clause]] == "PROPN"


def _clause_told(clause: int, sentence: Sentence) -> int:
    """The clause inside a saying that a noun's clause wraps: "meetings that he said *took* place in 1986"."""
    inner = sentence.child(clause, "ccomp")
    is_saying = sentence.lemmas[clause] in load_attachment_words()["telling"]
    return inner if is_saying and inner is not None else clause


def _since_clause(node: int, sentence: Sentence, times: SentenceTimes, report: Report) -> Interval | None:
    """As in "*have shot* down several planes *since* the war began in 2011": from then to the report's day."""
    for child in sentence.children[node]:
        if sentence.relations[child] == "advcl" and child in times.attached:
            marks = {sentence.words[c].lower() for c in sentence.children[child] if sentence.relations[c] == "mark"}
            if "since" in marks:
                return _to_publication(times.attached[child], report)
    return None


def _of_conjunct(node: int, sentence: Sentence, times: SentenceTimes) -> Interval | None:
    """The time behind the last of several verbs with one subject: "*met* the envoys and signed a truce on Friday"."""
    if sentence.poses[node] != "VERB":
        return None
    for child in sentence.children[node]:
        if sentence.relations[child] == "conj" and sentence.child(child, "nsubj", "nsubjpass", "aux") is None:
            return times.attached.get(child) or _of_conjunct(child, sentence, times)
    return None


def _of_document(node: int, sentence: Sentence, times: SentenceTimes) -> Interval | None:
    """What a dated document says, it said then: "a 1978 resolution *calls* for", "a law last year *banning* arms"."""
    relation = sentence.relations[node]
    noun = sentence.child(node, *_SUBJECTS) if relation != "acl" else sentence.heads[node]
    if noun is None or noun in times.inside or sentence.lemmas[noun] not in load_attachment_words()["documents"]:
        return None
    return times.attached.get(noun)


def _of_subject(node: int, sentence: Sentence, times: SentenceTimes) -> Interval | None:
    """The time of a happening of which a verb only says that it was: "Tuesday's *raid* came amid clashes"."""
    subject = sentence.child(node, "nsubj")
    return times.attached.get(subject) if subject and sentence.lemmas[node] in ("come", "happen", "occur") else None


def _of_what_is_below(node: int, taken: int, sentence: Sentence, times: SentenceTimes) -> Interval | None:
    """As :func:`_below`; years belong to what is spoken of, not to the speech: "*criticised* the invasion in 2014"."""
    found = _below(node, sentence, times, taken)
    words = load_attachment_words()
    is_speech = sentence.lemmas[node] in words["speaking"] or sentence.lemmas[node] in words["reporting"]
    if found is None or not is_speech or length_in_days(found) <= _LONGEST_OF_SPEECH:
        return found
    spoken_of = sentence.child(node, "dobj")
    return found if spoken_of is None else _below(node, sentence, times, spoken_of)


def _at(node: int, taken: int, s: Sentence, times: SentenceTimes, report: Report) -> Interval | None:
    return (
        times.attached.get(node)
        or _of_document(node, s, times)
        or _of_noun(node, s, times)
        or _since_clause(node, s, times, report)
        or _of_what_is_below(node, taken, s, times)
        or _of_conjunct(node, s, times)
        or _of_subject(node, s, times)
    )


def _passes(node: int, sentence: Sentence, words: _Words, *, is_attitude: bool) -> int | None:
    """The token whose time a token shares, or ``None``: the verb of a light object, the first of two conjuncts."""
    relation, head = sentence.relations[node], sentence.heads[node]
    if head == node:
        return None
    lemma = sentence.lemmas[head]
    if relation == "conj":
        return head
    if relation in _ARGUMENTS:
        return head if lemma not in words["reporting"] else None
    if relation in ("ccomp", "acomp") and is_attitude:
        return head
    if _is_of_one_act(node, sentence, words):
        return head
    if relation in ("xcomp", "ccomp") and sentence.tags[node] in ("VB", "VBG"):
        return head if lemma in words["one_time"] else None
    if relation == "acomp":
        return head
    if relation in ("pobj", "pcomp"):
        above = sentence.heads[head]
        if sentence.relations[head] == "agent" and sentence.lemmas[above] == "follow":
            return above
        if sentence.words[head].lower() == "of" and sentence.lemmas[above] in words["containers"]:
            return above
        shares = sentence.words[head].lower() in words["together"] and sentence.lemmas[above] not in words["reporting"]
        return above if shares and above != head else None
    if relation in ("advcl", "relcl"):
        return head if _shares_clause(node, sentence, words) else None
    return None


def _is_of_one_act(node: int, sentence: Sentence, words: _Words) -> bool:
    """As in "*test*-fired" and "will spend a billion next year to *expand* its fleet"."""
    relation, head = sentence.relations[node], sentence.heads[node]
    if relation == "dep" and head == node + 2 and sentence.words[node + 1] == "-":
        return True
    is_aim = sentence.tags[node] == "VB" and relation in ("xcomp", "advcl")
    return is_aim and sentence.lemmas[head] in words["funding"]


def _shares_clause(node: int, sentence: Sentence, words: _Words) -> bool:
    opening = [
        sentence.words[c].lower() for c in sentence.children[node] if sentence.relations[c] in ("mark", "advmod")
    ]
    if any(word in words["shared-clauses"] for word in opening):
        return True
    is_participle = sentence.relations[node] == "advcl" and sentence.tags[node] == "VBG"
    return is_participle and not any(word in ("before", "after", "if") for word in opening)


def date_within(proposition: Proposition, sentence: Sentence, times: SentenceTimes, report: Report) -> Interval | None:
    """The interval the sentence states for one predicate, or ``None``; ``times`` as :func:`sentence_times` attach them.

    "held *talks* on Friday" dates the talks; "since 2011" runs to the report's day; "a plan *for* 2020" gives none.
    """
    if not times.inside and not times.attached:
        return None
    words = load_attachment_words()
    is_attitude = proposition.lemma in words["attitudes"] or proposition.modal in words["obliging"]
    node: int | None = proposition.head
    taken = proposition.head
    for _ in range(_LONGEST_CLIMB):
        if node is None:
            return None
        if node in times.inside and node != proposition.head:
            return times.inside[node]
        found = _at(node, taken, sentence, times, report)
        is_own = node == proposition.head or node in times.adverbial or node not in times.attached
        if found is not None and is_own:
            return found
        taken, node = node, _passes(node, sentence, words, is_attitude=is_attitude)
    return None
