"""A transfer record for every event in which arms move or are said, asked, agreed or refused to move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.knowledge.weapons import ArmsAction, ArmsKnowledge, load_arms
from onrecord.records import (
    ActorMention,
    Argument,
    CodedEvent,
    Judgement,
    PlaceMention,
    Proposition,
    Report,
    Sentence,
    Transfer,
    body_of,
)
from onrecord.scene import Scene, make_scene
from onrecord.transfers.around import sides_around
from onrecord.transfers.details import with_broker, with_days, with_details, with_own_day
from onrecord.transfers.items import Goods, are_contents_doubtful, find_goods
from onrecord.transfers.memory import TransferMemory, completed_transfers, speaks_again, speaks_of_claims, told_before
from onrecord.transfers.parties import apart, find_sides, open_sides, sides_from_outer, with_event, with_persons
from onrecord.transfers.stages import own_stage, stage_of_outer
from onrecord.transfers.traps import is_no_supply, says_enough
from onrecord.transfers.values import find_value, money_of
from onrecord.transfers.words import ArmsWords, civil_containers, find_arms_words

__all__ = ["find_transfers"]

_UNKNOWN = ("UNK",)
_CONTENT_LINKS = frozenset({"complement", "infinitive", "gerund", "noun", "purpose", "parenthetical"})
_DEPTH = 4
_RECEIPT = ArmsAction("buy", "delivered", ("prep:from", "prep:by"), ("subject",))


def find_transfers(
    report: Report,
    sentences: Sequence[Sentence],
    mentions: Sequence[ActorMention],
    propositions: Sequence[Proposition],
    judgements: Sequence[Judgement],
    events: Sequence[CodedEvent],
    places: Sequence[PlaceMention] = (),
) -> dict[int, Transfer]:
    """Event position to transfer, for the events that carry arms or speak of such an event.

    "*Chad* sold *Mali* 12 *tanks*": supplier Chad, recipient Mali, stage delivered.
    """
    arms = load_arms()
    scene = make_scene(sentences, mentions, propositions, (), judgements)
    reading = _Reading(report, scene, arms, events, places)
    return reading.transfers()


class _Reading:
    """One report's propositions read for arms; holds tables made once."""

    def __init__(
        self,
        report: Report,
        scene: Scene,
        arms: ArmsKnowledge,
        events: Sequence[CodedEvent],
        places: Sequence[PlaceMention],
    ) -> None:
        self.report, self.scene, self.arms, self.events = report, scene, arms, events
        self.event_at = {event.proposition: i for i, event in enumerate(events)}
        self.places = {(p.sentence, token): p for p in places for token in range(p.first, p.last)}
        self.words: dict[int, ArmsWords] = {}
        self.civil = civil_containers(scene.sentences.values(), arms)
        self.memory = TransferMemory()
        self.opened: dict[int, frozenset[str]] = {}
        self.contents = _contents(scene.propositions, arms)

    def transfers(self) -> dict[int, Transfer]:
        """Own transfers of predicates first, in text order; then the acts that speak of them."""
        told: dict[int, Transfer] = {}
        for proposition in self.scene.propositions:
            transfer = self._own(proposition)
            if transfer is not None:
                told[proposition.index] = transfer
                self.memory.add(proposition.sentence, transfer)
        for event in self.events:
            self._fill_inner(event, told)
        told = {index: self._with_far_sides(index, t) for index, t in completed_transfers(told, self.opened).items()}
        told = with_days({index: self._without_bodies(t) for index, t in told.items()})
        found = {}
        for position, event in enumerate(self.events):
            transfer = self._of_event(event, told)
            if transfer is not None and says_enough(transfer):
                found[position] = transfer
        return found

    def _with_far_sides(self, index: int, transfer: Transfer) -> Transfer:
        """What no transfer of the report tells, the event's sides from other sentences may."""
        position, action = self.event_at.get(index), self._action(self.scene.propositions[index])
        if position is None or action is None:
            return transfer
        here = self.scene.propositions[index].sentence
        supplier, recipient = with_event(
            action,
            self.events[position],
            tuple(i for i in transfer.supplier if i not in _UNKNOWN),
            tuple(i for i in transfer.recipient if i not in _UNKNOWN),
            lambda m: self.scene.mentions[m].sentence <= here,
        )
        supplier, recipient = with_persons(action, self.events[position], supplier, recipient)
        if {body_of(i) for i in supplier} & {body_of(i) for i in recipient}:
            return transfer
        return replace(transfer, supplier=supplier or _UNKNOWN, recipient=recipient or _UNKNOWN)

    def _without_bodies(self, transfer: Transfer) -> Transfer:
        """The Security Council has no arms: who breaches its ban does not supply it."""
        supplier, recipient = (
            tuple(i for i in side if body_of(i) not in self.arms.reading.bodies_without_arms)
            for side in (transfer.supplier, transfer.recipient)
        )
        return replace(transfer, supplier=supplier or _UNKNOWN, recipient=recipient or _UNKNOWN)

    def _fill_inner(self, event: CodedEvent, told: dict[int, Transfer]) -> None:
        """Sides the inner predicate leaves out, from the act that speaks of it: "*Chad* approved the sale of tanks"."""
        if event.type not in self.arms.carrying or event.proposition in told:
            return
        index = self._inner(event.proposition, told, depth=0)
        if index is not None:
            inner, outer = self.scene.propositions[index], self.scene.propositions[event.proposition]
            action = self._action(inner)
            is_purchase = action is not None and action.direction == "buy"
            told[index] = sides_from_outer(self.scene, outer, event, told[index], self.arms, is_purchase=is_purchase)

    def _own(self, proposition: Proposition) -> Transfer | None:
        """The transfer that a predicate tells itself, by its arguments."""
        action = self._action(proposition)
        position = self.event_at.get(proposition.index)
        event = self.events[position] if position is not None else None
        if action is None or not self._may_move_arms(proposition, event):
            return None
        sentence = self.scene.sentences[proposition.sentence]
        goods = find_goods(
            self.report, sentence, proposition, self._words(sentence), self.arms, is_ordered=action.stage == "ordered"
        )
        if not goods:
            is_doubtful = proposition.lemma in self.arms.sided
            return None if is_doubtful else self._again(sentence, proposition, action, event)
        is_arming = self._is_arming(proposition, goods)
        sides = find_sides(self.scene, proposition, action, goods, event, is_arming=is_arming)
        sides = sides_around(self.scene, proposition, action, goods, sides)
        if is_no_supply(self.scene, proposition, action, goods, sides, self._words(sentence)):
            return None
        supplier, recipient = sides
        if self._needs_both_sides(proposition, event) and not (supplier and recipient):
            return None
        items = frozenset(g.head for g in goods)
        self.opened[proposition.index] = open_sides(self.scene, proposition, action, sides, items)
        stage = self._stage(action, proposition, event)
        origin = self._origin(proposition, action) if stage == "shipped" and not supplier else ()
        transfer = Transfer(
            supplier=supplier or origin or _UNKNOWN,
            recipient=recipient or _UNKNOWN,
            end_user=None,
            items=tuple(g.item for g in goods),
            value=None,
            stage=stage,
            rule=f"arms-{proposition.category}",
            flags=tuple(self._doubts(sentence, goods, is_by_place=bool(origin))),
        )
        transfer = self._with_value(sentence, transfer)
        transfer = with_details(self.scene, proposition, action, goods, transfer, self.places)
        return with_own_day(transfer, event.when if event is not None else None)

    def _may_move_arms(self, proposition: Proposition, event: CodedEvent | None) -> bool:
        """Whether an event of its type moves arms; talks that were not held never do."""
        if event is not None and event.type not in self.arms.moving:
            return False
        return not (proposition.negations and proposition.lemma in self.arms.unless_negated)

    def _needs_both_sides(self, proposition: Proposition, event: CodedEvent | None) -> bool:
        """Whether a verb of many uses, or a movement of troops, moves arms only from one side to another."""
        return proposition.lemma in self.arms.sided or (event is not None and event.type == "MOBILIZE")

    def _origin(self, proposition: Proposition, action: ArmsAction) -> tuple[str, ...]:
        """The state of the place that arms set out from: "left *Rajin* for Russian ports"."""
        for role in action.supplier:
            argument = proposition.argument(role) if role in ("prep:from", "object") else None
            place = self.places.get((proposition.sentence, argument.head)) if argument is not None else None
            if place is not None and place.country is not None:
                return (place.country,)
        return ()

    def _doubts(self, sentence: Sentence, goods: Sequence[Goods], *, is_by_place: bool) -> Iterator[str]:
        if any(self._is_unlisted(g) for g in goods):
            yield "unlisted-designation"
        if is_by_place:
            yield "supplier-by-place"
        if any(are_contents_doubtful(sentence, g.head, self.arms) for g in goods):
            yield "contents-doubtful"

    def _is_unlisted(self, goods: Goods) -> bool:
        name = goods.item.designation
        return name is not None and self.arms.named(name) is None

    def _action(self, proposition: Proposition) -> ArmsAction | None:
        if proposition.category == "adjective":
            return None
        if proposition.category == "verb":
            return self._verb_action(proposition)
        action = self.arms.nouns.get(proposition.lemma)
        if action is None or self._is_about_control(proposition):
            return None
        return _RECEIPT if action.direction == "supply" and self._is_received(proposition) else action

    def _verb_action(self, proposition: Proposition) -> ArmsAction | None:
        """The verb's action; what is hired "from" somebody is got, and who stops a purchase is the one who buys."""
        action = self.arms.verbs.get(proposition.lemma)
        if proposition.lemma in self.arms.reading.clauseless and proposition.argument("clause") is not None:
            return None
        if action is not None and action.direction == "divert" and proposition.lemma == "end":
            return action if proposition.particle == "up" else self.arms.nouns["termination"]
        if proposition.lemma in self.arms.reading.hiring and proposition.argument("prep:from"):
            return replace(_RECEIPT, stage=action.stage if action is not None else "delivered")
        object_ = proposition.argument("object")
        denied = self._denied_action(proposition, object_)
        if denied is not None:
            return denied
        if action is None or action.direction != "hold" or object_ is None:
            return action
        held = self.arms.nouns.get(self.scene.sentences[proposition.sentence].lemmas[object_.head])
        if held is not None and held.direction == "buy":
            return ArmsAction("buy", action.stage, held.supplier, ("subject", *held.recipient))
        if held is not None and held.direction == "supply" and action.stage == "cancelled":
            return ArmsAction("supply", action.stage, ("subject", *held.supplier), held.recipient)
        return action

    def _denied_action(self, proposition: Proposition, object_: Argument | None) -> ArmsAction | None:
        """What is denied where the parser took its gerund for a part of the arms: "denied *selling* tanks"."""
        if object_ is None or proposition.lemma not in self.arms.reading.clauseless:
            return None
        sentence = self.scene.sentences[proposition.sentence]
        gerunds = (sentence.lemmas[c] for c in sentence.children[object_.head] if sentence.tags[c] == "VBG")
        action = next((self.arms.verbs[lemma] for lemma in gerunds if lemma in self.arms.verbs), None)
        return replace(action, stage="alleged") if action is not None else None

    def _is_received(self, proposition: Proposition) -> bool:
        """Whether the verb above says that its subject gets what the noun supplies: "*took* delivery of"."""
        above = proposition.parent
        if above is None or proposition.argument("subject") is None:
            return False
        return self.scene.propositions[above].lemma in self.arms.receiving

    def _is_about_control(self, proposition: Proposition) -> bool:
        """As in "arms *control* agreement": no arms change hands by it."""
        sentence = self.scene.sentences[proposition.sentence]
        return any(
            sentence.lemmas[token].lower() in self.arms.not_deals
            for token in range(sentence.lefts[proposition.head], proposition.head)
        )

    def _is_arming(self, proposition: Proposition, goods: Sequence[Goods]) -> bool:
        """Whether arms stand after "with" and whom is the object: "*equipped* the army with rifles"."""
        return (
            proposition.category == "verb"
            and proposition.lemma in self.arms.arming
            and all(g.role not in ("object", "indirect") for g in goods)
        )

    def _again(
        self, sentence: Sentence, proposition: Proposition, action: ArmsAction, event: CodedEvent | None
    ) -> Transfer | None:
        """A transfer told again without its arms: "he sold *them* to Chad", "*the deal*"."""
        reach = speaks_again(sentence, proposition, self.arms)
        before = self.memory.latest(sentence.index, reach=reach) if reach is not None else None
        if before is None or event is None:
            return None
        supplier, recipient = find_sides(self.scene, proposition, action, (), event, is_arming=False)
        if action.direction == "mutual" and event.type == "AGREE" and not (supplier or recipient):
            recipient = _other_partners(event, before)
        again = replace(
            before,
            supplier=supplier or before.supplier,
            recipient=recipient or before.recipient,
            stage=self._stage(action, proposition, event),
            rule="arms-told-before",
        )
        return with_own_day(self._with_value(sentence, again), event.when)

    def _stage(self, action: ArmsAction, proposition: Proposition, event: CodedEvent | None) -> str:
        outer = None
        if event is not None and event.inside is not None:
            around = self.events[event.inside]
            outer = (around, self.scene.propositions[around.proposition])
        above = self.scene.propositions[proposition.parent] if proposition.parent is not None else None
        governor = above if proposition.link in _CONTENT_LINKS else None
        sentence = self.scene.sentences[proposition.sentence]
        participles = [
            sentence.lemmas[c]
            for c in sentence.children[proposition.head]
            if proposition.category == "noun" and sentence.tags[c] == "VBN" and sentence.relations[c] in ("acl", "amod")
        ]
        judgement = self.scene.judgements[proposition.index]
        return own_stage(action, proposition, judgement, outer, governor, self.arms, participles)

    def _words(self, sentence: Sentence) -> ArmsWords:
        found = self.words.get(sentence.index)
        if found is None:
            found = self.words[sentence.index] = find_arms_words(self.report, sentence, self.arms, self.civil)
        return found

    def _with_value(self, sentence: Sentence, transfer: Transfer) -> Transfer:
        value = find_value(self.report.text[sentence.start : sentence.end])
        amount, currency = money_of(value)
        return replace(transfer, value=value, amount=amount, currency=currency)

    def _of_event(self, event: CodedEvent, told: Mapping[int, Transfer]) -> Transfer | None:
        own = told.get(event.proposition)
        if own is not None:
            return own
        if event.type not in self.arms.carrying:
            return None
        index = self._inner(event.proposition, told, depth=0)
        inner = told[index] if index is not None else self._just_claimed(event, told)
        if inner is None:
            return None
        proposition = self.scene.propositions[event.proposition]
        return replace(
            with_broker(inner, proposition, event),
            stage=stage_of_outer(event, proposition, inner.stage, self.arms),
            rule=f"content-of-{event.type.lower()}",
        )

    def _just_claimed(self, event: CodedEvent, told: Mapping[int, Transfer]) -> Transfer | None:
        """The transfer of the claims that an act rejects or repeats: "Chad dismissed *the allegations*"."""
        proposition = self.scene.propositions[event.proposition]
        sentence = self.scene.sentences[proposition.sentence]
        if event.type not in ("REJECT", "ACCUSE") or not speaks_of_claims(sentence, proposition, self.arms):
            return None
        places = {index: self.scene.propositions[index].sentence for index in told}
        return told_before(told, places, sentence.index)

    def _inner(self, proposition: int, told: Mapping[int, Transfer], *, depth: int) -> int | None:
        """The proposition of the first transfer told inside what a predicate governs."""
        if depth > _DEPTH:
            return None
        for child in self.contents.get(proposition, ()):
            if child in told:
                return child
            found = self._inner(child, told, depth=depth + 1)
            if found is not None:
                return found
        return None


def _other_partners(event: CodedEvent, before: Transfer) -> tuple[str, ...]:
    """Who of the partners to "the deal" is not known to supply: he gets the arms."""
    partners = dict.fromkeys(i for i, _ in (*event.actors, *event.recipients) if not i.startswith("UNK"))
    suppliers = {body_of(i) for i in before.supplier}
    if before.recipient != _UNKNOWN or suppliers.isdisjoint(body_of(i) for i in partners):
        return ()
    return apart(partners, before.supplier)


def _contents(propositions: Sequence[Proposition], arms: ArmsKnowledge) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for proposition in propositions:
        if proposition.parent is None:
            continue
        if proposition.link == "noun" and proposition.marker in arms.again_circumstances:
            continue
        is_said = proposition.link == "relative" and propositions[proposition.parent].category == "noun"
        if proposition.link in _CONTENT_LINKS or (is_said and proposition.marker == "that"):
            found[proposition.parent].append(proposition.index)
    return found
