"""Who a cue's source is: subjects, agents, possessors, and the subjects a participle or infinitive borrows."""

from __future__ import annotations

from onrecord.attribution.drafts import QUOTE_MARKS, Source, trim
from onrecord.records import Sentence

__all__ = ["agent_of", "is_passive", "is_shared_with_speaker", "phrase", "possessor_of", "subject_of"]

_SUBJECTS = ("nsubj", "csubj", "expl")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_INVERTED = frozenset({"dobj", "attr", "npadvmod", "dative", "oprd", "appos"})
_OBJECT_FORMS = frozenset({"me", "him", "her", "us", "them", "it", "that", "this"})
_JOINTS = frozenset({"but", "and", "while", "so", "yet", "because", "as", "if", "though", "although"})
_LONGEST_CLIMB = 6


def phrase(s: Sentence, head: int, *, without: int | None = None) -> Source:
    """The noun phrase of ``head``, cut short before the subtree of ``without`` (a cue inside the phrase)."""
    first, last = s.lefts[head], s.rights[head]
    if without is not None and first <= without < last:
        if without > head:
            last = min(last, max(s.lefts[without], head + 1))
        else:
            first = max(first, min(s.rights[without], head))
    while first < head and s.words[first].lower() in _JOINTS:
        first += 1
    first, last = trim(s, first, last, also=QUOTE_MARKS)
    return Source(first, last, head, _referent(s, head))


def _referent(s: Sentence, head: int) -> int:
    """The noun a relative pronoun stands for (the *minister* who said); the head itself otherwise."""
    if s.words[head].lower() not in _RELATIVES or s.tags[head] not in ("WP", "WDT", "IN", "DT"):
        return head
    verb = s.heads[head]
    for _ in range(_LONGEST_CLIMB):
        if s.relations[verb] == "relcl":
            return s.heads[verb]
        if s.heads[verb] == verb:
            break
        verb = s.heads[verb]
    return head


def is_passive(s: Sentence, verb: int) -> bool:
    """Whether ``verb`` is a passive, full (is *said*) or reduced (missiles *believed* to be)."""
    if s.child(verb, "auxpass", "nsubjpass") is not None:
        return True
    if s.relations[verb] == "advcl" and s.tags[verb] in ("VBN", "VBD") and s.child(verb, "nsubj", "aux") is None:
        return s.child(verb, "mark", "advmod") is not None or s.tags[verb] == "VBN"
    if s.tags[verb] != "VBN" or s.child(verb, "aux", "nsubj") is not None:
        return False
    return s.relations[verb] in ("acl", "advcl") or s.child(verb, "agent") is not None


def agent_of(s: Sentence, verb: int) -> Source | None:
    """The source behind "by": "was reported by *Kyodo*"."""
    by = s.child(verb, "agent")
    target = s.child(by, "pobj") if by is not None else None
    return phrase(s, target) if target is not None else None


def possessor_of(s: Sentence, noun: int) -> Source | None:
    """The possessor of a cue noun: "*Tehran's* claim", "*his* fear"; its ending belongs to the phrase."""
    owner = s.child(noun, "poss")
    return phrase(s, owner) if owner is not None else None


def _own_subject(s: Sentence, verb: int) -> int | None:
    """The subject nearest to ``verb``: the parser may give a second one from inside a quotation before it."""
    subjects = s.dependents(verb, *_SUBJECTS)
    if not subjects:
        return None
    subject = min(subjects, key=lambda token: abs(token - verb))
    return None if s.relations[subject] == "expl" else subject


def _inverted_subject(s: Sentence, verb: int) -> int | None:
    """The noun right after a cue that the parser took for an object: "..., said *Carter*"."""
    follower = next((c for c in s.children[verb] if c > verb), None)
    if follower is None or s.relations[follower] not in _INVERTED or s.lefts[follower] != verb + 1:
        return None
    if s.poses[follower] not in ("PROPN", "NOUN", "PRON") or s.words[follower].lower() in _OBJECT_FORMS:
        return None
    return follower


def subject_of(s: Sentence, verb: int, *, may_invert: bool = False) -> Source | None:
    """The subject of ``verb``, its own or the one it shares with the verb it hangs on."""
    at = verb
    for _ in range(_LONGEST_CLIMB):
        subject = _own_subject(s, at)
        if subject is None and at == verb and may_invert:
            subject = _inverted_subject(s, verb)
        if subject is None and at != verb:
            subject = s.child(at, "nsubjpass")
        if subject is not None:
            return phrase(s, subject, without=verb)
        owner = _lent_subject(s, at)
        if owner is not None:
            return phrase(s, owner, without=at)
        following = _next_up(s, at)
        if following is None:
            return None
        at = following
    return None


def _lent_subject(s: Sentence, at: int) -> int | None:
    """The noun a clause without a subject borrows: "the *man* saying", "told *them* to say", "*him* as saying"."""
    relation, head = s.relations[at], s.heads[at]
    if relation in ("acl", "relcl", "prep", "pcomp") and s.poses[head] in ("NOUN", "PROPN", "PRON"):
        return head
    if relation == "xcomp" or (relation == "prep" and s.words[at].lower() == "as"):
        controller = s.child(head, "dobj", "dative")
        return controller if controller is not None and controller < at else None
    return None


def is_shared_with_speaker(s: Sentence, at: int) -> bool:
    """Whether a verb joined to a reported one goes on about the speaker: "said it would fail and *vowed* to act"."""
    head = s.heads[at]
    if (
        s.relations[at] != "conj"
        or s.relations[head] != "ccomp"
        or s.child(at, "nsubj", "nsubjpass", "aux") is not None
    ):
        return False
    if s.tags[head] == "VBN" and s.words[at].endswith("ed"):
        return False  # "said it had seized and *detained* a ship": one form for both readings
    speech = s.heads[head]
    has_aux = s.child(head, "aux", "auxpass") is not None
    return s.tags[at] == s.tags[speech] and (has_aux or s.tags[head] != s.tags[at])


def _next_up(s: Sentence, at: int) -> int | None:
    """The verb whose subject ``at`` may share; a participle after a reported clause goes back to its speaker."""
    relation, head = s.relations[at], s.heads[at]
    if head == at or relation in ("ccomp", "parataxis", "csubj", "acl", "relcl"):
        return None
    is_added = relation == "advcl" and s.tags[at] == "VBG" and s.lefts[at] > 0 and s.words[s.lefts[at] - 1] == ","
    if (is_added and s.relations[head] == "ccomp") or is_shared_with_speaker(s, at):
        return s.heads[head]
    return head
