"""Every record a stage takes or gives: frozen, cited to code points of the report's text, ids derived from content.

Offsets (``start``, ``end``) are half-open and count code points of :attr:`Report.text`.
Token positions (``head``, ``first``, ``last``) count tokens of one :class:`Sentence`; ``last`` is exclusive.
``None`` means *not stated*; the id ``UNK`` means *looked for and not decidable*.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "NARRATOR",
    "NO_OUTLET",
    "UNKNOWN_ACTOR",
    "ActorKind",
    "ActorMention",
    "Argument",
    "Attribution",
    "Candidate",
    "Certainty",
    "CodedEvent",
    "DateConfidence",
    "DateSource",
    "Finding",
    "Grade",
    "Holder",
    "HolderKind",
    "Interval",
    "Item",
    "Judgement",
    "PlaceMention",
    "Precision",
    "Problem",
    "Proposition",
    "Quantity",
    "Reason",
    "Report",
    "Sentence",
    "Span",
    "Stance",
    "Status",
    "TimeMention",
    "Transfer",
    "Unreadable",
    "bodies_of",
    "body_of",
    "content_id",
    "short_id",
]

UNKNOWN_ACTOR = "UNK"
NO_OUTLET = "outlet:?"  # who vouches where a report tells it in its own words and names neither agency nor publisher

Precision = Literal["day", "month", "year", "unknown"]
DateSource = Literal["field", "header", "metadata", "url", "text", "given"]
DateConfidence = Literal["high", "medium", "low"]
SentenceKind = Literal["title", "heading", "body"]
ActorKind = Literal[
    "name", "alias", "acronym", "capital", "seat", "epithet", "role", "group", "pronoun", "definite", "unnamed"
]
HolderKind = Literal["narrator", "named", "unnamed"]
Stance = Literal["endorses", "neutral", "distances", "disputes"]
Certainty = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"]
Status = Literal["occurred", "ongoing", "planned", "hypothetical", "negated"]
Severity = Literal["error", "warning", "note"]
Letter = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal[1, 2, 3, 4, 5, 6]


def content_id(*fields: str | int | None) -> str:
    """Sixteen hexadecimal digits from length-delimited fields: same content, same id, on any machine."""
    digest = hashlib.sha256()
    for value in fields:
        data = b"\x00" if value is None else str(value).encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()[:16]


def short_id(identity: str) -> str:
    """The first digits of an id, enough to tell it from others and to ask for it by."""
    return identity[:8]


def body_of(identity: str) -> str:
    """The state, group or body of an actor id, without its sector: "PRK:GOV" gives "PRK"."""
    return identity.partition(":")[0]


def bodies_of(identities: Iterable[str]) -> frozenset[str]:
    """The states, groups and bodies among actor ids; the unknown one is none of them."""
    return frozenset(body_of(identity) for identity in identities) - {UNKNOWN_ACTOR}


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of the report's text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that helped to make a value, the knowledge entry it used, and the characters it looked at."""

    rule: str
    entry: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something bad or doubtful in the input or in our reading of it; ``code`` is a kebab-case word."""

    code: str
    severity: Severity
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One news report as read; ``published`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` or ``None``.

    ``body_start`` is the first code point after the header, ``title_span`` lies in ``text`` or is ``None``
    (a title that came as a field of its own is not part of the text).  ``published_source`` says where the date
    stood and ``published_confidence`` how far such a place is believed.  ``set_aside`` are the stretches of
    ``text`` that are not to be coded, as paragraphs in another language are.
    """

    id: str
    key: str
    text: str
    path: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_precision: Precision = "unknown"
    language: str = "en"
    encoding: str | None = None
    body_start: int = 0
    title_span: Span | None = None
    problems: tuple[Problem, ...] = ()
    byline: str | None = None
    published_source: DateSource | None = None
    published_confidence: DateConfidence | None = None
    set_aside: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input, or one line of it, that no report could be made of; ``problems`` say why and what to do.

    ``language`` is an ISO 639-1 code, "en" where nothing else was found.
    """

    key: str
    path: str | None
    problems: tuple[Problem, ...]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence as columns, one value a token.

    ``tags`` are Penn Treebank tags, ``poses`` universal ones, ``relations`` the ClearNLP labels of the
    English pipeline (nsubj, nsubjpass, dobj, dative, pobj, ccomp, xcomp, advcl, relcl, acl, agent, ...).
    ``heads`` are token positions (the root is its own head); ``lefts`` and ``rights`` are the half-open
    token range of each token's subtree; ``starts`` and ``ends`` are code points of the report.
    """

    index: int
    start: int
    end: int
    kind: SentenceKind
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    poses: tuple[str, ...]
    relations: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    lefts: tuple[int, ...]
    rights: tuple[int, ...]
    root: int

    def __len__(self) -> int:
        return len(self.words)

    def child(self, token: int, *relations: str) -> int | None:
        """The first dependent of ``token`` that stands in one of ``relations``."""
        return next((c for c in self.children[token] if self.relations[c] in relations), None)

    def dependents(self, token: int, *relations: str) -> list[int]:
        """All dependents of ``token`` in one of ``relations``, in text order."""
        return [c for c in self.children[token] if self.relations[c] in relations]

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens ``first`` to ``last`` (exclusive)."""
        return Span(self.starts[first], self.ends[last - 1])


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible referent of a mention; scores are comparable within one mention only."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A stretch of a sentence that refers to one or several actors.

    ``head`` is the token a predicate's argument would point at ("*ministers*" in "the foreign ministers of
    Japan and India"); ``ids`` are the actors meant, in text order ("JPN:GOV", "IND:GOV"); ``names`` run
    beside them.  ``named`` tells a source that is identified (a person, an institution, "the foreign
    minister") from one that hides ("US officials", "sources").  ``antecedent`` is the position, in the
    report's tuple of mentions, of the mention this one takes its referent from.
    """

    sentence: int
    head: int
    first: int
    last: int
    start: int
    end: int
    text: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    kind: ActorKind
    rule: str
    entry: str | None = None
    named: bool = True
    plural: bool = False
    antecedent: int | None = None
    candidates: tuple[Candidate, ...] = ()
    as_place: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A TIMEX3 expression; ``earliest`` and ``latest`` are ISO days of the interval it denotes, if any."""

    sentence: int
    first: int
    last: int
    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: str | None
    latest: str | None
    precision: str | None
    basis: Literal["stated", "relative", "publication"]
    rule: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym resolved to one place; ``country`` is ISO alpha-3, ``lat``/``lon`` are WGS84 degrees."""

    sentence: int
    first: int
    last: int
    start: int
    end: int
    text: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    feature: str
    rule: str
    candidates: tuple[Candidate, ...] = ()
    is_literal: bool = True
    is_dateline: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a predicate.

    ``role`` is the deep role: ``subject``, ``object``, ``indirect``, ``complement`` (predicate nominal or
    adjective), ``clause``, or ``prep:WORD`` ("prep:against").  ``head`` is the token that heads the argument;
    ``first``/``last`` the token range.  ``rule`` says how it was found ("passive-by-agent").
    """

    role: str
    head: int
    first: int
    last: int
    rule: str


@dataclass(frozen=True, slots=True)
class Proposition:
    """One predicate with its arguments; propositions of a report are numbered in text order by ``index``.

    ``parent`` is the index of the proposition this one is embedded in and ``link`` how: ``complement``
    ("said *that*"), ``infinitive`` ("agreed *to*"), ``gerund`` ("warned against *selling*"), ``noun`` (an event
    noun as argument: "urged a *ceasefire*"), ``relative``, ``adverbial`` (with ``marker`` "if", "after",
    "in order to", "without" ...), ``purpose``, ``coordinate``, ``parenthetical``, ``modifier`` (a participle or event
    noun before the noun it classifies: "the *planned* *attack* helicopters").
    ``tense``: past, present, future, or none; ``aspect``: simple, perfect, progressive; ``modal`` the modal
    verb's lemma; ``negations`` the tokens that negate it.
    """

    index: int
    sentence: int
    head: int
    first: int
    last: int
    start: int
    end: int
    lemma: str
    particle: str | None
    category: Literal["verb", "noun", "adjective"]
    arguments: tuple[Argument, ...]
    parent: int | None
    link: str | None
    marker: str | None
    is_passive: bool
    is_question: bool
    is_imperative: bool
    tense: Literal["past", "present", "future", "none"]
    aspect: Literal["simple", "perfect", "progressive"]
    modal: str | None
    negations: tuple[int, ...]
    reasons: tuple[Reason, ...] = ()

    def argument(self, *roles: str) -> Argument | None:
        """The first argument that has one of ``roles``, in the order of ``roles``."""
        for role in roles:
            for item in self.arguments:
                if item.role == role:
                    return item
        return None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who vouches for a claim.  ``ids`` are actor ids; ``mention`` the position of the actor mention, if any."""

    kind: HolderKind
    ids: tuple[str, ...]
    text: str
    start: int | None
    end: int | None
    mention: int | None = None


NARRATOR = Holder("narrator", (), "", None, None)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, cue and content relation; ``parent`` is the attribution whose content holds this one.

    ``propositions`` are the indices of the propositions inside the content; ``cue_proposition`` the one whose
    head is the cue, if the cue is a predicate.  ``form``: direct, indirect, mixed, according-to, passive,
    adverb, nominal, continuation, attitude.
    """

    index: int
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    holder: Holder
    cue_proposition: int | None
    stance: Stance
    form: str
    propositions: tuple[int, ...]
    parent: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How surely the innermost holder puts one proposition forward, and what its status is.

    ``score`` lies in [-3, 3] (3 is certain, 0 uncommitted, -3 certainly not).  ``attribution`` is the innermost
    attribution whose holder vouches for the proposition; ``None`` is the narrator.
    """

    proposition: int
    polarity: Literal["positive", "negative"]
    certainty: Certainty
    score: float
    status: Status
    attribution: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """When an event was, as far as the text supports it: ISO days, both inclusive."""

    earliest: str
    latest: str
    precision: str
    basis: Literal["stated", "relative", "publication"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of items as printed and as understood; ``hedge`` is about, at least, at most, up to, or ``None``."""

    min: float | None
    max: float | None
    unit: str | None
    hedge: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """Arms or military goods in a transfer; ``category`` UN Register I-VII or a word, ``munitions_list`` ML1-ML22."""

    text: str
    designation: str | None
    category: str | None
    munitions_list: str | None
    quantity: Quantity | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Transfer:
    """Arms change hands, or might: parties are actor ids, ``UNK`` where looked for and not stated.

    ``flags`` tell what is doubtful ("unlisted-designation": a name of arms that no list has).  ``transit`` are states
    passed through; ``terms`` sale, donation, loan, lease, barter, licence or co-production; ``condition`` new,
    second_hand or modernised; dates are ISO days or intervals of two with a slash; ``amount`` is ``value`` in units of
    ``currency`` (ISO 4217).
    """

    supplier: tuple[str, ...]
    recipient: tuple[str, ...]
    end_user: str | None
    items: tuple[Item, ...]
    value: str | None
    stage: str
    rule: str
    flags: tuple[str, ...] = ()
    transit: tuple[str, ...] = ()
    broker: str | None = None
    maker: str | None = None
    terms: str | None = None
    condition: str | None = None
    order_date: str | None = None
    delivery_date: str | None = None
    amount: float | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a transfer claim would amount to under one regime on one day; never a statement that law was broken."""

    regime: str
    provision: str | None
    on: str | None
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class Grade:
    """The Admiralty code of one claim: how reliable its source is (A to F), and how credible what it says (1 to 6).

    The two are judged apart and never make one number.
    """

    letter: Letter
    number: Credibility
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """A PLOVER event made from one proposition; actors and recipients are (actor id, mention position or None)."""

    proposition: int
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    auxiliary: tuple[str, ...]
    actors: tuple[tuple[str, int | None], ...]
    recipients: tuple[tuple[str, int | None], ...]
    frame: str
    when: Interval | None
    where: int | None
    inside: int | None
    flags: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = field(default=())
