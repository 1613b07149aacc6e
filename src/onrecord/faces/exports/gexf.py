"""GEXF 1.3 for Gephi: actors as nodes, each event between two of them as a dated edge of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import quoteattr

from onrecord.faces.exports.selection import Part, Selection, known_pairs_of, told
from onrecord.knowledge.exporting import load_export_codes
from onrecord.ledger.selecting import SelectedEvent, SelectedReport

__all__ = ["gexf_parts"]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE_ATTRIBUTES = {"kind": "string", "sector": "string"}
_EDGE_ATTRIBUTES = {
    "event": "string",
    "incident": "string",
    "type": "string",
    "mode": "string",
    "certainty": "string",
    "status": "string",
    "holders": "string",
    "independent": "integer",
    "quote": "string",
    "report": "string",
}


def gexf_parts(selection: Selection) -> Iterator[Part]:
    """The file: nodes first, then edges; denials and plans are edges too, told apart by certainty and status."""
    asked = " ".join(selection.about.get("filter", ()))
    yield "", _head(f"{selection.about.get('question', 'events')} {asked}".strip())
    names = {
        party["id"]: party["name"] for _, event in told(selection) for pair in known_pairs_of(event) for party in pair
    }
    yield from _nodes(names)
    yield "", b"<edges>\n"
    for report, event in told(selection):
        for number, (source, target) in enumerate(known_pairs_of(event)):
            yield "edge", _edge(report, event, number, (source["id"], target["id"]))
    yield "", b"</edges>\n</graph>\n</gexf>\n"


def _head(description: str) -> bytes:
    declared = _declared("node", _NODE_ATTRIBUTES) + _declared("edge", _EDGE_ATTRIBUTES)
    return _bytes(
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        f"<meta><creator>onrecord</creator><description>{_text(description)}</description></meta>\n"
        '<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n'
        f"{declared}"
    )


def _declared(kind: str, attributes: Mapping[str, str]) -> str:
    rows = "".join(f'<attribute id="{name}" title="{name}" type="{type_}"/>' for name, type_ in attributes.items())
    return f'<attributes class="{kind}" mode="static">{rows}</attributes>\n'


def _nodes(names: Mapping[str, str]) -> Iterator[Part]:
    yield "", b"<nodes>\n"
    for identity, name in sorted(names.items()):
        sector = identity.partition(":")[2]
        values = _values({"kind": load_export_codes().kind_of(identity), "sector": sector or None}.items())
        yield "node", _bytes(f"<node id={_quoted(identity)} label={_quoted(name)}>{values}</node>\n")
    yield "", b"</nodes>\n"


def _edge(report: SelectedReport, event: SelectedEvent, number: int, ends: tuple[str, str]) -> bytes:
    coded, row = event.coded, event.row
    values = {
        "event": coded["id"],
        "incident": coded["incident"],
        "type": coded["type"],
        "mode": coded["mode"],
        "certainty": coded["certainty"],
        "status": coded["status"],
        "holders": "; ".join(row["holders"]) or coded["source"]["kind"],
        "independent": event.account["independent"] if event.account else None,
        "quote": coded["quote"],
        "report": report.document["report"]["key"],
    }
    start, end = row["day"], row["latest"] or row["day"]
    dates = "" if start is None else f' start="{start}" end="{end}"'
    return _bytes(
        f"<edge id={_quoted(coded['id'] + f'-{number}')} source={_quoted(ends[0])} target={_quoted(ends[1])}"
        f" kind={_quoted(coded['type'])} label={_quoted(coded['type'])}{dates}>{_values(values.items())}</edge>\n"
    )


def _values(values: Iterable[tuple[str, object]]) -> str:
    rows = (f'<attvalue for="{name}" value={_quoted(str(value))}/>' for name, value in values if value is not None)
    return f"<attvalues>{''.join(rows)}</attvalues>"


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return _quoted(text)[1:-1].replace("&quot;", '"')


def _bytes(text: str) -> bytes:
    return text.encode("utf-8")
