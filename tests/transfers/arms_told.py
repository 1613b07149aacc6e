"""What transfer tests read: a text coded as a report of one day, the transfers in it, and states of sides."""

from __future__ import annotations

from onrecord.document import CodedReport
from onrecord.parsing import Parser
from onrecord.pipeline import Coder
from onrecord.records import Report, Transfer


def reported(text: str, key: str = "t") -> Report:
    return Report(id=key, key=key, text=text, published="2020-05-12", published_precision="day")


def code(parser: Parser, text: str) -> CodedReport:
    return next(Coder(parser).code([reported(text)]))


def transfers(parser: Parser, text: str) -> list[Transfer]:
    return list(next(Coder(parser).trace([reported(text)])).transfers.values())


def heads(ids: tuple[str, ...]) -> set[str]:
    """The states or bodies of a side, without their sectors."""
    return {i.partition(":")[0] for i in ids}
