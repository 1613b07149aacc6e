"""The arms among a predicate's arguments, with their class and number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.knowledge.weapons import ArmsKnowledge, ArmsTerm
from onrecord.records import Item, Proposition, Report, Sentence
from onrecord.transfers.quantities import read_quantity
from onrecord.transfers.words import ArmsWords

__all__ = ["Goods", "are_contents_doubtful", "find_goods"]

_VERB_ROLES = (
    "object",
    "prep:between",
    "prep:with",
    "prep:for",
    "prep:of",
    "indirect",
    "prep:on",
    "prep:over",
    "complement",
    "prep:about",
)
_OBJECT_ROLES = ("object",)
_INTRANSITIVE_ROLES = ("subject",)
_NOUN_ROLES = ("modifier", "prep:of", "prep:for", "possessive", "prep:on", "prep:over", "prep:in", "prep:about")
_INSIDE = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod", "advmod", "punct"})
_EDGE = frozenset({"compound", "amod", "nmod", "nummod", "quantmod"})
_CONTENTS = frozenset({"of", "for", "like", "such", "including", "as", "in"})
_DEPTH = 3
_COUNTERS = frozenset({"IN", "RB", "RBR", "JJR", "JJS", "DT", "CD", "RP"})
_LONGEST_COUNT = 12


@dataclass(frozen=True, slots=True)
class Goods:
    """One arms item with the token that heads it, the role it stands in, and the state that makes its model."""

    item: Item
    head: int
    role: str
    maker: str | None


def find_goods(
    report: Report,
    sentence: Sentence,
    proposition: Proposition,
    words: ArmsWords,
    arms: ArmsKnowledge,
    *,
    is_ordered: bool = False,
) -> tuple[Goods, ...]:
    """Items in text order, each once; an argument headed by no arms word gives none.

    "sold 36 fighter *jets*" gives one item of category IV, quantity 36; "spare *parts* for its tanks" one for parts.
    """
    found: dict[int, Goods] = {}
    for role, head in _heads(sentence, proposition, arms):
        if role == "self" and words.generic.get(head) is None:
            if _is_arms_deal(sentence, head, arms):
                item = _item(report, sentence, head, words, arms, is_ordered=is_ordered)
                found[head] = Goods(item, head, role, None)
            continue
        for token in _arms_heads(sentence, head, words, arms, depth=0):
            if token not in found and (token != proposition.head or role == "self"):
                floor = _after_particle(sentence, proposition) if token > proposition.head else 0
                item = _item(report, sentence, token, words, arms, is_ordered=is_ordered, floor=floor)
                found[token] = Goods(item, token, role, _maker(item, arms))
    outermost = [g for g in found.values() if not _is_inside(sentence, g.head, found)]
    return tuple(sorted(outermost, key=lambda g: g.item.start))


def _after_particle(sentence: Sentence, proposition: Proposition) -> int:
    """The token after the verb and its particle."""
    after = proposition.head + 1
    return after + 1 if proposition.particle is not None and sentence.lemmas[after] == proposition.particle else after


def _maker(item: Item, arms: ArmsKnowledge) -> str | None:
    term = arms.named(item.designation) if item.designation else None
    return term.maker if term is not None else None


def _is_arms_deal(sentence: Sentence, head: int, arms: ArmsKnowledge) -> bool:
    """As in "*defence* sales", "*military* exports": the modifier says that arms are dealt in."""
    return sentence.lemmas[head] in arms.deal_nouns and any(
        sentence.relations[c] in ("compound", "amod", "nmod") and sentence.lemmas[c].lower() in arms.deal_modifiers
        for c in sentence.children[head]
    )


def _heads(sentence: Sentence, proposition: Proposition, arms: ArmsKnowledge) -> Iterator[tuple[str, int]]:
    is_object_only = proposition.lemma in arms.reading.stopping or proposition.lemma in arms.reading.object_only
    roles: tuple[str, ...] = _OBJECT_ROLES if is_object_only else _VERB_ROLES
    if proposition.category == "noun":
        roles = _NOUN_ROLES
        yield "self", proposition.head
        for child in sentence.children[proposition.head]:
            if sentence.relations[child] in ("compound", "amod", "nmod"):
                yield "modifier", child
    elif proposition.lemma in arms.reading.departing or (
        proposition.lemma in arms.reading.intransitive and proposition.argument("object") is None
    ):
        roles = _INTRANSITIVE_ROLES
    nearer = _nearer_object(sentence, proposition)
    for argument in proposition.arguments:
        if argument.role in roles:
            yield argument.role, argument.head if nearer is None or argument.role != "object" else nearer
    if proposition.category == "verb" and proposition.argument("object") is None and roles is not _INTRANSITIVE_ROLES:
        yield from _object_before(sentence, proposition.head)


def _nearer_object(sentence: Sentence, proposition: Proposition) -> int | None:
    """The object beside a participle that the parser hung on the clause: "hit it with *missiles*, supplied by Chad"."""
    head, object_ = proposition.head, proposition.argument("object")
    if proposition.link != "adverbial" or sentence.tags[head] != "VBN" or object_ is None or object_.head > head:
        return None
    before = head - 1
    while before > object_.head and sentence.tags[before] in (",", "RB"):
        before -= 1
    return before if before > object_.head and sentence.poses[before] in ("NOUN", "PROPN") else None


def _object_before(sentence: Sentence, verb: int) -> Iterator[tuple[str, int]]:
    """The noun a clause without an object stands behind: "the *drones* Iran supplied", "*shells* made and sold"."""
    subject = sentence.child(verb, "nsubj", "nsubjpass")
    before = sentence.lefts[verb if subject is None else subject] - 1
    if before >= 0 and sentence.poses[before] in ("NOUN", "PROPN"):
        yield "object", before
    first = verb
    while sentence.relations[first] == "conj" and sentence.tags[first] in ("VBN", "VBD"):
        first = sentence.heads[first]
    if first != verb and sentence.relations[first] in ("acl", "relcl"):
        yield "object", sentence.heads[first]


def _is_inside(sentence: Sentence, token: int, found: dict[int, Goods]) -> bool:
    """As in "spare *parts* for tanks": the tanks stand inside the parts."""
    head = sentence.heads[token]
    while head != sentence.heads[head]:
        if head in found and sentence.relations[token] not in ("conj", "appos"):
            return True
        if sentence.poses[head] == "VERB":
            return False
        token, head = head, sentence.heads[head]
    return False


def _arms_heads(sentence: Sentence, head: int, words: ArmsWords, arms: ArmsKnowledge, *, depth: int) -> Iterator[int]:
    """Tokens that head arms in one argument: itself, what it joins, and what stands in it after "of"."""
    if depth > _DEPTH:
        return
    if words.at(head) is not None or _is_military_goods(sentence, head, words, arms):
        yield head
    elif _may_hold(sentence, head, arms):
        for preposition in sentence.dependents(head, "prep"):
            if sentence.lemmas[preposition] in _CONTENTS:
                for inner in sentence.dependents(preposition, "pobj"):
                    yield from _arms_heads(sentence, inner, words, arms, depth=depth + 1)
    for child in sentence.children[head]:
        if sentence.relations[child] in ("conj", "appos"):
            yield from _arms_heads(sentence, child, words, arms, depth=depth + 1)
        elif sentence.relations[child] == "prep" and sentence.lemmas[child] in ("include", "including", "like", "as"):
            for inner in sentence.dependents(child, "pobj"):
                yield from _arms_heads(sentence, inner, words, arms, depth=depth + 1)


def _may_hold(sentence: Sentence, head: int, arms: ArmsKnowledge) -> bool:
    """As in "*batches* of shells", "*part* of the cargo", but not "the *use* of arms"."""
    lemma = sentence.lemmas[head].lower()
    return (
        lemma in arms.holders
        or lemma in arms.carriers
        or lemma in arms.numbers.units
        or sentence.tags[head] in ("CD", "$", "DT", "PRP")
    )


def _is_military_goods(sentence: Sentence, head: int, words: ArmsWords, arms: ArmsKnowledge) -> bool:
    """As in "*missile* parts", "*military* gear", "parts for its *tanks*", "material used in *chemical arms*"."""
    lemma = sentence.lemmas[head].lower()
    if lemma not in arms.carriers:
        return False
    if any(sentence.lemmas[c].lower() in arms.civil for c in sentence.children[head]):
        return False
    is_lot = lemma in arms.numbers.units or lemma in arms.nouns
    for child in sentence.children[head]:
        relation, lemma = sentence.relations[child], sentence.lemmas[child].lower()
        is_inside = relation in ("compound", "amod", "nmod")
        if is_inside and (lemma in arms.military or _any_arms(words, (child, *sentence.children[child]))):
            return True
        is_after = relation == "prep" and lemma in ("of", "for", "to") and not is_lot
        if is_after and _any_arms(words, sentence.dependents(child, "pobj")):
            return True
        if (
            relation in ("acl", "relcl")
            and lemma in arms.reading.serving
            and _any_arms(words, range(child, sentence.rights[child]))
        ):
            return True
    return False


def are_contents_doubtful(sentence: Sentence, head: int, arms: ArmsKnowledge) -> bool:
    """As in "containers that *may hold* munitions"."""
    return any(
        sentence.lemmas[child] in arms.reading.serving
        and sentence.dependents(child, "aux")
        and any(sentence.lemmas[a] in ("may", "might", "could") for a in sentence.dependents(child, "aux"))
        for child in sentence.dependents(head, "acl", "relcl")
    )


def _any_arms(words: ArmsWords, tokens: Iterable[int]) -> bool:
    return any(words.at(token) is not None for token in tokens)


def _item(
    report: Report,
    sentence: Sentence,
    head: int,
    words: ArmsWords,
    arms: ArmsKnowledge,
    *,
    is_ordered: bool,
    floor: int = 0,
) -> Item:
    word = words.at(head)
    term = word.term if word is not None else _term_inside(sentence, head, words)
    left = max(floor, _left_edge(sentence, head, arms, head if word is None else min(word.first, head)))
    named = _designation_of(sentence, left, head, words)
    right = max(head, named[1] - 1 if named else head) + 1
    span = sentence.span(left, right)
    name = named[0] if named else None
    known = name if name is not None and name.is_listed else None
    is_whole = word is not None or sentence.lemmas[head].lower() in arms.wholes
    category = (term.category or (known.category if known else None)) if is_whole else _goods_category(term)
    return Item(
        text=report.text[span.start : span.end],
        designation=name.designation if name else None,
        category=(known.category if known and is_whole else category),
        munitions_list=(known.munitions_list if known else term.munitions_list),
        quantity=read_quantity(_counting_words(sentence, head, left, floor), arms.numbers, is_ordered=is_ordered),
        start=span.start,
        end=span.end,
    )


_NO_TERM = ArmsTerm(None, None)
_MISSILE = frozenset({"VII", "VIIb"})


def _goods_category(term: ArmsTerm) -> str | None:
    """Parts and technology of missiles are a class of their own; other parts go with what they are parts of."""
    return "missile-parts" if term.category in _MISSILE else term.category


def _term_inside(sentence: Sentence, head: int, words: ArmsWords) -> ArmsTerm:
    for token in range(sentence.lefts[head], sentence.rights[head]):
        word = words.at(token)
        if word is not None and token != head:
            return word.term
    return _NO_TERM


def _left_edge(sentence: Sentence, head: int, arms: ArmsKnowledge, first: int) -> int:
    """Where the phrase begins: at its modifiers, but after other goods told before it ("flour, fuel and *tanks*")."""
    left = min([first, *_left_parts(sentence, head, arms)])
    for token in range(first - 1, left, -1):
        is_joint = sentence.tags[token] in (",", "CC")
        if is_joint and sentence.poses[token - 1] == "NOUN":
            return token + 1
    return left


def _left_parts(sentence: Sentence, head: int, arms: ArmsKnowledge) -> Iterator[int]:
    for child in sentence.children[head]:
        is_verb = sentence.tags[child] == "VBG" and sentence.lemmas[child] in arms.verbs
        if child < head and sentence.relations[child] in _EDGE and not is_verb:
            yield sentence.lefts[child]


def _designation_of(sentence: Sentence, left: int, head: int, words: ArmsWords) -> tuple[ArmsTerm, int] | None:
    """The designation within the phrase, or right after its head ("tanks, *T-72s*" is a thing of its own)."""
    for token in range(left, head + 1):
        word = words.named.get(token)
        if word is not None:
            return word.term, word.last
    after = words.named.get(head + 1)
    if after is not None and sentence.heads[head + 1] == head and sentence.relations[head + 1] != "conj":
        return after.term, after.last
    return None


def _counting_words(sentence: Sentence, head: int, left: int, floor: int) -> tuple[str, ...]:
    """The words from the first counting one of the whole phrase to the arms: "*up to two dozen* tanks".

    None before ``floor``: the "over" of "handed *over* 20 tanks" counts nothing.
    """
    top, first = head, left
    while sentence.relations[top] == "pobj" and sentence.lemmas[sentence.heads[top]] == "of":
        noun = sentence.heads[sentence.heads[top]]
        if sentence.poses[noun] not in ("NOUN", "NUM", "PROPN", "ADJ", "DET", "PRON"):
            break
        top = noun
        first = min([first, top, *(sentence.lefts[c] for c in sentence.children[top] if c < top)])
    first = min(
        [first, *(sentence.lefts[c] for c in sentence.children[top] if c < top and sentence.relations[c] in _INSIDE)]
    )
    while first > 0 and head - first < _LONGEST_COUNT and sentence.tags[first - 1] in _COUNTERS:
        first -= 1
    return sentence.words[max(first, floor) : head]
