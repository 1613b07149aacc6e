"""Plain saying that is an act by its content: accusing the other side, rejecting what is said of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.coding.kinds import is_political, is_public_actor
from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame, load_frames
from onrecord.records import Attribution, Proposition, bodies_of, body_of
from onrecord.scene import Party, Scene, bodies

__all__ = ["joint_acts", "sayings", "will_not"]

_BREACHES = frozenset({"reject.defy", "reject.defiance-plain", "reject.violation-noun", "assault.violate-truce"})


def sayings(
    scene: Scene,
    framed: Mapping[int, Frame],
    parties: Mapping[int, Parties],
    frames: Mapping[str, Frame],
    words: CodingWords,
) -> dict[int, tuple[Frame, Parties]]:
    """Frames and parties for neutral speech verbs whose content makes them an accusation or a rejection.

    "Chad *said* Libyan troops had raided its village": an accusation of Libya.  "Chad *said* it did not sell the
    rifles": a rejection.  A report of a third side's act is neither.
    """
    found: dict[int, tuple[Frame, Parties]] = {}
    for attribution in scene.attributions:
        cue = attribution.cue_proposition
        if cue is None or cue in framed or scene.propositions[cue].lemma not in words.neutral_speech:
            continue
        speakers = bodies_of(attribution.holder.ids)
        sides = tuple(Party(i, attribution.holder.mention, "speaker") for i in attribution.holder.ids)
        asked = _asked(scene, attribution, speakers, words)
        if asked:
            found[cue] = (frames["request.saying"], Parties(sides, asked))
            continue
        for inner in attribution.propositions:
            if inner not in framed or not speakers or scene.propositions[inner].parent not in (cue, None):
                continue
            act, others = _act(scene, inner, framed[inner], parties[inner], speakers, words)
            if act is not None:
                found[cue] = (frames[act], Parties(sides, others))
                break
        else:
            blamed = _blamed(scene, attribution, framed, parties, speakers)
            if blamed is not None:
                found[cue] = (frames["accuse.saying"], Parties(sides, blamed))
    return found


def _blamed(
    scene: Scene,
    attribution: Attribution,
    framed: Mapping[int, Frame],
    parties: Mapping[int, Parties],
    speakers: frozenset[str],
) -> tuple[Party, ...] | None:
    """Whom a public speaker blames: "Oman *said* the launch was provocative", "said Chad had breached the truce".

    ``None`` where the content blames nobody, is negated, or is about the speaker's own side.
    """
    if not any(is_public_actor(i) for i in attribution.holder.ids):
        return None
    for inner in attribution.propositions:
        proposition, judgement = scene.propositions[inner], scene.judgements.get(inner)
        if proposition.parent not in (attribution.cue_proposition, None) or proposition.category != "verb":
            continue
        if judgement is not None and judgement.certainty != "CT+":
            continue
        if not (_is_blaming(scene, proposition) or (inner in framed and framed[inner].id in _BREACHES)):
            continue
        doers = _doers(scene, proposition, parties)
        if doers and not bodies(doers) & speakers:
            return doers
    return None


def _is_blaming(scene: Scene, proposition: Proposition) -> bool:
    sentence = scene.sentences[proposition.sentence]
    words = load_frames().classes["blame_word"]
    said = [a.head for a in proposition.arguments if a.role == "complement"]
    said.extend(child for head in tuple(said) for child in sentence.dependents(head, "amod"))
    return any(sentence.lemmas[token] in words for token in said)


def _doers(scene: Scene, proposition: Proposition, parties: Mapping[int, Parties]) -> tuple[Party, ...]:
    """The subject's parties, or those of the act that stands as subject ("the *launches* were provocative")."""
    subject = proposition.argument("subject")
    if subject is None:
        return ()
    act = scene.predicate_at.get((proposition.sentence, subject.head))
    if act is not None and act in parties:
        return parties[act].actors
    return tuple(p for p in scene.parties(proposition, subject) if is_political(p.id))


def _asked(scene: Scene, attribution: Attribution, speakers: frozenset[str], words: CodingWords) -> tuple[Party, ...]:
    """Whom a speaker says something must be done by: "Kenya *said* Somalia must open the port".

    Within one state the sectors must differ, and the speaker not be the government: "the *opposition* said the
    government must resign".
    """
    if not speakers:
        return ()
    for inner in attribution.propositions:
        proposition = scene.propositions[inner]
        subject = proposition.argument("subject")
        is_direct = proposition.parent in (attribution.cue_proposition, None)
        if proposition.modal not in words.demand_modals or subject is None or not is_direct:
            continue
        parties = scene.parties(proposition, subject)
        if parties and all(is_political(p.id) and _is_other(p.id, attribution.holder.ids) for p in parties):
            return parties
    return ()


def _is_other(identity: str, speakers: Sequence[str]) -> bool:
    body, _, sector = identity.partition(":")
    own = [speaker for speaker in speakers if body_of(speaker) == body]
    return all(speaker.partition(":")[2] not in (sector, "", "GOV") for speaker in own)


def joint_acts(
    framed: Mapping[int, Frame], parties: Mapping[int, Parties], frames: Mapping[str, Frame], words: CodingWords
) -> dict[int, Frame]:
    """Exercises that several states hold are joint ones: "*Polish* and *Latvian* troops staged a war game"."""
    return {
        index: frames["cooperate.joint-exercise"]
        for index, frame in framed.items()
        if frame.id in words.exercise_frames and len(bodies(parties[index].actors)) > 1
    }


def will_not(
    scene: Scene, framed: Mapping[int, Frame], frames: Mapping[str, Frame], words: CodingWords
) -> dict[int, Frame]:
    """Refusals put as what will not be done or is not agreed to: "Chad *will not release* the crew" is REJECT.

    So is "Chad *does not recognise* the vote"; "Chad *did not sign* the treaty" refuses nothing.
    """
    stances = load_frames().classes["stance_verb"]
    found = {}
    for index, frame in framed.items():
        proposition = scene.propositions[index]
        if not proposition.negations or proposition.is_passive or proposition.argument("subject") is None:
            continue
        will = proposition.modal in ("will", "would") and frame.type in words.refusable_types
        stance = frame.type in words.refusable_types and (proposition.lemma in stances or frame.id == "concede.grant")
        if will or stance or (proposition.modal in ("can", "could") and frame.type == "AGREE"):
            found[index] = frames["reject.will-not"]
    return found


def _act(
    scene: Scene, inner: int, frame: Frame, sides: Parties, speakers: frozenset[str], words: CodingWords
) -> tuple[str | None, tuple[Party, ...]]:
    actors, recipients = bodies(sides.actors), bodies(sides.recipients)
    judgement = scene.judgements.get(inner)
    if judgement is not None and judgement.polarity == "negative" and actors & speakers:
        return "reject.saying", tuple(p for p in sides.recipients if body_of(p.id) not in speakers)
    hostile = frame.type in words.hostile_types and (judgement is None or judgement.certainty == "CT+")
    if hostile and recipients & speakers and actors and not actors & speakers:
        return "accuse.saying", sides.actors
    return None, ()
