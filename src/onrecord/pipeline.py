"""The line of stages, top to bottom.

read -> parse -> mentions -> propositions -> attribution -> certainty -> coding -> transfers -> findings.
This file is the table of contents of the project; only it knows the stages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from onrecord.assembly import Coding, assemble
from onrecord.attribution import attribute
from onrecord.bounds import code_in_parts, is_long
from onrecord.certainty import judge
from onrecord.coding import code_events
from onrecord.document import CodedReport
from onrecord.embargoes import assess_transfers
from onrecord.evidence import grade_events
from onrecord.mentions import (
    date_events,
    date_propositions,
    find_actors,
    find_places,
    find_times,
    place_events,
    resolve_coreference,
)
from onrecord.parsing import Block, ModelInfo, Parser, load_parser
from onrecord.propositions import extract_propositions
from onrecord.records import Report, Sentence
from onrecord.resolution import find_contradictions, happening_keys, join_incidents
from onrecord.transfers import find_transfers

__all__ = ["Coder"]


class Coder:
    """Holds the loaded parser; codes reports in the order they come."""

    def __init__(self, parser: Parser | None = None) -> None:
        self._parser = parser or load_parser()

    @property
    def model(self) -> ModelInfo:
        """Which English model parses."""
        return self._parser.info

    def code(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
        """The public record of each report, in input order; a long report goes down the line in parts."""
        for has_parts, group in groupby(reports, key=is_long):
            if has_parts:
                yield from (code_in_parts(report, self._code_one) for report in group)
            else:
                yield from map(assemble, self.trace(group))

    def _code_one(self, report: Report) -> CodedReport:
        return assemble(next(self.trace([report])))

    def trace(self, reports: Iterable[Report]) -> Iterator[Coding]:
        """Everything the stages made of each report, for ``explain`` and for tests."""
        for report, blocks, sentences in self._parser.parse(reports):
            yield _run_stages(report, blocks, sentences)


def _run_stages(report: Report, blocks: Sequence[Block], sentences: tuple[Sentence, ...]) -> Coding:
    """One report down the line; each stage takes the records of those above it and gives new ones."""
    actors = find_actors(report, sentences)
    actors = resolve_coreference(report, sentences, actors)
    times = find_times(report, sentences)
    places = find_places(report, blocks, sentences, actors)
    propositions = extract_propositions(sentences)
    attributions = attribute(report, sentences, actors, propositions)
    judgements = judge(sentences, propositions, attributions)
    dates = date_propositions(propositions, sentences, times, report)
    when = {index: found.interval for index, found in dates.items()}
    placed = place_events(report, sentences, propositions, places, actors)
    events = code_events(
        report, sentences, actors, propositions, attributions, judgements, when=when, where=placed, places=places
    )
    incidents = join_incidents(report, events, propositions, sentences)
    sameness = (incidents, happening_keys(events))
    events = date_events(report, sentences, propositions, judgements, events, dates, sameness)
    events, contradictions = find_contradictions(
        report, sentences, actors, places, propositions, attributions, judgements, events, incidents
    )
    transfers = find_transfers(report, sentences, actors, propositions, judgements, events, places)
    return Coding(
        report=report,
        sentences=sentences,
        actors=actors,
        times=times,
        places=places,
        propositions=propositions,
        attributions=attributions,
        judgements=judgements,
        events=events,
        incidents=incidents,
        grades=grade_events(report, sentences, actors, propositions, attributions, judgements, events, incidents),
        transfers=transfers,
        findings=assess_transfers(
            report, transfers, events, judgements, propositions=propositions, attributions=attributions
        ),
        problems=contradictions,
    )
