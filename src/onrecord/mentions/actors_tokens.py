"""Questions about one sentence that every actor rule asks: where a noun phrase starts, which agent noun heads it."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.knowledge.actor_names import ActorNames
from onrecord.knowledge.actor_words import Agent
from onrecord.mentions.actors_choose import Referent
from onrecord.mentions.actors_scan import NameHit
from onrecord.records import Sentence

__all__ = [
    "AgentPhrase",
    "Known",
    "Line",
    "agent_phrase",
    "head_of",
    "is_affected_region",
    "is_inside",
    "is_noun_head",
    "is_place_use",
    "is_turned",
    "is_whole",
    "list_start",
    "phrase_start",
    "read_line",
    "spelled",
    "tied_name",
]

_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INNER = frozenset({"compound", "nmod", "amod", "nummod", "quantmod", "npadvmod", "nounmod"})
_LONGEST_AGENT = 4
_EDGE_RELATIONS = frozenset({"advmod", "preconj", "predet", "cc", "punct", "mark"})
_EDGE_MARKS = frozenset(",()[]:-\u2014\u2013\"\u201c'`") | {"--", "``", "''"}
_EDGE_WORDS = _EDGE_MARKS | {"and", "or", "but", "both", "either", "as"}


@dataclass(frozen=True, slots=True)
class Known:
    """A name hit with its chosen referent, on tokens ``first`` to ``last`` (exclusive)."""

    hit: NameHit
    referent: Referent
    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class AgentPhrase:
    """An agent noun, perhaps of several words, on tokens ``first`` to ``head``."""

    agent: Agent
    first: int
    head: int


@dataclass(slots=True)
class Line:
    """One sentence with its known names laid over the tokens: ``owner[token]`` is a position in ``known`` or -1."""

    sentence: Sentence
    names: ActorNames
    known: list[Known]
    owner: list[int]
    lower: list[str] = field(default_factory=list)


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The token of a stretch that hangs on a token outside it; the last one where the parse leaves several."""
    for token in range(last - 1, first - 1, -1):
        if not first <= sentence.heads[token] < last or sentence.heads[token] == token:
            return token
    return last - 1


def read_line(sentence: Sentence, names: ActorNames, known: list[Known]) -> Line:
    """A sentence with its known names, ready for the rules."""
    owner = [-1] * len(sentence)
    for position, item in enumerate(known):
        for token in range(item.first, item.last):
            owner[token] = position
    return Line(sentence, names, known, owner, [word.lower() for word in sentence.words])


def spelled(line: Line, first: int, last: int) -> str:
    """The words from ``first`` to ``last`` (exclusive) as the report spaces them: "Kim Nam-il", "Castrop-Rauxel"."""
    s = line.sentence
    return s.words[first] + "".join(
        s.words[token] if s.starts[token] == s.ends[token - 1] else f" {s.words[token]}"
        for token in range(first + 1, last)
    )


def tied_name(line: Line, known: Known) -> Known | None:
    """The name a hyphen ties to the left of another within one token: "*U.S.*-South Korean"."""
    ties = (k for k in line.known if k.first <= known.first < k.last and k.hit.end + 1 == known.hit.start)
    return next(ties, None)


def list_start(line: Line, first: int, stop: int) -> int:
    """Where a list of states starts that the parse cuts: "*French*, German and British diplomats"."""
    if not any(line.lower[t] == "and" for t in range(first, stop)) or line.owner[first] < 0:
        return first
    while first > 1 and line.lower[first - 1] == "," and line.owner[first - 2] >= 0:
        known = line.known[line.owner[first - 2]]
        if known.hit.kind != "adjective" and not known.hit.text.replace(".", "").isupper():
            break
        first = known.first
    return first


def _is_hyphened(line: Line, token: int) -> bool:
    """Whether a word is the first half of a compound: "*rebel*-held"."""
    s = line.sentence
    return token + 2 < len(line.lower) and line.lower[token + 1] == "-" and s.ends[token] == s.starts[token + 1]


def _stands_for_people(line: Line, token: int) -> bool:
    """Whether an adjective stands for people: "the *displaced* of the war", "Sudan's *displaced*"."""
    s = line.sentence
    if s.relations[token] in _INNER:
        return False
    return (token > 0 and s.tags[token - 1] == "POS") or any(
        s.relations[child] in ("det", "poss") for child in s.children[token]
    )


def is_noun_head(line: Line, token: int) -> bool:
    """Whether a token heads a noun phrase of its own and is no part of a longer name or compound."""
    s = line.sentence
    if s.tags[token] not in _NOUN_TAGS and not (
        line.lower[token] in line.names.grammar.adjective_nouns and _stands_for_people(line, token)
    ):
        return False
    if _is_hyphened(line, token):
        return False
    if s.relations[token] not in _INNER:
        return True
    return s.poses[s.heads[token]] not in ("NOUN", "PROPN") or s.heads[token] < token


def phrase_start(line: Line, head: int) -> int:
    """First token of the noun phrase of ``head``: what stands before the head in its subtree, edge marks left off."""
    s = line.sentence
    first = max(s.lefts[head], head - 25)
    for token in range(first, head):
        if line.lower[token] in line.names.grammar.former:
            continue
        if line.lower[token] in ("that", "who", "which") or (
            s.poses[token] in ("VERB", "AUX") and s.tags[token] not in ("VBN", "VBG")
        ):
            first = token + 1
    while first < head and (line.lower[first] in _EDGE_WORDS or s.relations[first] in _EDGE_RELATIONS):
        first += 1
    return first


def agent_phrase(line: Line, head: int) -> AgentPhrase | None:
    """The longest agent noun that ends at ``head``: "foreign *minister*", "coast guard *ships*"."""
    s, agents = line.sentence, line.names.agents
    lemma, word = s.lemmas[head], line.lower[head]
    if word not in line.names.agent_tails and lemma not in line.names.agent_tails:
        return None
    if head + 2 < len(s) and line.lower[head + 1] == "of":
        found = _agent_of(line, head)
        if found is not None:
            return found
    for length in range(min(_LONGEST_AGENT, head + 1), 0, -1):
        first = head - length + 1
        lead = " ".join(line.lower[first:head]).replace(" - ", "-").replace(" '", "'").removesuffix(" -")
        for tail in (word, lemma):
            agent = agents.get(f"{lead} {tail}" if lead else tail)
            if agent is not None:
                return AgentPhrase(agent, first, head)
    return None


def _agent_of(line: Line, head: int) -> AgentPhrase | None:
    """An agent noun that goes on with "of": "*secretary* of state", "deputy *chief* of staff"."""
    agents = line.names.agents
    lemma = line.sentence.lemmas[head]
    for first in range(max(0, head - 1), head + 1):
        lead = "".join(f"{word} " for word in line.lower[first:head])
        for last in range(min(len(line.lower), head + _LONGEST_AGENT + 1), head + 2, -1):
            tail = " ".join(line.lower[head + 1 : last])
            for noun in (line.lower[head], lemma):
                agent = agents.get(f"{lead}{noun} {tail}")
                if agent is not None:
                    return AgentPhrase(agent, first, head)
    return None


def _governor(line: Line, token: int) -> int:
    """The token a conjoined name hangs on: "in Moscow and *Kyiv*" gives what "Moscow" hangs on."""
    s = line.sentence
    while s.relations[token] in ("conj", "appos") and s.heads[token] != token:
        token = s.heads[token]
    return token


def is_place_use(line: Line, token: int) -> bool:
    """Whether the syntax takes a capital as a place: "flew to *Moscow*", "in *Seoul*"; not "ties with *Moscow*"."""
    s, grammar = line.sentence, line.names.grammar
    token = _governor(line, token)
    relation, above = s.relations[token], s.heads[token]
    if relation == "pobj":
        return _is_place_after(line, above)
    if relation == "dobj":
        return s.lemmas[above] in grammar.motion_verbs
    if relation in ("compound", "nmod", "poss"):
        return s.lemmas[above] in grammar.motion_nouns
    return relation == "npadvmod"


def is_inside(line: Line, token: int) -> bool:
    """Whether a state is where something is: "in *Syria*"; not "confidence in *Japan*" and not "from *Syria*"."""
    s, grammar = line.sentence, line.names.grammar
    token = _governor(line, token)
    above = s.heads[token]
    if s.relations[token] != "pobj" or line.lower[above] not in grammar.inside_prepositions:
        return False
    return s.lemmas[s.heads[above]] not in grammar.no_place_after


def is_affected_region(line: Line, token: int) -> bool:
    """Whether a region or town is what an act falls on: "shelled *Aleppo*", "attacks on *Gaza*"; not "in *Texas*"."""
    s = line.sentence
    if s.tags[token] not in _NOUN_TAGS:
        return False
    relation, above = s.relations[_governor(line, token)], s.heads[_governor(line, token)]
    return relation in ("dobj", "nsubjpass") or (relation == "pobj" and line.lower[above] in ("on", "against"))


def is_whole(line: Line, first: int, last: int) -> bool:
    """Whether a name is all there is in a report's first line, but for an article: a report that is just "*Aleppo*"."""
    s = line.sentence
    return s.index == 0 and last == len(s) and (first == 0 or (first == 1 and line.lower[0] == "the"))


def is_turned(line: Line, first: int, last: int) -> bool:
    """Whether a hyphen turns a name away from owning: "*pro*-Russian rebels", "US-*backed* rebels"."""
    words, grammar = line.lower, line.names.grammar
    if first >= 2 and words[first - 1] == "-" and words[first - 2] in grammar.turning_prefixes:
        return True
    if first >= 1 and (words[first - 1] == "ethnic" or words[first - 1].rstrip("-") in grammar.turning_prefixes):
        return True
    tail = last + 1 if last < len(words) and words[last] == "-" else last
    return tail < len(words) and words[tail] in grammar.not_owner_tails


def _is_place_after(line: Line, preposition: int) -> bool:
    s, grammar = line.sentence, line.names.grammar
    word, above = line.lower[preposition], s.heads[preposition]
    lemma = s.lemmas[above]
    if word in grammar.place_prepositions:
        return True
    if word in ("to", "for"):
        return lemma in grammar.motion_verbs or lemma in grammar.motion_nouns
    if word == "from":
        return lemma not in grammar.from_gives
    return word in ("of", "on") and lemma in grammar.motion_nouns
