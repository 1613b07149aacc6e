"""Descriptions of actors put together from the parse: owner + modifiers + agent noun."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.knowledge.actor_names import Agent
from onrecord.mentions.actors_choose import Referent
from onrecord.mentions.actors_discourse import Discourse, bare_referent
from onrecord.mentions.actors_tokens import AgentPhrase, Line, agent_phrase, is_noun_head, phrase_start
from onrecord.records import ActorKind

__all__ = ["Draft", "Owner", "combine", "describe", "owner_before"]

_DEEPEST = 4
_NO_COMPLEMENT_STATE = frozenset({"for", "in", "inside", "within", "across", "with"})


@dataclass(slots=True)
class Draft:
    """A mention in the making; ``link`` is the place of the draft it takes its referent from."""

    head: int
    first: int
    last: int
    referent: Referent
    kind: ActorKind
    is_named: bool = True
    is_plural: bool = False
    as_place: bool = False
    link: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a description is; ``last`` is the end (exclusive) of the words that say so."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    rule: str
    last: int
    entry: str | None = None


def _is_turned(line: Line, first: int, last: int) -> bool:
    """Whether a hyphen turns a name away from owning: "*pro*-Russian rebels", "US-*backed* rebels"."""
    words, grammar = line.lower, line.names.grammar
    if first >= 2 and words[first - 1] == "-" and words[first - 2] in grammar.turning_prefixes:
        return True
    if first >= 1 and words[first - 1].rstrip("-") in grammar.turning_prefixes:
        return True
    tail = last + 1 if last < len(words) and words[last] == "-" else last
    return tail < len(words) and words[tail] in grammar.not_owner_tails


def owner_before(line: Line, first: int, stop: int) -> Owner | None:
    """The owner among the modifiers before a noun: "*Israeli* fighter jet", "*Russia's* ambassador"."""
    token = stop - 1
    while token >= first:
        position = line.owner[token]
        if position < 0:
            token -= 1
            continue
        known = line.known[position]
        referent = known.referent
        if not _is_turned(line, known.first, known.last):
            return Owner(referent.ids, referent.names, "modifier", stop, referent.entry)
        token = known.first - 1
    return None


def _possessor(line: Line, discourse: Discourse, head: int, depth: int) -> Owner | None:
    """The owner told by a possessive description: "the *army's* spokesman"."""
    s = line.sentence
    child = s.child(head, "poss")
    if child is None or line.owner[child] >= 0:
        return None
    draft = describe(line, discourse, child, depth + 1)
    if draft is None or draft.referent.ids[0].startswith("UNK"):
        return None
    return Owner(draft.referent.ids, draft.referent.names, "possessive", head, draft.referent.entry)


def _conjoined(line: Line, token: int) -> list[int]:
    found = [token]
    for item in found:
        found.extend(line.sentence.dependents(item, "conj"))
    return found


def _object_referent(line: Line, discourse: Discourse, token: int, depth: int) -> tuple[Referent, int] | None:
    position = line.owner[token]
    if position >= 0:
        return line.known[position].referent, max(line.known[position].last, token + 1)
    draft = describe(line, discourse, token, depth + 1)
    return (draft.referent, draft.last) if draft is not None else None


def _complement(line: Line, discourse: Discourse, preposition: int, depth: int) -> Owner | None:
    """The owner or owners after a preposition: "the ministers *of Japan and India*", "spokesman *for the army*"."""
    s = line.sentence
    ids: list[str] = []
    names: list[str] = []
    last, entry = preposition + 1, None
    for first in s.dependents(preposition, "pobj"):
        for token in _conjoined(line, first):
            found = _object_referent(line, discourse, token, depth)
            if found is not None:
                referent, end = found
                ids.extend(referent.ids)
                names.extend(referent.names)
                last, entry = max(last, end), entry or referent.entry
    if not ids or ids[0].startswith("UNK"):
        return None
    if last + 2 < len(s) and line.lower[last] == "(" and line.owner[last + 1] >= 0:
        known = line.known[line.owner[last + 1]]
        ids.extend(known.referent.ids)
        names.extend(known.referent.names)
        last = min(known.last + 1, len(s))
    return Owner(
        tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(names)), f"{line.lower[preposition]}-phrase", last, entry
    )


def _owner_after(line: Line, discourse: Discourse, phrase: AgentPhrase, depth: int) -> Owner | None:
    s, grammar = line.sentence, line.names.grammar
    agent = phrase.agent
    prepositions = {
        line.lower[c]: c for c in reversed(s.children[phrase.head]) if s.relations[c] == "prep" and c > phrase.head
    }
    for word in grammar.owner_prepositions:
        if word not in prepositions:
            continue
        if word in _NO_COMPLEMENT_STATE and (agent.group == "diplomats" or agent.type == "asset"):
            continue
        if word in ("in", "inside", "across", "within") and agent.sector in grammar.placed_sectors:
            continue
        owner = _complement(line, discourse, prepositions[word], depth)
        if owner is not None:
            return owner
    return None


def _sector(line: Line, first: int, phrase: AgentPhrase) -> str:
    """The noun's sector, or that of the modifier nearest to a weak noun: "a *military* official"."""
    if not phrase.agent.is_strong:
        for token in range(phrase.first - 1, first - 1, -1):
            sector = line.names.grammar.sector_words.get(line.lower[token])
            if sector and line.owner[token] < 0:
                return sector
    return phrase.agent.sector


def combine(identity: str, agent: Agent, sector: str, states: dict[str, str]) -> str:
    """The id of a description from its owner and its noun: "USA" + officials = "USA:GOV", "UN" + officials = "UN"."""
    body, _, own = identity.partition(":")
    if body not in states:
        return f"{identity}:{sector}" if sector in ("LEG", "JUD") and body == "EU" else identity
    if not own:
        return f"{body}:{sector}" if sector else body
    if agent.is_strong and sector and sector != "GOV":
        return f"{body}:{sector}"
    if agent.type == "collective" and sector == "MIL":
        return f"{body}:MIL"
    return identity


def _is_former(line: Line, first: int, stop: int) -> bool:
    former = line.names.grammar.former
    return any(line.lower[token] in former for token in range(first, stop))


def _is_named(line: Line, agent: Agent, first: int) -> bool:
    """Whether a description tells who speaks: "the foreign minister" does, "officials" and "a lawmaker" do not."""
    if agent.hides or agent.type == "people" or agent.sector in ("EDU", "CVL", "REF"):
        return False
    if agent.type in ("institution", "collective", "asset"):
        return line.lower[first] not in ("some", "several", "other", "local", "many") or agent.type == "asset"
    is_indefinite = line.lower[first] in ("a", "an", "one", "some", "several", "another", "two", "three", "many")
    return not is_indefinite or agent.group == "speakers-for-somebody"


def _kind(agent: Agent, *, is_named: bool, is_bare: bool) -> ActorKind:
    if not is_named:
        return "unnamed"
    if is_bare:
        return "definite"
    return "role" if agent.type == "person" else "group"


def describe(line: Line, discourse: Discourse, head: int, depth: int = 0) -> Draft | None:
    """The actor a noun phrase describes, or ``None``: "an Israeli fighter *jet*" is ISR:MIL."""
    if depth > _DEEPEST or not is_noun_head(line, head) or line.owner[head] >= 0:
        return None
    phrase = agent_phrase(line, head)
    if phrase is None:
        return None
    first = min(phrase_start(line, head), phrase.first)
    owner = owner_before(line, first, phrase.first) or _possessor(line, discourse, head, depth)
    owner = owner or _owner_after(line, discourse, phrase, depth)
    sector = _sector(line, first, phrase)
    agent = phrase.agent
    if owner is None and agent.needs_state:
        return None
    is_former = _is_former(line, first, phrase.first)
    if owner is not None:
        ids = tuple(dict.fromkeys(combine(i, agent, sector, line.names.states) for i in owner.ids))
        referent = Referent(ids, owner.names, "role", f"{agent.group}+{owner.rule}", owner.entry)
    else:
        referent = bare_referent(discourse, sector, phrase.agent.noun, head)
    if is_former and sector in ("GOV", "MIL", "LEG"):
        ids = tuple(f"{i.partition(':')[0]}:ELI" for i in referent.ids)
        referent = Referent(
            ids, referent.names, referent.kind, referent.rule, referent.entry, (*referent.flags, "former")
        )
    is_named = _is_named(line, agent, first)
    last = owner.last if owner is not None and owner.last > head else head + 1
    return Draft(
        head, first, last, referent, _kind(agent, is_named=is_named, is_bare=owner is None),
        is_named=is_named, is_plural=line.sentence.tags[head] in ("NNS", "NNPS") or agent.type == "people",
    )  # fmt: skip
