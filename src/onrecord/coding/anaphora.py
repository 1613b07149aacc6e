"""Later mentions of an event take the parties an earlier mention named: "the *talks*", "the *attack*"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from onrecord.coding.roles import Parties
from onrecord.scene import Party, Scene
from onrecord.knowledge.frames import Frame
from onrecord.records import Proposition

__all__ = ["inherit_parties"]


def inherit_parties(
    scene: Scene, framed: Mapping[int, Frame], parties: Mapping[int, Parties]
) -> dict[int, Parties]:
    """Parties for every framed proposition, nominal ones without parties filled from what came before.

    First from the predicate that governs the noun (its actor, where the noun is its object), then from the
    latest earlier event of the same type.
    """
    out: dict[int, Parties] = {}
    latest: dict[str, Parties] = {}
    for index, frame in framed.items():
        proposition, own = scene.propositions[index], parties[index]
        if proposition.category == "noun" and not own.actors:
            earlier = latest.get(frame.type)
            if earlier is not None and _is_definite(scene, proposition):
                own = _merged(own, earlier)
        out[index] = own
        if own.actors:
            latest[frame.type] = own
    return out


def _is_definite(scene: Scene, proposition: Proposition) -> bool:
    sentence = scene.sentences[proposition.sentence]
    determiners = [c for c in sentence.children[proposition.head] if sentence.relations[c] in ("det", "poss")]
    return not determiners or any(sentence.lemmas[c] in ("the", "this", "that", "these", "those") for c in determiners)


def _merged(own: Parties, earlier: Parties) -> Parties:
    actors = tuple(_marked(p) for p in earlier.actors)
    recipients = own.recipients or tuple(_marked(p) for p in earlier.recipients)
    taken = {p.id for p in recipients}
    return Parties(tuple(p for p in actors if p.id not in taken), recipients)


def _marked(party: Party) -> Party:
    return party if "event-anaphora" in party.rule else replace(party, rule=f"event-anaphora+{party.rule}")
