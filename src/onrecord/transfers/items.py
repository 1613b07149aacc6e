"""The arms among a predicate's arguments, with their category and number."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.knowledge.weapons import ArmsKnowledge, ArmsTerm
from onrecord.records import Argument, Item, Proposition, Quantity, Report, Sentence

__all__ = ["find_items"]

_VERB_ROLES = ("object", "prep:with", "prep:for", "prep:of", "indirect")
_NOUN_ROLES = ("modifier", "prep:of", "prep:for", "possessive")


def find_items(
    report: Report, sentence: Sentence, proposition: Proposition, arms: ArmsKnowledge
) -> tuple[Item, ...]:
    """Items in text order, each once; an argument headed by no arms word gives none.

    "sold 36 fighter *jets*" gives one item of category IV, quantity 36.
    """
    roles = _NOUN_ROLES if proposition.category == "noun" else _VERB_ROLES
    found: dict[tuple[int, int], Item] = {}
    for argument in proposition.arguments:
        if argument.role in roles:
            for item in _items(report, sentence, argument, arms):
                found.setdefault((item.start, item.end), item)
    return tuple(found[key] for key in sorted(found))


def _items(report: Report, sentence: Sentence, argument: Argument, arms: ArmsKnowledge) -> Iterator[Item]:
    head = argument.head
    if _holds_other_goods(sentence, head, arms):
        return
    hit = _term(sentence, head, arms)
    if hit is None:
        for preposition in sentence.dependents(head, "prep"):
            if sentence.lemmas[preposition] in ("of", "for"):
                for inner in sentence.dependents(preposition, "pobj"):
                    if _term(sentence, inner, arms) is not None:
                        yield _item(report, sentence, inner, arms)
        return
    yield _item(report, sentence, head, arms)


def _term(sentence: Sentence, head: int, arms: ArmsKnowledge) -> tuple[int, ArmsTerm] | None:
    """The first token of the longest known term that ends at ``head``, and the term."""
    for width in range(min(arms.longest, head + 1), 0, -1):
        first = head - width + 1
        term = arms.terms.get(" ".join(sentence.lemmas[first : head + 1]))
        if term is not None:
            return first, term
    if arms.designation.match(sentence.words[head]):
        return head, ArmsTerm(None, None, sentence.words[head])
    return None


def _holds_other_goods(sentence: Sentence, head: int, arms: ArmsKnowledge) -> bool:
    """"*tanks* of water", "a *round* of talks": a word that means arms only when nothing else is in it."""
    if sentence.lemmas[head] not in arms.containers:
        return False
    for preposition in sentence.dependents(head, "prep"):
        if sentence.lemmas[preposition] == "of":
            return not any(_term(sentence, i, arms) for i in sentence.dependents(preposition, "pobj"))
    return False


def _item(report: Report, sentence: Sentence, head: int, arms: ArmsKnowledge) -> Item:
    hit = _term(sentence, head, arms)
    first, term = hit if hit is not None else (head, ArmsTerm(None, None))
    left = min([first, *(c for c in sentence.children[head] if sentence.relations[c] in ("amod", "compound", "nummod"))])
    span = sentence.span(left, head + 1)
    designation = term.designation or next(
        (sentence.words[t] for t in range(left, head + 1) if arms.designation.match(sentence.words[t])), None
    )
    return Item(
        text=report.text[span.start : span.end],
        designation=designation,
        category=term.category,
        munitions_list=term.munitions_list,
        quantity=_quantity(sentence, head),
        start=span.start,
        end=span.end,
    )


def _quantity(sentence: Sentence, head: int) -> Quantity | None:
    for child in sentence.children[head]:
        if sentence.relations[child] == "nummod":
            number = _number(sentence.words[child])
            if number is not None:
                return Quantity(number, number, None, None)
    return None


def _number(word: str) -> float | None:
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return None
