"""Transfers: who supplies whom with what, at which stage, and what is no transfer."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from arms_told import code, heads, reported, transfers

from onrecord.parsing import Parser
from onrecord.pipeline import Coder

PRECISION, RECALL = 0.95, 0.90
WIRE_FOUND, WIRE_RIGHT = 24, 22


@pytest.mark.parametrize(
    ("text", "supplier", "recipient", "stage"),
    [
        ("Sweden sold 12 fighter jets to Hungary.", "SWE", "HUN", "delivered"),
        ("Hungary bought 12 fighter jets from Sweden.", "SWE", "HUN", "ordered"),
        ("Rockets were supplied to Syria by Iran.", "IRN", "SYR", "delivered"),
        ("Iran shipped rockets to Syria.", "IRN", "SYR", "shipped"),
        ("Sweden will sell fighter jets to Hungary.", "SWE", "HUN", "agreed"),
        ("Norway urged Sweden not to sell fighter jets to Hungary.", "SWE", "HUN", "requested"),
        ("Sweden refused to sell fighter jets to Hungary.", "SWE", "HUN", "refused"),
    ],
)
def test_direction_and_stage(parser: Parser, text: str, supplier: str, recipient: str, stage: str) -> None:
    found = transfers(parser, text)
    assert found
    for transfer in found:
        assert heads(transfer.supplier) == {supplier}
        assert heads(transfer.recipient) == {recipient}
        assert transfer.stage == stage


def test_number_and_category(parser: Parser) -> None:
    item = transfers(parser, "Sweden sold 12 fighter jets to Hungary.")[0].items[0]
    assert item.text.endswith("fighter jets")
    assert (item.category, item.munitions_list) == ("IV", "ML10")
    assert item.quantity is not None
    assert (item.quantity.min, item.quantity.max) == (12.0, 12.0)


@pytest.mark.parametrize(
    "text",
    [
        "Sweden sold furniture to Hungary.",
        "The long arm of the law reached a Swedish banker in Hungary.",
        "Sweden sent tanks of water to Hungary after the flood.",
        "Sweden and Hungary have close ties.",
    ],
)
def test_no_arms_no_transfer(parser: Parser, text: str) -> None:
    assert transfers(parser, text) == []


def test_a_denial_is_not_a_delivery(parser: Parser) -> None:
    coded = code(parser, "Iran denied that it had supplied rockets to Syria.")
    inner = [e for e in coded.events if e.transfer is not None and e.inside is not None]
    assert inner
    assert all(e.certainty.endswith("-") and e.status == "negated" for e in inner)
    assert {e.transfer.stage for e in inner if e.transfer is not None} == {"delivered"}
    assert all(e.transfer.stage == "alleged" for e in coded.events if e.transfer is not None and e not in inner)
    assert all(f.verdict == "not_assessable" for e in inner for f in e.findings if f.regime == "UN-IRN")


def test_a_planned_transfer_would_breach(parser: Parser) -> None:
    coded = code(parser, "North Korea agreed to ship ammunition to Russia.")
    findings = {f.regime: f.verdict for e in coded.events for f in e.findings}
    assert findings["UN-PRK"] == "would_breach_if_carried_out"


def test_two_hundred_sentences_written_before_the_rules(parser: Parser) -> None:
    """Precision and recall of "is a transfer" over a hundred sentences about arms and a hundred traps."""
    table = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
    texts = [row[0] for row in table["arms"]] + table["traps"]
    reports = [reported(text, str(i)) for i, text in enumerate(texts)]
    coded = [any(e.transfer for e in c.events) for c in Coder(parser).code(reports)]
    right = sum(coded[: len(table["arms"])])
    assert right / sum(coded) >= PRECISION
    assert right / len(table["arms"]) >= RECALL


def test_sixty_passages_in_wire_style_written_before_the_rules_were_mended(parser: Parser) -> None:
    """Precision and recall again, and how many of the thirty have both sides and the stage right in one event."""
    table = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
    arms, traps = table["wire_arms"], table["wire_traps"]
    reports = [reported(text, str(i)) for i, text in enumerate([row[0] for row in arms] + traps)]
    told = [[e.transfer for e in c.events if e.transfer] for c in Coder(parser).code(reports)]
    found = [bool(ts) for ts in told]
    right = [
        any(
            (heads(t.supplier), heads(t.recipient)) == ({row[1]}, {row[2]}) and t.stage in row[3].split("|") for t in ts
        )
        for row, ts in zip(arms, told[: len(arms)], strict=True)
    ]
    assert sum(found[: len(arms)]) / sum(found) >= PRECISION
    assert sum(found[: len(arms)]) >= WIRE_FOUND
    assert sum(right) >= WIRE_RIGHT
