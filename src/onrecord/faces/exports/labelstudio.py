"""Label Studio: reports with their events as predictions to be judged, and a reviewed file back as judgements.

A region of an event's trigger has the event's id, so that what comes back finds its event whatever was done to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from onrecord.errors import InputError
from onrecord.faces.exports.selection import Part, Selection, json_items, mention_spans
from onrecord.ledger.selecting import SelectedEvent, SelectedReport

__all__ = ["LABEL_CONFIG", "Reviewed", "labelstudio_parts", "read_reviews"]

_ROLES = ("trigger", "actor", "recipient", "holder", "cue")
_LINKED = ("same", "different")

LABEL_CONFIG = """<View>
  <Labels name="part" toName="text">
    <Label value="trigger" background="#d9480f"/><Label value="actor" background="#1971c2"/>
    <Label value="recipient" background="#2f9e44"/><Label value="holder" background="#862e9c"/>
    <Label value="cue" background="#868e96"/>
  </Labels>
  <Relations>
    <Relation value="actor"/><Relation value="recipient"/><Relation value="holder"/><Relation value="cue"/>
    <Relation value="same"/><Relation value="different"/>
  </Relations>
  <Text name="text" value="$text"/>
  <Choices name="verdict" toName="text" perRegion="true" whenTagName="part" whenLabelValue="trigger">
    <Choice value="right"/><Choice value="wrong"/>
  </Choices>
  <TextArea name="why" toName="text" perRegion="true" whenTagName="part" whenLabelValue="trigger"/>
</View>
"""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A judgement that a reviewer made: one event is WRONG, or two are SAME or DIFFERENT."""

    verdict: Literal["WRONG", "SAME", "DIFFERENT"]
    event: str
    other: str | None
    by: str | None
    why: str | None


def labelstudio_parts(selection: Selection) -> Iterator[Part]:
    """A JSON array of tasks, one for each report, with its events as a prediction; offsets are code points."""
    versions = selection.about.get("versions") or [{}]
    model = f"onrecord {versions[-1].get('code', '')}".strip()
    yield "", b"["
    yield from json_items(("task", _task(report, model)) for report in selection.reports())
    yield "", b"\n]\n"


def _task(report: SelectedReport, model: str) -> dict[str, Any]:
    summary = report.document["report"]
    about = {name: summary[name] for name in ("key", "title", "publisher", "published", "url")}
    result = [part for event in report.events for part in _regions(report, event)]
    return {
        "data": {"text": report.text, "report_id": summary["id"], **about},
        "predictions": [{"model_version": model, "result": result}],
    }


def _regions(report: SelectedReport, event: SelectedEvent) -> Iterator[dict[str, Any]]:
    """A region for the trigger and for each part, a relation to each part, and what we coded as the region's meta."""
    identity = event.coded["id"]
    for number, (role, _, start, end) in enumerate(mention_spans(event.coded)):
        if role not in _ROLES:
            continue
        is_trigger = role == "trigger"
        region = identity if is_trigger else f"{identity}-{number}"
        yield {
            "id": region,
            "from_name": "part",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": end, "text": report.text[start:end], "labels": [role]},
            **({"meta": {"text": [_coded_as(event)]}} if is_trigger else {}),
        }
        if not is_trigger:
            yield {"type": "relation", "from_id": identity, "to_id": region, "direction": "right", "labels": [role]}


def _coded_as(event: SelectedEvent) -> str:
    coded = event.coded
    sides = [", ".join(party["id"] for party in coded[side]) or "?" for side in ("actors", "recipients")]
    holders = ", ".join(event.row["holders"]) or coded["source"]["kind"]
    told = f"{coded['certainty']} {coded['status']}, on the word of {holders}"
    return f"{coded['type']}/{coded['mode'] or '-'} {sides[0]} -> {sides[1]}; {told}"


def read_reviews(path: Path) -> list[Reviewed]:
    """The judgements of a file that Label Studio exported (JSON), in its order.

    A trigger is wrong where the reviewer chose "wrong", or took its region out of an annotation made from our
    prediction.  Relations "same" and "different" between two triggers join and part them.  Skipped work says nothing.

    Raises:
        InputError: the file cannot be read, or is no such export.

    """
    try:
        tasks = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as JSON: {error}; export from Label Studio as JSON") from error
    try:
        found = [review for task in _listed(tasks) for one in task["annotations"] for review in _read(task, one)]
    except (AttributeError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: not what Label Studio exports; expected a list of tasks with annotations; export it as JSON"
        ) from error
    return list(dict.fromkeys(found))


def _listed(tasks: object) -> list[Any]:
    if not isinstance(tasks, list):
        raise TypeError("no list")
    return tasks


def _read(task: Mapping[str, Any], annotation: Mapping[str, Any]) -> Iterator[Reviewed]:
    if annotation.get("was_cancelled"):
        return
    by, results = _reviewer(annotation), annotation.get("result") or []
    events, whys = _triggers(task), _texts(results, "why")
    choices = _texts(results, "verdict")
    kept = {result.get("id") for result in results}
    is_edited = annotation.get("parent_prediction") is not None
    for event in events:
        is_removed = is_edited and event not in kept
        if choices.get(event) == "wrong" or is_removed:
            yield Reviewed("WRONG", event, None, by, whys.get(event))
    for result in results:
        labels = result.get("labels") or []
        if result.get("type") == "relation" and labels and labels[0] in _LINKED:
            one, other = str(result.get("from_id")), str(result.get("to_id"))
            yield Reviewed("SAME" if labels[0] == "same" else "DIFFERENT", one, other, by, None)


def _reviewer(annotation: Mapping[str, Any]) -> str | None:
    by = annotation.get("completed_by")
    if isinstance(by, Mapping):
        by = by.get("email") or by.get("id")
    return None if by is None else str(by)


def _triggers(task: Mapping[str, Any]) -> Iterable[str]:
    """The events that were shown, in their order."""
    predictions = task.get("predictions") or []
    results = [
        result
        for shown in (*predictions, *task["annotations"])
        if isinstance(shown, Mapping)
        for result in shown.get("result") or []
    ]
    labelled = (r for r in results if "trigger" in ((r.get("value") or {}).get("labels") or ()))
    return dict.fromkeys(str(result["id"]) for result in labelled)


def _texts(results: Iterable[Mapping[str, Any]], name: str) -> dict[str, str]:
    """What a control says of each region: the first choice, or the text."""
    found = {}
    for result in results:
        if result.get("from_name") == name:
            value = result.get("value") or {}
            said = value.get("choices") or value.get("text") or []
            words = said if isinstance(said, str) else " ".join(map(str, said))
            found[str(result.get("id"))] = words
    return found
