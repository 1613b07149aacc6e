"""What the report has said so far: which state a bare "the army" belongs to, whom a surname means."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from onrecord.knowledge.actor_names import ActorNames
from onrecord.mentions.actors_choose import Referent, Setting
from onrecord.records import Candidate

__all__ = ["Discourse", "Met", "Ties", "bare_referent", "remember_local", "remember_states"]

_SAME_SENTENCE = 1.0
_LAST_SENTENCE = 0.5
_CLEAR = 1.25
# Rebels, parties and people belong to the country a report is about, whoever was named last.
_LOCAL = frozenset({"OPP", "REB", "PRM", "CVL", "REF", "PTY"})
_LOCAL_WEIGHT = 0.3
_LOCAL_SHARE = 0.5
_FEWEST_NAMINGS = 2
_TYPICAL_SHARE = 0.5
_GROUP_LEAD = 2
_HOME_WORDS = ("government ", "regime ", "loyalist ", "pro-government ", "rebel ", "opposition ")
_STATELESS = frozenset({"NGO", "IGO"})


@dataclass(frozen=True, slots=True)
class Met:
    """A person or organisation met earlier in the report; ``draft`` is the place of its mention."""

    name: str
    referent: Referent
    draft: int


@dataclass(frozen=True, slots=True)
class Ties:
    """What the words around a bare noun say: state-run or local, definite, owned by a pronoun, another, "those"."""

    is_tied: bool = False
    is_definite: bool = False
    is_owned: bool = False
    is_other: bool = False
    is_pointing: bool = False


@dataclass(slots=True)
class Discourse:
    """Memory of one report, filled sentence by sentence."""

    setting: Setting
    people: dict[str, Met] = field(default_factory=dict)
    by_noun: dict[str, tuple[Referent, int]] = field(default_factory=dict)
    bridges: dict[str, tuple[Referent, int]] = field(default_factory=dict)
    by_sector: dict[str, tuple[Referent, int]] = field(default_factory=dict)
    here: list[tuple[int, str]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    local: Counter[str] = field(default_factory=Counter)
    shares: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Each state's share of the namings of states in the report."""
        states = self.names.states
        counts = {state: count for state, count in self.setting.counts.items() if state in states}
        total = sum(counts.values())
        self.shares = {state: count / total for state, count in counts.items() if count}

    @property
    def names(self) -> ActorNames:
        """The knowledge behind the setting."""
        return self.setting.names


def remember_states(discourse: Discourse, states: list[tuple[int, str]]) -> None:
    """Start a sentence: its states by token; the last sentence's become the ones before."""
    if discourse.here:
        discourse.before = [state for _, state in discourse.here]
    discourse.here = states


def _scores(discourse: Discourse, token: int, *, is_local: bool) -> dict[str, float]:
    """How much speaks for each state: its share of the report, and whether it was just named.

    For rebels, parties and people the place of the story counts instead: whose rebels and people were named.
    """
    scores = dict(discourse.shares)
    weight = _LOCAL_WEIGHT if is_local else 1.0
    for state in {state for at, state in discourse.here if at < token}:
        scores[state] = scores.get(state, 0.0) + weight * _SAME_SENTENCE
    for state in set(discourse.before):
        scores[state] = scores.get(state, 0.0) + weight * _LAST_SENTENCE
    if is_local and discourse.local:
        total = sum(discourse.local.values())
        for state, count in discourse.local.items():
            scores[state] = scores.get(state, 0.0) + _LOCAL_SHARE * count / total
    return scores


def _group_of(discourse: Discourse, noun: str) -> str | None:
    """The armed group bare "militants" are, where the report speaks of one above all."""
    if noun not in discourse.names.grammar.group_nouns:
        return None
    ranked = discourse.setting.groups.most_common(2)
    is_clear = bool(ranked) and ranked[0][1] >= _FEWEST_NAMINGS
    if not is_clear or (len(ranked) > 1 and ranked[0][1] < _GROUP_LEAD * ranked[1][1]):
        return None
    return ranked[0][0]


def remember_local(discourse: Discourse, referent: Referent) -> None:
    """Count whose rebels, parties and people a report names outright."""
    for identity in referent.ids:
        state, _, sector = identity.partition(":")
        if sector in _LOCAL and state in discourse.names.states:
            discourse.local[state] += 1


def _typical(discourse: Discourse, noun: str) -> str | None:
    """The state a noun mostly speaks of, if the report names it; the first of them in a report without states."""
    states = discourse.names.grammar.typical_states.get(noun, ())
    enough = _TYPICAL_SHARE * max(discourse.shares.values(), default=0.0)
    named = [state for state in states if discourse.shares.get(state, 0.0) > enough]
    if named:
        return max(named, key=lambda state: discourse.setting.counts[state])
    is_silent = not any(state in discourse.names.states for state in discourse.setting.counts)
    return states[0] if states and is_silent else None


def _told_at(found: tuple[Referent, int]) -> int:
    return found[1]


def bare_referent(discourse: Discourse, sector: str, noun: str, token: int, ties: Ties) -> Referent:
    """Whose a bare agent noun is: that of the same noun earlier, else of the state that stands out; else ``UNK``."""
    is_local = sector in discourse.names.grammar.discourse_sectors
    is_open = not ties.is_owned and not (ties.is_other and noun in discourse.bridges)
    earlier = discourse.by_noun.get(noun) if (ties.is_definite or is_local) and is_open else None
    earlier = discourse.bridges.get(noun, earlier) if ties.is_definite and is_open else earlier
    if ties.is_pointing and sector in discourse.by_sector:
        earlier = max((found for found in (earlier, discourse.by_sector[sector]) if found is not None), key=_told_at)
    if earlier is not None:
        referent = earlier[0]
        return Referent(referent.ids, referent.names, "definite", "same-noun", referent.entry, referent.flags)
    if sector in _STATELESS:
        return Referent((sector,), (noun,), "definite", "stateless-sector")
    suffix = f":{sector}" if sector else ""
    unknown = Referent(("UNK" + suffix,), ("unknown",), "definite", "no-state")
    if not is_local and not ties.is_tied:
        return unknown
    if (typical := _typical(discourse, noun)) is not None:
        return Referent((typical + suffix,), (discourse.names.states[typical],), "definite", "typical-state")
    group = _group_of(discourse, noun)
    if group is not None:
        return Referent((group,), (group,), "definite", "dominant-group")
    is_home = sector in _LOCAL or noun.startswith(_HOME_WORDS)
    ranked = sorted(_scores(discourse, token, is_local=is_home).items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked:
        return unknown
    candidates = tuple(Candidate(state + suffix, round(score, 3)) for state, score in ranked)
    if len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]:
        return Referent(unknown.ids, unknown.names, "definite", "no-clear-state", candidates=candidates)
    state = ranked[0][0]
    return Referent(
        (state + suffix,), (discourse.names.states[state],), "definite", "discourse-state", candidates=candidates
    )
