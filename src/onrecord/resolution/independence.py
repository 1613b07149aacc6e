"""Who really stands behind an incident: copies dropped, original holders counted, what each telling adds.

The rule: drop copies (shared wording, one agency's tag), then count one source for each distinct *original holder*,
not for each outlet; holders without a name count as at most one a report and never lift credibility above 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.records import Certainty, Credibility, HolderKind, Stance, Status, bodies_of

__all__ = ["CertaintyStep", "Corroboration", "Relation", "Telling", "TellingRelation", "corroborate"]

Relation = Literal["first", "supports", "repeats", "copies", "denies", "contradicts", "corrects", "narrows"]

_ENOUGH = 2
_STRENGTH: Mapping[str, int] = {"CT": 3, "PR": 2, "PS": 1, "Uu": 0}


@dataclass(frozen=True, slots=True)
class Telling:
    """One event of one report as a claim; the tellings of one incident go into :func:`corroborate` together.

    ``event`` and ``report`` are ids; ``copy_group`` is what :func:`~onrecord.resolution.copies.copy_groups` gives for
    the report; ``agency`` is the tag it carries.  ``supersedes`` is the report that this one replaces under the same
    key.  ``holder_ids`` are the innermost holder's actor ids, ``parties`` those with a part in the event.  ``values``
    are the fields to be compared (of a transfer, the day, the place), each with its values as sorted strings; what is
    not stated is left out, a day is ``YYYY-MM-DD/YYYY-MM-DD``.
    """

    event: str
    report: str
    published: str | None
    publisher: str | None
    copy_group: str
    agency: str | None
    holder_kind: HolderKind
    holder_ids: tuple[str, ...]
    certainty: Certainty
    status: Status
    stance: Stance
    parties: tuple[str, ...] = ()
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    supersedes: str | None = None
    sentence_start: int = 0

    @property
    def is_negative(self) -> bool:
        """Whether its holder says that it was not so, or the report disputes it."""
        return self.certainty.endswith("-") or self.stance == "disputes"

    @property
    def is_put_forward(self) -> bool:
        """Whether anybody says so at all: what is asked for or supposed is not."""
        return self.status != "hypothetical" and self.certainty != "Uu"

    @property
    def holders(self) -> frozenset[str]:
        """The original holders: states, bodies or persons; the agency or outlet on its own word; none if unnamed."""
        if self.holder_kind == "unnamed":
            return frozenset()
        named = bodies_of(self.holder_ids)
        if self.holder_kind == "named":
            return named or frozenset({"UNK"})
        return frozenset({f"outlet:{self.agency or self.publisher or '?'}"})


@dataclass(frozen=True, slots=True)
class TellingRelation:
    """What one telling adds: ``to`` is the event it relates to, ``basis`` the reason or the field that differs."""

    event: str
    relation: Relation
    is_independent: bool
    to: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class CertaintyStep:
    """A change of the best certainty so far; without ``has_new_evidence`` the same holders merely sound surer."""

    event: str
    published: str | None
    certainty: Certainty
    has_new_evidence: bool


@dataclass(frozen=True, slots=True)
class Corroboration:
    """How well one incident is borne out.

    ``reports`` counts all, ``copies`` those dropped; ``holders`` are the independent original holders that put it
    forward, ``unnamed_reports`` those that rest on somebody unnamed; ``deniers`` deny it.  ``number`` is the Admiralty
    number with the rule that gives it.
    """

    reports: int
    publishers: tuple[str, ...]
    copies: int
    holders: tuple[tuple[str, ...], ...]
    unnamed_reports: int
    deniers: tuple[str, ...]
    first: str | None
    first_holders: tuple[str, ...]
    relations: tuple[TellingRelation, ...]
    steps: tuple[CertaintyStep, ...]
    number: Credibility
    rule: str

    @property
    def independent(self) -> int:
        """How many independent sources with a name there are."""
        return len(self.holders)


def corroborate(tellings: Iterable[Telling]) -> Corroboration:
    """The account of one incident; the order in which its tellings come does not matter."""
    told = _on_the_source_s_word(tellings)
    ordered = sorted(told, key=lambda t: (t.published or "9999", t.report, t.sentence_start, t.event))
    relations = tuple(_relations(ordered))
    copied = {r.event for r in relations if r.relation == "copies"}
    own = [t for t in ordered if t.event not in copied]
    forward = [t for t in own if t.is_put_forward and not t.is_negative]
    holders = _independent(forward)
    deniers = [t for t in own if t.is_negative and t.is_put_forward]
    unnamed = {t.copy_group for t in forward if t.holder_kind == "unnamed"}
    number, rule = _number(forward, holders, deniers, len(unnamed))
    return Corroboration(
        reports=len({t.report for t in ordered}),
        publishers=tuple(sorted({t.publisher for t in ordered if t.publisher is not None})),
        copies=len({t.report for t in ordered if t.event in copied}),
        holders=tuple(tuple(sorted(h)) for h in holders),
        unnamed_reports=len(unnamed),
        deniers=tuple(sorted({one for t in deniers for one in t.holders})),
        first=ordered[0].event if ordered else None,
        first_holders=tuple(sorted(ordered[0].holders)) if ordered else (),
        relations=relations,
        steps=tuple(_steps(forward)),
        number=number,
        rule=rule,
    )


def _on_the_source_s_word(tellings: Iterable[Telling]) -> list[Telling]:
    """What a report tells in its own words and elsewhere has on somebody's word, it has on that word alone.

    Leads and headlines sum up what sources said: "Gunmen *attacked* a convoy near Gao, Mali's army said ... The
    *attack* ..." is one source, not two.
    """
    given = list(tellings)
    sourced = {t.report: t for t in reversed(given) if t.holder_kind != "narrator" and t.is_put_forward}
    return [
        replace(t, holder_kind=sourced[t.report].holder_kind, holder_ids=sourced[t.report].holder_ids)
        if t.holder_kind == "narrator" and t.report in sourced
        else t
        for t in given
    ]


def _independent(tellings: Iterable[Telling]) -> list[frozenset[str]]:
    """Sets of holders that share nobody; a joint statement is one source, and so is whoever of it speaks again."""
    found: list[frozenset[str]] = []
    used: set[str] = set()
    for telling in tellings:
        if telling.holders and used.isdisjoint(telling.holders):
            found.append(telling.holders)
        used |= telling.holders
    return found


def _number(
    forward: Sequence[Telling], holders: Sequence[frozenset[str]], deniers: Sequence[Telling], unnamed: int
) -> tuple[Credibility, str]:
    """The Admiralty number: 1 confirmed, 2 probable, 3 possible, 4 denied, 5 contradicted, 6 cannot be judged."""
    if not forward:
        return 6, "nobody-says-so"
    if deniers:
        outsiders = [t for t in deniers if t.holders and t.holders.isdisjoint(bodies_of(t.parties))]
        named = [t for t in outsiders if t.holder_kind == "named"]
        return (5, "independent-sources-say-otherwise") if len(_independent(named)) >= _ENOUGH else (4, "denied")
    reporters = [h for h in holders if all(one.startswith("outlet:") for one in h)]
    named_count = len(holders) - len(reporters)
    if named_count and len(holders) >= _ENOUGH:
        return 1, "independent-sources"
    if named_count:
        reserved = all(t.certainty != "CT+" or t.stance == "distances" for t in forward if t.holder_kind == "named")
        return (3, "put-forward-with-reserve") if reserved else (2, "single-named")
    if len(reporters) >= _ENOUGH:
        return 2, "reporters-of-their-own-knowledge"
    if reporters:
        return 3, "single-reporter"
    return (3, "unnamed-only") if unnamed >= _ENOUGH else (6, "single-unnamed")


def _steps(forward: Sequence[Telling]) -> Iterable[CertaintyStep]:
    """Each rise of the best certainty, and whether a holder not heard before brought it."""
    best = -1
    heard: set[str] = set()
    for telling in forward:
        strength = _STRENGTH[telling.certainty[:2]]
        is_new = not telling.holders <= heard
        if strength > best:
            yield CertaintyStep(telling.event, telling.published, telling.certainty, is_new)
            best = strength
        heard |= telling.holders


def _relations(ordered: Sequence[Telling]) -> Iterable[TellingRelation]:
    """Each telling set against those before it."""
    before: list[Telling] = []
    for telling in ordered:
        yield _relation(telling, before)
        before.append(telling)


def _relation(telling: Telling, before: Sequence[Telling]) -> TellingRelation:
    """The first that fits: first, copies, denies, corrects, contradicts, repeats, narrows, supports."""

    def related(relation: Relation, to: Telling | None, basis: str, *, is_independent: bool = False) -> TellingRelation:
        return TellingRelation(telling.event, relation, is_independent, None if to is None else to.event, basis)

    heard = {one for t in before for one in t.holders}
    is_new = bool(telling.holders) and telling.holders.isdisjoint(heard)
    if not before:
        return related("first", None, "told first", is_independent=bool(telling.holders))
    original = next((t for t in before if t.copy_group == telling.copy_group and t.report != telling.report), None)
    if original is not None:
        return related("copies", original, "shared wording")
    claim = next((t for t in before if not t.is_negative), before[0])
    if telling.is_negative != claim.is_negative:
        return related("denies", claim, "says that it was not so", is_independent=is_new)
    replaced = next((t for t in before if t.report == telling.supersedes), None)
    kin = next((t for t in before if t.holders and t.holders & telling.holders), None)
    for earlier in filter(None, (replaced, kin)):
        if field := _differing(earlier, telling):
            return related("corrects", earlier, field)
    if (rival := next((t for t in before if _differing(t, telling)), None)) is not None:
        return related("contradicts", rival, _differing(rival, telling) or "", is_independent=is_new)
    if field := _narrower(before, telling):
        return related("narrows", claim, field, is_independent=is_new)
    if is_new:
        return related("supports", claim, "a holder not heard before", is_independent=True)
    return related("repeats", kin or claim, "same holder" if kin else "nobody named")


def _differing(one: Telling, other: Telling) -> str | None:
    """The first field whose stated values exclude each other."""
    values = dict(one.values)
    for field, stated in other.values:
        if field in values and not _agree(field, values[field], stated):
            return field
    return None


def _agree(field: str, one: Sequence[str], other: Sequence[str]) -> bool:
    if field != "day":
        return not set(one).isdisjoint(other)
    spans = [value.partition("/") for value in (one[0], other[0])]
    (first, _, last), (start, _, end) = spans
    return first <= (end or start) and start <= (last or first)


def _narrower(before: Sequence[Telling], telling: Telling) -> str | None:
    """The first field that nobody stated before, or whose day is now stated more closely."""
    known: dict[str, set[str]] = {}
    for earlier in before:
        for field, stated in earlier.values:
            known.setdefault(field, set()).update(stated)
    for field, stated in telling.values:
        if field not in known:
            return field
        if field == "day" and all(_is_within(stated[0], span) for span in known[field]):
            return field
    return None


def _is_within(day: str, span: str) -> bool:
    first, _, last = day.partition("/")
    start, _, end = span.partition("/")
    return day != span and start <= first and (last or first) <= (end or start)
