"""What a deal tells beside its sides and its arms: terms, condition, way, go-between, maker, days and money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.knowledge.deals import load_deals
from onrecord.knowledge.weapons import ArmsAction, load_arms
from onrecord.records import CodedEvent, Interval, PlaceMention, Proposition, Sentence, Transfer, body_of
from onrecord.scene import Scene
from onrecord.transfers.items import Goods
from onrecord.transfers.parties import behind_participle

__all__ = ["with_broker", "with_days", "with_details", "with_own_day"]

_UNKNOWN = ("UNK",)
_ORDERED = frozenset({"ordered", "agreed"})
_DELIVERED = frozenset({"delivered", "shipped"})

Places = Mapping[tuple[int, int], PlaceMention]


def with_details(
    scene: Scene,
    proposition: Proposition,
    action: ArmsAction,
    goods: Sequence[Goods],
    transfer: Transfer,
    places: Places,
) -> Transfer:
    """The transfer with what its own clause tells.

    "sold 20 *refurbished* tanks *via Togo* to Mali": sale, modernised, transit Togo, end user open.
    """
    sentence = scene.sentences[proposition.sentence]
    between = list(_between(scene, sentence, proposition, places))
    sides = {body_of(i) for i in (*transfer.supplier, *transfer.recipient)}
    traders = [i for i in between if _is_trader(i)]
    return replace(
        transfer,
        end_user=_end_user(scene, proposition, action, transfer),
        terms=_terms(sentence, proposition),
        condition=next(filter(None, (_condition(sentence, g.head) for g in goods)), None),
        maker=next(filter(None, (_maker(scene, sentence, g.head) for g in goods)), None),
        transit=tuple(dict.fromkeys(i for i in between if not _is_trader(i) and body_of(i) not in sides)),
        broker=traders[0] if traders else None,
    )


def _terms(sentence: Sentence, proposition: Proposition) -> str | None:
    words = load_deals()
    clause = " ".join(sentence.words[sentence.lefts[proposition.head] : sentence.rights[proposition.head]]).lower()
    found = next((terms for phrase, terms in words.phrases.items() if phrase in clause), None)
    return found or words.terms.get(proposition.lemma)


def _condition(sentence: Sentence, head: int) -> str | None:
    words = load_deals().condition
    modifiers = (sentence.words[c].lower() for c in sentence.children[head] if c < head)
    return next((words[word] for word in modifiers if word in words), None)


def _maker(scene: Scene, sentence: Sentence, head: int) -> str | None:
    """Who is said to make them: "shells *made in Serbia*", "*Russian-made* jets", "*Dassault* jets"."""
    for child in sentence.children[head]:
        relation = sentence.relations[child]
        if relation == "acl" and sentence.lemmas[child] in load_arms().reading.made:
            inner = behind_participle(sentence, child)
            found = next((i for token in inner for i in _ids(scene, sentence, token)), None)
        elif relation in ("amod", "compound", "nmod"):
            is_made = sentence.lemmas[child] in load_arms().reading.made
            tokens = (child, *sentence.children[child])
            found = next((i for t in tokens for i in _ids(scene, sentence, t) if is_made or i.endswith(":BUS")), None)
        else:
            found = None
        if found is not None:
            return found
    return None


def _between(scene: Scene, sentence: Sentence, proposition: Proposition, places: Places) -> Iterator[str]:
    """Whom or where the arms pass: "*via Oman*", "through *a dealer in Kenya*"."""
    for argument in proposition.arguments:
        if argument.role not in load_deals().routes:
            continue
        ids = [p.id for p in scene.parties(proposition, argument) if p.id not in _UNKNOWN]
        place = places.get((sentence.index, argument.head))
        yield from ids or ([place.country] if place is not None and place.country else [])


def _is_trader(identity: str) -> bool:
    return identity.islower() or identity.partition(":")[2] in load_deals().traders


def _end_user(scene: Scene, proposition: Proposition, action: ArmsAction, transfer: Transfer) -> str | None:
    """For whom beside to whom: "shipped rifles *to* Togo *for* Mali's army"."""
    near, far = proposition.argument("prep:to"), proposition.argument("prep:for")
    if action.direction != "supply" or near is None or far is None:
        return None
    recipients = {body_of(i) for i in transfer.recipient}
    users = [p.id for p in scene.parties(proposition, far) if p.id not in _UNKNOWN]
    return next((i for i in users if body_of(i) not in recipients), None)


def _ids(scene: Scene, sentence: Sentence, token: int) -> Iterator[str]:
    mention = scene.by_head.get((sentence.index, token))
    if mention is not None:
        yield from (i for i in scene.mentions[mention].ids if not i.startswith(_UNKNOWN))


def with_broker(transfer: Transfer, outer: Proposition, event: CodedEvent) -> Transfer:
    """The transfer with who brought it about: "*a dealer* arranged the sale"."""
    if outer.lemma not in load_deals().brokering or transfer.broker is not None:
        return transfer
    sides = {body_of(i) for i in (*transfer.supplier, *transfer.recipient)}
    brokers = [i for i, _ in event.actors if not i.startswith(_UNKNOWN) and body_of(i) not in sides]
    return replace(transfer, broker=brokers[0]) if brokers else transfer


def with_own_day(transfer: Transfer, when: Interval | None) -> Transfer:
    """The transfer with the event's day, where the text states it, as that of its order or its delivery."""
    if when is None or when.basis == "publication":
        return transfer
    day = when.earliest if when.earliest == when.latest else f"{when.earliest}/{when.latest}"
    if transfer.stage in _ORDERED:
        return replace(transfer, order_date=day)
    return replace(transfer, delivery_date=day) if transfer.stage in _DELIVERED else transfer


def with_days(told: Mapping[int, Transfer]) -> dict[int, Transfer]:
    """Each transfer with the day of order or delivery that another telling of the same arms gives.

    "took delivery of ten of the tanks it *ordered in May*": the delivery has the day of the order too.
    """
    order, delivery = (_days_by_item(told, field) for field in ("order_date", "delivery_date"))
    return {
        index: replace(
            transfer,
            order_date=transfer.order_date or _day_of(transfer, order),
            delivery_date=transfer.delivery_date or _day_of(transfer, delivery),
        )
        for index, transfer in told.items()
    }


def _days_by_item(told: Mapping[int, Transfer], field: str) -> dict[tuple[int, int], str]:
    return {(i.start, i.end): getattr(t, field) for t in told.values() if getattr(t, field) for i in t.items}


def _day_of(transfer: Transfer, days: Mapping[tuple[int, int], str]) -> str | None:
    return next((days[i.start, i.end] for i in transfer.items if (i.start, i.end) in days), None)
