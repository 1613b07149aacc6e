"""Later mentions of an event take the parties an earlier mention named: "the *talks*", "the *attack*"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import load_coding_words
from onrecord.knowledge.frames import Frame
from onrecord.records import Proposition, body_of
from onrecord.scene import Party, Scene, bodies

__all__ = ["inherit_parties", "is_new", "own_acts"]

_RULE = "event-anaphora"
_SPOKEN_OF = "sharing-verb:"
_HEADLINE_REACH = 3
_STEM = 5
_NEW = frozenset({"a", "an", "another"})
_EVENT_SITES = ("prep:in", "prep:during", "prep:by", "prep:from")


def inherit_parties(scene: Scene, framed: Mapping[int, Frame], parties: Mapping[int, Parties]) -> dict[int, Parties]:
    """Parties for every framed proposition; nominal ones that name nobody take them from elsewhere.

    In this order: the predicate whose scene the noun is ("was killed in an Israeli *raid*"), the latest earlier
    event of the same type (of a hostile act, one told by the same word or of the same mode: no blame by the type
    alone), and, for a headline, the next one in the sentences after it.
    """
    out = _staged(scene, framed, _shared_scene(scene, framed, _harmful(scene, framed, dict(parties))))
    latest: dict[str, list[int]] = defaultdict(list)
    words = load_coding_words()
    for index, frame in framed.items():
        proposition = scene.propositions[index]
        farthest = proposition.sentence - words.anaphora_reach
        near = [i for i in _back_to(farthest, scene, latest[frame.type]) if not _is_another(scene, i, index)]
        near.sort(key=lambda i: _likeness(scene, framed, index, i))
        if frame.type in words.hostile_types:
            near = [i for i in near if any(_likeness(scene, framed, index, i)[:2])]
        if not is_new(scene, proposition):
            out[index] = _from_earlier(scene, proposition, frame, out[index], [own_acts(out[i]) for i in near])
        if own_acts(out[index]).actors:
            latest[frame.type].append(index)
    return _headlines(scene, framed, out)


def own_acts(parties: Parties) -> Parties:
    """Without those who only speak of the act: who *announced*, *lifted* or *considered* it did not do it before."""
    return Parties(tuple(p for p in parties.actors if _SPOKEN_OF not in p.rule), parties.recipients)


def _is_another(scene: Scene, earlier: int, later: int) -> bool:
    """Whether an act that took place cannot be one that did not: "refused to give aid ... the *aid* came"."""
    one, other = scene.judgements.get(earlier), scene.judgements.get(later)
    return one is not None and other is not None and (one.certainty, other.certainty) == ("CT-", "CT+")


def _back_to(sentence: int, scene: Scene, earlier: Sequence[int]) -> Iterator[int]:
    """The last of the propositions, in text order, as far back as the sentence."""
    for index in reversed(earlier):
        if scene.propositions[index].sentence < sentence:
            return
        yield index


def _are_several(scene: Scene, actors: Sequence[Party]) -> bool:
    """Whether those who talk may be talking among themselves: "the *ministers* exchanged views"."""
    mentions = [scene.mentions[p.mention] for p in actors if p.mention is not None]
    return len(actors) > 1 or any(m.plural and m.kind != "pronoun" for m in mentions)


def is_new(scene: Scene, proposition: Proposition) -> bool:
    """Whether its article says that an event noun brings up something new ("*an* attack")."""
    sentence = scene.sentences[proposition.sentence]
    return proposition.category == "noun" and any(
        sentence.lemmas[child] in _NEW for child in sentence.dependents(proposition.head, "det")
    )


def _likeness(scene: Scene, framed: Mapping[int, Frame], index: int, earlier: int) -> tuple[bool, bool, int]:
    """Sort key that puts the likeliest antecedent of a type last: same word, then same mode, then near."""
    one, other = scene.propositions[index].lemma, scene.propositions[earlier].lemma
    return one[:_STEM] == other[:_STEM], framed[index].mode == framed[earlier].mode, earlier


def _shared_scene(scene: Scene, framed: Mapping[int, Frame], parties: dict[int, Parties]) -> dict[int, Parties]:
    """An event noun in "killed in a *raid*" takes the verb's recipients and gives it its actors."""
    for index, frame in framed.items():
        proposition = scene.propositions[index]
        if proposition.category != "verb":
            continue
        for argument in proposition.arguments:
            noun = scene.predicate_at.get((proposition.sentence, argument.head))
            if (
                noun is None
                or argument.role not in _EVENT_SITES
                or noun not in framed
                or framed[noun].type != frame.type
            ):
                continue
            outer, inner = parties[index], parties[noun]
            doers = inner.actors or (inner.recipients if framed[noun].mutual else ())
            parties[index] = Parties(outer.actors or _marked(_others(doers, outer.recipients)), outer.recipients)
            fighters = outer.recipients if framed[noun].mutual and inner.recipients else outer.actors
            parties[noun] = Parties(inner.actors or _marked(fighters), inner.recipients or _marked(outer.recipients))
    return parties


def _harmful(scene: Scene, framed: Mapping[int, Frame], parties: dict[int, Parties]) -> dict[int, Parties]:
    """An act of force that is said to have done harm takes whom it harmed: "the *bombing* killed twelve people".

    A body is not harmed by its own act, but its people may be.
    """
    words = load_coding_words()
    for proposition in scene.propositions:
        if proposition.category != "verb" or proposition.lemma not in words.harm_verbs or proposition.index in framed:
            continue
        subject, harmed = proposition.argument("subject"), proposition.argument("object")
        if subject is None or harmed is None:
            continue
        act = scene.predicate_at.get((proposition.sentence, subject.head))
        if act is None or act not in framed or framed[act].type not in words.force_types or parties[act].recipients:
            continue
        taken = bodies(parties[act].actors)
        victims = tuple(p for p in scene.parties(proposition, harmed) if body_of(p.id) not in taken or ":" in p.id)
        parties[act] = Parties(parties[act].actors, victims)
    return parties


def _others(doers: Sequence[Party], victims: Sequence[Party]) -> tuple[Party, ...]:
    """Whom the victims fell to: of both sides of a fight, the one they are not of ("killed in *clashes* with X")."""
    hurt = {p.id for p in victims}
    return tuple(p for p in doers if p.id not in hurt)


def _staged(scene: Scene, framed: Mapping[int, Frame], parties: dict[int, Parties]) -> dict[int, Parties]:
    """As in "During a *visit* to Chad, the minister said ...": the visitor is the clause's subject."""
    words = load_coding_words()
    for index, frame in framed.items():
        proposition = scene.propositions[index]
        if proposition.category != "noun" or frame.type not in words.staged_types or parties[index].actors:
            continue
        if proposition.parent is None or proposition.link != "noun":
            continue
        above = scene.propositions[proposition.parent]
        if above.category != "verb" or (
            proposition.marker is not None and proposition.marker not in words.stage_prepositions
        ):
            continue
        if proposition.marker is None and (above.lemma in words.neutral_speech or above.index in framed):
            continue
        own, taken = parties[index], bodies(parties[index].recipients)
        subjects = [p for a in above.arguments if a.role == "subject" for p in scene.parties(above, a)]
        actors = tuple(replace(p, rule=f"staged+{p.rule}") for p in subjects if body_of(p.id) not in taken)
        parties[index] = Parties(actors, own.recipients)
    return parties


def _from_earlier(
    scene: Scene, proposition: Proposition, frame: Frame, own: Parties, earlier: Sequence[Parties]
) -> Parties:
    if not earlier:
        return own
    if frame.type in load_coding_words().hostile_types and own.recipients and not own.actors:
        earlier = [e for e in earlier if _is_same_victim(scene, own, e)]
        if not earlier:
            return own
    if proposition.category != "noun":
        if frame.mutual and own.actors and not own.recipients and not _are_several(scene, own.actors):
            return _partners(frame, own, earlier)  # "we never *negotiate* this": with whom they talked before
        return _agentless(proposition, own, earlier)
    if not own.actors and not own.recipients:
        return _whole(frame, earlier[-1])
    if not own.actors:
        match = next((e for e in reversed(earlier) if bodies(e.recipients) & bodies(own.recipients)), None)
        return Parties(_marked(match.actors), own.recipients) if match else own
    if not own.recipients:
        found = _partners(frame, own, earlier)
        return Parties((*found.actors, *found.recipients), ()) if frame.mutual else found
    return own


def _is_same_victim(scene: Scene, own: Parties, earlier: Parties) -> bool:
    """Whether two hostile acts hit the same people or thing, not just others of one side: no blame by likeness."""
    return not _victims(scene, own).isdisjoint(_victims(scene, earlier))


def _victims(scene: Scene, parties: Parties) -> set[str]:
    """The words for the recipients, and for the first mention of each."""
    found: set[str] = set()
    for party in parties.recipients:
        position = party.mention
        while position is not None:
            found.add(scene.mentions[position].text)
            position = scene.mentions[position].antecedent
    return found


def _agentless(proposition: Proposition, own: Parties, earlier: Sequence[Parties]) -> Parties:
    """As in "The second missile *was launched*": by whom the report has said to launch."""
    if own.actors or not proposition.is_passive:
        return own
    last = earlier[-1]
    if own.recipients and not bodies(own.recipients) & bodies(last.recipients):
        return own
    taken = bodies(own.recipients)
    return Parties(tuple(p for p in _marked(last.actors) if body_of(p.id) not in taken), own.recipients)


def _partners(frame: Frame, own: Parties, earlier: Sequence[Parties]) -> Parties:
    """The recipients an earlier event had with the same actors; the others of a joint act of one actor."""
    ids = bodies(own.actors)
    for before in reversed(earlier):
        if not ids & (bodies(before.actors) | (bodies(before.recipients) if frame.mutual else set())):
            continue
        others = before.recipients
        if frame.mutual and len(ids) == 1:
            others = tuple(p for p in (*before.actors, *before.recipients) if body_of(p.id) not in ids)
        elif frame.mutual:
            return own
        if others:
            return Parties(own.actors, _marked(others))
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


def _marked(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(p if _RULE in p.rule else replace(p, rule=f"{_RULE}+{p.rule}") for p in parties)
