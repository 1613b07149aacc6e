"""Graph formats: GEXF, STIX, FollowTheMoney and GeoJSON against their own readers or a copy of their rules."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import stix2
from followthemoney import model
from followthemoney.types import registry
from lxml import etree

Export = Callable[..., tuple[Path, dict[str, Any]]]
_GEXF = "{http://gexf.net/1.3}"


def test_gexf_is_well_formed_and_dated(export: Export) -> None:
    path, manifest = export("gexf")
    root = etree.fromstring(path.read_bytes())
    graph = root.find(f"{_GEXF}graph")
    assert (root.tag, root.get("version")) == (f"{_GEXF}gexf", "1.3")
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("timerepresentation")) == (
        "dynamic",
        "date",
        "interval",
    )
    nodes = [node.get("id") for node in graph.iter(f"{_GEXF}node")]
    edges = list(graph.iter(f"{_GEXF}edge"))
    assert len(set(nodes)) == len(nodes) == manifest["written"]["node"]
    assert len({edge.get("id") for edge in edges}) == len(edges) == manifest["written"]["edge"]
    declared = {a.get("id") for group in graph.iter(f"{_GEXF}attributes") for a in group}
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= set(nodes)
        assert date.fromisoformat(edge.get("start")) <= date.fromisoformat(edge.get("end"))
        assert {value.get("for") for value in edge.iter(f"{_GEXF}attvalue")} <= declared
        assert edge.get("kind")


def test_parallel_edges_of_one_pair_stay_apart(export: Export) -> None:
    root = etree.fromstring(export("gexf")[0].read_bytes())
    pairs = [(e.get("source"), e.get("target")) for e in root.iter(f"{_GEXF}edge")]
    assert pairs.count(("PRK", "RUS")) >= 3


def test_gexf_is_read_by_a_reader_of_the_format(export: Export, tmp_path: Path) -> None:
    """NetworkX reads version 1.2, of which 1.3 changed nothing that a file of ours has but the name and ``kind``."""
    path, manifest = export("gexf")
    older = path.read_text("utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
    renamed = tmp_path / "older.gexf"
    renamed.write_text(older.replace('version="1.3"', 'version="1.2"', 1), encoding="utf-8")
    graph = nx.read_gexf(renamed)
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert graph.number_of_nodes() == manifest["written"]["node"]
    assert graph.number_of_edges() == manifest["written"]["edge"]
    assert graph.nodes["PRK"]["label"] == "North Korea"
    between = [data for _, _, data in graph.out_edges("PRK", data=True)]
    assert {type(data["independent"]) for data in between} == {int}
    assert {data["certainty"] for data in between} >= {"CT+", "CT-"}
    assert all(date.fromisoformat(data["start"]) <= date.fromisoformat(data["end"]) for data in between)


def test_stix_is_parsed_by_its_own_library(export: Export, texts: dict[str, str]) -> None:
    path, manifest = export("stix")
    bundle = stix2.parse(path.read_text("utf-8"), allow_custom=False)
    things = {thing.id: thing for thing in bundle.objects}
    assert len(things) == len(bundle.objects) == sum(manifest["written"].values())
    for thing in bundle.objects:
        for name in ("source_ref", "target_ref", "created_by_ref"):
            assert getattr(thing, name, None) in {None, *things}
        assert set(getattr(thing, "object_refs", ())) <= things.keys()
    notes = [thing for thing in bundle.objects if thing.type == "note"]
    assert all(any(note.content in text for text in texts.values()) or " ... " in note.content for note in notes)


def test_stix_relates_only_what_is_put_forward(export: Export) -> None:
    bundle = stix2.parse(export("stix", "report=shells-denial")[0].read_text("utf-8"))
    kinds = [thing.relationship_type for thing in bundle.objects if thing.type == "relationship"]
    assert "aid" not in kinds
    assert any("CT-" in thing.abstract for thing in bundle.objects if thing.type == "note")


def test_stix_confidence_follows_certainty(export: Export) -> None:
    bundle = stix2.parse(export("stix")[0].read_text("utf-8"))
    found = {}
    for thing in bundle.objects:
        if thing.type == "relationship":
            ours = next(iter(thing.extensions.values()))
            found[ours["event_certainty"]] = thing.confidence
    assert found["CT+"] == 95
    assert found["PS+"] == 50


def test_ftm_entities_are_valid_to_the_library(export: Export) -> None:
    path, manifest = export("ftm")
    entities = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities) == sum(manifest["written"].values())
    for entity in entities:
        assert set(entity) == {"id", "schema", "properties"}
        schema = model.get(entity["schema"])
        schema.validate(entity)
        assert set(schema.required) <= set(entity["properties"])
        for name, values in entity["properties"].items():
            known = schema.properties[name]
            assert not known.stub
            cleaned = [known.type.clean(value) for value in values]
            if known.type is registry.text:  # which the library rids of characters that print as nothing
                values = [re.sub(r"[\x00-\x08\x0b\x0c]", "", value) for value in values]  # noqa: PLW2901  -- what is compared
            assert cleaned == values != []
            if known.type is registry.entity:
                assert set(values) <= ids
        assert set(model.get_proxy(entity).to_dict()["properties"]) == set(entity["properties"])
    assert {"Event", "Article", "PublicBody", "UnknownLink"} <= {entity["schema"] for entity in entities}


def test_ftm_links_are_edges_that_the_library_can_follow(export: Export) -> None:
    path, _ = export("ftm")
    proxies = [model.get_proxy(json.loads(line)) for line in path.read_text("utf-8").split("\n") if line]
    known = {proxy.id: proxy for proxy in proxies}
    links = [proxy for proxy in proxies if proxy.schema.edge]
    assert links
    for link in links:
        ends = list(link.edgepairs())
        assert ends
        for one, other in ends:
            assert {known[end].schema.is_a("LegalEntity") for end in (one, other)} == {True}


def test_ftm_dates_are_as_precise_as_the_report(export: Export) -> None:
    path, _ = export("ftm", "report=shells-norway", "type=AID")
    events = [e for e in map(json.loads, path.read_text("utf-8").splitlines()) if e["schema"] == "Event"]
    assert [event["properties"]["date"] for event in events] == [["2023-09"]]
    countries = {
        c for line in path.read_text("utf-8").splitlines() for c in json.loads(line)["properties"].get("country", [])
    }
    assert countries == {"kp", "ru"}


def test_ftm_statements_carry_their_report_and_day(export: Export) -> None:
    path, _ = export("ftm-statements")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, strict=True))
    entities = [json.loads(line) for line in export("ftm")[0].read_text("utf-8").split("\n") if line]
    told = {(e["id"], name, v) for e in entities for name, values in e["properties"].items() for v in values}
    assert len({row["id"] for row in rows}) == len({(r["entity_id"], r["prop"], r["value"]) for r in rows})
    assert {(r["entity_id"], r["prop"], r["value"]) for r in rows if r["prop"] != "id"} == told
    assert all(row["origin"].startswith("onrecord-report-") and row["first_seen"] for row in rows)
    for row in rows:
        known = model.get(row["schema"]).get(row["prop"])
        assert row["prop_type"] == ("id" if row["prop"] == "id" else known.type.name)


def test_geojson_is_a_feature_collection(export: Export) -> None:
    path, manifest = export("geojson")
    found = json.loads(path.read_text("utf-8"))
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == manifest["written"]["feature"] == manifest["selected"]["events"]
    pinned = [feature for feature in found["features"] if feature["geometry"]]
    assert pinned
    for feature in pinned:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert feature["geometry"]["type"] == "Point"
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert feature["properties"]["date"] is None or date.fromisoformat(feature["properties"]["date"])
