"""Who gives the arms and who gets them: from the predicate's roles, the event's sides, and the arms' own modifiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.knowledge.weapons import ArmsAction, ArmsKnowledge, load_arms
from onrecord.records import CodedEvent, Proposition, Sentence, Transfer, body_of
from onrecord.scene import Scene
from onrecord.transfers.items import Goods

__all__ = [
    "Sides",
    "apart",
    "are_two_states",
    "behind_participle",
    "find_sides",
    "ids_at",
    "is_misread_participle",
    "open_sides",
    "sides_from_outer",
    "with_event",
    "with_persons",
]

Sides = tuple[tuple[str, ...], tuple[str, ...]]
Near = Callable[[int], bool]

_UNKNOWN = "UNK"
_TO = frozenset({"to", "for", "into", "toward", "towards"})
_FROM = frozenset({"from", "by"})
_OWNERS = ("compound", "amod", "nmod", "poss", "npadvmod")


def find_sides(
    scene: Scene,
    proposition: Proposition,
    action: ArmsAction,
    goods: Sequence[Goods],
    event: CodedEvent | None,
    *,
    is_arming: bool,
) -> Sides:
    """Supplier and recipient ids; empty where nothing says.

    "*Hungary* bought jets from *Sweden*": supplier Sweden; "armed the *rebels* with rifles": recipient the rebels.
    """
    items = {g.head for g in goods}
    sentence = scene.sentences[proposition.sentence]

    def is_near(mention: int) -> bool:
        return scene.mentions[mention].sentence == sentence.index

    supplier = _from_roles(scene, proposition, action.supplier, items)
    recipient = _recipient_in_roles(scene, proposition, action, items, is_arming=is_arming)
    if action.direction == "buy" and not supplier:
        supplier = _event_side(event, "recipients", is_near)
    heads = list(items) if proposition.category == "verb" else [*items, proposition.head]
    supplier = supplier or _attached(scene, sentence, _senders(sentence, proposition, action, heads), _FROM)
    recipient = recipient or _attached(scene, sentence, heads, _TO)
    recipient = recipient or tuple(_hidden_by_participle(scene, sentence, [*heads, proposition.head]))
    if event is not None:
        supplier, recipient = with_event(action, event, supplier, recipient, is_near)
    owner = _owners(scene, sentence, items) if action.direction != "divert" else ()
    if action.direction == "hold":
        supplier, recipient = _without_bodies(supplier), _without_bodies(recipient)
    if action.direction == "mutual":
        supplier, recipient = _from_partners(scene, proposition, event, goods, owner, supplier, recipient)
    if not supplier or {body_of(i) for i in supplier} < {body_of(i) for i in owner}:
        supplier = apart(owner, recipient) or supplier
    return _told_apart(supplier, recipient, owner)


def _senders(sentence: Sentence, proposition: Proposition, action: ArmsAction, heads: Sequence[int]) -> Sequence[int]:
    """The words behind which "from" says who sent the arms.

    "Seized rifles from a boat" says who held them; "seized a *cargo* of rifles from Chad" who sent them.
    """
    if proposition.category != "verb" or action.direction != "seize":
        return heads
    return [h for h in heads if sentence.lemmas[h] in load_arms().reading.loads]


def _without_bodies(side: tuple[str, ...]) -> tuple[str, ...]:
    """A body that bars arms has none to supply: "the *United Nations* banned arms sales to Chad"."""
    return tuple(i for i in side if body_of(i) not in load_arms().reading.bodies)


def _recipient_in_roles(
    scene: Scene, proposition: Proposition, action: ArmsAction, items: set[int], *, is_arming: bool
) -> tuple[str, ...]:
    """Who gets the arms by the predicate's arguments: "to *Chad*", "gave *Chad* tanks", "armed the *rebels*"."""
    if is_arming:
        armed = _from_roles(scene, proposition, ("object", "indirect", "prep:to"), items)
        if armed:
            return armed
    found = _from_roles(scene, proposition, action.recipient, items)
    is_hung_on = proposition.link == "adverbial"  # "struck a jet with missiles, *supplied* by Chad": the jet gets none
    if not found and items and proposition.category == "verb" and action.direction == "supply" and not is_hung_on:
        found = _from_roles(scene, proposition, ("object",), items)
    if not found and proposition.lemma in load_arms().reading.giving:
        found = _misread_recipient(scene, scene.sentences[proposition.sentence], items)
    return found


def open_sides(
    scene: Scene, proposition: Proposition, action: ArmsAction, sides: Sides, items: frozenset[int]
) -> frozenset[str]:
    """The sides that the text tells in words we cannot name: "supplied to *Gulf Arabs*", "by foreign *backers*".

    The arms themselves, by the tokens that head them, are nobody: "cancelled an order for *jets*".
    """
    sentence = scene.sentences[proposition.sentence]
    return frozenset(
        side
        for side, roles, ids in zip(("supplier", "recipient"), (action.supplier, action.recipient), sides, strict=True)
        if not ids
        and any(
            a.role in roles and a.role != "modifier" and a.head not in items and _is_somebody(sentence, a.head)
            for a in proposition.arguments
        )
    )


def _is_somebody(sentence: Sentence, token: int) -> bool:
    """Several or named ones, or "*those* who resist"."""
    is_named = sentence.poses[token] in ("NOUN", "PROPN") and sentence.tags[token] in ("NNS", "NNPS", "NNP")
    return is_named or sentence.lemmas[token].lower() in ("those", "anyone")


def _misread_recipient(scene: Scene, sentence: Sentence, items: Iterable[int]) -> tuple[str, ...]:
    """A state's name that the parser took for a part of the arms' name: "sold *Chad* MiG-29 fighters"."""
    for head in items:
        for child in sentence.children[head]:
            mention = scene.by_head.get((sentence.index, child))
            if mention is None or sentence.relations[child] not in ("compound", "nmod", "amod"):
                continue
            if scene.mentions[mention].kind in ("name", "capital") and sentence.tags[child] == "NNP":
                return tuple(i for i in scene.mentions[mention].ids if not _is_unknown(i))
    return ()


def with_event(
    action: ArmsAction,
    event: CodedEvent,
    supplier: tuple[str, ...],
    recipient: tuple[str, ...],
    near: Near | None = None,
) -> Sides:
    """What the syntax does not say, the event's own sides may: who sells is its actor, who buys is its actor."""
    actors, recipients = _event_side(event, "actors", near), _event_side(event, "recipients", near)
    if action.direction == "supply":
        return supplier or actors, recipient or recipients
    if action.direction in ("buy", "request"):
        return supplier or recipients, recipient or actors
    if action.direction == "hold":
        if action.stage == "cancelled":
            return supplier, recipient
        return supplier or actors, recipient or recipients
    return supplier, recipient


def sides_from_outer(
    scene: Scene, outer: Proposition, event: CodedEvent, inner: Transfer, arms: ArmsKnowledge, *, is_purchase: bool
) -> Transfer:
    """The inner transfer with the sides that the act around it tells; who bans a purchase is the one who buys.

    "*Chad* blocked the export of rifles to *Mali*": supplier Chad, recipient Mali, though the export has neither.
    """
    supplier, recipient = (tuple(i for i in side if not _is_unknown(i)) for side in (inner.supplier, inner.recipient))
    if not supplier and not recipient:
        supplier, recipient = _split_by_maker(event, inner, arms)
    if not recipient:
        recipient = apart(_from_roles(scene, outer, ("prep:to", "prep:for"), set()), supplier)
    disposes = outer.lemma in arms.outer_lemmas and inner.stage != "ordered"
    if is_purchase and disposes and not recipient:
        recipient = _without_bodies(apart(_event_side(event, "actors"), supplier))
    if not supplier and disposes:
        supplier = _without_bodies(apart(_event_side(event, "actors"), recipient))
    if not recipient and disposes:
        recipient = _without_bodies(apart(_event_side(event, "recipients"), supplier))
    return replace(inner, supplier=supplier or inner.supplier, recipient=recipient or inner.recipient)


def _split_by_maker(event: CodedEvent, inner: Transfer, arms: ArmsKnowledge) -> Sides:
    """Of two partners to a deal, the one whose industry makes the arms supplies them."""
    partners = [*_event_side(event, "actors"), *_event_side(event, "recipients")]
    terms = [arms.named(item.designation) for item in inner.items if item.designation]
    makers = {term.maker for term in terms if term is not None}
    supplier = tuple(p for p in partners if body_of(p) in makers)
    if not supplier or len(partners) < 2:
        return (), ()
    return supplier, tuple(p for p in partners if body_of(p) not in makers)


def with_persons(action: ArmsAction, event: CodedEvent, supplier: tuple[str, ...], recipient: tuple[str, ...]) -> Sides:
    """Sides still unknown, from the persons that are the event's: "the dealer *Ann Smith* sold rifles to Chad"."""
    actors, recipients = (tuple(i for i, _ in side if i.islower()) for side in (event.actors, event.recipients))
    if action.direction == "supply":
        return supplier or actors, recipient or recipients
    if action.direction in ("buy", "request"):
        return supplier or recipients, recipient or actors
    return supplier, recipient


def _event_side(event: CodedEvent | None, side: str, near: Near | None = None) -> tuple[str, ...]:
    """An event's actors or recipients; those mentioned in one sentence only, if ``near`` tells which."""
    if event is None:
        return ()
    found = (i for i, m in getattr(event, side) if not _is_unknown(i) and (near is None or (m is not None and near(m))))
    return tuple(dict.fromkeys(found))


def _from_partners(
    scene: Scene,
    proposition: Proposition,
    event: CodedEvent | None,
    goods: Sequence[Goods],
    owner: tuple[str, ...],
    supplier: tuple[str, ...],
    recipient: tuple[str, ...],
) -> Sides:
    """Of the parties to a deal, the one whose arms they are supplies: "their deal for *Russian* jets"."""
    partners = [*_event_side(event, "actors"), *_event_side(event, "recipients")]
    if not partners:
        roles = ("subject", "possessive", "prep:between", "prep:with")
        partners = list(_from_roles(scene, proposition, roles, set(), all_roles=True))
    makers = {g.maker for g in goods if g.maker is not None}
    supplier = supplier or owner or tuple(p for p in partners if body_of(p) in makers)
    if not supplier and recipient:
        supplier = apart(partners, recipient)
    if supplier and not recipient:
        recipient = apart(partners, supplier)
    is_for = any(g.role == "prep:for" for g in goods)
    if not supplier and not recipient and is_for and event is not None and _event_side(event, "recipients"):
        return _event_side(event, "recipients"), _event_side(event, "actors")
    return supplier, recipient


def _told_apart(supplier: tuple[str, ...], recipient: tuple[str, ...], owner: tuple[str, ...]) -> Sides:
    """Nobody supplies itself: where both sides are one, the arms' own modifier says who supplies, if any does."""
    if supplier and {body_of(i) for i in supplier} == {body_of(i) for i in recipient}:
        return apart(owner, recipient), recipient
    return supplier, recipient


def apart(side: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """Those of a side that are of no state or body on the other: nobody supplies itself."""
    bodies = {body_of(i) for i in other}
    return tuple(i for i in side if body_of(i) not in bodies)


def _from_roles(
    scene: Scene, proposition: Proposition, roles: Iterable[str], items: set[int], *, all_roles: bool = False
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    ordered = list(roles)
    if proposition.category == "noun" and "subject" in ordered:
        # The subject of a noun is that of its light verb: "they welcomed the *package*".
        ordered.remove("subject")
        ordered.append("subject")
    for role in ordered:
        for argument in proposition.arguments:
            if argument.role == role and argument.head not in items:
                found.update((p.id, None) for p in scene.parties(proposition, argument) if not _is_unknown(p.id))
                found.update(dict.fromkeys(_included(scene, scene.sentences[proposition.sentence], argument.head)))
        if found and not all_roles:
            break
    return tuple(found)


def _included(scene: Scene, sentence: Sentence, head: int) -> Iterator[str]:
    """As in "allies, including *Germany* and *France*", "states with poor records, including *Chad*"."""
    last = sentence.rights[head] if sentence.tags[head] == "NNS" else head
    inside = (t for t in range(head + 1, last) if sentence.lemmas[t] in ("include", "including"))
    for preposition in (*sentence.dependents(head, "prep"), *inside):
        if sentence.lemmas[preposition] in ("include", "including", "like"):
            for inner in sentence.dependents(preposition, "pobj"):
                yield from ids_at(scene, sentence, inner)


def _attached(scene: Scene, sentence: Sentence, heads: Iterable[int], prepositions: frozenset[str]) -> tuple[str, ...]:
    """Sides that the parser hung on the arms: "the sale of *jets* to *Chad*", "rifles bound for *Mali*"."""
    found: dict[str, None] = {}
    for head in heads:
        for token in (head, *_participles(sentence, head)):
            for preposition in sentence.dependents(token, "prep", "agent", "dative"):
                if sentence.lemmas[preposition] in prepositions:
                    for inner in sentence.dependents(preposition, "pobj"):
                        found.update(dict.fromkeys(ids_at(scene, sentence, inner)))
                        found.update(dict.fromkeys(_included(scene, sentence, inner)))
        if found:
            break
    return tuple(found)


def _hidden_by_participle(scene: Scene, sentence: Sentence, heads: Iterable[int]) -> Iterator[str]:
    """Whom a participle hides that the parser took for the verb of a clause: "sent arms to *vetted rebels*"."""
    for head in heads:
        for verb in sentence.dependents(head, "advcl", "xcomp", "acl", "pcomp"):
            if is_misread_participle(sentence, verb) and sentence.lemmas[verb - 1] in _TO:
                for inner in sentence.dependents(verb, "dobj"):
                    yield from ids_at(scene, sentence, inner)


def is_misread_participle(sentence: Sentence, token: int) -> bool:
    """Whether a verb after "to" is a participle before whom something is given to: "to *vetted* rebels"."""
    return sentence.tags[token] == "VBN" or sentence.words[token].endswith("ted")


def _participles(sentence: Sentence, head: int) -> Iterator[int]:
    for child in sentence.dependents(head, "acl", "relcl"):
        if sentence.lemmas[child] in load_arms().reading.bound:
            yield child


def _owners(scene: Scene, sentence: Sentence, items: Iterable[int]) -> tuple[str, ...]:
    """Whose arms they are by their own words: "*Russian* S-400s", "*US*-made rifles", "shells made in *Serbia*"."""
    found: dict[str, None] = {}
    for head in items:
        for child in sentence.children[head]:
            if sentence.relations[child] in _OWNERS:
                found.update(dict.fromkeys(_ids_of_modifier(scene, sentence, child)))
            elif sentence.relations[child] == "acl" and sentence.lemmas[child] in load_arms().reading.made:
                for inner in behind_participle(sentence, child):
                    found.update(dict.fromkeys(ids_at(scene, sentence, inner)))
    return tuple(found)


def behind_participle(sentence: Sentence, participle: int) -> Iterator[int]:
    """The nouns that say by whom or where: "shells made in *Serbia*", "jets built by *Chad*"."""
    for preposition in sentence.dependents(participle, "prep", "agent"):
        yield from sentence.dependents(preposition, "pobj")


def _ids_of_modifier(scene: Scene, sentence: Sentence, child: int) -> Iterator[str]:
    for token in (child, *sentence.children[child]):
        mention = scene.by_head.get((sentence.index, token))
        if mention is not None:
            yield from (i for i in scene.mentions[mention].ids if not _is_unknown(i))
            break
    for partner in sentence.dependents(child, "conj"):
        yield from _ids_of_modifier(scene, sentence, partner)


def ids_at(scene: Scene, sentence: Sentence, token: int) -> Iterator[str]:
    """Who is named by the phrase that a token heads, and by what it joins: "*Chad* and *Mali*"."""
    mention = scene.mention_at(sentence.index, token)
    if mention is not None:
        yield from (i for i in scene.mentions[mention].ids if not _is_unknown(i))
    for child in sentence.dependents(token, "conj"):
        yield from ids_at(scene, sentence, child)


def _is_unknown(identity: str) -> bool:
    """Persons out of office have slugs in lower case: they stand as sides only where nobody else does."""
    return identity.startswith(_UNKNOWN) or identity.islower()


def are_two_states(sides: Sides) -> bool:
    """Whether each side is known, and of another state or body than the other."""
    supplier, recipient = ({body_of(i) for i in side if not _is_unknown(i)} for side in sides)
    return bool(supplier and recipient) and supplier.isdisjoint(recipient)
