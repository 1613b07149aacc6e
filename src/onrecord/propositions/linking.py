"""How predicates nest: the parent of each, the kind of link and the word that marks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.records import Sentence

__all__ = ["Link", "link_predicates"]

_CLAUSAL = {
    "ccomp": "complement",
    "csubj": "complement",
    "csubjpass": "complement",
    "xcomp": "infinitive",
    "advcl": "adverbial",
    "relcl": "relative",
    "acl": "relative",
    "pcomp": "gerund",
    "parataxis": "parenthetical",
}


_MODIFIERS = frozenset({"amod", "compound", "nmod"})


@dataclass(frozen=True, slots=True)
class Link:
    """``parent`` and ``first_conjunct`` are token positions; ``marker`` a lemma, ``marker_token`` where it stands."""

    parent: int | None
    kind: str | None
    marker: str | None
    marker_token: int | None
    first_conjunct: int | None


def link_predicates(sentence: Sentence, kinds: Mapping[int, str]) -> dict[int, Link]:
    """The link of every predicate token; a later conjunct hangs where the first one hangs.

    "They agreed to *talk* and to *trade*": both are infinitives under "agreed".
    """
    return {token: _link(sentence, token, kinds) for token in kinds}


def _link(sentence: Sentence, token: int, kinds: Mapping[int, str]) -> Link:
    first = token
    while sentence.relations[first] == "conj" and sentence.heads[first] != first:
        first = sentence.heads[first]
    if kinds[token] == "adjective" and sentence.relations[first] in ("acomp", "oprd"):
        first = sentence.heads[first]
        while sentence.relations[first] == "conj" and sentence.heads[first] != first:
            first = sentence.heads[first]
    conjunct = first if first != token and first in kinds else None
    relation = sentence.relations[first]
    parent = _ancestor(sentence, first, kinds, token)
    marker = _marker(sentence, first)
    if relation in _MODIFIERS and sentence.heads[first] > first:
        kind: str | None = "modifier"
        marker = None
    elif relation in _CLAUSAL:
        kind = _CLAUSAL[relation]
        if relation == "pcomp":
            marker = sentence.heads[first]
        if kind == "adverbial" and marker is not None and sentence.lemmas[marker] == "to":
            kind = "purpose"
        if kind == "relative" and sentence.tags[first] == "VB":
            kind = "infinitive"
        if (
            kind == "adverbial"
            and sentence.tags[first] == "VB"
            and marker is not None
            and sentence.lemmas[marker] == "for"
        ):
            kind = "infinitive"
    elif parent is None:
        kind = None
    else:
        kind = "noun" if kinds[token] != "verb" else "complement"
        marker = _governing_preposition(sentence, first)
    if conjunct is not None and parent is None:
        kind = "coordinate"
    return Link(parent, kind, sentence.lemmas[marker] if marker is not None else None, marker, conjunct)


def _ancestor(sentence: Sentence, token: int, kinds: Mapping[int, str], itself: int) -> int | None:
    while sentence.heads[token] != token:
        token = sentence.heads[token]
        if token in kinds and token != itself:
            return token
    return None


def _marker(sentence: Sentence, token: int) -> int | None:
    """The subordinator of a clause: mark ("if"), an infinitive's "to", or a wh-adverb ("when")."""
    mark = sentence.child(token, "mark")
    if mark is not None:
        return mark
    for child in sentence.children[token]:
        if sentence.relations[child] == "aux" and sentence.tags[child] == "TO":
            return child
    for child in sentence.children[token]:
        if sentence.tags[child] == "WRB" and child < token:
            return child
    return None


def _governing_preposition(sentence: Sentence, token: int) -> int | None:
    if sentence.relations[token] == "pobj":
        return sentence.heads[token]
    return None
