"""Plain saying that is an act by its content: accusing, rejecting, demanding, pledging, threatening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.coding.kinds import is_political, is_public_actor
from onrecord.coding.roles import Parties
from onrecord.knowledge.coding_words import CodingWords
from onrecord.knowledge.frames import Frame, load_frames
from onrecord.records import Attribution, Proposition, bodies_of, body_of
from onrecord.scene import Party, Scene, bodies

__all__ = ["sayings"]


@dataclass(frozen=True, slots=True)
class _Saying:
    """One neutral speech act with all its content is judged by."""

    scene: Scene
    attribution: Attribution
    framed: Mapping[int, Frame]
    parties: Mapping[int, Parties]
    words: CodingWords

    @property
    def speakers(self) -> frozenset[str]:
        """The states, groups and bodies that speak."""
        return bodies_of(self.attribution.holder.ids)

    def content(self) -> Iterator[Proposition]:
        """What is said itself, not what is said within it."""
        for index in self.attribution.propositions:
            proposition = self.scene.propositions[index]
            if proposition.parent in (self.attribution.cue_proposition, None):
                yield proposition

    def is_held(self, proposition: Proposition) -> bool:
        """Whether the speaker puts it forward as certain."""
        judgement = self.scene.judgements.get(proposition.index)
        return judgement is None or judgement.certainty == "CT+"

    def is_denied(self, proposition: Proposition) -> bool:
        """Whether the speaker says it is not so."""
        judgement = self.scene.judgements.get(proposition.index)
        return judgement is not None and judgement.polarity == "negative"


_Act = tuple[str, tuple[Party, ...]]


def sayings(
    scene: Scene,
    framed: Mapping[int, Frame],
    parties: Mapping[int, Parties],
    frames: Mapping[str, Frame],
    words: CodingWords,
) -> dict[int, tuple[Frame, Parties]]:
    """Frames and parties for neutral speech verbs whose content makes them an act.

    "Chad *said* Libyan troops had raided its village": an accusation of Libya.  "Chad *said* it did not sell the
    rifles": a rejection.  "Chad *said* Libya must go": a request.  "Chad *said* it would free the crew": a pledge, and
    to shell the port a threat.  A report of a third side's act is none of these.
    """
    found: dict[int, tuple[Frame, Parties]] = {}
    for attribution in scene.attributions:
        cue = attribution.cue_proposition
        if cue is None or cue in framed or scene.propositions[cue].lemma not in words.neutral_speech:
            continue
        act = _act(_Saying(scene, attribution, framed, parties, words))
        if act is not None:
            kind, others = act
            sides = tuple(Party(i, attribution.holder.mention, "speaker") for i in attribution.holder.ids)
            found[cue] = (frames[words.saying_frames[kind]], Parties(sides, others))
    return found


def _act(saying: _Saying) -> _Act | None:
    if not saying.speakers:
        return None
    for rule in (_asked, _answered, _pledged, _blamed):
        found = rule(saying)
        if found is not None:
            return found
    return None


def _asked(saying: _Saying) -> _Act | None:
    """Whom a speaker says something must be done by: "Kenya *said* Somalia must open the port".

    Within one state the sectors must differ, and the speaker not be the government: "the *opposition* said the
    government must resign".  What must stop is asked of its doers: "*said* the raids must end".
    """
    speakers = saying.attribution.holder.ids
    for proposition in saying.content():
        subject = proposition.argument("subject")
        if subject is None or not _is_demand(saying, proposition):
            continue
        act = saying.scene.predicate_at.get((proposition.sentence, subject.head))
        if act is not None and act in saying.framed:
            doers = saying.parties[act].actors
            if not bodies(doers) & saying.speakers:
                return "request", doers
            continue
        parties = saying.scene.parties(proposition, subject)
        if parties and all(is_political(p.id) and _is_other(p.id, speakers) for p in parties):
            return "request", parties
    return None


def _is_demand(saying: _Saying, proposition: Proposition) -> bool:
    """What must be done, or what somebody needs to do: "Somalia *needs* to open the port"."""
    words = saying.words
    if proposition.modal in words.demand_modals:
        return True
    sentence, after = saying.scene.sentences[proposition.sentence], proposition.head + 1
    is_need = proposition.lemma in words.demand_verbs and proposition.tense == "present" and not proposition.negations
    return is_need and after < len(sentence) and sentence.words[after].lower() == "to"


def _is_other(identity: str, speakers: Sequence[str]) -> bool:
    body, _, sector = identity.partition(":")
    own = [speaker for speaker in speakers if body_of(speaker) == body]
    return all(speaker.partition(":")[2] not in (sector, "", "GOV") for speaker in own)


def _answered(saying: _Saying) -> _Act | None:
    """An own act denied, or another side's act upon the speaker told: rejection or accusation."""
    for proposition in saying.content():
        if proposition.index not in saying.framed:
            continue
        sides = saying.parties[proposition.index]
        actors, recipients = bodies(sides.actors), bodies(sides.recipients)
        if saying.is_denied(proposition) and actors & saying.speakers:
            return "reject", tuple(p for p in sides.recipients if body_of(p.id) not in saying.speakers)
        hostile = saying.framed[proposition.index].type in saying.words.hostile_types and saying.is_held(proposition)
        if (
            hostile
            and not _is_tag(saying, proposition)
            and recipients & saying.speakers
            and actors
            and not actors & saying.speakers
        ):
            return "accuse", sides.actors
        if saying.is_held(proposition) and _is_opposed(saying, proposition):
            return "accuse", sides.actors
    return None


def _is_tag(saying: _Saying, proposition: Proposition) -> bool:
    """Whether the speech verb only credits a report: "Rebels raided the camp, *officials said*"."""
    cue = saying.attribution.cue_proposition
    follows = cue is not None and saying.scene.propositions[cue].start > proposition.start
    return follows and saying.attribution.holder.kind == "unnamed"


def _is_opposed(saying: _Saying, proposition: Proposition) -> bool:
    """Whether opponents tell of a grave act of their own government: "the *opposition* said it had armed the gangs"."""
    words = saying.words
    if saying.framed[proposition.index].type not in words.accused_types or proposition.modal is not None:
        return False
    if not all(speaker.partition(":")[2] in words.accusing_sectors for speaker in saying.attribution.holder.ids):
        return False
    doers = [p.id for p in saying.parties[proposition.index].actors]
    return bool(doers) and all(
        body_of(doer) in saying.speakers and doer.partition(":")[2] in words.drawing_sectors for doer in doers
    )


def _pledged(saying: _Saying) -> _Act | None:
    """What a speaker says it will do itself: "Chad *said* it would free the crew", "*said* it would shell the port"."""
    for proposition in saying.content():
        if proposition.index not in saying.framed or proposition.modal not in saying.words.pledge_modals:
            continue
        if not _is_own_word(saying, proposition):
            continue
        sides = saying.parties[proposition.index]
        if saying.is_denied(proposition) or not bodies(sides.actors) or not bodies(sides.actors) <= saying.speakers:
            continue
        others = tuple(p for p in sides.recipients if body_of(p.id) not in saying.speakers)
        act = saying.framed[proposition.index].type
        if act in saying.words.pledged_types:
            return "agree", others
        if act in saying.words.threatened_types and others:
            return "threaten", others
    return None


def _is_own_word(saying: _Saying, proposition: Proposition) -> bool:
    """Whether a plan is put as the speaker's word: after the cue, or in the first person.

    Not "Chad will send troops, officials *said*", which only tells of a plan.
    """
    cue = saying.scene.propositions[saying.attribution.cue_proposition or 0]
    if proposition.start > cue.start:
        return True
    subject = proposition.argument("subject")
    sentence = saying.scene.sentences[proposition.sentence]
    return subject is not None and sentence.lemmas[subject.head].lower() in saying.words.first_persons


def _blamed(saying: _Saying) -> _Act | None:
    """Whom a public speaker blames: "Oman *said* the launch was provocative", "said Chad had breached the truce".

    ``None`` where the content blames nobody, is doubted, or is about the speaker's own side; of its own side a speaker
    who denies a breach rejects the blame: "Chad *said* the launch did not violate the truce".
    """
    if not any(is_public_actor(i) for i in saying.attribution.holder.ids):
        return None
    for proposition in saying.content():
        if proposition.category != "verb" or not _is_blame(saying, proposition):
            continue
        doers = _doers(saying, proposition)
        if not doers:
            continue
        is_own = bool(bodies(doers) & saying.speakers)
        if is_own and saying.is_denied(proposition):
            return "reject", ()
        if not is_own and saying.is_held(proposition):
            return "accuse", doers
    return None


def _is_blame(saying: _Saying, proposition: Proposition) -> bool:
    frame = saying.framed.get(proposition.index)
    if frame is not None and frame.id in saying.words.breach_frames:
        return True
    sentence = saying.scene.sentences[proposition.sentence]
    words = load_frames().classes["blame_word"]
    said = [a.head for a in proposition.arguments if a.role == "complement"]
    said.extend(child for head in tuple(said) for child in sentence.dependents(head, "amod"))
    return any(sentence.lemmas[token] in words for token in said)


def _doers(saying: _Saying, proposition: Proposition) -> tuple[Party, ...]:
    """The subject's parties, or those of the act that stands as subject or that "it" points to.

    "Said the *launches* were provocative"; "Chad fired a rocket.  *It* was a provocation, Niger said".
    """
    scene, subject = saying.scene, proposition.argument("subject")
    if subject is None:
        return ()
    act = scene.predicate_at.get((proposition.sentence, subject.head))
    if act is not None and act in saying.parties:
        return saying.parties[act].actors
    found = tuple(p for p in scene.parties(proposition, subject) if is_political(p.id))
    is_pointing = scene.sentences[proposition.sentence].lemmas[subject.head].lower() in saying.words.pointing_words
    return _last_doers(saying, proposition) if is_pointing and not found else found


def _last_doers(saying: _Saying, proposition: Proposition) -> tuple[Party, ...]:
    """Who did the last hostile act told, in this sentence or the one before."""
    for index in range(proposition.index - 1, -1, -1):
        if saying.scene.propositions[index].sentence < proposition.sentence - 1:
            return ()
        frame = saying.framed.get(index)
        if frame is not None and frame.type in saying.words.hostile_types and saying.parties[index].actors:
            return saying.parties[index].actors
    return ()
