"""The evidence itself: annotations, review tasks and the page point at characters that are there."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import onrecord
from onrecord.faces.cli import app
from onrecord.faces.exports.labelstudio import LABEL_CONFIG

Export = Callable[..., tuple[Path, dict[str, Any]]]


def test_every_quote_stands_at_its_selector(export: Export, texts: dict[str, str], exported_ledger: Path) -> None:
    path, manifest = export("web-annotations")
    page = json.loads(path.read_text("utf-8"))["first"]
    assert len(page["items"]) == manifest["written"]["annotation"]
    with onrecord.Ledger(exported_ledger) as ledger:
        addresses = {row["url"]: row["report_id"] for row in ledger.sql("SELECT url, report_id FROM report")}
    for item in page["items"]:
        quote, position = item["target"]["selector"]
        source = item["target"]["source"]
        text = texts[addresses.get(source, source.rpartition(":")[2])]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"] != ""
        assert text[max(0, start - 32) : start] == quote["prefix"]
        assert text[end : end + 32] == quote["suffix"]
    sources = {item["target"]["source"] for item in page["items"]}
    assert not any(source.startswith("javascript:") for source in sources)
    assert len({item["id"] for item in page["items"]}) == len(page["items"])


def test_review_tasks_have_the_structure_that_label_studio_reads(export: Export) -> None:
    path, manifest = export("labelstudio")
    tasks = json.loads(path.read_text("utf-8"))
    assert manifest["label_config"] == LABEL_CONFIG
    for task in tasks:
        results = task["predictions"][0]["result"]
        regions = {result["id"]: result for result in results if result["type"] == "labels"}
        assert len(regions) == sum(result["type"] == "labels" for result in results)
        for region in regions.values():
            value = region["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            assert f'value="{value["labels"][0]}"' in LABEL_CONFIG
        for relation in (result for result in results if result["type"] == "relation"):
            assert {relation["from_id"], relation["to_id"]} <= regions.keys()


def _annotated(task: dict[str, Any], result: list[dict[str, Any]], **more: object) -> dict[str, Any]:
    return {**task, "annotations": [{"result": result, "completed_by": {"email": "ada@example.org"}, **more}]}


def _events(task: dict[str, Any]) -> list[str]:
    results = task["predictions"][0]["result"]
    return [r["id"] for r in results if (r.get("value") or {}).get("labels") == ["trigger"]]


def test_a_review_comes_back_as_judgements(tmp_path: Path) -> None:
    ledger, tasks, reviewed = tmp_path / "onrecord.ledger", tmp_path / "tasks.json", tmp_path / "reviewed.json"
    reports = Path(__file__).parents[3] / "examples" / "first-hour" / "reports.jsonl"
    onrecord.add_reports(ledger, onrecord.read_inputs([reports]))
    run = CliRunner().invoke
    done = run(app, ["export", "--format", "labelstudio", "--output", str(tasks), "--ledger", str(ledger)])
    assert done.exit_code == 0, done.output
    first, second, third, *others = json.loads(tasks.read_text("utf-8"))
    shown = {task["data"]["key"]: _events(task) for task in (first, second, third, *others)}
    wrong, removed = _events(first)[0], _events(second)[0]
    one, other = _events(third)[0], _events(others[0])[0]
    choice = {"id": wrong, "from_name": "verdict", "type": "choices", "value": {"choices": ["wrong"]}}
    reason = {"id": wrong, "from_name": "why", "type": "textarea", "value": {"text": ["no such ship"]}}
    kept = [r for r in second["predictions"][0]["result"] if r.get("id") != removed]
    relation = {"type": "relation", "from_id": one, "to_id": other, "direction": "right", "labels": ["different"]}
    back = [
        _annotated(first, [*first["predictions"][0]["result"], choice, reason]),
        _annotated(second, kept, parent_prediction=1),
        _annotated(third, [*third["predictions"][0]["result"], relation]),
        _annotated(others[0], [], was_cancelled=True, parent_prediction=2),
        *(_annotated(task, []) for task in others[1:]),
    ]
    reviewed.write_text(json.dumps(back), encoding="utf-8")
    done = run(app, ["review", "import", str(reviewed), "--ledger", str(ledger)])
    assert done.output.startswith("3 judgements made, 0 were"), done.output
    done = run(app, ["review", "import", str(reviewed), "--ledger", str(ledger)])
    assert done.output.startswith("0 judgements made, 3 were"), done.output
    with onrecord.Ledger(ledger) as opened:
        rows = list(opened.sql("SELECT verdict, event_id, other_id, by_whom, why FROM judgement"))
        left = {row["event_id"] for row in opened.events()}
    assert {(row["verdict"], row["event_id"], row["why"]) for row in rows} == {
        ("WRONG", wrong, "no such ship"),
        ("WRONG", removed, None),
        ("DIFFERENT", one, None),
    }
    assert {row["by_whom"] for row in rows} == {"ada@example.org"}
    assert left == {event for events in shown.values() for event in events} - {wrong, removed}


def test_a_review_of_another_ledger_changes_nothing(tmp_path: Path, exported_ledger: Path) -> None:
    def task(event: str) -> dict[str, Any]:
        region = {"id": event, "type": "labels", "value": {"labels": ["trigger"]}}
        wrong = {"id": event, "from_name": "verdict", "value": {"choices": ["wrong"]}}
        return _annotated({"data": {}, "predictions": [{"result": [region]}]}, [region, wrong])

    with onrecord.Ledger(exported_ledger) as ledger:
        known = next(iter(ledger.events()))["event_id"]
    path = tmp_path / "other.json"
    path.write_text(json.dumps([task(known), task("0123456789abcdef")]), encoding="utf-8")
    done = CliRunner().invoke(app, ["review", "import", str(path), "--ledger", str(exported_ledger)])
    assert done.exit_code == 2
    assert "no event and no incident" in done.output
    with onrecord.Ledger(exported_ledger) as ledger:
        assert len(ledger.sql("FROM judgement")) == 0


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[1]",
        "7",
        "null",
        '[{"data": {}}]',
        '[{"annotations": null}]',
        '[{"annotations": [1]}]',
        "\ud800".encode("utf-8", "surrogatepass"),
    ],
)
def test_what_is_no_review_is_refused(content: str | bytes, tmp_path: Path, exported_ledger: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = CliRunner().invoke(app, ["review", "import", str(path), "--ledger", str(exported_ledger)])
    assert done.exit_code == 2
    assert "x.json" in done.output


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_needs_nothing_and_runs_nothing(export: Export) -> None:
    path, manifest = export("html")
    page = _Page()
    page.feed(path.read_text("utf-8"))
    names = [tag for tag, _ in page.tags]
    assert not {"script", "img", "iframe", "object", "embed", "form", "base"} & set(names)
    assert not any(name.startswith("on") or name == "src" for _, attributes in page.tags for name in attributes)
    links = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
    assert links
    assert all(link.startswith("https://") for link in links)
    assert "default-src 'none'" in path.read_text("utf-8")
    assert names.count("article") == manifest["written"]["event"]
    assert "<script>alert(1)</script>" in "".join(page.words)
