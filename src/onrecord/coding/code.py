"""The coding stage: one event for each proposition that fits a frame and has a side worth recording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.coding.anaphora import inherit_parties
from onrecord.coding.auxiliary import auxiliary_modes
from onrecord.coding.contexts import find_contexts
from onrecord.coding.dominant import fill_from_report
from onrecord.coding.echoes import echoed_frames
from onrecord.coding.fitting import choose_frame
from onrecord.coding.grounds import add_grounds, add_hosts
from onrecord.coding.groups import with_members
from onrecord.coding.nesting import outer_event, without_loops
from onrecord.coding.relevance import is_political_report, recorded
from onrecord.coding.rereading import joint_acts, refused_acts, will_not
from onrecord.coding.roles import Parties, find_parties
from onrecord.coding.sayings import sayings
from onrecord.coding.sharing import addressees_act, share_recipients
from onrecord.knowledge.coding_words import CodingWords, load_coding_words
from onrecord.knowledge.frames import Frame, FrameLexicon, load_frames
from onrecord.records import (
    ActorMention,
    Attribution,
    CodedEvent,
    Interval,
    Judgement,
    PlaceMention,
    Proposition,
    Reason,
    Report,
    Sentence,
)
from onrecord.scene import Scene, make_scene

__all__ = ["code_events"]


def code_events(
    report: Report,
    sentences: Sequence[Sentence],
    mentions: Sequence[ActorMention],
    propositions: Sequence[Proposition],
    attributions: Sequence[Attribution],
    judgements: Sequence[Judgement],
    *,
    when: Mapping[int, Interval],
    where: Mapping[int, int],
    places: Sequence[PlaceMention] = (),
) -> tuple[CodedEvent, ...]:
    """The report's events in text order; ``inside`` is an index into the tuple given back.

    ``when`` and ``where`` give a proposition's interval and place (position in ``places``) by its index.
    """
    lexicon, words = load_frames(), load_coding_words()
    scene = make_scene(sentences, mentions, propositions, attributions, judgements)
    framed = _frames(scene, lexicon)
    protests = {p for p, frame in framed.items() if frame.id in words.protest_frames}
    parties = _sides(scene, framed, where, places, words)
    _read_anew(scene, framed, parties, lexicon, words)
    parties = with_members(report, scene, parties, words)
    worth = recorded(scene, framed, parties, words, protests=protests)
    where = add_hosts(scene, framed, parties, where, places, words)
    kept = {p: f for p, f in sorted(framed.items()) if p in worth}
    return _events(report, scene, kept, parties, when, where)


def _events(
    report: Report,
    scene: Scene,
    kept: Mapping[int, Frame],
    parties: Mapping[int, Parties],
    when: Mapping[int, Interval],
    where: Mapping[int, int],
) -> tuple[CodedEvent, ...]:
    """The records of the propositions kept, each with the place in the tuple of the event it is inside."""
    lexicon, words, propositions = load_frames(), load_coding_words(), scene.propositions
    types = {p: frame.type for p, frame in kept.items()}
    outer = without_loops({p: outer_event(scene, propositions[p], types, words) for p in kept})
    place = {p: i for i, p in enumerate(kept)}
    return tuple(
        CodedEvent(
            proposition=p,
            type=frame.type,
            mode=frame.mode,
            contexts=find_contexts(scene, propositions[p], frame, lexicon),
            auxiliary=auxiliary_modes(report, propositions[p], scene.judgements.get(p), when.get(p), frame, words),
            actors=tuple((a.id, scene.naming(a)) for a in parties[p].actors),
            recipients=tuple((a.id, scene.naming(a)) for a in parties[p].recipients),
            frame=frame.id,
            when=when.get(p),
            where=where.get(p),
            inside=place[inside] if (inside := outer[p]) is not None else None,
            flags=_flags(parties[p]),
            reasons=_reasons(propositions[p], frame, parties[p]),
        )
        for p, frame in kept.items()
    )


def _sides(
    scene: Scene,
    framed: Mapping[int, Frame],
    where: Mapping[int, int],
    places: Sequence[PlaceMention],
    words: CodingWords,
) -> dict[int, Parties]:
    """The sides of every framed proposition: its own, then those of the ground, of earlier mentions, of its content."""
    parties = {p: find_parties(scene, scene.propositions[p], frame, words) for p, frame in framed.items()}
    parties = addressees_act(scene, framed, parties, words)
    parties = add_grounds(scene, framed, parties, where, places, words)
    parties = inherit_parties(scene, framed, parties)
    if is_political_report(framed, parties, words):
        parties = fill_from_report(scene, framed, parties, words)
    return share_recipients(scene, framed, parties, words)


def _read_anew(
    scene: Scene, framed: dict[int, Frame], parties: dict[int, Parties], lexicon: FrameLexicon, words: CodingWords
) -> None:
    """Gives another frame to what its sides, negation or content make another act; adds sayings that are acts."""
    framed |= joint_acts(framed, parties, lexicon.by_id, words)
    framed |= will_not(scene, framed, lexicon.by_id, words)
    for find in (refused_acts, sayings):
        for index, (frame, sides) in find(scene, framed, parties, lexicon.by_id, words).items():
            framed[index], parties[index] = frame, sides


def _frames(scene: Scene, lexicon: FrameLexicon) -> dict[int, Frame]:
    """The frame of every proposition that fits one of a PLOVER type; light verbs give way to their nouns.

    A word that only classifies the noun after it ("*attack* helicopters", "*armed* men") is coded as nothing.
    """
    framed: dict[int, Frame] = {}
    refused: set[int] = set()
    for proposition in scene.propositions:
        if proposition.link == "modifier":
            refused.add(proposition.index)
            continue
        frame = choose_frame(scene, proposition, lexicon)
        if frame is not None and frame.type == "NONE":
            refused.add(proposition.index)
        elif frame is not None:
            framed[proposition.index] = frame
    framed |= echoed_frames(scene, framed, refused)
    framed = dict(sorted(framed.items()))
    return {p: f for p, f in framed.items() if not _gives_way(scene, scene.propositions[p], f, framed)}


def _gives_way(scene: Scene, proposition: Proposition, frame: Frame, framed: dict[int, Frame]) -> bool:
    """Whether another predicate of the same clause says the event better.

    A light verb gives way to its noun ("*conducted* a test"); a noun gives way to a phrase that it is part of ("took
    *aim*") and to a full verb of its own type that governs it ("fought a *battle*").
    """
    if proposition.category == "noun":
        return _is_in_phrase(scene, proposition, framed) or _repeats_its_verb(scene, proposition, frame, framed)
    if _is_toll(scene, proposition, frame, framed):
        return True
    sentence = scene.sentences[proposition.sentence]
    if proposition.category != "verb" or _fits_by_phrase(sentence, proposition, frame):
        return False
    for argument in proposition.arguments:
        index = scene.predicate_at.get((proposition.sentence, argument.head))
        if index is None or index not in framed or not argument.role.startswith(("object", "prep:")):
            continue
        noun = scene.propositions[index]
        if noun.category == "noun" and _is_carried(noun):
            return True
    return False


def _is_toll(scene: Scene, proposition: Proposition, frame: Frame, framed: dict[int, Frame]) -> bool:
    """Whether a participle only counts the harm of the attack it hangs on: "shelled the town, *killing* eight"."""
    if proposition.link != "adverbial" or proposition.marker is not None or proposition.parent not in framed:
        return False
    is_participle = scene.sentences[proposition.sentence].tags[proposition.head] == "VBG"
    return is_participle and frame.type == framed[proposition.parent].type == "ASSAULT"


def _is_carried(noun: Proposition) -> bool:
    return any(a.rule.startswith("light-verb:") for a in noun.arguments)


def _repeats_its_verb(scene: Scene, noun: Proposition, frame: Frame, framed: dict[int, Frame]) -> bool:
    if noun.parent is None or noun.parent not in framed or _is_carried(noun) or framed[noun.parent].type != frame.type:
        return False
    governor = scene.propositions[noun.parent]
    return governor.category == "verb" and any(
        a.role in ("object", "subject") and a.head == noun.head for a in governor.arguments
    )


def _fits_by_phrase(sentence: Sentence, proposition: Proposition, frame: Frame) -> bool:
    heads = {sentence.lemmas[a.head] for a in proposition.arguments}
    return any(
        phrase.split(" ")[0] == proposition.lemma and phrase.split(" ")[-1] in heads
        for phrase in frame.category_lemmas["phrases"]
    )


def _is_in_phrase(scene: Scene, proposition: Proposition, framed: dict[int, Frame]) -> bool:
    if proposition.parent is None or proposition.parent not in framed:
        return False
    parent, frame = scene.propositions[proposition.parent], framed[proposition.parent]
    return any(
        phrase.split(" ")[0] == parent.lemma and phrase.split(" ")[-1] == proposition.lemma
        for phrase in frame.category_lemmas["phrases"]
    )


def _flags(parties: Parties) -> tuple[str, ...]:
    is_anaphoric = any("event-anaphora" in p.rule for p in (*parties.actors, *parties.recipients))
    return ("parties-from-earlier-mention",) if is_anaphoric else ()


def _reasons(proposition: Proposition, frame: Frame, parties: Parties) -> tuple[Reason, ...]:
    start, end = proposition.start, proposition.end
    found = [Reason("frame", frame.id, start, end)]
    found.extend(Reason(f"actor:{p.rule}", p.id, start, end) for p in parties.actors)
    found.extend(Reason(f"recipient:{p.rule}", p.id, start, end) for p in parties.recipients)
    return tuple(found)
