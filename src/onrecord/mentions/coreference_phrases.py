"""Noun phrases that point back: "the communist nation", "the group", "both sides", "the latter", "the two leaders"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.knowledge.coreference_words import CoreferenceWords
from onrecord.records import Sentence

__all__ = ["Phrase", "read_phrase"]

_RESTRICTING = frozenset({"relcl", "acl"})
_WHOLE = frozenset({"both", "either", "neither"})
_ORDER = {"former": 0, "latter": -1}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may point back; ``sorts`` are those of ``anaphors.toml``.

    ``number`` is how many are meant, ``None`` if not said; ``order`` is 0 for "the former" and -1 for "the latter";
    ``allowed`` narrows states by an epithet; ``sole`` is the one state an epithet belongs to.
    """

    head: int
    first: int
    last: int
    form: Literal["one", "several", "order"]
    sorts: frozenset[str]
    number: int | None = None
    order: int = 0
    allowed: frozenset[str] | None = None
    sole: str | None = None
    modifiers: tuple[str, ...] = ()


def _modifiers(sentence: Sentence, head: int) -> list[str]:
    return [
        sentence.words[t].lower()
        for t in range(sentence.lefts[head], head)
        if sentence.heads[t] == head and sentence.relations[t] in ("amod", "compound", "nummod", "nmod")
    ]


def _is_restricted(sentence: Sentence, head: int) -> bool:
    """Whether what follows tells which one is meant: "the country *that invaded*", "the group *of seven*"."""
    for child in sentence.children[head]:
        if child > head and sentence.relations[child] in _RESTRICTING:
            return True
        if (
            child > head
            and sentence.relations[child] == "prep"
            and sentence.words[child].lower() in ("of", "for", "from")
        ):
            return True
    return False


def _determiner(sentence: Sentence, head: int) -> str | None:
    found = sentence.child(head, "det", "predet")
    return sentence.words[found].lower() if found is not None and found < head else None


def _hyphenated(sentence: Sentence, first: int, head: int) -> str:
    return "".join(sentence.words[first:head]).lower()


def _epithet(
    sentence: Sentence, first: int, head: int, modifiers: list[str], words: CoreferenceWords
) -> tuple[frozenset[str] | None, str | None]:
    """Which states a description fits, and the one it belongs to if there is only one."""
    lemma = sentence.lemmas[head]
    found: frozenset[str] | None = None
    keys = [*modifiers, lemma]
    joined = _hyphenated(sentence, first, head)
    keys += [word for word in words.epithets if "-" in word and word in joined]
    for key in keys:
        states = words.epithets.get(key)
        if states is not None:
            found = states if found is None else (found & states or found)
    sole = words.sole.get(f"{modifiers[-1]} {lemma}") if modifiers else None
    if sole is None and "-" in joined:
        sole = next(
            (
                state
                for phrase, state in words.sole.items()
                if phrase.endswith(lemma) and phrase[: -len(lemma) - 1] in joined
            ),
            None,
        )
    return found, sole


def _singular(sentence: Sentence, head: int, words: CoreferenceWords) -> Phrase | None:
    sorts = words.nouns.get(sentence.lemmas[head])
    determiner = _determiner(sentence, head)
    if sorts is None or determiner not in words.determiners or _is_restricted(sentence, head):
        return None
    if sentence.child(head, "poss", "appos") is not None or sentence.tags[head] == "NNS":
        return None
    if sentence.poses[min(head + 1, len(sentence) - 1)] == "PROPN":
        return None
    first = sentence.lefts[head]
    modifiers = _modifiers(sentence, head)
    if any(word in words.new_again for word in modifiers):
        return None
    if any(
        sentence.poses[t] == "PROPN" and sentence.words[t].lower() not in words.epithets for t in range(first, head)
    ):
        return None
    allowed, sole = None, None
    if "state" in sorts:
        allowed, sole = _epithet(sentence, first, head, modifiers, words)
        if sentence.lemmas[head] in ("state", "giant") and allowed is None:
            sorts = sorts - {"state"}
    return (
        Phrase(head, first, head + 1, "one", sorts, allowed=allowed, sole=sole, modifiers=tuple(modifiers))
        if sorts
        else None
    )


def _number(sentence: Sentence, head: int, determiner: str | None, words: CoreferenceWords) -> int | None:
    if determiner in _WHOLE:
        return words.numbers[determiner]
    counted = sentence.child(head, "nummod")
    return words.numbers.get(sentence.words[counted].lower()) if counted is not None else None


def _plural(sentence: Sentence, head: int, words: CoreferenceWords) -> Phrase | None:
    word = sentence.words[head].lower()
    sorts = words.plurals.get(word)
    if sorts is None or sentence.child(head, "poss") is not None:
        return None
    determiner = _determiner(sentence, head)
    number = _number(sentence, head, determiner, words)
    if determiner not in words.plural_determiners or (word in ("side", "party") and determiner not in _WHOLE):
        return None
    if number is None and (word in words.counted_only or determiner == "all"):
        return None
    modifiers = _modifiers(sentence, head)
    if _is_restricted(sentence, head) or any(m in words.new_again for m in modifiers):
        return None
    return Phrase(head, sentence.lefts[head], head + 1, "several", sorts, number=number)


def _bare_number(sentence: Sentence, token: int, words: CoreferenceWords) -> Phrase | None:
    """The words for a number alone: "*The two* agreed", "*Both* said", "*Neither* commented"."""
    word = sentence.words[token].lower()
    relation = sentence.relations[token]
    if relation not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj"):
        return None
    if word in _WHOLE and not sentence.children[token]:
        return Phrase(token, token, token + 1, "several", frozenset({"any"}), number=2)
    if (
        sentence.tags[token] == "CD"
        and word in words.numbers
        and _determiner(sentence, token) in ("the", "these", "those")
    ):
        if _is_restricted(sentence, token):
            return None
        return Phrase(
            token, sentence.lefts[token], token + 1, "several", frozenset({"any"}), number=words.numbers[word]
        )
    return None


def _ordered(sentence: Sentence, token: int) -> Phrase | None:
    """The order words: "*The latter* travelled to the region"."""
    word = sentence.words[token].lower()
    if word not in _ORDER or sentence.relations[token] in ("amod", "compound"):
        return None
    before = token - 1
    if before < 0 or sentence.words[before].lower() != "the":
        return None
    return Phrase(token, before, token + 1, "order", frozenset({"any"}), order=_ORDER[word])


def read_phrase(sentence: Sentence, token: int, words: CoreferenceWords) -> Phrase | None:
    """The phrase headed by a token if it may point back, else ``None``."""
    word = sentence.words[token].lower()
    if word in _ORDER:
        return _ordered(sentence, token)
    if word in words.plurals:
        return _plural(sentence, token, words)
    if sentence.lemmas[token] in words.nouns and sentence.poses[token] in ("NOUN", "PROPN"):
        return _singular(sentence, token, words)
    if word in words.numbers:
        return _bare_number(sentence, token, words)
    return None
