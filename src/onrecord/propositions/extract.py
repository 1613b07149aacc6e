"""Which tokens are predicates, and the record of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.knowledge.predication import Predication, load_predication
from onrecord.propositions.clauses import Clause, Tense, read_clause
from onrecord.propositions.linking import Link, link_predicates
from onrecord.propositions.nominal import noun_arguments
from onrecord.propositions.verbal import adjective_arguments, verb_arguments
from onrecord.records import Argument, Proposition, Reason, Sentence

__all__ = ["extract_propositions", "predicate_tokens"]

_AUXILIARY = frozenset({"aux", "auxpass"})
_PARTICIPLE_ENDINGS = ("ed", "ing")  # "the *alleged* attack": tagged as adjectives, but they predicate
_SHORTEST_DERIVED = 6  # letters; "king", "nation" and "cover" end like event nouns


def extract_propositions(
    sentences: Iterable[Sentence], *, predication: Predication | None = None
) -> tuple[Proposition, ...]:
    """All propositions of a report in text order; ``parent`` is an index into the tuple given back."""
    words = predication or load_predication()
    found: list[Proposition] = []
    for sentence in sentences:
        found.extend(_in_sentence(sentence, words, len(found)))
    return tuple(found)


def predicate_tokens(sentence: Sentence, words: Predication) -> dict[int, str]:
    """Token position to category (verb, noun, adjective) of every predicate of a sentence, in text order.

    "The troops *attacked* the town after the *collapse* of talks that seemed *close*."  Participles and event nouns
    before a noun ("*alleged* attack", "*ceasefire* talks") are predicates too; their link is ``modifier``.
    """
    kinds: dict[int, str] = {}
    for token, pos in enumerate(sentence.poses):
        relation = sentence.relations[token]
        if pos == "VERB" or pos == "AUX":
            if relation not in _AUXILIARY:
                kinds[token] = "verb"
        elif pos in ("NOUN", "PROPN"):
            if relation != "npadvmod" and _is_event_noun(sentence, token, words):
                kinds[token] = "noun"
        elif pos == "ADJ" and relation == "amod":
            if sentence.words[token].lower().endswith(_PARTICIPLE_ENDINGS):
                kinds[token] = "adjective"
        elif pos == "ADJ" and relation in ("acomp", "oprd", "conj", "ROOT", "ccomp", "advcl", "relcl"):
            if relation != "conj" or sentence.relations[sentence.heads[token]] == "acomp":
                kinds[token] = "adjective"
        elif sentence.tags[token] in ("VBD", "VBN", "VBG", "VBZ", "VBP") and relation in ("ROOT", "ccomp", "advcl"):
            kinds[token] = "verb"
    return dict(sorted(kinds.items()))


def _is_event_noun(sentence: Sentence, token: int, words: Predication) -> bool:
    lemma = sentence.lemmas[token]
    if lemma == "order" and sentence.lemmas[token - 1] == "in" and sentence.relations[token] == "pobj":
        return False  # "in *order* to", "in *order* that"
    if lemma in words.event_nouns:
        return sentence.poses[token] == "NOUN" or sentence.words[token].islower() or sentence.kind != "body"
    if sentence.poses[token] != "NOUN" or len(lemma) < _SHORTEST_DERIVED or not lemma.endswith(words.event_endings):
        return False
    return lemma not in words.not_derived


def _in_sentence(sentence: Sentence, words: Predication, base: int) -> list[Proposition]:
    kinds = predicate_tokens(sentence, words)
    if not kinds:
        return []
    links = link_predicates(sentence, kinds)
    place = {token: base + i for i, token in enumerate(kinds)}
    clauses: dict[int, Clause] = {}
    arguments: dict[int, tuple[Argument, ...]] = {}
    for token in sorted(kinds, key=lambda t: _depth(sentence, t)):
        clauses[token] = read_clause(sentence, token, kinds[token], links[token], clauses)
        arguments[token] = _arguments(sentence, token, kinds, words, arguments, clauses)
    return [_proposition(sentence, t, kinds[t], links[t], clauses[t], arguments[t], place) for t in kinds]


def _proposition(
    sentence: Sentence,
    token: int,
    kind: str,
    link: Link,
    clause: Clause,
    arguments: tuple[Argument, ...],
    place: Mapping[int, int],
) -> Proposition:
    """The record of one predicate; ``place`` is the index of each predicate's proposition, by its token."""
    last = clause.particle + 1 if clause.particle == token + 1 else token + 1
    span = sentence.span(token, last)
    return Proposition(
        index=place[token],
        sentence=sentence.index,
        head=token,
        first=token,
        last=last,
        start=span.start,
        end=span.end,
        lemma=sentence.lemmas[token],
        particle=sentence.lemmas[clause.particle] if clause.particle is not None else None,
        category=kind,  # type: ignore[arg-type]  # predicate_tokens gives only the three
        arguments=arguments,
        parent=place[link.parent] if link.parent is not None else None,
        link=link.kind,
        marker=link.marker,
        is_passive=clause.is_passive,
        is_question=clause.is_question,
        is_imperative=clause.is_imperative,
        tense=_tense(sentence, token, clause, arguments),
        aspect=clause.aspect,
        modal=clause.modal,
        negations=clause.negations,
        reasons=(Reason(f"predicate-{kind}", None, span.start, span.end),),
    )


def _tense(sentence: Sentence, token: int, clause: Clause, arguments: tuple[Argument, ...]) -> Tense:
    """The clause's tense; a bare verb whose subject stands before an aside is finite: "firms it says *bankroll* X"."""
    is_bare = sentence.tags[token] == "VB" and any(a.rule.startswith("subject-in-aside") for a in arguments)
    return "present" if is_bare else clause.tense


def _depth(sentence: Sentence, token: int) -> int:
    depth, seen = 0, token
    while sentence.heads[seen] != seen:
        seen = sentence.heads[seen]
        depth += 1
    return depth


def _arguments(
    sentence: Sentence,
    token: int,
    kinds: dict[int, str],
    words: Predication,
    arguments: dict[int, tuple[Argument, ...]],
    clauses: dict[int, Clause],
) -> tuple[Argument, ...]:
    if kinds[token] == "noun":
        return noun_arguments(sentence, token, words, arguments)
    if kinds[token] == "adjective":
        return adjective_arguments(sentence, token, arguments)
    return verb_arguments(sentence, token, words, arguments, clauses[token])
