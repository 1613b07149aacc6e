"""Transfers spoken of again: "the deal", "the missiles", "it", and the sides a second telling leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.knowledge.weapons import ArmsKnowledge, load_arms
from onrecord.records import Proposition, Sentence, Transfer, bodies_of, body_of
from onrecord.transfers.parties import apart

__all__ = ["TransferMemory", "completed_transfers", "speaks_again", "speaks_of_claims", "told_before"]

_REACH = 6
_WIDE_REACH = 2
_CLAIM_REACH = 2
_TOPIC = frozenset({"on", "over", "about", "between"})
_LEAST_TOLD = 2
_UNKNOWN = ("UNK",)


class TransferMemory:
    """The transfers of one report so far, latest last, each with the sentence it stood in."""

    def __init__(self) -> None:
        self._told: list[tuple[int, Transfer]] = []

    def add(self, sentence: int, transfer: Transfer) -> None:
        """Keeps a transfer that says at least one side."""
        if transfer.supplier != _UNKNOWN or transfer.recipient != _UNKNOWN:
            self._told.append((sentence, transfer))

    def latest(self, sentence: int, *, reach: int) -> Transfer | None:
        """The last transfer told in this sentence or in the ``reach`` sentences before it."""
        if self._told and sentence - self._told[-1][0] <= reach:
            return self._told[-1][1]
        return None


def completed_transfers(told: Mapping[int, Transfer], opened: Mapping[int, frozenset[str]]) -> dict[int, Transfer]:
    """The transfers of a report, by proposition, each with the side it leaves out taken from the others.

    First from one that agrees on the other side, the nearest before, then after; then from the only supplier or
    recipient that the report tells of, told twice at least unless the transfer has no side at all.  Who bars or refuses
    arms is not who sent those that moved.  A side in ``opened`` is told in words we cannot name, and stays unknown.
    """
    order, reading = list(told), load_arms().reading
    donors = {False: list(told.values()), True: [t for t in told.values() if t.stage not in reading.barred]}
    only = {
        (is_moved, least): tuple(_only_side(donors[is_moved], side, least=least) for side in ("supplier", "recipient"))
        for is_moved in donors
        for least in (1, _LEAST_TOLD)
    }
    found = {}
    for place, index in enumerate(order):
        transfer = told[index]
        if transfer.stage == "diverted":
            found[index] = transfer
            continue
        if _UNKNOWN in (transfer.supplier, transfer.recipient):
            is_moved = transfer.stage in reading.moved
            others = [told[i] for i in _nearest(order, place) if not is_moved or told[i].stage not in reading.barred]
            least = 1 if transfer.supplier == transfer.recipient == _UNKNOWN else _LEAST_TOLD
            transfer = _from_others(transfer, others)
            transfer = _from_others(_with_only(transfer, only[is_moved, least]), others)
        kept = {side: getattr(told[index], side) for side in opened.get(index, ())}
        found[index] = replace(_told_apart(transfer), **kept)
    return found


def _told_apart(transfer: Transfer) -> Transfer:
    """Of partners told as one side, those that stand on the other side too are no suppliers."""
    suppliers = apart(transfer.supplier, transfer.recipient)
    return replace(transfer, supplier=suppliers) if suppliers and suppliers != transfer.supplier else transfer


def _nearest(order: Sequence[int], place: int) -> Iterator[int]:
    yield from reversed(order[:place])
    yield from order[place + 1 :]


def _from_others(transfer: Transfer, others: Sequence[Transfer]) -> Transfer:
    if transfer.supplier != _UNKNOWN and transfer.recipient != _UNKNOWN:
        return transfer
    for other in others:
        if {(i.start, i.end) for i in transfer.items} & {(i.start, i.end) for i in other.items}:
            transfer = _joined(transfer, other)
    if _is_ambiguous(transfer, others):
        others = [o for o in others if _kinds(o) & _kinds(transfer) - {None}] or others[:1]
    for other in filter(lambda o: _are_alike(transfer, o), others):
        if transfer.supplier == _UNKNOWN and other.supplier != _UNKNOWN and _meets(transfer.recipient, other.recipient):
            return replace(transfer, supplier=other.supplier, rule=f"{transfer.rule}+supplier-told-elsewhere")
        if transfer.recipient == _UNKNOWN and other.recipient != _UNKNOWN and _meets(transfer.supplier, other.supplier):
            return replace(transfer, recipient=other.recipient, rule=f"{transfer.rule}+recipient-told-elsewhere")
    return transfer


def _are_alike(transfer: Transfer, other: Transfer) -> bool:
    """Whether two tellings may be of one transfer: "arms" in general are not the four *planes* told of elsewhere."""
    return _kinds(transfer) != {None} or None in _kinds(other)


def _kinds(transfer: Transfer) -> set[str | None]:
    return {item.category for item in transfer.items}


def _is_ambiguous(transfer: Transfer, others: Iterable[Transfer]) -> bool:
    """Whether those that agree on the side it tells differ on the other: who sells to many may mean any of them."""
    far, near = ("recipient", "supplier") if transfer.recipient == _UNKNOWN else ("supplier", "recipient")
    partners = [
        {body_of(i) for i in getattr(other, far)}
        for other in others
        if getattr(other, far) != _UNKNOWN and _meets(getattr(transfer, near), getattr(other, near))
    ]
    return bool(partners) and not set.intersection(*partners)


def _joined(transfer: Transfer, other: Transfer) -> Transfer:
    """Two predicates of the same arms tell one transfer: "accepted the *boats* that Japan donated"."""
    if "diverted" in (transfer.stage, other.stage):
        return transfer
    supplier = other.supplier if transfer.supplier == _UNKNOWN else transfer.supplier
    recipient = other.recipient if transfer.recipient == _UNKNOWN else transfer.recipient
    if supplier != _UNKNOWN and _meets(supplier, recipient):
        return transfer
    return replace(transfer, supplier=supplier, recipient=recipient)


def _only_side(transfers: Iterable[Transfer], side: str, *, least: int) -> tuple[str, ...]:
    """The side that all transfers which tell it agree on, if at least so many do."""
    told = [getattr(t, side) for t in transfers if getattr(t, side) != _UNKNOWN]
    tops = {frozenset(body_of(i) for i in ids) for ids in told}
    return told[0] if len(told) >= least and len(tops) == 1 else _UNKNOWN


def _with_only(transfer: Transfer, only: tuple[tuple[str, ...], ...]) -> Transfer:
    supplier, recipient = only
    if transfer.supplier == _UNKNOWN and not _meets(transfer.recipient, supplier):
        transfer = replace(transfer, supplier=supplier)
    if transfer.recipient == _UNKNOWN and not _meets(transfer.supplier, recipient):
        transfer = replace(transfer, recipient=recipient)
    return transfer


def _meets(first: Sequence[str], second: Sequence[str]) -> bool:
    return bool({body_of(i) for i in first} & bodies_of(second))


def speaks_again(sentence: Sentence, proposition: Proposition, arms: ArmsKnowledge) -> int | None:
    """How many sentences back goods already named may stand that it speaks of again: "*the deal*", "sold *them*".

    ``None`` where it speaks of none; a word as wide as "deal" points to the two sentences before, and to no arms beside
    talk of a truce or of another trade.
    """
    if not _points_back(sentence, proposition, arms):
        return None
    argument = proposition.argument("object", "prep:with")
    head = proposition.head if proposition.category == "noun" or argument is None else argument.head
    if sentence.lemmas[head].lower() not in arms.again_wide:
        return _REACH
    return _WIDE_REACH if arms.again_rivals.isdisjoint(lemma.lower() for lemma in sentence.lemmas) else None


def _points_back(sentence: Sentence, proposition: Proposition, arms: ArmsKnowledge) -> bool:
    if proposition.category == "noun":
        if proposition.lemma not in arms.again_nouns or _has_own_goods(sentence, proposition, arms):
            return False
        return proposition.lemma in arms.again_bare or _is_definite(sentence, proposition.head, arms)
    for argument in proposition.arguments:
        if argument.role not in ("object", "prep:with"):
            continue
        lemma = sentence.lemmas[argument.head].lower()
        if sentence.tags[argument.head] in ("PRP", "DT") and lemma in arms.again_pronouns:
            return True
        is_other = any(sentence.lemmas[c] in _TOPIC for c in sentence.dependents(argument.head, "prep"))
        if lemma in arms.again_nouns and _is_definite(sentence, argument.head, arms) and not is_other:
            return True
    return False


def told_before(told: Mapping[int, Transfer], sentences: Mapping[int, int], sentence: int) -> Transfer | None:
    """The last transfer told in the two sentences before; ``sentences`` gives each proposition's sentence."""
    found = [t for index, t in told.items() if 0 < sentence - sentences[index] <= _CLAIM_REACH]
    return found[-1] if found else None


def speaks_of_claims(sentence: Sentence, proposition: Proposition, arms: ArmsKnowledge) -> bool:
    """Whether a verb's object is what was just said: "dismissed *the claims*", "called *the report* a lie"."""
    return proposition.category == "verb" and any(
        argument.role in ("object", "prep:of")
        and sentence.lemmas[argument.head] in arms.again_claims
        and _is_definite(sentence, argument.head, arms)
        and not sentence.dependents(argument.head, "acl", "relcl", "prep")
        for argument in proposition.arguments
    )


def _has_own_goods(sentence: Sentence, proposition: Proposition, arms: ArmsKnowledge) -> bool:
    """Whether the noun says what is dealt in: "*oil* sales", "a shipment of *rice*"."""
    head = proposition.head
    named = [c for c in sentence.children[head] if sentence.relations[c] in ("compound", "nmod")]
    if any(sentence.lemmas[c].lower() not in arms.again_sums for c in named):
        return True
    if any("-" in sentence.words[c] and sentence.relations[c] == "amod" for c in sentence.children[head]):
        return True
    return proposition.argument("prep:of", "prep:on", "prep:over", "prep:about") is not None


def _is_definite(sentence: Sentence, token: int, arms: ArmsKnowledge) -> bool:
    return any(
        sentence.relations[c] in ("det", "amod", "poss") and sentence.lemmas[c].lower() in arms.again_determiners
        for c in sentence.children[token]
    )
