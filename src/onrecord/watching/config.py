"""FEEDS.toml: what is watched, what is asked, and where alerts go."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from onrecord.errors import InputError, QueryError
from onrecord.fetching import FetchLimits, FetchPolicy, allowed_name
from onrecord.ledger import QUESTIONS
from onrecord.ledger.filters import parse_terms
from onrecord.watching.tables import Table

__all__ = ["Channel", "SavedQuestion", "Source", "WatchPlan", "read_plan"]

SourceKind = Literal["auto", "feed", "sitemap", "page"]
ChannelKind = Literal["webhook", "mail", "feed", "command"]
OncePer = Literal["row", "incident", "report"]

_WITHOUT_WORDS = frozenset(("sources",))  # counts, no rows with a report behind them: an alert has to quote
_FROM_ENVIRONMENT = "env:"
_SHORTEST_POLL = 60  # seconds


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, sitemap or page; times are seconds. ``most_links`` bounds the pages fetched for it in one round."""

    name: str
    url: str
    kind: SourceKind
    every: float
    follows_links: bool
    most_links: int
    publisher: str | None
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A named question with filter terms; ``is_change`` alerts on other values in ``columns``, else on new rows."""

    name: str
    question: str
    where: tuple[str, ...]
    is_change: bool
    columns: tuple[str, ...]
    once_per: OncePer
    channels: tuple[str, ...]

    @property
    def wording(self) -> str:
        """All that decides which rows it finds, in one string."""
        return "\x1f".join((self.question, *self.where, str(self.is_change), *self.columns, self.once_per))


@dataclass(frozen=True, slots=True)
class Channel:
    """Where alerts go; which fields are set depends on ``kind``."""

    name: str
    kind: ChannelKind
    url: str = ""
    path: Path = Path()
    is_mbox: bool = False
    to: str = ""
    sender: str = ""
    title: str = ""
    command: tuple[str, ...] = ()
    seconds: float = 60.0
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """All of a FEEDS.toml; paths are taken from the folder the file lies in."""

    file: Path
    ledger: Path
    state: Path
    policy: FetchPolicy
    delay: float
    jobs: int
    sources: tuple[Source, ...]
    questions: tuple[SavedQuestion, ...]
    channels: Mapping[str, Channel]


def read_plan(file: Path, *, version: str = "0") -> WatchPlan:
    """The plan of a TOML file.

    Raises:
        InputError: it cannot be read, or a key is missing, unknown or wrong; the message has file and key.

    """
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}; give a TOML file of feeds") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: no TOML: {error}; mend that place") from error
    top = Table(str(file), "", values)
    watch = top.table("watch")
    channels = {name: _channel(name, table, file.parent) for name, table in top.tables("channels")}
    plan = WatchPlan(
        file=file,
        ledger=file.parent / watch.text("ledger", "onrecord.ledger"),
        state=file.parent / watch.text("state", f"{file.stem}.state"),
        policy=_policy(watch, version),
        delay=watch.seconds("delay", "5s"),
        jobs=watch.number("jobs", 1, most=256),
        sources=tuple(_source(name, table) for name, table in top.tables("sources")),
        questions=tuple(_question(name, table, channels) for name, table in top.tables("alerts")),
        channels=channels,
    )
    watch.finish()
    top.finish()
    if not plan.sources and not plan.questions:
        top.fail("sources", 'there is nothing to watch; write [sources.NAME] with url = "https://..."')
    return plan


def _policy(watch: Table, version: str) -> FetchPolicy:
    allow = set()
    for written in watch.words("allow", ()):
        name = allowed_name(written)
        if name is None:
            watch.fail("allow", f"{written!r} is no host; write a host, or host:port, without http://")
        allow.add(name)
    usual = FetchLimits()
    limits = FetchLimits(
        max_bytes=watch.number("max_bytes", usual.max_bytes, least=1000),
        total_seconds=watch.seconds("longest_fetch", "60s", least=1),
        stall_seconds=watch.seconds("longest_silence", "15s", least=1),
        max_redirects=watch.number("max_redirects", usual.max_redirects, least=0, most=20),
    )
    contact = watch.text("contact", "")
    if any(ord(character) < ord(" ") for character in contact) or not contact.isascii():
        watch.fail("contact", f"{contact!r}: write a web or mail address on one line")
    return FetchPolicy(contact=contact, version=version, allow=frozenset(allow), limits=limits)


def _source(name: str, table: Table) -> Source:
    kind = cast("SourceKind", table.choice("kind", ("auto", "feed", "sitemap", "page"), "auto"))
    source = Source(
        name=name,
        url=_web_address(table),
        kind=kind,
        every=table.seconds("every", "15m", least=_SHORTEST_POLL),
        follows_links=table.flag("follow_links", default=kind == "sitemap"),
        most_links=table.number("most_links", 50, most=10_000),
        publisher=table.optional("publisher"),
        headers=_headers(table),
    )
    table.finish()
    return source


def _question(name: str, table: Table, channels: Mapping[str, Channel]) -> SavedQuestion:
    asked = table.choice("question", sorted(QUESTIONS.keys() - _WITHOUT_WORDS))
    where = table.words("where", ())
    try:
        parse_terms(where)
    except QueryError as error:
        table.fail("where", str(error))
    is_change = table.choice("when", ("new", "changed"), "new") == "changed"
    columns = table.words("columns", ("certainty",) if is_change else ())
    if columns and not is_change:
        table.fail("columns", 'only with when = "changed" it matters what a row says; add that, or take columns out')
    known = QUESTIONS[asked].columns.replace(",", " ").split()
    for column in columns:
        if column not in known:
            table.fail("columns", f"{column!r}: the answer to {asked!r} has: {', '.join(known)}")
    to = table.words("to")
    for channel in to:
        if channel not in channels:
            there = ", ".join(channels) or "none yet"
            table.fail("to", f"no channel {channel!r}; there are: {there}; write [channels.{channel}]")
    once_per = cast("OncePer", table.choice("once_per", ("row", "incident", "report"), "row"))
    table.finish()
    return SavedQuestion(name, asked, where, is_change, columns, once_per, tuple(dict.fromkeys(to)))


def _channel(name: str, table: Table, folder: Path) -> Channel:
    kind = cast("ChannelKind", table.choice("kind", ("webhook", "mail", "feed", "command")))
    channel = {"webhook": _webhook, "mail": _mail, "feed": _feed, "command": _command}[kind](name, table, folder)
    table.finish()
    return channel


def _webhook(name: str, table: Table, _folder: Path) -> Channel:
    return Channel(name, "webhook", url=_web_address(table), headers=_headers(table))


def _mail(name: str, table: Table, folder: Path) -> Channel:
    to, sender = table.text("to", "desk@localhost"), table.text("from", "onrecord@localhost")
    for key, value in (("to", to), ("from", sender)):
        if any(ord(character) < ord(" ") for character in value) or "@" not in value:
            table.fail(key, f"{value!r}: write one mail address")
    into, mbox = table.optional("folder"), table.optional("mbox")
    if (into is None) == (mbox is None):
        table.fail("folder", "give either folder (a file for each alert) or mbox (one file for all)")
    path = folder / (into or mbox or "")
    return Channel(name, "mail", path=path, is_mbox=mbox is not None, to=to, sender=sender)


def _feed(name: str, table: Table, folder: Path) -> Channel:
    return Channel(
        name, "feed", path=folder / table.text("file"), title=table.text("title", f"Onrecord alerts: {name}")
    )


def _command(name: str, table: Table, _folder: Path) -> Channel:
    command = table.words("command")
    if not command:
        table.fail("command", 'is empty; write the program and its arguments: ["notify-send", "Onrecord"]')
    return Channel(name, "command", command=command, seconds=table.seconds("longest", "60s", least=1))


def _web_address(table: Table) -> str:
    url = table.text("url")
    if not url.lower().startswith(("http://", "https://")):
        table.fail("url", f"{url!r}: write an address that starts with https:// or http://")
    return url


def _headers(table: Table) -> tuple[tuple[str, str], ...]:
    """Headers with their values, those that start with ``env:`` taken from the environment."""
    found = []
    for name, value in table.pairs("headers"):
        if not name.replace("-", "").isalnum() or not name.isascii():
            table.fail(f"headers.{name}", "no name of a header; write it as in: Authorization")
        taken = value
        if value.startswith(_FROM_ENVIRONMENT):
            variable = value.removeprefix(_FROM_ENVIRONMENT)
            if variable not in os.environ:
                table.fail(f"headers.{name}", f"the environment has no {variable}; set it before the start")
            taken = os.environ[variable]
        if any(ord(character) < ord(" ") for character in taken):
            table.fail(f"headers.{name}", "a value is one line")
        found.append((name, taken))
    return tuple(found)
