"""What an agent noun says on its own: whether it is one here, whether it names a body, whether it hides its bearer."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.actor_names import slug
from onrecord.knowledge.actor_words import Agent
from onrecord.mentions.actors_choose import Referent
from onrecord.mentions.actors_discourse import Discourse
from onrecord.mentions.actors_places import settled_state
from onrecord.mentions.actors_tokens import AgentPhrase, Line, phrase_start
from onrecord.records import UNKNOWN_ACTOR, body_of

__all__ = [
    "DEFINITE",
    "PLACED_ORGANS",
    "combine",
    "is_former",
    "is_named",
    "is_no_agent",
    "is_state_press",
    "long_name",
    "out_of_office",
    "own_name",
    "some_members",
    "stands_alone",
    "unknown_complement",
]

_SHORTEST_INITIALS = 3
_STATE_ORGANS = frozenset({"ministries", "state-organs", "legislatures", "courts", "bare-intelligence"})
_NAME_JOINTS = frozenset({"for", "of", "on", "against", "to", "and", "the", "in"})
_CIVIL_SECTORS = frozenset({"BUS", "JRN", "CVL", "NGO", "EDU"})
_UNNAMED_SECTORS = frozenset({"EDU", "CVL", "REF"})
PLACED_ORGANS = frozenset({"EDU", "MED", "COP"})  # a school, hospital or police is of where it stands
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our"})


def is_no_agent(line: Line, phrase: AgentPhrase) -> bool:
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


def stands_alone(line: Line, discourse: Discourse, phrase: AgentPhrase) -> bool:
    """Whether a noun that wants a state may go without: met before, or an organ's name ("*Department* of Labor")."""
    s = line.sentence
    if phrase.agent.noun in discourse.by_noun or phrase.agent.noun in discourse.bridges:
        first = phrase_start(line, phrase.head)
        return line.lower[first] in DEFINITE
    following = phrase.head + 2
    is_name = s.words[phrase.head][0].isupper() and phrase.agent.type == "institution" and following < len(s)
    return is_name and line.lower[phrase.head + 1] in ("of", "for") and s.words[following][0].isupper()


def unknown_complement(line: Line, phrase: AgentPhrase) -> Referent | None:
    """Somebody of a body the knowledge lacks: "a spokeswoman *for BlackBerry*" is blackberry, "of the tribe" UNK."""
    s = line.sentence
    if phrase.agent.is_strong or phrase.agent.type != "person":
        return None
    for child in s.dependents(phrase.head, "prep"):
        is_inside = " of " in phrase.agent.noun and child == phrase.head + 1
        if line.lower[child] not in ("for", "of", "at") or is_inside:
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


def long_name(line: Line, phrase: AgentPhrase, first: int) -> tuple[Referent, int] | None:
    """An organisation whose name goes on after its noun, and the end of it: "*Center* for American Progress"."""
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
    initials = "".join(word[0] for word in words)
    referent = Referent((_initials_id(line, initials, name),), (name,), "name", "own-name")
    return referent, last


def own_name(line: Line, phrase: AgentPhrase, first: int) -> Referent | None:
    """The id of an organisation the knowledge lacks, by its initials: "the Raqqa Civil *Council*" is RCC.

    Only of a name in capitals whose words say more than a state's organ would: "Supreme Court" has no own name, and
    neither has a school, hospital or police of a place: "*Chiang Mai* University" is Thailand's.
    """
    s, plain = line.sentence, line.names.grammar.plain_name_words
    words = [s.words[t] for t in range(first, phrase.head + 1) if s.words[t][0].isupper() and line.lower[t] != "the"]
    inner = [t for t in range(first, phrase.first) if s.words[t][0].isupper() and line.lower[t] not in plain]
    is_state = any(line.owner[t] >= 0 and line.known[line.owner[t]].hit.kind != "region" for t in inner)
    is_title = phrase.agent.type in ("person", "people", "asset") or phrase.agent.sector in ("PTY", "OPP")
    is_placed = phrase.agent.sector in PLACED_ORGANS and (
        any(line.owner[t] >= 0 for t in inner) or settled_state(line, first, phrase.first) is not None
    )
    if not s.words[phrase.head][0].isupper() or not inner or is_state or is_placed or is_title or s.kind == "title":
        return None
    name = " ".join(words)
    initials = "".join(word[0] for word in words if word[0].isalpha())
    return Referent((_initials_id(line, initials, name),), (name,), "name", "own-name")


def _initials_id(line: Line, initials: str, name: str) -> str:
    """The initials, unless they are too few or a state's code: a "Disaster Management Agency" is no Dominica."""
    return initials if len(initials) >= _SHORTEST_INITIALS and initials not in line.names.states else slug(name)


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
    if own in _CIVIL_SECTORS and (agent.type == "asset" or not agent.is_strong):
        return identity
    if agent.is_strong and sector and sector != "GOV":
        return f"{body}:{sector}"
    if agent.type == "collective" and sector == "MIL":
        return f"{body}:MIL"
    return identity


def is_named(line: Line, agent: Agent, first: int) -> bool:
    """Whether a description tells who speaks: "the foreign minister" does, "officials" and "a lawmaker" do not."""
    if (
        agent.hides
        or agent.noun.endswith(("source", "official"))
        or agent.type == "people"
        or agent.sector in _UNNAMED_SECTORS
    ):
        return False
    if agent.type in ("institution", "collective", "asset"):
        return line.lower[first] not in ("some", "several", "other", "local", "many") or agent.type == "asset"
    is_indefinite = line.lower[first] in ("a", "an", "one", "some", "several", "another", "two", "three", "many")
    return not is_indefinite or agent.group == "speakers-for-somebody"


def is_state_press(line: Line, first: int, head: int) -> bool:
    """Whether press is the government's own: "*state*-run radio", "the *official* press"."""
    words = line.lower
    return any(
        words[t] in line.names.grammar.state_press and (t == 0 or words[t - 1] != "-") for t in range(first, head)
    )


def some_members(line: Line, phrase: AgentPhrase, first: int, owners: Sequence[str]) -> Referent | None:
    """Members of a body that are not all of it: "*two* NATO members", "*a* member of the EU"; unknown governments."""
    grammar = line.names.grammar
    if phrase.agent.noun not in grammar.member_nouns or not any(owner in line.names.members for owner in owners):
        return None
    is_one = line.sentence.tags[phrase.head] in ("NN", "NNP")
    if not is_one and not any(line.lower[token] in grammar.few_words for token in range(first, phrase.first)):
        return None
    return Referent((f"{UNKNOWN_ACTOR}:GOV",), ("unknown",), "unnamed", "some-members")


def out_of_office(identity: str, states: dict[str, str]) -> str:
    """The id of somebody who held office: "FRA:GOV" to "FRA:ELI"; a body's stays."""
    body = body_of(identity)
    return f"{body}:ELI" if body in states or body == UNKNOWN_ACTOR else identity


def is_former(line: Line, first: int, stop: int) -> bool:
    """Whether the words before a noun put its bearer out of office: "a *former* minister", "the *ex*-president"."""
    former = line.names.grammar.former
    if stop > 1 and line.lower[stop - 1] == "-" and line.lower[stop - 2] in former:
        return True
    return any(line.lower[token] in former for token in range(first, stop))
