"""Transfers spoken of again: "the deal", "the missiles", "it", and the sides a second telling leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.knowledge.weapons import ArmsKnowledge
from onrecord.records import Proposition, Sentence, Transfer

__all__ = ["TransferMemory", "speaks_again"]

_REACH = 6
_UNKNOWN = ("UNK",)


class TransferMemory:
    """The transfers of one report so far, latest last, each with the sentence it stood in."""

    def __init__(self) -> None:
        self._told: list[tuple[int, Transfer]] = []

    def add(self, sentence: int, transfer: Transfer) -> None:
        """Keeps a transfer that says at least one side."""
        if transfer.supplier != _UNKNOWN or transfer.recipient != _UNKNOWN:
            self._told.append((sentence, transfer))

    def latest(self, sentence: int) -> Transfer | None:
        """The last transfer told in this sentence or the few before it."""
        if self._told and sentence - self._told[-1][0] <= _REACH:
            return self._told[-1][1]
        return None

    def completed(self, transfer: Transfer) -> Transfer:
        """The same transfer with a side it does not say taken from an earlier one that agrees on the other side."""
        if transfer.supplier != _UNKNOWN and transfer.recipient != _UNKNOWN:
            return transfer
        for _, told in reversed(self._told):
            if (
                transfer.supplier == _UNKNOWN
                and _meets(transfer.recipient, told.recipient)
                and told.supplier != _UNKNOWN
            ):
                return replace(transfer, supplier=told.supplier, rule=f"{transfer.rule}+supplier-told-before")
            if (
                transfer.recipient == _UNKNOWN
                and _meets(transfer.supplier, told.supplier)
                and told.recipient != _UNKNOWN
            ):
                return replace(transfer, recipient=told.recipient, rule=f"{transfer.rule}+recipient-told-before")
        return transfer


def _meets(first: Sequence[str], second: Sequence[str]) -> bool:
    return bool({i.partition(":")[0] for i in first} & {i.partition(":")[0] for i in second} - {"UNK"})


def speaks_again(sentence: Sentence, proposition: Proposition, arms: ArmsKnowledge) -> bool:
    """Whether the predicate or its object stands for goods already named: "*the deal*", "sold *them*"."""
    if proposition.category == "noun":
        return proposition.lemma in arms.again_nouns and _is_definite(sentence, proposition.head, arms)
    for argument in proposition.arguments:
        if argument.role not in ("object", "prep:with"):
            continue
        lemma = sentence.lemmas[argument.head].lower()
        if sentence.tags[argument.head] in ("PRP", "DT") and lemma in arms.again_pronouns:
            return True
        if lemma in arms.again_nouns and _is_definite(sentence, argument.head, arms):
            return True
    return False


def _is_definite(sentence: Sentence, token: int, arms: ArmsKnowledge) -> bool:
    return any(
        sentence.relations[c] in ("det", "amod", "poss") and sentence.lemmas[c].lower() in arms.again_determiners
        for c in sentence.children[token]
    )
