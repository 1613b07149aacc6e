"""Persons: known surnames in office, titles before unknown names, names told by an apposition, surnames met again."""

from __future__ import annotations

from dataclasses import replace

from onrecord.knowledge.actor_names import Person, fold, slug
from onrecord.mentions.actors_bodies import combine
from onrecord.mentions.actors_choose import Referent, Setting, is_at_home, is_head_of_state, person_referent
from onrecord.mentions.actors_discourse import Discourse, Met, Ties, bare_referent
from onrecord.mentions.actors_phrases import (
    Draft,
    describe,
    owner_before,
    possessor,
    settled_owner,
    trailing_owner,
)
from onrecord.mentions.actors_tokens import AgentPhrase, Line, agent_phrase, phrase_start, spelled
from onrecord.records import UNKNOWN_ACTOR, body_of

__all__ = ["follows_first_name", "is_part_of_longer_name", "known_person", "meet", "name_draft", "surname_referent"]

_LONGEST_NAME = 5
_SHORTEST_TELLING = 5
_SHORTEST_HYPHENED = 2
_PAST_SIDES = frozenset({"out-of-office", "last-known-side"})
# Titles that tell the office of the day better than a term known to the year only.
_TELLING_TITLES = frozenset({"head-of-state-or-government", "ministers", "legislators"})
_ORGANS_OF_STATE = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP"})
_SHORTEST_MINISTRY = 2
_SHORTEST_ACRONYM = 2
_LONGEST_ACRONYM = 6
_PERSON_TYPES = frozenset({"person", "people"})


def _is_hyphen_tail(line: Line, token: int) -> bool:
    """Whether a small word ends a given name in two parts: "Kim Nam-*il*"."""
    s = line.sentence
    if token < _SHORTEST_HYPHENED or line.lower[token - 1] != "-":
        return False
    is_joined = s.ends[token - 2] == s.starts[token - 1] and s.ends[token - 1] == s.starts[token]
    return is_joined and s.words[token - 2][0].isupper() and s.poses[token - 2] == "PROPN"


def _is_name_word(line: Line, token: int) -> bool:
    s = line.sentence
    if s.poses[token] != "PROPN" or line.owner[token] >= 0:
        return False
    if not s.words[token][0].isupper():
        return _is_hyphen_tail(line, token)
    return line.lower[token].rstrip(".") not in line.names.grammar.no_names


def _is_title(line: Line, token: int) -> AgentPhrase | None:
    if token > 0 and line.lower[token] == ".":
        token -= 1
    phrase = agent_phrase(line, token)
    if phrase is not None and (phrase.agent.is_title or phrase.agent.type in _PERSON_TYPES):
        return phrase
    return None


def _name_start(line: Line, head: int) -> int:
    """First token of the run of name words that ends at ``head``; stops at a title."""
    first = head
    while first > 0 and head - first < _LONGEST_NAME:
        left = first - 1
        while left > 0 and line.lower[left] in line.names.grammar.name_links:
            left -= 1
        if not _is_name_word(line, left) or (_is_title(line, left) and not _is_inner_title(line, left)):
            break
        first = left
    return first


def _is_inner_title(line: Line, token: int) -> bool:
    """Whether a title stands within a name: "Hassan *Sheikh* Mohamud"."""
    is_courtesy = line.lower[token] in line.names.grammar.courtesies
    return is_courtesy and token > 0 and _is_name_word(line, token - 1) and _is_title(line, token - 1) is None


def _ministry_title(line: Line, start: int, head: int) -> AgentPhrase | None:
    """The title before a ministry and a name that the parse runs together: "*Minister* of Interior Jan Nowak"."""
    if start < _SHORTEST_MINISTRY or head - start < _SHORTEST_MINISTRY or line.lower[start - 1] not in ("of", "for"):
        return None
    return _is_title(line, start - 2)


def follows_first_name(line: Line, token: int) -> bool:
    """Whether a word stands behind a first name, so that it is a surname: "Laura *Bush*", "Stephen *King*"."""
    left = token - 1
    if left >= 1 and line.lower[left] in line.names.grammar.name_links and _is_name_word(line, left - 1):
        return True
    if left < 0 or not _is_name_word(line, left):
        return False
    return _is_title(line, left) is None and line.lower[left] not in line.names.grammar.courtesies


def is_part_of_longer_name(line: Line, token: int) -> bool:
    """Whether a surname is part of something longer: "Laura *Bush*", "*Ali* Abdollahi", "*Franco*-Chinese"."""
    right, heads = token + 1, line.sentence.heads
    if right < len(heads) and line.lower[right] == "-" and line.sentence.ends[token] == line.sentence.starts[right]:
        return True
    if right < len(heads) and _is_name_word(line, right) and heads[token] in (right, heads[right]):
        return True
    return follows_first_name(line, token)


def _in_office(person: Person, word: str, setting: Setting, title: str | None) -> Referent | None:
    """A person by a surname alone, if the office, the report and the commonness of the name allow it."""
    referent = person_referent(person, setting, rule="surname-in-office")
    is_out = "former" in referent.flags or "before-office" in referent.flags
    is_said = title is not None or word not in setting.names.grammar.common_surnames
    if not person.is_prominent:
        is_meant = is_at_home(person, setting) and not is_out and is_said
    else:
        is_near = word == setting.whole or is_at_home(person, setting)
        is_meant = (not is_out and is_said) or (is_near and (not is_out or is_said))
    return referent if is_meant else None


def surname_referent(word: str, setting: Setting, discourse: Discourse, title: str | None) -> Referent | None:
    """Whom a surname alone means: somebody met before, else the one person of that name in office.

    Without a title the person's state must be named in the report too: "May" and "Rice" are words.
    """
    met = discourse.people.get(fold(word).lower())
    if met is not None:
        return Referent(met.referent.ids, (met.name,), "alias", "surname-met", met.referent.entry, met.referent.flags)
    holders = setting.names.surnames.get(fold(word), ())
    persons = [setting.names.persons[key] for key in holders]
    found = [_in_office(p, word, setting, title) for p in persons if p.is_prominent]
    if not any(found):
        is_alone = len(persons) == 1 and len(word) >= _SHORTEST_TELLING and word.lower() not in setting.names.agents
        found = [_in_office(p, word, setting, title) for p in persons if title is not None or is_alone]
    running = [r for r in found if r is not None and not r.flags] or [r for r in found if r is not None]
    ranked = sorted(running, key=lambda r: -setting.counts[body_of(r.ids[0])])
    distinct = {body_of(r.ids[0]) for r in ranked}
    if not ranked:
        return None
    best = ranked[0]
    flags = ("ambiguous",) if len(distinct) > 1 else ()
    return Referent(best.ids, best.names, "alias", best.rule, best.entry, flags)


def _is_taken(discourse: Discourse, surname: str, key: str | None) -> bool:
    """Whether a surname stays a head of state's: "Obama" is the president though Michelle Obama is named."""
    setting = discourse.setting
    holders = setting.names.surnames.get(surname, ())
    if key in holders and setting.names.persons[key].is_prominent:
        return False
    return any(is_head_of_state(setting.names.persons[other], setting) for other in holders if other != key)


def meet(discourse: Discourse, name: str, referent: Referent, draft: int) -> None:
    """Remember a named person by surname, the family name first where the knowledge says so."""
    parts = fold(name).split()
    met = Met(name, referent, draft)
    key = referent.entry.partition("/")[0] if referent.entry else None
    is_family_first = "-" in parts[-1] and parts[-1].rpartition("-")[2].islower()
    if len(parts) > 1 and _is_taken(discourse, parts[-1], key):
        return
    for part in (parts[0], parts[-1].removeprefix("al-"), parts[-1]):
        is_family = part != parts[0] or len(parts) == 1 or is_family_first
        if is_family or key in discourse.names.surnames.get(part, ()):
            discourse.people[part.lower()] = met


def _after_other_person(line: Line, first: int, stop: int) -> int:
    """Where a person's own titles start: not at another person joined to them ("*Olmert and* minister Vilnai")."""
    for token in range(stop - 1, first - 1, -1):
        if line.lower[token] in ("and", "or") and any(
            line.owner[t] >= 0 and line.known[line.owner[t]].hit.kind in ("person", "surname")
            for t in range(first, token)
        ):
            return token + 1
    return first


def known_person(line: Line, discourse: Discourse, token: int) -> Draft:
    """A known person with the titles before the name: "*Russia's President Vladimir Putin*"."""
    known = line.known[line.owner[token]]
    first = _after_other_person(line, min(phrase_start(line, token), known.first), known.first)
    referent = known.referent
    title = _is_title(line, known.first - 1) if known.first > first else None
    if title is not None and referent.flags and referent.rule in _PAST_SIDES:
        told = _titled(line, discourse, title, referent.names[0], first, token)
        referent = _with_title(line, referent, told, title)
    elif referent.rule == "out-of-office":
        after = _apposed(line, discourse, token)
        if after is not None and not after.ids[0].startswith(UNKNOWN_ACTOR) and "former" not in after.flags:
            referent = Referent(after.ids, referent.names * len(after.ids), "name", "apposition", after.entry)
    elif title is not None:
        referent = _by_title(line, referent, title)
    flags = referent.flags
    former = line.names.grammar.former
    if any(line.lower[t] in former for t in range(first, known.first)) and "former" not in flags:
        flags = (*flags, "former")
        if "undated-office" in flags and referent.entry:
            referent = replace(referent, ids=(referent.entry.partition("/")[0],))
    merged = Referent(
        referent.ids, referent.names, referent.kind, referent.rule, referent.entry, flags, referent.candidates
    )
    return Draft(token, first, max(known.last, token + 1), merged, referent.kind)


def _by_title(line: Line, referent: Referent, title: AgentPhrase) -> Referent:
    """A known person whose title names an organ of state where we know none: "*Prime Minister* Tshisekedi"."""
    state, _, sector = referent.ids[0].partition(":")
    if title.agent.group not in _TELLING_TITLES or state not in line.names.states or sector in _ORGANS_OF_STATE:
        return referent
    rule = f"title:{title.agent.noun}+served-state"
    return replace(referent, ids=(f"{state}:{title.agent.sector}",), rule=rule)


def _with_title(line: Line, referent: Referent, told: Referent, title: AgentPhrase) -> Referent:
    """A known person outside every term we know whose title says otherwise: the title, of the state they served."""
    if told.flags or "+" not in told.rule:
        return referent if told.flags else told
    person = line.names.persons.get(referent.entry or "")
    state = body_of(person.terms[-1].id) if person is not None else ""
    if state not in line.names.states or not title.agent.sector:
        return referent
    identity = f"{state}:{title.agent.sector}"
    return Referent((identity,), referent.names, "name", f"title:{title.agent.noun}+served-state", referent.entry)


def _titled(line: Line, discourse: Discourse, title: AgentPhrase, name: str, first: int, head: int) -> Referent:
    """The id an unknown name takes from its title: "Defense Secretary *Ash Carter*" in a US report is USA:GOV."""
    wants_first = title.agent.group == "diplomats"
    owner = owner_before(line, first, title.first, wants_first=wants_first) or possessor(line, discourse, head)
    owner = owner or trailing_owner(line, discourse, head) or settled_owner(line, first, title.first)
    owner = None if owner is not None and owner.ids[0].startswith(UNKNOWN_ACTOR) else owner
    former = any(line.lower[t] in line.names.grammar.former for t in range(first, title.first))
    sector = title.agent.sector
    if not title.agent.is_strong:
        words = line.names.grammar.sector_words
        before = (t for t in range(title.first - 1, first - 1, -1) if line.owner[t] < 0)
        sector = next((words[line.lower[t]] for t in before if line.lower[t] in words), sector)
    if former and owner is not None and not any(body_of(i) in line.names.states for i in owner.ids):
        return Referent(
            owner.ids, (name,) * len(owner.ids), "name", f"title:{title.agent.noun}", owner.entry, ("former",)
        )
    if former:
        return Referent((slug(name),), (name,), "name", f"title:{title.agent.noun}", None, ("former",))
    if owner is not None:
        ids = tuple(combine(i, title.agent, sector, line.names.states) for i in owner.ids)
        return Referent(ids, (name,) * len(ids), "name", f"title:{title.agent.noun}", owner.entry)
    if title.agent.is_unknown_alone and sector == title.agent.sector:
        return Referent((slug(name),), (name,), "name", f"title:{title.agent.noun}+unknown-alone")
    bare = bare_referent(discourse, sector, title.agent.noun, title.head, Ties())
    ids = (slug(name),) if bare.ids[0].startswith(UNKNOWN_ACTOR) else bare.ids
    return Referent(
        ids, (name,), "name", f"title:{title.agent.noun}+{bare.rule}", bare.entry, candidates=bare.candidates
    )


def _apposed(line: Line, discourse: Discourse, head: int) -> Referent | None:
    """What an apposition says of a name: "*John Smith*, a senior official of the council"; "the spokesman, *Smith*"."""
    s = line.sentence
    around = s.dependents(head, "appos") + ([s.heads[head]] if s.relations[head] == "appos" else [])
    for token in around:
        draft = describe(line, discourse, token)
        if draft is not None and draft.referent.rule.partition("+")[0]:
            return draft.referent
    return None


def _renamed(referent: Referent | None, name: str) -> Referent | None:
    """What an apposition says, told of a name; ``None`` if it says nothing that is known."""
    if referent is None or referent.ids[0].startswith(UNKNOWN_ACTOR):
        return None
    names = (name,) * len(referent.ids)
    return Referent(referent.ids, names, "name", "apposition", referent.entry, referent.flags)


def _speaks(line: Line, head: int) -> bool:
    s = line.sentence
    return s.relations[head] in ("nsubj", "nsubjpass") and s.lemmas[s.heads[head]] in line.names.grammar.speech_verbs


def _acts(line: Line, first: int, head: int) -> bool:
    """Whether a name of several words stands where persons stand, or starts with a first name we know."""
    s, grammar = line.sentence, line.names.grammar
    above = s.heads[head]
    if s.relations[head] in ("nsubj", "nsubjpass", "dobj", "dative"):
        return s.lemmas[above] in grammar.speech_verbs or s.lemmas[above] in grammar.person_verbs
    if s.relations[head] == "pobj" and line.lower[above] in ("by", "to"):
        return s.lemmas[s.heads[above]] in grammar.quoting_verbs or fold(s.words[first]) in line.names.first_names
    return fold(s.words[first]) in line.names.first_names


def _looks_like_person(line: Line, first: int, last: int) -> bool:
    words = [line.sentence.words[t] for t in range(first, last) if not _is_hyphen_tail(line, t)]
    capitals = [w for w in words if w.lower() not in line.names.grammar.name_links]
    return 2 <= len(capitals) <= 4 and all(
        w[0].isupper() and (not w.isupper() or len(w) <= 2) and w[0].isalpha() for w in capitals
    )


def _is_whole(line: Line, first: int, head: int) -> bool:
    """Whether a name is all there is in a report of one line."""
    s = line.sentence
    return s.index == 0 and first == 0 and head == len(s) - 1 and s.relations[head] == "ROOT"


def _is_shouted(line: Line) -> bool:
    """Whether a heading is all in capitals, where nothing tells a name from a word."""
    return line.sentence.kind != "body" and all(word.isupper() or not word.isalpha() for word in line.sentence.words)


def _single(line: Line, head: int) -> Referent | None:
    """One unknown word in capitals that speaks, or an acronym that acts: "*ICE* returned the paintings"."""
    s = line.sentence
    word = s.words[head]
    if word.isupper() and _SHORTEST_ACRONYM <= len(word) <= _LONGEST_ACRONYM and word.isalpha():
        is_actor = s.relations[head] in ("nsubj", "nsubjpass") and s.tags[s.heads[head]].startswith("VB")
        if is_actor and word not in line.names.grammar.no_acronyms and s.kind == "body":
            own = slug(word) if word in line.names.states else word
            return Referent((own,), (word,), "acronym", "unknown-acronym")
        return None
    if _speaks(line, head) and s.kind == "body" and s.tags[head] == "NNP" and word.isalpha():
        return Referent((slug(word),), (word,), "name", "unknown-name")
    return None


def _company(line: Line, start: int, head: int, title: AgentPhrase | None) -> Draft | None:
    """An unknown company by its last word: "*General Growth Properties*", where "General" is no rank."""
    if not _acts(line, start, head):
        return None
    first = title.head if title is not None and title.agent.group == "military-persons" else start
    name = spelled(line, first, head + 1)
    return Draft(head, first, head + 1, Referent((slug(name),), (name,), "name", "company-tail"), "name")


def _titled_name(line: Line, discourse: Discourse, title: AgentPhrase, start: int, head: int) -> Draft:
    name = spelled(line, start, head + 1)
    first = min(phrase_start(line, head), title.first)
    referent = _titled(line, discourse, title, name, first, head)
    if referent.ids == (slug(name),) and "former" not in referent.flags:
        referent = _renamed(_apposed(line, discourse, head), name) or referent
    return Draft(head, first, head + 1, referent, "name")


def _plain_name(line: Line, discourse: Discourse, start: int, head: int, *, is_courteous: bool) -> Draft | None:
    """A name without a title: whom an apposition tells, else a person of that name if it stands where persons do."""
    name = spelled(line, start, head + 1)
    after = _apposed(line, discourse, head)
    referent = _renamed(after, name)
    is_told = is_courteous or after is not None or _is_whole(line, start, head)
    if referent is None and (is_told or _acts(line, start, head)):
        referent = Referent((slug(name),), (name,), "name", "unknown-person")
    return Draft(head, start - is_courteous, head + 1, referent, "name") if referent is not None else None


def name_draft(line: Line, discourse: Discourse, head: int) -> Draft | None:
    """A person or a body the knowledge does not have, or ``None``."""
    if not _is_name_word(line, head) or line.sentence.relations[head] == "compound" or _is_shouted(line):
        return None
    start = _name_start(line, head)
    title = _is_title(line, start - 1) if start > 0 else None
    ministry = _ministry_title(line, start, head) if title is None else None
    if ministry is not None:
        start, title = head - 1, ministry
    is_courteous = start > 0 and line.lower[start - 1] in line.names.grammar.courtesies
    if line.lower[head] in line.names.grammar.company_tails and start < head:
        return _company(line, start, head, title)
    if title is not None:
        return _titled_name(line, discourse, title, start, head)
    if is_courteous or _looks_like_person(line, start, head + 1):
        return _plain_name(line, discourse, start, head, is_courteous=is_courteous)
    referent = _single(line, head) if start == head else None
    return Draft(head, start, head + 1, referent, "name") if referent is not None else None
