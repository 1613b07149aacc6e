"""Descriptions of actors put together from the parse: owner + modifiers + agent noun."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.knowledge.actor_names import slug
from onrecord.knowledge.actor_words import Agent
from onrecord.mentions.actors_choose import Referent
from onrecord.mentions.actors_discourse import Discourse, bare_referent
from onrecord.mentions.actors_tokens import AgentPhrase, Known, Line, agent_phrase, is_noun_head, phrase_start
from onrecord.records import UNKNOWN_ACTOR, ActorKind

__all__ = ["Draft", "Owner", "combine", "describe", "owner_before", "possessor"]

_DEEPEST = 4
_SHORTEST_INITIALS = 3
_STATE_ORGANS = frozenset({"ministries", "state-organs", "legislatures", "courts", "bare-intelligence"})
_NAME_JOINTS = frozenset({"for", "of", "on", "against", "to", "and", "the", "in"})
_UNNAMED_SECTORS = frozenset({"EDU", "CVL", "REF"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our"})
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
    return (draft.referent, draft.last) if draft is not None else None


def _listed(line: Line, last: int) -> tuple[list[Known], int]:
    """Names that go on a list the parse may have cut: "of Japan*, the United States, Australia and India*".

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


def _owner_after(line: Line, discourse: Discourse, phrase: AgentPhrase, depth: int) -> Owner | None:
    s, grammar = line.sentence, line.names.grammar
    agent = phrase.agent
    prepositions = {
        line.lower[c]: c for c in reversed(s.children[phrase.head]) if s.relations[c] == "prep" and c > phrase.head
    }
    for word in grammar.owner_prepositions:
        if word not in prepositions:
            continue
        if word in _NO_COMPLEMENT_STATE and (agent.group == "diplomats" or agent.type == "asset" or agent.needs_state):
            continue
        if word in _PLACE_PREPOSITIONS and agent.sector in grammar.placed_sectors:
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
    before = owner_before(line, first, phrase.first) or possessor(line, discourse, phrase.head, depth)
    if before is not None and (phrase.agent.is_strong or before.ids[0].partition(":")[0] not in line.names.states):
        return before
    after = _owner_after(line, discourse, phrase, depth)
    if before is None or after is None:
        return before or after
    return after if after.rule == "of-phrase" and after.ids[0].partition(":")[0] not in line.names.states else before


def _is_no_agent(line: Line, phrase: AgentPhrase) -> bool:
    """Whether a noun only looks like an agent: "social *media*", "*opposition* to the plan"."""
    grammar = line.names.grammar
    if phrase.first and " ".join(line.lower[phrase.first - 1 : phrase.head + 1]) in grammar.no_agents:
        return True
    if " ".join(line.lower[phrase.head : phrase.head + 2]) in grammar.no_agents:
        return True
    after = line.lower[phrase.head + 1] if phrase.head + 1 < len(line.lower) else ""
    before = line.lower[phrase.first - 1] if phrase.first else ""
    if phrase.agent.noun in grammar.aircraft_nouns and (
        before in grammar.aircraft_names or any(c.isdigit() for c in before)
    ):
        return not before.isdigit()
    if phrase.agent.noun in grammar.capital_agents and line.sentence.words[phrase.head].islower():
        return not any(line.owner[t] >= 0 for t in range(phrase_start(line, phrase.head), phrase.first))
    has_article = line.sentence.child(phrase.head, "det") is not None
    return not has_article and after in grammar.no_agents_before.get(phrase.agent.noun, frozenset())


def _drop_unknown(owner: Owner | None, agent: Agent) -> Owner | None:
    """An owner nobody knows tells no more than its sector, and that only of a weak noun: "head of *the company*"."""
    if owner is None or not owner.ids[0].startswith(UNKNOWN_ACTOR):
        return owner
    return None if agent.is_strong or ":" not in owner.ids[0] else owner


def _stands_alone(line: Line, discourse: Discourse, phrase: AgentPhrase) -> bool:
    """Whether a noun that wants a state may go without: met before, or an organ's name ("*Department* of Labor")."""
    s = line.sentence
    if phrase.agent.noun in discourse.by_noun or phrase.agent.noun in discourse.bridges:
        first = phrase_start(line, phrase.head)
        return line.lower[first] in _DEFINITE
    following = phrase.head + 2
    is_name = s.words[phrase.head][0].isupper() and phrase.agent.type == "institution" and following < len(s)
    return is_name and line.lower[phrase.head + 1] in ("of", "for") and s.words[following][0].isupper()


def _unknown_complement(line: Line, phrase: AgentPhrase) -> Referent | None:
    """Somebody of a body the knowledge lacks: "a spokeswoman *for BlackBerry*" is blackberry, "of the tribe" UNK."""
    s = line.sentence
    if phrase.agent.is_strong or phrase.agent.type != "person":
        return None
    for child in s.dependents(phrase.head, "prep"):
        if line.lower[child] not in ("for", "of", "at"):
            continue
        target = s.child(child, "pobj")
        if target is None:
            continue
        if s.poses[target] != "PROPN" or line.owner[target] >= 0:
            return Referent((UNKNOWN_ACTOR,), ("unknown",), "role", "unknown-complement")
        first = phrase_start(line, target)
        words = [s.words[t] for t in range(first, target + 1) if s.words[t][0].isupper() or s.words[t][0].isdigit()]
        return Referent((slug(" ".join(words)),), (" ".join(words),), "role", "unknown-body")
    return None


def _long_name(line: Line, phrase: AgentPhrase, first: int) -> Draft | None:
    """An organisation whose name goes on after its noun: "*Center* for American Progress", by its initials."""
    s = line.sentence
    is_organisation = phrase.agent.type == "institution" and phrase.agent.group not in _STATE_ORGANS
    if not is_organisation or not s.words[phrase.head][0].isupper() or phrase.head + 2 >= len(s):
        return None
    last = phrase.head + 1
    while last < len(s) and (s.words[last][0].isupper() or line.lower[last] in _NAME_JOINTS):
        last += 1
    while line.lower[last - 1] in _NAME_JOINTS or s.poses[last - 1] == "PUNCT":
        last -= 1
    words = [s.words[t] for t in range(first, last) if s.words[t][0].isupper() and line.lower[t] != "the"]
    if last <= phrase.head + 2 or len(words) < _SHORTEST_INITIALS:
        return None
    name = " ".join(s.words[first:last])
    referent = Referent(("".join(word[0] for word in words),), (name,), "name", "own-name")
    return Draft(phrase.head, first, last, referent, "name")


def _own_name(line: Line, phrase: AgentPhrase, first: int) -> Referent | None:
    """The id of an organisation the knowledge lacks, by its initials: "the Raqqa Civil *Council*" is RCC.

    Only of a name in capitals whose words say more than a state's organ would: "Supreme Court" has no own name.
    """
    s, plain = line.sentence, line.names.grammar.plain_name_words
    words = [s.words[t] for t in range(first, phrase.head + 1) if s.words[t][0].isupper() and line.lower[t] != "the"]
    inner = [t for t in range(first, phrase.first) if s.words[t][0].isupper() and line.lower[t] not in plain]
    is_state = any(line.owner[t] >= 0 and line.known[line.owner[t]].hit.kind != "region" for t in inner)
    is_title = phrase.agent.type in ("person", "people", "asset")
    if not s.words[phrase.head][0].isupper() or not inner or is_state or is_title or s.kind == "title":
        return None
    name = " ".join(words)
    initials = "".join(word[0] for word in words if word[0].isalpha())
    own = initials if len(initials) >= _SHORTEST_INITIALS else slug(name)
    return Referent((own,), (name,), "name", "own-name")


def _sector(line: Line, first: int, phrase: AgentPhrase) -> str:
    """The noun's sector, or that of the modifier nearest to a weak noun: "a *military* official"."""
    if not phrase.agent.is_strong:
        for token in range(phrase.first - 1, first - 1, -1):
            if line.owner[token] >= 0:
                continue
            inner = agent_phrase(line, token)
            if inner is not None and inner.agent.type in ("collective", "institution") and inner.agent.sector:
                return inner.agent.sector
            sector = line.names.grammar.sector_words.get(line.lower[token])
            if sector:
                return sector
    return phrase.agent.sector


def combine(identity: str, agent: Agent, sector: str, states: dict[str, str]) -> str:
    """The id of a description from its owner and its noun: "USA" + officials = "USA:GOV", "UN" + officials = "UN"."""
    body, _, own = identity.partition(":")
    if body == UNKNOWN_ACTOR:
        return f"{body}:{sector if agent.is_strong or not own else own}"
    if body.islower():
        return identity if not agent.is_strong else f"{UNKNOWN_ACTOR}:{sector}"
    if body not in states:
        return f"{identity}:{sector}" if sector in ("LEG", "JUD") and body == "EU" else identity
    if not own:
        return f"{body}:{sector}" if sector else body
    if agent.is_strong and sector and sector != "GOV":
        return f"{body}:{sector}"
    if agent.type == "collective" and sector == "MIL":
        return f"{body}:MIL"
    return identity


def _out_of_office(identity: str, states: dict[str, str]) -> str:
    body = identity.partition(":")[0]
    return f"{body}:ELI" if body in states or body == UNKNOWN_ACTOR else identity


def _is_former(line: Line, first: int, stop: int) -> bool:
    former = line.names.grammar.former
    return any(line.lower[token] in former for token in range(first, stop))


def _is_named(line: Line, agent: Agent, first: int) -> bool:
    """Whether a description tells who speaks: "the foreign minister" does, "officials" and "a lawmaker" do not."""
    if (
        agent.hides
        or agent.noun.endswith(("source", "official"))
        or agent.type == "people"
        or agent.sector in ("EDU", "CVL", "REF")
    ):
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
    if _is_no_agent(line, phrase):
        return None
    agent, sector = phrase.agent, _sector(line, first, phrase)
    own = _own_name(line, phrase, first)
    if own is not None:
        return Draft(head, first, head + 1, own, "name")
    owner = _drop_unknown(_find_owner(line, discourse, phrase, first, depth), agent)
    if owner is None and agent.needs_state and sector == agent.sector and not _stands_alone(line, discourse, phrase):
        return None
    if owner is None and (long := _long_name(line, phrase, first)) is not None:
        return long
    is_former = _is_former(line, first, phrase.first)
    if owner is not None:
        sides = {combine(i, agent, sector, line.names.states): n for i, n in zip(owner.ids, owner.names, strict=False)}
        referent = Referent(tuple(sides), tuple(sides.values()), "role", f"{agent.group}+{owner.rule}", owner.entry)
    else:
        is_alien = any(line.lower[t] in line.names.grammar.alien_words for t in range(first, phrase.first))
        is_tied = any(line.lower[t] in line.names.grammar.state_ties for t in range(first, head))
        is_definite = line.lower[first] in _DEFINITE
        unknown = _unknown_complement(line, phrase)
        is_lone = agent.is_unknown_alone and sector == agent.sector and agent.noun not in discourse.by_noun
        if unknown is None and is_alien:
            unknown = Referent(
                (f"{UNKNOWN_ACTOR}:{sector}" if sector else UNKNOWN_ACTOR,), ("unknown",), "role", "foreign"
            )
        elif unknown is None and is_lone:
            unknown = Referent((UNKNOWN_ACTOR,), ("unknown",), "role", "unknown-alone")
        referent = unknown or bare_referent(
            discourse, sector, phrase.agent.noun, head, is_tied=is_tied, is_definite=is_definite
        )
    if is_former and sector in ("GOV", "MIL", "LEG"):
        ids = tuple(
            f"{i.partition(':')[0]}:ELI" if i[:3] in line.names.states or i[:3] == UNKNOWN_ACTOR else i
            for i in referent.ids
        )
        referent = Referent(
            ids, referent.names, referent.kind, referent.rule, referent.entry, (*referent.flags, "former")
        )
    is_named = _is_named(line, agent, first)
    last = owner.last if owner is not None and owner.last > head else head + 1
    is_bare = owner is None and line.lower[first] in _DEFINITE
    return Draft(
        head, first, last, referent, _kind(agent, is_named=is_named, is_bare=is_bare),
        is_named=is_named, is_plural=line.sentence.tags[head] in ("NNS", "NNPS") or agent.type == "people",
    )  # fmt: skip
