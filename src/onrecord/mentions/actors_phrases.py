"""Descriptions of actors put together from the parse: owner + modifiers + agent noun."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.knowledge.actor_words import Agent
from onrecord.mentions.actors_bodies import (
    DEFINITE,
    PLACED_ORGANS,
    combine,
    is_former,
    is_named,
    is_no_agent,
    is_state_press,
    long_name,
    out_of_office,
    own_name,
    some_members,
    stands_alone,
    unknown_complement,
)
from onrecord.mentions.actors_choose import Referent
from onrecord.mentions.actors_discourse import Discourse, Ties, bare_referent
from onrecord.mentions.actors_places import is_at_a_town, settled_state
from onrecord.mentions.actors_tokens import (
    AgentPhrase,
    Known,
    Line,
    agent_phrase,
    is_noun_head,
    is_turned,
    list_start,
    phrase_start,
    tied_name,
)
from onrecord.records import UNKNOWN_ACTOR, ActorKind, body_of

__all__ = [
    "Draft",
    "Owner",
    "combine",
    "describe",
    "is_turned",
    "owner_before",
    "possessor",
    "settled_owner",
    "trailing_owner",
]

_DEEPEST = 4
_GOVERNMENT = "GOV"
_OWNING = frozenset({"its", "their", "his", "her", "our"})
_POINTING = frozenset({"those", "these"})
_JOINTS = frozenset({",", "and", "or", "&", "/", "-"})
_OFFICE_SECTORS = frozenset({"GOV", "MIL", "LEG"})
_PLACE_PREPOSITIONS = frozenset({"in", "inside", "across", "within"})
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


def owner_before(line: Line, first: int, stop: int, *, wants_first: bool = False) -> Owner | None:
    """The owner or owners among the modifiers before a noun: "*Israeli* jet", "*US and Kenyan* forces".

    The nearest one, but a possessor before a bare state name ("*NATO's* Afghanistan mission"), and with
    ``wants_first`` the first of all ("*U.S.* UN ambassador", "*UN* Syria envoy").
    """
    token, passed = stop - 1, None
    while token >= first:
        position = line.owner[token]
        if position < 0:
            token -= 1
            continue
        known = line.known[position]
        token = known.first - 1
        if is_turned(line, known.first, known.last):
            continue
        owner, start = _joined(line, first, stop, known)
        token = start - 1
        is_possessor = line.sentence.relations[known.head] == "poss"
        if passed is None or wants_first or is_possessor:
            passed = owner
        if not wants_first and (is_possessor or known.hit.kind != "state"):
            break
    return passed


def _joined(line: Line, first: int, stop: int, known: Known) -> tuple[Owner, int]:
    """The owner a name gives together with those joined to it on its left, and the token where they start.

    "*Ethiopian, Mozambican and* Kenyan", "*U.S.*-South Korean".
    """
    found = [known]
    tied = tied_name(line, known)
    if tied is not None and tied.first >= first and tied.hit.kind not in ("person", "surname"):
        found.append(tied)
    token = found[-1].first - 1
    while token > first and line.lower[token] in _JOINTS:
        while token > first and line.lower[token] in _JOINTS:
            token -= 1
        if line.owner[token] < 0 or line.known[line.owner[token]].hit.kind in ("person", "surname"):
            break
        found.append(line.known[line.owner[token]])
        token = found[-1].first - 1
    found.reverse()
    ids = tuple(identity for item in found for identity in item.referent.ids)
    names = tuple(name for item in found for name in item.referent.names)
    return Owner(ids, names, "modifier", stop, found[0].referent.entry), found[0].first


def possessor(line: Line, discourse: Discourse, head: int, depth: int = 0) -> Owner | None:
    """The owner told by a possessive description: "the *army's* spokesman"."""
    s = line.sentence
    child = s.child(head, "poss")
    if child is None or line.owner[child] >= 0:
        return None
    draft = describe(line, discourse, child, depth + 1)
    if draft is None:
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
    if draft is not None:
        return draft.referent, draft.last
    settled = settled_state(line, phrase_start(line, token), token + 1)
    return (Referent((settled.state,), (settled.name,), "name", "settlement"), settled.last) if settled else None


def _listed(line: Line, last: int) -> tuple[list[Known], int]:
    """Names that go on a list the parse may have cut: "of Chad*, Mali, the Gambia and Togo*".

    Counts only a list that ends with "and" or "or" before its last name.
    """
    found: list[Known] = []
    closed = False
    token = last
    while token < len(line.lower) and not closed:
        step = token
        while step < len(line.lower) and line.lower[step] in (",", "and", "or", "the", "&"):
            closed = closed or line.lower[step] in ("and", "or", "&")
            step += 1
        if step == token or step >= len(line.lower) or line.owner[step] < 0:
            break
        found.append(line.known[line.owner[step]])
        token = found[-1].last
    return (found, token) if found and closed and line.lower[token - 1] not in ("and", "or") else ([], last)


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
    if not ids:
        return None
    more, last = _listed(line, last) if len(ids) == 1 and line.owner[last - 1] >= 0 else ([], last)
    for known in more:
        ids.extend(known.referent.ids)
        names.extend(known.referent.names)
    if last + 2 < len(s) and line.lower[last] == "(" and line.owner[last + 1] >= 0:
        known = line.known[line.owner[last + 1]]
        ids.extend(known.referent.ids)
        names.extend(known.referent.names)
        last = min(known.last + 1, len(s))
    sides = dict(zip(ids, names, strict=False))
    return Owner(tuple(sides), tuple(sides.values()), f"{line.lower[preposition]}-phrase", last, entry)


def trailing_owner(line: Line, discourse: Discourse, head: int) -> Owner | None:
    """The owner told after a name: "Speaker Jan Nowak *of Poland*"."""
    for child in line.sentence.dependents(head, "prep"):
        if line.lower[child] in ("of", "from"):
            return _complement(line, discourse, child, 0)
    return None


def _prepositions(line: Line, phrase: AgentPhrase) -> dict[str, int]:
    """The prepositions after an agent noun, by word; of "chief of staff *of* the army" the outer one."""
    s = line.sentence
    after = [c for c in s.children[phrase.head] if s.relations[c] == "prep" and c > phrase.head]
    if " of " in phrase.agent.noun and after:
        inner = s.child(after[0], "pobj")
        after = after[1:] + (s.dependents(inner, "prep") if inner is not None else [])
    return {line.lower[child]: child for child in reversed(after)}


def _owner_after(line: Line, discourse: Discourse, phrase: AgentPhrase, depth: int) -> Owner | None:
    grammar, agent = line.names.grammar, phrase.agent
    prepositions = _prepositions(line, phrase)
    for word in grammar.owner_prepositions:
        if word not in prepositions:
            continue
        if word in _NO_COMPLEMENT_STATE and (agent.group == "diplomats" or agent.type == "asset" or agent.needs_state):
            continue
        if word in _PLACE_PREPOSITIONS and agent.sector in grammar.placed_sectors:
            continue
        is_placed = agent.type == "institution" or agent.sector in PLACED_ORGANS
        if word == "at" and not is_placed and is_at_a_town(line, prepositions[word]):
            continue
        owner = _complement(line, discourse, prepositions[word], depth)
        if owner is not None:
            return owner
    if "to" in prepositions and agent.noun in grammar.to_owners:
        return _complement(line, discourse, prepositions["to"], depth)
    return _loyalty(line, discourse, phrase.head, depth)


def _loyalty(line: Line, discourse: Discourse, head: int, depth: int) -> Owner | None:
    """The owner told by allegiance: "troops *loyal to the president*"."""
    s = line.sentence
    for child in s.children[head]:
        if child > head and line.lower[child] in line.names.grammar.loyal_words:
            preposition = s.child(child, "prep")
            if preposition is not None:
                return _complement(line, discourse, preposition, depth)
    return None


def _find_owner(line: Line, discourse: Discourse, phrase: AgentPhrase, first: int, depth: int) -> Owner | None:
    """Whose a description is: a modifier first, but "the British head *of the UN mission*" is the mission's."""
    wants_first = phrase.agent.group == "diplomats"
    before = owner_before(line, first, phrase.first, wants_first=wants_first)
    before = before or possessor(line, discourse, phrase.head, depth)
    if before is not None and (phrase.agent.is_strong or body_of(before.ids[0]) not in line.names.states):
        return before
    after = _owner_after(line, discourse, phrase, depth)
    if before is None or after is None:
        is_craft = phrase.agent.type == "asset"
        return before or after or (None if is_craft else settled_owner(line, first, phrase.first))
    return after if after.rule == "of-phrase" and body_of(after.ids[0]) not in line.names.states else before


def settled_owner(line: Line, first: int, stop: int) -> Owner | None:
    """The state of a town among the modifiers before a noun: "*Kramatorsk* residents"."""
    settled = settled_state(line, first, stop)
    return Owner((settled.state,), (settled.name,), "settlement", stop) if settled is not None else None


def _drop_unknown(owner: Owner | None, agent: Agent) -> Owner | None:
    """An owner nobody knows tells no more than its sector, and that only of a weak noun: "head of *the company*"."""
    if owner is None or not owner.ids[0].startswith(UNKNOWN_ACTOR):
        return owner
    return None if agent.is_strong or ":" not in owner.ids[0] else owner


def _sector(line: Line, first: int, phrase: AgentPhrase) -> str:
    """The noun's sector, or that of the modifier nearest to a weak noun: "a *military* official"."""
    if phrase.agent.group == "press" and is_state_press(line, first, phrase.head):
        return _GOVERNMENT
    if not phrase.agent.is_strong:
        for token in range(phrase.first - 1, first - 1, -1):
            if line.owner[token] >= 0:
                continue
            inner = agent_phrase(line, token) if line.sentence.poses[token] in ("NOUN", "PROPN") else None
            if inner is not None and inner.agent.type in ("collective", "institution") and inner.agent.sector:
                return inner.agent.sector
            sector = line.names.grammar.sector_words.get(line.lower[token])
            if sector:
                return sector
    return phrase.agent.sector


def _kind(agent: Agent, *, is_named: bool, is_bare: bool) -> ActorKind:
    if not is_named:
        return "unnamed"
    if is_bare:
        return "definite"
    return "role" if agent.type == "person" else "group"


def _owned(line: Line, phrase: AgentPhrase, sector: str, owner: Owner) -> Referent:
    pairs = zip(owner.ids, owner.names, strict=False)
    sides = {combine(identity, phrase.agent, sector, line.names.states): name for identity, name in pairs}
    rule = f"{phrase.agent.group}+{owner.rule}"
    return Referent(tuple(sides), tuple(sides.values()), "role", rule, owner.entry)


def _unowned(line: Line, discourse: Discourse, phrase: AgentPhrase, sector: str, first: int) -> Referent:
    """Whom a description without an owner means: nobody known if it says so, else whom the report suggests."""
    agent, grammar = phrase.agent, line.names.grammar
    unknown = unknown_complement(line, phrase)
    if unknown is not None:
        return unknown
    is_elsewhere = agent.noun in grammar.alien_nouns and agent.noun not in discourse.by_noun
    if is_elsewhere or any(line.lower[t] in grammar.alien_words for t in range(first, phrase.first)):
        return Referent((f"{UNKNOWN_ACTOR}:{sector}".rstrip(":"),), ("unknown",), "role", "foreign")
    if agent.is_unknown_alone and sector == agent.sector and agent.noun not in discourse.by_noun:
        return Referent((UNKNOWN_ACTOR,), ("unknown",), "role", "unknown-alone")
    ties = Ties(
        is_tied=any(line.lower[t] in grammar.state_ties for t in range(first, phrase.head)),
        is_definite=line.lower[first] in DEFINITE,
        is_owned=line.lower[first] in _OWNING,
        is_pointing=line.lower[first] in _POINTING,
        is_other=any(line.lower[t] in grammar.other_words for t in range(first, phrase.first)),
    )
    return bare_referent(discourse, sector, agent.noun, phrase.head, ties)


def _after_possessor(line: Line, first: int, phrase: AgentPhrase) -> int:
    """Where the noun's own modifiers start: "ousted" in "*ousted Saddam's* army" is not the army's."""
    child = line.sentence.child(phrase.head, "poss")
    return first if child is None else max(first, child + 1)


def _without_office(line: Line, referent: Referent) -> Referent:
    ids = tuple(out_of_office(identity, line.names.states) for identity in referent.ids)
    return replace(referent, ids=ids, flags=(*referent.flags, "former"))


def _finish(line: Line, phrase: AgentPhrase, referent: Referent, first: int, owner: Owner | None) -> Draft:
    tells_who = is_named(line, phrase.agent, first)
    rest = phrase.agent.noun.partition(" of ")[2]
    own_end = phrase.head + 1 + (1 + len(rest.split()) if rest else 0)
    is_bare = owner is None and line.lower[first] in DEFINITE
    return Draft(
        head=phrase.head,
        first=first,
        last=min(max(own_end, owner.last if owner is not None else 0), len(line.sentence)),
        referent=referent,
        kind=_kind(phrase.agent, is_named=tells_who, is_bare=is_bare),
        is_named=tells_who,
        is_plural=line.sentence.tags[phrase.head] in ("NNS", "NNPS") or phrase.agent.type == "people",
    )


def describe(line: Line, discourse: Discourse, head: int, depth: int = 0) -> Draft | None:
    """The actor a noun phrase describes, or ``None``: "an Israeli fighter *jet*" is ISR:MIL."""
    if depth > _DEEPEST or not is_noun_head(line, head) or line.owner[head] >= 0:
        return None
    phrase = agent_phrase(line, head)
    if phrase is None or is_no_agent(line, phrase):
        return None
    if phrase.first < head and " of " in phrase.agent.noun and "of" in line.lower[phrase.first : head]:
        return None
    first = list_start(line, min(phrase_start(line, head), phrase.first), phrase.first)
    agent, sector = phrase.agent, _sector(line, first, phrase)
    own = own_name(line, phrase, first)
    if own is not None:
        return Draft(head, first, head + 1, own, "name")
    owner = _drop_unknown(_find_owner(line, discourse, phrase, first, depth), agent)
    if owner is None:
        if agent.needs_state and sector == agent.sector and not stands_alone(line, discourse, phrase):
            return None
        named = long_name(line, phrase, first)
        if named is not None:
            return Draft(head, first, named[1], named[0], "name")
        referent = _unowned(line, discourse, phrase, sector, first)
    else:
        referent = some_members(line, phrase, first, owner.ids) or _owned(line, phrase, sector, owner)
    if is_former(line, _after_possessor(line, first, phrase), phrase.first) and sector in _OFFICE_SECTORS:
        referent = _without_office(line, referent)
    return _finish(line, phrase, referent, first, owner)
