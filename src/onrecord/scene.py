"""One report's records laid out for lookup: which mention heads a token, which proposition, which attribution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.knowledge.predication import load_predication
from onrecord.records import ActorMention, Argument, Attribution, Judgement, Proposition, Sentence, bodies_of

__all__ = ["Party", "Scene", "bodies", "make_scene"]

_OWNERS = ("poss", "compound", "amod", "nmod", "npadvmod")


@dataclass(frozen=True, slots=True)
class Party:
    """One actor in a role: its id, the mention that names it, and the rule that reached it."""

    id: str
    mention: int | None
    rule: str


def bodies(parties: Iterable[Party]) -> frozenset[str]:
    """The states, groups and bodies of parties, without the unknown one."""
    return bodies_of(party.id for party in parties)


@dataclass(frozen=True, slots=True)
class Scene:
    """Read-only tables over one report; token keys are (sentence index, token position)."""

    sentences: Mapping[int, Sentence]
    mentions: Sequence[ActorMention]
    propositions: Sequence[Proposition]
    judgements: Mapping[int, Judgement]
    attributions: Sequence[Attribution]
    by_head: Mapping[tuple[int, int], int]
    by_sentence: Mapping[int, tuple[int, ...]]
    predicate_at: Mapping[tuple[int, int], int]

    def mention_at(self, sentence: int, token: int) -> int | None:
        """The mention headed by a token, or the narrowest one that covers it."""
        found = self.by_head.get((sentence, token))
        if found is not None:
            return found
        covering = [
            i for i in self.by_sentence.get(sentence, ()) if self.mentions[i].first <= token < self.mentions[i].last
        ]
        return min(covering, key=lambda i: self.mentions[i].last - self.mentions[i].first, default=None)

    def naming(self, party: Party) -> int | None:
        """The mention that names a party in its sentence: "*Chad* said it would not pay", for "it"."""
        position = party.mention
        while position is not None and self.mentions[position].kind == "pronoun":
            earlier = self.mentions[position].antecedent
            if earlier is None or self.mentions[earlier].sentence != self.mentions[position].sentence:
                break
            if party.id not in self.mentions[earlier].ids:
                break
            position = earlier
        return position

    def parties(self, proposition: Proposition, argument: Argument, *, place: bool = False) -> tuple[Party, ...]:
        """The actors an argument stands for: its own mention, or the one that owns or modifies its head.

        ``place`` marks the rule of a party reached through a place ("fighting in *Mali*").
        "*Iran*'s missiles" as a party is Iran; "the *Malian* gold trade" is Mali, by its modifier.
        """
        sentence = self.sentences[proposition.sentence]
        rule = f"{argument.rule}:in" if place else argument.rule
        mention = self.mention_at(sentence.index, argument.head)
        if mention is not None:
            return tuple(self._ids(mention, rule))
        if sentence.lemmas[argument.head] in load_predication().time_nouns:
            return ()  # "on the *eve* of a visit by Chad"
        if sentence.lemmas[argument.head].lower() in load_predication().others:
            return ()  # "*Kenya*'s neighbours" are not Kenya
        owners = tuple(self._owners(sentence, argument.head, rule, depth=0))
        return owners or tuple(self._issuers(sentence, argument.head, rule))

    def _issuers(self, sentence: Sentence, noun: int, rule: str) -> Iterator[Party]:
        """Whoever puts out a document speaks in it: "*Chad* issued a statement condemning the raid"."""
        words = load_predication()
        if sentence.lemmas[noun] not in words.document_nouns or sentence.relations[noun] not in ("dobj", "nsubjpass"):
            return
        verb = sentence.heads[noun]
        index = self.predicate_at.get((sentence.index, verb))
        if index is None or sentence.lemmas[verb] not in words.issuing_verbs:
            return
        above = self.propositions[index]
        for argument in above.arguments:
            if argument.role == "subject" and argument.head != noun:
                for party in self.parties(above, argument):
                    yield Party(party.id, party.mention, f"{rule}+issuer")

    def _ids(self, mention: int, rule: str) -> Iterator[Party]:
        for identity in self.mentions[mention].ids:
            yield Party(identity, mention, rule)

    def _is_venue(self, sentence: Sentence, noun: int, mention: int) -> bool:
        """Whether a city before a noun says where, not whose: "the *Paris* agreement"."""
        named = self.mentions[mention]
        is_city = named.kind == "capital" and named.head < noun and sentence.relations[named.head] != "poss"
        return is_city and sentence.lemmas[noun].lower() in load_predication().venue_nouns

    def _owners(self, sentence: Sentence, token: int, rule: str, *, depth: int) -> Iterator[Party]:
        if sentence.tags[token] == "VBN":
            return  # the doer of a participle ("*Kenya*-brokered") does not own the noun after it
        for child in sorted(sentence.children[token], key=lambda c: sentence.relations[c] != "appos"):
            relation = sentence.relations[child]
            if relation in _OWNERS or relation == "appos":
                mention = self.by_head.get((sentence.index, child))
                if mention is not None and not self._is_venue(sentence, token, mention):
                    yield from self._ids(mention, f"{rule}+{relation}")
                    return
        holders = tuple(self._holders(sentence, token, rule))
        if holders:
            yield from holders
            return
        for child in sentence.children[token]:
            if sentence.lemmas[child] == "from" and sentence.words[token].endswith("ing"):
                continue  # the way of a thing: "a ship *sailing from Oman*"
            if sentence.relations[child] == "prep" and sentence.lemmas[child] in load_predication().owning_prepositions:
                for item in sentence.dependents(child, "pobj"):
                    mention = self.mention_at(sentence.index, item)
                    if mention is not None:
                        yield from self._ids(mention, f"{rule}+of")
                        yield from self._conjunct_ids(sentence, item, rule)
                        return
                    if depth < 1:
                        yield from self._owners(sentence, item, rule, depth=depth + 1)

    def _holders(self, sentence: Sentence, noun: int, rule: str) -> Iterator[Party]:
        """Who holds a place is the one it is taken from: "retook a *Taliban*-held district", "a *rebel*-held town"."""
        words = load_predication()
        for participle in sentence.dependents(noun, "amod"):
            if sentence.lemmas[participle] not in words.holding_participles:
                continue
            for holder in sentence.dependents(participle, "npadvmod", "compound", "nmod", "amod"):
                mention = self.by_head.get((sentence.index, holder))
                if mention is not None:
                    yield from self._ids(mention, f"{rule}+holder")
                elif sentence.lemmas[holder] in words.holding_sides:
                    yield Party(f"UNK:{words.holding_sides[sentence.lemmas[holder]]}", None, f"{rule}+holder")

    def _conjunct_ids(self, sentence: Sentence, token: int, rule: str) -> Iterator[Party]:
        for child in sentence.children[token]:
            if sentence.relations[child] == "conj":
                mention = self.by_head.get((sentence.index, child))
                if mention is not None:
                    yield from self._ids(mention, f"{rule}+of")
                yield from self._conjunct_ids(sentence, child, rule)


def make_scene(
    sentences: Sequence[Sentence],
    mentions: Sequence[ActorMention],
    propositions: Sequence[Proposition],
    attributions: Sequence[Attribution],
    judgements: Sequence[Judgement],
) -> Scene:
    """The tables, made in one pass over each kind of record; a wider mention wins a shared head."""
    by_head: dict[tuple[int, int], int] = {}
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        by_sentence[mention.sentence].append(i)
        key = (mention.sentence, mention.head)
        if key not in by_head or _width(mentions[by_head[key]]) < _width(mention):
            by_head[key] = i
    return Scene(
        sentences={s.index: s for s in sentences},
        mentions=mentions,
        propositions=propositions,
        judgements={j.proposition: j for j in judgements},
        attributions=attributions,
        by_head=by_head,
        by_sentence={k: tuple(v) for k, v in by_sentence.items()},
        predicate_at={(p.sentence, p.head): p.index for p in propositions},
    )


def _width(mention: ActorMention) -> int:
    return mention.last - mention.first
