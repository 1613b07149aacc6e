"""Every stretch of a report that names or describes an actor, in text order.

Known names come from one automaton pass; descriptions are put together from the parse; a state, an office or a
person is chosen on the report's date.  Pronouns and "the two sides" are left to coreference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from onrecord.knowledge.actor_names import fold, load_actor_names
from onrecord.mentions.actors_bodies import is_state_press
from onrecord.mentions.actors_choose import Referent, choose, read_setting
from onrecord.mentions.actors_discourse import Discourse, remember_local, remember_states
from onrecord.mentions.actors_people import (
    follows_first_name,
    is_part_of_longer_name,
    known_person,
    meet,
    name_draft,
    surname_referent,
)
from onrecord.mentions.actors_phrases import Draft, describe, owner_before
from onrecord.mentions.actors_places import settled_state
from onrecord.mentions.actors_scan import NameHit, scan_names
from onrecord.mentions.actors_spellings import add_spellings
from onrecord.mentions.actors_tokens import (
    Known,
    Line,
    agent_phrase,
    head_of,
    is_affected_region,
    is_inside,
    is_noun_head,
    is_place_use,
    is_turned,
    is_whole,
    phrase_start,
    read_line,
)
from onrecord.records import UNKNOWN_ACTOR, ActorMention, Report, Sentence, body_of

__all__ = ["find_actors"]

_LONGEST_ACRONYM = 8
_PERSONAL = frozenset({"person", "surname"})


def _known_names(report: Report, sentence: Sentence, hits: Sequence[NameHit], discourse: Discourse) -> Line:
    """The sentence with every known name that has a referent; surnames come last, when titles can be seen."""
    setting, names = discourse.setting, discourse.names
    known = []
    for hit in hits:
        referent = choose(hit, setting)
        if referent is not None:
            known.append(Known(hit, referent, hit.first, hit.last, head_of(sentence, hit.first, hit.last)))
    line = read_line(sentence, names, known)
    for position, item in enumerate(known):
        if item.hit.kind == "seat":
            known[position] = _own_seat(line, item)
    taken = {token for hit in hits if hit.kind != "surname" for token in range(hit.first, hit.last)}
    fixed = {token for hit in hits if hit.kind not in _PERSONAL for token in range(hit.first, hit.last)}
    add_spellings(report, line, setting, fixed)
    by_token = {hit.first: hit for hit in hits if hit.kind == "surname"}
    is_one_word = len(sentence) == 1
    for token, pos in enumerate(sentence.poses):
        if not (pos == "PROPN" or (is_one_word and pos != "PRON")) or token in taken or line.owner[token] >= 0:
            continue
        surname = by_token.get(token)
        word = sentence.words[token] if surname is None else surname.text
        is_candidate = surname is not None or fold(word).lower() in discourse.people
        if is_candidate and not is_part_of_longer_name(line, token):
            _add_surname(line, discourse, token, surname, word)
    return line


def _own_seat(line: Line, known: Known) -> Known:
    """The seat of the state named right before it: "Chile's *Defense Department*" is Chile's, not the Pentagon."""
    first = phrase_start(line, known.head)
    owner = owner_before(line, first, known.first)
    if owner is None or owner.ids[0] not in line.names.states:
        return known
    organ = agent_phrase(line, known.head)
    sectors = [identity.partition(":")[2] if organ is None else organ.agent.sector for identity in known.referent.ids]
    ids = tuple(f"{owner.ids[0]}:{sector}" for sector in sectors)
    return replace(known, referent=replace(known.referent, ids=ids), first=first)


def _add_surname(line: Line, discourse: Discourse, token: int, hit: NameHit | None, word: str) -> None:
    left = agent_phrase(line, token - 1) if token else None
    title = left.agent.noun if left is not None and left.agent.is_title else None
    referent = surname_referent(word, discourse.setting, discourse, title)
    if referent is None or not word[0].isupper():
        return
    s = line.sentence
    last = hit.last if hit is not None else token + 1
    stand_in = hit or NameHit(s.starts[token], s.ends[token], s.index, token, last, word, ())
    for position in range(token, last):
        line.owner[position] = len(line.known)
    line.known.append(Known(stand_in, referent, token, last, head_of(s, token, last)))


def _base_draft(line: Line, known: Known) -> Draft | None:
    """The mention of a known name itself; a capital is its government unless the syntax takes it for a place."""
    referent = known.referent
    kind = known.hit.entries[0].kind if known.hit.entries else "surname"
    s = line.sentence
    is_land = line.lower[known.head] in line.names.grammar.land_plurals
    if kind == "region" and s.tags[known.head] in ("NNS", "NNPS") and not is_land:
        kind = "people"
    elif kind == "region" and not (is_affected_region(line, known.head) or is_whole(line, known.first, known.last)):
        return None
    as_place = (
        kind == "region"
        or (kind == "capital" and is_place_use(line, known.head))
        or (kind == "state" and is_inside(line, known.head))
    )
    ids = referent.ids
    if kind == "capital" and not as_place:
        ids = tuple(f"{i}:GOV" if i in line.names.states else i for i in ids)
    elif kind == "people" and not (known.first > 0 and line.lower[known.first - 1] == "the"):
        is_ethnic = known.first > 0 and line.lower[known.first - 1] == "ethnic"
        ids = (f"{UNKNOWN_ACTOR}:CVL",) if is_ethnic else tuple(f"{i}:CVL" for i in ids)
    elif kind == "outlet" and is_state_press(line, max(known.first - 1, 0), known.first):
        ids = tuple(f"{body_of(i)}:GOV" if body_of(i) in line.names.states else i for i in ids)
    shown = Referent(
        ids, referent.names, referent.kind, referent.rule, referent.entry, referent.flags, referent.candidates
    )
    letters = known.hit.text.replace(".", "")
    is_acronym = referent.kind == "name" and letters.isupper() and len(letters) <= _LONGEST_ACRONYM
    return Draft(
        known.head, known.first, known.last, shown, "acronym" if is_acronym else referent.kind,
        is_plural=s.tags[known.head] in ("NNS", "NNPS") or len(ids) > 1, as_place=as_place,
    )  # fmt: skip


def _remember_office(line: Line, discourse: Discourse, draft: Draft, known: Known, place: int) -> None:
    """A person met in office is whom "the chancellor" means from here on."""
    grammar = discourse.names.grammar
    office = (known.referent.entry or "").partition("/")[2]
    nouns = set(grammar.office_nouns.get(office, ()))
    title = agent_phrase(line, known.first - 1) if known.first > draft.first else None
    if title is not None:
        nouns.add(title.agent.noun)
    if known.referent.flags:
        return
    for noun in nouns:
        discourse.by_noun[noun] = (draft.referent, place)


def _remember_kind(discourse: Discourse, known: Known, place: int) -> None:
    """A company, group or body named is whom "the company" means from here on."""
    nouns = set(discourse.names.grammar.bridges.get(known.hit.kind, ()))
    if known.hit.kind in ("body", "agency"):
        nouns.add(known.referent.names[0].lower().rpartition(" ")[2])
    elif known.hit.kind in ("state", "epithet") and known.last - known.first > 1:
        nouns.add(known.hit.text.lower().rpartition(" ")[2])
    for noun in nouns:
        discourse.bridges[noun] = (known.referent, place)


def _is_person(known: Known) -> bool:
    return not known.hit.entries or known.hit.kind in _PERSONAL


def _whole_place(line: Line, token: int) -> Draft | None:
    """A town that is all a report says: "*Kramatorsk*" is in Ukraine."""
    if token != len(line.sentence) - 1 or not is_whole(line, phrase_start(line, token), token + 1):
        return None
    first = phrase_start(line, token)
    settled = settled_state(line, first, token + 1)
    if settled is None:
        return None
    referent = Referent((settled.state,), (settled.name,), "name", "settlement")
    return Draft(token, first, token + 1, referent, "name", as_place=True)


def _described(line: Line, discourse: Discourse, token: int) -> Draft | None:
    phrase = agent_phrase(line, token)
    s = line.sentence
    if (
        phrase is not None
        and s.poses[token] == "PROPN"
        and phrase.agent.type == "person"
        and follows_first_name(line, phrase.first)
    ):
        return name_draft(line, discourse, token)
    return describe(line, discourse, token) if phrase is not None else name_draft(line, discourse, token)


def _sentence_drafts(line: Line, discourse: Discourse, base: int) -> list[Draft]:
    """The drafts of one sentence; ``base`` is the number of drafts before it."""
    drafts: list[Draft] = []
    for known in line.known:
        draft = known_person(line, discourse, known.head) if _is_person(known) else _base_draft(line, known)
        if draft is None:
            continue
        if _is_person(known):
            met = discourse.people.get(fold(known.hit.text).lower())
            draft.link = met.draft if met is not None else None
            told = draft.referent if draft.referent.rule.startswith("title:") else known.referent
            meet(discourse, known.referent.names[0], told, base + len(drafts))
            _remember_office(line, discourse, draft, known, base + len(drafts))
        elif known.hit.entries:
            _remember_kind(discourse, known, base + len(drafts))
        drafts.append(draft)
    for token in range(len(line.sentence)):
        if line.owner[token] >= 0 or not is_noun_head(line, token):
            continue
        draft = _described(line, discourse, token)
        draft = draft or _whole_place(line, token)
        if draft is None:
            continue
        if draft.kind == "name" and not draft.as_place:
            meet(discourse, draft.referent.names[0], draft.referent, base + len(drafts))
        elif draft.referent.rule == "same-noun":
            draft.link = _last_of_noun(line, discourse, token)
        elif draft.kind != "definite" and not draft.referent.ids[0].startswith("UNK"):
            _remember_described(line, discourse, draft, base + len(drafts))
        drafts.append(draft)
    return drafts


def _remember_described(line: Line, discourse: Discourse, draft: Draft, place: int) -> None:
    """A side described outright is whom its noun, and "those" of its sector, mean from here on."""
    phrase = agent_phrase(line, draft.head)
    if phrase is None:
        return
    remember_local(discourse, draft.referent)
    discourse.by_noun[phrase.agent.noun] = (draft.referent, place)
    if draft.is_plural or phrase.agent.type == "collective":
        discourse.by_sector[phrase.agent.sector] = (draft.referent, place)


def _last_of_noun(line: Line, discourse: Discourse, token: int) -> int | None:
    """The place of the draft an agent noun repeats."""
    phrase = agent_phrase(line, token)
    if phrase is None:
        return None
    earlier = discourse.bridges.get(phrase.agent.noun) or discourse.by_noun.get(phrase.agent.noun)
    return earlier[1] if earlier is not None else None


def _mention(report: Report, sentence: Sentence, draft: Draft, antecedent: int | None) -> ActorMention:
    span = sentence.span(draft.first, draft.last)
    referent = draft.referent
    names = referent.names[: len(referent.ids)] + referent.names[-1:] * (len(referent.ids) - len(referent.names))
    return ActorMention(
        sentence=sentence.index, head=draft.head, first=draft.first, last=draft.last, start=span.start, end=span.end,
        text=report.text[span.start : span.end], ids=referent.ids, names=names, kind=draft.kind,
        rule=referent.rule, entry=referent.entry, named=draft.is_named, plural=draft.is_plural,
        antecedent=antecedent, candidates=referent.candidates, as_place=draft.as_place,
        flags=(*referent.flags, *draft.flags),
    )  # fmt: skip


def _states_named(line: Line) -> list[tuple[int, str]]:
    """The states a sentence names, by token; one that only helps ("US-*backed* rebels") does not count."""
    states = line.names.states
    return [
        (known.first, body)
        for known in line.known
        if not is_turned(line, known.first, known.last)
        for body in (body_of(identity) for identity in known.referent.ids)
        if body in states
    ]


def _ordered(report: Report, found: list[tuple[Sentence, Draft]]) -> tuple[ActorMention, ...]:
    """The mentions in text order, outer before inner; what a mention points back to must stand before it."""
    unique = {(sentence.index, draft.head, draft.first, draft.last): i for i, (sentence, draft) in enumerate(found)}
    order = sorted(unique.values(), key=lambda i: _order(found[i]))
    places = {draft: place for place, draft in enumerate(order)}
    mentions = []
    for place, i in enumerate(order):
        link = found[i][1].link
        antecedent = places.get(link) if link is not None else None
        mentions.append(
            _mention(report, *found[i], antecedent if antecedent is not None and antecedent < place else None)
        )
    return tuple(mentions)


def _order(item: tuple[Sentence, Draft]) -> tuple[int, int, int]:
    sentence, draft = item
    return sentence.starts[draft.first], -sentence.ends[draft.last - 1], draft.head


def find_actors(report: Report, sentences: Sequence[Sentence]) -> tuple[ActorMention, ...]:
    """All actor mentions of a report in text order, outer before inner where they start together."""
    hits = scan_names(report, sentences)
    discourse = Discourse(read_setting(report, hits, load_actor_names()))
    by_sentence: dict[int, list[NameHit]] = defaultdict(list)
    for hit in hits:
        by_sentence[hit.sentence].append(hit)
    found: list[tuple[Sentence, Draft]] = []
    for sentence in sentences:
        line = _known_names(report, sentence, by_sentence[sentence.index], discourse)
        remember_states(discourse, _states_named(line))
        found.extend((sentence, draft) for draft in _sentence_drafts(line, discourse, len(found)))
    return _ordered(report, found)
