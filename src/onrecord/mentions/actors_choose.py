"""Which reading of a name is meant: by the report's date, by what else the report names, by a stated margin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.knowledge.actor_names import ActorNames, NameEntry, Person, Term
from onrecord.mentions.actors_scan import NameHit
from onrecord.records import ActorKind, Candidate, Report, body_of

__all__ = ["Referent", "Setting", "choose", "is_at_home", "is_head_of_state", "person_referent", "read_setting"]

_MARGIN = 1.0
_LONGEST_SHORT_ACRONYM = 5
_SHORTEST_TELLING_ACRONYM = 4
_PLAIN_NAME = 2
_LONGEST_WHOLE = 80
_KINDS: dict[str, ActorKind] = {
    "state": "name", "adjective": "name", "people": "group", "capital": "capital", "seat": "seat", "body": "name",
    "person": "name", "surname": "alias", "group": "name", "party": "name", "company": "name", "outlet": "name",
    "agency": "name", "partial": "name", "region": "name", "vessel": "name",
    "epithet": "epithet",
}  # fmt: skip
_RULES = {"adjective": "state-adjective", "people": "state-people", "surname": "surname-in-office"}
# Sectors one leaves with the office; a group's commander or a party's man stays what he was.
_OFFICE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})
_PARTY_OFFICE = "party_leader"
_GRAND_OFFICES = ("president", "prime_minister", "king", "supreme_leader", "chancellor")


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a stretch means, before it becomes a mention."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kind: ActorKind
    rule: str
    entry: str | None = None
    flags: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class Setting:
    """What a report as a whole tells a chooser: its days and how often it names each actor.

    ``whole`` is the text of a report of a few words, which then is about nothing but the name in it.
    """

    names: ActorNames
    earliest: str | None
    latest: str | None
    counts: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    whole: str = ""


def _days(report: Report) -> tuple[str | None, str | None]:
    published = report.published
    if not published:
        return None, None
    return (published + "-01-01"[len(published) - 4 :])[:10], (published + "-12-31"[len(published) - 4 :])[:10]


def _whole(report: Report) -> str:
    """The words of a report of one short line, its article left off; empty for any longer report."""
    if len(report.text) - report.body_start > _LONGEST_WHOLE:
        return ""
    body = report.text[report.body_start :].strip().rstrip(".")
    return "" if "\n" in body else body.removeprefix("the ").removeprefix("The ")


def read_setting(report: Report, hits: Iterable[NameHit], names: ActorNames) -> Setting:
    """The report's days and the count of every actor that is named without ambiguity."""
    setting = Setting(names, *_days(report), whole=_whole(report))
    for hit in hits:
        ids = {entry.id for entry in hit.entries if entry.kind not in ("surname", "person", "blocked")}
        if len(ids) == 1 and hit.kind != "epithet":
            entry = hit.entries[0]
            if entry.id in names.armed_groups:
                setting.groups[entry.id] += 1
            is_short = bool(entry.home) and hit.text.isupper() and len(hit.text) <= _LONGEST_SHORT_ACRONYM
            if not is_short:
                setting.counts[body_of(ids.pop())] += 1
    return setting


def _holds(entry: NameEntry, setting: Setting) -> bool:
    if setting.earliest is None or setting.latest is None:
        return True
    return entry.start <= setting.latest and (not entry.end or setting.earliest < entry.end)


def _is_at_home(hit: NameHit, entry: NameEntry, setting: Setting) -> bool:
    """Whether a short acronym may be trusted: it is famous, or the report names the state it belongs to."""
    if not entry.home or not hit.text.isupper() or len(hit.text) > _LONGEST_SHORT_ACRONYM:
        return True
    if hit.text.removeprefix("the ") == setting.whole:
        return True
    is_telling = entry.kind == "group" and len(hit.text) >= _SHORTEST_TELLING_ACRONYM
    if is_telling or hit.text in setting.names.grammar.famous_acronyms:
        return True
    return any(setting.counts[state] for state in entry.home.split(";")) or setting.counts[entry.id] > 0


def _fits(entry: NameEntry, setting: Setting) -> bool:
    return not entry.needs or any(setting.counts[need] for need in entry.needs)


def _is_running(term: Term, setting: Setting) -> bool:
    assert setting.latest is not None  # noqa: S101  -- callers ask only for dated reports
    return term.start <= setting.latest and (not term.end or (setting.earliest or "") < term.end)


def _rank(term: Term, setting: Setting) -> tuple[bool, bool, str]:
    """The highest office, then that of a body the report names (two may share a name), then the latest."""
    return term.office in _GRAND_OFFICES, bool(setting.counts[body_of(term.id)]), term.start


def _last_term(person: Person) -> Term:
    """The term an undated report is given: one still open, else the last ended, of several the last begun.

    Who led a party before they led a government is known by the government, though they lead the party still; what
    began before the highest office does not outlive it.  A minister who goes back to the benches is a legislator.
    """
    governed = max((term.start for term in person.terms if term.office in _GRAND_OFFICES), default="")
    return max(
        person.terms,
        key=lambda t: (
            not t.end and not (governed and t.office == _PARTY_OFFICE), t.start >= governed, t.end, t.start,
        ),
    )  # fmt: skip


def person_referent(person: Person, setting: Setting, *, rule: str = "office-on-date") -> Referent:
    """The person's office on the report's day; outside every term the person alone, flagged ``former``.

    An undated report gets the last term, flagged ``undated-office`` unless that term is still open.
    """
    if setting.latest is None:
        last = _last_term(person)
        flags = () if not last.end else ("undated-office",)
        return Referent((last.id,), (person.name,), "name", rule, f"{person.slug}/{last.office}", flags)
    running = [term for term in person.terms if _is_running(term, setting)]
    if running:
        best = max(running, key=lambda term: _rank(term, setting))
        return Referent((best.id,), (person.name,), "name", rule, f"{person.slug}/{best.office}")
    flag = "former" if any(term.start <= setting.latest for term in person.terms) else "before-office"
    last = person.terms[-1]
    if last.id.partition(":")[2] not in _OFFICE_SECTORS and flag == "former":
        return Referent((last.id,), (person.name,), "name", "last-known-side", f"{person.slug}/{last.office}", (flag,))
    served = f"{last.id.partition(':')[0]}:ELI"
    candidates = (Candidate(person.slug, 1.0), Candidate(served, 0.5)) if ":" in last.id else ()
    return Referent((person.slug,), (person.name,), "name", "out-of-office", person.slug, (flag,), candidates)


def _weigh(entry: NameEntry, setting: Setting) -> float:
    """How much the report speaks for a reading: a region counts by its state's other regions, a state by itself."""
    own = float(setting.counts[body_of(entry.id)])
    return own * (0.2 if entry.kind == "region" else 1.0)


def _pick(entries: list[NameEntry], setting: Setting) -> Referent | None:
    ids = list(dict.fromkeys(entry.id for entry in entries))
    scored = sorted(
        ((_weigh(entry, setting), -i, entry) for i, entry in enumerate(entries)), key=lambda x: x[:2], reverse=True
    )
    best = scored[0][2]
    kind = _KINDS[best.kind]
    rule = _RULES.get(best.kind, f"known-{best.kind}")
    if len(ids) == 1:
        also = tuple(setting.names.states.get(i, i) for i in best.also)
        return Referent((best.id, *best.also), (best.name, *also), kind, rule, f"{best.source}:{best.name}")
    rival = next(item for item in scored if item[2].id != best.id)
    flags = () if scored[0][0] - rival[0] >= _MARGIN else ("ambiguous",)
    candidates = tuple(Candidate(entry.id, score) for score, _, entry in scored)
    return Referent((best.id,), (best.name,), kind, rule, f"{best.source}:{best.name}", flags, candidates)


def is_at_home(person: Person, setting: Setting) -> bool:
    """Whether the report names the state or body a person served last."""
    return bool(setting.counts[body_of(person.terms[-1].id)])


def is_head_of_state(person: Person, setting: Setting) -> bool:
    """Whether a person holds one of the highest offices of a state the report names, or is to hold it."""
    if not person.is_prominent or not is_at_home(person, setting):
        return False
    is_grand = any(term.office in _GRAND_OFFICES for term in person.terms)
    return is_grand and "former" not in person_referent(person, setting).flags


def _is_namesake(person: Person, setting: Setting) -> bool:
    """Whether a common name is more likely somebody else's: "David Lee" where the report does not name his state."""
    words = person.name.split()
    is_common = len(words) == _PLAIN_NAME and words[-1] in setting.names.grammar.common_surnames
    return is_common and not person.is_prominent and not is_at_home(person, setting)


def _pick_person(entries: Iterable[NameEntry], setting: Setting) -> Referent | None:
    """A person by full name; of several who share it, the one in office."""
    persons = [setting.names.persons[entry.id] for entry in entries]
    referents = [person_referent(p, setting) for p in persons if not _is_namesake(p, setting)]
    in_office = [r for r in referents if not r.flags]
    return next(iter(in_office or referents), None)


def choose(hit: NameHit, setting: Setting) -> Referent | None:
    """The referent of a known name; ``None`` for a blocked name, or one whose condition the report does not meet."""
    persons = [entry for entry in hit.entries if entry.kind == "person"]
    if persons:
        return _pick_person(persons, setting)
    if hit.kind in ("blocked", "surname"):
        return None
    entries = [entry for entry in hit.entries if _fits(entry, setting) and _is_at_home(hit, entry, setting)]
    in_force = [entry for entry in entries if _holds(entry, setting)]
    entries = in_force or [entry for entry in entries if not entry.source.startswith("states_epithets")]
    return _pick(entries, setting) if entries else None
