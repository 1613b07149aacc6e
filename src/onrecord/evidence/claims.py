"""Each event as a claim: who says it, of which kind that source is, and how it stands to the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.knowledge.evidence_words import Outlet, SourceTable
from onrecord.records import (
    NARRATOR,
    UNKNOWN_ACTOR,
    ActorMention,
    Attribution,
    CodedEvent,
    Holder,
    Judgement,
    Proposition,
    Report,
    bodies_of,
)

__all__ = ["Claim", "make_claims"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One event on one source's word.

    ``who`` is the kind of source; ``sources`` the states, bodies or persons it speaks for; ``actors`` and
    ``recipients`` the parties' ids without sectors; ``is_passed_on`` tells that somebody unnamed brought the word.
    """

    index: int
    event: CodedEvent
    proposition: Proposition
    judgement: Judgement
    holder: Holder
    who: str
    outlet: Outlet | None
    sources: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    stance: str
    is_passed_on: bool

    @property
    def sides(self) -> frozenset[str]:
        """Who has a part in the event, whichever."""
        return self.actors | self.recipients

    @property
    def is_negative(self) -> bool:
        """Whether the source says that it was not so."""
        return self.judgement.polarity == "negative"

    @property
    def is_party(self) -> bool:
        """Whether the source has a part in the event."""
        return not self.sources.isdisjoint(self.sides)

    @property
    def start(self) -> int:
        """Where the source is named, else where the event is."""
        return self.proposition.start if self.holder.start is None else self.holder.start

    @property
    def end(self) -> int:
        """The end of what starts at ``start``."""
        return self.proposition.end if self.holder.end is None else self.holder.end


def make_claims(
    report: Report,
    mentions: Sequence[ActorMention],
    propositions: Sequence[Proposition],
    attributions: Sequence[Attribution],
    judgements: Sequence[Judgement],
    events: Sequence[CodedEvent],
    table: SourceTable,
) -> list[Claim]:
    """The claims, in the order of the events."""
    reporter = _outlet(report.publisher, table)
    claims = []
    for index, event in enumerate(events):
        judgement = judgements[event.proposition]
        told = None if judgement.attribution is None else attributions[judgement.attribution]
        holder = NARRATOR if told is None else told.holder
        outlet = reporter if holder.kind == "narrator" else _named_outlet(holder, mentions, table)
        claims.append(
            Claim(
                index=index,
                event=event,
                proposition=propositions[event.proposition],
                judgement=judgement,
                holder=holder,
                who=_kind(holder, outlet, table),
                outlet=outlet,
                sources=bodies_of(holder.ids),
                actors=bodies_of(i for i, _ in event.actors),
                recipients=bodies_of(i for i, _ in event.recipients),
                stance="neutral" if told is None else told.stance,
                is_passed_on=told is not None and _is_passed_on(told, attributions),
            )
        )
    return claims


def _is_passed_on(told: Attribution, attributions: Sequence[Attribution]) -> bool:
    """Whether a source without a name stands between reporter and holder: "*sources* said the king had said"."""
    seen = {told.index}
    while told.parent is not None and told.parent not in seen:
        told = attributions[told.parent]
        seen.add(told.index)
        if told.holder.kind == "unnamed":
            return True
    return False


def _outlet(name: str | None, table: SourceTable) -> Outlet | None:
    """The outlet of a publisher's name or site: "The Times", "www.reuters.com"."""
    if not name:
        return None
    plain = name.lower().removeprefix("www.").removeprefix("the ").strip()
    return table.outlets.get(plain) or table.outlets.get(plain.rsplit(".", 1)[0])


def _named_outlet(holder: Holder, mentions: Sequence[ActorMention], table: SourceTable) -> Outlet | None:
    if holder.mention is None:
        return None
    names = mentions[holder.mention].names
    return table.outlets.get(names[0].lower().removeprefix("the ")) if len(names) == 1 else None


def _kind(holder: Holder, outlet: Outlet | None, table: SourceTable) -> str:
    """What the source is, by its id: a state's organ, a body, an armed group, a company, a person."""
    if holder.kind == "narrator":
        return "narrator"
    if holder.kind == "unnamed":
        return "unnamed"
    if outlet is not None:
        return "outlet"
    identity = holder.ids[0] if holder.ids else UNKNOWN_ACTOR
    top, _, sector = identity.partition(":")
    if identity in table.armed_groups:
        return "armed-group"
    if top in table.states or (top == UNKNOWN_ACTOR and sector):
        return table.kind_of_sector.get(sector, "other")
    if identity in table.bodies:
        return "body"
    if top == UNKNOWN_ACTOR:
        return "document" if _is_document(holder, table) else "other"
    return "person" if identity.islower() else "other"


def _is_document(holder: Holder, table: SourceTable) -> bool:
    return not table.document_lemmas.isdisjoint(word.rstrip("s") for word in holder.text.lower().split())
