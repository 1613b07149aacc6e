"""The explanation of one sentence, for a person: parse, mentions, propositions, attributions, events and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import onrecord
from onrecord.document import Event
from onrecord.errors import InputError
from onrecord.explanation import Explanation
from onrecord.faces.wording import shortened
from onrecord.records import Attribution, Judgement, Proposition, Reason, Report, Sentence, Span, Unreadable

__all__ = ["find_report", "print_explanation"]

_LONGEST = 60


def find_report(name: str, *, key: str | None, date: str | None) -> Report:
    """The one report of a file, or the one whose key is ``key``.

    Raises:
        InputError: there is none, there are several, or it cannot be read.

    """
    found: Report | Unreadable | None = None
    for item in onrecord.read_inputs([name], date=date):
        if key is not None and item.key != key:
            continue
        if found is not None and key is None:
            raise InputError(f"{name}: holds several reports; say which one with --key, for example --key {found.key}")
        found = item
        if key is not None:
            break
    if found is None:
        raise InputError(f"{name}: holds no report with the key {key!r}" if key else f"{name}: holds no report")
    if isinstance(found, Unreadable):
        raise InputError("; ".join(problem.message for problem in found.problems))
    return found


def print_explanation(report: Report, at: int) -> str:
    """Why the record is as it is at ``at``, as plain text."""
    found = onrecord.explain(report, at=at)
    sentence = found.sentence
    where = f"{report.key}, sentence {sentence.index}, {sentence.start}-{sentence.end} ({sentence.kind})"
    parts = [
        f"{where}\n{report.text[sentence.start : sentence.end]}",
        _section("parse", _parse(sentence)),
        _section("actors", _actors(found)),
        _section("times", [f"{m.start}-{m.end} {m.text!r}: {m.type} {m.value} [{m.rule}]" for m in found.times]),
        _section(
            "places", [f"{m.start}-{m.end} {m.text!r}: {m.name}, {m.country or '-'} [{m.rule}]" for m in found.places]
        ),
        _section("propositions", _propositions(found)),
        _section("attributions", [_attribution(a, report) for a in found.attributions]),
        _section("events", [line for event in found.events for line in _event(event, report)]),
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, lines: Sequence[str]) -> str:
    return "\n".join([title, *(f"  {line}" for line in lines or ["none"])])


def _table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    cells = list(rows)
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _parse(sentence: Sentence) -> list[str]:
    """One line a token: position, word, lemma, tag, relation, head; indented by its depth in the tree."""
    depths = [0] * len(sentence)
    for token in range(len(sentence)):
        head = token
        while sentence.heads[head] != head and depths[token] < len(sentence):
            depths[token] += 1
            head = sentence.heads[head]
    rows = [("#", "word", "lemma", "tag", "relation", "head")]
    for i, word in enumerate(sentence.words):
        head = sentence.heads[i]
        over = "-" if head == i else f"{head} {sentence.words[head]}"
        rows.append(
            (str(i), "· " * depths[i] + word, sentence.lemmas[i], sentence.tags[i], sentence.relations[i], over)
        )
    return _table(rows)


def _actors(found: Explanation) -> list[str]:
    lines = []
    for mention in found.actors:
        ids = ", ".join(mention.ids)
        reasons = " ".join(part for part in (mention.rule, mention.entry) if part)
        named = "" if mention.named else ", not named"
        lines.append(f"{mention.start}-{mention.end} {mention.text!r}: {ids} ({mention.kind}{named}) [{reasons}]")
    return lines


def _propositions(found: Explanation) -> list[str]:
    lines = []
    for proposition, judgement in zip(found.propositions, found.judgements, strict=True):
        lines.append(_proposition(proposition, judgement))
        for argument in proposition.arguments:
            words = " ".join(found.sentence.words[argument.first : argument.last])
            lines.append(f"    {argument.role}: {shortened(words, _LONGEST)} [{argument.rule}]")
        lines.extend(f"    {_reason(reason, found.report)}" for reason in (*proposition.reasons, *judgement.reasons))
    return lines


def _proposition(proposition: Proposition, judgement: Judgement) -> str:
    inside = "" if proposition.parent is None else f", {proposition.link} of #{proposition.parent}"
    marker = f" ({proposition.marker})" if proposition.marker else ""
    return (
        f"#{proposition.index} {proposition.lemma}{f' {proposition.particle}' if proposition.particle else ''}"
        f" {proposition.start}-{proposition.end}: {judgement.polarity}, {judgement.certainty},"
        f" {judgement.status}{inside}{marker}"
    )


def _attribution(attribution: Attribution, report: Report) -> str:
    holder = ", ".join(attribution.holder.ids) or attribution.holder.text or "-"
    source, cue = (_words(span, report) for span in (attribution.source, attribution.cue))
    content = "; ".join(_words(span, report) for span in attribution.content)
    return (
        f"#{attribution.index} {attribution.form}: source {source} ({attribution.holder.kind}: {holder}),"
        f" cue {cue}, {attribution.stance}; content {content} [{attribution.rule}]"
    )


def _event(event: Event, report: Report) -> list[str]:
    mode = f"/{event.mode}" if event.mode else ""
    actors, recipients = (", ".join(a.id for a in side) or "-" for side in (event.actors, event.recipients))
    trigger = event.trigger
    head = f"{event.id} {event.type}{mode} {trigger.text!r} {trigger.start}-{trigger.end}"
    lines = [f"{head}: {actors} -> {recipients}, {event.certainty}, {event.status}"]
    if event.inside:
        lines.append(f"    inside {event.inside}")
    if event.transfer:
        parties = f"{', '.join(event.transfer.supplier) or '-'} -> {', '.join(event.transfer.recipient) or '-'}"
        lines.append(
            f"    transfer: {event.transfer.stage}, {parties}: {'; '.join(i.text for i in event.transfer.items)}"
        )
    lines.extend(f"    embargo: {f.regime} on {f.on}: {f.verdict}, {f.why}" for f in event.findings)
    if event.flags:
        lines.append(f"    flags: {', '.join(event.flags)}")
    lines.extend(f"    {_reason(Reason(r.rule, r.entry, r.start, r.end), report)}" for r in event.reasons)
    return lines


def _reason(reason: Reason, report: Report) -> str:
    entry = f" <{reason.entry}>" if reason.entry else ""
    return f"because {reason.rule}{entry}: {_words(Span(reason.start, reason.end), report)}"


def _words(span: Span | None, report: Report) -> str:
    return "-" if span is None else f"“{shortened(report.text[span.start : span.end], _LONGEST)}”"
