"""Sides left open after the sentence and what came before are filled from the report's main pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.coding.anaphora import is_new, own_acts
from onrecord.coding.kinds import kinds_of_id
from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame
from onrecord.scene import Party, Scene, bodies

__all__ = ["fill_from_report"]

_RULE = "event-anaphora+report"
_ADDRESSED = frozenset({"REQUEST", "AID", "COOPERATE"})
_ADDRESSEES = frozenset({"object", "recipient", "indirect"})


def fill_from_report(
    scene: Scene, framed: Mapping[int, Frame], parties: Mapping[int, Parties], words: CodingWords
) -> dict[int, Parties]:
    """Parties in which open sides take the pair that most events of the same type in the report have.

    Only event nouns take actors ("the *fighting* went on"); a missing recipient is taken by types that need one, and
    only where the report gives that actor one and the same recipient in most of its events of the type.
    """
    by_type: dict[str, list[Parties]] = defaultdict(list)
    for index, frame in framed.items():
        by_type[frame.type].append(own_acts(parties[index]))
    out = {}
    pools = _pools(framed, parties, words)
    everything = list(parties.values())
    for index, frame in framed.items():
        own = parties[index]
        if not own.actors and _may_be_told_before(scene, index, frame, words):
            own = _with_actors(frame, own, by_type[frame.type])
        if own.actors and not own.recipients and _needs_recipient(frame, words) and not _is_said(scene, index, frame):
            own = _with_recipients(own, by_type[frame.type])
            if not own.recipients and frame.type in words.hostile_types:
                own = _with_only_victim(own, by_type[frame.type])
            if not own.recipients:
                own = _with_recipients(own, pools.get(frame.type, everything))
        out[index] = own
    return out


def _pools(framed: Mapping[int, Frame], parties: Mapping[int, Parties], words: CodingWords) -> dict[str, list[Parties]]:
    """By type, the events that also tell whom its actor deals with: hostile acts of force or of promise."""
    hostile = [parties[index] for index, frame in framed.items() if frame.type in words.hostile_types]
    friendly = [parties[index] for index, frame in framed.items() if frame.type in words.friendly_types]
    pools = dict.fromkeys(words.promise_types & words.friendly_types, friendly)
    return pools | dict.fromkeys(words.hostile_types, hostile)


def _may_be_told_before(scene: Scene, index: int, frame: Frame, words: CodingWords) -> bool:
    """Whether an event noun may repeat what the report tells elsewhere; "*an* attack" is put down to nobody."""
    proposition = scene.propositions[index]
    if proposition.category != "noun":
        return False
    return frame.type not in words.hostile_types or not is_new(scene, proposition)


def _needs_recipient(frame: Frame, words: CodingWords) -> bool:
    if frame.mutual:
        return False
    return frame.type in words.recipient_types or frame.type in words.promise_types or frame.mode == "visit"


def _is_said(scene: Scene, index: int, frame: Frame) -> bool:
    """Whether the text says whom an act addresses, though not who that is: "asked *all exporting countries*"."""
    proposition = scene.propositions[index]
    is_told_what = any(a.role == "clause" for a in proposition.arguments)
    return frame.type in _ADDRESSED and any(
        a.role in _ADDRESSEES and (is_told_what or (proposition.sentence, a.head) in scene.by_head)
        for a in proposition.arguments
    )


def _with_actors(frame: Frame, own: Parties, kin: Sequence[Parties]) -> Parties:
    taken = bodies(own.recipients)
    if frame.mutual and not own.recipients:
        pairs = Counter(bodies((*k.actors, *k.recipients)) for k in kin if len(bodies((*k.actors, *k.recipients))) > 1)
        best = _most(pairs)
        source = next(
            ((*k.actors, *k.recipients) for k in kin if best and bodies((*k.actors, *k.recipients)) == best), ()
        )
        return Parties(_marked(source), ()) if source else own
    best = _most(Counter(bodies(k.actors) for k in kin if k.actors and not bodies(k.actors) & taken))
    actors = next((k.actors for k in kin if best and bodies(k.actors) == best), ())
    return Parties(_marked(actors), own.recipients)


def _with_recipients(own: Parties, kin: Sequence[Parties]) -> Parties:
    ids = bodies(own.actors)
    best = _most(Counter(bodies(k.recipients) for k in kin if k.recipients and bodies(k.actors) & ids))
    recipients = next((k.recipients for k in kin if best and bodies(k.recipients) == best), ())
    doers = {p.id for p in own.actors}
    kept = tuple(p for p in _marked(recipients) if p.id not in doers and not _is_own_people(p, ids))
    return Parties(own.actors, kept)


def _is_own_people(party: Party, doers: frozenset[str]) -> bool:
    """Whether a side is the actor's own state or civilians: named for another act, hardly those whom this one hit."""
    body, _, sector = party.id.partition(":")
    return body in doers and "armed" not in kinds_of_id(party.id) and sector != "OPP"


def _with_only_victim(own: Parties, kin: Sequence[Parties]) -> Parties:
    """Whom every act of the type in the report falls on, where at least two name anybody: all sanctions are on Iraq."""
    named = [k.recipients for k in kin if k.recipients]
    struck = {bodies(recipients) for recipients in named}
    if len(named) < 2 or len(struck) != 1 or next(iter(struck)) & bodies(own.actors):
        return own
    return Parties(own.actors, _marked(named[0]))


def _most(counts: Counter[frozenset[str]]) -> frozenset[str] | None:
    """The key that more than half of the counted events have; ties are no majority."""
    total = sum(counts.values())
    best = max(counts, key=lambda k: (counts[k], sorted(k)), default=None)
    return best if best and counts[best] * 2 > total else None


def _marked(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple({p.id: replace(p, rule=f"{_RULE}+{p.rule}") for p in parties}.values())
