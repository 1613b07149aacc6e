"""One answer as a single HTML page that needs nothing else: no script, no request, every word of a report escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from onrecord.faces.exports.selection import Part, Selection, told, web_address
from onrecord.ledger.selecting import SelectedEvent, SelectedReport

__all__ = ["page_parts"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root{color-scheme:light dark;--line:#8886;--mark:#fd04}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
article{border-top:1px solid var(--line);padding:.75rem 0}blockquote{margin:.5rem 0;padding-left:.75rem;
border-left:3px solid var(--line)}h2{font-size:1.05rem;margin:.25rem 0}p{margin:.25rem 0}mark{background:var(--mark);
color:inherit}.denied h2{text-decoration:line-through}.unnamed blockquote{border-left-style:dashed}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dt{opacity:.75}dd{margin:0}
"""


def page_parts(selection: Selection) -> Iterator[Part]:
    """The page: what was asked, then every event with its quote, its source and its report."""
    about = selection.about
    question = str(about.get("question", "events"))
    asked = " ".join(about.get("filter", ()))
    yield "", _head(f"{question} {asked}".strip()).encode("utf-8", "replace")
    yield "", _about(about).encode("utf-8", "replace")
    for report, event in told(selection):
        yield "event", _article(report, event).encode("utf-8", "replace")
    yield "", b"</main>\n</body>\n</html>\n"


def _head(title: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} - Onrecord</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(title)}</h1>\n"
    )


def _about(about: Mapping[str, Any]) -> str:
    rows = "".join(f"<dt>{escape(str(name))}</dt><dd>{escape(_words(value))}</dd>" for name, value in about.items())
    return f"<dl>{rows}</dl></header>\n<main>\n"


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_words(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(_words, value)) or "none"
    return "none" if value is None else str(value)


def _article(report: SelectedReport, event: SelectedEvent) -> str:
    coded = event.coded
    classes = " ".join(filter(None, ("denied" if coded["certainty"].endswith("-") else "", coded["source"]["kind"])))
    return (
        f'<article id="{escape(coded["id"])}" class="{escape(classes)}">\n<h2>{escape(_title(event))}</h2>\n'
        f"<p>{escape(_standing(event))}</p>\n<blockquote>{_quote(report, event)}</blockquote>\n"
        f"<p>{_origin(report)}</p>\n</article>\n"
    )


def _title(event: SelectedEvent) -> str:
    coded, day = event.coded, event.row["day"]
    sides = [", ".join(party["name"] for party in coded[side]) for side in ("actors", "recipients")]
    mode = f"/{coded['mode']}" if coded["mode"] else ""
    target = f" to {sides[1]}" if sides[1] else ""
    return f"{day or 'undated'}: {coded['type']}{mode}, {sides[0] or 'unknown'}{target}"


def _standing(event: SelectedEvent) -> str:
    """How surely, on whose word, and what stands behind the incident."""
    coded, account = event.coded, event.account
    holders = ", ".join(holder["text"] or holder["id"] for holder in coded["source"]["holders"])
    grade = coded["grade"]
    words = [f"{coded['certainty']} {coded['status']}", f"{grade['letter']}{grade['number']}"]
    words.append(f"on the word of {holders or 'the reporter'} ({coded['source']['kind']})")
    if account is not None:
        words.append(f"{account['independent']} independent source(s) in {account['reports']} report(s)")
        words += [f"denied by {', '.join(account['deniers'])}"] if account["deniers"] else []
    transfer = coded["transfer"]
    if transfer is not None:
        words.append(f"arms {transfer['stage']}: {', '.join(item['text'] for item in transfer['items'])}")
    return " | ".join(words)


def _quote(report: SelectedReport, event: SelectedEvent) -> str:
    """The sentence with its trigger marked, or the quote where the trigger does not lie in one stretch of it."""
    coded = event.coded
    sentence, trigger = coded["sentence"], coded["trigger"]
    if not sentence["start"] <= trigger["start"] <= trigger["end"] <= sentence["end"]:
        return escape(coded["quote"])
    text = report.text
    before, after = text[sentence["start"] : trigger["start"]], text[trigger["end"] : sentence["end"]]
    return f"{escape(before)}<mark>{escape(text[trigger['start'] : trigger['end']])}</mark>{escape(after)}"


def _origin(report: SelectedReport) -> str:
    summary = report.document["report"]
    words = escape(", ".join(filter(None, (summary["publisher"], summary["published"], summary["key"]))))
    address = web_address(summary["url"])
    return words if address is None else f'<a rel="noreferrer nofollow" href="{escape(address)}">{words}</a>'
