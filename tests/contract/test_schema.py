"""The JSON Schema of a coded report, and that what is written is valid by it."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

import jsonschema
import pytest

import onrecord
from onrecord import document
from onrecord.document import CodedReport, Event
from onrecord.records import Problem, Unreadable
from onrecord.writing import empty_record, to_json_line

RECORD_TYPES = [getattr(document, name) for name in document.__all__ if is_dataclass(getattr(document, name))]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return onrecord.schema()


def _validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_object_is_closed_and_documented(schema: dict[str, Any]) -> None:
    for name, definition in {"CodedReport": schema, **schema["$defs"]}.items():
        if definition["type"] == "object":
            assert definition["additionalProperties"] is False, name
            assert definition["description"], name


def test_every_field_but_the_text_is_required(schema: dict[str, Any]) -> None:
    optional = {
        (name, field)
        for name, definition in {"CodedReport": schema, **schema["$defs"]}.items()
        for field in set(definition.get("properties", {})) - set(definition.get("required", []))
    }
    assert optional == {("CodedReport", "text")}


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda t: t.__name__)
def test_the_schema_has_the_fields_of_the_records_in_their_order(record_type: type, schema: dict[str, Any]) -> None:
    definition = schema if record_type is CodedReport else schema["$defs"][record_type.__name__]
    assert list(definition["properties"]) == [field.name for field in fields(record_type)]


def test_types_are_the_sixteen_of_plover(schema: dict[str, Any]) -> None:
    assert len(schema["$defs"]["Event"]["properties"]["type"]["enum"]) == 16


def test_an_event_has_the_fields_of_the_design() -> None:
    written = (
        "id trigger sentence type mode contexts cameo auxiliary actors recipients source certainty status grade when "
        "where inside incident quote transfer findings flags reasons"
    )
    assert " ".join(field.name for field in fields(Event)) == written


def test_an_unreadable_input_gives_a_valid_line(schema: dict[str, Any]) -> None:
    record = empty_record(Unreadable("a", None, (Problem("empty", "error", "a: the file is empty"),)))
    line = json.loads(to_json_line(record))
    _validator(schema).validate(line)
    assert not any(line[part] for part in ("actors", "places", "times", "propositions", "attributions", "events"))


def test_an_unknown_field_is_not_valid(schema: dict[str, Any]) -> None:
    line = json.loads(to_json_line(empty_record(Unreadable("a", None, ()))))
    assert not _validator(schema).is_valid(line | {"more": 1})


def test_a_line_is_one_line() -> None:
    record = empty_record(Unreadable("a\nb", None, ()))
    assert to_json_line(record).count(b"\n") == 1
