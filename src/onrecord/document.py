"""The public JSON of one coded report: frozen records that mirror it field by field.

Offsets (``start``, ``end``) are half-open and count code points of the report's text as read.
``null`` means *not stated*; the actor id ``UNK`` means *looked for and not decidable*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from onrecord.records import (
    ActorKind,
    Certainty,
    Credibility,
    DateConfidence,
    DateSource,
    HolderKind,
    Letter,
    Precision,
    Severity,
    Stance,
    Status,
)

__all__ = [
    "Actor",
    "AttributionSpans",
    "CodedReport",
    "Event",
    "EventActor",
    "EventFinding",
    "EventGrade",
    "EventHolder",
    "EventSource",
    "EventTime",
    "EventTransfer",
    "HolderIds",
    "Place",
    "PlaceReference",
    "Predicate",
    "ReportProblem",
    "ReportSummary",
    "SourceLink",
    "TextSpan",
    "TimeExpression",
    "TransferItem",
    "TransferQuantity",
    "TransferStage",
    "Trigger",
    "UsedReason",
]

CooperationType = Literal["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"]
ConflictType = Literal[
    "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"
]
EventType = Literal[CooperationType, ConflictType]
AuxiliaryMode = Literal["historical", "future", "hypothetical", "negation"]
TalkStage = Literal["requested", "offered", "negotiated", "approved", "ordered", "agreed"]
ActStage = Literal["produced", "shipped", "delivered", "used"]
HaltStage = Literal["refused", "cancelled", "seized", "diverted", "blocked"]
SaidStage = Literal["alleged"]
TransferStage = Literal[TalkStage, ActStage, HaltStage, SaidStage]


class _Closed:
    """What its subclasses do not name, the schema forbids."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class TextSpan(_Closed):
    """A half-open stretch of the report's text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trigger(_Closed):
    """Words of the report with their place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ReportSummary(_Closed):
    """Which report this is.

    ``key`` is the input's own id, else the stem of its file name; ``id`` is a hash of the content;
    ``published_source`` says where the date stood and ``published_confidence`` how far such a place is believed;
    ``length`` counts code points of the text.
    """

    id: str
    key: str
    path: str | None
    url: str | None
    title: str | None
    publisher: str | None
    published: str | None
    published_precision: Precision
    published_source: DateSource | None
    published_confidence: DateConfidence | None
    byline: str | None
    language: str
    length: int


@dataclass(frozen=True, slots=True)
class Actor(_Closed):
    """A mention of an actor; one mention of several actors gives one entry for each.

    ``id`` is an ISO 3166-1 alpha-3 code with a PLOVER sector ("PRK:MIL"), a body's acronym, a person's slug,
    or ``UNK``; ``antecedent`` is the mention it takes its referent from.
    """

    start: int
    end: int
    text: str
    id: str
    name: str
    kind: ActorKind
    antecedent: TextSpan | None
    rule: str


@dataclass(frozen=True, slots=True)
class Place(_Closed):
    """A mention of a place resolved to one; ``country`` is ISO alpha-3, coordinates are WGS84 degrees."""

    start: int
    end: int
    text: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None


@dataclass(frozen=True, slots=True)
class TimeExpression(_Closed):
    """A time expression with its TIMEX3 type and value."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str


@dataclass(frozen=True, slots=True)
class Predicate(_Closed):
    """A predicate and how surely it is put forward; ``score`` lies in [-3, 3], 3 is CT+."""

    start: int
    end: int
    lemma: str
    polarity: Literal["positive", "negative"]
    certainty: Certainty
    score: float
    status: Status


@dataclass(frozen=True, slots=True)
class HolderIds(_Closed):
    """Who vouches for what is attributed, by actor id."""

    kind: HolderKind
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttributionSpans(_Closed):
    """One source, cue and content relation."""

    source: TextSpan | None
    cue: TextSpan | None
    content: tuple[TextSpan, ...]
    holder: HolderIds


@dataclass(frozen=True, slots=True)
class EventActor(_Closed):
    """An actor in its part in an event, with the words that name it where there are any."""

    id: str
    name: str
    start: int | None
    end: int | None
    text: str | None


@dataclass(frozen=True, slots=True)
class EventHolder(_Closed):
    """One actor that vouches for an event, with the words that name it where there are any."""

    id: str
    text: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class SourceLink(_Closed):
    """One link of the chain a claim came through; the reporter has kind ``narrator`` and no ids."""

    kind: HolderKind
    ids: tuple[str, ...]
    text: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class EventSource(_Closed):
    """On whose word the report has an event: the innermost holders, and the chain from the reporter to them."""

    kind: HolderKind
    holders: tuple[EventHolder, ...]
    chain: tuple[SourceLink, ...]
    cue: Trigger | None
    stance: Stance


@dataclass(frozen=True, slots=True)
class EventTime(_Closed):
    """When an event was, as far as the text supports it: ISO days, both inclusive."""

    earliest: str
    latest: str
    precision: str
    basis: Literal["stated", "relative", "publication"]


@dataclass(frozen=True, slots=True)
class PlaceReference(_Closed):
    """Where an event was."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None


@dataclass(frozen=True, slots=True)
class TransferQuantity(_Closed):
    """A number of items; ``hedge`` is its qualifier ("about", "at least", "up to") or null."""

    min: float | None
    max: float | None
    unit: str | None
    hedge: str | None


@dataclass(frozen=True, slots=True)
class TransferItem(_Closed):
    """Arms or military goods; ``category`` is a UN Register head or a word, ``munitions_list`` ML1 to ML22."""

    text: str
    designation: str | None
    category: str | None
    munitions_list: str | None
    quantity: TransferQuantity | None


@dataclass(frozen=True, slots=True)
class EventTransfer(_Closed):
    """Arms change hands, or might; parties are actor ids, ``UNK`` where looked for and not stated.

    Dates are ISO days or two with a slash; ``amount`` is ``value`` in units of ``currency`` (ISO 4217).
    """

    supplier: tuple[str, ...]
    recipient: tuple[str, ...]
    end_user: str | None
    items: tuple[TransferItem, ...]
    value: str | None
    stage: TransferStage
    transit: tuple[str, ...]
    broker: str | None
    maker: str | None
    terms: str | None
    condition: str | None
    order_date: str | None
    delivery_date: str | None
    amount: float | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class EventFinding(_Closed):
    """What a transfer claim would amount to under one regime on one day; never that law was broken."""

    regime: str
    provision: str | None
    on: str | None
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class UsedReason(_Closed):
    """One rule that helped to make the event, the knowledge entry it used, and the characters it looked at."""

    rule: str
    entry: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EventGrade(_Closed):
    """The Admiralty code of the claim, two judgements that never make one.

    ``letter`` is how reliable its source is: A completely, B usually, C fairly, D not usually, E unreliable, F cannot
    be judged.  ``number`` is how credible what it says is within this report: 1 confirmed by other sources, 2 probably
    true, 3 possibly, 4 doubtful, 5 improbable, 6 cannot be judged.
    """

    letter: Letter
    number: Credibility
    reasons: tuple[UsedReason, ...]


@dataclass(frozen=True, slots=True)
class Event(_Closed):
    """One PLOVER event.

    ``inside`` is the id of the event whose content this one is ("urged *not to sell*": the sale is inside the
    request); ``quote`` is the words of the report it rests on; ``sentence`` is where they stand.
    """

    id: str
    trigger: Trigger
    sentence: TextSpan
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    auxiliary: tuple[AuxiliaryMode, ...]
    actors: tuple[EventActor, ...]
    recipients: tuple[EventActor, ...]
    source: EventSource
    certainty: Certainty
    status: Status
    grade: EventGrade
    when: EventTime | None
    where: PlaceReference | None
    inside: str | None
    incident: str | None
    quote: str
    transfer: EventTransfer | None
    findings: tuple[EventFinding, ...]
    flags: tuple[str, ...]
    reasons: tuple[UsedReason, ...]


@dataclass(frozen=True, slots=True)
class ReportProblem(_Closed):
    """Something bad or doubtful in the input or in our reading of it."""

    code: str
    severity: Severity
    message: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class CodedReport(_Closed):
    """A coded report: what one report says, every field cited to its characters.

    ``text`` is the text all offsets count in; the JSON carries it only where it was asked for.
    """

    report: ReportSummary
    # tuples; of a long report packed, so that going through one unpacks a part of it at a time
    actors: Sequence[Actor]
    places: Sequence[Place]
    times: Sequence[TimeExpression]
    propositions: Sequence[Predicate]
    attributions: Sequence[AttributionSpans]
    events: Sequence[Event]
    problems: tuple[ReportProblem, ...]
    text: str | None = None
