"""What the search for contradictions compares: the tellings of a report's events, and what was found of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Attribution, CodedEvent, Judgement, Proposition, Sentence, bodies_of

__all__ = ["Found", "Telling", "make_telling", "pairs"]

_LIVE = ("occurred", "ongoing")


@dataclass(frozen=True, slots=True)
class Telling:
    """One event of the report with what a comparison needs of it; ``sides`` are states and bodies without sectors.

    ``holder`` is the kind of who vouches, ``speakers`` the bodies behind him; the narrator has none.
    """

    index: int
    event: CodedEvent
    proposition: Proposition
    judgement: Judgement
    sentence: Sentence
    holder: str
    speakers: frozenset[str]
    sides: frozenset[str]

    @property
    def doers(self) -> frozenset[str]:
        """The states and bodies that do it, without sectors."""
        return bodies_of(i for i, _ in self.event.actors)

    @property
    def word(self) -> str:
        """Its lemma with its particle: "shoot down"."""
        particle = self.proposition.particle
        return self.proposition.lemma if particle is None else f"{self.proposition.lemma} {particle}"

    @property
    def is_live(self) -> bool:
        """Whether it is put forward as done or going on."""
        return self.judgement.status in _LIVE

    @property
    def is_fact(self) -> bool:
        """Whether it is put forward as done for certain."""
        return self.judgement.certainty == "CT+" and self.judgement.status == "occurred"


@dataclass(frozen=True, slots=True)
class Found:
    """Two tellings that differ, or one that differs from sense; ``values`` are what each says."""

    code: str
    tellings: tuple[Telling, ...]
    values: tuple[str, ...]


def make_telling(
    index: int,
    event: CodedEvent,
    sentences: Sequence[Sentence],
    propositions: Sequence[Proposition],
    attributions: Sequence[Attribution],
    judgements: Sequence[Judgement],
) -> Telling:
    """The telling of the event at ``index``."""
    proposition, judgement = propositions[event.proposition], judgements[event.proposition]
    told = None if judgement.attribution is None else attributions[judgement.attribution]
    return Telling(
        index=index,
        event=event,
        proposition=proposition,
        judgement=judgement,
        sentence=sentences[proposition.sentence],
        holder="narrator" if told is None else told.holder.kind,
        speakers=frozenset() if told is None else bodies_of(told.holder.ids),
        sides=bodies_of(i for i, _ in (*event.actors, *event.recipients)),
    )


def pairs(tellings: Iterable[Telling], key: Callable[[Telling], Hashable]) -> Iterator[tuple[Telling, Telling]]:
    """Each later telling with the first of its key."""
    first: dict[Hashable, Telling] = {}
    for telling in tellings:
        earlier = first.setdefault(key(telling), telling)
        if earlier is not telling:
            yield earlier, telling
