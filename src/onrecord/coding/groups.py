"""A group whose members the report lists counts with its members: "the *Quad*", once its four states are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.memberships import load_memberships
from onrecord.records import Report, body_of
from onrecord.scene import Party, Scene

__all__ = ["with_members"]


def with_members(
    report: Report, scene: Scene, parties: Mapping[int, Parties], words: CodingWords
) -> dict[int, Parties]:
    """Parties in which a small group that the report spells out is followed by its members of the report's day.

    A group is spelt out where one sentence names every member; it stays one actor, its members are listed beside it.
    """
    listed = _listed(report, scene, words)
    if not listed:
        return dict(parties)
    return {k: Parties(_expanded(v.actors, listed), _expanded(v.recipients, listed)) for k, v in parties.items()}


def _listed(report: Report, scene: Scene, words: CodingWords) -> dict[str, tuple[str, ...]]:
    memberships, day = load_memberships(), report.published or ""
    groups = {i for m in scene.mentions for i in m.ids if i in memberships.terms}
    found = {}
    for group in sorted(groups):
        members = memberships.members(group, day)
        if 2 < len(members) <= words.listed_group_size and _is_spelt_out(scene, members):
            found[group] = tuple(sorted(members))
    return found


def _is_spelt_out(scene: Scene, members: frozenset[str]) -> bool:
    for positions in scene.by_sentence.values():
        named = {body_of(i) for p in positions for i in scene.mentions[p].ids}
        if members <= named:
            return True
    return False


def _expanded(parties: Sequence[Party], listed: Mapping[str, tuple[str, ...]]) -> tuple[Party, ...]:
    out: dict[str, Party] = {p.id: p for p in parties}
    heads = {body_of(i) for i in out}
    for party in parties:
        for member in listed.get(party.id, ()):
            if member not in heads:
                out[member] = Party(member, party.mention, f"{party.rule}+listed-member")
    return tuple(out.values())
