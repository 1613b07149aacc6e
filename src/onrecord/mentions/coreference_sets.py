"""Several actors at once: "Bush and Blair ... they", "the two countries", "both sides", "the latter"."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.knowledge.actor_names import load_actor_names
from onrecord.mentions.coreference_memory import Entity, Memory, Occurrence, is_state_id
from onrecord.mentions.coreference_phrases import Phrase
from onrecord.records import Candidate, Sentence, body_of

__all__ = ["Several", "coordination", "joined_pairs", "resolve_order", "resolve_several"]

_WINDOW = 4
_STEP = 0.8
_CLOSE = 0.35
_MEMBERS = frozenset({"member", "nation", "country", "state", "power"})
_SPEAKING_SORTS = ("person", "state", "body", "people")


@dataclass(frozen=True, slots=True)
class Several:
    """What a plural phrase means; ``is_close`` if another reading is as good."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    mention: int
    candidates: tuple[Candidate, ...] = ()
    is_close: bool = False
    is_of_persons: bool = False


def _chain(sentence: Sentence, token: int) -> list[int]:
    found = [token]
    for item in found:
        found.extend(c for c in sentence.children[item] if sentence.relations[c] == "conj")
    return found


def _pairs(occurrence: Occurrence) -> list[tuple[str, str]]:
    """The ids of an occurrence with the names beside them."""
    names = (*occurrence.names, *occurrence.ids[len(occurrence.names) :])
    return list(zip(occurrence.ids, names, strict=False))


def _set(first: Occurrence, members: list[Occurrence], *, is_joined: bool = False) -> Occurrence | None:
    pairs = list(dict.fromkeys(pair for m in members for pair in _pairs(m)))
    ids, names = tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
    if len(members) < 2 or (len(ids) < 2 and not all(m.entity.sort == "person" for m in members)):
        return None
    return Occurrence(
        Entity("set", "", is_plural=True), ids, names, first.sentence, first.token, first.role, first.clause,
        first.mention, quote=first.quote, is_joined=is_joined,
        is_of_persons=all(m.entity.sort == "person" for m in members),
    )  # fmt: skip


def coordination(sentence: Sentence, token: int, here: dict[int, Occurrence]) -> Occurrence | None:
    """The set that a coordination makes, told at its last member: "South Korea and the *United States*"."""
    if token not in here:
        return None
    first = token
    while sentence.relations[first] == "conj":
        first = sentence.heads[first]
    if first == token:
        return None
    members = [here[t] for t in _chain(sentence, first) if t in here and here[t].entity.sort in _SPEAKING_SORTS]
    members = [m for m in members if not m.is_nested]
    return _set(members[0], members) if members else None


def joined_pairs(
    sentence: Sentence, here: dict[int, Occurrence], verbs: frozenset[str], prepositions: frozenset[str]
) -> list[Occurrence]:
    """Pairs that a verb joins: "Bush *met* Blair", "Iran held talks *with* Iraq"."""
    found: list[Occurrence] = []
    for token, occurrence in here.items():
        if occurrence.role == "possessive" and occurrence.entity.sort in _SPEAKING_SORTS:
            found.extend(_owner_pair(sentence, token, here, prepositions))
        if occurrence.role != "subject" or occurrence.entity.sort not in _SPEAKING_SORTS:
            continue
        partner = _partner(sentence, occurrence.clause, here, verbs, prepositions)
        if partner is not None and partner.token != token:
            made = _set(occurrence, [occurrence, partner], is_joined=True)
            found.extend([made] if made is not None else [])
    return found


def _owner_pair(
    sentence: Sentence, token: int, here: dict[int, Occurrence], prepositions: frozenset[str]
) -> list[Occurrence]:
    """The pair that a shared noun makes: "*Turkey*'s collaboration with *Russia*"."""
    for preposition in sentence.dependents(sentence.heads[token], "prep"):
        target = sentence.child(preposition, "pobj")
        if sentence.words[preposition].lower() in prepositions and target is not None and target in here:
            made = _set(here[token], [here[token], here[target]], is_joined=True)
            return [made] if made is not None else []
    return []


def _partner(
    sentence: Sentence, verb: int, here: dict[int, Occurrence], verbs: frozenset[str], prepositions: frozenset[str]
) -> Occurrence | None:
    if sentence.lemmas[verb] in verbs:
        direct = sentence.child(verb, "dobj")
        if direct is not None and direct in here and here[direct].entity.sort != "thing":
            return here[direct]
    for item in [verb, *sentence.dependents(verb, "dobj")]:
        for preposition in sentence.dependents(item, "prep"):
            if sentence.words[preposition].lower() in prepositions:
                target = sentence.child(preposition, "pobj")
                if target is not None and target in here and here[target].entity.sort != "thing":
                    return here[target]
    return None


def _unit(occurrence: Occurrence, sorts: frozenset[str]) -> tuple[str, str, str] | None:
    """What an occurrence counts as among the things a phrase means: (key, id, name)."""
    if len(occurrence.ids) != 1 or occurrence.entity.sort in ("thing", "set"):
        return None
    identity = occurrence.ids[0]
    name = occurrence.names[0] if occurrence.names else identity
    if identity.startswith("UNK"):
        return None
    if sorts == {"persons"} or (sorts == {"any"} and occurrence.entity.sort == "person"):
        is_somebody = occurrence.entity.sort == "person" and not occurrence.is_unnamed
        return (name, identity, name) if is_somebody else None
    if "states" in sorts:
        if not is_state_id(identity):
            return None
        base = body_of(identity)
        return base, base, load_actor_names().states[base]
    if occurrence.entity.sort == "people" and not is_state_id(identity):
        return identity, identity, name
    return body_of(identity) if is_state_id(identity) and not _is_rebel(identity) else identity, identity, name


def _is_rebel(identity: str) -> bool:
    return identity.partition(":")[2] in ("REB", "OPP", "PRM", "PTY", "CVL", "SPY", "BUS")


def _members(phrase: Phrase, occurrence: Occurrence) -> Several | None:
    """Members named as a body's, of no known number: "the *members* of the United Nations ... *the countries*"."""
    if phrase.number is not None or "states" not in phrase.sorts or len(occurrence.ids) != 1:
        return None
    if occurrence.lemma not in _MEMBERS or not occurrence.entity.is_plural or occurrence.ids[0].startswith("UNK"):
        return None
    return Several(occurrence.ids, occurrence.names, occurrence.mention)


def _from_set(phrase: Phrase, memory: Memory, sentence: int, barred: frozenset[str]) -> Several | None:
    """The latest set that was named as one, if it has the right number and sort.

    ``barred`` are the ids of the subject of the phrase's own verb: "the ministers warned *the countries*".
    """
    for occurrence in memory.window(sentence, _WINDOW):
        if barred & set(occurrence.ids):
            continue
        members = _members(phrase, occurrence)
        if members is not None:
            return members
        if occurrence.entity.sort == "person" or len(occurrence.ids) < 2:
            continue
        if phrase.sorts == {"persons"} and not occurrence.is_of_persons:
            continue
        pairs = _pairs(occurrence)
        if "states" in phrase.sorts:
            bases = tuple(dict.fromkeys(body_of(i) for i, _ in pairs if is_state_id(i)))
            if len(bases) < 2 or (phrase.number is not None and len(bases) != phrase.number):
                continue
            states = load_actor_names().states
            return Several(bases, tuple(states[b] for b in bases), occurrence.mention)
        if phrase.number is not None and len(pairs) != phrase.number:
            continue
        ids, names = tuple(p[0] for p in pairs), tuple(p[1] for p in pairs)
        return Several(ids, names, occurrence.mention, is_of_persons=occurrence.is_of_persons)
    return None


def _tally(
    phrase: Phrase, memory: Memory, sentence: int, sorts: frozenset[str]
) -> list[tuple[float, str, str, Occurrence]]:
    best: dict[str, tuple[float, str, str, Occurrence]] = {}
    weights = memory.words.weights
    for occurrence in memory.window(sentence, _WINDOW):
        unit = _unit(occurrence, sorts)
        if unit is None or (occurrence.sentence == sentence and phrase.first <= occurrence.token < phrase.last):
            continue
        key, identity, name = unit
        value = weights.role[occurrence.role] - _STEP * (sentence - occurrence.sentence)
        value += weights.penalty["place"] if occurrence.as_place else 0.0
        value += weights.penalty["adjective"] if occurrence.is_adjective else 0.0
        old = best.get(key)
        total = (
            (old[0] + 0.4 * max(0.0, value))
            if old is not None and old[0] >= value
            else value + (0.4 * max(0.0, old[0]) if old else 0.0)
        )
        kept = old if old is not None and old[0] >= value else (0.0, identity, name, occurrence)
        best[key] = (total, kept[1], kept[2], kept[3])
    ranked = sorted(best.values(), key=lambda item: -item[0])
    named = {item[1] for item in ranked if item[3].is_named}
    if sorts != {"persons"}:
        return ranked
    return [item for item in ranked if item[3].is_named or item[1] not in named]


def resolve_several(
    phrase: Phrase, memory: Memory, sentence: int, *, barred: frozenset[str] = frozenset()
) -> Several | None:
    """Whom "the two countries" or "both sides" means: the last set of that number, else the most salient ones."""
    if phrase.sorts == {"any"}:
        sorts = frozenset({"persons"})
        persons = _tally(phrase, memory, sentence, sorts)
        ranked = (
            persons if len(persons) >= (phrase.number or 2) else _tally(phrase, memory, sentence, frozenset({"sides"}))
        )
    else:
        sorts = phrase.sorts - {"sides"} if len(phrase.sorts) > 1 else phrase.sorts
        ranked = _tally(phrase, memory, sentence, sorts)
    named = _from_set(phrase, memory, sentence, barred)
    if named is not None:
        return named
    number = phrase.number
    if number is None or len(ranked) < number:
        return None
    chosen = sorted(ranked[:number], key=lambda item: (item[3].sentence, item[3].token))
    is_close = len(ranked) > number and ranked[number - 1][0] - ranked[number][0] < _CLOSE
    shown = tuple(Candidate(item[1], round(item[0], 2)) for item in ranked[: number + 1])
    return Several(
        tuple(item[1] for item in chosen), tuple(item[2] for item in chosen), chosen[0][3].mention, shown,
        is_close=is_close, is_of_persons=all(item[3].entity.sort == "person" for item in chosen),
    )  # fmt: skip


def resolve_order(phrase: Phrase, memory: Memory, sentence: int) -> Occurrence | None:
    """Which of the last two actors named before "the former" or "the latter" means."""
    for index in (sentence, sentence - 1, sentence - 2):
        named = [o for o in memory.places.get(index, ()) if o.entity.sort in ("person", "state", "body") and o.is_named]
        named = [o for o in named if index < sentence or o.token < phrase.first]
        if len({o.ids for o in named}) > 1:
            last = [named[-1]]
            other = next((o for o in reversed(named) if o.ids != last[0].ids), None)
            if other is not None:
                return last[0] if phrase.order else other
    return None
