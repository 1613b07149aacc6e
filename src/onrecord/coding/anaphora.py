"""Later mentions of an event take the parties an earlier mention named: "the *talks*", "the *attack*"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.coding.roles import Parties
from onrecord.knowledge.frames import Frame
from onrecord.records import Proposition
from onrecord.scene import Party, Scene

__all__ = ["inherit_parties"]

_RULE = "event-anaphora"
_HEADLINE_REACH = 3
_EVENT_SITES = ("prep:in", "prep:during", "prep:by", "prep:from")


def inherit_parties(scene: Scene, framed: Mapping[int, Frame], parties: Mapping[int, Parties]) -> dict[int, Parties]:
    """Parties for every framed proposition; nominal ones that name nobody take them from elsewhere.

    In this order: the predicate whose scene the noun is ("was killed in an Israeli *raid*"), the latest earlier
    event of the same type, and, for a headline, the next one in the sentences after it.
    """
    out = _shared_scene(scene, framed, dict(parties))
    latest: dict[str, list[int]] = defaultdict(list)
    for index, frame in framed.items():
        out[index] = _from_earlier(scene.propositions[index], frame, out[index], [out[i] for i in latest[frame.type]])
        if out[index].actors:
            latest[frame.type].append(index)
    return _headlines(scene, framed, out)


def _shared_scene(scene: Scene, framed: Mapping[int, Frame], parties: dict[int, Parties]) -> dict[int, Parties]:
    """An event noun in "killed in a *raid*" takes the verb's recipients and gives it its actors."""
    for index, frame in framed.items():
        proposition = scene.propositions[index]
        if proposition.category != "verb":
            continue
        for argument in proposition.arguments:
            noun = scene.predicate_at.get((proposition.sentence, argument.head))
            if argument.role not in _EVENT_SITES or noun not in framed or framed[noun].type != frame.type:
                continue
            outer, inner = parties[index], parties[noun]
            parties[index] = Parties(outer.actors or _marked(inner.actors), outer.recipients)
            parties[noun] = Parties(inner.actors or _marked(outer.actors), inner.recipients or _marked(outer.recipients))
    return parties


def _from_earlier(proposition: Proposition, frame: Frame, own: Parties, earlier: Sequence[Parties]) -> Parties:
    if proposition.category != "noun" or not earlier:
        return own
    if not own.actors and not own.recipients:
        return _whole(frame, earlier[-1])
    if not own.actors:
        match = next((e for e in reversed(earlier) if _ids(e.recipients) & _ids(own.recipients)), None)
        return Parties(_marked(match.actors), own.recipients) if match else own
    if not own.recipients and not frame.mutual:
        match = next((e for e in reversed(earlier) if e.recipients and _ids(e.actors) & _ids(own.actors)), None)
        return Parties(own.actors, _marked(match.recipients)) if match else own
    return own


def _whole(frame: Frame, earlier: Parties) -> Parties:
    """All of an earlier event's parties; those of a joint act all become actors ("the *meeting* of the two")."""
    if not frame.mutual:
        return Parties(_marked(earlier.actors), _marked(earlier.recipients))
    joined = {p.id: p for p in (*earlier.actors, *earlier.recipients)}
    return Parties(_marked(tuple(joined.values())), ())


def _headlines(scene: Scene, framed: Mapping[int, Frame], parties: dict[int, Parties]) -> dict[int, Parties]:
    order = list(framed)
    for position, index in enumerate(order):
        proposition = scene.propositions[index]
        if parties[index].actors or parties[index].recipients or proposition.category != "noun":
            continue
        for later in order[position + 1 :]:
            other = scene.propositions[later]
            if other.sentence > proposition.sentence + _HEADLINE_REACH:
                break
            if framed[later].type == framed[index].type and parties[later].actors:
                parties[index] = _whole(framed[index], parties[later])
                break
    return parties


def _ids(parties: Sequence[Party]) -> set[str]:
    return {p.id.partition(":")[0] for p in parties} - {"UNK"}


def _marked(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(p if _RULE in p.rule else replace(p, rule=f"{_RULE}+{p.rule}") for p in parties)
