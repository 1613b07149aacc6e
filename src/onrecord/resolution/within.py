"""Repeated mentions of one event inside one report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from onrecord.knowledge.linking import WithinWords, kind_of, load_linking_rules
from onrecord.records import CodedEvent, Proposition, Report, Sentence, body_of, content_id
from onrecord.resolution.clusters import average_link
from onrecord.resolution.likeness import are_comparable, are_two, likeness
from onrecord.resolution.retold import Mention, Standing, mention_of

__all__ = ["comparable_pairs", "happening_keys", "join_incidents", "mentions_of"]


def join_incidents(
    report: Report, events: Sequence[CodedEvent], propositions: Sequence[Proposition], sentences: Sequence[Sentence]
) -> tuple[str, ...]:
    """An incident id for every event; the id is a hash of the report and of the incident's first mention.

    Pairs of mentions of one type, word or family are scored by what they share (word, mood, parties, things, days,
    article, distance) and grouped while their mean score is high enough; mentions of other days, counted otherwise
    ("*launches*", "the *second* launch"), or denied far from the other, stay apart.
    """
    words = load_linking_rules().within
    mentions = mentions_of(report, events, propositions, sentences)
    scores: dict[tuple[str, str], float] = {}
    apart: set[tuple[str, str]] = set()
    for one, other in comparable_pairs(mentions, words):
        pair = _name(one.position), _name(other.position)
        scores[pair] = min(likeness(one, other, words), words.ceiling)
        if are_two(one, other, words):
            apart.add(pair)
    names = [_name(m.position) for m in mentions]
    groups = average_link(names, scores, absent=words.absent, join=words.join, apart=frozenset(apart))
    first = {name: group[0] for group in groups for name in group}
    return tuple(_identity(report, events[int(first[name])], propositions) for name in names)


def mentions_of(
    report: Report, events: Sequence[CodedEvent], propositions: Sequence[Proposition], sentences: Sequence[Sentence]
) -> tuple[Mention, ...]:
    """The events of a report as mentions, in their order."""
    words = load_linking_rules().within
    found = []
    standings = _standings(events, propositions, words)
    for position, (event, standing) in enumerate(zip(events, standings, strict=True)):
        proposition = propositions[event.proposition]
        sentence = sentences[proposition.sentence]
        found.append(mention_of(report, event, position, proposition, sentence, standing, words))
    return tuple(found)


def _standings(
    events: Sequence[CodedEvent], propositions: Sequence[Proposition], words: WithinWords
) -> Iterator[Standing]:
    """How often each event's type and kind are told in the report, and where in that row it stands."""
    kinds = [(event.type, kind_of(event.type, propositions[event.proposition].lemma)) for event in events]
    of_type, of_kind = Counter(event.type for event in events), Counter(kinds)
    lead = {
        kind
        for event, kind in zip(events, kinds, strict=True)
        if propositions[event.proposition].sentence < words.lead_sentences
    }
    seen: Counter[str | tuple[str, str | None]] = Counter()
    for kind in kinds:
        yield Standing(of_type[kind[0]], of_kind[kind], seen[kind[0]], seen[kind], kind in lead)
        seen.update((kind[0], kind))


def comparable_pairs(mentions: Sequence[Mention], words: WithinWords) -> Iterator[tuple[Mention, Mention]]:
    """Each mention with the nearest ones before it that may tell the same; at most ``look_back`` a kind."""
    held: dict[str, list[Mention]] = defaultdict(list)
    for other in mentions:
        keys = [f"type {other.event.type}", f"stem {other.stem}", *([f"family {other.family}"] if other.family else [])]
        near = {one.position: one for key in keys for one in held[key][-words.look_back :]}
        yield from ((one, other) for _, one in sorted(near.items()) if are_comparable(one, other))
        for key in keys:
            held[key].append(other)


def _name(position: int) -> str:
    """A name that sorts as the position does."""
    return f"{position:06d}"


def _identity(report: Report, event: CodedEvent, propositions: Sequence[Proposition]) -> str:
    return content_id(report.id, "incident", event.type, propositions[event.proposition].start)


def happening_keys(events: Sequence[CodedEvent]) -> tuple[str, ...]:
    """A wider key than the incident's: events of one type and mode between the same sides, whatever the word.

    What such events all agree on (one day, one place) may be lent to those that do not say it.
    """
    return tuple(
        f"{e.type}|{e.mode}|{_shown(i for i, _ in e.actors)}|{_shown(i for i, _ in e.recipients)}" for e in events
    )


def _shown(ids: Iterable[str]) -> str:
    return ",".join(sorted({body_of(i) for i in ids}))
