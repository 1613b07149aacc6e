"""Golden cases: a text of our own, the record expected of it, and the rules that make it (see README.md here)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.document import CodedReport, Event

FILES = sorted(Path(__file__).parent.glob("*.toml"))
CASES = [case for file in FILES for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]
CASE_FIELDS = {"id", "date", "text", "note", "event", "absent", "xfail"}


def _matches_ids(got: list[str], wanted: list[str]) -> bool:
    """Whether the ids are those wanted, one for one; "NOR" stands for "NOR:GOV" too."""
    left = list(got)
    for one in wanted:
        found = next((g for g in left if g == one or g.split(":")[0] == one), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _days(event: Event) -> str | None:
    if event.when is None:
        return None
    return (
        event.when.earliest
        if event.when.earliest == event.when.latest
        else f"{event.when.earliest}/{event.when.latest}"
    )


def _plain_fields(event: Event, coded: CodedReport) -> dict[str, Any]:
    outer = {e.id: e.trigger.text for e in coded.events}
    return {
        "trigger": event.trigger.text,
        "type": event.type,
        "mode": event.mode,
        "certainty": event.certainty,
        "status": event.status,
        "source": event.source.kind,
        "inside": outer.get(event.inside or ""),
        "when": _days(event),
        "where": event.where.country if event.where else None,
        "stage": event.transfer.stage if event.transfer else None,
    }


def _id_fields(event: Event) -> dict[str, list[str]]:
    return {
        "actors": [a.id for a in event.actors],
        "recipients": [a.id for a in event.recipients],
        "holders": [h.id for h in event.source.holders],
        "supplier": list(event.transfer.supplier) if event.transfer else [],
        "recipient": list(event.transfer.recipient) if event.transfer else [],
    }


def _set_fields(event: Event) -> dict[str, set[str]]:
    return {
        "rules": {r.rule for r in event.reasons},
        "entries": {r.entry for r in event.reasons if r.entry},
        "items": {item.text for item in event.transfer.items} if event.transfer else set(),
        "contexts": set(event.contexts),
        "auxiliary": set(event.auxiliary),
        "flags": set(event.flags),
        "findings": {f"{finding.regime}: {finding.verdict}" for finding in event.findings},
    }


def _wrong(event: Event, wanted: dict[str, Any], coded: CodedReport) -> list[str]:
    """The fields in which the event differs from what is wanted, as "field: got, not wanted"."""
    plain, ids, sets = _plain_fields(event, coded), _id_fields(event), _set_fields(event)
    wrong = []
    for field, value in wanted.items():
        if field in plain:
            got, is_right = plain[field], plain[field] == (value or None)
        elif field in ids:
            got, is_right = ids[field], _matches_ids(ids[field], value)
        else:
            got, is_right = sorted(sets[field]), set(value) <= sets[field]
        if not is_right:
            wrong.append(f"{field}: {got}, not {value}")
    return wrong


def _nearest(coded: CodedReport, wanted: dict[str, Any]) -> list[str]:
    """What is wrong with the event that comes nearest to the wanted one; an empty list if one matches."""
    near = [e for e in coded.events if e.trigger.text == wanted.get("trigger", e.trigger.text)]
    if not near:
        return [f"no event at {wanted.get('trigger')!r}; triggers: {[e.trigger.text for e in coded.events]}"]
    return min((_wrong(event, wanted, coded) for event in near), key=len)


def _parameters() -> list[Any]:
    return [
        pytest.param(case, id=case["id"], marks=[pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else [])
        for case in CASES
    ]


@pytest.mark.parametrize("case", _parameters())
def test_the_record_is_as_expected(case: dict[str, Any]) -> None:
    coded = onrecord.code(case["text"], date=case.get("date"))
    for wanted in case.get("event", []):
        assert _nearest(coded, wanted) == [], f"{case['id']}: {wanted}"
    for unwanted in case.get("absent", []):
        found = [e.trigger.text for e in coded.events if not _wrong(e, unwanted, coded)]
        assert found == [], f"{case['id']}: must not be there: {unwanted}"


def test_cases_have_unique_ids_and_known_fields() -> None:
    ids = [case["id"] for case in CASES]
    assert len(set(ids)) == len(ids)
    assert all(set(case) <= CASE_FIELDS and ("event" in case or "absent" in case) for case in CASES)
