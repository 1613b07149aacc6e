"""Hand-built public records for the tests of the faces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.document import (
    CodedReport,
    Event,
    EventActor,
    EventGrade,
    EventHolder,
    EventSource,
    EventTime,
    EventTransfer,
    PlaceReference,
    ReportProblem,
    ReportSummary,
    SourceLink,
    TextSpan,
    TransferItem,
    TransferQuantity,
    Trigger,
    UsedReason,
)

TEXT = "Norway urged Serbia not to sell 200 shells to Sudan, a diplomat said."
NARRATOR = SourceLink("narrator", (), None, None, None)


def _party(identity: str, name: str) -> EventActor:
    start = TEXT.index(name)
    return EventActor(identity, name, start, start + len(name), name)


def _event(trigger: str, kind: str, actor: EventActor, recipient: EventActor) -> Event:
    start = TEXT.index(trigger)
    holder_start = TEXT.index("a diplomat")
    holder = EventHolder("UNK", "a diplomat", holder_start, holder_start + 10)
    return Event(
        id=f"{start:016x}",
        trigger=Trigger(start, start + len(trigger), trigger),
        sentence=TextSpan(0, len(TEXT)),
        type=kind,  # type: ignore[arg-type]
        mode=None,
        contexts=("military",),
        cameo="02",
        auxiliary=(),
        actors=(actor,),
        recipients=(recipient,),
        source=EventSource("unnamed", (holder,), (NARRATOR,), Trigger(64, 68, "said"), "neutral"),
        certainty="CT+",
        status="occurred",
        grade=EventGrade("F", 6, (UsedReason("number:single-unnamed", None, start, start + len(trigger)),)),
        when=EventTime("2023-05-15", "2023-05-15", "day", "relative"),
        where=PlaceReference("Oslo", "NOR", 59.9, 10.7, 1),
        inside=None,
        incident=None,
        quote=TEXT,
        transfer=None,
        findings=(),
        flags=(),
        reasons=(UsedReason("subject", "request.urge", start, start + len(trigger)),),
    )


@pytest.fixture
def coded() -> CodedReport:
    """A request with a sale inside it, and a warning."""
    norway, serbia, sudan = _party("NOR", "Norway"), _party("SRB", "Serbia"), _party("SDN", "Sudan")
    outer = _event("urged", "REQUEST", norway, serbia)
    item = TransferItem("shells", None, "ammunition", "ML3", TransferQuantity(200, 200, "items", None))
    inner = replace(
        _event("sell", "COOPERATE", serbia, sudan),
        inside=outer.id,
        certainty="Uu",
        status="hypothetical",
        transfer=EventTransfer(
            ("SRB",), ("SDN",), None, (item,), None, "requested", (), None, None, None, None, None, None, None, None
        ),
    )
    summary = ReportSummary(
        "0123456789abcdef",
        "first",
        None,
        None,
        "A plea",
        "The Post",
        "2023-05-16",
        "day",
        "header",
        "high",
        None,
        "en",
        len(TEXT),
    )
    problem = ReportProblem("markup-in-text", "warning", "there is markup", 3, 4)
    return CodedReport(summary, (), (), (), (), (), (outer, inner), (problem,), TEXT)
